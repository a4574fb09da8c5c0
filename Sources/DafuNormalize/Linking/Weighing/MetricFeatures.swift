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
  private let unitClass: UnitClass

  init(
    index: Int, sentence: Sentence, answer: MetricRule.Answer, measure: Measure, isPlanning: Bool,
    instrument: InstrumentName?, comment: Reading?, previous: Reading?
  ) {
    self.index = index
    self.sentence = sentence
    self.answer = answer
    self.measure = measure
    self.isPlanning = isPlanning
    self.instrument = instrument
    self.comment = comment
    self.previous = previous
    unitClass = sentence.figures[index].unitClass
  }

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
    let numbers = Numbers(self)
    var candidates: [Candidate] = []
    forEachMetric(named, numbers) { metric, origin in
      var places = context.map { $0.with(metric).place(bits: MetricRanking.bits) }
      forEachTie(metric, named, numbers) { places.append($0.place(bits: MetricRanking.bits)) }
      candidates.append(Candidate(metric: name(origin, named), places: places))
    }
    return candidates
  }

  /// The heaviest candidate, and by how much it leads, in hundredths of log-odds; the first, the rules' own, where none is
  /// heavier or the table is empty.
  func best() -> (metric: String, lead: Int) {
    guard MetricWeights.values.count == 1 << Int(MetricRanking.bits) else { return (answer.metric, 0) }
    let named = named()
    let context = context(named)
    let numbers = Numbers(self)
    var best = (origin: Origin.answer, score: Int.min)
    var second = Int.min
    MetricWeights.values.withUnsafeBufferPointer { weights in
      context.withUnsafeBufferPointer { context in
        forEachMetric(named, numbers) { metric, origin in
          var score = 0
          for feature in context { score &+= Int(weights[feature.with(metric).place(bits: MetricRanking.bits)]) }
          forEachTie(metric, named, numbers) { score &+= Int(weights[$0.place(bits: MetricRanking.bits)]) }
          if score > best.score {
            second = best.score
            best = (origin, score)
          } else {
            second = max(second, score)
          }
        }
      }
    }
    return (name(best.origin, named), second == Int.min ? best.score : best.score - second)
  }

  /// A metric with the number that stands for its name in features.
  private struct Metric {
    let name: String
    let number: Int

    init(_ name: String) { self.init(name, FeatureHash.number(ofMetric: name)) }

    init(_ name: String, _ number: Int) {
      self.name = name
      self.number = number
    }
  }

  /// Who gives a candidate its name.
  private enum Origin { case answer, previous, comment, named(Int), byKind, usual(Int) }

  /// The numbers of the metrics that the figure might measure without a word or a habit.
  private struct Numbers {
    let answer: Int
    let previous: Int?
    let comment: Int?
    /// What money of the instrument's kind measures.
    let byKind: Int?

    @inline(__always)
    init(_ features: borrowing MetricFeatures) {
      answer = FeatureHash.number(ofMetric: features.answer.metric)
      previous = features.previous.map { FeatureHash.number(ofMetric: $0.metric) }
      comment = features.comment.map { FeatureHash.number(ofMetric: $0.metric) }
      byKind =
        features.unitClass == .money
        ? FeatureHash.number(ofMetric: MetricRule.moneyDefault(features.instrument?.kind)) : nil
    }
  }

  private func name(_ origin: Origin, _ named: [Named]) -> String {
    switch origin {
    case .answer: answer.metric
    case .previous: previous?.metric ?? answer.metric
    case .comment: comment?.metric ?? answer.metric
    case .named(let place): named[place].metric.name
    case .byKind: MetricRule.moneyDefault(instrument?.kind)
    case .usual(let place): MetricFeatures.usual(unitClass)[place].name
    }
  }

  /// Calls `body` with the numbers of the metrics that it might measure, each once, the rules' own first.
  @inline(__always)
  private func forEachMetric(_ named: [Named], _ own: Numbers, _ body: (Int, Origin) -> Void) {
    let usual = MetricFeatures.usual(unitClass)
    withUnsafeTemporaryAllocation(of: Int.self, capacity: named.count + usual.count + 4) { numbers in
      var count = 0
      func add(_ metric: Int, _ origin: Origin) {
        for other in 0..<count where numbers[other] == metric { return }
        numbers[count] = metric
        count += 1
        body(metric, origin)
      }
      add(own.answer, .answer)
      // Money counts nothing.
      if let previous = own.previous, unitClass != .money || !MetricFeatures.counts(self.previous?.metric) {
        add(previous, .previous)
      }
      if let comment = own.comment { add(comment, .comment) }
      for place in named.indices { add(named[place].metric.number, .named(place)) }
      if let byKind = own.byKind { add(byKind, .byKind) }
      for place in usual.indices { add(usual[place].number, .usual(place)) }
    }
  }

  private static func counts(_ metric: String?) -> Bool { metric?.hasSuffix("_count") ?? false }

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

  /// The metrics that words of the sentence name: in the clause before the figure, behind it, in earlier clauses, the nearest
  /// first of each place.
  private func named() -> [Named] {
    let core = sentence.figures[index].core
    let clause = sentence.clause(at: core.lowerBound)
    let before = sentence.cues(in: sentence.range.lowerBound..<core.lowerBound)
    let behind = sentence.cues(in: core.upperBound..<clause.upperBound)
    var found: [Named] = []
    found.reserveCapacity(before.count + behind.count)
    func add(_ mention: CueMention, _ distance: Int, _ place: Named.Place) {
      switch mention.cue {
      case .metric(let code, _, let strength):
        if unitClass == .money, MetricFeatures.counts(code) { return }
        let metric = Metric(code, mention.metricNumber)
        found.append(Named(metric: metric, strength: strength, distance: distance, place: place))
      case .head(let head):
        guard let code = MetricRule.metric(of: head, kind: instrument?.kind, unit: unitClass) else { return }
        found.append(Named(metric: Metric(code), strength: 4, distance: distance, place: place))
      default: break
      }
    }
    // Backwards, but for the cues of one word.
    func addBackwards(_ cues: ArraySlice<CueMention>, _ place: Named.Place) {
      var end = cues.endIndex
      while end > cues.startIndex {
        let range = cues[end - 1].range
        var begin = end - 1
        while begin > cues.startIndex, cues[begin - 1].range == range { begin -= 1 }
        if range.upperBound <= core.lowerBound {
          for mention in cues[begin..<end] { add(mention, core.lowerBound - range.upperBound, place) }
        }
        end = begin
      }
    }
    let own = before.firstIndex { $0.range.lowerBound >= clause.lowerBound } ?? before.endIndex
    addBackwards(before[own...], .clause)
    for mention in behind where mention.range.upperBound <= clause.upperBound {
      add(mention, mention.range.lowerBound - core.upperBound, .behind)
    }
    addBackwards(before[..<own], .earlier)
    return found
  }

  // MARK: Features

  /// What ties a metric to the figure.
  @inline(__always)
  private func forEachTie(_ metric: Int, _ named: [Named], _ own: Numbers, _ body: (FeatureHash) -> Void) {
    func add(_ kind: Kind, _ number: Int = 0) { body(FeatureHash(kind.rawValue).with(number)) }
    if metric == own.answer { add(.isRule, answer.isNamed ? 1 : 0) }
    if let previous, metric == own.previous {
      add(.isPrevious, previous.figure.unitClass == unitClass ? 1 : 0)
    }
    if metric == own.comment { add(.isComment) }
    for place in named.indices where named[place].metric.number == metric {
      let (strength, distance) = (named[place].strength, named[place].distance)
      switch named[place].place {
      case .clause: add(place == 0 ? .isNearest : .isInClause, strength * 8 + min(7, distance / 2))
      case .behind: add(.isBehind, strength * 8 + min(7, distance))
      case .earlier: add(.isEarlier, strength)
      }
    }
    if metric == own.byKind { add(.isDefault) }
  }

  private func hash(_ kind: Kind) -> FeatureHash { FeatureHash(kind.rawValue) }

  /// What stands around the figure.
  private func context(_ named: [Named]) -> [FeatureHash] {
    let figure = sentence.figures[index]
    var found: [FeatureHash] = []
    found.reserveCapacity(64)
    let measured = measure.number
    let unit = Int(figure.unitClass.rawValue)
    found.append(hash(.bias).with(unit))
    found.append(hash(.rule).with(answer.metric))
    found.append(hash(.ruleNamed).with(answer.metric).with(answer.isNamed ? 1 : 0))
    found.append(hash(.ruleMeasure).with(answer.metric).with(measured))
    found.append(hash(.reason).with(answer.reason))
    found.append(hash(.unit).with(figure.unit))
    found.append(hash(.word).with(figure.word))
    found.append(hash(.measure).with(measured).with(unit))
    found.append(hash(.planning).with(isPlanning ? 1 : 0))
    found.append(hash(.comparator).with(figure.comparator.number).with(unit))
    if let instrument {
      let kind = Int(instrument.kind.rawValue)
      found.append(hash(.instrument).with(kind).with(unit))
      found.append(hash(.instrumentEnd).with(endOf: instrument.name).with(unit))
      found.append(hash(.instrumentWord).with(kind).with(figure.word))
    } else {
      found.append(hash(.noInstrument).with(unit))
    }
    if let previous {
      let isAlike = previous.figure.unitClass == figure.unitClass ? 1 : 0
      found.append(hash(.previous).with(previous.metric).with(unit))
      found.append(hash(.previousAlike).with(previous.metric).with(isAlike))
      found.append(hash(.previousWord).with(previous.metric).with(previous.figure.word).with(figure.word))
      let gap = previous.figure.range.upperBound..<max(previous.figure.range.upperBound, figure.range.lowerBound)
      if gap.count <= 3 { found.append(hash(.gap).with(sentence.text.string(gap)).with(previous.metric)) }
    } else {
      found.append(hash(.first).with(unit))
    }
    if let comment { found.append(hash(.comment).with(comment.metric).with(measured)) }
    for place in [Named.Place.clause, .behind] {
      guard let nearest = named.first(where: { $0.place == place }) else { continue }
      found.append(hash(place == .clause ? .before : .behind).with(nearest.metric.name).with(unit))
    }
    addWords(of: figure, unit, to: &found)
    return found
  }

  private func addWords(of figure: Figure, _ unit: Int, to found: inout [FeatureHash]) {
    let scalars = sentence.text.scalars
    let clause = sentence.clause(at: figure.core.lowerBound).lowerBound
    let begin = min(figure.range.lowerBound, max(clause, previous?.figure.range.upperBound ?? clause))
    for length in 1...3 {
      let left = figure.range.lowerBound - length
      if left >= begin { found.append(hash(.left).with(length).with(scalars, left..<figure.range.lowerBound)) }
      let end = min(sentence.range.upperBound, figure.range.upperBound + length)
      found.append(hash(.right).with(length).with(scalars, min(figure.range.upperBound, end)..<end))
    }
    // The pairs of characters of its own words.
    var place = max(begin, figure.range.lowerBound - 16)
    while place + 1 < figure.range.lowerBound {
      found.append(hash(.own).with(Int(scalars[place])).with(Int(scalars[place + 1])).with(unit))
      place += 1
    }
  }
}
