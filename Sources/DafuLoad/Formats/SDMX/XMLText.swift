/// Writes XML 1.0 as UTF-8, indented.
struct XMLText {
  private(set) var bytes = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8)
  private var depth = 0

  /// An element with others in it.
  mutating func element(_ name: String, _ attributes: [(String, String)] = [], _ body: (inout XMLText) -> Void) {
    open(name, attributes, end: ">\n")
    depth += 1
    body(&self)
    depth -= 1
    indent()
    bytes += "</\(name)>\n".utf8
  }

  /// An element with text in it, or with nothing.
  mutating func element(_ name: String, _ attributes: [(String, String)] = [], text: String = "") {
    guard !text.isEmpty else { return open(name, attributes, end: "/>\n") }
    open(name, attributes, end: ">")
    bytes += XMLText.escaped(text).utf8
    bytes += "</\(name)>\n".utf8
  }

  private mutating func open(_ name: String, _ attributes: [(String, String)], end: String) {
    indent()
    bytes += "<\(name)".utf8
    for (name, value) in attributes { bytes += " \(name)=\"\(XMLText.escaped(value))\"".utf8 }
    bytes += end.utf8
  }

  private mutating func indent() { bytes += [UInt8](repeating: 0x20, count: depth * 2) }

  /// The text with markup escaped, white space that a parser would change written as references, and characters that
  /// XML 1.0 does not allow replaced by U+FFFD.
  static func escaped(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\t", "\n", "\r", "\u{85}", "\u{2028}": result += "&#\(scalar.value);"
      case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
