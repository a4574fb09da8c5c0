/// A set of scalars of the basic plane, a bit for each: for scanners that look at every character of a text and do much at
/// those of the set. `ScalarFilter` takes less room and errs.
struct ScalarSet: Sendable {
  private final class Bits: @unchecked Sendable {
    let words = RawTable<UInt64>(zeroed: 0x10000 / 64)

    init(_ scalars: some Sequence<UInt32>) {
      for scalar in scalars where scalar < 0x10000 { words.base[Int(scalar >> 6)] |= 1 << UInt64(scalar & 63) }
    }
  }

  private let bits: Bits

  init(_ scalars: some Sequence<UInt32>) { bits = Bits(scalars) }

  /// The first place of a range whose scalar is one of the set; the end of the range where there is none.
  func first(in scalars: Scalars, _ range: Range<Int>) -> Int {
    let words = bits.words.base
    return scalars.withMemory(range) { memory, inside in
      var place = inside.lowerBound
      while place < inside.upperBound {
        let scalar = memory[place]
        if scalar < 0x10000, words[Int(scalar >> 6)] & (1 << UInt64(scalar & 63)) != 0 { return place }
        place &+= 1
      }
      return max(range.lowerBound, range.upperBound)
    }
  }

  /// Whether a scalar is one of the set.
  @inline(__always)
  func contains(_ scalar: UInt32) -> Bool {
    scalar < 0x10000 && bits.words[Int(scalar >> 6)] & (1 << UInt64(scalar & 63)) != 0
  }
}
