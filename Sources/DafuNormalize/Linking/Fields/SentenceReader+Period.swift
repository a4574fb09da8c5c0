import DafuModel

/// Of which time a figure is, and whether it has come to be.
extension SentenceReader {
  /// The time and the status, weighed: the rules' answers are candidates among others.
  func time(of state: inout State) -> Time {
    // 恢复到2019年同期的94%: a share of then, but of now, as a change against then is.
    let isRecovery = state.answer.reason == MeasureRule.recovery && state.answer.measure == .share
    if isRecovery { state.answer.measure = .changeYearOnYear }
    defer { if isRecovery { state.answer.measure = .share } }
    let (figure, metric) = (state.figure, state.metric.metric)
    let nature = periods.nature(of: figure, metric: metric, measure: state.answer.measure)
    let governing = periods.governing(
      figure, nature: nature, isPlanning: state.isPlanning, inherited: memory.periods)
    var time = Time(
      nature: nature, governing: governing, status: statuses.status(of: figure, period: governing?.mention),
      period: Period(start: periods.reference, end: periods.reference, type: .instant, basis: .document), reason: "")
    if time.status.value == .planned, state.answer.measure == .limit, !linker.isProductTerm(metric),
      !linker.isCap(figure, state.clause, sentence)
    {
      state.answer.measure = .level
      time.nature = periods.nature(of: figure, metric: metric, measure: .level)
    }
    rule(&time, state)
    relate(&time, state)
    weighTime(&time, &state)
    if time.status.reason == StatusRule.futurePeriod, time.period.end <= periods.reference {
      // The time that rules thought of is not the one that was chosen or inherited.
      time.status = (.realized, "no plan named")
    }
    state.derivation.status = time.status.reason
    state.derivation.period = time.reason
    weighType(&time, &state)
    return time
  }

  /// The period by the rules, from the mention that governs the figure.
  private func rule(_ time: inout Time, _ state: State) {
    (time.period, time.reason) = periods.period(
      state.figure, metric: state.metric.metric, measure: state.answer.measure, nature: time.nature,
      governing: time.governing, comment: state.comment?.period, isPlanned: time.status.value == .planned)
  }

  /// The period that the figure shares with others: those of a list, the one that it comments on, the whole.
  private func relate(_ time: inout Time, _ state: State) {
    let (figure, answer) = (state.figure, state.answer)
    if let group = state.group, state.isDistributed, let listed = distribution.periods(for: group),
      state.comment == nil
    {
      let mention = listed[state.index - group.lowerBound]
      time.period = Period(
        start: time.period.type == .instant ? mention.end : mention.start, end: mention.end,
        type: mention.shape == .span && time.period.type == .cumulative ? .duration : time.period.type,
        basis: mention.basis)
      time.reason = "分别"
    } else if let comment = state.comment, answer.isComment,
      !sentence.has(comment.figure.core.upperBound..<figure.core.lowerBound, { $0 == .arrival }),
      time.governing.map({
        $0.isRemembered || $0.mention.range.lowerBound < comment.figure.core.lowerBound
          || comment.period.basis != .document && $0.mention.isStretchBack(in: sentence.text)
      }) ?? true
    {
      let isOverYears = time.governing.map { $0.mention.isStretchBack(in: sentence.text) && !$0.isRemembered } ?? false
      time.inherit(comment.period, isOverYears ? Shared.overYears : "as the figure it comments on")
    }
    if state.comment == nil, !state.isDistributed, !answer.isComment, answer.measure == .level,
      let whole = periods.whole(of: figure, earlier: earlier)
    {
      time.inherit(whole.period, "as the figure that it is part of")
    }
    if isInList(state), let before = earlier.last { time.inherit(before.period, Shared.list) }
    if isParallel(time, state), let before = earlier.last { time.inherit(before.period, Shared.parallel) }
    distributeYears(&time, state)
  }

  /// 建设100个产业集群、188个产业园、1109个产业强镇: an item that begins right behind the mark of a list is of the time of the one before.
  private func isInList(_ state: State) -> Bool {
    guard let before = earlier.last, state.comment == nil, !state.isDistributed, state.answer.measure == .level,
      before.measure == .level, !state.answer.isComment, before.figure.rangeEnd == nil, state.figure.rangeEnd == nil,
      state.figure.unitClass == .count || state.figure.unitClass == .physical,
      before.figure.unitClass == .count || before.figure.unitClass == .physical
    else { return false }
    let gap = before.figure.range.upperBound..<max(before.figure.range.upperBound, state.figure.range.lowerBound)
    guard gap.count > 2, gap.count <= 18, Scalar.isAny(sentence.text.scalars[gap.upperBound - 1], "、和及") else {
      return false
    }
    return gap.dropLast().allSatisfy { Scalar.isIdeograph(sentence.text.scalars[$0]) }
  }

  /// 2023年生产总值1.3万亿元。物流业增加值1100亿元，金融业增加值1493亿元: a flow without a time is of that of the same flow before it.
  private func isParallel(_ time: Time, _ state: State) -> Bool {
    guard let before = earlier.last, state.figure.unitClass == .money, state.comment == nil, !state.isDistributed,
      state.answer.measure == .level, before.measure == .level, before.figure.unitClass == .money,
      before.metric == state.metric.metric, time.nature == .flow, before.period.type == .duration,
      before.period.basis != .document, time.governing.map({ $0.isRemembered }) ?? true
    else { return false }
    let between = before.figure.range.upperBound..<max(before.figure.range.upperBound, state.figure.range.lowerBound)
    // 由2019年的3亿元增长到5亿元: the first end's time is not the second's.
    return !sentence.hasSemicolon(between) && !PeriodRule.totalling.occurs(in: sentence.text, between)
      && !sentence.has(between, { $0 == .arrival })
  }

  /// 2021—2023年分别为A、B和C: one year each.
  private func distributeYears(_ time: inout Time, _ state: State) {
    guard let group = state.group, state.isDistributed, state.answer.measure == .level,
      let mention = time.governing?.mention, distribution.periods(for: group) == nil, mention.shape == .span,
      !mention.isCutoff, mention.end.year - mention.start.year + 1 == group.count, group.count > 1,
      state.listed == nil, state.aligned == nil, distribution.agencies(for: group) == nil,
      mention.range.upperBound <= sentence.figures[group.lowerBound].core.lowerBound
    else { return }
    let year = mention.start.year + state.index - group.lowerBound
    let last = CivilDate.lastDay(ofYear: year)
    time.period.start = time.period.type == .instant ? last : .firstDay(ofYear: year)
    time.period.end = min(last, mention.end)
    time.reason = "分别"
  }

  /// Of which time: what speaks for each that was named is weighed, the rules' answer among them.
  private func weighTime(_ time: inout Time, _ state: inout State) {
    let governors = GoverningTimeFeatures(
      figure: state.figure, sentence: sentence, rule: periods, nature: time.nature, metric: state.metric.metric,
      measure: state.answer.measure, isPlanned: time.status.value == .planned, period: time.period,
      reason: time.reason, governing: time.governing, heading: memory.periods.section,
      times: memory.discourse.times, previous: earlier.last, isOfTable: memory.isOfTable)
    let candidates = governors.candidates()
    if linker.listsCandidates {
      state.derivation["times"] = candidates.map {
        String($0.year) + "\t" + governors.places(of: $0).map(String.init).joined(separator: " ")
      }.joined(separator: "\n")
    }
    guard candidates.contains(where: { $0.year != candidates[0].year }) else { return }
    if Shared.all.contains(time.reason) { return }
    if let governing = time.governing, periods.isCertain(governing, state.figure),
      time.reason == periods.words(of: governing)
    {
      return
    }
    // A table of which one time alone is said is of that time.
    if memory.isOfTable, time.governing == nil, let only = governors.onlyTime(candidates) {
      time.governing = only
      time.status = statuses.status(of: state.figure, period: only.mention)
      rule(&time, state)
      return
    }
    let best = GoverningTimeRanking.best(candidates, governors)
    state.leads.time = best.lead
    var chosen = candidates[best.index]
    // 物流业增加值1100亿元: what is produced is never of the writer's day where the paragraph has named a year.
    if chosen.governing == nil, time.nature == .flow, state.metric.metric == "output_value",
      let year = candidates.first(where: { $0.governing.map { $0.isRemembered && $0.mention.shape == .span } ?? false })
    {
      chosen = year
    }
    if chosen.year != candidates[0].year {
      time.governing = chosen.governing
      time.status = statuses.status(of: state.figure, period: time.governing?.mention)
      rule(&time, state)
    }
  }

  /// Of a date, of a stretch, or counted from a beginning: what speaks for each is weighed, the rules among it.
  private func weighType(_ time: inout Time, _ state: inout State) {
    let types = PeriodTypeFeatures(
      figure: state.figure, sentence: sentence, metric: state.metric.metric, measure: state.answer.measure,
      status: time.status.value, period: time.period, reason: time.reason, governing: time.governing,
      instrument: state.instruments.first, previous: earlier.last)
    if linker.listsCandidates {
      state.derivation["periodType"] = types.places().map(String.init).joined(separator: " ")
    }
    var type = PeriodTypeRanking.best(types)
    if let governing = time.governing, type.type == .cumulative, periods.isClosed(governing, state.figure) {
      type.type = .duration
    }
    if let governing = time.governing, type.type == .instant, state.answer.measure == .level,
      periods.isBuiltWithin(governing, state.figure)
    {
      type.type = .duration
    }
    // 由2019年的1600万元提高到2100万元: what is paid in a stretch is so at both ends.
    if time.nature == .flow, type.type == .instant, state.figure.unitClass == .money, let before = earlier.last,
      before.period.type == .duration, state.clause.contains(before.figure.core.lowerBound),
      linker.carriesOn(before, state.figure, state.metric.metric, sentence)
    {
      type.type = .duration
    }
    state.leads.periodType = type.lead
    if let certain = certainType(time, state) { type.type = certain }
    if !periods.isRegistered(state.figure), time.reason != Shared.list {
      time.period = time.period.retyped(type.type, mention: time.governing?.mention)
    }
    if linker.listsCandidates {
      let leads = state.leads
      state.derivation["leads"] = [leads.instrument, leads.metric, leads.periodType, leads.measure, leads.time].map {
        $0.map(String.init) ?? "-"
      }
      .joined(separator: " ")
    }
  }
}

extension SentenceReader {
  /// What grammar alone makes of a figure in time.
  private func certainType(_ time: Time, _ state: State) -> PeriodType? {
    // 参保人数分别为9.3亿人、1.9亿人、2.3亿人: all of a list are what the first one is.
    if periods.isCountOfDate(state.figure), state.answer.measure == .level { return .instant }
    if let group = state.group, state.index > group.lowerBound, state.figure.unitClass == .count,
      let before = earlier.last,
      before.figure.core == sentence.figures[state.index - 1].core, before.figure.unit == state.figure.unit,
      before.measure == state.answer.measure, before.metric == state.metric.metric
    {
      return before.period.type
    }
    // 每年递增8%
    if state.answer.measure == .change, state.figure.unitClass == .percent,
      SentenceReader.yearly.occurs(in: sentence.text, periods.ownWords(state.figure))
    {
      return .duration
    }
    // 截至5月末，城镇新增就业7200人: who found work since the year began.
    if state.metric.metric == "person_count", time.governing?.mention.isCutoff ?? false,
      SentenceReader.employments.occurs(in: sentence.text, periods.ownWords(state.figure))
    {
      return .cumulative
    }
    // 2022年新发放3亿元，累计发放21亿元: the total is not the year's.
    if state.figure.unitClass == .money, time.period.type == .duration, let before = earlier.last,
      before.metric == state.metric.metric, before.isLevel, before.period.type == .duration,
      SentenceReader.news.occurs(in: sentence.text, sentence.clause(at: before.figure.core.lowerBound)),
      sentence.text.has("累计", at: state.clause.lowerBound, end: state.clause.upperBound),
      !sentence.periods.contains(where: { state.clause.contains($0.range.lowerBound) })
    {
      return .cumulative
    }
    return nil
  }

  private static let yearly = WordList(["每年递增", "每年递减", "逐年递增"])
  private static let employments = WordList(["新增就业", "再就业", "人员就业", "转移就业", "劳务输出", "新增城镇就业", "转移劳动力"])
  private static let news = WordList(["新发放", "新增发放", "当年发放", "全年发放", "新增"])
}

/// Why a figure has the time of the one before it, where nothing need be weighed.
private enum Shared {
  static let list = "as the item of the list before it"
  static let parallel = "as the figure beside it"
  static let overYears = "as the figure whose change over years it tells"
  static let all: Set<String> = [list, parallel, overYears]
}

extension SentenceReader.Time {
  /// Takes over the period of another figure.
  fileprivate mutating func inherit(_ other: Period, _ reason: String) {
    period = other
    if other.basis != .document { period.basis = .inherited }
    self.reason = reason
  }
}
