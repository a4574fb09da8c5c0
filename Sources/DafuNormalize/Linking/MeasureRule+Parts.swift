import DafuModel

/// What the words around a percentage make of it: a part of a whole, a pace of growth.
extension MeasureRule {
  /// 占全年预算的一半, 在受访企业中，64%实现增收, 年均8.6%的高速增长: what the words around a percentage make of it.
  func partOfWhole(_ figure: Figure, _ window: Range<Int>, _ end: Int, _ clause: Range<Int>) -> Answer? {
    let text = sentence.text
    let start = figure.range.lowerBound
    // 恢复至2019年同期的91.5%
    if let place = MeasureRule.recoveries.place(in: text, clause), place < figure.core.lowerBound,
      isSecond(figure) || window.contains(place) && text.scalars[figure.core.lowerBound - 1] == 0x7684  // 的
    {
      return Answer(measure: .share, isComment: true, reason: MeasureRule.recovery, isCertain: true)
    }
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

  /// 91.5%和84%: the second of two percentages side by side.
  private func isSecond(_ figure: Figure) -> Bool {
    sentence.figures.contains {
      $0.unitClass == .percent && $0.range.upperBound + 1 == figure.range.lowerBound
        && Scalar.isAny(sentence.text.scalars[$0.range.upperBound], "和、及与")
    }
  }

  /// Whether the last rate named is the progress of what is being spent.
  func isProgress(_ window: Range<Int>) -> Bool {
    let last = sentence.cues(in: window).last { $0.cue.isRate }
    return last?.cue.metricCode == "budget_amount"
  }

  /// 贡献了52%的税收、70%的进出口: a part of something else beside one.
  func partBeside(_ figure: Figure, _ index: Int) -> Answer? {
    let text = sentence.text
    guard index > 0, text.has("的", at: figure.range.upperBound, end: sentence.range.upperBound) else { return nil }
    let before = sentence.figures[index - 1]
    let between = before.range.upperBound..<figure.range.lowerBound
    guard before.unitClass == .percent, between.count > 2, between.count <= 12,
      text.has("的", at: between.lowerBound, end: between.upperBound),
      Scalar.isAny(text.scalars[between.upperBound - 1], "、和及与"),
      !between.dropLast().contains(where: { !Scalar.isIdeograph(text.scalars[$0]) }),
      previous == .share
    else { return nil }
    return Answer(measure: .share, isComment: true, reason: "N%的…、N%的", isCertain: true)
  }

  /// 科学技术支出（21.4%）、住房保障支出（7.2%）增幅较高: the growth of each stands in brackets behind it.
  func growthInBrackets(_ figure: Figure) -> Answer? {
    let text = sentence.text
    let behind = figure.range.upperBound
    guard figure.range.lowerBound > sentence.range.lowerBound, behind < sentence.range.upperBound,
      text.scalars[figure.range.lowerBound - 1] == Scalar.openParenthesis,
      text.scalars[behind] == Scalar.closeParenthesis,
      let word = MeasureRule.growths.place(in: text, behind..<sentence.range.upperBound),
      !sentence.contains("，", in: behind..<word)
    else { return nil }
    return Answer(
      measure: base(sentence.range, before: word) ?? .changeYearOnYear, isComment: true, reason: "（N%）…增幅",
      isCertain: true)
  }

  /// 2018—2022年，企业由60家增至150家，增长150%: the growth over all the years between.
  func growthOverYears(_ figure: Figure, _ index: Int, _ window: Range<Int>) -> Answer? {
    guard index > 1,
      MeasureRule.paceOfGrowth.ends(in: sentence.text, at: figure.range.lowerBound, from: window.lowerBound),
      base(sentence.clause(at: figure.core.lowerBound), before: figure.core.lowerBound) == nil
    else { return nil }
    let (first, last) = (sentence.figures[index - 2], sentence.figures[index - 1])
    guard MeasureRule.froms.ends(in: sentence.text, at: first.range.lowerBound, from: sentence.range.lowerBound),
      first.unit == last.unit, figure.range.lowerBound - last.range.upperBound <= 5,
      sentence.has(first.range.upperBound..<last.range.lowerBound, { if case .arrival = $0 { true } else { false } }),
      sentence.periods.contains(where: {
        $0.range.upperBound <= first.core.lowerBound && $0.shape == .span && $0.end.year > $0.start.year + 1
      })
    else { return nil }
    return Answer(measure: .change, isComment: true, reason: "由A增至B，增长", isCertain: true)
  }

  /// 同比增长8.3%，增加0.7亿元, 较2019年同期增加1800人, 增加幅度为30元: how much more it is, in the unit itself.
  func increaseOfAmount(_ figure: Figure, _ verb: CueMention, _ clause: Range<Int>, _ base: Measure?) -> Answer? {
    let isNegative: Bool
    switch verb.cue {
    case .change(let sign): isNegative = sign < 0
    case .increase: isNegative = false
    default: return nil
    }
    let word = sentence.text.string(verb.range)
    func answer(_ measure: Measure) -> Answer {
      Answer(measure: measure, isNegative: isNegative, isComment: true, reason: word, isCertain: true)
    }
    let gap = verb.range.upperBound..<figure.range.lowerBound
    if word.hasSuffix("幅度"), gap.count <= 1 { return answer(base ?? .change) }
    guard gap.isEmpty || MeasureRule.flows.isWhole(sentence.text, gap) else { return nil }
    if base == .change, gap.isEmpty { return answer(.change) }
    // A clause of its own behind the growth in percent.
    let place = sentence.clauseIndex(at: figure.core.lowerBound)
    guard base == nil, place > 0, verb.range.lowerBound == sentence.text.trimmingSpaces(clause).lowerBound,
      MeasureRule.moneyVerbs.contains(word)
    else { return nil }
    let before = sentence.clauses[place - 1]
    guard let percent = sentence.figures.last(where: { before.contains($0.core.lowerBound) }),
      percent.unitClass == .percent,
      percent.range.upperBound >= before.upperBound - 1,
      sentence.has(before, { if case .change = $0 { true } else { false } })
    else { return nil }
    return answer(self.base(before, before: percent.core.lowerBound) ?? .changeYearOnYear)
  }

  static let recovery = "恢复至"
  private static let recoveries = WordList([
    "恢复至", "恢复到", "接近去年同期", "接近上年同期", "达到去年同期", "达到上年同期", "相当于去年同期",
  ])
  static let froms = WordList(["由", "从"])
  private static let flows = WordList(["支出", "收入", "投入"])
  private static let moneyVerbs: NameSet = ["增加", "减少", "净增加"]
  private static let growths = WordList(["增幅", "增速", "增长"])
  static let partOfThose = "…中，N%"
  static let favours = WordList(["优惠"])
  static let floats = WordList(["上浮", "下浮"])
  static let differences = WordList(["多", "少", "多出", "多了", "少了", "多增", "少增"])
  static let paceOfGrowth = WordList(["增长", "增速", "增幅", "速度"])
  private static let having = WordList(["有", "约", "共有"])
}
