import Glibc

/// One record of a CSV file: its fields, unquoted, one after another.
struct CSVRecord: Equatable {
  fileprivate(set) var bytes: [UInt8] = []
  /// Where each field ends.
  fileprivate(set) var ends: [Int] = []

  /// How many fields it has.
  var count: Int { ends.count }

  /// The bytes of a field as they stand in the file.
  func field(_ index: Int) -> ArraySlice<UInt8> {
    guard ends.indices.contains(index) else { return [] }
    return bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
  }

  /// A field's text, without the apostrophe that keeps a spreadsheet from reading a formula.
  func text(_ index: Int) -> String { CSVField.restored(String(decoding: field(index), as: UTF8.self)) }
}

/// Reads a CSV file record by record, however large it is.
final class CSVRecords {
  private static let capacity = 1 << 18
  /// The first record's fields.
  private(set) var header: [String] = []
  private let path: String
  private let descriptor: Int32
  private var buffer = [UInt8](repeating: 0, count: CSVRecords.capacity)
  private var position = 0
  private var limit = 0

  /// Opens the file and reads its header. Throws `FileError`.
  init(_ path: String) throws(FileError) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError("read", path) }
    guard var first = try next() else { return }
    if first.bytes.starts(with: CSVTableWriter.byteOrderMark) {
      first.bytes.removeFirst(3)
      first.ends = first.ends.map { $0 - 3 }
    }
    header = (0..<first.count).map(first.text)
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  private func peek() throws(FileError) -> UInt8? {
    if position < limit { return buffer[position] }
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count > 0 {
        position = 0
        limit = count
        return buffer[0]
      }
      if count == 0 { return nil }
      if errno != EINTR { throw FileError("read", path) }
    }
  }

  /// The next record; nil at the end. Empty lines are skipped.
  func next() throws(FileError) -> CSVRecord? {
    var record = CSVRecord()
    record.bytes.reserveCapacity(1024)
    record.ends.reserveCapacity(max(8, header.count))
    var isQuoted = false
    var wasQuoted = false
    while let byte = try peek() {
      position += 1
      if isQuoted {
        guard byte == UInt8(ascii: "\"") else {
          record.bytes.append(byte)
          continue
        }
        if try peek() == UInt8(ascii: "\"") {
          record.bytes.append(byte)
          position += 1
        } else {
          isQuoted = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\"") where record.bytes.count == (record.ends.last ?? 0):
        isQuoted = true
        wasQuoted = true
      case UInt8(ascii: ","): record.ends.append(record.bytes.count)
      case UInt8(ascii: "\r"):
        if try peek() != UInt8(ascii: "\n") { record.bytes.append(byte) }
      case UInt8(ascii: "\n"):
        if record.bytes.isEmpty, record.ends.isEmpty, !wasQuoted { continue }
        record.ends.append(record.bytes.count)
        return record
      default: record.bytes.append(byte)
      }
    }
    if record.bytes.isEmpty, record.ends.isEmpty, !wasQuoted { return nil }
    record.ends.append(record.bytes.count)
    return record
  }
}
