import DafuModel

/// What a share or a rate is of by the words behind it, and which rates are those of premiums.
extension Linker {
  /// 41.5%的企业认为…: a share of the bodies or people behind 的.
  func sharedNoun(_ figure: Figure, _ clause: Range<Int>, _ sentence: Sentence) -> MetricRule.Answer? {
    guard figure.unitClass == .percent else { return nil }
    if let of = ofThose(clause, sentence) { return of }
    guard sentence.text.has("的", at: figure.range.upperBound, end: clause.upperBound) else { return nil }
    let behind = figure.range.upperBound + 1
    for mention in sentence.cues(in: behind..<min(clause.upperBound, behind + 3)) {
      guard mention.cue.isOfBodies, let metric = mention.cue.metricCode else { continue }
      return MetricRule.Answer(metric: metric, reason: sentence.text.string(mention.range), isNamed: true)
    }
    // 贡献了60%的GDP、68%的税收: a sum or a count right behind, with a mark behind it.
    guard ["贡献", "吸纳"].contains(where: { sentence.contains($0, in: clause.lowerBound..<figure.core.lowerBound) }) else {
      return nil
    }
    for mention in sentence.cues(in: behind..<behind + 1)
    where mention.range.lowerBound == behind && !mention.cue.isRate {
      guard case .metric(let metric, _, strength: 3) = mention.cue,
        mention.range.upperBound >= clause.upperBound
          || Scalar.isAny(sentence.text.scalars[mention.range.upperBound], "、，。；和")
      else { continue }
      return MetricRule.Answer(metric: metric, reason: sentence.text.string(mention.range), isNamed: true)
    }
    return nil
  }

  /// 在获得油茶贷的农户中，72.4%扩大了面积: those before 中 are what the parts are of.
  private func ofThose(_ clause: Range<Int>, _ sentence: Sentence) -> MetricRule.Answer? {
    let place = sentence.clauseIndex(at: clause.lowerBound)
    guard place > 0 else { return nil }
    let before = sentence.clauses[place - 1]
    guard before.count > 3, sentence.text.has("中", at: before.upperBound - 2, end: before.upperBound),
      let cue = sentence.cues(in: before).last(where: { $0.range.upperBound == before.upperBound - 2 }),
      cue.cue.isOfBodies, let metric = cue.cue.metricCode
    else { return nil }
    return MetricRule.Answer(metric: metric, reason: Linker.ofThose, isNamed: true)
  }

  static let ofThose = "those that the clause before names"

  /// A subsidy in percent of an insurance is the part of the premium that is paid.
  func insured(_ answer: MetricRule.Answer, _ kind: InstrumentKind?) -> MetricRule.Answer {
    guard answer.metric == "compensation_ratio", kind == .insurance,
      answer.reason.contains("补") || answer.reason.contains("贴")
    else { return answer }
    return MetricRule.Answer(metric: "premium_subsidy_ratio", reason: answer.reason, isNamed: true)
  }
}
