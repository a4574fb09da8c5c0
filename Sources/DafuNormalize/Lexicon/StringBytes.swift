/// Comparisons of strings byte by byte.
///
/// The standard library compares Chinese text by its canonical equivalence and by grapheme clusters, which takes a
/// hundred times as long and finds the same, since the text has been normalized and the words are ideographs.
extension String {
  /// Whether the string ends with the bytes of a word.
  func ends(with word: String) -> Bool {
    let (length, own) = (word.utf8.count, utf8.count)
    return length <= own && utf8.suffix(length).elementsEqual(word.utf8)
  }

  /// Whether the string begins with the bytes of a word.
  func begins(with word: String) -> Bool {
    let (length, own) = (word.utf8.count, utf8.count)
    return length <= own && utf8.prefix(length).elementsEqual(word.utf8)
  }

  /// Whether the bytes of a word stand anywhere in the string.
  func holds(_ word: String) -> Bool {
    withBytes { own in word.withBytes { String.holds(own, $0) } }
  }

  /// Whether two strings have the same bytes.
  func isSame(as other: String) -> Bool {
    utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8)
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
