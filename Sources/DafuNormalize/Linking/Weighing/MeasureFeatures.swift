import DafuModel

/// What speaks for a figure being a level, a bound that a rule sets or a share, and for what a change is measured against.
///
/// The rules say which sort it is (an amount, or a comment on another figure) and by that its sign; within the sort their
/// answer is one feature among others.
struct MeasureFeatures {
  let index: Int
  let sentence: Sentence
  let answer: MeasureRule.Answer
  let metric: String
  let instrument: InstrumentName?
  let isPlanning: Bool
  /// The figure before in the sentence.
  let previous: Reading?

  private enum Kind: Int {
    case bias = 300, rule, reason, metric, unit, word, comparator, metricComparator, instrument, left, right, cue,
      nearCue
    case previous, previousMetric, previousWord, range, extreme, planning, clause, first, behind, modifier
  }

  private static let amounts: [Measure] = [.level, .limit, .share]
  private static let comparisons: [Measure] = [
    .change, .changeYearOnYear, .changeYearToDate, .changeMonthOnMonth, .difference,
  ]

  /// What the figure might be, the rules' own answer among them; nothing else where none of another sort may be meant.
  func candidates() -> [Measure] {
    if MeasureFeatures.amounts.contains(answer.measure) {
      // A length of time or a price is no share.
      return sentence.figures[index].unitClass == .percent ? MeasureFeatures.amounts : [.level, .limit]
    }
    return MeasureFeatures.comparisons.contains(answer.measure) ? MeasureFeatures.comparisons : [answer.measure]
  }

  /// What is observed around the figure, whatever it may be.
  private func observations() -> [FeatureHash] {
    var found: [FeatureHash] = []
    found.reserveCapacity(64)
    func observe(_ kind: Kind) -> FeatureHash { FeatureHash(kind.rawValue) }
    let figure = sentence.figures[index]
    let scalars = sentence.text.scalars
    let clause = sentence.clause(at: figure.core.lowerBound)
    let begin = max(clause.lowerBound, previous?.figure.range.upperBound ?? clause.lowerBound)
    let rule = answer.measure.number
    found.append(observe(.bias))
    found.append(observe(.rule).with(rule))
    found.append(observe(.reason).with(rule).with(answer.reason))
    found.append(observe(.metric).with(metric).with(rule))
    found.append(observe(.unit).with(figure.unit).with(rule))
    found.append(observe(.word).with(figure.unitText).with(rule))
    found.append(observe(.comparator).with(figure.comparator.number).with(rule))
    found.append(observe(.metricComparator).with(metric).with(figure.comparator.number))
    found.append(observe(.instrument).with(instrument.map { Int($0.kind.rawValue) } ?? -1).with(rule))
    found.append(observe(.range).with(figure.rangeEnd == nil ? 0 : 1).with(rule))
    found.append(observe(.extreme).with(figure.isExtreme ? 1 : 0).with(rule))
    found.append(observe(.planning).with(isPlanning ? 1 : 0).with(rule))
    found.append(observe(.planning).with(isPlanning ? 3 : 2).with(figure.comparator.number).with(rule))
    // 不得低于, 最高; 以内, 以上.
    found.append(
      observe(.modifier).with(scalars, figure.range.lowerBound..<max(figure.range.lowerBound, figure.core.lowerBound))
        .with(-1).with(scalars, min(figure.core.upperBound, figure.range.upperBound)..<figure.range.upperBound))
    for length in 1...3 {
      let start = figure.range.lowerBound - length
      if start >= begin { found.append(observe(.left).with(length).with(scalars, start..<figure.range.lowerBound)) }
      let end = figure.range.upperBound + length
      if end <= sentence.range.upperBound {
        found.append(observe(.right).with(length).with(scalars, figure.range.upperBound..<end))
      }
    }
    if clause.lowerBound + 2 <= figure.range.lowerBound {
      found.append(observe(.clause).with(scalars, clause.lowerBound..<clause.lowerBound + 2))
    }
    if let previous {
      let before = previous.measure.number
      found.append(observe(.previous).with(before).with(rule))
      found.append(observe(.previousMetric).with(before).with(previous.metric == metric ? 1 : 0).with(rule))
      found.append(observe(.previousWord).with(before).with(previous.figure.unitText).with(figure.unitText))
    } else {
      found.append(observe(.first).with(rule))
    }
    sentence.contextWords.forEach(in: begin..<figure.range.lowerBound) { word in
      found.append(observe(.nearCue).with(word).with(rule))
    }
    sentence.contextWords.forEach(in: clause.lowerBound..<figure.range.lowerBound) { word in
      found.append(observe(.cue).with(word).with(rule))
    }
    sentence.contextWords.forEach(in: figure.range.upperBound..<max(figure.range.upperBound, clause.upperBound)) {
      found.append(observe(.behind).with($0).with(rule))
    }
    return found
  }

  /// Each candidate with the places of its features in the table of weights, for whoever lists them.
  func listed() -> [(measure: Measure, places: [Int])] {
    let observations = observations()
    return candidates().map { measure in
      (measure, observations.map { $0.with(measure.number).place(bits: MeasureRanking.bits) })
    }
  }

  /// The heaviest candidate, and by how much it leads, in hundredths of log-odds; the rules' own where none is heavier or the
  /// table is empty.
  func best() -> (measure: Measure, lead: Int)? {
    let candidates = candidates()
    guard candidates.count > 1, MeasureWeights.values.count == 1 << Int(MeasureRanking.bits) else { return nil }
    let observations = observations()
    let own = candidates.firstIndex(of: answer.measure) ?? 0
    let (best, lead) = withUnsafeTemporaryAllocation(of: Int.self, capacity: candidates.count) { scores in
      MeasureWeights.values.withUnsafeBufferPointer { weights in
        for place in candidates.indices {
          let number = candidates[place].number
          var score = 0
          for observation in observations {
            score &+= Int(weights[observation.with(number).place(bits: MeasureRanking.bits)])
          }
          scores[place] = score
        }
      }
      var best = own
      for place in candidates.indices where scores[place] > scores[best] { best = place }
      var second = Int.min
      for place in candidates.indices where place != best { second = max(second, scores[place]) }
      return (best, scores[best] - second)
    }
    return (candidates[best], lead)
  }
}

/// The table that `MeasureFeatures` are weighed by, fitted to documents with gold tables (`Benchmarks/linking/measures.py`).
enum MeasureRanking {
  /// The table of weights has 2 to the power of this many places.
  static let bits: UInt64 = 13
}
