import DafuModel

/// Reads a table back from its CSV file, row by row, and says where the file is not one.
enum CSVTableReader {
  /// The rows, and the faults of form. Nil where not even the header is right. A record that has too few or too many
  /// fields is visited with what it has, so that the rows keep their numbers.
  static func read(_ path: String, as table: Table) throws -> (content: TableContent?, faults: [CheckFailure]) {
    func fault(_ row: Int?, _ message: String) -> CheckFailure {
      CheckFailure(table: table.name, row: row, rule: .structure, message: message)
    }
    let stream = try CSVRecordStream(path)
    guard let header = try stream.next() else { return (nil, [fault(nil, "the file is empty")]) }
    if let found = header.fault { return (nil, [fault(nil, "the header: \(found)")]) }
    let names = table.columns.map(\.name)
    guard header.fields == names else {
      return (nil, [fault(nil, "the header is not \(names.joined(separator: ","))")])
    }
    var count = 0
    var faults: [CheckFailure] = []
    while let record = try stream.next() {
      count += 1
      guard faults.count < FailureList.limit else { continue }
      if record.fields.count != names.count {
        faults.append(fault(count, "\(record.fields.count) fields where the header has \(names.count)"))
      }
      if let found = record.fault { faults.append(fault(count, found)) }
      for (column, field) in zip(table.columns, record.fields)
      where column.kind == .text && CSVField.neutralized(CSVField.restored(field)) != field {
        faults.append(fault(count, "\(column.name) `\(field)` would start a formula in a spreadsheet"))
      }
    }
    let content = TableContent(
      table: table, count: count,
      cells: { body in
        let stream = try CSVRecordStream(path, checksForm: false)
        _ = try stream.next()
        while let record = try stream.next() {
          var row = zip(table.columns, record.fields).map { cell($1, of: $0) }
          while row.count < table.columns.count { row.append(.empty) }
          try body(row)
        }
      })
    return (content, faults)
  }

  /// A field as a cell; a field that is no value of its column stays text, which the checks then refuse.
  private static func cell(_ field: String, of column: Column) -> Cell {
    if field.isEmpty { return .empty }
    switch column.kind {
    case .text: return .text(CSVField.restored(field))
    case .integer:
      guard let integer = Int(field), String(integer) == field else { return .text(field) }
      return .integer(integer)
    case .number:
      guard let number = ExactDecimal(field), number.description == field else { return .text(field) }
      return .number(number)
    case .date:
      guard let date = CivilDate(field), date.description == field else { return .text(field) }
      return .date(date)
    }
  }
}
