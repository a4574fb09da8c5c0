import DafuModel

/// What sort of quantity a figure is: a level, a bound, a share, a change of what was said before.
extension SentenceReader {
  /// Amends the rules' answer by the figures around.
  func bound(_ state: inout State) {
    let (index, figure) = (state.index, state.figure)
    if !state.answer.isComment, state.answer.measure == .level,
      let before = linker.levelBefore(index, earlier, sentence), before.measure == .limit
    {
      state.answer.measure = .limit
    }
    if figure.rangeEnd == .high, let low = earlier.last, low.figure.rangeEnd == .low { state.answer.follow(low) }
    if figure.rangeEnd == .low, state.answer.measure == .level, index + 1 < sentence.figures.count {
      let next = sentence.figures[index + 1].unitClass
      if next == .money || next == .duration { state.answer.measure = .limit }
    }
    if figure.rangeEnd != nil, state.answer.measure == .level,
      figure.unitClass == .money || figure.unitClass == .duration
    {
      state.answer.measure = .limit
    }
    if state.answer.measure == .change, let amount = amountOfSameChange(state) { state.answer.measure = amount.measure }
    // The second item of a list is what the first one is, unless a verb of its own stands before it.
    if let group = state.group, index > group.lowerBound, let first = earlier.last,
      first.figure.unitClass == figure.unitClass,
      !linker.hasOwnVerb(sentence, between: first.figure.range.upperBound, and: figure.core.lowerBound)
    {
      state.answer.follow(first)
      state.answer.reason = "as in the list"
    }
  }

  /// 环比增加8.8万人，增长0.7%，同比增加56万人，增长4.9%: the amount right before a rate that tells the same change once more.
  private func amountOfSameChange(_ state: State) -> Reading? {
    guard let last = earlier.last, last.measure.isAgainstTime, last.figure.unitClass != .percent,
      state.figure.unitClass == .percent
    else { return nil }
    let between = last.figure.range.upperBound..<state.figure.range.lowerBound
    let text = sentence.text
    guard between.count >= 2, Scalar.isAny(text.scalars[between.lowerBound], "，、") else { return nil }
    let growth = SentenceReader.growths.length(in: text, at: between.lowerBound + 1, end: between.upperBound)
    return growth == between.count - 1 ? last : nil
  }

  private static let growths = WordList(["增长", "下降", "增幅", "降幅", "增长率", "增幅为", "增长了", "增幅达", "上升", "增速"])

  /// The figure that a change, share, rank or multiple speaks of.
  func comment(on state: inout State) {
    guard state.answer.isComment else { return }
    // 分别 aligns a list of changes, ranks or multiples with the figures before it.
    if let group = state.group, state.isDistributed {
      let before = readings(before: group).filter { $0.isLevel || $0.isAmount }
      if before.count >= group.count {
        state.comment = before[before.count - group.count + state.index - group.lowerBound]
        state.derivation.alignment = "分别"
        return
      }
    }
    let levels = earlier.filter { $0.measure != .rank }
    state.comment = linker.commented(state.figure, state.clause, levels, sentence)
    // 平均担保费率0.89%，其中支农业务占比91.2%: a share is of sums and counts, not of a rate.
    if state.answer.measure == .share, let of = state.comment, of.metric.hasSuffix("_rate"),
      let sum = levels.last(where: { $0.isLevel && [.money, .count].contains($0.figure.unitClass) })
    {
      state.comment = sum
    }
  }

  /// The readings of the figures that stand before a group.
  func readings(before group: Range<Int>) -> [Reading] { readings(of: 0..<group.lowerBound) }

  /// The readings of some of the figures before.
  func readings(of figures: Range<Int>) -> [Reading] {
    sentence.figures[figures].compactMap { figure in earlier.first { $0.figure.core == figure.core } }
  }

  /// A level, a bound or a share; a change against what: weighed, the rules' answer among them.
  func weighMeasure(_ state: inout State) {
    state.isPlanning =
      memory.isPlanning
      || sentence.has(sentence.range.lowerBound..<state.figure.core.lowerBound, { $0 == .planned })
    let measures = MeasureFeatures(
      index: state.index, sentence: sentence, answer: state.answer, metric: state.metric.metric,
      instrument: state.instruments.first, isPlanning: state.isPlanning, previous: earlier.last)
    if linker.listsCandidates {
      state.derivation["measures"] = measures.listed().map {
        $0.measure.rawValue + "\t" + $0.places.map(String.init).joined(separator: " ")
      }.joined(separator: "\n")
    }
    guard !state.answer.isCertain, let best = measures.best() else { return }
    if let amount = amountOfSameChange(state), amount.measure == state.answer.measure { return }
    state.leads.measure = best.lead
    if best.measure != state.answer.measure {
      state.derivation.measure = "weighed against " + state.answer.reason
      state.answer.measure = best.measure
    }
  }
}

extension MeasureRule.Answer {
  /// Takes over what an earlier figure is.
  fileprivate mutating func follow(_ reading: Reading) {
    measure = reading.measure
    isNegative = reading.value.isNegative
    isComment = !reading.isLevel
  }
}

extension Measure {
  /// Whether it is a change against a named time.
  fileprivate var isAgainstTime: Bool {
    self == .changeYearOnYear || self == .changeYearToDate || self == .changeMonthOnMonth
  }
}
