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

  /// `null`.
  @inline(__always)
  static var null: UnsafeRawBufferPointer {
    let word: StaticString = "null"
    return UnsafeRawBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
  }

  /// Appends a quoted text. Control characters are escaped, and so are U+2028 and U+2029, which JavaScript and
  /// line-splitting readers take for line ends. NUL becomes U+FFFD, as in CSV.
  static func append(_ text: String, to bytes: inout [UInt8]) {
    var text = text
    let arena = ByteArena(capacity: text.utf8.count + 2)
    arena.append(UInt8(ascii: "\""))
    text.withUTF8 { appendEscaped(UnsafeRawBufferPointer($0), to: arena) }
    arena.append(UInt8(ascii: "\""))
    bytes.append(contentsOf: arena.bytes)
  }

  /// Appends what stands between the quotation marks.
  static func appendEscaped(_ utf8: UnsafeRawBufferPointer, to bytes: ByteArena) {
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
      bytes.append(utf8.slice(copied, index))
      if isSeparator {
        bytes.append(Array((utf8[index + 2] == 0xA8 ? #"\u2028"# : #"\u2029"#).utf8))
        index += 3
      } else {
        bytes.append(escaped(byte))
        index += 1
      }
      copied = index
    }
    bytes.append(utf8.slice(copied, utf8.count))
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
    let arena = ByteArena(capacity: 1 << 14)
    append(value, indent: 0, to: arena)
    arena.append(0x0A)
    return Array(arena.bytes)
  }

  private static func append(quoted text: String, to bytes: ByteArena) {
    var text = text
    bytes.append(UInt8(ascii: "\""))
    text.withUTF8 { appendEscaped(UnsafeRawBufferPointer($0), to: bytes) }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func append(_ value: JSONValue, indent: Int, to bytes: ByteArena) {
    func newLine(_ depth: Int) {
      bytes.append(0x0A)
      for _ in 0..<(depth * 2) { bytes.append(0x20) }
    }
    func write(plain text: String) {
      var text = text
      text.withUTF8 { bytes.append($0) }
    }
    switch value {
    case .null: write(plain: "null")
    case .boolean(let boolean): write(plain: boolean ? "true" : "false")
    case .integer(let integer): PlainText.append(integer, to: bytes)
    case .text(let text): append(quoted: text, to: bytes)
    case .array(let values):
      bytes.append(UInt8(ascii: "["))
      for (index, element) in values.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        newLine(indent + 1)
        Self.append(element, indent: indent + 1, to: bytes)
      }
      if !values.isEmpty { newLine(indent) }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        newLine(indent + 1)
        Self.append(quoted: member.name, to: bytes)
        bytes.append(UInt8(ascii: ":"))
        bytes.append(0x20)
        Self.append(member.value, indent: indent + 1, to: bytes)
      }
      if !members.isEmpty { newLine(indent) }
      bytes.append(UInt8(ascii: "}"))
    }
  }
}
