import DafuCodelists
import DafuModel

/// Reads a table back from its CSV file, and says where the file is not one.
enum CSVTableReader {
  /// The rows as far as they can be read, and the faults. Nil where not even the header is right.
  static func read(_ bytes: [UInt8], as table: Table) -> (content: TableContent?, faults: [CheckFailure]) {
    func fault(_ row: Int?, _ rule: CheckFailure.Rule, _ message: String) -> CheckFailure {
      CheckFailure(table: table.name, row: row, rule: rule, message: message)
    }
    if let invalid = firstInvalidByte(bytes) {
      return (nil, [fault(nil, .structure, "byte \(invalid) is not valid UTF-8")])
    }
    let text: DelimitedText
    do { text = try DelimitedText(bytes) } catch { return (nil, [fault(nil, .structure, error.description)]) }
    guard text.header == table.columns.map(\.name) else {
      return (nil, [fault(nil, .structure, "the header is not \(table.columns.map(\.name).joined(separator: ","))")])
    }
    var rows: [[Cell]] = []
    var faults: [CheckFailure] = []
    for (index, record) in text.records.enumerated() {
      guard record.fields.count == table.columns.count else {
        faults.append(
          fault(index + 1, .structure, "\(record.fields.count) fields where the header has \(table.columns.count)"))
        continue
      }
      rows.append(zip(table.columns, record.fields).map { cell($1, of: $0) })
    }
    let read = rows
    return (TableContent(table: table, count: read.count) { body in for row in read { try body(row) } }, faults)
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

  private static func firstInvalidByte(_ bytes: [UInt8]) -> Int? {
    guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var offset = 0
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar): offset += scalar.utf8.count
      case .emptyInput, .error: return offset
      }
    }
  }
}
