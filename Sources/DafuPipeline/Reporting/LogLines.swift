import Foundation
import Logging

/// Log lines on a file descriptor, one an event: as words, or as JSON objects.
struct LogLines: LogHandler {
  /// The form of a line.
  enum Form: Sendable {
    /// `2026-11-24T02:00:00Z info planned inputs=100 work=3`
    case text
    /// `{"inputs":100,"level":"info","message":"planned","time":"2026-11-24T02:00:00Z","work":3}`
    case json
  }

  let form: Form
  let descriptor: Int32
  var logLevel = Logger.Level.info
  var metadata: Logger.Metadata = [:]

  init(form: Form, descriptor: Int32 = 2) {
    self.form = form
    self.descriptor = descriptor
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let fields = metadata.merging(event.metadata ?? [:]) { $1 }
    let line =
      switch form {
      case .text: text(event, fields)
      case .json: json(event, fields)
      }
    // A log that nobody can read is no reason to stop.
    try? LineWriter(descriptor: descriptor).write(Array(line.utf8))
  }

  private func text(_ event: LogEvent, _ fields: Logger.Metadata) -> String {
    var line = "\(Ledger.timestamp()) \(event.level.rawValue) \(event.message)"
    for (key, value) in fields.sorted(by: { $0.key < $1.key }) {
      let text = "\(value)"
      line += " \(key)=" + (text.utf8.contains(UInt8(ascii: " ")) || text.isEmpty ? "\"\(text)\"" : text)
    }
    return line
  }

  private func json(_ event: LogEvent, _ fields: Logger.Metadata) -> String {
    var object: [String: JSONScalar] = [:]
    for (key, value) in fields { object[key] = Int("\(value)").map(JSONScalar.integer) ?? .text("\(value)") }
    object["time"] = .text(Ledger.timestamp())
    object["level"] = .text(event.level.rawValue)
    object["message"] = .text("\(event.message)")
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(object)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }

  private enum JSONScalar: Encodable {
    case integer(Int)
    case text(String)

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .integer(let number): try container.encode(number)
      case .text(let text): try container.encode(text)
      }
    }
  }
}
