import DafuModel

/// One value of a table's row, typed; every format writes the same cells.
public enum Cell: Hashable, Sendable {
  /// No value: an empty cell in CSV, `null` in JSON.
  case empty
  /// Text as it is, before any format's escaping.
  case text(String)
  /// A whole number.
  case integer(Int)
  /// An exact decimal.
  case number(ExactDecimal)
  /// A day.
  case date(CivilDate)

  /// Text, or no value where it is nil or empty.
  public static func text(orEmpty text: String?) -> Cell {
    guard let text, !text.isEmpty else { return .empty }
    return .text(text)
  }

  /// A day, or no value.
  public static func date(orEmpty date: CivilDate?) -> Cell { date.map { .date($0) } ?? .empty }

  /// The value in plain characters: decimal point, no exponent, no grouping, ISO 8601 dates, nothing escaped.
  public var plainText: String {
    switch self {
    case .empty: ""
    case .text(let text): text
    case .integer(let integer): String(integer)
    case .number(let number): number.description
    case .date(let date): date.description
    }
  }
}
