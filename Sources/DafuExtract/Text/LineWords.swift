/// Questions to a line with words written as strings: the words are read where they stand and never copied.
extension Line {
  func hasPrefix(_ word: String) -> Bool { Line.with(word) { stands($0, at: 0) } }

  func hasSuffix(_ word: String) -> Bool {
    Line.with(word) { bytes in
      var length = 0
      for byte in bytes where byte & 0xC0 != 0x80 { length += 1 }
      return length <= count && stands(bytes, at: count - length)
    }
  }

  func contains(_ word: String) -> Bool { range(of: word) != nil }
  func contains(anyOf words: [String]) -> Bool { words.contains { contains($0) } }
  func hasPrefix(anyOf words: [String]) -> Bool { words.contains { hasPrefix($0) } }
  func hasSuffix(anyOf words: [String]) -> Bool { words.contains { hasSuffix($0) } }

  /// The first place of a word at or after `start`.
  func range(of word: String, from start: Int = 0) -> Range<Int>? {
    Line.with(word) { bytes in
      guard !bytes.isEmpty else { return nil }
      let head = bytes.scalar(at: 0).scalar
      var place = max(start, 0)
      while place < scalars.count {
        if scalars[place] == head, stands(bytes, at: place) {
          var length = 0
          for byte in bytes where byte & 0xC0 != 0x80 { length += 1 }
          return place..<place + length
        }
        place += 1
      }
      return nil
    }
  }

  /// The first place of any word at or after `start`; of several at one place the longest.
  func firstRange(ofAny words: [String], from start: Int = 0) -> Range<Int>? {
    var best: Range<Int>?
    for word in words {
      guard let found = range(of: word, from: start) else { continue }
      if let held = best, (held.lowerBound, -held.count) <= (found.lowerBound, -found.count) { continue }
      best = found
    }
    return best
  }

  /// Whether a word in UTF-8 stands at a place.
  private func stands(_ word: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
    var place = start
    var position = 0
    while position < word.count {
      guard place < scalars.count else { return false }
      let (scalar, width) = word.scalar(at: position)
      if scalars[place] != scalar { return false }
      place += 1
      position += width
    }
    return true
  }

  @inline(__always)
  private static func with<Result>(_ word: String, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    word.utf8.withContiguousStorageIfAvailable(body) ?? Array(word.utf8).withUnsafeBufferPointer(body)
  }
}
