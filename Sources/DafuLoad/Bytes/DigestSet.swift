/// A digest of bytes, of 128 bits, the same in every run.
struct Digest: Hashable, BitwiseCopyable {
  let high: UInt64
  let low: UInt64

  init(_ value: UnsafeRawBufferPointer) {
    high = ByteHash.value(of: value, seed: 1)
    low = ByteHash.value(of: value, seed: 2)
  }

  init(_ text: String) {
    var text = text
    self = text.withUTF8 { Digest(UnsafeRawBufferPointer($0)) }
  }

  init(high: UInt64, low: UInt64) { (self.high, self.low) = (high, low) }
}

/// A set of byte strings by their digests: a table with free places, sixteen bytes each, however long the strings are.
///
/// A string that is there is always found; of others one in 2^128 would be.
struct DigestSet: Sendable {
  private var places: [(high: UInt64, low: UInt64)]
  private var isZeroThere = false
  private var count = 0

  /// Makes room for so many; half of the places stay free.
  init(capacity: Int = 0) {
    var size = 64
    while size < capacity * 2 { size *= 2 }
    places = [(high: UInt64, low: UInt64)](repeating: (0, 0), count: size)
  }

  private func place(_ digest: Digest) -> Int {
    let mask = places.count - 1
    var place = Int(truncatingIfNeeded: digest.low) & mask
    while places[place] != (0, 0), places[place] != (digest.high, digest.low) { place = (place + 1) & mask }
    return place
  }

  func contains(_ digest: Digest) -> Bool {
    digest.high | digest.low == 0 ? isZeroThere : places[place(digest)] != (0, 0)
  }

  /// Adds a digest; false where it is there.
  mutating func insert(_ digest: Digest) -> Bool {
    if digest.high | digest.low == 0 {
      defer { isZeroThere = true }
      return !isZeroThere
    }
    var place = place(digest)
    guard places[place] == (0, 0) else { return false }
    if count >= places.count / 8 * 7 {
      grow()
      place = self.place(digest)
    }
    places[place] = (digest.high, digest.low)
    count += 1
    return true
  }

  private mutating func grow() {
    let former = places
    places = [(high: UInt64, low: UInt64)](repeating: (0, 0), count: former.count * 2)
    for (high, low) in former where high | low != 0 { places[place(Digest(high: high, low: low))] = (high, low) }
  }
}
