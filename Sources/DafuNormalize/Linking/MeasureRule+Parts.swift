import DafuModel

/// What the words around a percentage make of it: a part of a whole, a pace of growth.
extension MeasureRule {
  /// 占全年预算的一半, 在受访企业中，64%实现增收, 年均8.6%的高速增长: what the words around a percentage make of it.
  func partOfWhole(_ figure: Figure, _ window: Range<Int>, _ end: Int, _ clause: Range<Int>) -> Answer? {
    let text = sentence.text
    let start = figure.range.lowerBound
    // 占…的 with nothing but a noun between; a blank may stand before the number.
    let edge = text.trimmingSpaces(window.lowerBound..<start).upperBound
    if text.has("的", at: edge - 1, end: start),
      let of = sentence.cues(in: window).last(where: { $0.cue == .share }),
      text.has("占", at: of.range.lowerBound, end: start),
      !sentence.has(of.range.upperBound..<start, { if case .arrival = $0 { true } else { false } })
    {
      return Answer(measure: .share, isComment: true, reason: "占…的", isCertain: true)
    }
    if text.has("的", at: end, end: clause.upperBound),
      MeasureRule.paceOfGrowth.occurs(in: text, end..<min(clause.upperBound, end + 7)),
      sentence.contains("年均", in: window)
    {
      return Answer(measure: .change, isComment: true, reason: "年均…增长", isCertain: true)
    }
    // …中，72.4%扩大了面积，31%增加了雇工: parts of those named before 中.
    let opening = text.trimmingSpaces(clause).lowerBound
    guard start == opening || start <= opening + 2 && MeasureRule.having.isWhole(text, opening..<start),
      clause.lowerBound > sentence.range.lowerBound, Scalar.isIdeograph(text.scalars[end])
    else { return nil }
    let isOfThose = sentence.clauses.contains {
      $0.upperBound <= clause.lowerBound && $0.count > 2 && text.has("中", at: $0.upperBound - 2, end: $0.upperBound)
        && text.scalars[$0.upperBound - 1] == Scalar.comma
    }
    return isOfThose ? Answer(measure: .share, isComment: true, reason: MeasureRule.partOfThose, isCertain: true) : nil
  }

  /// 占比由31.5%提高到44.2%，民办园由12.3%提高到26.8%: the second pair is of shares as the first is.
  func isBehindShare(_ figure: Figure, _ clause: Range<Int>) -> Bool {
    let place = sentence.clauseIndex(at: figure.core.lowerBound)
    guard place > 0, lastRate(before: figure.core.lowerBound, clause) == nil else { return false }
    let before = sentence.clauses[place - 1]
    return lastRate(before: before.upperBound, before) == false
      && [before, clause.lowerBound..<figure.core.lowerBound].allSatisfy { part in
        ["由", "从"].contains { sentence.contains($0, in: part) }
      }
  }

  static let partOfThose = "…中，N%"
  static let favours = WordList(["优惠"])
  static let floats = WordList(["上浮", "下浮"])
  static let differences = WordList(["多", "少", "多出", "多了", "少了", "多增", "少增"])
  static let paceOfGrowth = WordList(["增长", "增速", "增幅", "速度"])
  private static let having = WordList(["有", "约", "共有"])
}
