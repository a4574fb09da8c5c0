/// The memory of a text: its folded scalars and the byte offset of each and of the end.
final class TextStorage: @unchecked Sendable {
  fileprivate let scalars: RawTable<UInt32>
  private let offsets: RawTable<UInt32>
  fileprivate let count: Int

  init(_ utf8: [UInt8]) {
    // A text of n bytes has at most n scalars.
    scalars = RawTable(capacity: utf8.count)
    offsets = RawTable(capacity: utf8.count + 1)
    let (scalars, offsets) = (scalars.base, offsets.base)
    count = utf8.withUnsafeBufferPointer { bytes in
      var count = 0
      var position = 0
      let raw = UnsafeRawBufferPointer(bytes)
      while position < bytes.count {
        // Nearly everything is an ideograph or a mark of three bytes, or a digit.
        while position &+ 4 <= bytes.count {
          let word = UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: position, as: UInt32.self))
          offsets[count] = UInt32(truncatingIfNeeded: position)
          if word & 0xF0 == 0xE0 {
            scalars[count] = TextView.folded((word & 0x0F) << 12 | (word >> 8 & 0x3F) << 6 | word >> 16 & 0x3F)
            position &+= 3
          } else if word & 0x80 == 0 {
            scalars[count] = TextView.folded(word & 0xFF)
            position &+= 1
          } else {
            break
          }
          count &+= 1
        }
        if position == bytes.count { break }
        let (scalar, width) = PatternMatcher.scalar(bytes, at: position, end: bytes.count)
        scalars[count] = TextView.folded(scalar)
        offsets[count] = UInt32(truncatingIfNeeded: position)
        count += 1
        position += width
      }
      offsets[count] = UInt32(truncatingIfNeeded: position)
      return count
    }
  }

  /// The byte offset of a scalar; of the end for all places behind it.
  func offset(of place: Int) -> Int { Int(offsets[max(0, min(place, count))]) }
}

/// The folded scalars of a text, as a collection; a place outside of the text holds U+0000, which belongs to no word.
struct Scalars: Sendable, RandomAccessCollection {
  private let storage: TextStorage

  init(_ storage: TextStorage) { self.storage = storage }

  var startIndex: Int { 0 }
  @inline(__always)
  var endIndex: Int { storage.count }
  @inline(__always)
  var count: Int { storage.count }

  /// Calls `body` with the memory of the scalars, of which the places of `range` may be read that lie within the text; it
  /// gets them as a range.
  @inline(__always)
  func withMemory<Result>(_ range: Range<Int>, _ body: (UnsafePointer<UInt32>, Range<Int>) -> Result) -> Result {
    let begin = Swift.min(Swift.max(0, range.lowerBound), storage.count)
    let end = Swift.max(begin, Swift.min(range.upperBound, storage.count))
    return withExtendedLifetime(storage) { body(UnsafePointer(storage.scalars.base), begin..<end) }
  }

  /// The first place of a range that holds a scalar.
  func first(_ scalar: UInt32, in range: Range<Int>) -> Int? {
    withMemory(range) { memory, inside in
      var place = inside.lowerBound
      while place < inside.upperBound {
        if memory[place] == scalar { return place }
        place &+= 1
      }
      return nil
    }
  }

  @inline(__always)
  subscript(place: Int) -> UInt32 {
    guard UInt(bitPattern: place) < UInt(bitPattern: storage.count) else { return 0 }
    return withExtendedLifetime(storage) { storage.scalars[place] }
  }
}
