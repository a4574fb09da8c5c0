/// JSON: an array of objects with the columns' names, one object a line; numbers are JSON numbers, an empty cell is
/// `null`.
struct JSONTableWriter: TableWriter {
  let sink: any ByteSink
  private let names: [[UInt8]]
  private var isFirst = true

  init(table: Table, sink: any ByteSink) {
    self.sink = sink
    names = table.columns.enumerated().map { index, column in
      var bytes: [UInt8] = Array((index == 0 ? "{" : ",").utf8)
      JSONText.append(column.name, to: &bytes)
      bytes.append(UInt8(ascii: ":"))
      return bytes
    }
  }

  mutating func begin() throws {
    isFirst = true
    try sink.write(Array("[".utf8))
  }

  mutating func write(_ row: [Cell]) throws {
    var bytes: [UInt8] = Array((isFirst ? "\n" : ",\n").utf8)
    bytes.reserveCapacity(2048)
    isFirst = false
    for (name, cell) in zip(names, row) {
      bytes += name
      switch cell {
      case .empty: bytes.append(contentsOf: "null".utf8)
      case .text(let text): JSONText.append(text, to: &bytes)
      case .integer, .number: bytes.append(contentsOf: cell.plainText.utf8)
      case .date(let date): JSONText.append(date.description, to: &bytes)
      }
    }
    bytes.append(UInt8(ascii: "}"))
    try sink.write(bytes)
  }

  mutating func end() throws { try sink.write(Array("\n]\n".utf8)) }
}
