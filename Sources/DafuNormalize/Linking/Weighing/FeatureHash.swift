/// Numbers a feature (a kind of observation and what was observed) by a place in a table of weights.
///
/// Features are not listed anywhere: their words decide the place, and two that share one share its weight. With some
/// thousand features in several thousand places that costs nothing that could be measured, and it needs neither a
/// dictionary nor strings.
struct FeatureHash {
  private var state: UInt64

  /// Begins a feature of a kind.
  @inline(__always)
  init(_ kind: Int) { state = 0xCBF2_9CE4_8422_2325 ^ UInt64(truncatingIfNeeded: kind) &* 0x9E37_79B9_7F4A_7C15 }

  /// With a number observed.
  @inline(__always)
  func with(_ number: Int) -> FeatureHash {
    var hash = self
    hash.mix(UInt64(truncatingIfNeeded: number) &+ 1)
    return hash
  }

  /// With a word observed.
  func with(_ word: String) -> FeatureHash {
    var hash = self
    word.withBytes { bytes in
      for byte in bytes { hash.mix(UInt64(byte)) }
    }
    hash.mix(0x100)
    return hash
  }

  /// With the last two characters of a word observed.
  func with(endOf word: String) -> FeatureHash {
    var hash = self
    word.withBytes { bytes in
      var begin = bytes.count
      for _ in 0..<2 where begin > 0 {
        begin -= 1
        while begin > 0, bytes[begin] & 0xC0 == 0x80 { begin -= 1 }
      }
      for byte in bytes[begin...] { hash.mix(UInt64(byte)) }
    }
    hash.mix(0x100)
    return hash
  }

  /// The number that stands for a metric.
  static func number(ofMetric name: String) -> Int { FeatureHash(0).with(name).number }

  /// With the characters of a range observed.
  func with(_ scalars: Scalars, _ range: Range<Int>) -> FeatureHash {
    var hash = self
    for place in range { hash.mix(UInt64(scalars[place]) &+ 1) }
    return hash
  }

  @inline(__always)
  private mutating func mix(_ value: UInt64) {
    state = (state ^ value) &* 0x100_0000_01B3
    state ^= state >> 29
  }

  /// A number of all that was observed, to observe something else together with it.
  var number: Int { Int(truncatingIfNeeded: state) }

  /// Its place in a table of 2 to the power of `bits` places.
  @inline(__always)
  func place(bits: UInt64) -> Int { Int(truncatingIfNeeded: (state &* 0x9E37_79B9_7F4A_7C15) >> (64 - bits)) }
}
