import DafuModel

/// What a figure measures, from its own words and from the figures before it in the sentence.
extension Linker {
  func metric(
    _ index: Int, answer: MeasureRule.Answer, kind: InstrumentKind?, comment: Reading?, earlier: [Reading],
    sentence: Sentence
  ) -> MetricRule.Answer {
    let figure = sentence.figures[index]
    let rule = MetricRule(sentence: sentence)
    let clause = sentence.clause(at: figure.core.lowerBound)
    // 28家和16家, 低0.6至0.9个百分点: the second item measures what the first does.
    if index > 0, let before = earlier.last, before.figure.core == sentence.figures[index - 1].core,
      before.figure.unitClass == figure.unitClass,
      before.figure.word == figure.word, !answer.isComment || before.figure.rangeEnd == .low,
      Separators.kind(sentence.text, before.figure.range.upperBound..<figure.range.lowerBound) != nil
    {
      return MetricRule.Answer(metric: before.metric, reason: "as in the list", isNamed: true)
    }
    if let label = labelled(figure, sentence) { return label }
    if let saved = saved(figure, clause, sentence) ?? passedStock(figure, sentence) { return saved }
    if let grown = grownLoan(figure, answer, comment, clause, sentence) { return grown }
    switch figure.unitClass {
    case .count:
      if let before = levelBefore(index, earlier, sentence) {
        return MetricRule.Answer(metric: before.metric, reason: "as the figure before", isNamed: true)
      }
      if answer.isComment, let comment, answer.measure != .level, comment.figure.unitClass == .count,
        comment.figure.word == figure.word || figure.word == "户" || figure.word == "家"
      {
        return MetricRule.Answer(metric: comment.metric, reason: "as the figure before", isNamed: true)
      }
      let counted = CountRule(sentence: sentence).metric(for: index, kind: kind)
      // 担保机构57家，其中内资企业4家; 检查典当行168家，注销15家: the noun that is left out is the one before.
      if figure.word == "家", counted.metric == "enterprise_count",
        let same = earlier.last(where: { $0.figure.word == figure.word && $0.figure.unitClass == .count }),
        ["institution_count", "listed_company_count"].contains(same.metric),
        sentence.has(clause.lowerBound..<figure.core.lowerBound, { $0 == .part })
          || counted.reason == figure.word || startsParallel(clause, sentence)
      {
        return MetricRule.Answer(metric: same.metric, reason: "part of the figure before", isNamed: true)
      }
      if !counted.isNamed || counted.reason == figure.word,
        let same = earlier.last(where: { $0.figure.word == figure.word && $0.figure.unitClass == .count }),
        sentence.has(clause.lowerBound..<figure.core.lowerBound, { $0 == .part || $0 == .increase })
          || startsParallel(clause, sentence)
      {
        return MetricRule.Answer(metric: same.metric, reason: "part of the figure before", isNamed: true)
      }
      return counted
    case .physical:
      let areas = ["mu", "hectare", "square_metre", "square_kilometre"]
      return MetricRule.Answer(
        metric: areas.contains(figure.unit) ? "area" : "other", reason: figure.word, isNamed: true)
    case .duration:
      return MetricRule.Answer(
        metric: rule.named(for: index, kind: kind)?.metric
          ?? (["year", "month"].contains(figure.unit) ? "term" : "other"), reason: figure.word, isNamed: true)
    case .money:
      if let before = levelBefore(index, earlier, sentence) {
        return MetricRule.Answer(metric: before.metric, reason: "as the figure before", isNamed: true)
      }
      if let last = earlier.last, last.metric == "loan_count", isTotal(figure, after: last.figure, sentence) {
        // 办理质押登记287笔，金额24亿元
        let isPledged = Linker.registrations.occurs(
          in: sentence.text, sentence.range.lowerBound..<last.figure.core.lowerBound)
        return MetricRule.Answer(
          metric: isPledged ? "pledge_amount" : "loan_amount", reason: "the amount of what was counted", isNamed: true)
      }
      if let guaranteed = outstandingGuarantee(index, clause, sentence) { return guaranteed }
      if let sibling = siblingAmount(index, sentence, earlier) {
        return MetricRule.Answer(metric: sibling, reason: "the amount of what was counted", isNamed: true)
      }
      if let right = attachedRelending(index, sentence) { return right }
      // 分别提供500万元、800万元的授信额度: the noun behind the last of a list holds for all.
      if let last = sentence.lastOfList(index), let named = rule.named(for: last, kind: kind),
        named.metric == "credit_line" && attributes(last, named, sentence)
          || named.metric == "risk_coverage" && stands(named, behind: last, sentence)
      {
        return named
      }
      if let named = rule.named(for: index, kind: kind) {
        if touchingLoan(named, figure, sentence) {
          return MetricRule.Answer(metric: "loan_amount", reason: "the loan before the figure", isNamed: true)
        }
        if let metric = lightVerb(named, index, kind, sentence) {
          return MetricRule.Answer(metric: metric, reason: named.reason + " of the instrument", isNamed: true)
        }
        if named.metric == "issuance_amount", ["募资", "募集资金", "募集"].contains(named.reason),
          earlier.contains(where: { $0.metric == "listed_company_count" || $0.metric == "ipo_proceeds" })
        {
          return MetricRule.Answer(metric: "ipo_proceeds", reason: named.reason, isNamed: true)
        }
        if named.metric == "premium", named.reason == "保险费",
          Linker.reliefs.occurs(in: sentence.text, clause.lowerBound..<figure.core.lowerBound)
        {
          return MetricRule.Answer(metric: "tax_relief", reason: "a premium that is let off", isNamed: true)
        }
        // 研发费用归集总额8620万元: collected for other purposes than housing.
        if named.metric == "provident_fund_collection", kind != .providentFund,
          Linker.collected.occurs(in: sentence.text, clause.lowerBound..<figure.core.lowerBound)
        {
          let isResearch = sentence.contains("研发", in: clause.lowerBound..<figure.core.lowerBound)
          return MetricRule.Answer(metric: isResearch ? "rd_spending" : "other", reason: named.reason, isNamed: true)
        }
        // 农户缴费465万元
        if named.reason == "缴费", kind == .insurance {
          let isRelieved = Linker.reliefs.occurs(in: sentence.text, clause.lowerBound..<figure.core.lowerBound)
          return MetricRule.Answer(metric: isRelieved ? "tax_relief" : "premium", reason: named.reason, isNamed: true)
        }
        if named.metric == "subsidy_amount", named.reason == "给予", lends(figure, clause, sentence) {
          return MetricRule.Answer(metric: "loan_amount", reason: "the loan behind the figure", isNamed: true)
        }
        if named.metric == "budget_amount",
          let mention = sentence.instruments.last(where: { $0.range.upperBound <= figure.core.lowerBound }),
          mention.kind == .loan, figure.core.lowerBound - mention.range.upperBound <= 3
        {
          return MetricRule.Answer(metric: "loan_amount", reason: mention.name, isNamed: true)
        }
        // 定向增发募集资金88亿元
        if ["issuance_amount", "ipo_proceeds"].contains(named.metric),
          Linker.placements.occurs(in: sentence.text, clause.lowerBound..<figure.core.lowerBound)
        {
          return MetricRule.Answer(metric: "equity_financing", reason: named.reason, isNamed: true)
        }
        if named.reason == "募集" || named.reason == "募资",
          let name = sentence.instruments.last(where: { $0.range.upperBound <= figure.core.lowerBound })?.name,
          name.hasSuffix("基金"), !name.contains("不动产")
        {
          return MetricRule.Answer(metric: "fund_size", reason: named.reason, isNamed: true)
        }
        if nearestKind(index, sentence) == .bond, named.metric == "financing_amount" {
          return MetricRule.Answer(metric: "issuance_amount", reason: named.reason, isNamed: true)
        }
        if answer.isComment, let comment, comment.figure.unitClass == .money, isBareVerb(named, index, sentence) {
          return MetricRule.Answer(metric: comment.metric, reason: "as the figure before", isNamed: true)
        }
        return named
      }
      // 核准26家企业IPO，筹资80亿元
      if sentence.text.has("筹资", at: figure.range.lowerBound - 2, end: figure.range.lowerBound),
        earlier.contains(where: { $0.metric == "listed_company_count" })
      {
        return MetricRule.Answer(metric: "ipo_proceeds", reason: "筹资", isNamed: true)
      }
      if let outer = bracketed(index, sentence) ?? (kind == .insurance ? nil : paid(figure, sentence)) { return outer }
      if touchingLoan(nil, figure, sentence) {
        return MetricRule.Answer(metric: "loan_amount", reason: "the loan before the figure", isNamed: true)
      }
      if answer.isComment, let comment {
        return MetricRule.Answer(metric: comment.metric, reason: "as the figure before", isNamed: true)
      }
      if sentence.has(clause.lowerBound..<figure.core.lowerBound, { $0 == .part }) || startsParallel(clause, sentence),
        let money = earlier.last(where: { $0.figure.unitClass == .money && $0.isLevel })
      {
        return MetricRule.Answer(metric: money.metric, reason: "part of the figure before", isNamed: true)
      }
      if let rising = risingNoun(clause, figure, sentence) { return rising }
      if kind == .insurance,
        Linker.payments.ends(in: sentence.text, at: figure.range.lowerBound, from: clause.lowerBound)
      {
        return MetricRule.Answer(metric: "premium", reason: "what the insured pays", isNamed: true)
      }
      if let support = supportBefore(index, sentence, earlier) { return support }
      // 绿色贷款余额超过50亿元，全年新增能效贷款8亿元: a loan that is added is granted.
      if nearestKindInClause(index, sentence) == .loan,
        sentence.has(clause.lowerBound..<figure.core.lowerBound, { $0 == .increase }),
        !sentence.contains("余额", in: clause)
      {
        return MetricRule.Answer(metric: "loan_amount", reason: "新增", isNamed: true)
      }
      if nearestKindInClause(index, sentence) == .bond,
        sentence.has(clause.lowerBound..<figure.core.lowerBound, { $0 == .increase })
      {
        return MetricRule.Answer(metric: "issuance_amount", reason: "新增", isNamed: true)
      }
      if kind == .loan, nearestInClause(index, sentence)?.hasSuffix("融资") == true {
        return MetricRule.Answer(metric: "financing_amount", reason: "the instrument's name", isNamed: false)
      }
      if let money = earlier.last(where: { $0.figure.unitClass == .money && $0.isLevel }),
        kind == nil || money.instruments.first.map({ $0.kind == kind }) ?? true
      {
        return MetricRule.Answer(metric: money.metric, reason: "as the figure before", isNamed: false)
      }
      return MetricRule.Answer(metric: MetricRule.moneyDefault(kind), reason: "the instrument's kind", isNamed: false)
    case .percent, .percentagePoint, .basisPoint, .times, .rank:
      if figure.rule == "sharing-ratio" {
        // 保费按6:4分担: what each pays of the premium.
        let isOfPremium = kind == .insurance || sentence.contains("保费", in: sentence.range)
        return MetricRule.Answer(
          metric: isOfPremium ? "premium_subsidy_ratio" : "compensation_ratio", reason: "a stated sharing",
          isNamed: true)
      }
      // 按30%、20%和50%分担: the words behind the last of a list hold for all.
      if !answer.isComment, figure.unitClass == .percent, let last = sentence.lastOfList(index),
        ownMetric(index, answer: answer, kind: kind, sentence: sentence) == nil,
        let named = rule.named(for: last, kind: kind)
      {
        return insured(named, kind)
      }
      if figure.rangeEnd == .low, index + 1 < sentence.figures.count, !answer.isComment,
        ownMetric(index, answer: answer, kind: kind, sentence: sentence) == nil
      {
        return self.metric(
          index + 1, answer: answer, kind: kind, comment: comment, earlier: earlier, sentence: sentence)
      }
      if !answer.isComment, rule.isGiven(figure), let named = rule.named(for: index, kind: kind) {
        return insured(named, kind)
      }
      if let counted = sharedNoun(figure, clause, sentence) { return counted }
      // 在…的农户中，71%扩大了规模，有两成新雇了工人: the next part is of the same.
      if answer.reason == MeasureRule.partOfThose, let before = earlier.last, before.measure == .share,
        before.figure.unitClass == .percent
      {
        return MetricRule.Answer(metric: before.metric, reason: Linker.ofThose, isNamed: true)
      }
      if answer.measure == .share, let comment,
        comment.figure.unitClass == .count || comment.metric.hasSuffix("_rate"),
        let kind, startsWithInstrument(clause, sentence, before: figure)
      {
        return MetricRule.Answer(metric: MetricRule.moneyDefault(kind), reason: "the instrument's kind", isNamed: false)
      }
      if let own = ownMetric(index, answer: answer, kind: kind, sentence: sentence) {
        // 担保费率不超过1.5%，粮食类执行0.8%: 执行 continues the rate before.
        if own.reason == "执行",
          let same = earlier.last(where: { ["interest_rate", "fee_rate", "compensation_ratio"].contains($0.metric) })
        {
          return MetricRule.Answer(metric: same.metric, reason: "as the rate before", isNamed: true)
        }
        return insured(own, kind)
      }
      if answer.isComment, let comment {
        return MetricRule.Answer(metric: comment.metric, reason: "as the figure before", isNamed: true)
      }
      if let named = rule.named(for: index, kind: kind) { return insured(named, kind) }
      if answer.isComment, let kind {
        let isDated = sentence.periods.contains {
          $0.shape == .instant && !$0.isComparisonBase && $0.range.upperBound <= figure.core.lowerBound
        }
        // 信用贷款占比22.4%: parts of what is owed, unless something was granted.
        let isGranted = ["发放", "投放", "新增", "累放", "放款"].contains {
          sentence.contains($0, in: sentence.range.lowerBound..<figure.core.lowerBound)
        }
        let isOwed = isDated || answer.measure == .share && !isGranted
        let metric = kind == .loan && isOwed ? "loan_balance" : MetricRule.moneyDefault(kind)
        return MetricRule.Answer(metric: metric, reason: "the instrument's kind", isNamed: false)
      }
      if let comment = earlier.last(where: { $0.figure.unitClass == figure.unitClass }) {
        return MetricRule.Answer(metric: comment.metric, reason: "as the figure before", isNamed: false)
      }
      // Basis points measure rates.
      let unnamed = figure.unitClass == .basisPoint ? "interest_rate" : "other"
      return MetricRule.Answer(metric: unnamed, reason: "not named", isNamed: false)
    }
  }

  /// What is collected besides savings for housing.
  private static let collected = WordList(["研发", "残保金", "保障金", "工会经费"])

  static let supports = [
    "subsidy_amount", "budget_amount", "pool_size", "compensation_amount", "investment_amount",
  ]

  private static let lightVerbs: NameSet = ["办理", "投放", "筹集", "统筹", "投入", "落实"]

  /// 办理留抵退税200亿元, 基金已投放60亿元: a verb of doing takes its meaning from the instrument.
  func lightVerb(_ named: MetricRule.Answer, _ index: Int, _ kind: InstrumentKind?, _ sentence: Sentence) -> String? {
    guard Linker.lightVerbs.contains(named.reason) else { return nil }
    switch (nearestKindInClause(index, sentence) ?? kind, named.reason) {
    case (.tax, "办理"), (.tax, "落实"): return "tax_relief"
    case (.fund, "投放"): return "investment_amount"
    case (.bond, "筹集"): return "issuance_amount"
    default: return nil
    }
  }

  func nearestKindInClause(_ index: Int, _ sentence: Sentence) -> InstrumentKind? {
    let figure = sentence.figures[index]
    let clause = sentence.clause(at: figure.core.lowerBound)
    return sentence.instruments.last {
      $0.range.lowerBound >= clause.lowerBound && $0.range.upperBound <= figure.core.lowerBound
    }?.kind
  }

  /// The amount of what a metric counts.
  private static let amounts = [
    "investment_count": "investment_amount", "loan_count": "loan_amount", "issuance_count": "issuance_amount",
    "guarantee_count": "guarantee_amount", "transaction_count": "transaction_amount", "fund_count": "fund_size",
    "policy_count": "premium",
  ]

  /// 164个、金额187.3亿元: the amount of the things just counted.
  func siblingAmount(_ index: Int, _ sentence: Sentence, _ earlier: [Reading]) -> String? {
    guard index > 0, let before = earlier.last, before.figure.core == sentence.figures[index - 1].core,
      before.figure.unitClass == .count, before.isLevel
    else { return nil }
    guard var amount = Linker.amounts[before.metric] else { return nil }
    let clause = sentence.clause(at: before.figure.core.lowerBound)
    if before.metric == "loan_count", sentence.contains("登记", in: clause) { amount = "pledge_amount" }
    let own = max(clause.lowerBound, before.figure.core.lowerBound - 8)..<before.figure.core.lowerBound
    if before.metric == "loan_count", !sentence.contains("贷款", in: own),
      ["补偿", "代偿"].contains(where: { sentence.contains($0, in: own) })
    {
      amount = "compensation_amount"
    }
    if before.metric == "loan_count", amount == "loan_amount", sentence.contains("融资", in: clause),
      !sentence.contains("贷款", in: clause),
      !sentence.contains("发放", in: clause)
    {
      amount = "financing_amount"
    }
    let gap =
      before.figure.range.upperBound..<max(before.figure.range.upperBound, sentence.figures[index].range.lowerBound)
    let words = sentence.text.trimmingSpaces(gap)
    let joins = ["、", "，", "、金额", "，金额", "、共", "、共计", "共", "、合计", "，共", "金额", "总金额", "、总金额", "，总金额", "，共计", "和"]
    return sentence.text.isAny(words, joins) || words.isEmpty && before.figure.word == "笔" ? amount : nil
  }

  /// 安排3000亿元专项再贷款: an amount of a central bank's tool is its quota.
  func attachedRelending(_ index: Int, _ sentence: Sentence) -> MetricRule.Answer? {
    guard let found = sentence.instrument(of: index), found.reason == "behind the figure",
      found.names.first?.kind == .relending
    else { return nil }
    return MetricRule.Answer(
      metric: "relending_quota", reason: "an amount of " + (found.names.first?.name ?? ""), isNamed: true)
  }

  /// 按50%给予贴息，单个项目最高200万元: a cap behind a rate of support caps the support.
  func supportBefore(_ index: Int, _ sentence: Sentence, _ earlier: [Reading]) -> MetricRule.Answer? {
    guard let before = earlier.last else { return nil }
    let support = ["compensation_ratio", "subsidy_amount", "premium_subsidy_ratio"]
    guard support.contains(before.metric) || before.metric == "budget_amount" && sentence.figures[index].isBound else {
      return nil
    }
    return MetricRule.Answer(metric: "subsidy_amount", reason: "the support named before", isNamed: true)
  }

  func nearestInClause(_ index: Int, _ sentence: Sentence) -> String? {
    let figure = sentence.figures[index]
    let clause = sentence.clause(at: figure.core.lowerBound)
    return sentence.instruments.last {
      $0.range.lowerBound >= clause.lowerBound && $0.range.upperBound <= figure.core.lowerBound
    }?.name
  }

  func startsWithInstrument(_ clause: Range<Int>, _ sentence: Sentence, before figure: Figure) -> Bool {
    sentence.instruments.contains {
      $0.range.lowerBound >= clause.lowerBound && $0.range.upperBound <= figure.core.lowerBound
    }
  }

  /// A metric that the clause itself names for a change, share or rank: 首发募资额同比下降61.5%.
  func ownMetric(
    _ index: Int, answer: MeasureRule.Answer, kind: InstrumentKind?, sentence: Sentence
  ) -> MetricRule.Answer? {
    let figure = sentence.figures[index]
    let clause = sentence.clause(at: figure.core.lowerBound)
    let previous = index > 0 ? sentence.figures[index - 1].core.upperBound : clause.lowerBound
    let window = max(clause.lowerBound, previous)..<figure.core.lowerBound
    if answer.measure == .share || answer.measure == .rank {
      // 小微企业户数占87.6%, 笔数居全省第二
      for (word, metric) in [
        ("户数", "enterprise_count"), ("家数", "enterprise_count"), ("企业数", "enterprise_count"), ("笔数", "loan_count"),
        ("单数", "issuance_count"),
      ]
      where sentence.contains(word, in: window)
        && !sentence.figures.prefix(index).contains(where: {
          $0.unitClass == .count && clause.contains($0.core.lowerBound)
        })
      {
        if sentence.figures.prefix(index).contains(where: { $0.unitClass == .count }) { break }
        return MetricRule.Answer(metric: metric, reason: word, isNamed: true)
      }
    }
    if answer.measure == .share,
      !sentence.figures.prefix(index).contains(where: { $0.unitClass == .count || $0.unitClass == .money }),
      sentence.has(sentence.range.lowerBound..<figure.core.lowerBound, { $0.metricCode == "listed_company_count" })
    {
      return MetricRule.Answer(metric: "listed_company_count", reason: "上市公司", isNamed: true)
    }
    var found: MetricRule.Answer?
    let rule = MetricRule(sentence: sentence)
    let cues = sentence.cues(in: window)
    let hasBase = cues.contains { rule.isBase($0, of: figure) }
    for mention in cues {
      // 赔付增速高于保费增速: the series before 高于 is the one that is measured.
      if case .gap = mention.cue, answer.measure == .difference, found != nil { break }
      if rule.isBase(mention, of: figure) { continue }
      let reason = sentence.text.string(mention.range)
      switch mention.cue {
      case .metric(let metric, let units, let strength):
        let fits =
          units.contains(figure.unitClass)
          || (answer.isComment || answer.measure == .limit) && strength == 3
            && (units.contains(.money) || units.contains(.count) && metric == "listed_company_count")
        // 银行贷款占比, 投资占比: the noun that touches 占 is what the share is of.
        let touches =
          answer.measure == .share
          && (units.contains(.money) || units.contains(.count) && LinkerParts.counted.contains(metric))
          && sentence.has(mention.range.upperBound..<min(window.upperBound, mention.range.upperBound + 1)) {
            $0 == .share
          }
          && (units.contains(.money)
            || sentence.text.has("占比", at: mention.range.upperBound, end: window.upperBound))
        // 对外担保不得超过总资产的10%: with its base named, the percentage measures the verb.
        let isOfBase = hasBase && strength > 1 && units.contains(.money)
        guard fits || touches || isOfBase else { continue }
        if answer.measure == .share, sentence.has(window.lowerBound..<mention.range.lowerBound, { $0 == .share }) {
          continue
        }
        found = MetricRule.Answer(metric: metric, reason: reason, isNamed: true)
      case .head(let head):
        if let metric = MetricRule.metric(of: head, kind: kind, unit: figure.unitClass), head != .size || index == 0 {
          found = MetricRule.Answer(metric: metric, reason: reason, isNamed: true)
        }
      default: continue
      }
    }
    return found
  }

  /// The level that the figure continues: 由31家增加到52家, 20亿元，近期又增至35亿元.
  func levelBefore(_ index: Int, _ earlier: [Reading], _ sentence: Sentence) -> Reading? {
    guard let before = earlier.last, before.isLevel, index > 0 else { return nil }
    let figure = sentence.figures[index]
    guard before.figure.unitClass == figure.unitClass, before.figure.unit == figure.unit else { return nil }
    let clause = sentence.clause(at: figure.core.lowerBound)
    let gap = before.figure.core.upperBound..<figure.core.lowerBound
    let inClause = clause.contains(before.figure.core.lowerBound)
    guard sentence.has(max(gap.lowerBound, clause.lowerBound)..<gap.upperBound, { $0 == .arrival }) else { return nil }
    let named = sentence.has(max(gap.lowerBound, clause.lowerBound)..<gap.upperBound) {
      if case .metric(_, let units, let strength) = $0 {
        units.contains(figure.unitClass) && strength >= (inClause ? 3 : 2)
      } else {
        false
      }
    }
    return inClause || !named ? before : nil
  }

  func isBareVerb(_ named: MetricRule.Answer, _ index: Int, _ sentence: Sentence) -> Bool {
    let figure = sentence.figures[index]
    let clause = sentence.clause(at: figure.core.lowerBound)
    let previous = index > 0 ? sentence.figures[index - 1].core.upperBound : clause.lowerBound
    return !sentence.has(max(clause.lowerBound, previous)..<figure.core.lowerBound) {
      if case .metric(_, let units, let strength) = $0 { units.contains(.money) && strength == 3 } else { false }
    }
  }

  /// 由30%提高到45%: both ends measure the same.
  func carriesOn(_ before: Reading, _ figure: Figure, _ metric: String, _ sentence: Sentence) -> Bool {
    before.metric == metric && before.figure.unit == figure.unit
      && sentence.has(before.figure.core.upperBound..<figure.core.lowerBound) { $0 == .arrival }
  }

  /// A clause that goes on with a list: 省级财政7.8亿元.
  func startsParallel(_ clause: Range<Int>, _ sentence: Sentence) -> Bool {
    sentence.has(sentence.range.lowerBound..<clause.lowerBound) { $0 == .part }
  }

  func nearestKind(_ index: Int, _ sentence: Sentence) -> InstrumentKind? {
    sentence.instrument(of: index)?.names.first?.kind
  }
}

/// What a share can be taken of besides sums: 普惠项目占比, 女性客户占比.
private enum LinkerParts {
  static let counted: Set<String> = ["project_count", "enterprise_count", "household_count", "person_count"]
}
