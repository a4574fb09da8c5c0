import DafuModel

/// What is remembered from one sentence to the next.
extension Linker {
  /// What is remembered within a paragraph.
  struct Memory {
    var periods = PeriodRule.Inherited()
    var instruments = InstrumentRule.Inherited()
    /// What the document has been about.
    let discourse: Discourse
    var isPlanning = false
    /// Whether the last figure of the sentence before is planned.
    var hasPlanned = false
    /// What the last count of the sentence before counts.
    var counted: String?
    /// Whether an item of a list is read that a paragraph announced (安排如下：).
    var isOfList = false
    /// Whether a cell of a table is read.
    var isOfTable = false
    /// What stood before 一是, which each later item starts from.
    var leadIn: PeriodRule.Inherited?
    /// What the passage was about before 一是.
    var leadInTopic: [InstrumentName]?
    /// The last sentence that named instruments, which are the topic, if somebody asks for it.
    var unread: Sentence?

    init(discourse: Discourse) { self.discourse = discourse }

    /// Settles what the passage is about.
    mutating func recall() {
      guard let sentence = unread else { return }
      instruments.topic = InstrumentRule(sentence: sentence).joint(around: sentence.instruments.count - 1)
      unread = nil
    }
  }

  func remember(_ sentence: Sentence, readings: [Reading], memory: inout Memory) {
    memory.periods.isAdjacent = !sentence.periods.isEmpty
    let rule = PeriodRule(sentence: sentence, reference: reference)
    for mention in sentence.periods where !mention.isComparisonBase {
      if rule.isEvent(mention) { continue }
      if mention.shape == .instant { memory.periods.stock = mention } else { memory.periods.flow = mention }
      if mention.shape == .since { memory.periods.stock = mention }
    }
    memory.discourse.times.leave(sentence, rule: rule)
    memory.hasPlanned = readings.last?.status == .planned
    memory.counted = readings.last { $0.figure.unitClass == .count }?.metric
    rememberTopic(sentence, readings: readings, memory: &memory)
    // 下一步 is a word of what is to come itself.
    let opening = sentence.range.lowerBound..<min(sentence.range.upperBound, sentence.range.lowerBound + 12)
    if Linker.plans.occurs(in: sentence.text, opening), sentence.has(sentence.range, { $0 == .planned }) {
      memory.isPlanning = true
    }
  }

  /// Why each of some rates side by side is of an item of its own, with no 分别.
  static let sideBySide = "as many as are listed"

  /// Whether a list was told apart, each figure of an item of its own.
  static func isToldApart(_ reading: Reading) -> Bool {
    reading.derivation.instrument == "分别" || reading.derivation.instrument == sideBySide
  }

  private static let plans = WordList(["下一步", "下步", "下阶段", "下一阶段"])

  private func rememberTopic(_ sentence: Sentence, readings: [Reading], memory: inout Memory) {
    guard !readings.isEmpty else {
      if !sentence.instruments.isEmpty { memory.unread = sentence }
      return
    }
    // What 其中 named is a part; the next sentence speaks of the whole again.
    let whole = sentence.cues.first {
      $0.cue.isPart && sentence.text.scalars[$0.range.lowerBound] == 0x5176  // 其中
    }?.range.lowerBound
    let readings =
      whole.map { part in
        let before = readings.filter { $0.figure.core.upperBound <= part && !$0.instruments.isEmpty }
        return before.isEmpty ? readings : before
      } ?? readings
    let tied = readings.filter { !$0.instruments.isEmpty && $0.derivation.instrument != "from the heading" }
    if let last = tied.last(where: { !Linker.isToldApart($0) }) ?? tied.last {
      if Linker.isToldApart(last) {
        // A list told apart is remembered as a whole, unless the passage had a subject before.
        if memory.instruments.topic.isEmpty {
          var all: [InstrumentName] = []
          for reading in tied { for name in reading.instruments where !all.contains(name) { all.append(name) } }
          memory.instruments.topic = all
        }
      } else if !sentence.isBreakdown || memory.instruments.topic.isEmpty {
        memory.instruments.topic = last.instruments
      }
    } else if !sentence.instruments.isEmpty {
      memory.unread = sentence
    }
  }
}
