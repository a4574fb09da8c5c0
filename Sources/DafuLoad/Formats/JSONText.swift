/// A JSON value whose objects keep their order; for descriptors, not for tables.
indirect enum JSONValue: Sendable {
  case null
  case boolean(Bool)
  case integer(Int)
  case text(String)
  case array([JSONValue])
  case object([(name: String, value: JSONValue)])
}

/// Writes JSON (RFC 8259) as UTF-8 bytes.
enum JSONText {
  private static let hexadecimal = Array("0123456789abcdef".utf8)

  /// Appends a quoted text. Control characters are escaped, and so are U+2028 and U+2029, which JavaScript and
  /// line-splitting readers take for line ends. NUL becomes U+FFFD, as in CSV.
  static func append(_ text: String, to bytes: inout [UInt8]) {
    var text = text
    bytes.append(UInt8(ascii: "\""))
    text.withUTF8 { utf8 in
      var copied = 0
      var index = 0
      while index < utf8.count {
        let byte = utf8[index]
        let isSeparator =
          byte == 0xE2 && index + 2 < utf8.count && utf8[index + 1] == 0x80
          && (utf8[index + 2] == 0xA8 || utf8[index + 2] == 0xA9)
        guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || isSeparator else {
          index += 1
          continue
        }
        bytes.append(contentsOf: utf8[copied..<index])
        if isSeparator {
          bytes.append(contentsOf: (utf8[index + 2] == 0xA8 ? #"\u2028"# : #"\u2029"#).utf8)
          index += 3
        } else {
          bytes += escaped(byte)
          index += 1
        }
        copied = index
      }
      bytes.append(contentsOf: utf8[copied...])
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func escaped(_ byte: UInt8) -> [UInt8] {
    switch byte {
    case 0: [0xEF, 0xBF, 0xBD]
    case UInt8(ascii: "\""): Array(#"\""#.utf8)
    case UInt8(ascii: "\\"): Array(#"\\"#.utf8)
    case 0x08: Array(#"\b"#.utf8)
    case 0x09: Array(#"\t"#.utf8)
    case 0x0A: Array(#"\n"#.utf8)
    case 0x0C: Array(#"\f"#.utf8)
    case 0x0D: Array(#"\r"#.utf8)
    default: Array(#"\u00"#.utf8) + [hexadecimal[Int(byte >> 4)], hexadecimal[Int(byte & 15)]]
    }
  }

  /// The bytes of a value, indented by two spaces, with a line feed at the end.
  static func bytes(of value: JSONValue) -> [UInt8] {
    var bytes: [UInt8] = []
    append(value, indent: 0, to: &bytes)
    bytes.append(0x0A)
    return bytes
  }

  private static func append(_ value: JSONValue, indent: Int, to bytes: inout [UInt8]) {
    func newLine(_ depth: Int) { bytes += [0x0A] + [UInt8](repeating: 0x20, count: depth * 2) }
    switch value {
    case .null: bytes.append(contentsOf: "null".utf8)
    case .boolean(let boolean): bytes.append(contentsOf: (boolean ? "true" : "false").utf8)
    case .integer(let integer): bytes.append(contentsOf: String(integer).utf8)
    case .text(let text): append(text, to: &bytes)
    case .array(let values):
      bytes.append(UInt8(ascii: "["))
      for (index, element) in values.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        newLine(indent + 1)
        append(element, indent: indent + 1, to: &bytes)
      }
      if !values.isEmpty { newLine(indent) }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        newLine(indent + 1)
        append(member.name, to: &bytes)
        bytes.append(contentsOf: ": ".utf8)
        append(member.value, indent: indent + 1, to: &bytes)
      }
      if !members.isEmpty { newLine(indent) }
      bytes.append(UInt8(ascii: "}"))
    }
  }
}
