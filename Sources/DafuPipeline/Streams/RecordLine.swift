import DafuLoad
import Foundation

/// A record of a release as a line: kind, group, rest of the key and payload, tabs between, the last three in base64.
///
/// A stream of records closes with a line `end`, the number of lines that were read and the number of records that
/// were written: whoever moves the records can tell that none is missing. Readers pass over it.
enum RecordLine {
  private static let end = Array("end\t".utf8)
  private static let tab = UInt8(ascii: "\t")

  static func encode(_ record: ReleaseRecord) -> [UInt8] {
    var line = Array(record.kind.rawValue.utf8)
    for part in [record.group, record.rest, record.payload] {
      line.append(tab)
      line += Data(part).base64EncodedData()
    }
    return line
  }

  static func ending(read: Int, written: Int) -> [UInt8] { Array("end\t\(read)\t\(written)".utf8) }

  /// The record of a line; nil for the line that closes a stream. Throws `UsageError` that names the line.
  static func decode(_ line: [UInt8], number: Int) throws -> ReleaseRecord? {
    if line.starts(with: end) { return nil }
    let parts = line.split(separator: tab, omittingEmptySubsequences: false)
    guard parts.count == 4, let kind = ReleaseRecord.Kind(rawValue: String(decoding: parts[0], as: UTF8.self)),
      let group = Data(base64Encoded: Data(parts[1])), let rest = Data(base64Encoded: Data(parts[2])),
      let payload = Data(base64Encoded: Data(parts[3]))
    else { throw fault(number) }
    return ReleaseRecord(kind: kind, group: Array(group), rest: Array(rest), payload: Array(payload))
  }

  /// Hands every record of a stream to `take`, with the number of its line.
  static func read(from descriptor: Int32, jobs: Int, take: (ReleaseRecord, Int) throws -> Void) throws {
    let lines = LineReader(descriptor: descriptor)
    try OrderedWork.run(
      jobs: jobs, next: { try lines.next() },
      transform: { line in (record: try decode(line.bytes, number: line.number), number: line.number) },
      deliver: { if let record = $0.record { try take(record, $0.number) } })
  }

  /// What is said of a line that is no record.
  static func fault(_ line: Int) -> UsageError {
    UsageError(
      file: "standard input", line: line,
      "this is no record of `dafu tabulate` or `dafu resolve`; was the stream cut off, or written by another version?")
  }
}

/// Writes the records of a stream, many at a time, and the line that closes it.
final class RecordLineWriter {
  private let writer: LineWriter
  private var waiting: [UInt8] = []
  private var written = 0

  init(_ writer: LineWriter) { self.writer = writer }

  func write(_ record: ReleaseRecord) throws {
    if !waiting.isEmpty { waiting.append(UInt8(ascii: "\n")) }
    waiting += RecordLine.encode(record)
    written += 1
    if waiting.count >= 1 << 18 { try flush() }
  }

  func finish(read: Int) throws {
    if !waiting.isEmpty { try flush() }
    try writer.write(RecordLine.ending(read: read, written: written))
  }

  private func flush() throws {
    try writer.write(waiting)
    waiting.removeAll(keepingCapacity: true)
  }
}
