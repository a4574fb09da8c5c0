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
      // 计划建设1000个。其中市公路局建设160个, 主要建设内容为：…: the parts of what is planned are.
      var own = memory
      if memory.hasPlanned,
        Linker.parts.stands(in: sentence.text, at: sentence.range.lowerBound, end: sentence.range.upperBound)
      {
        own.isPlanning = true
      }
      readings = SentenceReader(self, sentence, own).readings()
    }
    remember(sentence, readings: readings, memory: &memory)
    return readings
  }

  /// Words with which a sentence tells the parts of what the one before speaks of.
  private static let parts = WordList(["其中", "主要建设内容", "建设内容", "项目建设内容", "主要内容", "建设规模", "改造内容", "改造范围"])

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
    if answer.measure == .change, !answer.isCertain,
      answer.reason == "新增" || answer.reason == "净增" || answer.reason == "新设" || answer.reason == "新开"
        || answer.reason == "增加" || answer.reason == "净增加"
    {
      // 新增 of a flow is the flow itself; 每人每月增加18元 raises a standard.
      let isStandard =
        figure.unitClass == .money
        && sentence.has(clause.lowerBound..<figure.core.lowerBound, { $0 == .average })
      let isStock = isStandard || metric == "listed_company_count" || metric.hasSuffix("_balance")
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
}
