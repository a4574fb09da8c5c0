/// What speaks for and against a candidate, each once: a bit for every plain feature, and a bit for every row of features
/// that go with the group of the figure's metric.
struct FeatureSet: Sendable {
  private var low: UInt64 = 0
  private var middle: UInt64 = 0
  private var high: UInt64 = 0
  private var rows: UInt32 = 0

  init() {}

  init(_ features: CandidateFeature...) { for feature in features { add(feature) } }

  @inline(__always)
  mutating func add(_ feature: CandidateFeature) {
    let place = feature.rawValue
    let bit: UInt64 = 1 << UInt64(truncatingIfNeeded: place & 63)
    switch place >> 6 {
    case 0: low |= bit
    case 1: middle |= bit
    default: high |= bit
    }
  }

  @inline(__always)
  mutating func add(_ pair: CandidateFeature.Pair) { rows |= 1 << UInt32(truncatingIfNeeded: pair.row) }

  @inline(__always)
  mutating func formUnion(_ other: FeatureSet) {
    low |= other.low
    middle |= other.middle
    high |= other.high
    rows |= other.rows
  }

  @inline(__always)
  func contains(_ feature: CandidateFeature) -> Bool {
    let place = feature.rawValue
    let bit: UInt64 = 1 << UInt64(truncatingIfNeeded: place & 63)
    switch place >> 6 {
    case 0: return low & bit != 0
    case 1: return middle & bit != 0
    default: return high & bit != 0
    }
  }

  @inline(__always)
  private func holds(_ others: FeatureSet) -> Bool {
    low & others.low | middle & others.middle | high & others.high != 0
  }

  /// Calls `body` with the number of every plain feature, in their order.
  @inline(__always)
  func forEachPlain(_ body: (Int) -> Void) {
    FeatureSet.walk(low, 0, body)
    FeatureSet.walk(middle, 64, body)
    FeatureSet.walk(high, 128, body)
  }

  /// Calls `body` with the row of every feature that goes with a group.
  @inline(__always)
  func forEachRow(_ body: (Int) -> Void) { FeatureSet.walk(UInt64(rows), 0, body) }

  @inline(__always)
  private static func walk(_ bits: UInt64, _ first: Int, _ body: (Int) -> Void) {
    var rest = bits
    while rest != 0 {
      body(first + rest.trailingZeroBitCount)
      rest &= rest - 1
    }
  }

  /// The numbers of the features of a candidate for a figure whose metric is of a group, in ascending order.
  func ids(_ group: MetricGroup) -> [Int] {
    var ids: [Int] = []
    forEachPlain { ids.append($0) }
    forEachRow { ids.append(CandidateFeature.Pair(row: $0).feature(group)) }
    return ids
  }

  // MARK: The place

  private static let before = FeatureSet(.oneClauseBefore, .clausesBefore)
  private static let behind = FeatureSet(.behindAttached, .behindInClause, .behindInSentence)
  private static let sentences = FeatureSet(.oneSentenceBefore, .twoSentencesBefore, .sentencesBefore)

  /// Which of six places a candidate has: clause, clauses before, behind, paragraph, further up, none.
  var position: Int {
    if contains(.none) { return 5 }
    if contains(.inClause) { return 0 }
    if holds(FeatureSet.before) { return 1 }
    if holds(FeatureSet.behind) { return 2 }
    return holds(FeatureSet.sentences) ? 3 : 4
  }
}
