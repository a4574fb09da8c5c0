import DafuDigest
import DafuModel
import Foundation

/// An input as a line: its path and where its bytes are. What `dafu extract --list` writes and `--ndjson` reads.
///
/// `bytes` holds the bytes themselves in base64; `location` is base64 of the path of a file, for names on Linux need
/// not be UTF-8; `rejected` is an input that cannot be read at all.
struct InputRecord: Codable {
  let path: String?
  let bytes: String?
  let location: String?
  let rejected: Rejection?

  init(_ input: DiscoveredInput) {
    path = input.rejection == nil ? input.path : nil
    bytes = nil
    location = input.rejection == nil ? Data(input.location.bytes).base64EncodedString() : nil
    rejected = input.rejection
  }

  /// The line, without its line feed.
  func line() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(self))
  }

  /// The outcome of a line: every line has one, whatever it holds.
  static func outcome(of line: [UInt8], number: Int, reader: InputReader) -> ExtractOutcome {
    let record: InputRecord
    do { record = try JSONDecoder().decode(InputRecord.self, from: Data(line)) } catch {
      return .rejected(
        Rejection(
          path: "line-\(number)", reason: .malformed,
          message: "line \(number) of standard input is no JSON object with `path` and `bytes`"))
    }
    if let rejection = record.rejected { return .rejected(rejection) }
    guard let path = record.path, !path.isEmpty else {
      return .rejected(
        Rejection(
          path: "line-\(number)", reason: .malformed, message: "line \(number) of standard input has no `path`"))
    }
    if let location = record.location.flatMap({ Data(base64Encoded: $0) }) {
      return reader.read(
        DiscoveredInput(path: path, location: FileSystemPath(bytes: Array(location)), rejection: nil))
    }
    guard let bytes = record.bytes.flatMap({ Data(base64Encoded: $0) }) else {
      return .rejected(
        Rejection(path: path, reason: .malformed, message: "the record's `bytes` are not base64 (RFC 4648)"))
    }
    return reader.read(Array(bytes), path: path)
  }
}
