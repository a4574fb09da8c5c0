import Glibc

/// Searches over bytes.
enum ByteSearch {
  /// The first place of `needle` at or after `start`.
  static func firstIndex(of needle: [UInt8], in bytes: ArraySlice<UInt8>, from start: Int) -> Int? {
    guard let head = needle.first, start < bytes.endIndex else { return nil }
    var index = start
    while let found = firstIndex(of: head, in: bytes, from: index) {
      guard found + needle.count <= bytes.endIndex else { return nil }
      var matched = 1
      while matched < needle.count, bytes[found + matched] == needle[matched] { matched += 1 }
      if matched == needle.count { return found }
      index = found + 1
    }
    return nil
  }

  /// The first place of a byte at or after `start`.
  @inline(__always) static func firstIndex(of byte: UInt8, in bytes: ArraySlice<UInt8>, from start: Int) -> Int? {
    guard start < bytes.endIndex else { return nil }
    return bytes.withUnsafeBytes { buffer -> Int? in
      let offset = start - bytes.startIndex
      guard let base = buffer.baseAddress, let hit = memchr(base + offset, Int32(byte), buffer.count - offset) else {
        return nil
      }
      return bytes.startIndex + (UnsafeRawPointer(hit) - base)
    }
  }

  /// Whether ASCII text stands at `index`, in any case of letters; `text` is lower-case.
  static func hasPrefix(_ text: StaticString, in bytes: [UInt8], at index: Int) -> Bool {
    let count = text.utf8CodeUnitCount
    guard index + count <= bytes.count else { return false }
    for offset in 0..<count where lower(bytes[index + offset]) != text.utf8Start[offset] { return false }
    return true
  }

  /// Whether ASCII text stands before `index`.
  static func hasSuffix(_ text: StaticString, in bytes: [UInt8], before index: Int) -> Bool {
    index >= text.utf8CodeUnitCount && hasPrefix(text, in: bytes, at: index - text.utf8CodeUnitCount)
  }

  /// An element's name at `index`, ASCII letters in lower case; empty if there is none.
  static func name(in bytes: ArraySlice<UInt8>, at index: Int) -> String {
    var end = index
    while end < bytes.endIndex, isNameByte(bytes[end], first: end == index) { end += 1 }
    guard end > index else { return "" }
    return String(decoding: bytes[index..<end].map(lower), as: UTF8.self)
  }

  static func name(in bytes: [UInt8], at index: Int) -> String { name(in: bytes[...], at: index) }

  @inline(__always) static func isNameByte(_ byte: UInt8, first: Bool) -> Bool {
    switch byte {
    case 0x41...0x5A, 0x61...0x7A, 0x80...0xFF, UInt8(ascii: "_"): true
    case 0x30...0x39, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ":"): !first
    default: false
    }
  }

  @inline(__always) static func lower(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte + 0x20 : byte
  }
}
