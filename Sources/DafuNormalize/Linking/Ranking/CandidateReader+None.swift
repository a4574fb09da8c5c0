/// What speaks for a figure's carrying no instrument at all.
extension CandidateReader {
  func none(_ setting: FigureSetting, among others: [InstrumentCandidate]) -> FeatureSet {
    var features = FeatureSet(.none)
    features.add(CandidateFeature.Pair.none)
    var (isInClause, isBefore, isAccepted) = (false, false, false)
    for other in others {
      if let place = other.mention {
        let begin = mentions[place].range.lowerBound
        if setting.clause.contains(begin) { isInClause = true }
        if begin < setting.core.lowerBound { isBefore = true }
      }
      if !isAccepted, setting.traits.fit.acceptsAny(index.lists[other.list].kinds) { isAccepted = true }
    }
    if !isInClause { features.add(.noneInClause) }
    if !isBefore { features.add(.noneInSentence) }
    if discourse.inParagraph == 0 { features.add(.noneInParagraph) }
    if !isAccepted { features.add(.noneAccepted) }
    if InstrumentRule(sentence: sentence).hasOwnSubject(before: setting.core.lowerBound) {
      features.add(.noneWithOwnSubject)
    }
    let isOfLast = discourse.lastParagraph == discourse.paragraph
    if let previous = chosen.last {
      if previous.list == InstrumentIndex.none {
        features.add(.noneBeforeInSentence)
        if setting.isListed { features.add(.noneInList) }
        if setting.isPart { features.add(.nonePart) }
      }
    } else if isOfLast, discourse.last == InstrumentIndex.none {
      features.add(.noneBefore)
    }
    if setting.heading != InstrumentIndex.none { features.add(.noneUnderHeading) }
    if setting.comment == InstrumentIndex.none { features.add(.noneOfComment) }
    if setting.isPlanning { features.add(.nonePlanned) }
    switch setting.measure {
    case .limit: features.add(.noneLimit)
    case .share: features.add(.noneShare)
    case .rank: features.add(.noneRank)
    case .level: break
    default: features.add(.noneChange)
    }
    if setting.isOfTable { features.add(.noneOfTable) }
    if setting.answer == InstrumentIndex.none { features.add(.noneAnswer) }
    if !setting.clauseEcho.isEmpty { features.add(.noneEcho) }
    if setting.isAnaphoric { features.add(.noneAnaphoric) }
    if setting.counted != nil { features.add(.noneCounted) }
    if setting.place != nil { features.add(.nonePlace) }
    if !sentence.agencies.isEmpty { features.add(.noneBody) }
    if discourse.streak >= 3, discourse.last != InstrumentIndex.none, isOfLast { features.add(.noneAgainstStreak) }
    if setting.begin - sentence.range.lowerBound < 12 { features.add(.noneOpensWithFigure) }
    return features
  }
}
