/// In this module strings are compared byte by byte.
///
/// The standard library compares Chinese text by canonical equivalence and by grapheme clusters, which takes up to a
/// hundred times as long; what is compared here are ideographs, which are equivalent to nothing but themselves. The
/// declarations below stand before those of the standard library wherever a rule compares a string.
extension String {
  static func == (left: String, right: String) -> Bool {
    left.utf8.count == right.utf8.count && left.utf8.elementsEqual(right.utf8)
  }

  static func != (left: String, right: String) -> Bool { !(left == right) }
}

/// Whether a `switch` takes a string for one of its patterns.
func ~= (pattern: String, value: String) -> Bool { pattern == value }

extension Array<String> {
  /// Whether one of the strings has the bytes of another.
  func contains(_ string: String) -> Bool { contains { $0 == string } }
}

extension String {
  /// Whether the string ends with the bytes of a word.
  func hasSuffix(_ word: String) -> Bool {
    let length = word.utf8.count
    return length <= utf8.count && utf8.suffix(length).elementsEqual(word.utf8)
  }

  /// Whether the string begins with the bytes of a word.
  func hasPrefix(_ word: String) -> Bool {
    let length = word.utf8.count
    return length <= utf8.count && utf8.prefix(length).elementsEqual(word.utf8)
  }

  /// Whether the bytes of a word stand anywhere in the string.
  func contains(_ word: String) -> Bool {
    withBytes { own in word.withBytes { String.holds(own, $0) } }
  }

  /// The string without its spaces.
  var withoutSpaces: String {
    guard utf8.contains(0x20) else { return self }
    return String(decoding: utf8.filter { $0 != 0x20 }, as: UTF8.self)
  }

  private func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    utf8.withContiguousStorageIfAvailable(body) ?? Array(utf8).withUnsafeBufferPointer(body)
  }

  private static func holds(_ text: UnsafeBufferPointer<UInt8>, _ word: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let head = word.first else { return true }
    guard text.count >= word.count else { return false }
    for place in 0...text.count - word.count where text[place] == head {
      var length = 1
      while length < word.count, text[place + length] == word[length] { length += 1 }
      if length == word.count { return true }
    }
    return false
  }
}
