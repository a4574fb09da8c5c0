import DafuModel

/// Which instrument a figure carries, once it is known what it measures.
extension Linker {
  func instrument(
    _ index: Int, metric: String, fit wanted: InstrumentFit, comment: Reading?, earlier: [Reading], sentence: Sentence,
    memory: Memory
  ) -> InstrumentRule.Answer? {
    let figure = sentence.figures[index]
    let rule = InstrumentRule(sentence: sentence)
    var fit = wanted
    // 拨付贴息资金: interest is subsidized on loans, not on the fund that secures them.
    if metric == "subsidy_amount", sentence.contains("贴息", in: sentence.clause(at: figure.core.lowerBound)) {
      fit.inheritsFunds = false
    }
    var found = rule.instrument(for: index, fit: fit, inherited: memory.instruments)
    if let fund = providentFundLoan(figure, metric, found: found, memory: memory, sentence: sentence) { found = fund }
    // 发放贷款1.3亿元，期限15年: a term belongs to what the sentence lent, named or not.
    if metric == "term" || metric == "interest_rate", found.map({ $0.distance >= 2 }) ?? true,
      let money = earlier.last(where: { $0.figure.unitClass == .money && $0.isLevel })
    {
      return InstrumentRule.Answer(names: money.instruments, reason: "as the amount before", distance: 1)
    }
    if let comment, found.map({ $0.distance > 0 }) ?? true, comment.metric == metric {
      return InstrumentRule.Answer(
        names: comment.instruments, reason: "as the figure it comments on",
        distance: comment.instruments.isEmpty ? 1 : 0)
    }
    // A fiscal fund pays for things and is no instrument, unless the codelist holds it.
    if let answer = found, !answer.names.isEmpty,
      answer.names.allSatisfy({ $0.kind == .subsidy && $0.code == nil })
    {
      return InstrumentRule.Answer(names: [], reason: "paid from a fiscal fund", distance: answer.distance)
    }
    return found
  }

  private static let loans: NameSet = [
    "loan_amount", "loan_balance", "loan_count", "overdue_rate", "interest_rate", "down_payment_ratio", "npl_ratio",
    "term",
  ]

  /// Names of loans that in a passage about the fund are the fund's.
  static let fundLoans = ["个人住房贷款", "住房贷款", "住房公积金", "个人贷款", "项目贷款"]

  /// Loans for a first or a second home, which banks give as well: 首套房 beside 商业性 is no fund's.
  private static let homeLoans = ["首套住房贷款", "二套住房贷款"]

  /// What the housing provident fund lends.
  static let fundLoan = "住房公积金贷款"

  /// In a passage about the housing provident fund, loans are the fund's own (住房公积金贷款).
  func providentFundLoan(
    _ figure: Figure, _ metric: String, found: InstrumentRule.Answer?, memory: Memory, sentence: Sentence
  ) -> InstrumentRule.Answer? {
    guard Linker.loans.contains(metric) else { return nil }
    // 租房提取限额每年12000元: what is withdrawn from an account is no loan.
    let clause = sentence.clause(at: figure.core.lowerBound)
    if sentence.contains("提取", in: clause), !sentence.contains("贷", in: clause) { return nil }
    func isOfFund(_ names: [InstrumentName]) -> Bool { names.contains { $0.name.contains("公积金") } }
    guard
      isOfFund(memory.instruments.heading) || isOfFund(memory.instruments.topic)
        || found.map({ isOfFund($0.names) }) ?? false || isAfterFund(figure, sentence)
    else { return nil }
    if let name = found?.names.first?.name, !Linker.fundLoans.contains(name), found.map({ $0.distance < 2 }) ?? false,
      !Linker.homeLoans.contains(name) || sentence.contains("商业", in: sentence.range)
    {
      return nil
    }
    return InstrumentRule.Answer(
      names: [InstrumentName(name: Linker.fundLoan, code: nil, kind: .loan)], reason: "a loan of the provident fund",
      distance: 1)
  }

  /// 住房公积金缴存450亿元，发放个人住房贷款300亿元: the fund was named in the same part of the sentence, or is what it is about.
  private func isAfterFund(_ figure: Figure, _ sentence: Sentence) -> Bool {
    sentence.instruments.enumerated().contains { place, mention in
      mention.name.contains("公积金") && mention.range.upperBound <= figure.core.lowerBound
        && (place == 0 || !sentence.hasSemicolon(mention.range.upperBound..<figure.core.lowerBound))
    }
  }

  /// The metric once the instrument is known: households borrow 脱贫人口小额信贷, what is settled in 跨境人民币 is that.
  func settled(
    _ metric: MetricRule.Answer, figure: Figure, instruments: [InstrumentName], measure: Measure
  ) -> MetricRule.Answer {
    guard let name = instruments.first else { return metric }
    func answer(_ code: String) -> MetricRule.Answer {
      MetricRule.Answer(metric: code, reason: metric.reason + " of the instrument", isNamed: true)
    }
    if figure.unitClass == .money, name.code == "social-financing",
      ["loan_amount", "loan_balance", "other"].contains(metric.metric)
    {
      return answer("social_financing")
    }
    switch metric.metric {
    case "enterprise_count"
    where figure.word.hasPrefix("户") && metric.reason.hasPrefix("户")
      && ["脱贫", "扶贫", "农户", "农民", "惠农", "助学", "公积金"].contains(where: { name.name.contains($0) }):
      return answer("household_count")
    case "transaction_amount" where name.name.contains("跨境") && name.name.contains("人民币"):
      return answer("cross_border_rmb")
    case "relending_quota" where instruments.allSatisfy({ $0.kind == .loan }): return answer("loan_amount")
    // 发放失业保险金630人次，发放金额68万元
    case "loan_amount" where figure.unitClass == .money && name.name.hasSuffix("保险金"): return answer("claims")
    // 发放稳岗返还资金12亿元
    case "loan_amount"
    where figure.unitClass == .money && ["返还", "补贴", "补助", "津贴", "奖补"].contains { name.name.hasSuffix($0) }:
      return answer("subsidy_amount")
    case "loan_amount" where name.kind == .subsidy && ["发放", "投放", "办理"].contains(metric.reason) && name.code != nil:
      return answer("subsidy_amount")
    default: return metric
    }
  }
}
