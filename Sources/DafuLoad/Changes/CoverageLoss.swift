import DafuModel

/// The figures that one release has and the next one has no more, document by document.
///
/// A figure is kept where its document still states it: as many figures of the same text as before, wherever they
/// stand and whatever is read from them now. A document is the same where its identifier is, else where its path is.
public struct CoverageLoss: Sendable {
  /// What became of a document's figures.
  public enum Cause: Hashable, Sendable {
    /// The document is not among the inputs any more.
    case missing
    /// It is rejected now.
    case rejected(reason: String)
    /// It was read, but states fewer of its earlier figures.
    case fewerFigures
  }

  /// One document that lost figures.
  public struct Document: Hashable, Sendable {
    /// The input's path in the earlier release.
    public let path: String
    /// Why.
    public let cause: Cause
    /// How many of its figures are gone.
    public let lost: Int
    /// How many it had.
    public let before: Int
  }

  /// How many figures the earlier release has.
  public private(set) var before = 0
  /// How many of them are gone.
  public private(set) var lost = 0
  /// The documents that lost figures, those that lost most first.
  public private(set) var documents: [Document] = []

  /// Compares two release folders. Throws `ReleaseComparisonError` where their tables cannot be compared, `FileError`
  /// where the system refuses.
  public init(from earlier: String, to later: String) throws {
    let file = "/\(ObservationsTable.name).csv"
    let left = try Figures(earlier + file)
    let right = try Figures(later + file)
    var changed: [(document: String, texts: [UInt64], count: Int)] = []
    var unmatched: Set<String> = []
    var one = try left.next()
    var other = try right.next()
    while let group = one {
      let order = other.map { group.key.compare($0.key) } ?? -1
      if order > 0 {
        other = try right.next()
        continue
      }
      before += group.count
      if order == 0, let match = other {
        let gone = group.texts.minus(match.texts)
        if !gone.isEmpty { changed.append((group.document, gone, group.count)) }
        other = try right.next()
      } else {
        changed.append((group.document, group.texts, group.count))
        unmatched.insert(group.document)
      }
      one = try left.next()
    }
    guard !changed.isEmpty else { return }
    try name(changed, unmatched, earlier, later)
  }

  /// Whether more than a share (0 to 1) of the earlier figures are gone.
  public func exceeds(_ share: ExactDecimal) -> Bool {
    guard let most = ExactDecimal(before).multiplied(by: share) else { return lost > 0 }
    return ExactDecimal(lost) > most
  }

  /// Gives the documents their paths and causes; those whose identifier is gone are looked for by their path.
  private mutating func name(
    _ changed: [(document: String, texts: [UInt64], count: Int)], _ unmatched: Set<String>, _ earlier: String,
    _ later: String
  ) throws {
    let documentsFile = "/\(DocumentsTable.definition.table.name).csv"
    let concerned = Set(changed.map(\.document))
    var paths: [String: String] = [:]
    try CoverageLoss.columns("document_id", "path", in: earlier + documentsFile) { identifier, path in
      if concerned.contains(identifier) { paths[identifier] = path }
    }
    let wanted = Set(unmatched.compactMap { paths[$0] })
    var renamed: [String: String] = [:]
    var present: Set<String> = []
    try CoverageLoss.columns("document_id", "path", in: later + documentsFile) { identifier, path in
      if wanted.contains(path) {
        renamed[path] = identifier
        present.insert(path)
      }
    }
    var reasons: [String: String] = [:]
    try CoverageLoss.columns("path", "reason", in: later + "/\(RejectsTable.definition.table.name).csv") {
      path, reason in if wanted.contains(path) { reasons[path] = reason }
    }
    var found: [String: [UInt64]] = [:]
    if !renamed.isEmpty {
      let identifiers = Set(renamed.values)
      let figures = try Figures(later + "/\(ObservationsTable.name).csv")
      while let group = try figures.next() {
        if identifiers.contains(group.document) { found[group.document] = group.texts }
      }
    }
    for (document, texts, count) in changed {
      let path = paths[document] ?? document
      let isPresent = !unmatched.contains(document) || present.contains(path)
      let gone = renamed[path].flatMap { unmatched.contains(document) ? found[$0] : nil }.map(texts.minus) ?? texts
      let lost = gone.count
      guard lost > 0 else { continue }
      self.lost += lost
      let cause: Cause = isPresent ? .fewerFigures : reasons[path].map(Cause.rejected) ?? .missing
      documents.append(Document(path: path, cause: cause, lost: lost, before: count))
    }
    documents.sort { ($1.lost, $0.path) < ($0.lost, $1.path) }
  }

  /// Hands two columns of a table, row by row.
  private static func columns(
    _ first: String, _ second: String, in file: String, _ body: (String, String) -> Void
  ) throws {
    let records = try CSVRecords(file)
    guard let one = records.header.firstIndex(of: first), let other = records.header.firstIndex(of: second) else {
      throw ReleaseComparisonError(message: "\(file) lacks the column \(first) or \(second)")
    }
    while let record = try records.next() { body(record.text(one), record.text(other)) }
  }
}

/// The texts of the figures in a table of observations, document by document, as sorted hashes.
private final class Figures {
  private let groups: CSVGroups
  private let document: Int
  private let text: Int

  init(_ file: String) throws {
    let records = try CSVRecords(file)
    guard let document = records.header.firstIndex(of: "document_id"),
      let text = records.header.firstIndex(of: "value_text")
    else { throw ReleaseComparisonError(message: "\(file) is no table of observations") }
    self.document = document
    self.text = text
    groups = CSVGroups(records: records, keys: [(index: document, isNumber: false)], place: file)
  }

  /// The next document's figures.
  func next() throws -> (key: CSVGroups.Key, document: String, texts: [UInt64], count: Int)? {
    guard let group = try groups.next(), let first = group.records.first else { return nil }
    // FNV-1a: two texts of one document that share a hash would only hide a loss.
    let texts = group.records.map { record in
      record.field(text).reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }.sorted()
    return (group.key, first.text(document), texts, group.records.count)
  }
}

extension [UInt64] {
  /// What is left of a sorted list when each element of another is taken away once.
  fileprivate func minus(_ other: [UInt64]) -> [UInt64] {
    var rest: [UInt64] = []
    var index = 0
    for element in self {
      while index < other.count, other[index] < element { index += 1 }
      if index < other.count, other[index] == element { index += 1 } else { rest.append(element) }
    }
    return rest
  }
}
