/// Where a mention of the sentence stands from a figure, and what stands between.
extension CandidateReader {
  func place(_ mention: Mention, _ place: Int, _ setting: FigureSetting, _ features: inout FeatureSet) {
    let core = setting.core
    if mention.range.lowerBound >= core.lowerBound {
      if InstrumentRule(sentence: sentence).isAttached(setting.index, mention.range) {
        features.add(.behindAttached)
      } else {
        features.add(mention.range.upperBound <= setting.clause.upperBound ? .behindInClause : .behindInSentence)
      }
      features.add(.behind)
      between(core.upperBound..<mention.range.lowerBound, mention, setting, &features)
    } else {
      switch setting.clauseIndex - mention.clause {
      case ...0: features.add(.inClause)
      case 1: features.add(.oneClauseBefore)
      default: features.add(.clausesBefore)
      }
      if setting.begin - mention.range.upperBound <= 2 { features.add(.touchesFigure) }
      if place == setting.before - 1 { features.add(.nearestBefore) }
      if place == setting.accepted { features.add(.nearestAccepted) }
      between(
        mention.range.upperBound..<max(mention.range.upperBound, core.lowerBound), mention, setting, &features)
    }
    if let turn = setting.place, turn > mention.range.lowerBound { features.add(.placeBetween) }
    if sentence.agencies.contains(where: {
      $0.range.lowerBound > mention.range.upperBound && $0.range.upperBound <= core.lowerBound
    }) {
      features.add(.bodyBetween)
    }
    if mention.range.lowerBound > core.lowerBound {
      let window = max(core.upperBound, mention.range.lowerBound - 8)..<mention.range.lowerBound
      if CandidateWords.launch.occurs(in: text, window) { features.add(.behindLaunch) }
    }
  }

  private func between(
    _ gap: Range<Int>, _ mention: Mention, _ setting: FigureSetting, _ features: inout FeatureSet
  ) {
    guard gap.lowerBound < gap.upperBound else { return }
    if sentence.hasPart(gap) { features.add(.partBetween) }
    if sentence.hasItem(between: gap.lowerBound, and: gap.upperBound) { features.add(.itemBetween) }
    if sentence.hasSemicolon(gap) { features.add(.semicolonBetween) }
    var figures = 0
    for core in sentence.cores where gap.contains(core.lowerBound) && core != setting.core { figures += 1 }
    if figures == 1 { features.add(.oneFigureBetween) }
    if figures > 1 { features.add(.figuresBetween) }
    var names = 0
    var isAccepted = false
    for other in mentions.indices where gap.contains(mentions[other].range.lowerBound) {
      guard mentions[other].name != mention.name else { continue }
      names += 1
      if setting.traits.fit.accepts(mentions[other].kind), !mentions[other].isWhole { isAccepted = true }
    }
    if names == 1 { features.add(.oneNameBetween) }
    if names > 1 { features.add(.namesBetween) }
    if isAccepted { features.add(.acceptedBetween) }
  }
}
