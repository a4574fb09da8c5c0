import DafuModel

/// Reads the figures of a document's body, sentence by sentence, as a reader does who remembers what was said.
struct Linker {
  let reference: CivilDate

  /// What is remembered within a paragraph.
  struct Memory {
    var periods = PeriodRule.Inherited()
    var instruments = InstrumentRule.Inherited()
    var isPlanning = false
    /// What stood before 一是, which each later item starts from.
    var leadIn: PeriodRule.Inherited?
  }

  /// The readings of a sentence, in the text's order; the memory takes what the sentence says.
  func readings(of sentence: Sentence, memory: inout Memory) -> [Reading] {
    if Sentence.beginsItem(sentence.text, sentence.range) {
      // A target of one item (到2025年) does not reach the next; what has passed stays in force.
      let isAhead = [memory.periods.stock, memory.periods.flow].contains { $0.map { $0.end > reference } ?? false }
      if let leadIn = memory.leadIn, isAhead { memory.periods = leadIn } else if memory.leadIn == nil { memory.leadIn = memory.periods }
    }
    var readings: [Int: Reading] = [:]
    let distribution = Distribution(sentence: sentence)
    let groups = distribution.groups()
    for index in sentence.figures.indices {
      let group = groups.first { $0.contains(index) }
      let earlier = sentence.figures.indices.prefix(index).compactMap { readings[$0] }
      if let reading = reading(index, group, distribution, earlier, sentence, memory) { readings[index] = reading }
    }
    remember(sentence, readings: sentence.figures.indices.compactMap { readings[$0] }, memory: &memory)
    return sentence.figures.indices.compactMap { readings[$0] }
  }

  // MARK: One figure

  private func reading(
    _ index: Int, _ group: Range<Int>?, _ distribution: Distribution, _ earlier: [Reading], _ sentence: Sentence,
    _ memory: Memory
  ) -> Reading? {
    let figure = sentence.figures[index]
    let clause = sentence.clause(at: figure.core.lowerBound)
    if figure.unitClass == .duration, !isTerm(figure, sentence, clause) { return nil }
    let listEnd = group.map { sentence.figures[$0.upperBound - 1].range.upperBound }
    var answer = MeasureRule(sentence: sentence, listEnd: listEnd).measure(of: index)
    if !answer.isComment, answer.measure == .level, let before = levelBefore(index, earlier, sentence), before.measure == .limit {
      answer.measure = .limit
    }
    if figure.rangeEnd == .high, let low = earlier.last, low.figure.rangeEnd == .low {
      answer.measure = low.measure
      answer.isNegative = low.value.isNegative
      answer.isComment = !low.isLevel
    }
    if figure.rangeEnd == .low, answer.measure == .level, index + 1 < sentence.figures.count, sentence.figures[index + 1].unitClass == .money || sentence.figures[index + 1].unitClass == .duration {
      answer.measure = .limit
    }
    if figure.rangeEnd != nil, answer.measure == .level, figure.unitClass == .money || figure.unitClass == .duration {
      answer.measure = .limit
    }
    // The second item of a list is what the first one is, unless a verb of its own stands before it.
    if let group, index > group.lowerBound, let first = earlier.last, first.figure.unitClass == figure.unitClass,
      !hasOwnVerb(sentence, between: first.figure.range.upperBound, and: figure.core.lowerBound)
    {
      answer.measure = first.measure
      answer.isNegative = first.value.isNegative
      answer.isComment = !first.isLevel
      answer.reason = "as in the list"
    }
    let levels = earlier.filter { $0.measure != .rank }
    var comment: Reading?
    var derivation: [String: String] = ["measure": answer.reason]
    var doubt = 0
    let isDistributed = group.map { distribution.isDistributed($0) } ?? false

    // 分别 aligns a list of changes, ranks or multiples with the figures before it.
    if answer.isComment, let group, isDistributed {
      let before = sentence.figures.indices.prefix(group.lowerBound).compactMap { position in
        earlier.first { $0.figure.core == sentence.figures[position].core }
      }.filter { $0.isLevel || $0.isAmount }
      if before.count >= group.count {
        comment = before[before.count - group.count + index - group.lowerBound]
        derivation["alignment"] = "分别"
      }
    }
    if comment == nil, answer.isComment { comment = commented(figure, clause, levels, sentence) }

    var aligned: Reading?
    // Instrument: first what the words tie to the figure.
    let listedInstrument: InstrumentName? = {
      guard let group, isDistributed, let names = distribution.instruments(for: group) else { return nil }
      // 从产业投向看，工业、农业贷款分别为…: parts of the product before, not products.
      if InstrumentRule(sentence: sentence).isBreakdown, let topic = memory.instruments.topic.first, topic.kind == names[0].kind { return nil }
      return names[index - group.lowerBound]
    }()
    // 落地A12单、B7单，金额分别为…: the amounts belong to the counts before them, one by one.
    if !answer.isComment, comment == nil, isDistributed, listedInstrument == nil, let group {
      let before = sentence.figures.indices.prefix(group.lowerBound).compactMap { position in
        earlier.first { $0.figure.core == sentence.figures[position].core }
      }.filter { $0.isLevel && $0.figure.unitClass != figure.unitClass }
      if before.count == group.count { aligned = before[index - group.lowerBound] }
    }
    let nearKind = listedInstrument?.kind ?? aligned?.instruments.first?.kind ?? nearestKind(index, sentence) ?? comment?.instruments.first?.kind
      ?? memory.instruments.topic.first?.kind ?? memory.instruments.heading.first?.kind

    // Metric.
    let metric = self.metric(
      index, answer: answer, kind: nearKind, comment: comment, earlier: earlier, sentence: sentence)
    derivation["metric"] = metric.reason
    if !metric.isNamed { doubt += 12 }
    if metric.metric == "other" { doubt += 6 }
    answer = adjusted(answer, figure: figure, metric: metric.metric, sentence: sentence, clause: clause)

    let instruments: [InstrumentName]
    if let listedInstrument {
      instruments = [listedInstrument]
      derivation["instrument"] = "分别"
    } else if let aligned, !aligned.instruments.isEmpty {
      instruments = aligned.instruments
      derivation["instrument"] = "分别"
    } else if let found = instrument(
      index, metric: metric.metric, comment: comment, earlier: earlier, sentence: sentence, memory: memory) {
      instruments = found.names
      derivation["instrument"] = found.reason
      doubt += found.distance * 5
    } else {
      instruments = []
      derivation["instrument"] = "none named"
      doubt += 4
    }

    // Status and period.
    let rule = PeriodRule(sentence: sentence, reference: reference)
    let isPlanning = memory.isPlanning
      || sentence.has(sentence.range.lowerBound..<figure.core.lowerBound, { $0 == .planned })
    let governing = rule.governing(
      figure, nature: rule.nature(of: figure, metric: metric.metric, measure: answer.measure), isPlanning: isPlanning,
      inherited: memory.periods)
    let status = StatusRule(sentence: sentence, isPlanning: memory.isPlanning, reference: reference)
      .status(of: figure, period: governing?.mention)
    derivation["status"] = status.1
    if status.0 == .planned, answer.measure == .limit, !isProductTerm(metric.metric), !isCap(figure, clause, sentence) { answer.measure = .level }
    var (period, periodReason) = rule.period(
      figure, metric: metric.metric, measure: answer.measure, governing: governing, comment: comment?.period,
      isPlanned: status.0 == .planned)
    if let group, isDistributed, let listed = distribution.periods(for: group), comment == nil {
      let mention = listed[index - group.lowerBound]
      period = Period(
        start: period.type == .instant ? mention.end : mention.start, end: mention.end,
        type: mention.shape == .span && period.type == .cumulative ? .duration : period.type, basis: mention.basis)
      periodReason = "分别"
    } else if let comment, answer.isComment,
      governing.map({ $0.isRemembered || $0.mention.range.lowerBound < comment.figure.core.lowerBound }) ?? true
    {
      period = comment.period
      if comment.period.basis != .document { period.basis = .inherited }
      periodReason = "as the figure it comments on"
    }
    derivation["period"] = periodReason
    if period.basis == .document { doubt += 8 } else if period.basis == .inherited { doubt += 2 }

    let value = answer.isNegative && !figure.value.isNegative ? figure.value.negated : figure.value
    var agency = sentence.agencies.last { $0.range.lowerBound <= figure.core.lowerBound }
    derivation["agency"] = agency == nil ? "the body that issued the reply" : "subject of the sentence"
    if let group, isDistributed, let bodies = distribution.agencies(for: group), let range = agency?.range {
      let body = bodies[index - group.lowerBound]
      agency = AgencySubject(range: range, code: body.code, name: body.name, bodies: [body])
    }
    var bounded = signed(figure, negative: answer.isNegative)
    if answer.measure == .limit, bounded.comparator == .equal, bounded.rangeEnd == nil, bounded.unitClass == .money {
      bounded.comparator = .atMost
    }
    return Reading(
      figure: bounded, value: value, metric: metric.metric, measure: answer.measure,
      instruments: instruments, period: period, agency: agency, status: status.0,
      subject: SubjectRule(sentence: sentence).subject(of: index, metric: metric.metric), doubt: doubt,
      derivation: derivation)
  }

  /// A range that falls bounds the other way round: 低30至50个基点 is -30 at most and -50 at least.
  private func signed(_ figure: Figure, negative: Bool) -> Figure {
    guard negative, let end = figure.rangeEnd else { return figure }
    var turned = figure
    turned.comparator = end == .low ? .atMost : .atLeast
    return turned
  }

  private func hasOwnVerb(_ sentence: Sentence, between start: Int, and end: Int) -> Bool {
    guard start < end else { return false }
    return sentence.has(start..<end) { if case .change = $0 { true } else { false } }
  }

  /// The figure that a change, share or rank speaks of: the level before it, of its own kind where the words say so.
  private func commented(_ figure: Figure, _ clause: Range<Int>, _ earlier: [Reading], _ sentence: Sentence) -> Reading? {
    let before = clause.lowerBound..<figure.core.lowerBound
    for (word, classifier) in [("家数", "家"), ("户数", "户"), ("单数", "单"), ("笔数", "笔"), ("只数", "只"), ("支数", "支"), ("件数", "件"), ("数量", "")]
    where sentence.contains(word, in: before) {
      if let count = earlier.last(where: { $0.figure.unitClass == .count && $0.isLevel && (classifier.isEmpty || $0.figure.word == classifier) }) {
        return count
      }
    }
    if ["规模", "金额", "总额", "余额", "额"].contains(where: { sentence.contains($0, in: before) }),
      let money = earlier.last(where: { $0.figure.unitClass == .money })
    {
      return money
    }
    return earlier.last { $0.isLevel } ?? earlier.last
  }

  private func metric(
    _ index: Int, answer: MeasureRule.Answer, kind: InstrumentKind?, comment: Reading?, earlier: [Reading],
    sentence: Sentence
  ) -> MetricRule.Answer {
    let figure = sentence.figures[index]
    let rule = MetricRule(sentence: sentence)
    let clause = sentence.clause(at: figure.core.lowerBound)
    // 28家和16家, 低0.6至0.9个百分点: the second item measures what the first does.
    if index > 0, let before = earlier.last, before.figure.core == sentence.figures[index - 1].core, before.figure.unitClass == figure.unitClass,
      before.figure.word == figure.word, !answer.isComment || before.figure.rangeEnd == .low,
      Separators.kind(sentence.text, before.figure.range.upperBound..<figure.range.lowerBound) != nil
    {
      return MetricRule.Answer(metric: before.metric, reason: "as in the list", isNamed: true)
    }
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
      if !counted.isNamed || counted.reason == figure.word, let same = earlier.last(where: { $0.figure.word == figure.word && $0.figure.unitClass == .count }),
        sentence.has(clause.lowerBound..<figure.core.lowerBound, { $0 == .part || $0 == .increase }) || startsParallel(clause, sentence)
      {
        return MetricRule.Answer(metric: same.metric, reason: "part of the figure before", isNamed: true)
      }
      return counted
    case .physical:
      let areas: Set<String> = ["mu", "hectare", "square_metre", "square_kilometre"]
      return MetricRule.Answer(metric: areas.contains(figure.unit) ? "area" : "other", reason: figure.word, isNamed: true)
    case .duration:
      return MetricRule.Answer(metric: rule.named(for: index, kind: kind)?.metric ?? (["year", "month"].contains(figure.unit) ? "term" : "other"), reason: figure.word, isNamed: true)
    case .money:
      if let before = levelBefore(index, earlier, sentence) {
        return MetricRule.Answer(metric: before.metric, reason: "as the figure before", isNamed: true)
      }
      if let sibling = siblingAmount(index, sentence, earlier) {
        return MetricRule.Answer(metric: sibling, reason: "the amount of what was counted", isNamed: true)
      }
      if let right = attachedRelending(index, sentence) { return right }
      if let named = rule.named(for: index, kind: kind) {
        if named.metric == "issuance_amount", ["募资", "募集资金", "募集"].contains(named.reason),
          earlier.contains(where: { $0.metric == "listed_company_count" || $0.metric == "ipo_proceeds" })
        {
          return MetricRule.Answer(metric: "ipo_proceeds", reason: named.reason, isNamed: true)
        }
        if named.metric == "budget_amount", let mention = sentence.instruments.last(where: { $0.range.upperBound <= figure.core.lowerBound }),
          mention.kind == .loan, figure.core.lowerBound - mention.range.upperBound <= 3
        {
          return MetricRule.Answer(metric: "loan_amount", reason: mention.name, isNamed: true)
        }
        if nearestKind(index, sentence) == .bond, named.metric == "financing_amount" {
          return MetricRule.Answer(metric: "issuance_amount", reason: named.reason, isNamed: true)
        }
        if answer.isComment, let comment, comment.figure.unitClass == .money, isBareVerb(named, index, sentence) {
          return MetricRule.Answer(metric: comment.metric, reason: "as the figure before", isNamed: true)
        }
        return named
      }
      if answer.isComment, let comment {
        return MetricRule.Answer(metric: comment.metric, reason: "as the figure before", isNamed: true)
      }
      if sentence.has(clause.lowerBound..<figure.core.lowerBound, { $0 == .part }) || startsParallel(clause, sentence),
        let money = earlier.last(where: { $0.figure.unitClass == .money && $0.isLevel })
      {
        return MetricRule.Answer(metric: money.metric, reason: "part of the figure before", isNamed: true)
      }
      if let support = supportBefore(index, sentence, earlier) { return support }
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
        return MetricRule.Answer(metric: "compensation_ratio", reason: "a stated sharing", isNamed: true)
      }
      if figure.rangeEnd == .low, index + 1 < sentence.figures.count, !answer.isComment,
        ownMetric(index, answer: answer, kind: kind, sentence: sentence) == nil
      {
        return self.metric(index + 1, answer: answer, kind: kind, comment: comment, earlier: earlier, sentence: sentence)
      }
      if !answer.isComment, rule.isGiven(figure), let named = rule.named(for: index, kind: kind) { return insured(named, kind) }
      if answer.measure == .share, let comment, comment.figure.unitClass == .count || comment.metric.hasSuffix("_rate"), let kind, startsWithInstrument(clause, sentence, before: figure) {
        return MetricRule.Answer(metric: MetricRule.moneyDefault(kind), reason: "the instrument's kind", isNamed: false)
      }
      if let own = ownMetric(index, answer: answer, kind: kind, sentence: sentence) { return insured(own, kind) }
      if answer.isComment, let comment {
        return MetricRule.Answer(metric: comment.metric, reason: "as the figure before", isNamed: true)
      }
      if let named = rule.named(for: index, kind: kind) { return insured(named, kind) }
      if answer.isComment, let kind {
        let isDated = sentence.periods.contains { $0.shape == .instant && !$0.isComparisonBase && $0.range.upperBound <= figure.core.lowerBound }
        let metric = kind == .loan && isDated ? "loan_balance" : MetricRule.moneyDefault(kind)
        return MetricRule.Answer(metric: metric, reason: "the instrument's kind", isNamed: false)
      }
      if let comment = earlier.last(where: { $0.figure.unitClass == figure.unitClass }) {
        return MetricRule.Answer(metric: comment.metric, reason: "as the figure before", isNamed: false)
      }
      return MetricRule.Answer(metric: "other", reason: "not named", isNamed: false)
    }
  }

  /// A subsidy in percent of an insurance is the part of the premium that is paid.
  private func insured(_ answer: MetricRule.Answer, _ kind: InstrumentKind?) -> MetricRule.Answer {
    guard answer.metric == "compensation_ratio", kind == .insurance, answer.reason.contains("补") || answer.reason.contains("贴") else { return answer }
    return MetricRule.Answer(metric: "premium_subsidy_ratio", reason: answer.reason, isNamed: true)
  }

  /// 164个、金额187.3亿元: the amount of the things just counted.
  private func siblingAmount(_ index: Int, _ sentence: Sentence, _ earlier: [Reading]) -> String? {
    guard index > 0, let before = earlier.last, before.figure.core == sentence.figures[index - 1].core, before.figure.unitClass == .count, before.isLevel
    else { return nil }
    let amounts = [
      "investment_count": "investment_amount", "loan_count": "loan_amount", "issuance_count": "issuance_amount",
      "guarantee_count": "guarantee_amount", "transaction_count": "transaction_amount", "fund_count": "fund_size",
      "policy_count": "premium",
    ]
    guard var amount = amounts[before.metric] else { return nil }
    let clause = sentence.clause(at: before.figure.core.lowerBound)
    if before.metric == "loan_count", sentence.contains("融资", in: clause), !sentence.contains("贷款", in: clause), !sentence.contains("发放", in: clause) {
      amount = "financing_amount"
    }
    let gap = before.figure.range.upperBound..<max(before.figure.range.upperBound, sentence.figures[index].range.lowerBound)
    let words = sentence.text.string(sentence.text.trimmingSpaces(gap))
    return ["、", "，", "、金额", "，金额", "、共", "、共计", "共", "", "、合计", "，共", "金额", "总金额", "、总金额", "，总金额", "，共计", "和"].contains(words) && words != "" || words.isEmpty && before.figure.word == "笔"
      ? amount : nil
  }

  /// 安排3000亿元专项再贷款: an amount of a central bank's tool is its quota.
  private func attachedRelending(_ index: Int, _ sentence: Sentence) -> MetricRule.Answer? {
    let found = InstrumentRule(sentence: sentence).instrument(
      for: index, fit: .anyInSentence, inherited: InstrumentRule.Inherited())
    guard let found, found.reason == "behind the figure", found.names.first?.kind == .relending else { return nil }
    return MetricRule.Answer(metric: "relending_quota", reason: "an amount of " + (found.names.first?.name ?? ""), isNamed: true)
  }

  /// 按50%给予贴息，单个项目最高200万元: a cap behind a rate of support caps the support.
  private func supportBefore(_ index: Int, _ sentence: Sentence, _ earlier: [Reading]) -> MetricRule.Answer? {
    guard let before = earlier.last else { return nil }
    let support: Set<String> = ["compensation_ratio", "subsidy_amount", "premium_subsidy_ratio"]
    guard support.contains(before.metric) || before.metric == "budget_amount" && sentence.figures[index].isBound else { return nil }
    return MetricRule.Answer(metric: "subsidy_amount", reason: "the support named before", isNamed: true)
  }

  private func nearestInClause(_ index: Int, _ sentence: Sentence) -> String? {
    let figure = sentence.figures[index]
    let clause = sentence.clause(at: figure.core.lowerBound)
    return sentence.instruments.last {
      $0.range.lowerBound >= clause.lowerBound && $0.range.upperBound <= figure.core.lowerBound
    }?.name
  }

  private func startsWithInstrument(_ clause: Range<Int>, _ sentence: Sentence, before figure: Figure) -> Bool {
    sentence.instruments.contains { $0.range.lowerBound >= clause.lowerBound && $0.range.upperBound <= figure.core.lowerBound }
  }

  /// A metric that the clause itself names for a change, share or rank: 首发募资额同比下降61.5%.
  private func ownMetric(
    _ index: Int, answer: MeasureRule.Answer, kind: InstrumentKind?, sentence: Sentence
  ) -> MetricRule.Answer? {
    let figure = sentence.figures[index]
    let clause = sentence.clause(at: figure.core.lowerBound)
    let previous = index > 0 ? sentence.figures[index - 1].core.upperBound : clause.lowerBound
    let window = max(clause.lowerBound, previous)..<figure.core.lowerBound
    if answer.measure == .share || answer.measure == .rank {
      // 小微企业户数占87.6%, 笔数居全省第二
      for (word, metric) in [("户数", "enterprise_count"), ("家数", "enterprise_count"), ("企业数", "enterprise_count"), ("笔数", "loan_count"), ("单数", "issuance_count")]
      where sentence.contains(word, in: window) && !sentence.figures.prefix(index).contains(where: { $0.unitClass == .count && clause.contains($0.core.lowerBound) }) {
        if sentence.figures.prefix(index).contains(where: { $0.unitClass == .count }) { break }
        return MetricRule.Answer(metric: metric, reason: word, isNamed: true)
      }
    }
    if answer.measure == .share, !sentence.figures.prefix(index).contains(where: { $0.unitClass == .count || $0.unitClass == .money }),
      sentence.has(sentence.range.lowerBound..<figure.core.lowerBound, { $0.metricCode == "listed_company_count" })
    {
      return MetricRule.Answer(metric: "listed_company_count", reason: "上市公司", isNamed: true)
    }
    var found: MetricRule.Answer?
    for mention in sentence.cues(in: window) {
      let reason = sentence.text.string(mention.range)
      switch mention.cue {
      case .metric(let metric, let units, let strength):
        let fits = units.contains(figure.unitClass)
          || (answer.isComment || answer.measure == .limit) && strength == 3
            && (units.contains(.money) || units.contains(.count) && metric == "listed_company_count")
        guard fits else { continue }
        if answer.measure == .share, sentence.has(window.lowerBound..<mention.range.lowerBound, { $0 == .share }) { continue }
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
  private func levelBefore(_ index: Int, _ earlier: [Reading], _ sentence: Sentence) -> Reading? {
    guard let before = earlier.last, before.isLevel, index > 0 else { return nil }
    let figure = sentence.figures[index]
    guard before.figure.unitClass == figure.unitClass, before.figure.unit == figure.unit else { return nil }
    let clause = sentence.clause(at: figure.core.lowerBound)
    let gap = before.figure.core.upperBound..<figure.core.lowerBound
    let inClause = clause.contains(before.figure.core.lowerBound)
    guard sentence.has(max(gap.lowerBound, clause.lowerBound)..<gap.upperBound, { $0 == .arrival }) else { return nil }
    let named = sentence.has(max(gap.lowerBound, clause.lowerBound)..<gap.upperBound) {
      if case .metric(_, let units, let strength) = $0 { units.contains(figure.unitClass) && strength == 3 } else { false }
    }
    return inClause || !named ? before : nil
  }

  private func isBareVerb(_ named: MetricRule.Answer, _ index: Int, _ sentence: Sentence) -> Bool {
    let figure = sentence.figures[index]
    let clause = sentence.clause(at: figure.core.lowerBound)
    let previous = index > 0 ? sentence.figures[index - 1].core.upperBound : clause.lowerBound
    return !sentence.has(max(clause.lowerBound, previous)..<figure.core.lowerBound) {
      if case .metric(_, let units, let strength) = $0 { units.contains(.money) && strength == 3 } else { false }
    }
  }

  /// A clause that goes on with a list: 省级财政7.8亿元.
  private func startsParallel(_ clause: Range<Int>, _ sentence: Sentence) -> Bool {
    sentence.has(sentence.range.lowerBound..<clause.lowerBound) { $0 == .part }
  }

  private func adjusted(
    _ answer: MeasureRule.Answer, figure: Figure, metric: String, sentence: Sentence, clause: Range<Int>
  ) -> MeasureRule.Answer {
    var answer = answer
    if answer.measure == .change, answer.reason == "新增" || answer.reason == "净增" || answer.reason == "新设" || answer.reason == "新开" || answer.reason == "增加" || answer.reason == "净增加" {
      // 新增 of a flow is the flow itself.
      let isStock = metric == "listed_company_count" || metric.hasSuffix("_balance")
      if !isStock, answer.reason != "增加" || !MetricRule.stocks.contains(metric) { answer.measure = .level; answer.isComment = false }
    }
    if answer.measure == .limit {
      switch figure.unitClass {
      case .count where figure.comparator == .atLeast: answer.measure = .level
      case .money where figure.comparator == .atLeast && metric != "output_value" && !sentence.contains("不低于", in: clause): answer.measure = .level
      default: break
      }
      if figure.isExtreme { answer.measure = .level }
    }
    if answer.measure == .level, figure.comparator == .equal,
      ["上限", "封顶", "总额度", "额度为", "最高额度"].contains(where: { sentence.contains($0, in: clause) }), figure.unitClass == .money
    {
      answer.measure = .limit
    }
    return answer
  }

  /// 单户最高100万元 stays a cap although the rule is only planned.
  private func isCap(_ figure: Figure, _ clause: Range<Int>, _ sentence: Sentence) -> Bool {
    guard figure.comparator == .atMost else { return false }
    return ["最高", "单户", "单笔", "单个", "每户", "每家", "单只", "上限"].contains { sentence.contains($0, in: clause.lowerBound..<figure.core.lowerBound) }
  }

  private func isProductTerm(_ metric: String) -> Bool { metric == "term" }

  /// Durations count only as terms of a product or a procedure.
  private func isTerm(_ figure: Figure, _ sentence: Sentence, _ clause: Range<Int>) -> Bool {
    let before = clause.lowerBound..<figure.core.lowerBound
    if sentence.has(before, { if case .metric("term", _, _) = $0 { true } else { false } }) { return true }
    if figure.comparator != .equal, figure.isBound || figure.isExtreme { return true }
    if figure.hasBorrowedUnit || figure.rangeEnd != nil {
      return sentence.has(before, { if case .metric("term", _, _) = $0 { true } else { false } })
    }
    for word in ["缩短至", "压缩至", "缩短到", "压缩到", "平均", "时限", "延长至", "延长到", "缴存", "最快", "办结", "放款时间"]
    where sentence.contains(word, in: before) && figure.core.lowerBound - before.lowerBound < 24 {
      return true
    }
    return false
  }

  private func nearestKind(_ index: Int, _ sentence: Sentence) -> InstrumentKind? {
    InstrumentRule(sentence: sentence).instrument(
      for: index, fit: .anyInSentence, inherited: InstrumentRule.Inherited())?.names.first?.kind
  }

  // MARK: Instruments by metric

  private func instrument(
    _ index: Int, metric: String, comment: Reading?, earlier: [Reading], sentence: Sentence, memory: Memory
  ) -> InstrumentRule.Answer? {
    let figure = sentence.figures[index]
    let rule = InstrumentRule(sentence: sentence)
    let fit = InstrumentFit.of(metric, unit: figure.unitClass)
    var found = rule.instrument(for: index, fit: fit, inherited: memory.instruments)
    if let fund = providentFundLoan(metric, found: found, memory: memory, sentence: sentence) { found = fund }
    // 发放贷款1.3亿元，期限15年: a term belongs to what the sentence lent, named or not.
    if metric == "term" || metric == "interest_rate", found.map({ $0.distance >= 2 }) ?? true,
      let money = earlier.last(where: { $0.figure.unitClass == .money && $0.isLevel })
    {
      return InstrumentRule.Answer(names: money.instruments, reason: "as the amount before", distance: 1)
    }
    if let comment, found.map({ $0.distance > 0 }) ?? true, comment.metric == metric {
      return InstrumentRule.Answer(names: comment.instruments, reason: "as the figure it comments on", distance: comment.instruments.isEmpty ? 1 : 0)
    }
    return found
  }

  /// In a passage about the housing provident fund, loans are the fund's own (住房公积金贷款).
  private func providentFundLoan(
    _ metric: String, found: InstrumentRule.Answer?, memory: Memory, sentence: Sentence
  ) -> InstrumentRule.Answer? {
    let loans: Set<String> = [
      "loan_amount", "loan_balance", "loan_count", "overdue_rate", "interest_rate", "down_payment_ratio", "npl_ratio", "term",
    ]
    guard loans.contains(metric) else { return nil }
    let context = [memory.instruments.heading, memory.instruments.topic, found?.names ?? []].joined()
    guard context.contains(where: { $0.name.contains("公积金") }) else { return nil }
    let own: Set<String> = ["个人住房贷款", "住房贷款", "住房公积金", "个人贷款", "项目贷款"]
    if let name = found?.names.first?.name, !own.contains(name), found.map({ $0.distance < 2 }) ?? false { return nil }
    return InstrumentRule.Answer(
      names: [InstrumentName(name: "住房公积金贷款", code: nil, kind: .loan)], reason: "a loan of the provident fund", distance: 1)
  }

  // MARK: Memory

  private func remember(_ sentence: Sentence, readings: [Reading], memory: inout Memory) {
    memory.periods.isAdjacent = !sentence.periods.isEmpty
    for mention in sentence.periods where !mention.isComparisonBase {
      let rule = PeriodRule(sentence: sentence, reference: reference)
      if rule.isEvent(mention) { continue }
      if mention.shape == .instant { memory.periods.stock = mention } else { memory.periods.flow = mention }
      if mention.shape == .since { memory.periods.stock = mention }
    }
    let tied = readings.filter { !$0.instruments.isEmpty && $0.derivation["instrument"] != "from the heading" }
    if let last = tied.last(where: { $0.derivation["instrument"] != "分别" }) ?? tied.last {
      if last.derivation["instrument"] == "分别" {
        // A list told apart is remembered as a whole, unless the passage had a subject before.
        if memory.instruments.topic.isEmpty {
          var all: [InstrumentName] = []
          for reading in tied { for name in reading.instruments where !all.contains(name) { all.append(name) } }
          memory.instruments.topic = all
        }
      } else {
        memory.instruments.topic = last.instruments
      }
    } else if let mention = sentence.instruments.last {
      memory.instruments.topic = InstrumentRule(sentence: sentence).joint(around: mention)
    }
    if sentence.has(sentence.range, { $0 == .planned }) {
      for word in ["下一步", "下阶段", "下一阶段"] where sentence.contains(word, in: sentence.range.lowerBound..<min(sentence.range.upperBound, sentence.range.lowerBound + 12)) {
        memory.isPlanning = true
      }
    }
  }
}
