import DafuModel

/// The metrics that a figure might measure, with what speaks for each.
///
/// What stands around the figure is read once; each candidate takes it together with its own name, and besides what ties the
/// candidate to the figure: the rules' answer, the words that name it, the figure before.
struct MetricFeatures {
  let index: Int
  let sentence: Sentence
  /// What the rules answer, the instrument known.
  let answer: MetricRule.Answer
  let measure: Measure
  let isPlanning: Bool
  let instrument: InstrumentName?
  let comment: Reading?
  /// The figure before in the sentence.
  let previous: Reading?

  struct Candidate {
    let metric: String
    /// The places of its features in the table of weights.
    let places: [Int]
  }

  private enum Kind: Int {
    case bias = 64, rule, ruleNamed, ruleMeasure, unit, word, measure, planning, instrument, instrumentEnd, noInstrument
    case instrumentWord, previous, previousAlike, previousWord, gap, first, comment, left, right, own, before, behind
    case reason = 88, comparator
    // What ties a candidate to the figure, whatever it is.
    case isRule, isPrevious, isComment, isNearest, isInClause, isBehind, isEarlier, isDefault
  }

  /// A metric that words name, and how they stand to the figure.
  private struct Named {
    let metric: String
    let strength: Int
    let distance: Int
    let place: Place

    enum Place: Int { case clause, behind, earlier }
  }

  // MARK: Candidates

  func candidates() -> [Candidate] {
    let named = named()
    var metrics = [answer.metric]
    func add(_ metric: String) { if !metrics.contains(metric) { metrics.append(metric) } }
    if let previous { add(previous.metric) }
    if let comment { add(comment.metric) }
    for entry in named { add(entry.metric) }
    let figure = sentence.figures[index]
    if figure.unitClass == .money { add(MetricRule.moneyDefault(instrument?.kind)) }
    for metric in MetricFeatures.usual(figure.unitClass) { add(metric) }
    let context = context(named)
    return metrics.map { metric in
      let name = FeatureHash(0).with(metric).number
      var places: [Int] = []
      places.reserveCapacity(context.count + 8)
      for feature in context { places.append(feature.with(name).place(bits: MetricRanking.bits)) }
      for tie in ties(metric, named) { places.append(tie.place(bits: MetricRanking.bits)) }
      return Candidate(metric: metric, places: places)
    }
  }

  /// Metrics that need no word of their own.
  private static func usual(_ unit: UnitClass) -> [String] {
    switch unit {
    case .money: money
    case .count: count
    default: ratio
    }
  }

  private static let money = [
    "loan_amount", "loan_balance", "subsidy_amount", "budget_amount", "investment_amount", "fund_size", "claims",
    "premium",
    "risk_coverage", "pool_size", "guarantee_amount", "other",
  ]
  private static let count = [
    "enterprise_count", "household_count", "person_count", "project_count", "institution_count", "product_count",
    "loan_count", "policy_count", "region_count", "other",
  ]
  private static let ratio = [
    "compensation_ratio", "premium_subsidy_ratio", "interest_rate", "fee_rate", "coverage_rate", "loan_balance",
    "other",
  ]

  /// The metrics that words of the sentence name, the nearest first of each place.
  private func named() -> [Named] {
    let figure = sentence.figures[index]
    let clause = sentence.clause(at: figure.core.lowerBound)
    var found: [Named] = []
    for mention in sentence.cues {
      let metric: String
      let strength: Int
      switch mention.cue {
      case .metric(let code, _, let weight): (metric, strength) = (code, weight)
      case .head(let head):
        guard let code = MetricRule.metric(of: head, kind: instrument?.kind, unit: figure.unitClass) else { continue }
        (metric, strength) = (code, 4)
      default: continue
      }
      if mention.range.upperBound <= figure.core.lowerBound {
        let place: Named.Place = clause.contains(mention.range.lowerBound) ? .clause : .earlier
        found.append(
          Named(
            metric: metric, strength: strength, distance: figure.core.lowerBound - mention.range.upperBound,
            place: place))
      } else if mention.range.lowerBound >= figure.core.upperBound, mention.range.upperBound <= clause.upperBound {
        found.append(
          Named(
            metric: metric, strength: strength, distance: mention.range.lowerBound - figure.core.upperBound,
            place: .behind))
      }
    }
    return found.sorted { ($0.place.rawValue, $0.distance) < ($1.place.rawValue, $1.distance) }
  }

  // MARK: Features

  /// What ties a metric to the figure.
  private func ties(_ metric: String, _ named: [Named]) -> [FeatureHash] {
    var ties: [FeatureHash] = []
    func add(_ kind: Kind, _ number: Int = 0) { ties.append(FeatureHash(kind.rawValue).with(number)) }
    if metric == answer.metric { add(.isRule, answer.isNamed ? 1 : 0) }
    if let previous, previous.metric == metric {
      add(.isPrevious, previous.figure.unitClass == sentence.figures[index].unitClass ? 1 : 0)
    }
    if let comment, comment.metric == metric { add(.isComment) }
    var isFirst = true
    for entry in named {
      if entry.metric == metric {
        switch entry.place {
        case .clause:
          add(isFirst ? .isNearest : .isInClause, entry.strength * 8 + min(7, entry.distance / 2))
        case .behind: add(.isBehind, entry.strength * 8 + min(7, entry.distance))
        case .earlier: add(.isEarlier, entry.strength)
        }
      }
      isFirst = false
    }
    if sentence.figures[index].unitClass == .money, MetricRule.moneyDefault(instrument?.kind) == metric {
      add(.isDefault)
    }
    return ties
  }

  /// What stands around the figure.
  private func context(_ named: [Named]) -> [FeatureHash] {
    let figure = sentence.figures[index]
    var found: [FeatureHash] = []
    found.reserveCapacity(64)
    func add(_ kind: Kind, _ build: (FeatureHash) -> FeatureHash = { $0 }) {
      found.append(build(FeatureHash(kind.rawValue)))
    }
    let measured = measure.number
    let unit = Int(figure.unitClass.rawValue)
    add(.bias) { $0.with(unit) }
    add(.rule) { $0.with(answer.metric) }
    add(.ruleNamed) { $0.with(answer.metric).with(answer.isNamed ? 1 : 0) }
    add(.ruleMeasure) { $0.with(answer.metric).with(measured) }
    add(.reason) { $0.with(answer.reason) }
    add(.unit) { $0.with(figure.unit) }
    add(.word) { $0.with(figure.word) }
    add(.measure) { $0.with(measured).with(unit) }
    add(.planning) { $0.with(isPlanning ? 1 : 0) }
    add(.comparator) { $0.with(figure.comparator.number).with(unit) }
    if let instrument {
      let kind = Int(instrument.kind.rawValue)
      add(.instrument) { $0.with(kind).with(unit) }
      add(.instrumentEnd) { $0.with(String(instrument.name.unicodeScalars.suffix(2))).with(unit) }
      add(.instrumentWord) { $0.with(kind).with(figure.word) }
    } else {
      add(.noInstrument) { $0.with(unit) }
    }
    if let previous {
      let isAlike = previous.figure.unitClass == figure.unitClass ? 1 : 0
      add(.previous) { $0.with(previous.metric).with(unit) }
      add(.previousAlike) { $0.with(previous.metric).with(isAlike) }
      add(.previousWord) { $0.with(previous.metric).with(previous.figure.word).with(figure.word) }
      let gap = previous.figure.range.upperBound..<max(previous.figure.range.upperBound, figure.range.lowerBound)
      if gap.count <= 3 { add(.gap) { $0.with(sentence.text.string(gap)).with(previous.metric) } }
    } else {
      add(.first) { $0.with(unit) }
    }
    if let comment { add(.comment) { $0.with(comment.metric).with(measured) } }
    for place in [Named.Place.clause, .behind] {
      guard let nearest = named.first(where: { $0.place == place }) else { continue }
      add(place == .clause ? .before : .behind) { $0.with(nearest.metric).with(unit) }
    }
    addWords(add, figure, unit)
    return found
  }

  private func addWords(_ add: (Kind, (FeatureHash) -> FeatureHash) -> Void, _ figure: Figure, _ unit: Int) {
    let scalars = sentence.text.scalars
    let clause = sentence.clause(at: figure.core.lowerBound).lowerBound
    let begin = min(figure.range.lowerBound, max(clause, previous?.figure.range.upperBound ?? clause))
    for length in 1...3 {
      let left = figure.range.lowerBound - length
      if left >= begin { add(.left) { $0.with(length).with(scalars, left..<figure.range.lowerBound) } }
      let end = min(sentence.range.upperBound, figure.range.upperBound + length)
      add(.right) { $0.with(length).with(scalars, min(figure.range.upperBound, end)..<end) }
    }
    // The pairs of characters of its own words.
    var place = max(begin, figure.range.lowerBound - 16)
    while place + 1 < figure.range.lowerBound {
      add(.own) { $0.with(Int(scalars[place])).with(Int(scalars[place + 1])).with(unit) }
      place += 1
    }
  }
}
