import DafuModel

/// Whether a figure is a level, a change, a share, a gap, a multiple or a rank, and with which sign.
struct MeasureRule {
  struct Answer: Hashable {
    var measure: Measure
    var isNegative = false
    /// Whether it comments on a figure named before it.
    var isComment: Bool
    var reason: String
    /// Whether the words leave no choice: nothing is weighed against it.
    var isCertain = false
  }

  let sentence: Sentence
  /// Where the list ends that the figure stands in (按30%、20%和50%分担), if it stands in one.
  var listEnd: Int?
  /// What the words of the figure right before it make it, where that one was read.
  var previous: Measure?

  func measure(of index: Int) -> Answer {
    let figure = sentence.figures[index]
    let clause = sentence.clause(at: figure.core.lowerBound)
    let previous = index > 0 ? sentence.figures[index - 1].core.upperBound : sentence.range.lowerBound
    let window = max(clause.lowerBound, previous)..<figure.core.lowerBound
    if figure.rule == "doubling" || figure.rule == "halving" {
      return Answer(
        measure: base(clause, before: figure.core.lowerBound) ?? .change, isComment: true, reason: figure.rule)
    }
    switch figure.unitClass {
    case .rank: return Answer(measure: .rank, isComment: true, reason: "rank")
    case .times: return times(figure, window, clause)
    case .percentagePoint, .basisPoint: return points(figure, window, clause)
    case .percent: return percent(figure, index, window, clause)
    case .money, .count, .physical: return amount(figure, window, clause)
    case .duration: return term(figure, window)
    }
  }

  // MARK: By unit

  private func term(_ figure: Figure, _ window: Range<Int>) -> Answer {
    let text = sentence.text
    // 比全省平均水平短3.5小时
    if let verb = MeasureRule.lengths.length(in: text, endingAt: figure.range.lowerBound, from: window.lowerBound),
      window.contains(where: { Scalar.isAny(text.scalars[$0], "比较低") }),
      base(window, before: figure.core.lowerBound) == nil, MeasureRule.others.occurs(in: text, window)
    {
      let word = figure.range.lowerBound - verb..<figure.range.lowerBound
      return Answer(
        measure: .difference, isNegative: !text.has("长", at: word.lowerBound, end: word.upperBound), isComment: true,
        reason: text.string(word), isCertain: true)
    }
    return Answer(measure: figure.isBound ? .limit : .level, isComment: false, reason: "term")
  }

  private static let lengths = WordList(["短", "快", "少", "长", "慢"])
  /// What a time is compared with that is no earlier time.
  private static let others = WordList(["平均", "全省", "全国", "全市", "水平", "周边", "省定", "规定", "法定"])

  private func times(_ figure: Figure, _ window: Range<Int>, _ clause: Range<Int>) -> Answer {
    if let gap = comparison(window, figure) { return gap }
    // 是全省平均放大倍数的2.3倍
    if sentence.text.has("的", at: figure.range.lowerBound - 1, end: figure.range.lowerBound),
      sentence.contains("平均", in: window), MeasureRule.reaching.occurs(in: sentence.text, window)
    {
      return Answer(measure: .multiple, isComment: true, reason: "是平均…的N倍", isCertain: true)
    }
    if sentence.has(clause.lowerBound..<figure.core.lowerBound, { $0.metricCode == "leverage_ratio" })
      || sentence.has(
        figure.core.upperBound..<min(clause.upperBound, figure.core.upperBound + 8),
        { $0.metricCode == "leverage_ratio" })
    {
      // 放大3倍以上 was reached; 按不低于20倍放大 is a rule.
      let isRule = figure.isBound && figure.range.lowerBound < figure.core.lowerBound
      return Answer(measure: isRule ? .limit : .level, isComment: false, reason: "放大")
    }
    // 达到平均增幅的两倍
    if sentence.text.has("的", at: figure.range.lowerBound - 1, end: figure.range.lowerBound),
      MeasureRule.reaching.occurs(in: sentence.text, window)
    {
      return Answer(measure: .multiple, isComment: true, reason: "是…的N倍")
    }
    let verb = nearest(window) { if case .change = $0 { true } else if case .arrival = $0 { true } else { false } }
    if let verb, case .change(let sign) = verb.cue {
      return Answer(
        measure: base(clause, before: figure.core.lowerBound) ?? .change, isNegative: sign < 0, isComment: true,
        reason: sentence.text.string(verb.range))
    }
    if let verb, case .arrival = verb.cue, !sentence.contains("的", in: verb.range.upperBound..<figure.core.lowerBound) {
      return Answer(measure: .level, isComment: false, reason: "times")
    }
    if sentence.contains("的", in: window) || sentence.contains("相当于", in: clause) || verb != nil {
      return Answer(measure: .multiple, isComment: true, reason: "是…的N倍")
    }
    return Answer(measure: .level, isComment: false, reason: "times")
  }

  private func points(_ figure: Figure, _ window: Range<Int>, _ clause: Range<Int>) -> Answer {
    let baseMeasure = base(clause, before: figure.core.lowerBound)
    var best: CueMention?
    for mention in sentence.cues(in: window) {
      switch mention.cue {
      case .gap: best = mention
      case .change:
        // 高于各项贷款增速9.4个百分点: behind a comparison 增速 names the other series.
        if let earlier = best, case .gap = earlier.cue,
          ["增速", "增幅", "涨幅", "降幅", "增长率"].contains(sentence.text.string(mention.range))
            || mention.range.upperBound == figure.range.lowerBound && earlier.range.count > 1
              && sentence.text.string(mention.range) == "增长"
              && !sentence.contains("，", in: earlier.range.upperBound..<mention.range.lowerBound)
        {
          continue
        }
        best = mention
      default: continue
      }
    }
    guard let best else {
      // 全面降准0.5个百分点: the verb is within what is named.
      if sentence.contains("降准", in: window) {
        return Answer(measure: baseMeasure ?? .change, isNegative: true, isComment: true, reason: "降准")
      }
      if sentence.contains("LPR", in: clause) || figure.isBound {
        let isCapped = figure.isBound || sentence.contains("上限", in: sentence.range.lowerBound..<window.upperBound)
        // LPR减50个基点: so much less than the base.
        let isLess =
          figure.range.lowerBound > sentence.range.lowerBound
          && sentence.text.scalars[figure.range.lowerBound - 1] == 0x51CF  // 减
        return Answer(
          measure: isCapped ? .limit : isLess ? .difference : .level, isNegative: isLess, isComment: false,
          reason: "points")
      }
      if sentence.has(window, { $0.metricCode == "compensation_ratio" || $0.metricCode == "subsidy_amount" }) {
        return Answer(measure: figure.isBound ? .limit : .level, isComment: false, reason: "support in points")
      }
      return Answer(measure: baseMeasure ?? .change, isComment: true, reason: "points")
    }
    let word = sentence.text.string(best.range)
    if case .gap(let sign) = best.cue {
      // 比同期市场利率低, 比同期财政支出增幅高出: 同期 of another series is no earlier time.
      if sentence.has(clause.lowerBound..<best.range.lowerBound, { $0.isRate })
        || MeasureRule.paces.occurs(in: sentence.text, window.lowerBound..<best.range.lowerBound),
        ["比同期", "较同期"].contains(where: { sentence.contains($0, in: window) }),
        !sentence.text.string(max(clause.lowerBound, best.range.lowerBound - 2)..<best.range.lowerBound).contains("同期")
      {
        return Answer(measure: .difference, isNegative: sign < 0, isComment: true, reason: word)
      }
      // 高于各项贷款增速: 增速 names the other series, not a change; a time would make it one.
      if let baseMeasure { return Answer(measure: baseMeasure, isNegative: sign < 0, isComment: true, reason: word) }
      return Answer(measure: .difference, isNegative: sign < 0, isComment: true, reason: word)
    }
    if case .change(let sign) = best.cue {
      // 增速放缓 falls, 降幅收窄 rises.
      let narrowing = sentence.contains("降幅收窄", in: window) || sentence.contains("降幅缩小", in: window)
      return Answer(
        measure: baseMeasure ?? .change, isNegative: narrowing ? false : sign < 0, isComment: true, reason: word)
    }
    return Answer(measure: .change, isComment: true, reason: word)
  }

  /// 租金比市场价低10%, 放大倍数较上年低0.9倍: how far one thing is above or below another.
  ///
  /// Not so: 低于5% (a bound), 占比高于全国, 增速高于全国20% (a share and a growth take points).
  private func comparison(_ window: Range<Int>, _ figure: Figure) -> Answer? {
    let last = nearest(window) {
      switch $0 {
      case .gap, .change, .arrival, .share: true
      default: false
      }
    }
    guard let last, case .gap(let sign) = last.cue,
      last.range.upperBound == figure.range.lowerBound || last.range.count == 2,
      // 不低于份额的20%: a bound of a part.
      last.range.lowerBound == window.lowerBound || sentence.text.scalars[last.range.lowerBound - 1] != 0x4E0D,  // 不
      !sentence.text.has("的", at: figure.range.lowerBound - 1, end: figure.range.lowerBound),
      // 远低于省定5%的要求: what is asked for, not how far away it is.
      !MeasureRule.demands.stands(in: sentence.text, at: figure.range.upperBound, end: sentence.range.upperBound)
    else { return nil }
    let isBare = last.range.count == 1
    // 比市场价低 has the other before the word, 低于市场水平 behind it.
    let isOf = isBare ? window.lowerBound..<last.range.lowerBound : last.range.upperBound..<figure.range.lowerBound
    guard isBare ? ["比", "较"].contains(where: { sentence.contains($0, in: isOf) }) : isOf.count >= 2 else { return nil }
    let clause = sentence.clause(at: figure.core.lowerBound)
    return Answer(
      measure: base(clause, before: figure.core.lowerBound) ?? .difference, isNegative: sign < 0, isComment: true,
      reason: sentence.text.string(last.range))
  }

  private func percent(_ figure: Figure, _ index: Int, _ window: Range<Int>, _ clause: Range<Int>) -> Answer {
    // 治理率达45%以上 was reached, 不低于45% is a rule.
    let isReached =
      figure.comparator == .atLeast && figure.range.lowerBound == figure.core.lowerBound
      && sentence.text.has("达", at: figure.core.lowerBound - 1, end: figure.core.lowerBound)
    let level = Answer(measure: figure.isBound && !isReached ? .limit : .level, isComment: false, reason: "rate")
    if figure.rule == "sharing-ratio" { return level }
    if let gap = comparison(window, figure) { return gap }
    let end = max(listEnd ?? 0, figure.range.upperBound)
    // 约占七成以上: the verb is within the bound.
    if sentence.text.has("约占", at: figure.range.lowerBound, end: figure.core.lowerBound) {
      return Answer(measure: .share, isComment: true, reason: "约占", isCertain: true)
    }
    // 年均增长9.5%: no year's change is meant.
    if sentence.contains("年均", in: window),
      MeasureRule.paceOfGrowth.ends(in: sentence.text, at: figure.range.lowerBound, from: window.lowerBound)
    {
      return Answer(measure: .change, isComment: true, reason: "年均增长", isCertain: true)
    }
    if let part = partOfWhole(figure, window, end, clause) ?? partBeside(figure, index) { return part }
    if let growth = growthInBrackets(figure) ?? growthOverYears(figure, index, window) { return growth }
    // 带动村集体增收10%以上
    if MeasureRule.gains.ends(in: sentence.text, at: figure.range.lowerBound, from: window.lowerBound) {
      return Answer(
        measure: base(clause, before: figure.core.lowerBound) ?? .change, isComment: true, reason: "增收")
    }
    // 达到上年度人均消费支出的25.7%: a part of what stands before 的.
    if sentence.text.has("的", at: figure.range.lowerBound - 1, end: figure.range.lowerBound),
      MeasureRule.wholes.ends(in: sentence.text, at: figure.range.lowerBound - 1, from: window.lowerBound),
      ["达到", "相当于"].contains(where: { sentence.contains($0, in: window) })
    {
      return Answer(measure: .share, isComment: true, reason: "N% of a whole")
    }
    var best: CueMention?
    for mention in sentence.cues(in: window) {
      switch mention.cue {
      // 优惠贷款不良率: describes the loan.
      case .change
      where mention.range.upperBound < figure.range.lowerBound
        && MeasureRule.favours.isWhole(sentence.text, mention.range):
        continue
      case .change, .arrival, .share: best = mention
      case .metric(let metric, let units, _) where units.contains(.percent):
        // 注册资本占比, 补偿资金占 … stay shares.
        if metric == "registered_capital" { continue }
        // 支出进度, 执行率: the part that has been spent.
        if metric == "budget_amount", !figure.isBound {
          return Answer(
            measure: .share, isComment: false, reason: sentence.text.string(mention.range), isCertain: true)
        }
        // 降低贷款利率0.5%—1%: the verb before the rate that the figure follows.
        if let verb = best, case .change = verb.cue, mention.range.upperBound == figure.range.lowerBound,
          mention.cue.isRate, !sentence.contains("，", in: verb.range.upperBound..<mention.range.lowerBound)
        {
          continue
        }
        best = mention
      default: continue
      }
    }
    if let best {
      let word = sentence.text.string(best.range)
      switch best.cue {
      case .change(let sign):
        // 基准利率上浮不超过2%
        if figure.isBound, figure.range.lowerBound == best.range.upperBound,
          MeasureRule.floats.isWhole(sentence.text, best.range)
        {
          return Answer(measure: .limit, isComment: true, reason: word)
        }
        // 占全部贷款增量的38.5%
        if sentence.has(window.lowerBound..<best.range.lowerBound, { $0 == .share }),
          sentence.text.has("的", at: best.range.upperBound, end: figure.core.lowerBound)
        {
          return Answer(measure: .share, isComment: true, reason: "占…" + word)
        }
        return Answer(
          measure: base(clause, before: figure.core.lowerBound) ?? .change, isNegative: sign < 0, isComment: true,
          reason: word)
      case .share:
        // 占比从3%增至7.5%
        if word != "比例", lastRate(before: figure.core.lowerBound, clause) == false,
          MeasureRule.froms.ends(in: sentence.text, at: figure.range.lowerBound, from: best.range.upperBound)
        {
          return Answer(measure: .share, isComment: true, reason: word, isCertain: true)
        }
        // 补偿比例, 安置比例 name a rate; 比例 of a metric that is a rate is no share.
        if word == "比例", sentence.has(window, { $0.isRate }) { return level }
        return Answer(measure: .share, isComment: true, reason: word)
      case .arrival:
        if sentence.has(clause.lowerBound..<figure.core.lowerBound, { $0 == .share }) {
          return Answer(
            measure: .share, isComment: true, reason: "占比…" + word,
            isCertain: lastRate(before: figure.core.lowerBound, clause) == false
              && !sentence.contains("比例", in: clause.lowerBound..<figure.core.lowerBound))
        }
        if isBehindShare(figure, clause) {
          return Answer(measure: .share, isComment: true, reason: "a share before", isCertain: true)
        }
        if let rate = lastRate(before: figure.core.lowerBound, clause), rate {
          if isProgress(clause.lowerBound..<best.range.lowerBound), !figure.isBound {
            return Answer(measure: .share, isComment: false, reason: word, isCertain: true)
          }
          // 稳定在95%以上 was reached; 控制在不超过4% is a rule.
          let isReached =
            figure.comparator == .atLeast && figure.range.lowerBound >= figure.core.lowerBound
            && !sentence.has(sentence.range.lowerBound..<figure.core.lowerBound, { $0 == .planned })
          return isReached ? Answer(measure: .level, isComment: false, reason: word) : level
        }
        if sentence.has(clause.lowerBound..<figure.core.lowerBound, { if case .change = $0 { true } else { false } }) {
          return Answer(measure: .change, isComment: true, reason: word)
        }
        return level
      default: return level
      }
    }
    // 八成以上投向县域, 超过90%为首贷, 85%用于: a share of what was named before.
    let behind = end..<max(end, min(clause.upperBound, end + 10))
    // 41.5%的企业认为融资成本偏高: a share of the bodies or people right behind.
    if sentence.text.has("的", at: behind.lowerBound, end: behind.upperBound),
      sentence.has(behind.lowerBound + 1..<min(behind.upperBound, behind.lowerBound + 3), { $0.isOfBodies })
    {
      return Answer(measure: .share, isComment: true, reason: "N%的")
    }
    // 95%的路段已建成通车
    if sentence.text.has("的", at: behind.lowerBound, end: behind.upperBound),
      MeasureRule.reachedParts.occurs(in: sentence.text, behind), !sentence.has(window, { $0.isRate })
    {
      return Answer(measure: .share, isComment: true, reason: "N%的")
    }
    if sentence.has(behind, { $0.isRate }) { return level }
    for word in ["投向", "用于", "为", "的", "以上的", "是", "来自", "属于", "流向"]
    where sentence.text.has(word, at: behind.lowerBound, end: behind.upperBound) {
      return Answer(measure: .share, isComment: true, reason: "N%" + word)
    }
    if sentence.has(clause.lowerBound..<figure.core.lowerBound, { $0.isRate }) { return level }
    if sentence.has(clause.lowerBound..<figure.core.lowerBound, { $0 == .share }) {
      return Answer(measure: .share, isComment: true, reason: "占")
    }
    if let base = base(clause, before: figure.core.lowerBound) {
      return Answer(measure: base, isComment: true, reason: "base")
    }
    if isBehindShare(figure, clause) {
      return Answer(measure: .share, isComment: true, reason: "a share before", isCertain: true)
    }
    // 返还比例由30%提高到50%，小企业由60%提高到90%: what rises from A to B in a sentence on a rate is that rate.
    if ["由", "从"].contains(where: {
      figure.core.lowerBound > clause.lowerBound
        && sentence.text.has($0, at: figure.core.lowerBound - 1, end: figure.core.lowerBound)
    }), lastRate(before: figure.core.lowerBound, sentence.range) == true {
      return level
    }
    return Answer(measure: figure.isBound ? .limit : .share, isComment: true, reason: "percent")
  }

  private func amount(_ figure: Figure, _ window: Range<Int>, _ clause: Range<Int>) -> Answer {
    let level = Answer(measure: figure.isBound ? .limit : .level, isComment: false, reason: "amount")
    var best: CueMention?
    for mention in sentence.cues(in: window) {
      switch mention.cue {
      case .change, .arrival, .increase, .gap: best = mention
      case .metric(_, let units, let strength) where strength == 3 && units.contains(figure.unitClass):
        // 减少企业利息支出2亿元 names a metric behind the verb: the verb is not the figure's.
        if let verb = best, mention.range.lowerBound >= verb.range.upperBound {
          if case .change = verb.cue { best = nil }
        }
      default: continue
      }
    }
    // 比年初多38.4亿元, 较年初少2.3亿元
    if let base = base(clause, before: figure.core.lowerBound),
      let word = MeasureRule.differences.length(
        in: sentence.text, endingAt: figure.range.lowerBound, from: window.lowerBound)
    {
      let verb = figure.range.lowerBound - word..<figure.range.lowerBound
      return Answer(
        measure: base, isNegative: sentence.text.scalars[verb.lowerBound] == 0x5C11, isComment: true,  // 少
        reason: sentence.text.string(verb), isCertain: base != .change)
    }
    guard let best else {
      // 新增9家上市公司: the increase of a stock, the noun behind it.
      return level
    }
    let word = sentence.text.string(best.range)
    let base = base(clause, before: figure.core.lowerBound)
    if let increase = increaseOfAmount(figure, best, clause, base) { return increase }
    switch best.cue {
    case .change(let sign):
      let gap = best.range.upperBound..<figure.core.lowerBound
      let isOther = sentence.has(gap) { $0.metricCode != nil }
      guard base != nil || gap.count <= 6 && !isOther else { return level }
      return Answer(measure: base ?? .change, isNegative: sign < 0, isComment: true, reason: word)
    case .increase:
      // 对新认定的企业奖励50万元: the adjective of a noun.
      if figure.unitClass == .money, MeasureRule.recognitions.isWhole(sentence.text, best.range) { return level }
      // 对新增市级以上育苗中心每户奖励12万元: whom the grant is for.
      if figure.unitClass == .money, best.range.lowerBound > sentence.range.lowerBound,
        sentence.text.has("对", at: best.range.lowerBound - 1, end: best.range.lowerBound),
        sentence.has(best.range.upperBound..<figure.core.lowerBound, { $0.metricCode == "subsidy_amount" })
      {
        return Answer(measure: figure.isBound ? .limit : .level, isComment: false, reason: "对新增…奖励", isCertain: true)
      }
      if let base { return Answer(measure: base, isComment: true, reason: word) }
      return Answer(measure: .change, isComment: false, reason: word)
    case .gap(let sign):
      // 高于国家最低标准20元: nothing but the other's name between.
      let between = best.range.upperBound..<figure.core.lowerBound
      guard figure.unitClass == .money, word.count > 1,
        between.count <= 2
          || between.count <= 10 && between.allSatisfy({ Scalar.isIdeograph(sentence.text.scalars[$0]) })
            && MeasureRule.standards.ends(in: sentence.text, at: figure.range.lowerBound, from: between.lowerBound)
      else { return level }
      return Answer(measure: .difference, isNegative: sign < 0, isComment: true, reason: word)
    default: return level
    }
  }

  // MARK: Bases

  /// What a change in the clause is measured against.
  func base(_ clause: Range<Int>, before end: Int) -> Measure? {
    var found: Measure?
    for mention in sentence.cues where mention.range.lowerBound >= clause.lowerBound && mention.range.upperBound <= end
    {
      if case .base(let measure) = mention.cue { found = measure }
    }
    if found != nil { return found }
    // 较2020年底增长, 比2018年末: any other base.
    for period in sentence.periods
    where period.isComparisonBase && clause.contains(period.range.lowerBound) && period.range.upperBound <= end {
      if period.end.month == 12 && period.end.day == 31 && period.shape == .instant, period.basis == .relative {
        return .changeYearToDate
      }
      return isYearBefore(period, end) ? .changeYearOnYear : .change
    }
    return nil
  }

  /// 2022年安排52亿元，较2021年增加6亿元: what is compared with is the year before, or its same stretch.
  private func isYearBefore(_ base: PeriodMention, _ end: Int) -> Bool {
    guard base.shape == .span,
      let own = sentence.periods.last(where: {
        $0.range.upperBound <= base.range.lowerBound && !$0.isComparisonBase && $0.setsYear && $0.shape == .span
      })
    else { return false }
    return own.start.year == own.end.year && base.start.year == base.end.year && base.end.year == own.end.year - 1
      && base.start.month == 1 && base.end.month == 12
  }

  private static let reachedParts = WordList(["已建成", "已完成", "已实现", "已经", "已通", "均已", "都已"])
  private static let gains = WordList(["增收", "增产", "增收约", "增收达"])
  private static let paces = WordList(["增幅", "增速", "涨幅", "水平"])
  private static let reaching = WordList(["达到", "达", "是", "为", "相当于"])
  /// What a part is told of behind 达到 or 相当于.
  private static let wholes = WordList([
    "支出", "收入", "标准", "总量", "总额", "余额", "水平", "工资", "GDP", "生产总值", "规模", "面积", "总数", "人口", "总产值", "投资额",
  ])

  private static let demands = WordList(["的要求", "的目标", "的标准", "要求", "目标", "的红线", "的底线", "的上限"])
  private static let standards = WordList(["标准", "水平", "平均", "均值", "底线", "线"])
  private static let recognitions = WordList(["新认定", "新培育", "新设", "新开"])

  private func nearest(_ window: Range<Int>, _ isWanted: (Cue) -> Bool) -> CueMention? {
    sentence.cues(in: window).last { isWanted($0.cue) }
  }

  func lastRate(before end: Int, _ clause: Range<Int>) -> Bool? {
    var answer: Bool?
    for mention in sentence.cues where mention.range.lowerBound >= clause.lowerBound && mention.range.upperBound <= end
    {
      if mention.cue.isRate { answer = true }
      if mention.cue == .share { answer = false }
    }
    return answer
  }
}

extension Cue {
  var metricCode: String? {
    if case .metric(let code, _, _) = self { code } else { nil }
  }

  /// Whether it counts bodies, people or places.
  var isOfBodies: Bool {
    guard case .metric(let code, let units, strength: 3) = self, units.contains(.count) else { return false }
    return Cue.bodies.contains(code)
  }

  private static let bodies = [
    "enterprise_count", "household_count", "person_count", "institution_count", "region_count",
  ]

  /// Whether it names a rate: a metric that is a percentage itself.
  var isRate: Bool {
    if case .metric(_, let units, let strength) = self { units.contains(.percent) && strength > 1 } else { false }
  }
}
