/// Cuts a paragraph into sentences.
///
/// A sentence ends at 。！？ with the closing quotation marks and brackets that follow, but not inside 《》 and not
/// inside a quotation or bracket that goes on after the mark. A paragraph without an end mark is one sentence.
enum Sentences {
  /// The ranges of the sentences, in bytes of valid UTF-8, shifted by `base`; white space between them is in none.
  static func ranges(in bytes: ArraySlice<UInt8>, base: Int) -> [Range<Int>] {
    bytes.withUnsafeBufferPointer { ranges(in: $0, base: base) }
  }

  private static func ranges(in bytes: UnsafeBufferPointer<UInt8>, base: Int) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var start = bytes.startIndex
    var index = bytes.startIndex
    var open: [UInt32] = []
    // Where the quotation that is open is known to close.
    var closing = bytes.startIndex
    let shift = base - bytes.startIndex
    while index < bytes.endIndex {
      let first = bytes[index]
      // Every scalar of interest begins with E2, E3 or EF, or is an ASCII bracket or mark.
      if first < 0x80, first != 0x28, first != 0x29, first != 0x21, first != 0x3F {
        index += 1
        continue
      }
      if (0xE4...0xEE).contains(first) {
        index += 3
        continue
      }
      let (scalar, width) = bytes.scalar(at: index)
      index += width
      if isOpening(scalar) {
        if open.count < 16 { open.append(scalar) }
      } else if let opening = opening(of: scalar) {
        if let place = open.lastIndex(of: opening) { open.removeSubrange(place...) }
      } else if endsSentence(scalar) {
        var end = index
        var stillOpen = open
        while end < bytes.endIndex {
          let (next, nextWidth) = bytes.scalar(at: end)
          if let opening = opening(of: next), let place = stillOpen.lastIndex(of: opening) {
            stillOpen.removeSubrange(place...)
          } else if !endsSentence(next) {
            break
          }
          end += nextWidth
        }
        // A quotation that never closes must not swallow the paragraph.
        if let outer = stillOpen.first {
          if closing <= end { closing = closingPlace(of: outer, in: bytes, from: end) ?? end }
          guard closing <= end else { continue }
        }
        open = []
        found.append((start + shift)..<(end + shift))
        while end < bytes.endIndex, bytes[end] == 0x20 { end += 1 }
        start = end
        index = end
      }
    }
    if start < bytes.endIndex { found.append((start + shift)..<(bytes.endIndex + shift)) }
    return found
  }

  private static func endsSentence(_ scalar: UInt32) -> Bool {
    scalar == 0x3002 || scalar == 0xFF01 || scalar == 0xFF1F || scalar == 0x21 || scalar == 0x3F
  }

  private static func isOpening(_ scalar: UInt32) -> Bool {
    scalar == 0x201C || scalar == 0x300A || scalar == 0xFF08 || scalar == 0x28 || scalar == 0x300C || scalar == 0x2018
  }

  private static func opening(of closing: UInt32) -> UInt32? {
    switch closing {
    case 0x201D: 0x201C
    case 0x2019: 0x2018
    case 0x300B: 0x300A
    case 0xFF09: 0xFF08
    case 0x29: 0x28
    case 0x300D: 0x300C
    default: nil
    }
  }

  /// Where the mark that closes `opening` stands within the next thousand bytes; no longer look, to stay linear.
  private static func closingPlace(of opening: UInt32, in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    var index = start
    let limit = min(bytes.endIndex, start + 1000)
    while index < limit {
      let (scalar, width) = bytes.scalar(at: index)
      if Sentences.opening(of: scalar) == opening { return index + width }
      if scalar == opening { return nil }
      index += width
    }
    return nil
  }
}
