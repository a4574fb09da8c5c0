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
  }

  /// The mention that governs a figure and how it is known.
  func governing(_ figure: Figure, isStock: Bool, inherited: Inherited) -> (PeriodMention, PeriodBasis)? {
    let clause = sentence.clause(at: figure.core.lowerBound)
    let candidates = sentence.periods.filter { !$0.isComparisonBase && $0.range.upperBound <= figure.core.upperBound }
    if let near = candidates.last(where: { clause.contains($0.range.lowerBound) && isInReach($0, figure) }) {
      return (near, near.basis)
    }
    // 发放186亿元（截至6月末）: a date behind the figure in its brackets.
    if let earlier = candidates.last(where: { isInReach($0, figure) && !isEvent($0) }) ?? candidates.last(where: { isInReach($0, figure) }) {
      return (earlier, .inherited)
    }
    let before = isStock ? inherited.stock ?? inherited.flow : inherited.flow ?? inherited.stock
    if let before { return (before, .inherited) }
    if let section = inherited.section { return (section, .inherited) }
    return nil
  }

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

  private static let eventVerbs = ["印发", "出台", "召开", "批复", "签署", "修订", "施行", "获批", "揭牌", "正式建立", "颁布"]

  /// The date of an act in a clause without figures: 2023年5月印发《…》.
  func isEvent(_ mention: PeriodMention) -> Bool {
    let clause = sentence.clause(at: mention.range.lowerBound)
    guard !sentence.figures.contains(where: { clause.contains($0.core.lowerBound) }) else { return false }
    let behind = mention.range.upperBound..<max(mention.range.upperBound, clause.upperBound)
    return PeriodRule.eventVerbs.contains { sentence.contains($0, in: behind) }
  }

  private static let flowOnly: Set<String> = [
    "loan_amount", "issuance_amount", "issuance_count", "ipo_proceeds", "premium", "claims", "subsidy_amount",
    "budget_amount", "transaction_amount", "event_count", "participant_count", "loan_count", "policy_count",
    "tax_relief", "provident_fund_collection", "cross_border_rmb", "output_value", "rd_spending", "financing_amount",
  ]

  /// The period of a figure.
  func period(
    _ figure: Figure, metric: String, measure: Measure, comment: Period?, inherited: Inherited, planned: Bool
  ) -> (Period, String) {
    let clause = sentence.clause(at: figure.core.lowerBound)
    let isRate = metric == "interest_rate"
    let isStock = MetricRule.stocks.contains(metric) || measure == .limit || MetricRule.parameters.contains(metric)
    let governing = governing(figure, isStock: isStock || isRate, inherited: inherited)
    guard let (mention, basis) = governing else {
      let type: PeriodType = isStock || isRate || comment?.type == .instant ? .instant : comment?.type ?? flowType(clause, figure)
      return (Period(start: reference, end: reference, type: type, basis: .document), "document date")
    }
    let words = sentence.text.string(mention.range)
    var end = mention.end
    if !planned, end > reference, mention.basis != .stated, mention.start <= reference { end = reference }
    let type: PeriodType
    if measure == .limit || MetricRule.parameters.contains(metric) && !(metric == "fee_rate" && mention.shape == .span) {
      type = .instant
    } else if let comment, measure != .level {
      type = comment.type
    } else if isStock {
      type = metric == "listed_company_count" && measure == .change && mention.shape == .span ? .duration : .instant
    } else if isRate {
      type = mention.shape == .span && !sentence.contains("余额", in: clause) ? .duration : .instant
    } else if isPerUnit(figure) {
      type = .instant
    } else if mention.shape == .span {
      // 三年来累计 runs on to the present; 今年…，累计N户 without a time of its own counts from the beginning.
      let isOpen = mention.basis == .relative && mention.end == reference && mention.start.year < reference.year
      let isCounted = sentence.has(max(clause.lowerBound, mention.range.upperBound)..<max(clause.lowerBound, max(mention.range.upperBound, figure.core.lowerBound)), { $0 == .cumulative })
      type = isCounted && (isOpen || basis == .inherited && mention.end.year == reference.year && mention.basis == .relative) ? .cumulative : .duration
    } else if mention.shape == .since || mention.shape == .from {
      type = .cumulative
    } else if mention.isPresent || mention.shape == .instant {
      if isOfThisYear(figure) {
        type = .duration
      } else if sentence.has(sentence.range.lowerBound..<figure.core.lowerBound, { $0 == .cumulative }) || mention.isCutoff
        || PeriodRule.flowOnly.contains(metric)
      {
        type = mention.isCutoff || mention.isPresent || sentence.has(clause, { $0 == .cumulative }) || basis == .inherited
          ? .cumulative : (mention.start.day == mention.end.day && isDay(mention) ? .duration : .cumulative)
      } else {
        type = .instant
      }
    } else {
      type = .instant
    }
    var start = mention.start
    switch type {
    case .instant: start = end
    case .duration: if start == end, isOfThisYear(figure) { start = .firstDay(ofYear: end.year) }
    case .cumulative:
      if let since = sentence.periods.last(where: { ($0.shape == .since || $0.shape == .from) && $0.start <= end }) { start = since.start }
    }
    return (Period(start: min(start, end), end: end, type: type, basis: basis), words)
  }

  private func isDay(_ mention: PeriodMention) -> Bool { mention.start == mention.end && !mention.isCutoff }

  /// 截至7月末，今年已发放: a flow of this year.
  private func isOfThisYear(_ figure: Figure) -> Bool {
    let before = sentence.range.lowerBound..<figure.core.lowerBound
    return ["今年", "本年", "年内", "年度任务", "当年", "全年目标"].contains { sentence.contains($0, in: before) }
      && !sentence.has(sentence.clause(at: figure.core.lowerBound), { $0 == .cumulative })
  }

  private func flowType(_ clause: Range<Int>, _ figure: Figure) -> PeriodType {
    isPerUnit(figure) ? .instant : .cumulative
  }

  /// 每亩保额1000元: a parameter, not a sum.
  private func isPerUnit(_ figure: Figure) -> Bool {
    guard figure.unitClass == .money else { return false }
    let clause = sentence.clause(at: figure.core.lowerBound)
    return sentence.cues(in: clause.lowerBound..<figure.core.lowerBound).contains {
      $0.cue == .average && sentence.text.scalars[$0.range.lowerBound] == 0x6BCF  // 每
    } || sentence.contains("每亩", in: sentence.range.lowerBound..<figure.core.lowerBound)
  }
}
