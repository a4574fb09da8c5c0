import DafuModel

/// Which metric a figure measures, from the words around it.
struct MetricRule {
  struct Answer: Hashable {
    let metric: String
    let reason: String
    /// Whether the words name it outright.
    let isNamed: Bool
  }

  let sentence: Sentence

  /// The metric named by the cue nearest to a figure, left of it in its clause, else right behind it.
  func named(for index: Int, kind: InstrumentKind?, within window: Range<Int>? = nil) -> Answer? {
    let figure = sentence.figures[index]
    let clause = window ?? sentence.clause(at: figure.core.lowerBound)
    let isGiven = isGiven(figure)
    // 每人500元的标准发放补助: what is paid stands behind the standard.
    let isStandard =
      figure.unitClass == .money
      && ["的标准", "标准"].contains {
        sentence.text.has($0, at: figure.range.upperBound, end: clause.upperBound)
      }
    let attributed =
      sentence.text.has("的", at: figure.range.upperBound, end: clause.upperBound)
      ? figure.range.upperBound + 1 : -1
    var best: (score: Int, answer: Answer)?
    func consider(_ score: Int, _ metric: String, _ reason: String) {
      if score > (best?.score ?? Int.min) {
        best = (score, Answer(metric: metric, reason: reason, isNamed: true))
      }
    }
    for mention in sentence.cues(in: clause) {
      if isBase(mention, of: figure) { continue }
      let word = sentence.text.string(mention.range)
      let isLeft = mention.range.upperBound <= figure.core.lowerBound
      let distance: Int
      var between = 0
      if isLeft {
        distance = (figure.bound == nil ? figure.range.lowerBound : figure.core.lowerBound) - mention.range.upperBound
        between = sentence.figures[..<index].count { $0.core.lowerBound >= mention.range.upperBound }
      } else {
        guard mention.range.lowerBound >= figure.core.upperBound else { continue }
        distance = mention.range.lowerBound - figure.range.upperBound
        if sentence.figures.dropFirst(index + 1).contains(where: { $0.core.lowerBound < mention.range.lowerBound }) {
          continue
        }
        if crossesPunctuation(figure.range.upperBound..<max(figure.range.upperBound, mention.range.lowerBound)) {
          continue
        }
      }
      switch mention.cue {
      case .metric(let metric, let units, let strength):
        guard units.contains(figure.unitClass), !isOfClass(mention, figure, isLeft) else { continue }
        var score = strength * 8 - distance - between * 6
        // 发放贷款9.8亿元: a verb that touches the figure outranks a noun some words away.
        if isLeft, strength == 2, distance <= 1, between == 0 { score += 7 }
        if !isLeft {
          // 发放2亿元贷款, 1000元保额: nouns right behind count; verbs there belong to what follows.
          // 给予最高400万元的授信额度: the head noun behind 的 is what the figure measures.
          let isHead = strength == 3 && figure.unitClass == .money && attributed == mention.range.lowerBound
          let isPaid = metric == "subsidy_amount" && isStandard
          guard strength != 2, distance <= (isPaid ? 16 : 8) else { continue }
          score -= isHead || isPaid || isGiven && strength == 3 ? -20 : 6
        }
        consider(score, metric, word)
      case .head(let head):
        // 存量高速公路贷款: before a noun 存量 only describes.
        if isLeft, distance > 2, word == "存量" { continue }
        // 参股基金213支，总规模574亿元: the funds that were counted.
        let isOfFunds =
          (kind == nil || kind == .transaction)
          && sentence.contains("基金", in: sentence.range.lowerBound..<figure.core.lowerBound)
        guard let metric = MetricRule.metric(of: head, kind: isOfFunds ? .fund : kind, unit: figure.unitClass) else {
          continue
        }
        let score = (isLeft ? 20 : 14) - distance - between * 6
        if head == .amount || head == .funds { continue }
        if !isLeft && distance > 3 { continue }
        consider(score, metric, word)
      default: continue
      }
    }
    return best?.answer
  }

  /// 单户授信总额1000万元以下的小微企业贷款: a noun whose number defines a class and is no figure.
  private func isOfClass(_ mention: CueMention, _ figure: Figure, _ isLeft: Bool) -> Bool {
    let place = mention.range.upperBound
    return isLeft && place < figure.range.lowerBound && Scalar.isDigit(sentence.text.scalars[place])
      && !sentence.figures.contains { $0.core.lowerBound == place }
      && !sentence.periods.contains { $0.range.lowerBound == place }
  }

  /// 不超过企业总资产的20%: the noun right before 的 is what the percentage is taken of.
  func isBase(_ mention: CueMention, of figure: Figure) -> Bool {
    guard figure.unitClass == .percent, mention.range.upperBound < figure.core.lowerBound,
      case .metric(_, let units, _) = mention.cue, units.contains(.money),
      sentence.text.scalars[mention.range.upperBound] == 0x7684  // 的
    else { return false }
    return (mention.range.upperBound + 1..<figure.core.lowerBound).allSatisfy {
      sentence.text.scalars[$0] == Scalar.space
    }
  }

  /// 按实际利率的50%给予贴息: what is given stands behind.
  func isGiven(_ figure: Figure) -> Bool {
    let clause = sentence.clause(at: figure.core.lowerBound)
    return figure.unitClass == .percent
      && ["给予", "予以", "的标准", "的比例", "比例", "分担", "补偿", "的补偿"].contains {
        sentence.text.has($0, at: figure.range.upperBound, end: clause.upperBound)
      }
  }

  private func crossesPunctuation(_ range: Range<Int>) -> Bool {
    range.contains {
      switch sentence.text.scalars[$0] {
      case Scalar.enumeration, Scalar.comma, Scalar.semicolon, Scalar.openParenthesis, Scalar.closeParenthesis: true
      default: false
      }
    }
  }

  /// 余额, 规模 and 额度 of an instrument.
  static func metric(of head: Cue.Head, kind: InstrumentKind?, unit: UnitClass) -> String? {
    guard unit == .money || unit == .percent || unit == .rank || unit == .times else { return nil }
    switch (head, kind) {
    case (.balance, .guarantee): return "guarantee_balance"
    case (.balance, .bond): return "bond_balance"
    case (.balance, .deposit), (.balance, .account): return "deposit_balance"
    case (.balance, .insurance), (.balance, .fund), (.balance, .transaction), (.balance, .market): return "other"
    case (.balance, _): return "loan_balance"
    case (.size, .bond): return "issuance_amount"
    case (.size, .pool): return "pool_size"
    case (.size, .guarantee): return "guarantee_amount"
    case (.size, .loan): return "loan_amount"
    case (.size, .relending): return "relending_quota"
    case (.size, .insurance): return "premium"
    case (.size, .subsidy): return "budget_amount"
    case (.size, .deposit): return "deposit_balance"
    case (.size, .transaction): return "transaction_amount"
    case (.size, .fund), (.size, .account), (.size, .market), (.size, .other): return "fund_size"
    case (.size, .providentFund), (.size, .tax), (.size, nil): return nil
    case (.quota, .relending): return "relending_quota"
    case (.quota, .guarantee): return "guarantee_amount"
    case (.quota, .bond): return "issuance_amount"
    case (.quota, .account), (.quota, .transaction): return "credit_line"
    case (.quota, .insurance): return "risk_coverage"
    case (.quota, _): return "loan_amount"
    case (.amount, _), (.funds, _): return nil
    }
  }

  /// What an amount of an instrument is where no word says more.
  static func moneyDefault(_ kind: InstrumentKind?) -> String {
    switch kind {
    case .loan: "loan_amount"
    case .relending: "relending_quota"
    case .bond: "issuance_amount"
    case .fund: "fund_size"
    case .insurance: "premium"
    case .guarantee: "guarantee_amount"
    case .pool: "pool_size"
    case .subsidy: "budget_amount"
    case .deposit: "deposit_balance"
    case .providentFund: "provident_fund_collection"
    case .transaction: "transaction_amount"
    case .tax: "tax_relief"
    case .market, .account, .other, nil: "other"
    }
  }

  /// Metrics that are stocks: a date, not a stretch of time, belongs to them.
  static let stocks: NameSet = [
    "loan_balance", "deposit_balance", "guarantee_balance", "bond_balance", "npl_balance", "listed_company_count",
    "market_value", "fund_size", "fund_count", "institution_count", "registered_capital", "total_assets",
    "account_count", "product_count", "facility_count", "region_count", "pool_size", "npl_ratio", "coverage_rate",
    "leverage_ratio", "provision_coverage", "capital_adequacy", "overdue_rate", "subrogation_rate", "relending_quota",
    "term",
  ]

  /// Rates and terms of a product or a rule.
  static let parameters: NameSet = [
    "term", "compensation_ratio", "premium_subsidy_ratio", "down_payment_ratio",
  ]
}
