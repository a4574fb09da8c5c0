import Foundation

/// The lines that the stages exchange: one JSON object a line, keys sorted, `/` not escaped.
enum StageLine {
  /// The line of an outcome, without its line feed.
  static func encode(_ outcome: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(outcome))
  }

  /// The outcome of a line. Throws `UsageError` that names the line.
  static func decode<Outcome: Decodable>(
    _ type: Outcome.Type, from line: [UInt8], number: Int, writtenBy stage: String
  ) throws -> Outcome {
    do { return try JSONDecoder().decode(type, from: Data(line)) } catch {
      throw UsageError(
        file: "standard input", line: number,
        "this is no line of `dafu \(stage)`: \(explanation(of: error)); "
          + "was the stream cut off, or written by another version?")
    }
  }

  private static func explanation(of error: any Error) -> String {
    func place(_ path: [any CodingKey]) -> String {
      path.isEmpty ? "" : " at " + path.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
    }
    switch error {
    case DecodingError.keyNotFound(let key, let context):
      return "`\(key.stringValue)` is missing" + place(context.codingPath)
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
      return "a value of another type" + place(context.codingPath)
    case DecodingError.dataCorrupted(let context):
      return context.codingPath.isEmpty
        ? "it is not valid JSON" : context.debugDescription + place(context.codingPath)
    default: return "it is not valid JSON"
    }
  }
}
