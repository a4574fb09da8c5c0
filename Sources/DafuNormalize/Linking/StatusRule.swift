import DafuModel

/// Whether a figure has come to be, is meant to, or is asked for.
struct StatusRule {
  let sentence: Sentence
  /// Whether the section or the paragraph speaks of what is to come (下一步).
  let isPlanning: Bool
  let reference: CivilDate

  /// Why a figure is planned whose time has not come.
  static let futurePeriod = "future period"

  func status(of figure: Figure, period: PeriodMention?) -> (ObservationStatus, String) {
    if isAskedFor(figure) {
      // 您建议由20%降至15%: what holds today is not asked for.
      if isPresentLimit(figure) { return (.realized, "the present end of a proposed change") }
      return (.proposed, "what the proposal asks for")
    }
    if isTarget(figure) { return (.planned, "目标任务") }
    // 目前已开展前期的项目计划总投资5200万元
    if sentence.text.has("计划总投资", at: figure.range.lowerBound - 5, end: figure.range.lowerBound) {
      return (.planned, "计划总投资")
    }
    // The last word before the figure decides: 计划发行60亿元，目前已发行38亿元.
    let cues = sentence.cues(in: sentence.range.lowerBound..<figure.core.lowerBound)
    var place = cues.endIndex - 1
    while place >= cues.startIndex, !cues[place].isOfStatus || !decides(cues[place], figure) { place -= 1 }
    let decided = place < cues.startIndex ? nil : cues[place]
    if figure.unitClass == .money || figure.unitClass == .percent || figure.unitClass == .count, isPresentLimit(figure)
    {
      return (.realized, "the present end of a planned change")
    }
    // 截至2023年下半年, written before that half is over, is up to now.
    let isFuture =
      period.map { $0.end.year > reference.year || $0.end > reference && $0.start >= reference && !isUpTo($0) } ?? false
    if let decided {
      if decided.cue == .planned { return (.planned, sentence.text.string(decided.range)) }
      let isInClause = sentence.clause(at: figure.core.lowerBound).contains(decided.range.lowerBound)
      if isInClause || !isPlanning && !isFuture { return (.realized, sentence.text.string(decided.range)) }
    }
    if isEffect(figure, behind: decided) { return (.planned, "建成后") }
    if willBe(figure) { return (.planned, "将") }
    if isPlanning { return (.planned, "下一步") }
    // 落实…增长30%以上: what is asked of those named.
    if figure.isBound, figure.unitClass == .percent,
      StatusRule.carrying.stands(
        in: sentence.text, at: sentence.text.trimmingSpaces(sentence.clause(at: figure.core.lowerBound)).lowerBound,
        end: figure.core.lowerBound)
    {
      return (.planned, "落实")
    }
    // 计划总投资2700万元，其中自筹800万元: the parts of what is planned.
    if decided == nil, sentence.mayHold("划"),
      let total = sentence.last("计划总投资", in: sentence.range.lowerBound..<figure.range.lowerBound),
      figure.unitClass == .money, sentence.hasPart(total..<figure.range.lowerBound)
    {
      return (.planned, "计划总投资")
    }
    if isFuture { return (.planned, StatusRule.futurePeriod) }
    if decided == nil,
      sentence.periods.contains(where: {
        $0.range.upperBound <= figure.core.lowerBound && $0.end.year > reference.year && !$0.isComparisonBase
          && !($0.shape == .span && $0.start <= reference)
      })
    {
      return (.planned, "a future period named before")
    }
    return (.realized, "no plan named")
  }

  private func isUpTo(_ period: PeriodMention) -> Bool {
    period.isCutoff && sentence.range.contains(period.range.lowerBound)
      && sentence.text.has("半年", at: period.range.upperBound - 2, end: period.range.upperBound)
      && sentence.text.scalars[period.range.lowerBound] == 0x622A  // 截
  }

  /// 水库建成后新增供水量60万立方米: what a work will do once it stands, unless a past time or 已 says that it does.
  private func isEffect(_ figure: Figure, behind decided: CueMention?) -> Bool {
    let before = sentence.range.lowerBound..<figure.core.lowerBound
    guard sentence.mayHold("后"), let place = StatusRule.completions.firstEnd(in: sentence.text, before),
      (decided?.range.upperBound ?? 0) <= place
    else { return false }
    return !StatusRule.existing.occurs(in: sentence.text, place..<figure.core.lowerBound)
      && !sentence.periods.contains {
        !$0.isComparisonBase && $0.range.upperBound <= figure.core.lowerBound && $0.start <= reference
      }
  }

  /// 640套房也将陆续交付: what will be done with what is counted stands right behind it.
  private func willBe(_ figure: Figure) -> Bool {
    guard sentence.mayHold("将") else { return false }
    let behind =
      figure.range.upperBound..<min(sentence.clause(at: figure.core.lowerBound).upperBound, figure.range.upperBound + 8)
    guard behind.lowerBound < behind.upperBound, let place = sentence.text.place(of: "将", in: behind),
      !sentence.figures.contains(where: { $0.core.lowerBound > figure.core.lowerBound && $0.core.lowerBound < place }),
      !(behind.lowerBound..<place).contains(where: { Scalar.isAny(sentence.text.scalars[$0], "、（）：") })
    else { return false }
    return isFutureWill(place..<place + 1, figure)
  }

  private static let carrying = WordList(["落实"])
  private static let froms = WordList(["由", "从"])
  private static let uses = WordList(["利用", "依托", "整合", "盘活", "依靠", "改造"])
  private static let completions = WordList([
    "实施后可", "完成后可", "建设后可", "建成后", "完工后", "投产后", "达产后", "竣工后", "投用后", "投运后", "建设完成后",
  ])
  private static let existing = WordList(["已", "累计", "现", "目前", "至今", "先后"])

  /// Whether a word says that something is planned or has come to be.
  private func decides(_ mention: CueMention, _ figure: Figure) -> Bool {
    switch mention.cue {
    case .planned:
      if sentence.text.string(mention.range) == "将", !isFutureWill(mention.range, figure) { return false }
      // 需要增长, 只要达到: a need or a condition.
      if sentence.text.scalars[mention.range.lowerBound] == 0x8981,
        mention.range.lowerBound > sentence.range.lowerBound,
        Scalar.isAny(sentence.text.scalars[mention.range.lowerBound - 1], "需只主必若重紧")
      {
        return false
      }
      // 所需投资64亿元: a noun.
      if sentence.text.scalars[mention.range.lowerBound] == 0x9700,
        mention.range.lowerBound > sentence.range.lowerBound,
        sentence.text.scalars[mention.range.lowerBound - 1] == 0x6240
      {
        return false
      }
      return !isMeasuredBy(mention.range, figure) && !sentence.isInTitle(mention.range) && !isNoun(mention.range)
        && !isObtaining(mention.range)
        && !isOver(mention.range, figure)
    // 在现有基础上再降20个基点: what is to come is measured by it.
    case .realized:
      // 由目前的8.5%上升到12%: what holds now is where it begins.
      if sentence.text.has("的", at: mention.range.upperBound, end: sentence.range.upperBound),
        StatusRule.froms.ends(in: sentence.text, at: mention.range.lowerBound, from: sentence.range.lowerBound)
      {
        return false
      }
      // 利用现有空地建设90个: what exists already is where.
      if sentence.text.has("现有", at: mention.range.lowerBound, end: mention.range.upperBound),
        StatusRule.uses.ends(in: sentence.text, at: mention.range.lowerBound, from: sentence.range.lowerBound)
      {
        return false
      }
      return !sentence.text.has("基础", at: mention.range.upperBound, end: sentence.range.upperBound)
    default: return false
    }
  }

  /// 占全年计划任务4000人的107.5%, 完成3亿元目标任务的92%: what is measured by a target has come to be, and so has what follows.
  private func isMeasuredBy(_ aim: Range<Int>, _ figure: Figure) -> Bool {
    let clause = sentence.clause(at: aim.lowerBound)
    guard
      let share = sentence.figures.first(where: {
        $0.core.lowerBound >= aim.upperBound && $0.core.lowerBound < clause.upperBound
          && ($0.unitClass == .percent || $0.unitClass == .times)
      }), share.core.lowerBound <= figure.core.lowerBound,
      sentence.text.has("的", at: share.range.lowerBound - 1, end: share.range.lowerBound)
    else { return false }
    return StatusRule.measuring.occurs(in: sentence.text, clause.lowerBound..<aim.lowerBound)
  }

  /// The amount of a target by which something is measured: 4000人 and 3亿元 there.
  private func isTarget(_ figure: Figure) -> Bool {
    guard figure.unitClass != .percent, figure.unitClass != .times,
      sentence.mayHold("任务") || sentence.mayHold("目标") || sentence.mayHold("计划")
    else { return false }
    let text = sentence.text
    let clause = sentence.clause(at: figure.core.lowerBound)
    guard
      let share = sentence.figures.first(where: { $0.core.lowerBound > figure.core.lowerBound }),
      share.unitClass == .percent || share.unitClass == .times, share.core.lowerBound < clause.upperBound,
      share.core.lowerBound - figure.range.upperBound <= 8,
      text.has("的", at: share.range.lowerBound - 1, end: share.range.lowerBound),
      StatusRule.measuring.occurs(in: text, clause.lowerBound..<figure.core.lowerBound)
    else { return false }
    return StatusRule.targets.occurs(in: text, clause.lowerBound..<share.range.lowerBound)
  }

  private static let measuring = WordList(["占", "完成", "超过", "是", "为", "相当于", "达"])
  private static let targets = WordList(["目标", "任务", "计划"])

  /// 预计每年减排1,730万吨；人民银行按本金的60%提供资金: what is expected ends with its part of the sentence.
  private func isOver(_ range: Range<Int>, _ figure: Figure) -> Bool {
    // 一是拟申请…；三是梳理…10个: nor does what one item plans reach the next.
    if sentence.isOfOtherItem(range, figure.core.lowerBound) { return true }
    // 力争年底开通9条；1—5月保障货邮14万吨: nor does a plan reach what a past time dates behind a semicolon.
    let between = range.upperBound..<max(range.upperBound, figure.core.lowerBound)
    if let semicolon = sentence.text.scalars.first(Scalar.semicolon, in: between),
      sentence.periods.contains(where: {
        $0.range.lowerBound > semicolon && $0.range.upperBound <= figure.core.lowerBound && $0.end <= reference
          && !$0.isComparisonBase && !$0.isPresent
      })
    {
      return true
    }
    // 年度目标任务300个，完成323个: the task and what was done of it.
    if ["任务", "目标"].contains(sentence.text.string(range)),
      !sentence.clause(at: figure.core.lowerBound).contains(range.lowerBound),
      StatusRule.outcomes.stands(
        in: sentence.text, at: sentence.clause(at: figure.core.lowerBound).lowerBound, end: figure.core.lowerBound)
    {
      return true
    }
    // 安排建设任务6685万亩，安排资金742亿元: a task, and what was given for it.
    if ["任务", "目标"].contains(sentence.text.string(range)), figure.unitClass == .money || figure.unitClass == .percent,
      let given = sentence.clauses.first(where: {
        $0.lowerBound > range.lowerBound && $0.lowerBound <= figure.core.lowerBound
          && sentence.text.has("安排", at: $0.lowerBound, end: $0.upperBound)
      }), given.lowerBound > range.upperBound
    {
      return true
    }
    // 初步计划安排57万亩，其中2020年安排10万亩，下达资金3652万元: what has been paid out.
    let clause = sentence.clause(at: figure.core.lowerBound)
    if !clause.contains(range.lowerBound), figure.unitClass == .money,
      StatusRule.payments.stands(in: sentence.text, at: clause.lowerBound, end: figure.core.lowerBound)
    {
      return true
    }
    return ["预计", "预期", "有望"].contains(sentence.text.string(range))
      && sentence.hasSemicolon(range.upperBound..<max(range.upperBound, figure.core.lowerBound))
  }

  /// 由200万元提高到300万元 under a plan: the first end holds today.
  private func isPresentLimit(_ figure: Figure) -> Bool {
    let before = max(sentence.range.lowerBound, figure.core.lowerBound - 5)..<figure.core.lowerBound
    // 由2020年的2180亿元提高到2025年的3200亿元
    let isDated =
      sentence.text.has("年的", at: figure.core.lowerBound - 2, end: figure.core.lowerBound)
      && ["由", "从"].contains { sentence.text.has($0, at: figure.core.lowerBound - 7, end: figure.core.lowerBound) }
    guard isDated || sentence.contains("由", in: before) || sentence.contains("从", in: before) else { return false }
    let behind = figure.core.upperBound..<min(sentence.range.upperBound, figure.core.upperBound + 6)
    return ["提高", "增加", "扩大", "降", "提升", "上升", "上调", "下调", "增", "扩", "到", "延长"].contains {
      sentence.contains($0, in: behind)
    }
  }

  static let askers = WordList([
    "您建议", "您提出", "贵单位建议", "贵委建议", "贵会建议", "你们建议", "提案建议", "提案提出", "建议中提出", "提案中提出", "您在建议中", "代表建议", "委员建议", "您提到",
    "代表们建议",
    "委员们建议", "你建议", "您所建议", "你提出", "您所提", "议案提出", "议案建议", "建议提出", "你在建议中", "您在提案中", "你在提案中", "贵委员建议", "贵党派建议", "贵委提出",
    "贵会提出", "贵单位提出", "贵党派提出", "你们提出", "提案中建议", "来信建议", "贵党派关于", "贵委关于",
    "恳请", "您还建议", "您还提出", "您同时建议", "您另建议", "您希望", "提案还建议", "提案还提出", "提案所提", "建议所提", "建议中提到", "建议中还提", "建议还提出", "贵委还建议",
  ])

  /// 贵单位建议放宽至5%, 关于设立10亿元基金的建议: the proposal's own figures, quoted.
  private func isAskedFor(_ figure: Figure) -> Bool {
    let clause = sentence.clause(at: figure.core.lowerBound)
    let before = clause.lowerBound..<figure.core.lowerBound
    // 代表建议2348件: what is counted.
    if StatusRule.papers.contains(figure.word),
      StatusRule.motions.ends(in: sentence.text, at: figure.range.lowerBound, from: clause.lowerBound)
    {
      return false
    }
    // 无法满足200万元补助: what is refused was asked for.
    if sentence.mayHold("无法") || sentence.mayHold("难以"),
      StatusRule.refusals.occurs(in: sentence.text, max(before.lowerBound, before.upperBound - 10)..<before.upperBound)
    {
      return true
    }
    if sentence.mayHold("关于"), StatusRule.requests.occurs(in: sentence.text, before) { return true }
    if sentence.mayAsk,
      StatusRule.askers.occurs(in: sentence.text, asking(before: figure.core.lowerBound)..<figure.core.lowerBound)
    {
      return true
    }
    let behind = figure.core.upperBound..<clause.upperBound
    return (sentence.contains("关于", in: before) || sentence.contains("提出的", in: before))
      && (sentence.contains("的建议", in: behind) || sentence.contains("的意见", in: behind))
  }

  private static let outcomes = WordList(["完成", "实际", "共完成", "实际完成", "共建成", "实际建成"])
  private static let payments = WordList(["下达", "已下达", "已拨付", "已到位", "拨付了"])
  private static let papers: Set<String> = ["件", "条", "份"]
  private static let motions = WordList(["建议", "提案", "议案"])
  private static let refusals = WordList(["无法满足", "难以满足", "无法安排", "难以安排", "无法解决"])
  private static let requests = WordList(["关于建议", "关于恳请", "关于请求"])

  private static let answers = WordList([
    "我局", "我委", "我厅", "我部", "我市", "我省", "我县", "我区", "因", "由于", "对此", "经", "目前", "已", "现", "正在", "将在", "市", "省", "县",
    "据",
  ])

  /// Where the clauses begin that still quote: the proposal's words run on (并由…, 概算投资…) until a clause answers.
  private func asking(before place: Int) -> Int {
    var index = sentence.clauseIndex(at: place)
    let text = sentence.text
    while index > 0 {
      let clause = text.trimmingSpaces(sentence.clauses[index])
      if StatusRule.answers.stands(in: text, at: clause.lowerBound, end: clause.upperBound) { break }
      if sentence.has(clause, { $0 == .realized }) { break }
      let before = sentence.clauses[index - 1]
      if before.isEmpty || text.scalars[before.upperBound - 1] == Scalar.semicolon { break }
      index -= 1
    }
    return sentence.clauses[index].lowerBound
  }
}
