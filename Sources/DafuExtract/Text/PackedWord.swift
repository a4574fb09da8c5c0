/// A word of at most sixteen bytes without NUL, packed so that two comparisons tell whether it is another one.
struct PackedWord: Hashable, Sendable {
  private(set) var low: UInt64 = 0
  private(set) var high: UInt64 = 0
  private(set) var count = 0

  static let limit = 16

  init() {}

  /// The letters, digits and signs of a range of bytes; letters in lower case. An underscore becomes another sign.
  @inline(__always) init(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    count = range.count
    let start = range.lowerBound
    if start &+ 16 <= bytes.count {
      let raw = UnsafeRawBufferPointer(bytes)
      low = PackedWord.lower(raw.loadUnaligned(fromByteOffset: start, as: UInt64.self), count)
      if count > 8 {
        high = PackedWord.lower(raw.loadUnaligned(fromByteOffset: start &+ 8, as: UInt64.self), count &- 8)
      }
    } else {
      count = 0
      for index in range { append(bytes[index] | 0x20) }
    }
  }

  @inline(__always) private static func lower(_ word: UInt64, _ count: Int) -> UInt64 {
    (word | 0x2020_2020_2020_2020) & (count >= 8 ? .max : (1 << UInt64(count &* 8)) &- 1)
  }

  init(_ word: String) {
    for byte in word.utf8 { append(byte) }
  }

  /// Appends a byte; a word beyond the limit is no word that a table may hold.
  @inline(__always) mutating func append(_ byte: UInt8) {
    if count < 8 {
      low |= UInt64(byte) << UInt64(count &* 8)
    } else if count < 16 {
      high |= UInt64(byte) << UInt64((count &- 8) &* 8)
    }
    count &+= 1
  }

  @inline(__always) fileprivate var hash: Int {
    Int(truncatingIfNeeded: ((low ^ (high &* 0x9E37_79B9_7F4A_7C15)) &* 0xD6E8_FEB8_6659_FD93) >> 40)
  }
}

/// A fixed set of short words, each with its place.
struct ShortWords: Sendable {
  private let slots: [(low: UInt64, high: UInt64, place: Int32)]
  private let mask: Int

  init(_ words: [String]) {
    var size = 16
    while size < words.count * 4 { size *= 2 }
    mask = size - 1
    var slots = [(low: UInt64, high: UInt64, place: Int32)](repeating: (0, 0, -1), count: size)
    for (place, word) in words.enumerated() {
      let packed = PackedWord(word)
      var slot = packed.hash & mask
      while slots[slot].place >= 0 { slot = (slot + 1) & mask }
      slots[slot] = (packed.low, packed.high, Int32(place))
    }
    self.slots = slots
  }

  /// The word's place in the list that the table was made of.
  @inline(__always) func place(of word: PackedWord) -> Int? {
    guard word.count <= PackedWord.limit else { return nil }
    var slot = word.hash & mask
    while slots[slot].place >= 0 {
      if slots[slot].low == word.low, slots[slot].high == word.high { return Int(slots[slot].place) }
      slot = (slot + 1) & mask
    }
    return nil
  }
}
