/// Whether bytes are UTF-8 (RFC 3629), found out at the pace of ideographs.
///
/// The standard library's `String(validating:)` is a generic function: for a short string it takes longer to find out
/// its types than to look at the bytes.
enum UTF8Check {
  /// The text of bytes; nil where they are not UTF-8.
  static func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    isValid(bytes) ? String(decoding: bytes, as: UTF8.self) : nil
  }

  static func isValid(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let raw = UnsafeRawBufferPointer(bytes)
    var place = 0
    while place &+ 8 <= raw.count {
      let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: place, as: UInt64.self))
      let lead = word & 0xFF
      if word & 0xC0C0_F0C0_C0F0 == 0x8080_E080_80E0, UTF8Check.isCommon(lead), UTF8Check.isCommon(word >> 24 & 0xFF) {
        // Two ideographs.
        place &+= 6
      } else if word & 0x8080_8080_8080_8080 == 0 {
        place &+= 8
      } else if lead < 0x80 {
        place &+= 1
      } else if lead & 0xF0 == 0xE0, word & 0xC0_C000 == 0x80_8000, UTF8Check.isCommon(lead) {
        place &+= 3
      } else {
        let length = sequenceLength(bytes, at: place)
        if length == 0 { return false }
        place &+= length
      }
    }
    while place < bytes.count {
      let length = sequenceLength(bytes, at: place)
      if length == 0 { return false }
      place &+= length
    }
    return true
  }

  /// How many bytes the character at a place has; 0 where there is none.
  private static func sequenceLength(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> Int {
    let lead = bytes[place]
    if lead < 0x80 { return 1 }
    // What may follow the first byte, so that nothing is written longer than it must be, no half of a surrogate pair
    // is written, and nothing lies beyond the last character.
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch lead {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: length = 4
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return 0
    }
    guard place + length <= bytes.count, second.contains(bytes[place + 1]) else { return 0 }
    for offset in 2..<max(2, length) where bytes[place + offset] & 0xC0 != 0x80 { return 0 }
    return length
  }

  /// Whether every pair of further bytes is allowed behind the first of three: not behind E0 and ED.
  @inline(__always)
  private static func isCommon(_ lead: UInt64) -> Bool { lead != 0xE0 && lead != 0xED }
}
