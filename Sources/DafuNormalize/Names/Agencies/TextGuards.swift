/// What stands around a name in a text and decides whether it is that name.
enum TextGuards {
  /// The spans of titles, from 《 to its 》 or to the end of the range.
  static func titleSpans(in utf8: [UInt8], range: Range<Int>) -> [Range<Int>] {
    var spans: [Range<Int>] = []
    var open: Int?
    utf8.withUnsafeBufferPointer { bytes in
      var position = range.lowerBound
      while position + 2 < range.upperBound {
        if bytes[position] == 0xE3, bytes[position + 1] == 0x80 {
          if bytes[position + 2] == 0x8A, open == nil {
            open = position
          } else if bytes[position + 2] == 0x8B, let start = open {
            spans.append(start..<position + 3)
            open = nil
          }
        }
        position += 1
      }
    }
    if let open { spans.append(open..<range.upperBound) }
    return spans
  }

  /// Tells whether places, asked for in ascending order, stand within a title; reads no farther than they lie.
  struct Titles {
    private var position: Int
    private var isOpen = false

    init(in range: Range<Int>) { position = range.lowerBound }

    /// Whether a title is open at a place.
    mutating func isOpen(in utf8: [UInt8], at place: Int) -> Bool {
      utf8.withUnsafeBufferPointer { bytes in
        while position + 2 < place {
          if bytes[position] == 0xE3, bytes[position + 1] == 0x80 {
            if bytes[position + 2] == 0x8A { isOpen = true }
            if bytes[position + 2] == 0x8B { isOpen = false }
          }
          position += 1
        }
      }
      return isOpen
    }
  }

  /// Whether the text at `position` is `word`.
  static func text(_ utf8: [UInt8], at position: Int, is word: String) -> Bool {
    guard position + word.utf8.count <= utf8.count else { return false }
    var cursor = position
    for byte in word.utf8 {
      guard utf8[cursor] == byte else { return false }
      cursor += 1
    }
    return true
  }

  /// Whether the text before `position` ends with `word`.
  static func text(_ utf8: [UInt8], before position: Int, is word: String) -> Bool {
    let start = position - word.utf8.count
    return start >= 0 && text(utf8, at: start, is: word)
  }

  /// The character that ends before `position`; nil at the range's start.
  static func character(_ utf8: [UInt8], before position: Int, from start: Int) -> Unicode.Scalar? {
    var begin = position - 1
    while begin >= start, utf8[begin] & 0xC0 == 0x80 { begin -= 1 }
    guard begin >= start else { return nil }
    return scalar(utf8, begin..<position)
  }

  /// The character at `position`; nil at the range's end.
  static func character(_ utf8: [UInt8], at position: Int, end: Int) -> Unicode.Scalar? {
    guard position < end else { return nil }
    let stop = min(end, position + PatternMatcher.width(utf8[position]))
    return scalar(utf8, position..<stop)
  }

  private static func scalar(_ utf8: [UInt8], _ range: Range<Int>) -> Unicode.Scalar {
    let value = utf8.withUnsafeBufferPointer {
      PatternMatcher.scalar($0, at: range.lowerBound, end: range.upperBound).0
    }
    return Unicode.Scalar(value) ?? "\u{FFFD}"
  }

  /// Whether an area's name that ends before `position` only begins the name of a company or an institution.
  static func beginsOrganization(_ utf8: [UInt8], after position: Int, end: Int) -> Bool {
    organizationWords.contains { position + $0.utf8.count <= end && text(utf8, at: position, is: $0) }
  }

  private static let organizationWords = [
    "银行", "农商", "农信", "证券", "股份", "集团", "再担保", "融资担保", "农担", "担保", "交易所", "联合产权", "股权交易", "大学", "学院",
    "国投", "金控", "信托", "人寿", "财险", "产险", "高投", "创投", "省联社", "省农信",
  ]

  /// Whether a character is a Chinese ideograph.
  static func isIdeograph(_ scalar: Unicode.Scalar) -> Bool { (0x4E00...0x9FFF).contains(scalar.value) }
}
