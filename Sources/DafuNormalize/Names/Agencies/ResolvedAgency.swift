import DafuModel

/// A public body that a name means.
public struct ResolvedAgency: Hashable, Sendable {
  /// Its code: `CN-PBC`, `420000-FIN`, `CN-PBC-420000`, or `x-…` where no list or pattern holds it.
  public let code: String
  /// Its full official Chinese name.
  public let name: String
  /// GB/T 2260 code of the area for which it acts.
  public let refArea: String
  /// That area's name.
  public let refAreaName: String
  /// Whether a list or a pattern holds it.
  public let isCurated: Bool

  /// Creates a body.
  public init(code: String, name: String, refArea: String, refAreaName: String, isCurated: Bool) {
    self.code = code
    self.name = name
    self.refArea = refArea
    self.refAreaName = refAreaName
    self.isCurated = isCurated
  }

  /// Its row of the release's codelist of agencies.
  public var codelistEntry: Code {
    Code(code: code, name: name, refArea: refArea, status: isCurated ? .curated : .discovered)
  }
}

/// A public body named in a text.
public struct AgencyMention: Hashable, Sendable {
  /// What kind of name it is.
  public enum Kind: Sendable {
    /// A department, commission, branch or other body.
    case body
    /// A government: 市政府.
    case government
    /// A committee of the party or of the People's Political Consultative Conference: 省委.
    case party
    /// The writer itself: 我局.
    case selfReference
  }

  /// Where it stands, in UTF-8 bytes, a second plate in brackets included.
  public let range: Range<Int>
  /// The name to resolve: as written, with the area carried over in a list (省财政厅、科技厅: 省科技厅).
  public let name: String
  /// What kind of name it is.
  public let kind: Kind
}
