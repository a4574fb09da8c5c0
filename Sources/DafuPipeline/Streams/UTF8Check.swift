/// Whether bytes are UTF-8, found out at the pace of ideographs.
enum UTF8Check {
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
        break
      }
    }
    // Whatever else comes, the standard library knows.
    return String(validating: UnsafeBufferPointer(rebasing: bytes[place...]), as: UTF8.self) != nil
  }

  /// Whether every pair of further bytes is allowed behind the first of three: not behind E0 and ED.
  @inline(__always)
  private static func isCommon(_ lead: UInt64) -> Bool { lead != 0xE0 && lead != 0xED }
}
