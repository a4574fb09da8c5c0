import DafuModel

/// Which period a figure describes.
struct PeriodRule {
  let sentence: Sentence
  let reference: CivilDate

  /// What the paragraph said before the sentence.
  struct Inherited: Hashable {
    var stock: PeriodMention?
    var flow: PeriodMention?
    /// The period of the section's heading.
    var section: PeriodMention?
    /// Whether the time comes from the sentence right before.
    var isAdjacent = false
  }

  /// How a figure's metric behaves in time.
  enum Nature: Hashable {
    /// A stock on a date.
    case stock
    /// A rate: of a date, or of the stretch that is named with it.
    case rate
    /// A flow.
    case flow
    /// A cap, a floor or a term of a rule in force.
    case rule
  }

  /// The mention that governs a figure.
  struct Governing: Hashable {
    let mention: PeriodMention
    let basis: PeriodBasis
    /// Whether it comes from an earlier sentence.
    let isRemembered: Bool
  }

  // MARK: The mention

  /// The time that governs a figure: nearest in its clause, then in the sentence, then what is remembered.
  func governing(_ figure: Figure, nature: Nature, isPlanning: Bool, inherited: Inherited) -> Governing? {
    let clause = sentence.clause(at: figure.core.lowerBound)
    if let own = ownTime(of: figure, clause) {
      return Governing(mention: own, basis: own.basis, isRemembered: false)
    }
    // The last that stands in the clause, else the last that dates no act, else the last.
    var (last, lastThing): (PeriodMention?, PeriodMention?)
    for mention in sentence.periods.reversed() where mayGovern(mention, figure, nature: nature, isPlanning: isPlanning)
    {
      if clause.contains(mention.range.lowerBound) {
        return Governing(mention: mention, basis: mention.basis, isRemembered: false)
      }
      if last == nil { last = mention }
      if lastThing == nil, !isEvent(mention) { lastThing = mention }
    }
    if let earlier = lastThing ?? last { return Governing(mention: earlier, basis: .inherited, isRemembered: false) }
    // Founded in a year, and since then 已累计…: what has been reached until the document's date.
    if sentence.periods.contains(where: { $0.range.upperBound <= figure.core.lowerBound && isLaunch($0, figure) }) {
      return nil
    }
    // A rule beside what has a time of its own holds at the document's date.
    if nature == .rule,
      sentence.periods.contains(where: {
        !$0.isComparisonBase && $0.range.upperBound <= figure.core.lowerBound
          && (isEarlierEvent($0, figure) || sentence.isOfOtherItem($0.range, figure.core.lowerBound))
      })
    {
      return nil
    }
    // 现行办法: the rule that holds at the document's date.
    if nature == .rule, sentence.contains("现行", in: sentence.range.lowerBound..<figure.core.lowerBound) { return nil }
    // A rule in force that names no time holds at the document's date, but for what the sentence before dates.
    if nature == .rule, !inherited.isAdjacent { return nil }
    guard let remembered = remembered(nature, clause: clause, figure: figure, inherited) else { return nil }
    return Governing(mention: remembered, basis: .inherited, isRemembered: true)
  }

  /// Whether a time of the sentence may be that of a figure.
  private func mayGovern(_ mention: PeriodMention, _ figure: Figure, nature: Nature, isPlanning: Bool) -> Bool {
    !mention.isComparisonBase && mention.range.upperBound <= figure.core.upperBound && isInReach(mention, figure)
      && (isPlanning || !isAhead(mention))
      && !isStart(mention, figure) && !isLaunch(mention, figure) && !isOfFigureBefore(mention, figure)
      && !((mention.end > reference || nature == .rule)
        && sentence.isOfOtherItem(mention.range, figure.core.lowerBound))
      && !(nature == .rule && isEarlierEvent(mention, figure))
  }

  private func remembered(_ nature: Nature, clause: Range<Int>, figure: Figure, _ inherited: Inherited)
    -> PeriodMention?
  {
    guard let stock = inherited.stock, let flow = inherited.flow else {
      return inherited.stock ?? inherited.flow ?? inherited.section
    }
    if nature == .stock, says(["余额", "存量"], in: clause.lowerBound..<figure.core.upperBound) { return stock }
    if isCumulative(figure, clause) { return stock.end >= flow.end ? stock : flow }
    if nature == .flow, flow.end.year >= stock.end.year { return flow }
    return stock.end >= flow.end ? stock : flow
  }

  /// 去年9月上线，单户最高1000万元: when the product began does not date what holds of it.
  private func isEarlierEvent(_ mention: PeriodMention, _ figure: Figure) -> Bool {
    mention.end <= reference && mention.shape != .since && mention.shape != .from
      && sentence.clause(at: mention.range.lowerBound).upperBound <= figure.core.lowerBound && isEvent(mention)
  }

  /// 未来三年, 三年内: a stretch before the writer, which governs plans only.
  private func isAhead(_ mention: PeriodMention) -> Bool {
    mention.basis == .relative && mention.start >= reference && mention.end.year > reference.year
      && mention.shape == .span
  }

  /// 从2021年的4家增加到9家: the time of the start does not hold for what was reached.
  private func isStart(_ mention: PeriodMention, _ figure: Figure) -> Bool {
    guard mention.range.lowerBound > sentence.range.lowerBound else { return false }
    let scalar = sentence.text.scalars[mention.range.lowerBound - 1]
    guard scalar == 0x4ECE || scalar == 0x7531 else { return false }  // 从 由
    let between = mention.range.upperBound..<figure.core.lowerBound
    return sentence.figures.contains {
      between.contains($0.core.lowerBound)
        && sentence.has($0.core.upperBound..<figure.core.lowerBound) { cue in cue == .arrival }
    }
  }

  /// “某某贷”2022年上线，已累计投放…: the date of the beginning does not hold for what has been reached since.
  private func isLaunch(_ mention: PeriodMention, _ figure: Figure) -> Bool {
    guard mention.end <= reference, mention.shape != .since, isEvent(mention) else { return false }
    let clause = sentence.clause(at: mention.range.lowerBound)
    guard clause.upperBound <= figure.core.lowerBound else { return false }
    return PeriodRule.reached.occurs(in: sentence.text, clause.upperBound..<figure.core.lowerBound)
  }

  /// Words that lead from a beginning to the writer's day.
  private static let reached = WordList(["已", "累计", "目前", "至今", "迄今", "现有", "现已", "截至", "两年", "三年来"])

  /// A date in brackets reaches to the closing bracket only.
  private func isInReach(_ mention: PeriodMention, _ figure: Figure) -> Bool {
    var depth = 0
    for index in mention.range.upperBound..<max(mention.range.upperBound, figure.core.lowerBound) {
      if sentence.text.scalars[index] == Scalar.openParenthesis { depth += 1 }
      if sentence.text.scalars[index] == Scalar.closeParenthesis {
        depth -= 1
        if depth < 0 { return false }
      }
    }
    return true
  }

  static let eventVerbs = WordList([
    "印发", "出台", "召开", "批复", "签署", "修订", "施行", "获批", "揭牌", "正式建立", "颁布", "创设", "挂牌成立", "上线", "设立", "成立", "启动", "推出",
    "开通", "组建", "挂牌", "启用", "开办", "创立", "开业", "落地", "投入运行",
  ])

  /// Metrics that count acts.
  private static let events: NameSet = [
    "event_count", "participant_count", "loan_count", "policy_count", "issuance_count", "issuer_count",
    "transaction_count", "guarantee_count",
  ]

  /// The date of an act in a clause without figures: 2023年5月印发《…》.
  func isEvent(_ mention: PeriodMention) -> Bool {
    if sentence.isInTitle(mention.range) { return true }
    guard sentence.lastEvent >= mention.range.upperBound else { return false }
    let clause = sentence.clause(at: mention.range.lowerBound)
    guard !sentence.figures.contains(where: { clause.contains($0.core.lowerBound) }) else { return false }
    let behind = mention.range.upperBound..<max(mention.range.upperBound, clause.upperBound)
    return PeriodRule.eventVerbs.occurs(in: sentence.text, behind)
  }

  // MARK: The nature

  /// How the figure's metric behaves in time, in its clause.
  func nature(of figure: Figure, metric: String, measure: Measure) -> Nature {
    if measure == .limit || MetricRule.parameters.contains(metric) || figure.unitClass == .duration { return .rule }
    if figure.unitClass == .money, isConditional(figure) { return .rule }
    if metric == "budget_amount",
      says(["规模"], in: max(sentence.range.lowerBound, figure.range.lowerBound - 3)..<figure.core.lowerBound)
    {
      return .stock
    }
    if figure.unitClass == .percent, measure == .level { return .rate }
    let clause = sentence.clause(at: figure.core.lowerBound)
    if figure.unitClass == .money, isFlowing(figure) { return .flow }
    if MetricRule.stocks.contains(metric) { return .stock }
    if figure.unitClass == .money || figure.unitClass == .physical, isHeld(figure) { return .stock }
    if figure.unitClass == .money,
      PeriodRule.balances.occurs(in: sentence.text, clause.lowerBound..<figure.core.lowerBound)
    {
      return .stock
    }
    if figure.unitClass == .count || metric == "other" && figure.unitClass == .physical {
      if isHeld(figure), says(["在册", "有效"], in: ownWords(figure)) { return .stock }
      if PeriodRule.events.contains(metric) { return .flow }
      if ["家次", "户次", "人次", "笔次", "件次"].contains(figure.word) { return .flow }
      if isHeld(figure) { return .stock }
      return isDone(figure) || isIncidental(figure) ? .flow : .stock
    }
    return .flow
  }

  /// 为全省2100余家旅行社退还…: the bodies for whom something was done in the period.
  private func isIncidental(_ figure: Figure) -> Bool {
    let before = max(sentence.range.lowerBound, figure.range.lowerBound - 5)..<figure.range.lowerBound
    return ["为", "向", "对", "给"].contains { sentence.contains($0, in: before) }
  }

  func says(_ words: [String], in window: Range<Int>) -> Bool {
    words.contains { sentence.contains($0, in: window) }
  }

  /// 累计 before the figure in its clause.
  func isCumulative(_ figure: Figure, _ clause: Range<Int>) -> Bool {
    PeriodRule.totals.occurs(in: sentence.text, clause.lowerBound..<figure.core.lowerBound)
  }

  private static let totals = WordList(["累计", "累积", "累放", "历年"])
  static let totalling = WordList(["累计", "累积", "历年", "目前", "已", "截至"])
  private static let balances = WordList(["余额", "存量"])

  /// 累计发行产品11单，募集资金22.4亿元: 累计 of an earlier clause, without a time or 其中 since.
  private func isCarriedOn(_ figure: Figure, _ clause: Range<Int>) -> Bool {
    guard sentence.mayHold("累计") || sentence.mayHold("累放") else { return false }
    let named = sentence.periods.last { $0.range.upperBound <= figure.core.lowerBound && !$0.isComparisonBase }
    if let named, named.shape == .span { return false }
    let window = (named?.range.upperBound ?? sentence.range.lowerBound)..<clause.lowerBound
    guard window.lowerBound < window.upperBound,
      let word = ["累计", "累放"].compactMap({ sentence.last($0, in: window) }).max()
    else { return false }
    let since = word..<figure.core.lowerBound
    guard sentence.figures.contains(where: { since.contains($0.core.lowerBound) }) else { return false }
    return !says(["；", "其中", "今年", "本年", "当年", "全年", "年内", "新增"], in: since)
  }

  /// 企业在境内上市的，给予不少于1600万元奖补: what a rule promises under a condition.
  private func isConditional(_ figure: Figure) -> Bool {
    let text = sentence.text
    let own = sentence.clauseIndex(at: figure.core.lowerBound)
    let clause = sentence.clauses[own]
    guard PeriodRule.grants.occurs(in: text, clause),
      !says(["已", "累计拨付", "共", "兑现", "拨付"], in: clause.lowerBound..<figure.core.lowerBound)
    else {
      return false
    }
    return sentence.clauses[...own].contains { before in
      let end = before.upperBound - 1
      return end > before.lowerBound && text.scalars[end] == Scalar.comma && text.scalars[end - 1] == 0x7684  // 的，
    }
  }

  private static let grants = WordList(["给予", "奖励", "补助", "补贴", "资助", "奖补", "贴息"])

  // MARK: The period

  /// The period of a figure and the words that give it.
  func period(
    _ figure: Figure, metric: String, measure: Measure, nature: Nature, governing: Governing?, comment: Period?,
    isPlanned: Bool
  ) -> (Period, String) {
    let clause = sentence.clause(at: figure.core.lowerBound)
    guard let governing else {
      let type: PeriodType
      switch nature {
      case .stock: type = isCumulative(figure, clause) && isCounted(figure, metric) ? .cumulative : .instant
      case .rate, .rule: type = .instant
      case .flow:
        type =
          [.share, .rank, .difference].contains(measure) || figure.unitClass == .percent || figure.unitClass == .times
          ? comment?.type ?? .instant
          : comment?.type ?? (isPerUnit(figure) || isTariff(figure) ? .instant : .cumulative)
      }
      return (Period(start: reference, end: reference, type: type, basis: .document), "document date")
    }
    let mention = governing.mention
    var end = mention.end
    if !isPlanned, end > reference, mention.basis != .stated, mention.start <= reference { end = reference }
    let type = type(
      figure, clause, nature: nature, metric: metric, measure: measure, governing: governing, comment: comment,
      isPlanned: isPlanned)
    var start = mention.start
    switch type {
    case .instant: start = end
    case .duration: if start == end, isOfThisYear(figure, mention) { start = .firstDay(ofYear: end.year) }
    case .cumulative:
      if mention.shape != .since, mention.shape != .from { start = end }
      if let since = sentence.periods.last(where: { ($0.shape == .since || $0.shape == .from) && $0.start <= end }) {
        start = since.start
      }
    }
    return (
      Period(start: min(start, end), end: end, type: type, basis: governing.basis),
      sentence.words(of: mention, remembered: governing.isRemembered)
    )
  }

  private func type(
    _ figure: Figure, _ clause: Range<Int>, nature: Nature, metric: String, measure: Measure, governing: Governing,
    comment: Period?, isPlanned: Bool
  ) -> PeriodType {
    let mention = governing.mention
    if measure == .limit || MetricRule.parameters.contains(metric) || isPerUnit(figure) || isTariff(figure) {
      return .instant
    }
    if let comment, measure != .level { return comment.type }
    if figure.unitClass != .money, figure.unitClass != .count, figure.unitClass != .physical, measure != .level {
      // The growth of a balance is of the balance's date.
      if metric.hasSuffix("_balance") { return .instant }
      return mention.shape == .span ? .duration : .instant
    }
    if figure.unitClass == .duration { return .instant }
    if metric == "relending_quota", mention.shape == .span, !governing.isRemembered, !says(["设立"], in: clause) {
      return .duration
    }
    if metric == "other", mention.shape == .span, !governing.isRemembered, figure.unitClass != .percent {
      return .duration
    }
    let isCumulative = isCumulative(figure, clause) || nature == .flow && isCarriedOn(figure, clause)
    if nature != .rule, !isPerUnit(figure), isTargetOfDate(figure, mention) { return .instant }
    switch nature {
    case .rule: return .instant
    case .stock:
      let isFromTheStart = mention.shape != .span || governing.isRemembered || isElsewhere(mention, clause)
      if isCumulative, isCounted(figure, metric), isFromTheStart {
        return .cumulative
      }
      // 惠及机构42家, 批准创建产业园75个: what was acted upon in the period.
      if figure.unitClass == .count, !isHeld(figure), metric != "fund_count" {
        if mention.shape == .span, !governing.isRemembered, isActedUpon(figure) { return .duration }
        if mention.shape == .since, isActedUpon(figure) || isDone(figure) { return .cumulative }
      }
      return metric == "listed_company_count" && measure == .change && mention.shape == .span ? .duration : .instant
    case .rate:
      if mention.shape == .span, isStretchRate(figure) { return .duration }
      let isOfStretch = mention.shape == .span && (metric == "fee_rate" || metric == "interest_rate")
      guard isOfStretch, !says(["余额"], in: clause) else { return .instant }
      return metric == "fee_rate"
        || says(["新发放", "加权", "平均", "发行", "票面", "结算"], in: sentence.range.lowerBound..<figure.core.lowerBound)
        ? .duration : .instant
    case .flow:
      switch mention.shape {
      case .since, .from: return .cumulative
      case .span:
        // 三年来累计 runs on to the present; an amount with 累计 after a sentence about one year counts from the beginning.
        let isOpen = mention.basis == .relative && mention.end == reference && mention.start.year < reference.year
        let isFromTheStart = isOpen || governing.isRemembered || isPlanned || isElsewhere(mention, clause)
        return isCumulative && isFromTheStart ? .cumulative : .duration
      case .instant: return (isOfThisYear(figure, mention) || isPlanned) && !isCumulative ? .duration : .cumulative
      }
    }
  }

  /// 今年新增担保279户，累计担保1558户: 累计 in a clause of its own leaves this year behind.
  private func isElsewhere(_ mention: PeriodMention, _ clause: Range<Int>) -> Bool {
    mention.basis == .relative && mention.end.year == reference.year && !clause.contains(mention.range.lowerBound)
      && sentence.range.contains(mention.range.lowerBound)
      && sentence.figures.contains {
        $0.core.lowerBound >= mention.range.upperBound && $0.core.upperBound <= clause.lowerBound
      }
  }

  /// Stocks that grow by counting: 累计布局网点44家.
  private func isCounted(_ figure: Figure, _ metric: String) -> Bool {
    figure.unitClass == .count && metric != "listed_company_count"
  }

  /// 截至7月末，今年已发放: a flow of this year.
  private func isOfThisYear(_ figure: Figure, _ mention: PeriodMention) -> Bool {
    if mention.isCutoff || mention.isPresent || mention.shape == .instant {
      for word in ["今年", "本年", "年内", "年度任务", "当年", "全年目标"] {
        let before = sentence.range.lowerBound..<min(mention.range.lowerBound, figure.core.lowerBound)
        let behind = min(mention.range.upperBound, figure.core.lowerBound)..<figure.core.lowerBound
        if sentence.contains(word, in: before) || sentence.contains(word, in: behind) { return true }
      }
    }
    return false
  }

  /// 每床保费160元, 每村补70万元: what each gets or pays.
  private func isOfEach(_ window: Range<Int>) -> Bool {
    guard let each = sentence.last("每", in: window), each + 1 < window.upperBound else { return false }
    return Scalar.isAny(sentence.text.scalars[each + 1], "人户头亩只床张台辆件份家村校生套吨斤羽株箱间个名位")
      && !window.dropFirst(each - window.lowerBound).contains { Scalar.isAny(sentence.text.scalars[$0], "，；") }
  }

  /// 每亩保额1000元: a parameter, not a sum.
  private func isPerUnit(_ figure: Figure) -> Bool {
    guard figure.unitClass == .money else { return false }
    let clause = sentence.clause(at: figure.core.lowerBound)
    let before = clause.lowerBound..<figure.core.lowerBound
    if says(["每年"], in: before), !says(["发行", "发放", "投放", "新增", "推动", "实现"], in: before) { return true }
    return sentence.cues(in: clause.lowerBound..<figure.core.lowerBound).contains {
      $0.cue == .average && sentence.text.scalars[$0.range.lowerBound] == 0x6BCF  // 每
    } || sentence.contains("每亩", in: sentence.range.lowerBound..<figure.core.lowerBound)
      || isOfEach(max(clause.lowerBound, figure.core.lowerBound - 12)..<figure.core.lowerBound)
  }
}

extension Sentence {
  /// The words of a time, where they stand in this sentence.
  func words(of mention: PeriodMention, remembered: Bool) -> String {
    remembered ? "an earlier sentence" : text.string(mention.range)
  }
}
