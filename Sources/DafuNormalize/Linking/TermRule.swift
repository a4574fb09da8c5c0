/// Which lengths of time are figures: terms of a product (期限3年) and times that a procedure takes (5个工作日内办结).
///
/// Not so: 近5年来 (a period), 成立满2年的企业 (whom something is for), 连续3年 without a word of support.
struct TermRule {
  let sentence: Sentence

  /// Whether a length of time is a figure of its own.
  func isTerm(_ index: Int) -> Bool {
    let figure = sentence.figures[index]
    let clause = sentence.clause(at: figure.core.lowerBound)
    let before = clause.lowerBound..<figure.core.lowerBound
    if named(before) { return true }
    if figure.comparator != .equal, figure.isBound || figure.isExtreme { return true }
    if isUntilDone(index) || isShorter(figure, clause) || isNextOfList(index) { return true }
    if figure.hasBorrowedUnit || figure.rangeEnd != nil { return isBehindNoun(figure) }
    if isBehindNoun(figure) || isWithin(figure) || isChange(figure, clause) || isBase(index) { return true }
    return before.count < 24 && TermRule.times.occurs(in: sentence.text, before)
  }

  private func named(_ window: Range<Int>) -> Bool {
    sentence.has(window) { if case .metric("term", _, _) = $0 { true } else { false } }
  }

  private static let times = WordList([
    "缩短至", "压缩至", "缩短到", "压缩到", "压减至", "压减到", "周期", "改造时间", "建设时间", "施工时间", "装修时间", "平均", "时限", "延长至", "延长到", "缴存",
    "最快",
    "办结", "放款时间", "办理时间", "审批时间", "审核时间", "等待时间", "排队时间", "用时", "响应时间", "时长", "账期", "年限", "从申请到放款", "可支付月数",
  ])

  /// 存续期10年, 聘期为3年, 可支付月数14.6个月: a noun of time stands before the figure, with a verb between at most.
  private func isBehindNoun(_ figure: Figure) -> Bool {
    let text = sentence.text
    var end = min(figure.range.lowerBound, figure.core.lowerBound)
    for _ in 0..<2 {
      guard let verb = TermRule.verbs.length(in: text, endingAt: end, from: sentence.range.lowerBound) else { break }
      end -= verb
    }
    return TermRule.nouns.ends(in: text, at: end, from: sentence.range.lowerBound)
      && !TermRule.others.ends(in: text, at: end, from: sentence.range.lowerBound)
  }

  private static let nouns = WordList(["期", "年限", "时长", "用时", "耗时", "周期", "月数", "天数", "时间", "时限", "期限", "最长", "最短"])
  private static let others = WordList([
    "时期", "近期", "同期", "前期", "后期", "中期", "初期", "首期", "分期", "定期", "日期", "学期", "一期", "二期", "三期",
  ])
  private static let verbs = WordList([
    "为", "是", "达", "约", "约为", "由", "从", "由原来的", "从原来的", "由上年同期的", "仅", "可达", "一般为", "一般", "均为", "最长为", "最长", "只需", "仅需",
    "达到", "平均", "分别", "均", "各",
  ])

  /// 15个工作日内完成审核, 5天内: a limit for whoever has to act.
  private func isWithin(_ figure: Figure) -> Bool {
    guard figure.unit == "day" || figure.unit == "hour" else { return false }
    let text = sentence.text
    let end = figure.range.upperBound
    if text.has("内", at: end - 1, end: end) { return true }
    return end < sentence.range.upperBound && TermRule.within.stands(in: text, at: end, end: sentence.range.upperBound)
  }

  /// 18.4小时和0.9小时: what the first of a list is, the others are.
  private func isNextOfList(_ index: Int) -> Bool {
    guard index > 0 else { return false }
    let (before, figure) = (sentence.figures[index - 1], sentence.figures[index])
    return before.unit == figure.unit && before.range.upperBound <= figure.range.lowerBound
      && Separators.kind(sentence.text, before.range.upperBound..<figure.range.lowerBound) == .list
      && isTerm(index - 1)
  }

  /// 比全省平均水平短3.5小时: by how much one time is above or below another.
  private func isShorter(_ figure: Figure, _ clause: Range<Int>) -> Bool {
    let text = sentence.text
    return TermRule.comparisons.ends(in: text, at: figure.range.lowerBound, from: clause.lowerBound)
      && (clause.lowerBound..<figure.core.lowerBound).contains { Scalar.isAny(text.scalars[$0], "比较") }
      && TermRule.spans.occurs(in: text, sentence.range.lowerBound..<figure.core.lowerBound)
  }

  private static let comparisons = WordList(["短", "快", "长", "慢", "缩短", "减少"])
  private static let spans = WordList(["时间", "用时", "耗时", "时长", "周期", "期限", "时限"])

  /// 3至5天办结, 2天到账: a time, or both ends of one, with what has been done by then right behind.
  private func isUntilDone(_ index: Int) -> Bool {
    let isLow = sentence.figures[index].rangeEnd == .low
    let figure = sentence.figures[isLow && index + 1 < sentence.figures.count ? index + 1 : index]
    guard figure.unit == "day" || figure.unit == "hour" || figure.unit == "minute",
      // 三五天办结: about so many.
      figure.core.lowerBound == sentence.range.lowerBound
        || Numerals.digit(sentence.text.scalars[figure.core.lowerBound - 1]) == nil
    else { return false }
    return TermRule.doings.stands(in: sentence.text, at: figure.range.upperBound, end: sentence.range.upperBound)
  }

  private static let doings = WordList(["办结", "放款", "到账", "审批", "获批", "获贷", "办理完", "完成审", "完成放", "完成办", "下款"])
  private static let within = WordList(["内", "之内", "以内"])

  /// 平均期限5.8年，较上年同期延长0.9年: by how much a term that was told before has changed.
  private func isChange(_ figure: Figure, _ clause: Range<Int>) -> Bool {
    let text = sentence.text
    let start = figure.core.lowerBound
    guard TermRule.changes.ends(in: text, at: start, from: clause.lowerBound) else { return false }
    if TermRule.extensions.ends(in: text, at: start, from: clause.lowerBound) { return true }
    return (clause.lowerBound..<start).contains { Scalar.isAny(text.scalars[$0], "较比") }
      && (named(sentence.range.lowerBound..<clause.lowerBound)
        || TermRule.times.occurs(in: text, sentence.range.lowerBound..<start))
  }

  private static let changes = WordList(["延长", "缩短", "压缩", "压减", "减少", "增加", "提前", "少", "多", "缩短了", "延长了", "可延长"])
  private static let extensions = WordList(["可延长", "可再延长", "期限延长"])

  /// 由5个工作日压减至1个工作日: what is shortened to a term is one.
  private func isBase(_ index: Int) -> Bool {
    guard index + 1 < sentence.figures.count else { return false }
    let (figure, next) = (sentence.figures[index], sentence.figures[index + 1])
    guard next.unitClass == .duration else { return false }
    guard figure.range.upperBound < next.core.lowerBound, next.core.lowerBound - figure.range.upperBound <= 14 else {
      return false
    }
    return TermRule.shortenings.occurs(in: sentence.text, figure.range.upperBound..<next.core.lowerBound)
  }

  private static let shortenings = WordList([
    "压减至", "压减到", "压缩至", "压缩到", "缩短至", "缩短到", "缩至", "缩到", "减至", "降为", "降至", "延长至", "延长到", "压至", "压到", "减少到", "减少至",
  ])
}
