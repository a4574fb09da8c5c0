import DafuModel

/// What speaks for a figure being of a date, of a stretch or counted from a beginning.
///
/// The rules' answer is one feature among others: they know the grammar, the weights know how often it deceives.
struct PeriodTypeFeatures {
  let figure: Figure
  let sentence: Sentence
  let metric: String
  let measure: Measure
  let status: ObservationStatus
  let period: Period
  /// How the rules came to the period.
  let reason: String
  let governing: PeriodRule.Governing?
  let instrument: InstrumentName?
  /// The figure before in the sentence.
  let previous: Reading?

  private enum Kind: Int {
    case type, basis, typeBasis, metric, unit, word, measure, measureMetric, status, comparator, typeMetric
    case typeMetricMeasure, basisMetric, typeStatus, previousMetric, previousClass, previousWord, previousType
    case previousTypes, previousMetrics, gap, first, left, right, reason, reasonType, crossesYear, endsYear, cue
    case cueType, instrument, shape, shapeType, remembered, cutoff
  }

  /// The places of the features in the table of weights.
  func places() -> [Int] {
    var places: [Int] = []
    forEachPlace { places.append($0) }
    return places
  }

  /// Calls `body` with the place of each feature in the table of weights.
  @inline(__always)
  func forEachPlace(_ body: (Int) -> Void) {
    @inline(__always)
    func add(_ kind: Kind, _ build: (FeatureHash) -> FeatureHash = { $0 }) {
      body(build(FeatureHash(kind.rawValue)).place(bits: PeriodTypeRanking.bits))
    }
    let (type, basis, measured) = (period.type.number, period.basis.number, measure.number)
    add(.type) { $0.with(type) }
    add(.basis) { $0.with(basis) }
    add(.typeBasis) { $0.with(type).with(basis) }
    add(.metric) { $0.with(metric) }
    add(.unit) { $0.with(figure.unit) }
    add(.word) { $0.with(figure.unitText) }
    add(.measure) { $0.with(measured) }
    add(.measureMetric) { $0.with(measured).with(metric) }
    add(.status) { $0.with(status == .planned ? 1 : 0) }
    add(.comparator) { $0.with(figure.comparator.number) }
    add(.typeMetric) { $0.with(type).with(metric) }
    add(.typeMetricMeasure) { $0.with(type).with(metric).with(measured) }
    add(.basisMetric) { $0.with(basis).with(metric) }
    add(.typeStatus) { $0.with(type).with(status == .planned ? 1 : 0) }
    add(.crossesYear) { $0.with(period.start.year == period.end.year ? 0 : 1) }
    add(.endsYear) { $0.with(period.end.month == 12 && period.end.day == 31 ? 1 : 0).with(type) }
    let reason = reasonNumber
    add(.reason) { $0.with(reason) }
    add(.reasonType) { $0.with(reason).with(type) }
    if let mention = governing?.mention {
      add(.shape) { $0.with(mention.shape.number) }
      add(.shapeType) { $0.with(mention.shape.number).with(type) }
      add(.remembered) { $0.with(governing?.isRemembered == true ? 1 : 0).with(type) }
      add(.cutoff) { $0.with(mention.isCutoff ? 1 : 0).with(mention.isPresent ? 1 : 0).with(type) }
    }
    if let name = instrument?.name { add(.instrument) { $0.with(endOf: name) } }
    addPrevious(add, type)
    addWords(add, type)
  }

  @inline(__always)
  private func addPrevious(_ add: (Kind, (FeatureHash) -> FeatureHash) -> Void, _ type: Int) {
    guard let previous else { return add(.first) { $0 } }
    let before = previous.period.type.number
    let isAlike = previous.figure.unitClass == figure.unitClass
    add(.previousMetric) { $0.with(previous.metric) }
    add(.previousClass) { $0.with(isAlike ? 1 : 0).with(previous.metric) }
    add(.previousWord) { $0.with(previous.figure.unitText).with(figure.unitText).with(previous.metric) }
    add(.previousType) { $0.with(before) }
    add(.previousTypes) { $0.with(before).with(type) }
    add(.previousMetrics) { $0.with(before).with(previous.metric).with(metric) }
    let gap = previous.figure.range.upperBound..<max(previous.figure.range.upperBound, figure.range.lowerBound)
    if gap.count <= 3 { add(.gap) { $0.with(sentence.text.string(gap)).with(previous.metric) } }
  }

  @inline(__always)
  private func addWords(_ add: (Kind, (FeatureHash) -> FeatureHash) -> Void, _ type: Int) {
    let scalars = sentence.text.scalars
    let clause = sentence.clause(at: figure.core.lowerBound).lowerBound
    let begin = max(clause, previous?.figure.range.upperBound ?? clause)
    for length in 1...3 {
      let left = figure.range.lowerBound - length
      if left >= begin { add(.left) { $0.with(length).with(scalars, left..<figure.range.lowerBound) } }
      let end = min(sentence.range.upperBound, figure.range.upperBound + length)
      add(.right) { $0.with(length).with(scalars, min(figure.range.upperBound, end)..<end) }
    }
    sentence.periodWords.forEachLast(before: figure.range.lowerBound) { word, place in
      let isNear = place >= clause ? 1 : 0
      add(.cue) { $0.with(word).with(isNear) }
      add(.cueType) { $0.with(word).with(isNear).with(type) }
    }
  }

  private var reasonNumber: Int {
    switch reason {
    case "document date": 1
    case "an earlier sentence": 2
    case "分别": 3
    case "as the figure it comments on": 4
    case "as the figure that it is part of": 5
    default: (reason.unicodeScalars.last.map { Int($0.value) } ?? 0) << 3
    }
  }
}

extension PeriodType {
  /// A number that tells the types apart in features and in the table of weights.
  var number: Int {
    switch self {
    case .instant: 0
    case .duration: 1
    case .cumulative: 2
    }
  }
}

extension PeriodBasis {
  /// A number that tells the bases apart in features.
  var number: Int {
    switch self {
    case .stated: 0
    case .relative: 1
    case .inherited: 2
    case .document: 3
    }
  }
}

extension Measure {
  /// A number that tells the measures apart in features.
  var number: Int {
    switch self {
    case .level: 0
    case .changeYearOnYear: 1
    case .changeYearToDate: 2
    case .changeMonthOnMonth: 3
    case .change: 4
    case .difference: 5
    case .multiple: 6
    case .share: 7
    case .rank: 8
    case .limit: 9
    }
  }
}

extension Comparator {
  /// A number that tells the comparators apart in features.
  var number: Int {
    switch self {
    case .equal: 0
    case .above: 1
    case .atLeast: 2
    case .below: 3
    case .atMost: 4
    case .approximately: 5
    }
  }
}

extension PeriodMention.Shape {
  /// A number that tells the shapes apart in features.
  var number: Int {
    switch self {
    case .instant: 0
    case .span: 1
    case .since: 2
    case .from: 3
    }
  }
}
