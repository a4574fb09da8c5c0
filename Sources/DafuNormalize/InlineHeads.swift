/// Numbered heads inside a paragraph: pages that lost their line breaks run a whole reply into one block, and each
/// head (二、…, （三）…) ends what the part before it was about.
struct InlineHeads {
  /// The level of the head in force; 0 where none has been met.
  private var level = 0
  /// The level at which the passage began to speak of what is to come.
  private var planningLevel: Int?

  /// Whether a sentence opens with a head that ends the part before it.
  mutating func enters(_ text: TextView, _ sentence: Range<Int>, isPlanning: Bool) -> Bool {
    if !isPlanning { planningLevel = nil } else if planningLevel == nil { planningLevel = level }
    guard let head = InlineHeads.head(text, sentence) else { return false }
    defer { level = head.level }
    // 下一步：（一）…（二）…: the items of a plan lie below the head that began it, or begin a numbering of their own.
    if let planning = planningLevel, planning == 0 ? head.number == 1 : head.level > planning { return false }
    if planningLevel == 0, level > 0 { return false }
    // Before any numbering a first head opens a list of what was just announced.
    return level > 0
      ? head.level <= level && head.level == 1 || planningLevel != nil : head.number > 1 && head.level == 1
  }

  /// 一、 is of level 1, （一） of level 2; digits (1.) are items too often to end anything.
  private static func head(_ text: TextView, _ sentence: Range<Int>) -> (level: Int, number: Int)? {
    var index = sentence.lowerBound
    while index < sentence.upperBound, text.scalars[index] == Scalar.space { index += 1 }
    let isBracketed = index < sentence.upperBound && text.scalars[index] == Scalar.openParenthesis
    if isBracketed { index += 1 }
    guard index < sentence.upperBound, let numeral = Numerals.parse(text.scalars, at: index, end: sentence.upperBound),
      numeral.isChinese, let number = numeral.value.integer, (1...20).contains(number),
      numeral.range.upperBound < sentence.upperBound
    else { return nil }
    let mark = text.scalars[numeral.range.upperBound]
    if isBracketed { return mark == Scalar.closeParenthesis ? (2, number) : nil }
    return mark == Scalar.enumeration ? (1, number) : nil
  }
}
