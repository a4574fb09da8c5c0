/// The records of a CSV file one after the other, each held to the exact form in which a release is written: UTF-8,
/// CRLF, quotes only where needed and doubled inside, no NUL, nothing that starts a formula in a text column.
final class CSVRecordStream {
  /// One record.
  struct Record {
    /// Its fields, unquoted; as far as they could be told where there is a fault.
    let fields: [String]
    /// What is wrong with its form, if anything is.
    let fault: String?
  }

  /// A record beyond this many bytes is taken for an unclosed quotation.
  private static let limit = 64 << 20

  private let file: InputFile
  private var buffer: [UInt8] = []
  private var position = 0
  private var isAtEnd = false

  private let checksForm: Bool

  /// Opens a file. Without `checksForm` the records are those of a file whose form has been checked before.
  init(_ path: String, checksForm: Bool = true) throws(FileError) {
    self.checksForm = checksForm
    file = try InputFile(path)
    while buffer.count < 3, try file.append(to: &buffer) {}
    if buffer.starts(with: CSVTableWriter.byteOrderMark) { position = 3 }
  }

  /// The next record; nil at the end of the file.
  func next() throws(FileError) -> Record? {
    var searched = position
    var isQuoted = false
    while true {
      let end = buffer.withUnsafeBufferPointer { bytes -> Int? in
        while searched < bytes.count {
          let byte = bytes[searched]
          searched += 1
          if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
          if byte == 0x0A, !isQuoted { return searched }
        }
        return nil
      }
      if let end {
        defer { position = end }
        return record(position..<end)
      }
      guard !isAtEnd, searched - position <= CSVRecordStream.limit else {
        guard position < buffer.count else { return nil }
        defer {
          position = buffer.count
          isAtEnd = true
        }
        let rest = record(position..<min(buffer.count, position + 4096))
        let fault = isQuoted ? "a quoted field is never closed" : "the record has no line end"
        return Record(fields: rest.fields, fault: fault)
      }
      searched -= position
      buffer.removeFirst(position)
      position = 0
      if try !file.append(to: &buffer) { isAtEnd = true }
    }
  }

  private func record(_ range: Range<Int>) -> Record {
    let bytes = Array(buffer[range])
    guard !checksForm || String(validating: bytes, as: UTF8.self) != nil else {
      return Record(fields: [], fault: "it is not valid UTF-8")
    }
    guard bytes.suffix(2) == CSVField.lineEnd[...] else {
      return Record(
        fields: CSVRecordStream.fields(bytes.dropLast(bytes.last == 0x0A ? 1 : 0)), fault: "it does not end with CRLF")
    }
    let content = bytes.dropLast(2)
    let fields = CSVRecordStream.fields(content)
    guard checksForm else { return Record(fields: fields, fault: nil) }
    let canonical = ByteArena(capacity: bytes.count)
    for (index, field) in fields.enumerated() {
      if index > 0 { canonical.append(UInt8(ascii: ",")) }
      CSVField.append(field, to: canonical)
    }
    canonical.append(CSVField.lineEnd)
    guard bytes.withUnsafeBytes({ canonical.bytes.isSame(as: $0) }) else {
      return Record(fields: fields, fault: "its quotation marks or control characters are not as RFC 4180 has them")
    }
    return Record(fields: fields, fault: nil)
  }

  private static func fields(_ bytes: ArraySlice<UInt8>) -> [String] {
    var fields: [String] = []
    bytes.withUnsafeBufferPointer { bytes in
      var index = 0
      while true {
        var field: [UInt8] = []
        var start = index
        if index < bytes.count, bytes[index] == UInt8(ascii: "\"") {
          index += 1
          start = index
          while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "\"") else {
              index += 1
              continue
            }
            field.append(contentsOf: bytes[start..<index])
            index += 1
            start = index
            guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { break }
            field.append(UInt8(ascii: "\""))
            index += 1
            start = index
          }
        }
        while index < bytes.count, bytes[index] != UInt8(ascii: ",") { index += 1 }
        field.append(contentsOf: bytes[start..<index])
        fields.append(String(decoding: field, as: UTF8.self))
        guard index < bytes.count else { return }
        index += 1
      }
    }
    return fields
  }
}
