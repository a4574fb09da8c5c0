import DafuModel

/// Lists the instruments that the figures of a sentence might carry, and reads what speaks for and against each.
///
/// There is one a sentence, since most of what speaks for an instrument is the same for all its figures: what each mention
/// does in the sentence, what words a name shares with it, what the document has named before.
final class CandidateReader {
  /// A mention of the sentence.
  struct Mention {
    let range: Range<Int>
    let name: Int
    let kind: InstrumentKind
    let clause: Int
    let isWhole: Bool
    /// Whether it stands beside another quoted name with nothing between: “A贷”“B贷”资金 are of both.
    let isSideBySide: Bool
    /// The instrument alone, and with those that it is joined with.
    let list: Int
    let joint: Int?
    /// What it does in its sentence.
    let role: FeatureSet
  }

  let sentence: Sentence
  let discourse: Discourse
  let index: InstrumentIndex
  let text: TextView
  /// The instruments of the figures read before, and where the figures stand.
  @exclusivity(unchecked)
  private(set) var chosen: [(list: Int, place: Int)] = []

  /// What the sums of the sentence are of, by where their words begin, as far as anybody has asked.
  @exclusivity(unchecked)
  var sums: [Int: Int] = [:]

  /// The last topic and the last heading with their lists.
  @exclusivity(unchecked)
  private var topic = InstrumentIndex.Known()
  @exclusivity(unchecked)
  private var heading = InstrumentIndex.Known()

  let mentions: [Mention]
  let words: SentenceWords
  /// What the document named last before the sentence.
  let recent: [Int]
  /// How many referents a heading in force names.
  let inHeading: Int

  init(_ sentence: Sentence, _ discourse: Discourse) {
    self.sentence = sentence
    self.discourse = discourse
    index = discourse.index
    text = sentence.text
    mentions = CandidateReader.mentions(sentence, discourse)
    words = SentenceWords(sentence)
    recent = discourse.recent(12)
    inHeading = discourse.referents.indices.count { discourse.isInHeading($0) }
  }

  /// Takes note of the instruments that a figure was found to carry, by their list where it is known.
  func choose(_ names: [InstrumentName], list: Int?, for figure: Figure) {
    let list = list ?? index.list(of: names)
    discourse.choose(list)
    chosen.append((list, figure.core.lowerBound))
  }

  private static func mentions(_ sentence: Sentence, _ discourse: Discourse) -> [Mention] {
    let rule = InstrumentRule(sentence: sentence)
    let index = discourse.index
    return sentence.instruments.indices.map { place in
      let mention = sentence.instruments[place]
      let joint = rule.joint(around: place)
      return Mention(
        range: mention.range, name: discourse.mentioned[place], kind: mention.kind,
        clause: sentence.clauseIndex(at: mention.range.lowerBound), isWhole: sentence.wholes[place],
        isSideBySide: rule.isSideBySide(place),
        list: index.list(of: InstrumentName(name: mention.name, code: mention.code, kind: mention.kind)),
        joint: joint.count > 1 ? index.list(of: joint) : nil,
        role: discourse.roles[place])
    }
  }

  // MARK: Listing

  /// The setting of a figure.
  func setting(
    _ place: Int, traits: MetricTraits, measure: Measure, answer: InstrumentRule.Answer?, comment: [InstrumentName]?,
    neighbours: [InstrumentName], memory: Linker.Memory
  ) -> FigureSetting {
    let figure = sentence.figures[place]
    let core = figure.core
    let clauseIndex = sentence.clauseIndex(at: core.lowerBound)
    let clause = sentence.clause(at: core.lowerBound)
    let before = mentions.firstIndex { $0.range.lowerBound >= core.lowerBound } ?? mentions.count
    return FigureSetting(
      index: place, core: core, begin: figure.range.lowerBound, clause: clause, clauseIndex: clauseIndex,
      isPercentage: [.percent, .percentagePoint, .basisPoint].contains(figure.unitClass),
      measure: measure, traits: traits, answer: answer.map { index.list(of: $0.names) },
      answerFeature: answer.map { InstrumentRule.feature(of: $0) },
      comment: comment.map { index.list(of: $0) }, topic: index.list(of: memory.instruments.topic, orLast: &topic),
      heading: index.list(of: memory.instruments.heading, orLast: &heading),
      neighbours: neighbours.map { index.list(of: $0) }, isPlanning: memory.isPlanning,
      isOfTable: memory.isOfTable, reference: reference(before: core.lowerBound),
      isListed: place > 0
        && Separators.kind(text, sentence.figures[place - 1].range.upperBound..<figure.range.lowerBound) == .list,
      isPart: sentence.hasPart(clause.lowerBound..<core.lowerBound),
      isAcross: chosen.last.map { sentence.hasSemicolon($0.place..<max($0.place, core.lowerBound)) } ?? false,
      clauseEcho: words.echoes(clause.lowerBound..<core.lowerBound),
      sentenceEcho: words.echoes(sentence.range.lowerBound..<core.lowerBound),
      counted: words.counted(in: sentence.range.lowerBound..<core.lowerBound),
      referred: words.demonstratives.isEmpty ? nil : referred(before: core, mentionsBefore: before),
      isAnaphoric: words.anaphora <= core.lowerBound, place: words.places.last { $0 <= core.lowerBound },
      before: before,
      accepted: mentions.indices.prefix(before).last {
        traits.fit.accepts(mentions[$0].kind) && !mentions[$0].isWhole
      })
  }

  /// The candidates of a figure with their features.
  func candidates(_ setting: FigureSetting) -> [InstrumentCandidate] {
    var listed = list(setting)
    relate(&listed)
    let none = none(setting, among: listed)
    let clauseWords = words.ofClause(setting.clauseIndex, setting.clause)
    let isMeant = meant(setting, among: listed)
    var count = 0
    for place in listed.indices where !isBarred(listed[place], setting) && isMeant?(listed[place]) ?? true {
      let candidate = listed[place]
      let isNone = candidate.list == InstrumentIndex.none
      listed[count] = InstrumentCandidate(
        list: candidate.list, mention: candidate.mention,
        features: isNone ? none : features(of: candidate, setting, clauseWords))
      count += 1
    }
    listed.removeLast(listed.count - count)
    return listed
  }

  /// Whatever the figure might carry, each once.
  private func list(_ setting: FigureSetting) -> [InstrumentCandidate] {
    var found: [InstrumentCandidate] = []
    found.reserveCapacity(2 * mentions.count + chosen.count + 18)
    index.beginCollection()
    func add(_ list: Int, _ mention: Int?) {
      if index.collects(list) { found.append(InstrumentCandidate(list: list, mention: mention)) }
    }
    add(InstrumentIndex.none, nil)
    // Of two mentions of one name the one nearest before the figure counts.
    func add(mention place: Int) {
      add(mentions[place].list, place)
      if let joint = mentions[place].joint { add(joint, place) }
    }
    var place = setting.before
    while place > 0 {
      place -= 1
      if !isRepeatedAsBase(place) { add(mention: place) }
    }
    place = setting.before
    while place < mentions.count {
      add(mention: place)
      place += 1
    }
    if let answer = setting.answer { add(answer, nil) }
    if let comment = setting.comment { add(comment, nil) }
    for earlier in chosen.reversed() { add(earlier.list, nil) }
    add(discourse.last, nil)
    add(setting.topic, nil)
    add(setting.heading, nil)
    for list in recent { add(list, nil) }
    if let counted = setting.counted, let joint = joint(counted, setting) { add(joint, nil) }
    if let reference = setting.reference { add(reference, nil) }
    return found
  }

  /// 林权抵押贷款余额84亿元，占全国林权抵押贷款余额的一成，累计发放380亿元: the first mention speaks of the instrument, the second only of
  /// what it is measured by.
  private func isRepeatedAsBase(_ place: Int) -> Bool {
    mentions[place].isWhole
      && mentions.prefix(place).contains { $0.list == mentions[place].list && !$0.isWhole }
  }

  /// The last instruments named before a figure, as many as are counted, in the order of the text.
  private func joint(_ counted: CountedInstruments, _ setting: FigureSetting) -> Int? {
    var latest: [Int] = []
    func add(_ list: Int) {
      guard latest.count < counted.count, !latest.contains(list), index.lists[list].isSingle else { return }
      if let kind = counted.kind, index.lists[list].kind != kind { return }
      latest.append(list)
    }
    for mention in mentions.prefix(setting.before).reversed() { add(mention.list) }
    for list in recent { add(list) }
    guard latest.count == counted.count else { return nil }
    return index.list(of: latest.reversed().flatMap { index.lists[$0].names })
  }

  /// What one item of a list names does not reach the next, and what a passage says of the economy at large is no product's
  /// that an earlier sentence named.
  private func isBarred(_ candidate: InstrumentCandidate, _ setting: FigureSetting) -> Bool {
    // The loan prime rate is what rates are reckoned from; nothing is lent, counted, paid or shared of it.
    if index.lists[candidate.list].isReferenceRate, setting.traits.group != .rate,
      !setting.isPercentage || setting.traits.group == .pool || setting.traits.group == .subsidy
    {
      return true
    }
    // LPR下降0.1个百分点，企业贷款加权平均利率3.68%: what is paid in the end is no prime rate.
    if index.lists[candidate.list].isReferenceRate,
      candidate.mention.map({ !setting.clause.contains(mentions[$0].range.lowerBound) }) ?? true,
      CandidateReader.paidRates.occurs(in: text, setting.clause)
    {
      return true
    }
    if let reference = setting.reference { return candidate.list != reference }
    if setting.neighbours.contains(candidate.list) { return true }
    // 提取公积金…，贷款利率3.1%: the fund has no part in what its loans have.
    if index.lists[candidate.list].isOfProvidentFund, let answer = setting.answer, index.lists[answer].isFundLoan,
      setting.traits.group == .lending || setting.traits.group == .rate
    {
      return true
    }
    if let place = candidate.mention {
      if mentions[place].isSideBySide, place < setting.before, index.lists[candidate.list].isSingle { return true }
      let range = mentions[place].range
      if isBearer(mentions[place], setting) { return true }
      return range.upperBound <= setting.core.lowerBound && sentence.isOfOtherItem(range, setting.core.lowerBound)
    }
    return setting.traits.group == .economy && !index.lists[candidate.list].kinds.removing(.market).isEmpty
  }

  /// 新型政银担业务由担保公司、再担保公司、银行和地方财政按40%、30%、20%、10%分担: who bears a share is not what is shared.
  private func isBearer(_ mention: Mention, _ setting: FigureSetting) -> Bool {
    guard setting.isPercentage, setting.traits.group == .pool, mention.kind == .guarantee || mention.kind == .fund,
      setting.clause.contains(mention.range.lowerBound), mention.range.upperBound <= setting.core.lowerBound,
      mention.range.lowerBound > sentence.range.lowerBound,
      Scalar.isAny(text.scalars[mention.range.lowerBound - 1], "、由和与省市")
    else { return false }
    var place = mention.range.upperBound
    if let body = CandidateReader.bodyEnds.length(in: text, at: place, end: setting.core.lowerBound) { place += body }
    return place < setting.core.lowerBound && Scalar.isAny(text.scalars[place], "、和与")
      || text.has("机构", at: place, end: setting.core.lowerBound)
  }

  private static let paidRates = WordList(["新发放", "加权平均", "平均利率", "融资成本"])
  private static let bodyEnds = WordList(["公司", "集团", "机构", "体系", "集团公司", "有限公司", "基金"])

  /// What 该险种 before a figure stands for, as a test of candidates; nil where nothing stands for a name, or for none of them.
  private func meant(
    _ setting: FigureSetting, among listed: [InstrumentCandidate]
  ) -> ((InstrumentCandidate) -> Bool)? {
    guard setting.reference == nil, let referred = setting.referred else { return nil }
    func isMeant(_ candidate: InstrumentCandidate) -> Bool {
      isOne(of: referred, candidate) || candidate.mention.map { $0 >= setting.before } ?? false
    }
    guard listed.contains(where: { isMeant($0) && !isBarred($0, setting) }) else { return nil }
    return isMeant
  }

  /// The instruments of a candidate.
  func names(_ candidate: InstrumentCandidate) -> [InstrumentName] { index.lists[candidate.list].names }

  /// What describes a candidate beside the words around a figure.
  @inline(__always)
  func description(of candidate: InstrumentCandidate) -> CandidateDescription {
    let entry = index.lists[candidate.list]
    let features = candidate.features
    let salience = (features.contains(.isLast) ? 2 : 0) + (features.contains(.isTopic) ? 1 : 0)
    let kind = entry.kind.map { Int($0.rawValue) } ?? 31
    return CandidateDescription(
      position: features.position * 4 + salience, kind: 64 + kind * 2 + (candidate.mention == nil ? 1 : 0),
      ending: entry.last < 0 ? nil : Int(truncatingIfNeeded: index.names[entry.last].ending & 0xFFFF_FFFF_FFFF))
  }

  /// The candidates as `Benchmarks/linking` reads them: names and codes, features by number, places of what is observed.
  func list(
    _ candidates: [InstrumentCandidate], group: MetricGroup, context: FigureContext, aliases: (String) -> [String]
  ) -> String {
    candidates.map { candidate in
      var places: [Int] = []
      let description = description(of: candidate)
      context.forEachPlace(description.position) { places.append($0) }
      context.forEachPlace(description.kind) { places.append($0) }
      if let ending = description.ending { context.forEachPlace(ofName: ending) { places.append($0) } }
      let names = names(candidate).map { name in
        ([name.name] + (name.code == nil ? aliases(name.name) : [])).joined(separator: "|") + "=" + (name.code ?? "")
      }
      return names.joined(separator: "\u{1}") + "\t"
        + candidate.features.ids(group).map(String.init).joined(separator: " ") + "\t"
        + places.map(String.init).joined(separator: " ")
    }.joined(separator: "\n")
  }

  // MARK: Reading

  private func features(
    of candidate: InstrumentCandidate, _ setting: FigureSetting, _ clauseWords: WordPairs
  ) -> FeatureSet {
    let list = candidate.list
    let entry = index.lists[list]
    let name = entry.last
    prepare(name)
    var features = entry.nature
    features.formUnion(candidate.features)
    features.formUnion(discourse.said[name].features)
    if clauseWords.shared(with: index.names[name].pairs) > 0 { features.add(.sharesClause) }
    if let place = candidate.mention {
      features.formUnion(mentions[place].role)
      self.place(mentions[place], place, setting, &features)
    } else {
      recalled(list, entry, setting, &features)
    }
    fit(candidate, entry, setting, &features)
    salience(list, entry, setting, &features)
    echoes(candidate, entry, setting, &features)
    return features
  }

  private func recalled(
    _ list: Int, _ entry: InstrumentIndex.List, _ setting: FigureSetting, _ features: inout FeatureSet
  ) {
    features.add(.recalled)
    // Where the first of the instruments was named that the document named at all.
    let name = entry.last
    var first = name
    if !entry.isSingle {
      first = entry.places.first { discourse.referent(of: $0) != nil } ?? name
      prepare(first)
    }
    features.formUnion(discourse.said[first].place)
    features.formUnion(discourse.said[name].recalled)
    if setting.topic == list { features.add(.topical) }
    if mentions.isEmpty { features.add(.soleRecalled) }
    if setting.begin - sentence.range.lowerBound < 12 { features.add(.opensWithFigure) }
    if setting.place != nil { features.add(.placeBetween) }
  }

  /// Marks the candidates whose names end with another's.
  private func relate(_ listed: inout [InstrumentCandidate]) {
    withUnsafeTemporaryAllocation(of: InstrumentIndex.Ending.self, capacity: listed.count) { endings in
      for place in listed.indices {
        let ending = index.endings[listed[place].list]
        endings[place] = ending
        guard ending.name >= 0 else { continue }
        for other in 0..<place where ending.mayEnd(endings[other]) {
          if index.ends(endings[other].name, with: ending.name) {
            listed[place].features.add(.endsOther)
            listed[other].features.add(.holdsOther)
          } else if index.ends(ending.name, with: endings[other].name) {
            listed[place].features.add(.holdsOther)
            listed[other].features.add(.endsOther)
          }
        }
      }
    }
  }

  private func fit(
    _ candidate: InstrumentCandidate, _ entry: InstrumentIndex.List, _ setting: FigureSetting,
    _ features: inout FeatureSet
  ) {
    let fit = setting.traits.fit
    features.add(fit.acceptsAll(entry.kinds) ? .accepted : .refused)
    guard let kind = entry.kind else { return }
    if setting.traits.amounts.contains(kind) { features.add(.kindOfMetric) }
    if candidate.mention == nil {
      features.add(fit.inherits(kind) ? .inherited : .notInherited)
      if fit.reach < 2 { features.add(.reachedTooFar) }
    }
  }

  private func salience(
    _ list: Int, _ entry: InstrumentIndex.List, _ setting: FigureSetting, _ features: inout FeatureSet
  ) {
    if let place = discourse.referent(of: entry.last) {
      let referent = discourse.referents[place]
      if referent.chosenSentence == discourse.sentence { features.add(.chosenInSentence) }
      if referent.chosenParagraph == discourse.paragraph {
        features.add(.chosenInParagraph)
        if referent.chosenInParagraph >= 3 { features.add(.chosenOften) }
      }
      if referent.chosen >= 3 { features.add(.chosenInDocument) }
    }
    if list == discourse.last {
      features.add(.isLast)
      if discourse.lastParagraph == discourse.paragraph {
        features.add(.isLastInParagraph)
        if discourse.streak >= 5 { features.add(.longStreak) } else if discourse.streak >= 2 { features.add(.streak) }
      }
    }
    if setting.comment == list { features.add(.isOfComment) }
    if let previous = chosen.last {
      if previous.list == list {
        features.add(.isOfPreviousFigure)
        if setting.clause.contains(previous.place) { features.add(.isOfPreviousInClause) }
        if setting.isListed { features.add(.isOfPreviousInList) }
        if setting.isPart { features.add(.isOfWhole) }
      }
      if chosen.contains(where: { $0.list == list }) { features.add(.isOfEarlier) }
      let isAcross = setting.isAcross
      if isAcross, previous.list == list { features.add(.acrossSemicolon) }
      if chosen.first?.list == list {
        features.add(.isOfFirstFigure)
        if isAcross { features.add(.firstAcrossSemicolon) }
      }
    }
    if setting.isOfTable { features.add(.ofTable) }
    if let feature = setting.answerFeature, setting.answer == list { features.add(feature) }
    if setting.topic == list { features.add(.isTopic) }
    if setting.heading == list { features.add(.isHeadingTopic) }
  }

  /// What words before the figure tell of the kind of instrument.
  private func echoes(
    _ candidate: InstrumentCandidate, _ entry: InstrumentIndex.List, _ setting: FigureSetting,
    _ features: inout FeatureSet
  ) {
    let list = candidate.list
    guard let kind = entry.kind else { return }
    if index.lists[discourse.last].kind == kind { features.add(.sameKindAsLast) }
    let isRecalled = candidate.mention == nil
    if setting.clauseEcho.contains(kind) { features.add(isRecalled ? .echoInClause : .echoesHead) }
    guard isRecalled else { return }
    if let counted = setting.counted {
      if index.lists[list].places.count == counted.count { features.add(.isCounted) }
      if entry.isSingle { features.add(.singleOfCounted) }
    }
    if setting.sentenceEcho.contains(kind) { features.add(.echoInSentence) }
    if setting.isAnaphoric {
      features.add(.anaphoric)
      if list == discourse.last { features.add(.anaphoricLast) }
      if let referent = discourse.referent(of: entry.last),
        discourse.referents[referent].sentence == discourse.sentence - 1
      {
        features.add(.anaphoricNamed)
      }
    }
  }
}
