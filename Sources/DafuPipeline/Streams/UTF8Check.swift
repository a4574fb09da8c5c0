/// Whether bytes are UTF-8, found out at the pace of ideographs.
enum UTF8Check {
  static func isValid(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let raw = UnsafeRawBufferPointer(bytes)
    var place = 0
    while place &+ 8 <= raw.count {
      let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: place, as: UInt64.self))
      let lead = word & 0xFF
      if word & 0x8080_8080_8080_8080 == 0 {
        place &+= 8
      } else if lead < 0x80 {
        place &+= 1
      } else if lead & 0xF0 == 0xE0, word & 0xC0_C000 == 0x80_8000, lead != 0xE0, lead != 0xED {
        // Three bytes; behind E0 and ED not all are allowed.
        place &+= 3
      } else {
        break
      }
    }
    // Whatever else comes, the standard library knows.
    return String(validating: UnsafeBufferPointer(rebasing: bytes[place...]), as: UTF8.self) != nil
  }
}
