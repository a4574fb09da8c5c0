import DafuCodelists
import DafuModel

/// A word that says what a figure near it measures or how it is to be taken.
enum Cue: Hashable, Sendable {
  /// A noun or verb that names a metric for figures of some classes of unit. Strength: 3 a head noun, 2 a verb,
  /// 1 a word that decides only where nothing better stands.
  case metric(String, UnitClasses, strength: Int)
  /// A head whose metric depends on the instrument: 余额, 规模, 额度, 金额, 资金.
  case head(Head)
  /// 增长, 下降: the figure is a change; -1 for a fall.
  case change(sign: Int)
  /// 增至, 降至, 提高到: what follows is a level.
  case arrival
  /// 同比, 较年初, 环比: what a change is measured against.
  case base(Measure)
  /// 高于, 低于, 快于: a gap between two series; -1 below.
  case gap(sign: Int)
  /// 占, 占比, 比重.
  case share
  /// 新增, 净增.
  case increase
  /// 累计, 共.
  case cumulative
  /// 力争, 计划, 将.
  case planned
  /// 已, 完成, 目前.
  case realized
  /// 是上年的N倍.
  case multiple
  /// 分别, 依次.
  case respectively
  /// 其中.
  case part
  /// 户均, 平均每家.
  case average
  /// A word that only keeps its parts from being read as cues: 率先, 市区, 缴存职工.
  case opaque

  enum Head: Hashable, Sendable { case balance, size, quota, amount, funds }

  /// Whether it is a word of the sort of 其中.
  var isPart: Bool { if case .part = self { true } else { false } }
}

/// A cue in the text.
struct CueMention: Hashable, Sendable {
  let cue: Cue
  let range: Range<Int>
  /// The number of the metric that it names, in features; 0 for any other cue.
  let metricNumber: Int
  /// Whether it tells what is planned or has come to be.
  let isOfStatus: Bool
}

/// All cue words in one matcher.
struct CueLexicon: Sendable {
  private let matcher: PatternMatcher
  private let cues: [[(cue: Cue, metricNumber: Int, isOfStatus: Bool)]]

  init() {
    var places = NamePlaces(capacity: 1000)
    var cues: [[(cue: Cue, metricNumber: Int, isOfStatus: Bool)]] = []
    for (words, cue) in MetricCues.all + GrammarCues.all {
      let entry = (
        cue: cue, metricNumber: cue.metricCode.map { FeatureHash.number(ofMetric: $0) } ?? 0,
        isOfStatus: cue == .planned || cue == .realized
      )
      for word in words.utf8.split(separator: UInt8(ascii: "|")) {
        let (place, isNew) = places.add(String(Substring(word)))
        if isNew { cues.append([entry]) } else { cues[place].append(entry) }
      }
    }
    matcher = PatternMatcher(patterns: places.names)
    self.cues = cues
  }

  /// The cues in a passage, in order; a word inside a longer one does not count, nor one inside `names`.
  func mentions(in text: TextView, range: Range<Int>, names: [Range<Int>]) -> [CueMention] {
    var found: [CueMention] = []
    found.reserveCapacity(16)
    var covered = range.lowerBound
    let scalars = text.scalars
    var next = range.lowerBound
    while let position = matcher.place(in: scalars, next..<range.upperBound) {
      next = position + 1
      // A word that begins inside an earlier one and ends with or before it is a part of it.
      guard let span = matcher.longest(in: scalars, at: position, end: range.upperBound),
        span.range.upperBound > covered
      else { continue }
      covered = span.range.upperBound
      let name = names.first { $0.lowerBound <= span.range.lowerBound && span.range.upperBound <= $0.upperBound }
      for entry in cues[span.pattern] {
        if let name, !CueLexicon.standsOut(entry.cue, at: span.range, in: name) { continue }
        found.append(
          CueMention(
            cue: entry.cue, range: span.range, metricNumber: entry.metricNumber, isOfStatus: entry.isOfStatus))
      }
    }
    return found
  }

  /// Inside an instrument's name a word is no cue, but for counted nouns and for what is paid at its end (贷款贴息).
  private static func standsOut(_ cue: Cue, at range: Range<Int>, in name: Range<Int>) -> Bool {
    guard case .metric(let metric, let units, _) = cue else { return false }
    if units.contains(.count) { return true }
    return metric == "subsidy_amount" && range.upperBound == name.upperBound && range.lowerBound > name.lowerBound
  }
}
