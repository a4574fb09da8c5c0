import DafuCodelists

/// In this module strings are compared byte by byte.
///
/// The standard library compares Chinese text by canonical equivalence and by grapheme clusters, which takes up to a
/// hundred times as long; what is compared here are ideographs, which are equivalent to nothing but themselves. The
/// declarations below stand before those of the standard library wherever a rule compares a string.
extension String {
  @inline(__always)
  static func == (left: String, right: String) -> Bool {
    left.utf8.count == right.utf8.count && left.isSameBytes(as: right)
  }

  @inline(__always)
  static func != (left: String, right: String) -> Bool { !(left == right) }

  /// Whether the bytes of a string of the same length are the same.
  private func isSameBytes(as other: String) -> Bool {
    let isSame = utf8.withContiguousStorageIfAvailable { own in
      other.utf8.withContiguousStorageIfAvailable { own.isSame(as: $0) }
    }
    return (isSame ?? nil) ?? utf8.elementsEqual(other.utf8)
  }
}

/// Whether a `switch` takes a string for one of its patterns.
@inline(__always)
func ~= (pattern: String, value: String) -> Bool { pattern == value }

extension Array<String> {
  /// Whether one of the strings has the bytes of another.
  func contains(_ string: String) -> Bool {
    let length = string.utf8.count
    for other in self where other.utf8.count == length && other == string { return true }
    return false
  }
}

extension String {
  /// Whether the string ends with the bytes of a word.
  func hasSuffix(_ word: String) -> Bool {
    let length = word.utf8.count
    guard length <= utf8.count else { return false }
    return withBytes { own in
      word.withBytes { UnsafeBufferPointer(rebasing: own[(own.count - length)...]).isSame(as: $0) }
    }
  }

  /// Whether the string begins with the bytes of a word.
  func hasPrefix(_ word: String) -> Bool {
    let length = word.utf8.count
    guard length <= utf8.count else { return false }
    return withBytes { own in word.withBytes { UnsafeBufferPointer(rebasing: own[..<length]).isSame(as: $0) } }
  }

  /// Whether the bytes of a word stand anywhere in the string.
  func contains(_ word: String) -> Bool {
    withBytes { own in word.withBytes { String.holds(own, $0) } }
  }

  /// The string without the bytes of a word with which it begins.
  func droppingFirst(_ word: String) -> String { String(decoding: utf8.dropFirst(word.utf8.count), as: UTF8.self) }

  /// The string without the bytes of a word with which it ends.
  func droppingLast(_ word: String) -> String { String(decoding: utf8.dropLast(word.utf8.count), as: UTF8.self) }

  /// The string without its spaces.
  var withoutSpaces: String {
    guard utf8.contains(0x20) else { return self }
    return String(decoding: utf8.filter { $0 != 0x20 }, as: UTF8.self)
  }

  @inline(__always)
  func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
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
