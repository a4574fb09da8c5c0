import DafuModel

/// What must hold between the columns of one row, wherever a table has them.
struct RowRules {
  private let start: Int?
  private let end: Int?
  private let valueText: Int?
  private let year: Int?
  private let periodStart: Int?
  private let periodEnd: Int?
  private let value: Int?
  private let smallest: Int?
  private let largest: Int?

  init(_ table: Table) {
    start = table.index(of: "start")
    end = table.index(of: "end")
    valueText = table.index(of: "value_text")
    year = table.index(of: "year")
    periodStart = table.index(of: "period_start")
    periodEnd = table.index(of: "period_end")
    value = table.index(of: "value")
    smallest = table.index(of: "value_min")
    largest = table.index(of: "value_max")
  }

  /// Checks a row; `fail` is told the rule and what was found.
  func check(_ cells: [Cell], _ fail: (CheckFailure.Rule, String) -> Void) {
    if let start, let end, let valueText, case .integer(let from) = cells[start], case .integer(let to) = cells[end] {
      let length = cells[valueText].plainText.utf8.count
      if from >= to {
        fail(.offsets, "start \(from) is not before end \(to)")
      } else if to - from != length {
        fail(.offsets, "start \(from) to end \(to) is \(to - from) bytes, value_text has \(length)")
      }
    }
    if let year, let periodStart, let periodEnd, case .date(let from) = cells[periodStart],
      case .date(let to) = cells[periodEnd]
    {
      if to < from { fail(.period, "period_end \(to) is before period_start \(from)") }
      if cells[year] != .integer(to.year) { fail(.period, "year \(cells[year].plainText) is not that of \(to)") }
    }
    if let value, let smallest, let largest, case .number(let number) = cells[value],
      case .number(let low) = cells[smallest], case .number(let high) = cells[largest], number < low || high < number
    {
      fail(.span, "value \(number) is not between \(low) and \(high)")
    }
  }
}
