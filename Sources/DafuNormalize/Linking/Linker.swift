import DafuModel

/// Reads the figures of a document's body, sentence by sentence, as a reader does who remembers what was said.
struct Linker {
  let reference: CivilDate
  /// Whether each reading tells the instruments that it might have carried.
  var listsCandidates = false
  /// What else a name that no list holds may be looked for by.
  var aliases: @Sendable (String) -> [String] = { _ in [] }
  /// Chooses the instruments.
  var ranking = InstrumentRanking.fitted

  /// The readings of a sentence, in the text's order; the memory takes what the sentence says.
  func readings(of sentence: Sentence, memory: inout Memory) -> [Reading] {
    if memory.leadIn == nil, !sentence.items.isEmpty {
      memory.recall()
      memory.leadIn = memory.periods
      memory.leadInTopic = memory.instruments.topic
    } else if Sentence.beginsItem(sentence.text, sentence.range) {
      // A target of one item (到2025年) does not reach the next; what has passed stays in force.
      let isAhead = [memory.periods.stock, memory.periods.flow].contains { $0.map { $0.end > reference } ?? false }
      if let leadIn = memory.leadIn, isAhead { memory.periods = leadIn }
      // 一是推动“青贸贷”…。二是新建园区3个: each item turns to something of its own.
      if let topic = memory.leadInTopic {
        memory.instruments.topic = topic
        memory.unread = nil
      }
    }
    var readings: [Reading] = []
    memory.discourse.enterSentence(sentence)
    if !sentence.figures.isEmpty {
      memory.recall()
      readings.reserveCapacity(sentence.figures.count)
      let distribution = Distribution(sentence: sentence)
      let groups = distribution.groups()
      let candidates = CandidateReader(sentence, memory.discourse)
      for index in sentence.figures.indices {
        let group = groups.first { $0.contains(index) }
        if let reading = reading(index, group, distribution, readings, sentence, memory, candidates) {
          readings.append(reading)
          candidates.choose(reading.instruments, for: reading.figure)
        }
      }
    }
    remember(sentence, readings: readings, memory: &memory)
    return readings
  }

  // MARK: One figure

  func reading(
    _ index: Int, _ group: Range<Int>?, _ distribution: Distribution, _ earlier: [Reading], _ sentence: Sentence,
    _ memory: Memory, _ candidateReader: CandidateReader
  ) -> Reading? {
    let figure = sentence.figures[index]
    let clause = sentence.clause(at: figure.core.lowerBound)
    if figure.unitClass == .duration, !isTerm(figure, sentence, clause) { return nil }
    let listEnd = group.map { sentence.figures[$0.upperBound - 1].range.upperBound }
    var answer = MeasureRule(sentence: sentence, listEnd: listEnd).measure(of: index)
    if !answer.isComment, answer.measure == .level, let before = levelBefore(index, earlier, sentence),
      before.measure == .limit
    {
      answer.measure = .limit
    }
    if figure.rangeEnd == .high, let low = earlier.last, low.figure.rangeEnd == .low {
      answer.measure = low.measure
      answer.isNegative = low.value.isNegative
      answer.isComment = !low.isLevel
    }
    if figure.rangeEnd == .low, answer.measure == .level, index + 1 < sentence.figures.count,
      sentence.figures[index + 1].unitClass == .money || sentence.figures[index + 1].unitClass == .duration
    {
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
    var comment: Reading?
    var derivation = Derivation()
    derivation.measure = answer.reason
    let isDistributed = group.map { distribution.isDistributed($0) } ?? false

    // 分别 aligns a list of changes, ranks or multiples with the figures before it.
    if answer.isComment, let group, isDistributed {
      let before = sentence.figures.indices.prefix(group.lowerBound).compactMap { position in
        earlier.first { $0.figure.core == sentence.figures[position].core }
      }.filter { $0.isLevel || $0.isAmount }
      if before.count >= group.count {
        comment = before[before.count - group.count + index - group.lowerBound]
        derivation.alignment = "分别"
      }
    }
    if comment == nil, answer.isComment {
      let levels = earlier.filter { $0.measure != .rank }
      comment = commented(figure, clause, levels, sentence)
      // 平均担保费率0.89%，其中支农业务占比91.2%: a share is of sums and counts, not of a rate.
      if answer.measure == .share, let of = comment, of.metric.hasSuffix("_rate"),
        let sum = levels.last(where: { $0.isLevel && [.money, .count].contains($0.figure.unitClass) })
      {
        comment = sum
      }
    }

    var aligned: Reading?
    // Instrument: first what the words tie to the figure.
    let listedInstrument: InstrumentName? = {
      guard let group, isDistributed, let names = distribution.instruments(for: group) else { return nil }
      // 从产业投向看，工业、农业贷款分别为…: parts of the product before, not products.
      if sentence.isBreakdown, let topic = memory.instruments.topic.first,
        topic.kind == names[0].kind
      {
        return nil
      }
      return names[index - group.lowerBound]
    }()
    // 落地A12单、B7单，金额分别为…: the amounts belong to the counts before them, one by one.
    if !answer.isComment, comment == nil, isDistributed, listedInstrument == nil, let group {
      let before = sentence.figures.indices.prefix(group.lowerBound).compactMap { position in
        earlier.first { $0.figure.core == sentence.figures[position].core }
      }.filter { $0.isLevel && $0.figure.unitClass != figure.unitClass }
      if before.count == group.count { aligned = before[index - group.lowerBound] }
    }
    let nearKind =
      listedInstrument?.kind ?? aligned?.instruments.first?.kind ?? nearestKind(index, sentence) ?? comment?.instruments
      .first?.kind
      ?? memory.instruments.topic.first?.kind ?? memory.instruments.heading.first?.kind

    // Metric.
    let metric = self.metric(
      index, answer: answer, kind: nearKind, comment: comment, earlier: earlier, sentence: sentence)
    derivation.metric = metric.reason
    answer = adjusted(answer, figure: figure, metric: metric.metric, sentence: sentence, clause: clause)

    let instruments: [InstrumentName]
    var leads = Reading.Leads()
    if let listedInstrument {
      instruments = [listedInstrument]
      derivation.instrument = "分别"
    } else if let aligned, !aligned.instruments.isEmpty {
      instruments = aligned.instruments
      derivation.instrument = "分别"
    } else {
      var best: (index: Int, lead: Int)?
      let traits = MetricTraits.of(metric.metric, unit: figure.unitClass)
      let found = instrument(
        index, metric: metric.metric, fit: traits.fit, comment: comment, earlier: earlier, sentence: sentence,
        memory: memory)
      let isSettled = found.map { InstrumentRule.isSettled(by: $0) } ?? false
      var candidates: [InstrumentCandidate] = []
      if !isSettled || listsCandidates {
        let setting = candidateReader.setting(
          index, traits: traits, measure: answer.measure, answer: found, comment: comment?.instruments,
          memory: memory)
        candidates = candidateReader.candidates(setting)
        let context = FigureContext(
          sentence: sentence, index: index, metric: metric.metric, measure: answer.measure,
          isPlanning: memory.isPlanning, previous: earlier.last)
        if listsCandidates {
          derivation["candidates"] = candidateReader.list(
            candidates, group: traits.group, context: context, aliases: aliases)
        }
        best =
          isSettled
          ? nil : ranking.best(candidates, group: traits.group, context: context, reader: candidateReader)
      }
      if let best {
        instruments = candidateReader.names(candidates[best.index])
        derivation.instrument = candidates[best.index].reason
        leads.instrument = best.lead
      } else {
        instruments = found?.names ?? []
        derivation.instrument = found?.reason ?? "none named"
      }
    }

    var settled = settled(metric, figure: figure, instruments: instruments, measure: answer.measure)
    // What a list or 提高到 carries on is what was measured before.
    let isCarriedOn =
      settled.reason == "as in the list" || settled.reason == "as the figure before" && !answer.isComment
      || earlier.last.map { carriesOn($0, figure, settled.metric, sentence) } ?? false
    if figure.unitClass != .physical, figure.unitClass != .duration, !isCarriedOn {
      let features = MetricFeatures(
        index: index, sentence: sentence, answer: settled, measure: answer.measure, isPlanning: memory.isPlanning,
        instrument: instruments.first, comment: answer.isComment ? comment : nil, previous: earlier.last)
      if listsCandidates {
        derivation["metrics"] = features.candidates().map {
          $0.metric + "\t" + $0.places.map(String.init).joined(separator: " ")
        }.joined(separator: "\n")
      }
      let best = features.best()
      leads.metric = best.lead
      if best.metric != settled.metric {
        settled = MetricRule.Answer(metric: best.metric, reason: "weighed against " + settled.reason, isNamed: false)
      }
    }
    derivation.metric = settled.reason
    let isPlanning =
      memory.isPlanning
      || sentence.has(sentence.range.lowerBound..<figure.core.lowerBound, { $0 == .planned })
    // A level, a bound or a share; a change against what: weighed, the rules' answer among them.
    let measures = MeasureFeatures(
      index: index, sentence: sentence, answer: answer, metric: settled.metric, instrument: instruments.first,
      isPlanning: isPlanning, previous: earlier.last)
    if listsCandidates {
      derivation["measures"] = measures.listed().map {
        $0.measure.rawValue + "\t" + $0.places.map(String.init).joined(separator: " ")
      }.joined(separator: "\n")
    }
    if let best = measures.best() {
      leads.measure = best.lead
      if best.measure != answer.measure {
        derivation.measure = "weighed against " + answer.reason
        answer.measure = best.measure
      }
    }
    // Status and period.
    let rule = PeriodRule(sentence: sentence, reference: reference)
    var nature = rule.nature(of: figure, metric: settled.metric, measure: answer.measure)
    var governing = rule.governing(figure, nature: nature, isPlanning: isPlanning, inherited: memory.periods)
    let statusRule = StatusRule(sentence: sentence, isPlanning: memory.isPlanning, reference: reference)
    var status = statusRule.status(of: figure, period: governing?.mention)
    if status.0 == .planned, answer.measure == .limit, !isProductTerm(settled.metric), !isCap(figure, clause, sentence)
    {
      answer.measure = .level
      nature = rule.nature(of: figure, metric: settled.metric, measure: .level)
    }
    var (period, periodReason) = rule.period(
      figure, metric: settled.metric, measure: answer.measure, nature: nature, governing: governing,
      comment: comment?.period, isPlanned: status.0 == .planned)
    if let group, isDistributed, let listed = distribution.periods(for: group), comment == nil {
      let mention = listed[index - group.lowerBound]
      period = Period(
        start: period.type == .instant ? mention.end : mention.start, end: mention.end,
        type: mention.shape == .span && period.type == .cumulative ? .duration : period.type, basis: mention.basis)
      periodReason = "分别"
    } else if let comment, answer.isComment,
      !sentence.has(comment.figure.core.upperBound..<figure.core.lowerBound, { $0 == .arrival }),
      governing.map({ $0.isRemembered || $0.mention.range.lowerBound < comment.figure.core.lowerBound }) ?? true
    {
      period = comment.period
      if comment.period.basis != .document { period.basis = .inherited }
      periodReason = "as the figure it comments on"
    }
    if comment == nil, !isDistributed, !answer.isComment, answer.measure == .level,
      let whole = rule.whole(of: figure, earlier: earlier)
    {
      period = whole.period
      if period.basis != .document { period.basis = .inherited }
      periodReason = "as the figure that it is part of"
    }
    if let group, isDistributed, answer.measure == .level, let mention = governing?.mention,
      distribution.periods(for: group) == nil, mention.shape == .span, !mention.isCutoff,
      mention.end.year - mention.start.year + 1 == group.count, group.count > 1, listedInstrument == nil,
      aligned == nil,
      distribution.agencies(for: group) == nil,
      mention.range.upperBound <= sentence.figures[group.lowerBound].core.lowerBound
    {
      // 2021—2023年分别为A、B和C: one year each.
      let year = mention.start.year + index - group.lowerBound
      let last = CivilDate.lastDay(ofYear: year)
      period.start = period.type == .instant ? last : .firstDay(ofYear: year)
      period.end = min(last, mention.end)
      periodReason = "分别"
    }
    // Of which time: what speaks for each that was named is weighed, the rules' answer among them.
    let governors = GoverningTimeFeatures(
      figure: figure, sentence: sentence, rule: rule, nature: nature, metric: settled.metric, measure: answer.measure,
      isPlanned: status.0 == .planned, period: period, reason: periodReason, governing: governing,
      heading: memory.periods.section, times: memory.discourse.times, previous: earlier.last,
      isOfTable: memory.isOfTable)
    let candidates = governors.candidates()
    if listsCandidates {
      derivation["times"] = candidates.map {
        String($0.year) + "\t" + governors.places(of: $0).map(String.init).joined(separator: " ")
      }.joined(separator: "\n")
    }
    if candidates.contains(where: { $0.year != candidates[0].year }) {
      let best = GoverningTimeRanking.best(candidates, governors)
      leads.time = best.lead
      let chosen = candidates[best.index]
      if chosen.year != candidates[0].year {
        governing = chosen.governing
        status = statusRule.status(of: figure, period: governing?.mention)
        (period, periodReason) = rule.period(
          figure, metric: settled.metric, measure: answer.measure, nature: nature, governing: governing,
          comment: comment?.period, isPlanned: status.0 == .planned)
      }
    }
    derivation.status = status.1
    derivation.period = periodReason
    // Of a date, of a stretch, or counted from a beginning: what speaks for each is weighed, the rules among it.
    let types = PeriodTypeFeatures(
      figure: figure, sentence: sentence, metric: settled.metric, measure: answer.measure, status: status.0,
      period: period, reason: periodReason, governing: governing, instrument: instruments.first,
      previous: earlier.last)
    if listsCandidates { derivation["periodType"] = types.places().map(String.init).joined(separator: " ") }
    let type = PeriodTypeRanking.best(types)
    leads.periodType = type.lead
    if !rule.isRegistered(figure) { period = period.retyped(type.type, mention: governing?.mention) }
    if listsCandidates {
      derivation["leads"] = [leads.instrument, leads.metric, leads.periodType, leads.measure, leads.time].map {
        $0.map(String.init) ?? "-"
      }
      .joined(separator: " ")
    }

    let value = answer.isNegative && !figure.value.isNegative ? figure.value.negated : figure.value
    var agency = sentence.agencies.last { $0.range.lowerBound <= figure.core.lowerBound }
    derivation.agency = agency == nil ? "the body that issued the reply" : "subject of the sentence"
    if let group, isDistributed, let bodies = distribution.agencies(for: group), let range = agency?.range {
      let body = bodies[index - group.lowerBound]
      agency = AgencySubject(range: range, code: body.code, name: body.name, bodies: [body])
    }
    var bounded = signed(figure, negative: answer.isNegative)
    if answer.measure == .limit, bounded.comparator == .equal, bounded.rangeEnd == nil, bounded.unitClass == .money {
      bounded.comparator = .atMost
    }
    let subject = SubjectRule(sentence: sentence, index: index)
    return Reading(
      figure: bounded, value: value, metric: settled.metric, measure: answer.measure,
      instruments: instruments, period: period, agency: agency, status: status.0,
      subject: subject.subject(), leading: subject.leading, leads: leads,
      derivation: derivation)
  }

  /// A range that falls bounds the other way round: 低30至50个基点 is -30 at most and -50 at least.
  func signed(_ figure: Figure, negative: Bool) -> Figure {
    guard negative, let end = figure.rangeEnd else { return figure }
    var turned = figure
    turned.comparator = end == .low ? .atMost : .atLeast
    return turned
  }

  func hasOwnVerb(_ sentence: Sentence, between start: Int, and end: Int) -> Bool {
    guard start < end else { return false }
    return sentence.has(start..<end) { if case .change = $0 { true } else { false } }
  }

  /// The figure that a change, share or rank speaks of: the level before it, of its own kind where the words say so.
  func commented(_ figure: Figure, _ clause: Range<Int>, _ earlier: [Reading], _ sentence: Sentence) -> Reading? {
    let before = clause.lowerBound..<figure.core.lowerBound
    let isCounted = Linker.countWords.occurs(in: sentence.text, before)
    for (word, classifier) in Linker.counts where isCounted && sentence.contains(word, in: before) {
      if let count = earlier.last(where: {
        $0.figure.unitClass == .count && $0.isLevel && (classifier.isEmpty || $0.figure.word == classifier)
      }) {
        return count
      }
    }
    if Linker.amountWords.occurs(in: sentence.text, before),
      let money = earlier.last(where: { $0.figure.unitClass == .money })
    {
      return money
    }
    return earlier.last { $0.isLevel && $0.figure.unitClass != .duration } ?? earlier.last
  }

  /// Nouns of what is counted, with the classifier of the count that they speak of.
  private static let counts = [
    ("家数", "家"), ("户数", "户"), ("单数", "单"), ("笔数", "笔"), ("只数", "只"), ("支数", "支"), ("件数", "件"), ("数量", ""),
  ]
  private static let countWords = WordList(counts.map(\.0))
  private static let amountWords = WordList(["规模", "金额", "总额", "余额", "额"])

  func adjusted(
    _ answer: MeasureRule.Answer, figure: Figure, metric: String, sentence: Sentence, clause: Range<Int>
  ) -> MeasureRule.Answer {
    var answer = answer
    if answer.measure == .change,
      answer.reason == "新增" || answer.reason == "净增" || answer.reason == "新设" || answer.reason == "新开"
        || answer.reason == "增加" || answer.reason == "净增加"
    {
      // 新增 of a flow is the flow itself.
      let isStock = metric == "listed_company_count" || metric.hasSuffix("_balance")
      if !isStock, answer.reason != "增加" || !MetricRule.stocks.contains(metric) {
        answer.measure = .level; answer.isComment = false
      }
    }
    // 亩均收入6000—8000元 was observed; caps are set by rules.
    if answer.measure == .limit, figure.rangeEnd != nil, metric == "output_value" || metric == "net_profit" {
      answer.measure = .level
    }
    if answer.measure == .limit, figure.unitClass == .physical, figure.comparator == .atLeast, figure.rangeEnd == nil,
      figure.range.lowerBound >= figure.core.lowerBound
    {
      answer.measure = .level
    }
    if answer.measure == .limit, figure.rangeEnd == nil {
      switch figure.unitClass {
      case .count where figure.comparator == .atLeast: answer.measure = .level
      case .money
      where figure.comparator == .atLeast && metric != "output_value" && !sentence.contains("不低于", in: clause):
        answer.measure = .level
      default: break
      }
      if figure.isExtreme { answer.measure = .level }
    }
    if answer.measure == .level, figure.comparator == .equal, figure.unitClass == .money,
      Linker.caps.occurs(in: sentence.text, clause) || isQuota(figure, clause, sentence)
    {
      answer.measure = .limit
    }
    return answer
  }

  private static let caps = WordList(["上限", "封顶", "总额度", "额度为", "最高额度"])

  /// 单户额度50万元, 提取限额由3000元提高到3600元: what bounds a product or a person, also without 最高. What a tool or a region was
  /// given (再贷款额度, 授信额度, 债券额度) is an amount.
  private func isQuota(_ figure: Figure, _ clause: Range<Int>, _ sentence: Sentence) -> Bool {
    let text = sentence.text
    let window = max(clause.lowerBound, figure.range.lowerBound - 9)..<figure.range.lowerBound
    guard let noun = window.last(where: { Linker.quotas.stands(in: text, at: $0, end: window.upperBound) }) else {
      return false
    }
    let between = noun + 2..<figure.range.lowerBound
    return
      (between.isEmpty
      || Linker.quotaVerbs.length(in: text, at: between.lowerBound, end: between.upperBound) == between.count)
      && Linker.bounded.ends(in: text, at: noun, from: max(sentence.range.lowerBound, noun - 4))
  }

  private static let quotas = WordList(["额度", "限额"])
  private static let quotaVerbs = WordList([
    "为", "由", "从", "达", "可达", "达到", "提高到", "提高至", "提升至", "提升到", "调整为", "调整到", "拟由", "统一为", "分别为", "增至", "增加到", "定为",
  ])
  private static let bounded = WordList([
    "单户", "单笔", "单个", "单家", "个人", "每户", "每人", "最高", "免担保", "信用", "提取", "赔偿", "责任", "救助",
  ])

  /// 单户最高100万元 stays a cap although the rule is only planned.
  func isCap(_ figure: Figure, _ clause: Range<Int>, _ sentence: Sentence) -> Bool {
    let before = clause.lowerBound..<figure.core.lowerBound
    if Linker.limits.occurs(in: sentence.text, before) { return true }
    return figure.comparator == .atMost && Linker.units.occurs(in: sentence.text, before)
  }

  private static let limits = WordList(["上限", "封顶", "限额"])
  private static let units = WordList(["最高", "单户", "单笔", "单个", "每户", "每家", "单只", "上限"])

  func isProductTerm(_ metric: String) -> Bool { metric == "term" }

  /// Durations count only as terms of a product or a procedure.
  func isTerm(_ figure: Figure, _ sentence: Sentence, _ clause: Range<Int>) -> Bool {
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
}
