import CLibXML2

/// Character references by number and by HTML's names.
struct CharacterReference {
  /// What it stands for; nil if it stands for nothing.
  private(set) var scalar: UInt32?
  /// Whether it is written as one by number.
  private(set) var isNumber = false
  /// The index after it; where it is none, after the ampersand.
  private(set) var end: Int

  /// Reads what begins with the ampersand at `start`. By number it needs no semicolon; by name it does.
  init(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) {
    end = start + 1
    guard end < bytes.count else { return }
    if bytes[end] == UInt8(ascii: "#") {
      isNumber = true
      readNumber(bytes, from: start + 2)
      return
    }
    var index = end
    var name = PackedWord()
    while index < bytes.count, name.count <= PackedWord.limit,
      CharacterReference.isName(bytes[index], first: index == end)
    {
      name.append(bytes[index])
      index += 1
    }
    guard name.count > 0, name.count <= PackedWord.limit, index < bytes.count, bytes[index] == UInt8(ascii: ";")
    else { return }
    scalar = CharacterReference.named(name) { String(decoding: bytes[end..<index], as: UTF8.self) }
    if scalar != nil { end = index + 1 }
  }

  private mutating func readNumber(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) {
    var index = start
    var radix: UInt32 = 10
    if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "x") {
      radix = 16
      index += 1
    }
    var value: UInt32 = 0
    while index < bytes.count, let digit = CharacterReference.digit(bytes[index]), digit < radix {
      if value < 0x11_0000 { value = value * radix + digit }
      index += 1
    }
    if index < bytes.count, bytes[index] == UInt8(ascii: ";") { index += 1 }
    end = index
    if CharacterReference.isCharacter(value) { scalar = value }
  }

  private static func digit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte - 0x30)
    case 0x41...0x46, 0x61...0x66: UInt32(byte | 0x20) - 0x61 + 10
    default: nil
    }
  }

  private static func isName(_ byte: UInt8, first: Bool) -> Bool {
    byte < 0x80 && ByteSearch.isNameByte(byte, first: first)
  }

  /// A character of XML 1.0: no control but tab, line feed and carriage return, no surrogate.
  private static func isCharacter(_ value: UInt32) -> Bool {
    switch value {
    case 0x09, 0x0A, 0x0D, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }

  // MARK: Names

  /// The names that nearly all references of Chinese pages have.
  private static let frequent: [(name: String, scalar: UInt32)] = [
    ("nbsp", 0xA0), ("amp", 0x26), ("lt", 0x3C), ("gt", 0x3E), ("quot", 0x22), ("ldquo", 0x201C), ("rdquo", 0x201D),
    ("emsp", 0x2003), ("ensp", 0x2002), ("middot", 0xB7), ("mdash", 0x2014), ("hellip", 0x2026), ("copy", 0xA9),
    ("lsquo", 0x2018), ("rsquo", 0x2019), ("raquo", 0xBB), ("times", 0xD7), ("thinsp", 0x2009), ("bull", 0x2022),
  ]
  private static let table = ShortWords(frequent.map(\.name))

  private static func named(_ word: PackedWord, _ name: () -> String) -> UInt32? {
    if let place = table.place(of: word) { return frequent[place].scalar }
    return htmlEntityLookup(name()).map { $0.pointee.value }
  }

  /// The scalar that `#160`, `#xA0` or `nbsp` stands for.
  static func scalar(_ name: ArraySlice<UInt8>) -> UInt32? {
    let text = String(decoding: name, as: UTF8.self)
    if text.hasPrefix("#") {
      let digits = text.dropFirst()
      let value = digits.lowercased().hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
      return value.flatMap(Unicode.Scalar.init).map(\.value)
    }
    return htmlEntityLookup(text).map { $0.pointee.value }
  }

  /// A value of an attribute with its references decoded; one that is no character ends it.
  static func decoding(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(range.count)
    let part = UnsafeBufferPointer(rebasing: bytes[range])
    var index = 0
    while index < part.count {
      guard part[index] == UInt8(ascii: "&") else {
        out.append(part[index])
        index += 1
        continue
      }
      let reference = CharacterReference(part, at: index)
      if let scalar = reference.scalar {
        out.append(scalar: scalar)
      } else if reference.isNumber {
        break
      } else {
        out.append(part[index])
      }
      index = reference.end
    }
    return out
  }
}
