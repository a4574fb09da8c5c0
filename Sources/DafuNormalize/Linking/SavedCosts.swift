import DafuModel

/// Figures whose metric follows from a verb and its object: costs that are saved, stocks that pass a mark or grow.
extension Linker {
  static let costSaved = "a cost that is saved"
  static let stockPassed = "a stock that passes a mark"
  static let loanGrown = "the growth of a loan"

  /// 降低经营主体融资成本1.45亿元, 免除担保费累计41万元: so much less has been paid.
  ///
  /// Not so: 降低社会保险费, 减免税费 (relief by the state), 降低融资成本至3% (a rate).
  func saved(_ figure: Figure, _ clause: Range<Int>, _ sentence: Sentence) -> MetricRule.Answer? {
    guard figure.unitClass == .money else { return nil }
    let text = sentence.text
    var end = figure.range.lowerBound
    if let filler = Linker.amountWords.length(in: text, endingAt: end, from: clause.lowerBound) { end -= filler }
    guard let noun = Linker.costs.length(in: text, endingAt: end, from: clause.lowerBound),
      !Linker.stateCosts.ends(in: text, at: end, from: clause.lowerBound)
    else { return nil }
    let before = max(clause.lowerBound, end - noun - 14)..<end - noun
    guard let verb = Linker.savings.firstEnd(in: text, before),
      // 降低…，安排…费用: another verb between.
      !sentence.has(verb..<end - noun, { $0 == .increase || $0.metricCode == "subsidy_amount" })
    else { return nil }
    return MetricRule.Answer(metric: "cost_saving", reason: Linker.costSaved, isNamed: true)
  }

  private static let amountWords = WordList(["累计", "共计", "合计", "共", "约", "达", "累计达", "近", "超", "总计"])
  private static let costs = WordList([
    "融资成本", "成本", "融资费用", "费用", "财务费用", "利息", "利息支出", "担保费", "担保费用", "手续费", "评估费", "保函费用", "转贷费用", "过桥费用", "服务费",
    "费用支出", "财务成本", "利息负担",
  ])
  /// Costs that the state lets off: these are reliefs of taxes and dues.
  private static let stateCosts = WordList(["社保费用", "社会保险费用", "行政事业性收费", "税费成本", "用电成本", "用能成本", "物流成本"])
  private static let savings = WordList([
    "降低", "减少", "节约", "节省", "省下", "减轻", "压降", "免除", "免收", "少付", "减免", "节约了", "降低了", "减少了", "节省了",
  ])

  /// 各项贷款突破5000亿大关: what is owed passes a mark; what is granted does with 累计 or a verb before it.
  func passedStock(_ figure: Figure, _ sentence: Sentence) -> MetricRule.Answer? {
    guard figure.unitClass == .money, figure.comparator == .above else { return nil }
    let text = sentence.text
    let start = figure.range.lowerBound
    guard text.has("突破", at: start, end: figure.core.lowerBound) else { return nil }
    let isLoan = Linker.loanStocks.ends(in: text, at: start, from: sentence.range.lowerBound)
    guard isLoan || text.has("存款", at: start - 2, end: start) else { return nil }
    return MetricRule.Answer(
      metric: isLoan ? "loan_balance" : "deposit_balance", reason: Linker.stockPassed, isNamed: true)
  }

  private static let loanStocks = WordList(["各项贷款", "本外币贷款", "人民币贷款"])

  /// 贷款覆盖面达72%、贷款增速为9.3%: a loan that grows is a stock, whatever is told before.
  func grownLoan(
    _ figure: Figure, _ answer: MeasureRule.Answer, _ comment: Reading?, _ clause: Range<Int>, _ sentence: Sentence
  ) -> MetricRule.Answer? {
    guard figure.unitClass == .percent,
      [.change, .changeYearOnYear, .changeYearToDate].contains(answer.measure),
      let comment, comment.figure.unitClass == .percent || comment.figure.unitClass == .count,
      comment.metric == "coverage_rate" || comment.metric == "enterprise_count"
    else { return nil }
    let text = sentence.text
    let before = max(clause.lowerBound, comment.figure.core.upperBound)..<figure.range.lowerBound
    guard let loan = text.place(of: "贷款", in: before),
      Linker.growths.stands(in: text, at: loan + 2, end: figure.range.lowerBound)
    else { return nil }
    return MetricRule.Answer(metric: "loan_balance", reason: Linker.loanGrown, isNamed: true)
  }

  private static let growths = WordList(["增速", "同比增", "增长", "余额增", "余额同比", "较年初增", "比年初增", "较上年增"])
}
