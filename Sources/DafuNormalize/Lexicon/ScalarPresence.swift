/// The characters that stand in a passage, by nine bits of each: tells of most words at once that they do not occur.
final class ScalarPresence: @unchecked Sendable {
  private let bits: RawTable<UInt64>

  init(_ scalars: Scalars, _ range: Range<Int>) {
    let bits = RawTable<UInt64>([UInt64](repeating: 0, count: 8))
    for place in range {
      let scalar = scalars[place]
      bits.base[Int(scalar >> 6 & 7)] |= 1 << UInt64(scalar & 63)
    }
    self.bits = bits
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

  @inline(__always)
  private func mayHold(_ scalar: UInt32) -> Bool {
    let scalar = TextView.folded(scalar)
    return bits[Int(scalar >> 6 & 7)] & (1 << UInt64(scalar & 63)) != 0
  }
}
