/// JSON: an array of objects with the columns' names, one object a line; numbers are JSON numbers, an empty cell is
/// `null`.
struct JSONTableWriter: TableWriter {
  /// What stands before the cells, as ranges of `names`, and how the cells are written.
  private struct Member {
    /// With an opening quotation mark at its end where the cell is quoted.
    let start: Int
    let end: Int
    let isQuoted: Bool
  }

  let sink: any ByteSink
  private let names: ByteArena
  private let members: [Member]
  private var isFirst = true

  init(table: Table, sink: any ByteSink) {
    self.sink = sink
    let names = ByteArena()
    var members: [Member] = []
    for (index, column) in table.columns.enumerated() {
      let start = names.count
      names.append(index == 0 ? UInt8(ascii: "{") : UInt8(ascii: ","))
      names.append(UInt8(ascii: "\""))
      var name = column.name
      name.withUTF8 { JSONText.appendEscaped(UnsafeRawBufferPointer($0), to: names) }
      names.append(UInt8(ascii: "\""))
      names.append(UInt8(ascii: ":"))
      let isQuoted = column.kind == .text || column.kind == .date
      if isQuoted { names.append(UInt8(ascii: "\"")) }
      members.append(Member(start: start, end: names.count, isQuoted: isQuoted))
    }
    self.names = names
    self.members = members
  }

  mutating func begin() throws {
    isFirst = true
    try sink.write(Array("[".utf8))
  }

  mutating func append(_ row: TableRow, to buffer: ByteArena) {
    // Room for everything but escapes.
    buffer.reserve(row.bytes.count + names.count + 8 * members.count)
    if !isFirst { buffer.append(UInt8(ascii: ",")) }
    isFirst = false
    buffer.append(0x0A)
    let needsEscapes = row.care.contains(.json)
    let names = names.bytes
    members.withUnsafeBufferPointer { members in
      for index in members.indices {
        let member = members[index]
        let cell = row[index]
        guard cell.count > 0 else {
          buffer.append(names.slice(member.start, member.isQuoted ? member.end - 1 : member.end))
          buffer.append(UnsafeRawBufferPointer(start: JSONText.null.utf8Start, count: JSONText.null.utf8CodeUnitCount))
          continue
        }
        buffer.append(names.slice(member.start, member.end))
        guard member.isQuoted else {
          buffer.append(cell)
          continue
        }
        if needsEscapes { JSONText.appendEscaped(cell, to: buffer) } else { buffer.append(cell) }
        buffer.append(UInt8(ascii: "\""))
      }
    }
    buffer.append(UInt8(ascii: "}"))
  }

  mutating func end() throws { try sink.write(Array("\n]\n".utf8)) }
}
