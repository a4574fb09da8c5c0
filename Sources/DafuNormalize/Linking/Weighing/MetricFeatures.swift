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
    let metric: Metric
    let strength: Int
    let distance: Int
    let place: Place

    enum Place: Int { case clause, behind, earlier }
  }

  // MARK: Candidates

  /// Each candidate with all that speaks for it, for whoever lists them.
  func candidates() -> [Candidate] {
    let named = named()
    let context = context(named)
    return metrics(named).map { metric in
      var places = context.map { $0.with(metric.number).place(bits: MetricRanking.bits) }
      forEachTie(metric, named) { places.append($0.place(bits: MetricRanking.bits)) }
      return Candidate(metric: metric.name, places: places)
    }
  }

  /// The heaviest candidate, and by how much it leads, in hundredths of log-odds; the first, the rules' own, where none is
  /// heavier or the table is empty.
  func best() -> (metric: String, lead: Int) {
    guard MetricWeights.values.count == 1 << Int(MetricRanking.bits) else { return (answer.metric, 0) }
    let named = named()
    let context = context(named)
    return MetricWeights.values.withUnsafeBufferPointer { weights in
      var best = (metric: answer.metric, score: Int.min)
      var second = Int.min
      for metric in metrics(named) {
        var score = 0
        for feature in context { score += Int(weights[feature.with(metric.number).place(bits: MetricRanking.bits)]) }
        forEachTie(metric, named) { score += Int(weights[$0.place(bits: MetricRanking.bits)]) }
        if score > best.score {
          second = best.score
          best = (metric.name, score)
        } else {
          second = max(second, score)
        }
      }
      return (best.metric, second == Int.min ? best.score : best.score - second)
    }
  }

  /// A metric with the number that stands for its name in features.
  private struct Metric {
    let name: String
    let number: Int

    init(_ name: String) {
      self.name = name
      number = FeatureHash(0).with(name).number
    }
  }

  /// The metrics that it might measure, each once, the rules' own first.
  private func metrics(_ named: [Named]) -> [Metric] {
    let figure = sentence.figures[index]
    let usual = MetricFeatures.usual(figure.unitClass)
    var metrics: [Metric] = []
    metrics.reserveCapacity(named.count + usual.count + 4)
    func add(_ metric: Metric) { if !metrics.contains(where: { $0.number == metric.number }) { metrics.append(metric) } }
    add(Metric(answer.metric))
    if let previous { add(Metric(previous.metric)) }
    if let comment { add(Metric(comment.metric)) }
    for entry in named { add(entry.metric) }
    if figure.unitClass == .money { add(Metric(MetricRule.moneyDefault(instrument?.kind))) }
    for metric in usual { add(metric) }
    return metrics
  }

  /// Metrics that need no word of their own.
  private static func usual(_ unit: UnitClass) -> [Metric] {
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
  ].map(Metric.init)
  private static let count = [
    "enterprise_count", "household_count", "person_count", "project_count", "institution_count", "product_count",
    "loan_count", "policy_count", "region_count", "other",
  ].map(Metric.init)
  private static let ratio = [
    "compensation_ratio", "premium_subsidy_ratio", "interest_rate", "fee_rate", "coverage_rate", "loan_balance",
    "other",
  ].map(Metric.init)

  /// The metrics that words of the sentence name, the nearest first of each place.
  private func named() -> [Named] {
    let figure = sentence.figures[index]
    let clause = sentence.clause(at: figure.core.lowerBound)
    var found: [Named] = []
    for mention in sentence.cues {
      if mention.range.lowerBound >= clause.upperBound { break }
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
            metric: Metric(metric), strength: strength, distance: figure.core.lowerBound - mention.range.upperBound,
            place: place))
      } else if mention.range.lowerBound >= figure.core.upperBound, mention.range.upperBound <= clause.upperBound {
        found.append(
          Named(
            metric: Metric(metric), strength: strength, distance: mention.range.lowerBound - figure.core.upperBound,
            place: .behind))
      }
    }
    return found.sorted { ($0.place.rawValue, $0.distance) < ($1.place.rawValue, $1.distance) }
  }

  // MARK: Features

  /// What ties a metric to the figure.
  @inline(__always)
  private func forEachTie(_ metric: Metric, _ named: [Named], _ body: (FeatureHash) -> Void) {
    func add(_ kind: Kind, _ number: Int = 0) { body(FeatureHash(kind.rawValue).with(number)) }
    if metric.name == answer.metric { add(.isRule, answer.isNamed ? 1 : 0) }
    if let previous, previous.metric == metric.name {
      add(.isPrevious, previous.figure.unitClass == sentence.figures[index].unitClass ? 1 : 0)
    }
    if let comment, comment.metric == metric.name { add(.isComment) }
    var isFirst = true
    for entry in named {
      if entry.metric.number == metric.number {
        switch entry.place {
        case .clause:
          add(isFirst ? .isNearest : .isInClause, entry.strength * 8 + min(7, entry.distance / 2))
        case .behind: add(.isBehind, entry.strength * 8 + min(7, entry.distance))
        case .earlier: add(.isEarlier, entry.strength)
        }
      }
      isFirst = false
    }
    if sentence.figures[index].unitClass == .money, MetricRule.moneyDefault(instrument?.kind) == metric.name {
      add(.isDefault)
    }
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
      add(place == .clause ? .before : .behind) { $0.with(nearest.metric.name).with(unit) }
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
