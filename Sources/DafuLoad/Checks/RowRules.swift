import DafuModel

/// The columns of a table between which something must hold in every row.
struct RuleColumns {
  let start, end, valueText: Int?
  let year, periodStart, periodEnd: Int?
  let value, smallest, largest: Int?

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
}

/// What must hold between the columns of one row, wherever a table has them.
struct RowRules {
  private let columns: RuleColumns

  init(_ table: Table) { columns = RuleColumns(table) }

  /// Checks a row; `fail` is told the rule and what was found.
  func check(_ cells: [Cell], _ fail: (CheckFailure.Rule, String) -> Void) {
    if let start = columns.start, let end = columns.end, let valueText = columns.valueText,
      case .integer(let from) = cells[start], case .integer(let to) = cells[end]
    {
      let length = cells[valueText].plainText.utf8.count
      if from >= to {
        fail(.offsets, "start \(from) is not before end \(to)")
      } else if to - from != length {
        fail(.offsets, "start \(from) to end \(to) is \(to - from) bytes, value_text has \(length)")
      }
    }
    if let year = columns.year, let periodStart = columns.periodStart, let periodEnd = columns.periodEnd,
      case .date(let from) = cells[periodStart], case .date(let to) = cells[periodEnd]
    {
      if to < from { fail(.period, "period_end \(to) is before period_start \(from)") }
      if cells[year] != .integer(to.year) { fail(.period, "year \(cells[year].plainText) is not that of \(to)") }
    }
    if let value = columns.value, let smallest = columns.smallest, let largest = columns.largest,
      case .number(let number) = cells[value], case .number(let low) = cells[smallest],
      case .number(let high) = cells[largest], number < low || high < number
    {
      fail(.span, "value \(number) is not between \(low) and \(high)")
    }
  }
}
