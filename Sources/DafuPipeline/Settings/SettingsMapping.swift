import DafuModel
import Yams

/// A mapping of a YAML file, read strictly: every complaint names the file, the line and the key.
struct SettingsMapping {
  private let file: String
  private let name: String
  private let node: Node
  private let pairs: [(key: String, keyNode: Node, value: SettingsValue)]

  /// Reads a whole file, whose root must be a mapping.
  init(file: String, yaml: String) throws {
    let root: Node?
    // Values are read as they are written; the default resolver spends two milliseconds on expressions that guess types.
    do { root = try Yams.compose(yaml: yaml, .basic) } catch let error as YamlError {
      throw SettingsMapping.usageError(error, file: file)
    }
    guard let root else { throw UsageError(file: file, line: 1, "the pipeline file is empty") }
    try self.init(file: file, name: "the pipeline file", node: root)
  }

  fileprivate init(file: String, name: String, node: Node) throws {
    guard let mapping = node.mapping else {
      throw UsageError(
        file: file, line: node.mark?.line, "\(name) must be a mapping (`key: value` lines), not \(node.kindName)")
    }
    self.file = file
    self.name = name
    self.node = node
    var pairs: [(key: String, keyNode: Node, value: SettingsValue)] = []
    for (keyNode, value) in mapping {
      guard let key = keyNode.scalar?.string else {
        throw UsageError(file: file, line: keyNode.mark?.line, "a key of \(name) must be a word")
      }
      pairs.append((key, keyNode, SettingsValue(file: file, name: "`\(key)`", node: value)))
    }
    self.pairs = pairs
  }

  /// The keys in the file's order.
  var keys: [String] { pairs.map(\.key) }

  /// Refuses every key that is not in `known`.
  func allow(_ known: [String]) throws {
    for pair in pairs where !known.contains(pair.key) {
      throw UsageError(
        file: file, line: pair.keyNode.mark?.line,
        "unknown key `\(pair.key)` in \(name); there are \(known.joined(separator: ", "))")
    }
  }

  /// An error at a key's line.
  func error(_ key: String, _ message: String) -> UsageError {
    UsageError(file: file, line: pairs.first { $0.key == key }?.keyNode.mark?.line ?? node.mark?.line, message)
  }

  private func optional(_ key: String) -> SettingsValue? { pairs.first { $0.key == key }?.value }

  private func required(_ key: String) throws -> SettingsValue {
    guard let value = optional(key) else {
      throw UsageError(file: file, line: node.mark?.line, "the key `\(key)` is missing in \(name)")
    }
    return value
  }

  func text(_ key: String) throws -> String { try required(key).text() }
  func optionalText(_ key: String) throws -> String? { try optional(key)?.text() }
  func mapping(_ key: String) throws -> SettingsMapping { try required(key).mapping() }
  func optionalMapping(_ key: String) throws -> SettingsMapping? { try optional(key)?.mapping() }
  func list(_ key: String) throws -> [SettingsValue] { try required(key).list() }

  func optionalCount(_ key: String) throws -> Int? {
    guard let value = optional(key) else { return nil }
    guard let number = Int(try value.text()), number >= 0 else {
      throw value.error("`\(key)` must be a whole number from 0 up")
    }
    return number
  }

  func optionalDecimal(_ key: String) throws -> ExactDecimal? {
    guard let value = optional(key) else { return nil }
    guard let number = ExactDecimal(try value.text()) else {
      throw value.error("`\(key)` must be a decimal number such as 0.05")
    }
    return number
  }

  func optionalSwitch(_ key: String) throws -> Bool? {
    guard let value = optional(key) else { return nil }
    switch try value.text() {
    case "true": return true
    case "false": return false
    case let other: throw value.error("`\(key)` must be true or false, not `\(other)`")
    }
  }

  private static func usageError(_ error: YamlError, file: String) -> UsageError {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      UsageError(file: file, line: mark.line, "this is no YAML: \(problem)")
    case .duplicatedKeysInMapping(let duplicates, let context):
      UsageError(
        file: file, line: context.mark.line,
        "the same key stands twice: \(duplicates.map { "`\($0)`" }.sorted().joined(separator: ", "))")
    case .reader(let problem, _, _, _):
      UsageError(file: file, line: 1, "this is no UTF-8 text: \(problem)")
    default:
      UsageError(file: file, line: 1, "this is no YAML: \(error)")
    }
  }
}

/// A value of a YAML file and its place.
struct SettingsValue {
  let file: String
  let name: String
  let node: Node

  /// The line of the value.
  var line: Int? { node.mark?.line }

  /// An error at the value's line.
  func error(_ message: String) -> UsageError { UsageError(file: file, line: line, message) }

  /// A scalar that is not empty.
  func text() throws -> String {
    guard let scalar = node.scalar else { throw error("\(name) must be a single value, not \(node.kindName)") }
    let text = scalar.string
    guard !text.isEmpty, text != "~", text != "null" else { throw error("\(name) must have a value") }
    return text
  }

  /// A sequence with at least one item.
  func list() throws -> [SettingsValue] {
    guard let sequence = node.sequence else { throw error("\(name) must be a list, not \(node.kindName)") }
    guard !sequence.isEmpty else { throw error("\(name) must have at least one item") }
    return sequence.map { SettingsValue(file: file, name: "an item of \(name)", node: $0) }
  }

  /// A mapping.
  func mapping() throws -> SettingsMapping { try SettingsMapping(file: file, name: name, node: node) }
}

extension Node {
  /// What the node is, for a message.
  fileprivate var kindName: String {
    switch self {
    case .scalar: "a single value"
    case .sequence: "a list"
    case .mapping: "a mapping"
    case .alias: "an alias"
    }
  }
}
