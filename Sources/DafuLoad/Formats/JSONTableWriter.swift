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
    if !isFirst { buffer.append(UInt8(ascii: ",")) }
    isFirst = false
    buffer.append(0x0A)
    if row.care.contains(.json) { appendEscaped(row, to: buffer) } else { appendPlain(row, to: buffer) }
    buffer.append(UInt8(ascii: "}"))
  }

  private func appendEscaped(_ row: TableRow, to buffer: ByteArena) {
    let names = names.bytes
    for (index, member) in members.enumerated() {
      let cell = row[index]
      guard cell.count > 0 else {
        buffer.append(names.slice(member.start, member.isQuoted ? member.end - 1 : member.end))
        buffer.append(JSONText.null)
        continue
      }
      buffer.append(names.slice(member.start, member.end))
      guard member.isQuoted else {
        buffer.append(cell)
        continue
      }
      JSONText.appendEscaped(cell, to: buffer)
      buffer.append(UInt8(ascii: "\""))
    }
  }

  /// A row without escapes, which nearly every one is: its room is known.
  private func appendPlain(_ row: TableRow, to buffer: ByteArena) {
    let names = names.bytes
    buffer.append(room: row.bytes.count + names.count + 8 * members.count) { space in
      guard let start = space.baseAddress else { return 0 }
      var output = Output(end: start)
      var cells = RowCells(row)
      members.withUnsafeBufferPointer { members in
        for index in members.indices {
          let member = members[index]
          let cell = cells.next()
          guard cell.count > 0 else {
            output.append(names.slice(member.start, member.isQuoted ? member.end - 1 : member.end))
            output.append(JSONText.null)
            continue
          }
          output.append(names.slice(member.start, member.end))
          output.append(cell)
          if member.isQuoted { output.append(UInt8(ascii: "\"")) }
        }
      }
      return output.end - start
    }
  }

  /// Where the next byte goes, in room that suffices.
  private struct Output {
    var end: UnsafeMutableRawPointer

    @inline(__always)
    mutating func append(_ bytes: UnsafeRawBufferPointer) {
      if let source = bytes.baseAddress { end.copy(source, bytes.count) }
      end += bytes.count
    }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
      end.storeBytes(of: byte, as: UInt8.self)
      end += 1
    }
  }

  mutating func end() throws { try sink.write(Array("\n]\n".utf8)) }
}
