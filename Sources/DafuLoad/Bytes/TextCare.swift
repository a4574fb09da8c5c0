/// What in a text needs another form in a CSV or a JSON file.
struct TextCare: OptionSet, Sendable {
  let rawValue: UInt32

  /// It is quoted, changed or kept from starting a formula in CSV.
  static let csv = TextCare(rawValue: 1)
  /// It has escapes in JSON.
  static let json = TextCare(rawValue: 2)

  /// Looks at a text, eight bytes at a time.
  static func of(_ text: UnsafeRawBufferPointer) -> TextCare {
    let count = text.count
    guard count > 0 else { return [] }
    var care = TextCare()
    switch text[0] {
    // An apostrophe may stand before what starts a formula.
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), UInt8(ascii: "'"): care = .csv
    default: break
    }
    var offset = 0
    while count - offset >= 8 {
      if mayNeedCare(text.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) {
        for place in offset..<(offset + 8) { care.formUnion(byte(text, place)) }
      }
      offset += 8
    }
    guard offset < count else { return care }
    // The rest of a text of at least eight bytes is looked at together with some of those before it.
    if count >= 8, !mayNeedCare(text.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)) { return care }
    while offset < count {
      care.formUnion(byte(text, offset))
      offset += 1
    }
    return care
  }

  /// Whether one of eight bytes is a control character, a comma, a quotation mark, a backslash or E2.
  @inline(__always)
  private static func mayNeedCare(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    func zeros(_ word: UInt64) -> UInt64 { (word &- ones) & ~word }
    let control = (word &- ones &* 0x20) & ~word
    return
      (control | zeros(word ^ ones &* 0x22) | zeros(word ^ ones &* 0x2C) | zeros(word ^ ones &* 0x5C)
      | zeros(word ^ ones &* 0xE2)) & (ones &* 0x80) != 0
  }

  @inline(__always)
  private static func byte(_ text: UnsafeRawBufferPointer, _ place: Int) -> TextCare {
    switch text[place] {
    case 0x00, 0x0A, 0x0D, UInt8(ascii: "\""): [.csv, .json]
    // A tab starts a formula only where it stands first, which is rare enough not to be told apart.
    case 0x09: [.csv, .json]
    case 0x01..<0x20, UInt8(ascii: "\\"): .json
    case UInt8(ascii: ","): .csv
    // U+2028 and U+2029.
    case 0xE2 where place + 2 < text.count && text[place + 1] == 0x80 && text[place + 2] & 0xFE == 0xA8: .json
    default: []
    }
  }
}
