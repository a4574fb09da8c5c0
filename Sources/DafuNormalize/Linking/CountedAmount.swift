import DafuModel

/// An amount that is told right behind what it belongs to: what was counted, or the noun before brackets.
extension Linker {
  /// 发放贷款69笔，共计3.2亿元: the amount of what was counted.
  func isTotal(_ figure: Figure, after count: Figure, _ sentence: Sentence) -> Bool {
    var place = count.range.upperBound
    let text = sentence.text
    if text.has("贷款", at: place, end: figure.range.lowerBound) { place += 2 }
    guard place < figure.range.lowerBound, Scalar.isAny(text.scalars[place], "，、") else { return false }
    place += 1
    return place == figure.range.lowerBound
      || Linker.totals.length(in: text, at: place, end: figure.range.lowerBound) == figure.range.lowerBound - place
  }

  /// 购房补贴（57.5万元）, 个人缴费标准（2018年—2020年分别为220元、250元、280元）: a sum in brackets is of the noun before them.
  func bracketed(_ index: Int, _ sentence: Sentence) -> MetricRule.Answer? {
    let figure = sentence.figures[index]
    let text = sentence.text
    var open = figure.range.lowerBound - 1
    while open > sentence.range.lowerBound, text.scalars[open] != Scalar.openParenthesis {
      let scalar = text.scalars[open]
      if scalar == Scalar.closeParenthesis || scalar == Scalar.stop || figure.range.lowerBound - open > 40 {
        return nil
      }
      open -= 1
    }
    guard text.scalars[open] == Scalar.openParenthesis else { return nil }
    let cue = sentence.cues(in: max(sentence.range.lowerBound, open - 16)..<open).last { mention in
      guard mention.range.upperBound <= open, case .metric(_, let units, strength: 3) = mention.cue else {
        return false
      }
      return units.contains(figure.unitClass)
    }
    guard let cue, let metric = cue.cue.metricCode,
      !sentence.figures.contains(where: { $0.core.lowerBound >= cue.range.upperBound && $0.core.upperBound <= open }),
      !(cue.range.upperBound..<open).contains(where: { Scalar.isAny(text.scalars[$0], "，；、") })
    else { return nil }
    return MetricRule.Answer(metric: metric, reason: text.string(cue.range), isNamed: true)
  }

  /// 撬动技改贷款63.7亿元: a loan that touches its amount outranks the support named before.
  func touchingLoan(_ named: MetricRule.Answer?, _ figure: Figure, _ sentence: Sentence) -> Bool {
    guard named.map({ Linker.supports.contains($0.metric) }) ?? true,
      let loan = sentence.instruments.last(where: { $0.range.upperBound <= figure.range.lowerBound }),
      loan.kind == .loan, figure.range.lowerBound - loan.range.upperBound <= 1
    else { return false }
    let clause = sentence.clause(at: figure.core.lowerBound)
    return ["带动", "撬动", "拉动", "引导", "支持", "促成", "发放", "投放"].contains {
      sentence.contains($0, in: clause.lowerBound..<loan.range.upperBound)
    }
  }

  /// Whether what a figure was named by stands behind 的: 500万元的授信额度.
  func attributes(_ index: Int, _ named: MetricRule.Answer, _ sentence: Sentence) -> Bool {
    let end = sentence.figures[index].range.upperBound
    return sentence.text.has("的", at: end, end: sentence.range.upperBound)
      && sentence.text.has(named.reason, at: end + 1, end: sentence.range.upperBound)
  }

  /// 保险金额：2000元/亩, 保险费率：5%: the label before the colon tells what stands behind it.
  func labelled(_ figure: Figure, _ sentence: Sentence) -> MetricRule.Answer? {
    let colon = figure.range.lowerBound - 1
    guard figure.unitClass == .money || figure.unitClass == .percent, colon > sentence.range.lowerBound,
      sentence.text.scalars[colon] == Scalar.colon
    else { return nil }
    let cue = sentence.cues(in: max(sentence.range.lowerBound, colon - 8)..<colon).last
    guard let cue, cue.range.upperBound == colon, case .metric(let metric, let units, strength: 3) = cue.cue,
      units.contains(figure.unitClass)
    else { return nil }
    return MetricRule.Answer(metric: metric, reason: Linker.label, isNamed: true)
  }

  /// Whether the noun that names a metric stands right behind a figure.
  func stands(_ named: MetricRule.Answer, behind index: Int, _ sentence: Sentence) -> Bool {
    sentence.text.has(named.reason, at: sentence.figures[index].range.upperBound, end: sentence.range.upperBound)
  }

  /// 财政补助标准稳步提高，2022年、2023年分别为610元、640元: the noun of the clause before that says how it moved.
  func risingNoun(_ clause: Range<Int>, _ figure: Figure, _ sentence: Sentence) -> MetricRule.Answer? {
    let place = sentence.clauseIndex(at: figure.core.lowerBound)
    guard place > 0 else { return nil }
    let before = sentence.clauses[place - 1]
    guard before.upperBound > before.lowerBound,
      let verb = Linker.risings.length(in: sentence.text, endingAt: before.upperBound - 1, from: before.lowerBound),
      let cue = sentence.cues(in: before).last(where: { $0.range.upperBound == before.upperBound - 1 - verb }),
      case .metric(let metric, let units, strength: 3) = cue.cue, units.contains(figure.unitClass)
    else { return nil }
    return MetricRule.Answer(metric: metric, reason: Linker.risen, isNamed: true)
  }

  private static let risings = WordList([
    "逐年提高", "不断提高", "持续提高", "稳步提高", "逐步提高", "逐年增长", "持续增长", "稳步增长", "逐年增加", "不断增加", "逐年上升", "大幅提高", "逐年下降", "持续下降",
  ])
  /// What the insured do with their part of a premium.
  static let payments = WordList(["承担", "自交", "自缴", "自负", "缴纳", "个人缴费"])

  private static let label = "the label before"
  private static let risen = "what the clause before says to have moved"
  static let partly = "what the sentence before counts"
  /// Reasons of metrics that nothing is weighed against.
  static let certain: Set<String> = [label, risen, partly, costSaved, stockPassed, loanGrown, ofThose]

  /// 每亩补300元, 另奖8万元: a verb of one character that touches its sum.
  func paid(_ figure: Figure, _ sentence: Sentence) -> MetricRule.Answer? {
    let text = sentence.text
    let place = figure.range.lowerBound - 1
    guard place > sentence.range.lowerBound, Scalar.isAny(text.scalars[place], "补奖"),
      !Scalar.isAny(text.scalars[place - 1], "以获受评")
    else { return nil }
    return MetricRule.Answer(metric: "subsidy_amount", reason: text.string(place..<place + 1), isNamed: true)
  }

  /// 在保2140户、余额6.7亿元: what is owed under guarantees in force.
  func outstandingGuarantee(_ index: Int, _ clause: Range<Int>, _ sentence: Sentence) -> MetricRule.Answer? {
    guard index > 0 else { return nil }
    let (before, figure) = (sentence.figures[index - 1], sentence.figures[index])
    let text = sentence.text
    guard before.unitClass == .count, clause.contains(before.core.lowerBound),
      text.has("在保", at: before.range.lowerBound - 2, end: before.range.lowerBound),
      Linker.outstanding.isWhole(text, text.trimmingSpaces(before.range.upperBound..<figure.range.lowerBound))
    else { return nil }
    return MetricRule.Answer(metric: "guarantee_balance", reason: "在保", isNamed: true)
  }

  private static let outstanding = WordList(["、", "、余额", "、金额", "、余额达", "，余额"])
  static let registrations = WordList(["质押登记", "抵押登记", "出质登记", "质押融资登记"])
  static let placements = WordList(["定向增发", "增发", "非公开发行", "再融资", "配股", "定增"])

  /// 给予20万元至200万元的规模种植贷款支持: what is given is the loan that closes the phrase behind the figure.
  func lends(_ figure: Figure, _ clause: Range<Int>, _ sentence: Sentence) -> Bool {
    let text = sentence.text
    var place = figure.range.upperBound
    if figure.rangeEnd == .low, let high = sentence.figures.first(where: { $0.core.lowerBound >= place }) {
      place = high.range.upperBound
    }
    guard text.has("的", at: place, end: clause.upperBound) else { return false }
    let window = place..<min(clause.upperBound, place + 16)
    guard let loan = text.place(of: "贷款", in: window) else { return false }
    return !Linker.loanAttributes.stands(in: text, at: loan + 2, end: clause.upperBound)
      && !(place..<loan).contains { Scalar.isAny(text.scalars[$0], "、：；。") }
  }

  private static let loanAttributes = WordList(["贴息", "补贴", "补助", "奖励", "利息", "风险", "贴", "的", "担保", "保证保险"])

  /// What lets off a premium: 减免企业养老保险费.
  static let reliefs = WordList(["缓缴", "减免", "免征", "减征", "减半征收", "少缴", "减少", "降低"])

  private static let totals = WordList(["共计", "共", "合计", "金额", "总计", "总额", "累计", "计", "总金额", "金额达", "金额共计", "金额为"])
}
