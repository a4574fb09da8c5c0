import DafuModel

/// The times that a figure might be of, and what speaks for each.
///
/// The rules' answer comes first and is one candidate among others: they know the grammar, the weights know how often it
/// deceives (the date on which a product began, in a sentence before, says little of the cap that holds today).
struct GoverningTimeFeatures {
  /// A time that a figure might be of.
  struct Candidate {
    /// The calendar year in which the period would end.
    let year: Int
    /// The words that name it; nil for the document's date and for what the rules took over from another figure.
    let governing: PeriodRule.Governing?
    let source: Source
  }

  /// Where a time stands, as seen from the figure.
  enum Source: Int {
    case rules, clause, sentence, behind, sentenceBefore, paragraph, section, document, heading, date

    /// How many there are.
    static let count = 10
  }

  let figure: Figure
  let sentence: Sentence
  let rule: PeriodRule
  let nature: PeriodRule.Nature
  let metric: String
  let measure: Measure
  let isPlanned: Bool
  /// What the rules found, and how.
  let period: Period
  let reason: String
  let governing: PeriodRule.Governing?
  let heading: PeriodMention?
  /// What the document named before the sentence.
  let times: TimesNamed
  /// The figure before in the sentence.
  let previous: Reading?
  let isOfTable: Bool

  private enum Kind: Int {
    case source = 100, sourceNature, sourceMeasure, sourceMetric, sourceUnit, sourceShape, age, ageSource, ageNature
    case ageMeasure, event, eventNature, figures, mentions, clauses, otherItem, base, ahead, reason, ruleSource
    case previousYear, planned, before, behind, table, comparator, cue, cueNature, far, left
    case sameYear = 131, agePlanned, hasFigure, cutoff, natureMetric
    case sections = 137, sourceBasis, word
  }

  // MARK: Candidates

  /// The candidates, the rules' own first.
  func candidates() -> [Candidate] {
    let isOwn = isRulesMention
    var found: [Candidate] = []
    found.reserveCapacity(sentence.periods.count + times.recent.count + 3)
    found.append(Candidate(year: period.end.year, governing: governing, source: .rules))
    func add(_ mention: PeriodMention, _ source: Source) {
      if isOwn, let governing, governing.mention == mention { return }
      let isRemembered = source != .clause && source != .sentence && source != .behind
      let governing = PeriodRule.Governing(
        mention: mention, basis: source == .clause ? mention.basis : .inherited, isRemembered: isRemembered)
      found.append(Candidate(year: year(of: mention), governing: governing, source: source))
    }
    let clause = sentence.clause(at: figure.core.lowerBound)
    for mention in sentence.periods {
      if mention.range.upperBound <= figure.core.upperBound {
        if opensChange(mention) { continue }
        add(mention, clause.contains(mention.range.lowerBound) ? .clause : .sentence)
      } else if clause.contains(mention.range.lowerBound) {
        add(mention, .behind)
      }
    }
    for time in times.recent { add(time.mention, times.source(of: time)) }
    if let heading { add(heading, .heading) }
    if !(isOwn && governing == nil) {
      found.append(Candidate(year: rule.reference.year, governing: nil, source: .date))
    }
    return found
  }

  /// The time of all candidates that name one, where they name the same year and none dates an act.
  func onlyTime(_ candidates: [Candidate]) -> PeriodRule.Governing? {
    let named = candidates.filter { $0.governing != nil }
    guard let first = named.first, named.allSatisfy({ $0.year == first.year }),
      !times.recent.contains(where: { $0.isEvent })
    else { return nil }
    return first.governing
  }

  /// 由2019年末的13.5%提高到21.6%: the first end's time is not the second's.
  private func opensChange(_ mention: PeriodMention) -> Bool {
    let text = sentence.text
    let (begin, end) = (mention.range.lowerBound, figure.range.lowerBound)
    return begin > sentence.range.lowerBound && Scalar.isAny(text.scalars[begin - 1], "由从")
      && text.has("的", at: mention.range.upperBound, end: end) && Scalar.isAny(text.scalars[end - 1], "到至为")
      && sentence.cores.contains { $0.lowerBound >= mention.range.upperBound && $0.upperBound < end }
  }

  /// Whether the rules' period is that of the words that they found, not one taken over from another figure.
  private var isRulesMention: Bool {
    reason != "分别" && reason != "as the figure it comments on" && reason != "as the figure that it is part of"
  }

  private func year(of mention: PeriodMention) -> Int {
    let runsOn =
      !isPlanned && mention.end > rule.reference && mention.basis != .stated && mention.start <= rule.reference
    return runsOn ? rule.reference.year : mention.end.year
  }

  // MARK: Features

  /// The places of a candidate's features in the table of weights.
  func places(of candidate: Candidate) -> [Int] {
    var places: [Int] = []
    forEachPlace(of: candidate, withSource: true) { place, _ in places.append(place) }
    return places
  }

  /// Calls `body` with the place of each feature of a candidate in the table of weights, and with whether every candidate that
  /// stands where it does has the feature too; without these where they are known (`withSource`), and without the words before
  /// the figure where they are weighed together (`GoverningTimeWords`).
  @inline(__always)
  func forEachPlace(
    of candidate: Candidate, withSource: Bool, withWords: Bool = true,
    _ body: (_ place: Int, _ isOfSource: Bool) -> Void
  ) {
    @inline(__always)
    func add(_ kind: Kind, _ build: (FeatureHash) -> FeatureHash) {
      body(build(FeatureHash(kind.rawValue)).place(bits: GoverningTimeRanking.bits), false)
    }
    @inline(__always)
    func addOfSource(_ kind: Kind, _ build: (FeatureHash) -> FeatureHash) {
      if withSource { body(build(FeatureHash(kind.rawValue)).place(bits: GoverningTimeRanking.bits), true) }
    }
    let mention = candidate.governing?.mention
    let (source, nature, measured) = (candidate.source.rawValue, nature.number, measure.number)
    let age = max(-3, min(5, rule.reference.year - candidate.year))
    addOfSource(.source) { $0.with(source) }
    addOfSource(.sourceNature) { $0.with(source).with(nature) }
    addOfSource(.sourceMeasure) { $0.with(source).with(measured) }
    addOfSource(.sourceMetric) { $0.with(source).with(metric) }
    addOfSource(.sourceUnit) { $0.with(source).with(figure.unit) }
    addOfSource(.word) { $0.with(source).with(figure.unitText) }
    add(.age) { $0.with(age) }
    add(.ageSource) { $0.with(age).with(source) }
    add(.ageNature) { $0.with(age).with(nature) }
    add(.ageMeasure) { $0.with(age).with(measured) }
    add(.agePlanned) { $0.with(age).with(isPlanned ? 1 : 0) }
    addOfSource(.planned) { $0.with(source).with(isPlanned ? 1 : 0) }
    add(.sameYear) { $0.with(source).with(candidate.year == period.end.year ? 1 : 0) }
    addOfSource(.table) { $0.with(source).with(isOfTable ? 1 : 0) }
    addOfSource(.comparator) { $0.with(source).with(figure.comparator.number) }
    if let before = previous {
      let isSame = before.period.end.year == candidate.year ? 1 : 0
      add(.previousYear) { $0.with(isSame).with(source) }
      add(.previousYear) { $0.with(isSame).with(nature).with(before.metric == metric ? 1 : 0) }
    } else {
      addOfSource(.previousYear) { $0.with(2).with(source) }
    }
    if candidate.source == .rules {
      add(.reason) { $0.with(reasonNumber) }
      add(.ruleSource) { $0.with(governingSource).with(nature) }
      add(.ruleSource) { $0.with(governingSource).with(measured) }
      add(.ruleSource) { $0.with(governingSource).with(metric) }
    }
    let isHere = isHere(candidate)
    if let mention { addMention(mention, source, nature, isHere: isHere, add) }
    // The times of other sentences have only the words before the figure to fit.
    if !isHere, withSource { addBefore(source, nature, withWords: withWords, addOfSource) }
  }

  /// Whether a candidate is a time of the figure's own sentence.
  @inline(__always)
  func isHere(_ candidate: Candidate) -> Bool {
    guard candidate.governing != nil else { return false }
    switch candidate.source {
    case .clause, .sentence, .behind: return true
    case .rules: return governing?.isRemembered == false
    default: return false
    }
  }

  @inline(__always)
  private func addMention(
    _ mention: PeriodMention, _ source: Int, _ nature: Int, isHere: Bool,
    _ add: (Kind, (FeatureHash) -> FeatureHash) -> Void
  ) {
    add(.sourceShape) { $0.with(source).with(mention.shape.number).with(nature) }
    add(.sourceBasis) { $0.with(source).with(mention.basis.number) }
    add(.base) { $0.with(source).with(mention.isComparisonBase ? 1 : 0) }
    add(.ahead) { $0.with(mention.end > rule.reference ? 1 : 0).with(isPlanned ? 1 : 0).with(nature) }
    add(.cutoff) { $0.with(mention.isCutoff ? 1 : 0).with(mention.isPresent ? 1 : 0).with(nature) }
    if isHere {
      let isEvent = rule.isEvent(mention) ? 1 : 0
      add(.event) { $0.with(source).with(isEvent) }
      add(.eventNature) { $0.with(isEvent).with(nature) }
      if mention.range.upperBound <= figure.core.lowerBound { addBetween(mention, source, nature, add) }
    } else if let time = times.recent.first(where: { $0.mention == mention }) {
      add(.event) { $0.with(source).with(time.isEvent ? 1 : 0) }
      add(.eventNature) { $0.with(time.isEvent ? 3 : 2).with(nature) }
      add(.hasFigure) { $0.with(time.hasFigures ? 1 : 0).with(nature).with(source) }
      add(.far) { $0.with(min(4, times.sentence - time.sentence)).with(nature) }
      add(.mentions) { $0.with(source).with(time == times.recent.last ? 1 : 0).with(nature) }
    }
  }

  /// What stands between a time and the figure behind it.
  @inline(__always)
  private func addBetween(
    _ mention: PeriodMention, _ source: Int, _ nature: Int, _ add: (Kind, (FeatureHash) -> FeatureHash) -> Void
  ) {
    let between = mention.range.upperBound..<figure.core.lowerBound
    var (figures, mentions) = (0, 0)
    for core in sentence.cores where between.contains(core.lowerBound) { figures += 1 }
    for other in sentence.periods where between.contains(other.range.lowerBound) { mentions += 1 }
    let clauses =
      sentence.clauseIndex(at: figure.core.lowerBound) - sentence.clauseIndex(at: mention.range.lowerBound)
    add(.figures) { $0.with(source).with(min(3, figures)) }
    add(.mentions) { $0.with(source).with(min(3, mentions)).with(nature) }
    add(.clauses) { $0.with(min(4, clauses)).with(nature) }
    add(.otherItem) {
      $0.with(sentence.isOfOtherItem(mention.range, figure.core.lowerBound) ? 1 : 0)
        .with(sentence.hasSemicolon(between) ? 1 : 0)
    }
    let scalars = sentence.text.scalars
    if mention.range.lowerBound > sentence.range.lowerBound {
      add(.before) { $0.with(scalars, mention.range.lowerBound - 1..<mention.range.lowerBound) }
    }
    for length in 1...2 where between.count >= length {
      add(.behind) { $0.with(length).with(scalars, between.lowerBound..<between.lowerBound + length) }
    }
    sentence.periodWords.forEach(in: between) { word in
      add(.cue) { $0.with(word).with(source) }
      add(.cueNature) { $0.with(word).with(nature).with(1) }
    }
  }

  /// What stands in the sentence before the figure.
  @inline(__always)
  private func addBefore(
    _ source: Int, _ nature: Int, withWords: Bool, _ add: (Kind, (FeatureHash) -> FeatureHash) -> Void
  ) {
    let before = sentence.range.lowerBound..<figure.core.lowerBound
    let hasOwn = sentence.periods.contains { before.contains($0.range.lowerBound) } ? 1 : 0
    add(.sections) { $0.with(source).with(hasOwn) }
    add(.natureMetric) { $0.with(source).with(hasOwn).with(metric) }
    if withWords {
      sentence.periodWords.forEach(in: before) { word in
        add(.cue) { _ in GoverningTimeFeatures.cue(word, source) }
        add(.cueNature) { _ in GoverningTimeFeatures.cue(word, nature, source) }
      }
    }
    let scalars = sentence.text.scalars
    for length in 1...2 {
      let left = figure.range.lowerBound - length
      if left >= before.lowerBound { add(.left) { $0.with(source).with(scalars, left..<figure.range.lowerBound) } }
    }
  }

  /// A word before the figure beside a source, and beside how the metric behaves in time.
  static func cue(_ word: Int, _ source: Int) -> FeatureHash {
    FeatureHash(Kind.cue.rawValue).with(word).with(source).with(2)
  }
  static func cue(_ word: Int, _ nature: Int, _ source: Int) -> FeatureHash {
    FeatureHash(Kind.cueNature.rawValue).with(word).with(nature).with(source)
  }

  private var governingSource: Int {
    guard let governing else { return 0 }
    if governing.isRemembered { return 1 }
    return sentence.clause(at: figure.core.lowerBound).contains(governing.mention.range.lowerBound) ? 2 : 3
  }

  private var reasonNumber: Int {
    switch reason {
    case "document date": 1
    case "an earlier sentence": 2
    case "分别": 3
    case "as the figure it comments on": 4
    case "as the figure that it is part of": 5
    default: 6
    }
  }
}

extension PeriodRule.Nature {
  /// A number that tells the natures apart in features.
  var number: Int {
    switch self {
    case .stock: 0
    case .rate: 1
    case .flow: 2
    case .rule: 3
    }
  }
}
