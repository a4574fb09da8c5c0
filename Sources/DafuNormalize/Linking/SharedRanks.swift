import DafuModel

/// Ranks that are said of two things at once: 发行金额、单数均居全省第一, 存款余额810亿元、贷款余额690亿元，均列全省第五位.
///
/// Each thing has its rank, an observation of its own at the same place.
struct SharedRanks {
  let sentence: Sentence
  /// The sentence's readings, in order.
  let readings: [Reading]

  /// The readings of the rank at a place for what is named beside what it was read of; none for other readings.
  func others(of place: Int) -> [Reading] {
    let rank = readings[place]
    guard rank.measure == .rank, let both = wordForBoth(before: rank.figure.range.lowerBound) else { return [] }
    if let other = amountBeside(place, both) {
      return [rank.of(other.metric, other.instruments, other.period)]
    }
    return nounBeside(rank, both).map { [rank.of($0, rank.instruments, rank.period)] } ?? []
  }

  /// Where 均居 or the like begins that stands before a rank with nothing but places between: 均居全省第二, 均列第5位.
  private func wordForBoth(before rank: Int) -> Int? {
    let window = max(sentence.range.lowerBound, rank - 8)..<rank
    return window.last { SharedRanks.words.stands(in: sentence.text, at: $0, end: rank) }
  }

  private static let words = WordList(["均居", "均列", "均位列", "均位居", "均排", "均为", "都居", "都列", "都排"])

  /// The level beside the one that the rank was read of: the two stand side by side before the word.
  private func amountBeside(_ place: Int, _ both: Int) -> Reading? {
    let levels = readings[..<place].filter { $0.isLevel && $0.figure.core.upperBound <= both }
    guard let last = levels.last, let other = levels.dropLast().last, other.metric != last.metric,
      readings[place].metric == last.metric, both - last.figure.range.upperBound <= 3
    else { return nil }
    let between = other.figure.range.upperBound..<last.figure.range.lowerBound
    guard between.count <= 12, !between.isEmpty, Scalar.isAny(sentence.text.scalars[between.lowerBound], "、和及与") else {
      return nil
    }
    return other
  }

  /// The metric named beside the one that the rank was read of, where two nouns and a mark stand right before the word.
  private func nounBeside(_ rank: Reading, _ both: Int) -> String? {
    let clause = sentence.clause(at: both)
    let named = sentence.cues(in: clause.lowerBound..<both).filter { mention in
      if case .metric(_, _, strength: 3) = mention.cue { mention.range.upperBound <= both } else { false }
    }
    guard let last = named.last, let other = named.dropLast().last, last.range.upperBound == both,
      let metric = other.cue.metricCode, metric != rank.metric, metric != "other"
    else { return nil }
    let between = other.range.upperBound..<last.range.lowerBound
    return between.count == 1 && Scalar.isAny(sentence.text.scalars[between.lowerBound], "、和及与") ? metric : nil
  }
}
