/// One column of a table: the one place that knows its name, type, meaning and constraints. The CSV and JSON
/// files, the data package, the checks and the dictionary are made from it.
public struct Column: Sendable {
  /// What a column's cells hold.
  public enum Kind: String, Sendable {
    /// Text, neutralised in CSV where it would start a formula.
    case text = "string"
    /// A whole number.
    case integer
    /// An exact decimal.
    case number
    /// A day, ISO 8601.
    case date
  }

  /// One permitted value of a coded column.
  public struct Category: Sendable {
    /// The value as it stands in the cells.
    public let value: String
    /// What it means, in Chinese.
    public let chinese: String
    /// What it means, in English.
    public let english: String

    /// Creates a category.
    public init(_ value: String, _ chinese: String, _ english: String) {
      self.value = value
      self.chinese = chinese
      self.english = english
    }
  }

  /// A reference to the key of a table.
  public struct Reference: Sendable {
    /// The table's name.
    public let table: String
    /// The table's key column.
    public let column: String
    /// Whether a cell may hold several keys joined by `+`. Table Schema cannot declare that; the checks can.
    public let isJoint: Bool

    /// Creates a reference.
    public init(_ table: String, _ column: String, isJoint: Bool = false) {
      self.table = table
      self.column = column
      self.isJoint = isJoint
    }
  }

  /// The header.
  public let name: String
  /// The type of the cells.
  public let kind: Kind
  /// What the column means, in Chinese.
  public let chinese: String
  /// What the column means, in English.
  public let english: String
  /// Whether every row has a value.
  public let isRequired: Bool
  /// The permitted values; empty where they are open.
  public let categories: [Category]
  /// The syntax of a text, where it has one.
  public let syntax: TextSyntax?
  /// The smallest permitted number.
  public let minimum: Int?
  /// The largest permitted number.
  public let maximum: Int?
  /// The table whose key the cells hold.
  public let reference: Reference?
  /// The SDMX concept, a cross-domain one where there is one.
  public let concept: String

  /// Creates a column; `concept` is the name in capitals where none is given.
  public init(
    _ name: String, _ kind: Kind, _ chinese: String, _ english: String, required: Bool = false,
    categories: [Category] = [], syntax: TextSyntax? = nil, minimum: Int? = nil, maximum: Int? = nil,
    reference: Reference? = nil, concept: String? = nil
  ) {
    self.name = name
    self.kind = kind
    self.chinese = chinese
    self.english = english
    self.isRequired = required
    self.categories = categories
    self.syntax = syntax
    self.minimum = minimum
    self.maximum = maximum
    self.reference = reference
    self.concept = concept ?? name.uppercased()
  }
}

/// The syntax of a text column, as a pattern for validators and as a check over bytes.
public enum TextSyntax: Sendable {
  /// One code: no plus sign, bar or white space.
  case code
  /// One code or several joined by `+`.
  case jointCode
  /// SHA-256 in 64 lower-case hexadecimal digits.
  case sha256

  /// The pattern as Table Schema writes it (XML Schema regular expression, the whole cell).
  public var pattern: String {
    switch self {
    case .code: #"^[^+|\s]+$"#
    case .jointCode: #"^[^+|\s]+(\+[^+|\s]+)*$"#
    case .sha256: "^[0-9a-f]{64}$"
    }
  }

  /// Whether a text has the syntax.
  public func matches(_ text: String) -> Bool {
    switch self {
    case .code: TextSyntax.isCode(text.utf8[...])
    case .jointCode:
      text.utf8.split(separator: UInt8(ascii: "+"), omittingEmptySubsequences: false)
        .allSatisfy(TextSyntax.isCode)
    case .sha256:
      text.utf8.count == 64
        && text.utf8.allSatisfy {
          (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
        }
    }
  }

  private static func isCode(_ code: Substring.UTF8View) -> Bool {
    !code.isEmpty
      && code.allSatisfy { $0 > 0x20 && $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "|") && $0 != 0x7F }
  }
}
