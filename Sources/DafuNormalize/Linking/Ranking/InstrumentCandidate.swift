import DafuModel

/// An instrument that a figure might carry, with what speaks for and against it.
struct InstrumentCandidate {
  /// Its number as a list of instruments, `InstrumentIndex.none` for no instrument.
  let list: Int
  /// The mention in the figure's sentence, as its place among the sentence's; nil for one remembered.
  let mention: Int?
  var features = FeatureSet()
}

/// What describes a candidate beside the words around a figure (`FigureContext`).
struct CandidateDescription {
  /// Where it stands, and whether the last figure carried it or the passage is about it.
  let position: Int
  /// Its kind, and whether the sentence names it.
  let kind: Int
  /// How its name ends; nil for no instrument.
  let ending: Int?

  /// No position and no kind has a number beyond it.
  static let count = 128
}

/// Everything about a figure that its instrument depends on; lists of instruments by their numbers.
struct FigureSetting {
  let index: Int
  let core: Range<Int>
  /// Where it begins as written.
  let begin: Int
  let clause: Range<Int>
  let clauseIndex: Int
  /// Whether it is a rate of something: percent or points.
  let isPercentage: Bool
  let measure: Measure
  let traits: MetricTraits
  /// What the rules answer.
  let answer: Int?
  let answerFeature: CandidateFeature?
  /// What the figure carries that it comments on.
  let comment: Int?
  /// What the passage and its heading are about.
  let topic: Int
  let heading: Int
  /// What a list names for the other figures of a group.
  let neighbours: [Int]
  let isPlanning: Bool
  /// Whether it is a cell of a table.
  let isOfTable: Bool
  /// What 前者, 后者 or 两项合计 before the figure stands for, which nothing else that is weighed overrules.
  let reference: Int?
  /// Whether it is a further item of a list, and whether it is part of what was named before.
  let isListed: Bool
  let isPart: Bool
  /// Whether a semicolon stands between it and the figure before.
  let isAcross: Bool
  /// The kinds of which words before it in the clause and in the sentence tell.
  let clauseEcho: InstrumentKinds
  let sentenceEcho: InstrumentKinds
  /// 两项保险 in the sentence before it.
  let counted: CountedInstruments?
  /// The names that 该基金 or its like before it stands for.
  let referred: [Int]?
  let isAnaphoric: Bool
  /// Where the last clause begins that turns to another place.
  let place: Int?
  /// How many of the sentence's mentions begin before it, and the last of them that fits.
  let before: Int
  let accepted: Int?
}

/// What a metric asks of an instrument.
struct MetricTraits {
  let group: MetricGroup
  let fit: InstrumentFit
  /// The kinds of instruments whose amounts the metric measures where no word says more.
  let amounts: InstrumentKinds

  static func of(_ metric: String, unit: UnitClass) -> MetricTraits {
    guard let known = MetricTraits.known[metric] else {
      return MetricTraits(
        group: MetricGroup.of(metric, unit: unit), fit: InstrumentFit.of(metric, unit: unit), amounts: amounts(metric))
    }
    return MetricTraits(
      group: known.group ?? MetricGroup.of(metric, unit: unit), fit: unit == .count ? known.ofCounts : known.fit,
      amounts: known.amounts)
  }

  private static func amounts(_ metric: String) -> InstrumentKinds {
    var kinds: InstrumentKinds = []
    for value in UInt8.min...UInt8(InstrumentKind.other.rawValue) {
      guard let kind = InstrumentKind(rawValue: value) else { continue }
      if MetricRule.moneyDefault(kind) == metric { kinds = kinds.union([kind]) }
    }
    return kinds
  }

  /// What is known of the metrics by name. Whether a figure is a count is all that a metric's fit takes from the unit.
  private static let known: NameIndex<Known> = {
    var known = NameIndex<Known>()
    for metric in Array(MetricGroup.groups.keys) + ["other", "area"] {
      known[metric] = Known(
        group: MetricGroup.groups[metric], fit: InstrumentFit.of(metric, unit: .money),
        ofCounts: InstrumentFit.of(metric, unit: .count), amounts: amounts(metric))
    }
    return known
  }()

  private struct Known: Sendable {
    let group: MetricGroup?
    let fit: InstrumentFit
    let ofCounts: InstrumentFit
    let amounts: InstrumentKinds
  }
}
