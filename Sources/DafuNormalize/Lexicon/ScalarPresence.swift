/// The characters that stand in a passage, by nine bits of each: tells of most words at once that they do not occur.
struct ScalarPresence: Sendable {
  private let bits: SIMD8<UInt64>

  init(_ scalars: Scalars, _ range: Range<Int>) {
    bits = withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 8) { bits in
      bits.initialize(repeating: 0)
      scalars.withMemory(range) { memory, inside in
        var place = inside.lowerBound
        while place < inside.upperBound {
          let scalar = memory[place]
          bits[Int(scalar >> 6 & 7)] |= 1 << UInt64(scalar & 63)
          place &+= 1
        }
      }
      return SIMD8(bits[0], bits[1], bits[2], bits[3], bits[4], bits[5], bits[6], bits[7])
    }
  }

  /// Whether a word may stand in the passage; its first and last characters are looked up.
  func mayHold(_ word: String) -> Bool {
    word.utf8.withContiguousStorageIfAvailable { bytes in
      guard !bytes.isEmpty else { return true }
      guard mayHold(PatternMatcher.scalar(bytes, at: 0, end: bytes.count).0) else { return false }
      var last = bytes.count - 1
      while last > 0, bytes[last] & 0xC0 == 0x80 { last -= 1 }
      return last == 0 || mayHold(PatternMatcher.scalar(bytes, at: last, end: bytes.count).0)
    } ?? true
  }

  /// Whether a character may stand in the passage.
  @inline(__always)
  func mayHold(_ scalar: UInt32) -> Bool {
    let scalar = TextView.folded(scalar)
    return bits[Int(scalar >> 6 & 7)] & (1 << UInt64(scalar & 63)) != 0
  }
}
