import DafuModel
import Foundation

/// The lines that the stages exchange: one JSON object a line, keys sorted, `/` not escaped.
enum StageLine {
  /// The line of an outcome, without its line feed.
  static func encode(_ outcome: ExtractOutcome) -> [UInt8] {
    var writer = JSONLineWriter(capacity: 1 << 16)
    writer.write(outcome)
    return writer.bytes
  }

  /// The line of an outcome, without its line feed.
  static func encode(_ outcome: NormalizeOutcome) -> [UInt8] {
    var count = 0
    if case .document(let document) = outcome { count = document.observations.count }
    // An observation takes somewhat more than a thousand bytes.
    var writer = JSONLineWriter(capacity: 1 << 14 + count * 1400)
    writer.write(outcome)
    return writer.bytes
  }

  /// The outcome of a line of `extract`. Throws `UsageError` that names the line.
  static func extractOutcome(from line: [UInt8], number: Int) throws -> ExtractOutcome {
    let outcome: ExtractOutcome? = line.withUnsafeBufferPointer { bytes in
      var reader = JSONLineReader(bytes)
      let outcome = try? reader.extractOutcome()
      return reader.isAtEnd ? outcome : nil
    }
    return try outcome ?? decode(ExtractOutcome.self, from: line, number: number, writtenBy: "extract")
  }

  /// The outcome of a line of `normalize`, for a release without how the fields came about. Throws `UsageError` that
  /// names the line.
  static func normalizeOutcome(
    from line: [UInt8], number: Int, keepsDerivations: Bool = true
  ) throws -> NormalizeOutcome {
    let outcome: NormalizeOutcome? = line.withUnsafeBufferPointer { bytes in
      var reader = JSONLineReader(bytes)
      reader.keepsDerivations = keepsDerivations
      let outcome = try? reader.normalizeOutcome()
      return reader.isAtEnd ? outcome : nil
    }
    return try outcome ?? decode(NormalizeOutcome.self, from: line, number: number, writtenBy: "normalize")
  }

  /// The outcome of a line in whatever form its JSON has.
  private static func decode<Outcome: Decodable>(
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
