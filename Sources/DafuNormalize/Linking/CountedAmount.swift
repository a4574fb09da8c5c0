import DafuModel

/// The amount of what was counted right before.
extension Linker {
  /// 发放贷款69笔，共计3.2亿元: the amount of what was counted.
  func isTotal(_ figure: Figure, after count: Figure, _ sentence: Sentence) -> Bool {
    var place = count.range.upperBound
    let text = sentence.text
    if text.has("贷款", at: place, end: figure.range.lowerBound) { place += 2 }
    guard place < figure.range.lowerBound, Scalar.isAny(text.scalars[place], "，、") else { return false }
    place += 1
    return place == figure.range.lowerBound
      || Linker.totals.length(in: text, at: place, end: figure.range.lowerBound) == figure.range.lowerBound - place
  }

  private static let totals = WordList(["共计", "共", "合计", "金额", "总计", "总额", "累计", "计", "总金额", "金额达", "金额共计", "金额为"])
}
