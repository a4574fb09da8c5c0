import DafuModel

/// Metrics that grammar alone decides, whatever is weighed: of the items of a list, of a part, of what is still lent.
extension SentenceReader {
  /// Takes what grammar decides, once it is known what sort of quantity the figure is.
  func settleMetric(_ state: inout State) {
    guard let certain = metricOfItem(state) ?? rateOfPart(state) ?? stock(state) else { return }
    state.metric = certain
    state.derivation.metric = certain.reason
  }

  /// 社会融资规模、贷款余额分别为20万亿元和13万亿元: each figure measures what its own item names.
  private func metricOfItem(_ state: State) -> MetricRule.Answer? {
    guard let group = state.group, state.isDistributed,
      state.answer.measure == .level || state.answer.measure == .change,
      state.comment == nil || !state.answer.isComment
    else { return nil }
    let text = sentence.text
    let first = sentence.figures[group.lowerBound].range.lowerBound
    let window = state.clause.lowerBound..<max(state.clause.lowerBound, first)
    guard let word = sentence.last("分别", in: window) else { return nil }
    var items: [Range<Int>] = []
    var begin = window.lowerBound
    for place in window.lowerBound..<word where Scalar.isAny(text.scalars[place], "、和与及") {
      items.append(begin..<place)
      begin = place + 1
    }
    items.append(begin..<word)
    guard items.count == group.count else { return nil }
    let named = items.map { item -> String? in
      if let cue = sentence.cues(in: item).last(where: {
        if case .metric(_, let units, strength: 3) = $0.cue { units.contains(state.figure.unitClass) } else { false }
      }) {
        return cue.cue.metricCode
      }
      guard state.figure.unitClass == .money,
        let mention = sentence.instruments.first(where: { item.contains($0.range.lowerBound) })
      else { return nil }
      // 社会融资规模、本外币贷款余额: the head behind the last item holds for a loan.
      if mention.code == "social-financing" { return "social_financing" }
      if mention.kind == .deposit { return "deposit_balance" }
      return mention.kind == .loan ? sentence.contains("余额", in: window) ? "loan_balance" : "loan_amount" : nil
    }
    guard Set(named).count > 1, named.contains("social_financing") || named.contains("deposit_balance"),
      !named.contains(nil), let own = named[state.index - group.lowerBound]
    else { return nil }
    return MetricRule.Answer(metric: own, reason: "分别", isNamed: true)
  }

  /// 平均发行利率3.12%，其中一般债券2.95%: a part of what a rate was told of has a rate, never an amount.
  private func rateOfPart(_ state: State) -> MetricRule.Answer? {
    guard state.figure.unitClass == .percent, state.answer.measure == .level || state.answer.measure == .limit,
      SentenceReader.amounts.contains(state.metric.metric),
      let whole = earlier.first(where: {
        $0.figure.unitClass == .percent && $0.isLevel && ($0.metric == "interest_rate" || $0.metric == "fee_rate")
      }),
      earlier.allSatisfy({ $0.figure.core.lowerBound <= whole.figure.core.lowerBound || $0.metric == whole.metric }),
      sentence.hasPart(whole.figure.range.upperBound..<state.figure.range.lowerBound)
    else { return nil }
    return MetricRule.Answer(metric: whole.metric, reason: "part of the rate before", isNamed: true)
  }

  private static let amounts: NameSet = [
    "issuance_amount", "loan_amount", "loan_balance", "bond_balance", "guarantee_amount", "guarantee_balance",
    "premium",
  ]

  /// 其中，科技型中小企业贷款73.6亿元，比年初增加9.8亿元: what is compared with the beginning of the year, or with the growth of all loans,
  /// is what is still lent.
  private func stock(_ state: State) -> MetricRule.Answer? {
    guard state.metric.metric == "loan_amount", state.instruments.first?.kind == .loan,
      state.figure.unitClass == .money && state.answer.measure == .level
        || state.figure.unitClass == .percent && state.answer.measure == .changeYearOnYear,
      !SentenceReader.lendings.occurs(in: sentence.text, sentence.range.lowerBound..<state.figure.range.lowerBound)
    else { return nil }
    let behind = state.figure.range.upperBound..<sentence.range.upperBound
    let next = behind.lowerBound..<min(behind.upperBound, behind.lowerBound + 10)
    let isStock =
      state.figure.unitClass == .money
      ? sentence.has(next) { $0 == .base(.changeYearToDate) }
      : SentenceReader.allLoans.occurs(in: sentence.text, behind)
    return isStock ? MetricRule.Answer(metric: "loan_balance", reason: "贷款…比年初", isNamed: true) : nil
  }

  private static let lendings = WordList([
    "发放", "投放", "放款", "累放", "新增", "办理", "授信", "获得", "提供", "累计", "净增", "增量",
  ])
  private static let allLoans = WordList(["各项贷款增速", "全部贷款增速", "贷款平均增速", "各项贷款平均增速", "比全部贷款", "比各项贷款"])
}
