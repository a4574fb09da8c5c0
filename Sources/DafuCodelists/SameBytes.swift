extension UnsafeBufferPointer<UInt8> {
  /// Whether the same bytes stand elsewhere; eight are compared at a time, the last ones a second time where they do not
  /// come out even.
  @inlinable
  package func isSame(as other: UnsafeBufferPointer<UInt8>) -> Bool {
    guard count == other.count else { return false }
    let (left, right) = (UnsafeRawBufferPointer(self), UnsafeRawBufferPointer(other))
    guard count >= 8 else {
      if count >= 4 {
        return left.loadUnaligned(fromByteOffset: 0, as: UInt32.self)
          == right.loadUnaligned(fromByteOffset: 0, as: UInt32.self)
          && left.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)
            == right.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)
      }
      for place in 0..<count where left[place] != right[place] { return false }
      return true
    }
    var place = 0
    while place + 8 < count {
      let word = left.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      if word != right.loadUnaligned(fromByteOffset: place, as: UInt64.self) { return false }
      place += 8
    }
    return left.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
      == right.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
  }
}
