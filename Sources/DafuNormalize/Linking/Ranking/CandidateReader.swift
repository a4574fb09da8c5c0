import DafuModel

/// Reads what speaks for and against each instrument that a figure might carry.
struct CandidateReader {
  let setting: FigureSetting
  private let sentence: Sentence
  private let text: TextView
  private let figure: Figure
  private let rule: InstrumentRule
  private let clause: Range<Int>
  private let fit: InstrumentFit
  private let group: MetricGroup
  private let discourse: Discourse
  private let clauseWords: WordPairs
  private let sentenceWords: WordPairs
  private let openingWords: WordPairs
  private let isListed: Bool
  private let isPart: Bool
  private let clauseEcho: [InstrumentKind]
  private let sentenceEcho: [InstrumentKind]
  private let isAnaphoric: Bool
  private let placeStart: Int?

  init(_ setting: FigureSetting) {
    self.setting = setting
    sentence = setting.sentence
    text = sentence.text
    figure = sentence.figures[setting.index]
    rule = InstrumentRule(sentence: sentence)
    clause = sentence.clause(at: figure.core.lowerBound)
    fit = InstrumentFit.of(setting.metric, unit: figure.unitClass)
    group = MetricGroup.of(setting.metric, unit: figure.unitClass)
    discourse = setting.memory.discourse
    let names = sentence.instruments.map(\.range)
    clauseWords = WordPairs(text, clause, except: names)
    sentenceWords = WordPairs(text, sentence.range, except: names)
    openingWords = WordPairs(text, sentence.clauses.first ?? sentence.range)
    isListed =
      setting.index > 0
      && Separators.kind(
        text, sentence.figures[setting.index - 1].range.upperBound..<figure.range.lowerBound) == .list
    isPart = sentence.has(clause.lowerBound..<figure.core.lowerBound) { $0 == .part }
    let beforeInClause = clause.lowerBound..<max(clause.lowerBound, figure.core.lowerBound)
    clauseEcho = CandidateWords.echoes.filter { $0.1.occurs(in: setting.sentence.text, beforeInClause) }.map(\.0)
    let before = sentence.range.lowerBound..<max(sentence.range.lowerBound, figure.core.lowerBound)
    sentenceEcho = CandidateWords.echoes.filter { $0.1.occurs(in: setting.sentence.text, before) }.map(\.0)
    isAnaphoric = CandidateWords.anaphora.occurs(in: text, before)
    let (whole, core) = (setting.sentence, figure.core)
    placeStart =
      whole.clauses.last {
        $0.lowerBound <= core.lowerBound && CandidateReader.opensWithPlace(whole.text, $0)
      }?.lowerBound
  }

  /// 南海区对…, 永康市有…: a clause that turns to another place.
  private static func opensWithPlace(_ text: TextView, _ clause: Range<Int>) -> Bool {
    var index = clause.lowerBound + 1
    while index < min(clause.upperBound, clause.lowerBound + 6) {
      if Scalar.isAny(text.scalars[index], "市区县州盟旗") {
        return !["全市", "全区", "全县", "我市", "我区", "我县", "本市", "市场", "各市"].contains {
          text.has($0, at: clause.lowerBound, end: clause.upperBound)
        }
      }
      if !Scalar.isIdeograph(text.scalars[index]) { return false }
      index += 1
    }
    return false
  }

  /// What one item of a list names does not reach the next, and what a passage says of the economy at large is no product's
  /// that an earlier sentence named.
  private func isBarred(_ candidate: InstrumentCandidate) -> Bool {
    if let mention = candidate.mention {
      return mention.range.upperBound <= figure.core.lowerBound && rule.isOfOtherItem(mention, figure)
    }
    return group == .economy && candidate.names.contains { $0.kind != .market }
  }

  // MARK: Words shared

  private func words(
    _ candidate: InstrumentCandidate, _ features: inout FeatureSet, among candidates: [InstrumentCandidate]
  ) {
    guard let name = candidate.names.last else {
      if !clauseEcho.isEmpty { features.add(.noneEcho) }
      if isAnaphoric { features.add(.noneAnaphoric) }
      if placeStart != nil { features.add(.nonePlace) }
      if !sentence.agencies.isEmpty { features.add(.noneBody) }
      if let previous = setting.earlier.last, previous.instruments.isEmpty {
        if isListed { features.add(.noneInList) }
        if isPart { features.add(.nonePart) }
      }
      if discourse.streak >= 3, !discourse.last.isEmpty, discourse.lastParagraph == discourse.paragraph {
        features.add(.noneAgainstStreak)
      }
      if figure.range.lowerBound - sentence.range.lowerBound < 12 { features.add(.noneOpensWithFigure) }
      return
    }
    let pairs = discourse[name.name]?.pairs ?? NamePairs(name.name)
    let inClause = clauseWords.shared(with: pairs)
    let inSentence = sentenceWords.shared(with: pairs)
    if inClause > 0 { features.add(.sharesClause) }
    if inSentence > 0 { features.add(.sharesSentence) }
    var inHeading = 0
    for words in discourse.headingWords.values { inHeading = max(inHeading, words.shared(with: pairs)) }
    if inHeading > 0 {
      features.add(.sharesHeading)
      features.add(CandidateFeature.headed(group))
    }
    if inHeading > 2 { features.add(.sharesHeadingOften) }
    if inSentence == 0, inHeading == 0 { features.add(.sharesNothing) }
    if let title = discourse.titleWords, title.shared(with: pairs) > 0 { features.add(.sharesTitle) }
    if let opening = discourse.openingWords, opening.shared(with: pairs) > 0 {
      features.add(.sharesParagraphOpening)
    }
    if openingWords.shared(with: pairs) > 0 { features.add(.sharesOpening) }
    if let last = discourse.last.last, last.kind == name.kind { features.add(.sameKindAsLast) }
    if let referent = discourse[name.name], referent.chosen >= 3 { features.add(.chosenInDocument) }
    if let previous = setting.earlier.last, previous.instruments == candidate.names {
      if clause.contains(previous.figure.core.lowerBound) { features.add(.isOfPreviousInClause) }
      if isListed { features.add(.isOfPreviousInList) }
      if isPart { features.add(.isOfWhole) }
    }
    let isRecalled = candidate.mention == nil
    if clauseEcho.contains(name.kind) { features.add(isRecalled ? .echoInClause : .echoesHead) }
    if sentenceEcho.contains(name.kind), isRecalled { features.add(.echoInSentence) }
    if isAnaphoric, isRecalled {
      features.add(.anaphoric)
      if candidate.names == discourse.last { features.add(.anaphoricLast) }
      if let referent = discourse[name.name], referent.sentence == discourse.sentence - 1 {
        features.add(.anaphoricNamed)
      }
    }
    if candidate.names == discourse.last, discourse.lastParagraph == discourse.paragraph {
      if discourse.streak >= 5 { features.add(.longStreak) } else if discourse.streak >= 2 { features.add(.streak) }
    }
    if isRecalled {
      if setting.memory.instruments.topic == candidate.names { features.add(CandidateFeature.topical(group)) }
      if !candidates.contains(where: { $0.mention != nil }) { features.add(.soleRecalled) }
      if figure.range.lowerBound - sentence.range.lowerBound < 12 { features.add(.opensWithFigure) }
      if let referent = discourse[name.name], discourse.isInHeading(referent),
        discourse.referents.count(where: { discourse.isInHeading($0) }) == 1
      {
        features.add(.soleInHeading)
      }
    }
    if let mention = candidate.mention {
      if let place = placeStart, place > mention.range.lowerBound { features.add(.placeBetween) }
      if sentence.agencies.contains(where: {
        $0.range.lowerBound > mention.range.upperBound && $0.range.upperBound <= figure.core.lowerBound
      }) {
        features.add(.bodyBetween)
      }
      if mention.range.lowerBound > figure.core.lowerBound {
        let window = max(figure.core.upperBound, mention.range.lowerBound - 8)..<mention.range.lowerBound
        if CandidateWords.launch.occurs(in: text, window) { features.add(.behindLaunch) }
      }
      let surface = text.string(mention.range)
      if InstrumentScanner.shortForms.contains(surface) || surface.unicodeScalars.count <= 3 { features.add(.bareHead) }
    } else if placeStart != nil {
      features.add(.placeBetween)
    }
  }

  /// The candidates with their features.
  func read(_ candidates: [InstrumentCandidate]) -> [InstrumentCandidate] {
    candidates.filter { !isBarred($0) }.map { candidate in
      var candidate = candidate
      var features = FeatureSet()
      if candidate.names.isEmpty {
        none(&features, among: candidates)
      } else {
        place(candidate, &features, among: candidates)
        nature(candidate, &features, among: candidates)
        salience(candidate, &features, among: candidates)
      }
      words(candidate, &features, among: candidates)
      candidate.features = features.ids
      return candidate
    }
  }

  // MARK: Where it stands

  private func place(
    _ candidate: InstrumentCandidate, _ features: inout FeatureSet, among candidates: [InstrumentCandidate]
  ) {
    guard let mention = candidate.mention else { return recalled(candidate, &features) }
    let next = setting.index + 1 < sentence.figures.count ? sentence.figures[setting.index + 1] : nil
    if mention.range.lowerBound >= figure.core.lowerBound {
      if rule.isAttached(figure, mention, next: next) {
        features.add(.behindAttached)
      } else if mention.range.upperBound <= clause.upperBound {
        features.add(.behindInClause)
      } else {
        features.add(.behindInSentence)
      }
      features.add(CandidateFeature.behind(group))
      between(figure.core.upperBound..<mention.range.lowerBound, mention, &features)
    } else {
      let back = sentence.clauseIndex(at: figure.core.lowerBound) - sentence.clauseIndex(at: mention.range.lowerBound)
      switch back {
      case ...0: features.add(.inClause)
      case 1: features.add(.oneClauseBefore)
      default: features.add(.clausesBefore)
      }
      if figure.range.lowerBound - mention.range.upperBound <= 2 { features.add(.touchesFigure) }
      let before = sentence.instruments.filter { $0.range.lowerBound < figure.core.lowerBound }
      if before.last == mention { features.add(.nearestBefore) }
      if before.last(where: { fit.accepts($0.kind) && !rule.isWhole($0) }) == mention { features.add(.nearestAccepted) }
      between(mention.range.upperBound..<max(mention.range.upperBound, figure.core.lowerBound), mention, &features)
    }
    role(mention, &features)
  }

  private func recalled(_ candidate: InstrumentCandidate, _ features: inout FeatureSet) {
    features.add(CandidateFeature.recalled(group))
    guard let referent = candidate.names.lazy.compactMap({ discourse[$0.name] }).first else { return }
    if referent.sentence >= 0 {
      if referent.paragraph == discourse.paragraph {
        switch discourse.sentence - referent.sentence {
        case ...1: features.add(.oneSentenceBefore)
        case 2: features.add(.twoSentencesBefore)
        default: features.add(.sentencesBefore)
        }
      } else if referent.section == discourse.section {
        features.add(.paragraphBefore)
      } else {
        features.add(.sectionBefore)
      }
    }
    if referent.openedParagraph == discourse.paragraph { features.add(.openedParagraphBefore) }
    if referent.openedSentence == discourse.sentence - 1 { features.add(.openedSentenceBefore) }
    if discourse.referents.count(where: { $0.paragraph == discourse.paragraph }) == 1,
      referent.paragraph == discourse.paragraph
    {
      features.add(.soleInParagraph)
    }
  }

  private func between(_ gap: Range<Int>, _ mention: InstrumentMention, _ features: inout FeatureSet) {
    guard gap.lowerBound < gap.upperBound else { return }
    if sentence.has(gap, { $0 == .part }) { features.add(.partBetween) }
    if sentence.hasItem(between: gap.lowerBound, and: gap.upperBound) { features.add(.itemBetween) }
    if text.scalars[gap].contains(Scalar.semicolon) { features.add(.semicolonBetween) }
    let figures = sentence.figures.count { gap.contains($0.core.lowerBound) && $0.core != figure.core }
    if figures == 1 { features.add(.oneFigureBetween) }
    if figures > 1 { features.add(.figuresBetween) }
    let names = sentence.instruments.filter { gap.contains($0.range.lowerBound) && $0.name != mention.name }
    if names.count == 1 { features.add(.oneNameBetween) }
    if names.count > 1 { features.add(.namesBetween) }
    if names.contains(where: { fit.accepts($0.kind) && !rule.isWhole($0) }) { features.add(.acceptedBetween) }
  }

  // MARK: What it does in its sentence

  private func role(_ mention: InstrumentMention, _ features: inout FeatureSet) {
    let range = mention.range
    if sentence.instruments.first == mention {
      features.add(.opensSentence)
      if !discourse.referents.contains(where: {
        $0.paragraph == discourse.paragraph && $0.sentence < discourse.sentence
      }) {
        features.add(.opensParagraph)
      }
    }
    if sentence.instruments.count == 1 { features.add(.soleInSentence) }
    if rule.isWhole(mention) { features.add(.afterBase) }
    if rule.isReckonedBy(mention) { features.add(.afterReckoning) }
    if rule.isQuoted(mention) { features.add(.quoted) }
    let start = max(sentence.range.lowerBound, range.lowerBound - 6)
    var open = range.lowerBound
    while open > start, !CandidateReader.isBreak(text.scalars[open - 1]) { open -= 1 }
    let before = open..<range.lowerBound
    if CandidateWords.means.occurs(in: text, before) { features.add(.afterMeans) }
    if CandidateWords.purpose.occurs(in: text, before) { features.add(.afterPurpose) }
    if CandidateWords.launch.occurs(in: text, before) { features.add(.afterLaunch) }
    if CandidateWords.except.occurs(in: text, before) { features.add(.afterExcept) }
    if CandidateWords.relation.occurs(in: text, before) { features.add(.afterFor) }
    if CandidateWords.doing.occurs(in: text, before) { features.add(.afterDoing) }
    if open > sentence.range.lowerBound, text.scalars[open - 1] == Scalar.openParenthesis { features.add(.inBrackets) }
    if range.lowerBound > sentence.range.lowerBound, text.scalars[range.lowerBound - 1] == Scalar.enumeration {
      features.add(.afterList)
    }
    var end = range.upperBound
    while end < sentence.range.upperBound, text.scalars[end] == Scalar.space { end += 1 }
    let last = sentence.range.upperBound
    guard end < last else { return features.add(.beforeStop) }
    switch text.scalars[end] {
    case Scalar.comma, Scalar.semicolon: features.add(.beforeComma)
    case Scalar.colon: features.add(.beforeColon)
    case Scalar.enumeration: features.add(.beforeList)
    case Scalar.stop: features.add(.beforeStop)
    case 0x7684: features.add(.beforeOf)
    case 0x7B49: features.add(.beforeEtc)
    default: break
    }
    if CandidateWords.heads.stands(in: text, at: end, end: last) { features.add(.beforeHead) }
    if CandidateWords.verbs.stands(in: text, at: end, end: last) { features.add(.beforeVerb) }
    if CandidateWords.business.stands(in: text, at: end, end: last) { features.add(.beforeBusiness) }
    if CandidateWords.bodies.stands(in: text, at: end, end: last) { features.add(.beforeBody) }
    if CandidateWords.interest.stands(in: text, at: end, end: last) { features.add(.beforeInterest) }
  }

  private static func isBreak(_ scalar: UInt32) -> Bool {
    switch scalar {
    case Scalar.comma, Scalar.semicolon, Scalar.stop, Scalar.colon, Scalar.enumeration, Scalar.openParenthesis,
      Scalar.closeParenthesis, Scalar.closeTitle, Scalar.closeQuote:
      true
    default: Scalar.isDigit(scalar)
    }
  }

  // MARK: What it is

  private func nature(
    _ candidate: InstrumentCandidate, _ features: inout FeatureSet, among candidates: [InstrumentCandidate]
  ) {
    guard let name = candidate.names.last else { return }
    let length = name.name.unicodeScalars.count
    if length <= 4 { features.add(.short) }
    if length >= 8 { features.add(.long) }
    features.add(name.code == nil ? .coined : .listed)
    if InstrumentRule.isBroad(name.name, name.kind) { features.add(.broad) }
    if candidate.names.count == 2 { features.add(.joint) }
    if candidate.names.count > 2 { features.add(.jointOfThree) }
    if candidate.names.count == 1 {
      for other in candidates where other.names.count == 1 && other.names[0].name != name.name {
        if other.names[0].name.hasSuffix(name.name) { features.add(.endsOther) }
        if name.name.hasSuffix(other.names[0].name) { features.add(.holdsOther) }
      }
    }
    let accepts = candidate.names.allSatisfy { fit.accepts($0.kind) }
    features.add(accepts ? .accepted : .refused)
    features.add(CandidateFeature.kind(name.kind, group))
    if MetricRule.moneyDefault(name.kind) == setting.metric { features.add(.kindOfMetric) }
    if candidate.mention == nil { features.add(fit.inherits(name.kind) ? .inherited : .notInherited) }
    if candidate.mention == nil, fit.reach < 2 { features.add(.reachedTooFar) }
  }

  // MARK: How salient it is

  private func salience(
    _ candidate: InstrumentCandidate, _ features: inout FeatureSet, among candidates: [InstrumentCandidate]
  ) {
    if let name = candidate.names.last, let referent = discourse[name.name] {
      if referent.mentions >= 4 {
        features.add(.mentionedOften)
      } else if referent.mentions >= 2 {
        features.add(.mentionedTwice)
      }
      if referent.paragraph == discourse.paragraph {
        if referent.paragraphMentions >= 3 {
          features.add(.inParagraphOften)
        } else if referent.paragraphMentions >= 2 {
          features.add(.inParagraphTwice)
        }
      }
      if referent.chosenSentence == discourse.sentence { features.add(.chosenInSentence) }
      if referent.chosenParagraph == discourse.paragraph {
        features.add(.chosenInParagraph)
        if referent.chosenInParagraph >= 3 { features.add(.chosenOften) }
      }
      if discourse.isInHeading(referent) { features.add(referent.headingLevel <= 1 ? .inTopHeading : .inHeading) }
    }
    if candidate.names == discourse.last {
      features.add(.isLast)
      if discourse.lastParagraph == discourse.paragraph { features.add(.isLastInParagraph) }
    }
    if setting.comment?.instruments == candidate.names { features.add(.isOfComment) }
    if let previous = setting.earlier.last {
      if previous.instruments == candidate.names { features.add(.isOfPreviousFigure) }
      if setting.earlier.contains(where: { $0.instruments == candidate.names }) { features.add(.isOfEarlier) }
    }
    if setting.memory.instruments.topic == candidate.names { features.add(.isTopic) }
    if setting.memory.instruments.heading == candidate.names { features.add(.isHeadingTopic) }
  }

  // MARK: No instrument

  private func none(_ features: inout FeatureSet, among candidates: [InstrumentCandidate]) {
    features.add(.none)
    features.add(CandidateFeature.noneOf(group))
    let named = candidates.compactMap(\.mention)
    if !named.contains(where: { clause.contains($0.range.lowerBound) }) { features.add(.noneInClause) }
    if !named.contains(where: { $0.range.lowerBound < figure.core.lowerBound }) { features.add(.noneInSentence) }
    if !discourse.referents.contains(where: { $0.paragraph == discourse.paragraph }) { features.add(.noneInParagraph) }
    if !candidates.contains(where: { $0.names.contains { fit.accepts($0.kind) } }) { features.add(.noneAccepted) }
    if rule.hasOwnSubject(before: figure) { features.add(.noneWithOwnSubject) }
    if let previous = setting.earlier.last {
      if previous.instruments.isEmpty { features.add(.noneBeforeInSentence) }
    } else if discourse.last.isEmpty, discourse.lastParagraph == discourse.paragraph {
      features.add(.noneBefore)
    }
    if !setting.memory.instruments.heading.isEmpty { features.add(.noneUnderHeading) }
    if let comment = setting.comment, comment.instruments.isEmpty { features.add(.noneOfComment) }
    if setting.memory.isPlanning { features.add(.nonePlanned) }
    switch setting.measure {
    case .limit: features.add(.noneLimit)
    case .share: features.add(.noneShare)
    case .rank: features.add(.noneRank)
    case .level: break
    default: features.add(.noneChange)
    }
  }
}

/// Features, each once.
private struct FeatureSet {
  private(set) var ids: [Int] = []
  mutating func add(_ feature: CandidateFeature) { add(feature.rawValue) }
  mutating func add(_ id: Int) { if !ids.contains(id) { ids.append(id) } }
}
