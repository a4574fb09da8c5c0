/// CSV (RFC 4180): UTF-8, CRLF, a header row; with a byte order mark where the options say so.
struct CSVTableWriter: TableWriter {
  let table: Table
  let byteOrderMark: Bool
  let sink: any ByteSink
  private let isText: [Bool]

  init(table: Table, byteOrderMark: Bool, sink: any ByteSink) {
    self.table = table
    self.byteOrderMark = byteOrderMark
    self.sink = sink
    isText = table.columns.map { $0.kind == .text }
  }

  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  func begin() throws {
    var bytes = byteOrderMark ? CSVTableWriter.byteOrderMark : []
    for (index, column) in table.columns.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      CSVField.append(column.name, to: &bytes)
    }
    bytes += CSVField.lineEnd
    try sink.write(bytes)
  }

  func append(_ row: TableRow, to buffer: ByteArena) {
    if row.care.contains(.csv) {
      for index in isText.indices {
        if index > 0 { buffer.append(UInt8(ascii: ",")) }
        let cell = row[index]
        if isText[index], TextCare.of(cell).contains(.csv) {
          CSVField.append(CSVField.neutralized(cell.text), to: buffer)
        } else {
          buffer.append(cell)
        }
      }
    } else {
      buffer.append(row.text)
    }
    buffer.append(0x0D)
    buffer.append(0x0A)
  }

  func end() throws {}
}

extension TableContent {
  /// Writes the table as a CSV file, as a release holds it; gives the file's digest and size. Throws `FileError` where
  /// something stands there already or the system refuses, and what reading the rows throws.
  public func writeCSV(to path: String, byteOrderMark: Bool = true) throws -> (sha256: String, byteCount: Int) {
    let file = try OutputFile(path)
    var writer = CSVTableWriter(table: table, byteOrderMark: byteOrderMark, sink: file)
    try writer.write(self)
    return try file.finish()
  }
}

/// How a text stands in a CSV field.
enum CSVField {
  static let lineEnd: [UInt8] = [0x0D, 0x0A]

  /// The text with a leading apostrophe where a spreadsheet would read it as a formula: where it begins with `=`,
  /// `+`, `-`, `@`, tab or CR, or with apostrophes and then one of these, so that the way back is unambiguous.
  static func neutralized(_ text: String) -> String { startsFormula(text.utf8) ? "'" + text : text }

  /// The way back from `neutralized`.
  static func restored(_ text: String) -> String {
    guard text.utf8.first == UInt8(ascii: "'"), startsFormula(text.utf8) else { return text }
    return String(decoding: text.utf8.dropFirst(), as: UTF8.self)
  }

  private static func startsFormula(_ text: String.UTF8View) -> Bool {
    switch text.first(where: { $0 != UInt8(ascii: "'") }) {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0D: true
    default: false
    }
  }

  /// Appends a field, quoted where it holds a comma, a quotation mark or a line break. NUL, which CSV readers cut
  /// a field at or refuse, becomes U+FFFD.
  static func append(_ text: String, to bytes: inout [UInt8]) {
    let arena = ByteArena(capacity: text.utf8.count + 2)
    append(text, to: arena)
    bytes.append(contentsOf: arena.bytes)
  }

  static func append(_ text: String, to bytes: ByteArena) {
    var text = text
    text.withUTF8 { field in
      var needsQuotes = false
      var needsCare = false
      for byte in field {
        switch byte {
        case UInt8(ascii: ","), 0x0A, 0x0D: needsQuotes = true
        case UInt8(ascii: "\""):
          needsQuotes = true
          needsCare = true
        case 0: needsCare = true
        default: break
        }
      }
      guard needsQuotes || needsCare else { return bytes.append(field) }
      if needsQuotes { bytes.append(UInt8(ascii: "\"")) }
      if needsCare {
        for byte in field {
          switch byte {
          case UInt8(ascii: "\""): bytes.append([byte, byte])
          case 0: bytes.append([0xEF, 0xBF, 0xBD])
          default: bytes.append(byte)
          }
        }
      } else {
        bytes.append(field)
      }
      if needsQuotes { bytes.append(UInt8(ascii: "\"")) }
    }
  }
}
