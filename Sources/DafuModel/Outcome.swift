/// What became of one input at `extract`: a document or a rejection, never neither.
public enum ExtractOutcome: Hashable, Sendable {
  /// It was read.
  case document(ReplyDocument)
  /// It was not, and why.
  case rejected(Rejection)

  /// The input's path.
  public var path: String {
    switch self {
    case .document(let document): document.path
    case .rejected(let rejection): rejection.path
    }
  }
}

/// What became of one input at `normalize`.
public enum NormalizeOutcome: Hashable, Sendable {
  /// It was read into observations.
  case document(NormalizedDocument)
  /// `extract` rejected it; passed through.
  case rejected(Rejection)

  /// The input's path.
  public var path: String {
    switch self {
    case .document(let document): document.record.path
    case .rejected(let rejection): rejection.path
    }
  }
}

extension ExtractOutcome: Codable {
  private enum CodingKeys: String, CodingKey { case document, rejected }

  /// Reads it from its stage stream form.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    if let rejection = try container.decodeIfPresent(Rejection.self, forKey: .rejected) {
      self = .rejected(rejection)
    } else {
      self = .document(try container.decode(ReplyDocument.self, forKey: .document))
    }
  }

  /// Writes it in its stage stream form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .document(let document): try container.encode(document, forKey: .document)
    case .rejected(let rejection): try container.encode(rejection, forKey: .rejected)
    }
  }
}

extension NormalizeOutcome: Codable {
  private enum CodingKeys: String, CodingKey { case normalized, rejected }

  /// Reads it from its stage stream form.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    if let rejection = try container.decodeIfPresent(Rejection.self, forKey: .rejected) {
      self = .rejected(rejection)
    } else {
      self = .document(try container.decode(NormalizedDocument.self, forKey: .normalized))
    }
  }

  /// Writes it in its stage stream form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .document(let document): try container.encode(document, forKey: .normalized)
    case .rejected(let rejection): try container.encode(rejection, forKey: .rejected)
    }
  }
}
