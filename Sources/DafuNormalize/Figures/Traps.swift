/// Places where digits are no figures: titles, slogans in quotation marks, document numbers.
enum Traps {
  /// The ranges to skip, in order, without overlaps.
  static func ranges(in text: TextView, range: Range<Int>) -> [Range<Int>] {
    var found: [Range<Int>] = []
    let scalars = text.scalars
    var position = range.lowerBound
    while position < range.upperBound {
      position = openers.first(in: scalars, position..<range.upperBound)
      if position >= range.upperBound { break }
      let scalar = scalars[position]
      var skipped: Range<Int>?
      switch scalar {
      case Scalar.openTitle: skipped = title(text, position, range.upperBound)
      case Scalar.openQuote: skipped = slogan(text, position, close: Scalar.closeQuote, range.upperBound)
      case 0x300C: skipped = slogan(text, position, close: 0x300D, range.upperBound)
      case 0x3014, 0x5B, 0xFE5D, 0x3010, Scalar.openParenthesis, 0x28:
        skipped = documentNumber(text, position, range.upperBound)
      default: break
      }
      if let skipped {
        found.append(skipped)
        position = skipped.upperBound
      } else {
        position += 1
      }
    }
    return found
  }

  /// What may open one of them.
  private static let openers = ScalarFilter([
    Scalar.openTitle, Scalar.openQuote, 0x300C, 0x3014, 0x5B, 0xFE5D, 0x3010, Scalar.openParenthesis, 0x28,
  ])

  private static func title(_ text: TextView, _ open: Int, _ end: Int) -> Range<Int>? {
    var depth = 0
    for index in open..<min(end, open + 200) {
      if text.scalars[index] == Scalar.openTitle { depth += 1 }
      if text.scalars[index] == Scalar.closeTitle {
        depth -= 1
        if depth == 0 { return open..<index + 1 }
      }
    }
    return nil
  }

  private static let quantities = WordList(["元", "%", "百分"])

  /// A short quotation is a name or a slogan (“51020”, “24×7”, “三张清单”) unless it states money or a percentage.
  private static func slogan(_ text: TextView, _ open: Int, close: UInt32, _ end: Int) -> Range<Int>? {
    var index = open + 1
    while index < end, index - open < 60, text.scalars[index] != close { index += 1 }
    guard index < end, text.scalars[index] == close else { return nil }
    return quantities.occurs(in: text, open + 1..<index) ? nil : open..<index + 1
  }

  /// 〔2025〕42号, [2025]42号, （2025）第42号.
  private static func documentNumber(_ text: TextView, _ open: Int, _ end: Int) -> Range<Int>? {
    var cursor = open + 1
    while cursor < end, text.scalars[cursor] == Scalar.space { cursor += 1 }
    var digits = 0
    while cursor < end, Scalar.isDigit(text.scalars[cursor]) {
      digits += 1
      cursor += 1
    }
    guard digits == 4 else { return nil }
    while cursor < end, text.scalars[cursor] == Scalar.space || text.scalars[cursor] == 0x5E74 { cursor += 1 }
    guard cursor < end, [0x3015, 0x5D, 0xFE5E, 0x3011, Scalar.closeParenthesis, 0x29].contains(text.scalars[cursor])
    else {
      return nil
    }
    cursor += 1
    while cursor < end, text.scalars[cursor] == Scalar.space || text.scalars[cursor] == 0x7B2C { cursor += 1 }
    let number = cursor
    while cursor < end, Scalar.isDigit(text.scalars[cursor]) || text.scalars[cursor] == Scalar.space { cursor += 1 }
    guard cursor > number, cursor < end, text.scalars[cursor] == 0x53F7 else { return nil }
    return open..<cursor + 1
  }
}
