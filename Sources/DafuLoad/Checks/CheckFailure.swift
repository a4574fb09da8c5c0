/// Something that must hold of a release and does not: which table, which row, which rule.
public struct CheckFailure: Hashable, Sendable, CustomStringConvertible {
  /// What must hold. The raw values are stable.
  public enum Rule: String, Sendable, CaseIterable {
    /// A required column has a value.
    case required
    /// A value has its column's type.
    case type
    /// A text has its column's syntax.
    case syntax
    /// A number lies within its column's bounds.
    case bounds
    /// A coded value is one of the permitted ones.
    case category
    /// No two rows have the same key.
    case uniqueKey = "unique-key"
    /// A reference leads to a row.
    case reference
    /// A figure's offsets are in order and as long as its text.
    case offsets
    /// A period begins before it ends and its year is that of its end.
    case period
    /// A smallest value is not above the largest, and the chosen one lies between.
    case span
    /// A count agrees with the rows that it counts.
    case count
    /// A correction still fits its source.
    case correction
    /// The release has exactly the files that its list of digests names.
    case files
    /// A file's bytes have the digest listed for them.
    case digest
    /// A file has the structure of its format: header, columns, quoting.
    case structure
    /// Two formats of a table hold the same rows.
    case sameContent = "same-content"
  }

  /// The table or file.
  public let table: String
  /// The row, counted from 1 without the header (the line for a corrections file); nil where the whole is meant.
  public let row: Int?
  /// What identifies the row, `document_id=…`.
  public let key: String
  /// The rule.
  public let rule: Rule
  /// What was found.
  public let message: String

  init(table: String, row: Int? = nil, key: String = "", rule: Rule, message: String) {
    self.table = table
    self.row = row
    self.key = key
    self.rule = rule
    self.message = message
  }

  /// The file that fails: the table's CSV file, or the file itself.
  public var file: String {
    ReleaseTables.all.contains { $0.name == table } ? table + "." + ReleaseFormat.csv.fileExtension : table
  }

  /// `observations row 3 (observation_id=x): reference: …`
  public var description: String {
    let place = row.map { " row \($0)" } ?? ""
    let identity = key.isEmpty ? "" : " (\(key))"
    return "\(table)\(place)\(identity): \(rule.rawValue): \(message)"
  }
}

/// A release did not pass its checks; nothing was published.
public struct ReleaseCheckError: Error, CustomStringConvertible {
  /// What failed, in the order of tables and rows.
  public let failures: [CheckFailure]

  /// The first failures, one a line, and how many there are.
  public var description: String {
    let shown = failures.prefix(20).map(\.description)
    let rest = failures.count > shown.count ? ["… and \(failures.count - shown.count) more"] : []
    return (["\(failures.count) checks failed:"] + shown + rest).joined(separator: "\n")
  }
}
