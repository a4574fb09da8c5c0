/// Lists whose items are paragraphs: 专项债券资金5.2亿元，安排如下： and below it 1.青石水厂3.1亿元；.
enum ListItems {
  /// Whether a paragraph ends by announcing a list.
  static func announces(_ text: TextView, _ paragraph: Range<Int>) -> Bool {
    let range = text.trimmingSpaces(paragraph)
    return range.count > 4 && text.scalars[range.upperBound - 1] == Scalar.colon
  }

  /// Whether a paragraph is a numbered item of few words: 1.青石水厂3.1亿元.
  static func isItem(_ text: TextView, _ paragraph: Range<Int>) -> Bool {
    let range = text.trimmingSpaces(paragraph)
    guard (4...60).contains(range.count) else { return false }
    var place = range.lowerBound
    let isBracketed = text.scalars[place] == Scalar.openParenthesis
    if isBracketed { place += 1 }
    let begin = place
    while place < range.upperBound - 1, place - begin < 3, Scalar.isDigit(text.scalars[place]) { place += 1 }
    guard place > begin else { return false }
    // 3.1亿元 is a figure.
    return Scalar.isAny(text.scalars[place], isBracketed ? "）" : ".．、）") && !Scalar.isDigit(text.scalars[place + 1])
  }
}
