import DafuCodelists
import Glibc

/// A CSV table as the scorer reads it: rows as dictionaries, a column that is not there as nil.
struct ScoredTable {
  /// The header.
  let columns: [String]
  /// The rows.
  let rows: [[String: String]]

  /// Reads a file. Throws `EvaluationError` where it cannot be read or is no CSV.
  init(_ path: String) throws(EvaluationError) {
    let text: DelimitedText
    do { text = try DelimitedText(ScoredTable.bytes(path)) } catch {
      throw EvaluationError(message: "\(path): \(error)")
    }
    columns = text.header
    rows = text.records.map { record in
      Dictionary(zip(text.header, record.fields)) { _, last in last }
    }
  }

  /// Whether a file is there.
  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  private static func bytes(_ path: String) throws(EvaluationError) -> [UInt8] {
    guard let file = fopen(path, "rb") else { throw EvaluationError(message: String(cString: strerror(errno))) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    guard ferror(file) == 0 else { throw EvaluationError(message: "reading failed") }
    return bytes
  }
}

/// The gold tables or the release cannot be read.
public struct EvaluationError: Error, CustomStringConvertible {
  /// Which file, and what is wrong with it.
  public let message: String

  /// The message.
  public var description: String { message }
}
