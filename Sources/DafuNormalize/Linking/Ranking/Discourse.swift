import DafuModel

/// What a document has been about so far: the instruments that it named, how often, where, and which of them carried
/// figures. A reader who meets 累计发放12亿元 without a name thinks of what the passage keeps coming back to.
///
/// There is one a document, and whoever reads it reads the same: names, instruments and lists of them are numbers of its
/// index.
final class Discourse {
  /// An instrument that the document named.
  struct Referent {
    /// Its name, and the list of it alone.
    let name: Int
    let list: Int
    /// How often it was named in the document, and in the current paragraph.
    var mentions = 0
    var paragraphMentions = 0
    /// Where it was named last.
    var sentence = -1
    var paragraph = -1
    var section = -1
    /// Its place among the names of that sentence.
    var order = 0
    /// The last sentence that it opened, and the last paragraph.
    var openedSentence = -1
    var openedParagraph = -1
    /// The heading that named it last.
    var heading = -1
    var headingLevel = 0
    /// The last sentence with a figure of it, and how many figures it had in the current paragraph.
    var chosenSentence = -1
    var chosenParagraph = -1
    var chosenInParagraph = 0
    /// How many figures it had in the document.
    var chosen = 0
    /// What it did in the sentence that named it last.
    var role = FeatureSet()

    fileprivate init(name: Int, list: Int) {
      self.name = name
      self.list = list
    }
  }

  /// A heading in force.
  struct Heading {
    let level: Int
    let section: Int
    let words: WordPairs
  }

  let index = InstrumentIndex()
  @exclusivity(unchecked)
  private(set) var referents: [Referent] = []
  /// The referent of each name, or -1, as far as anybody has asked.
  @exclusivity(unchecked)
  private var referentOfName: [Int] = []
  private(set) var sentence = 0
  private(set) var paragraph = 0
  private(set) var section = 0
  /// The headings in force, the highest first.
  @exclusivity(unchecked)
  private(set) var headings: [Heading] = []
  /// The instruments of the last figure, and the paragraph in which it stood.
  private(set) var last = InstrumentIndex.none
  private(set) var lastParagraph = -1
  /// How many figures in a row carried the same instruments in the paragraph.
  private(set) var streak = 0
  /// How many referents the paragraph has named, and how many the sentence.
  private(set) var inParagraph = 0
  private(set) var inSentence = 0
  /// The names of the sentence's mentions.
  @exclusivity(unchecked)
  private(set) var mentioned: [Int] = []
  /// What each mention does in the sentence.
  @exclusivity(unchecked)
  private(set) var roles: [FeatureSet] = []
  /// The last sentence but this one that named an instrument.
  private(set) var lastNaming = -1
  /// The last sentence that named an instrument.
  private(set) var naming = -1
  /// The title of the document, and how the paragraph opened.
  let title: WordPairs?
  @exclusivity(unchecked)
  private(set) var opening: WordPairs?
  /// The times that it has named.
  var times = TimesNamed()
  /// What the sentence says of each name, as far as anybody has asked (`CandidateReader`).
  @exclusivity(unchecked)
  var said: [SaidOfName] = []

  init() { title = nil }

  /// Begins what stands apart from the text around it (a table), after the times that were named there.
  init(after times: TimesNamed) {
    title = nil
    self.times = times
  }

  /// Begins a document.
  init(title: String) {
    let text = TextView(title)
    self.title = WordPairs(text, 0..<text.count)
  }

  /// Begins a section; `mentions` are those of its heading.
  func enterSection(level: Int, words: WordPairs, mentions: [InstrumentMention]) {
    section += 1
    times.enterSection()
    headings.removeAll { $0.level >= level }
    headings.append(Heading(level: level, section: section, words: words))
    for mention in mentions {
      let place = place(of: mention)
      referents[place].heading = section
      referents[place].headingLevel = level
      referents[place].mentions += 1
    }
  }

  func enterParagraph() {
    paragraph += 1
    times.enterParagraph()
    inParagraph = 0
    opening = nil
  }

  /// Takes note of a sentence's mentions, before its figures are read.
  func enterSentence(_ whole: Sentence) {
    sentence += 1
    inSentence = 0
    mentioned.removeAll(keepingCapacity: true)
    if opening == nil {
      let end = min(whole.range.upperBound, max(whole.clauses.first?.upperBound ?? 0, whole.range.lowerBound + 24))
      opening = WordPairs(whole.text, whole.range.lowerBound..<end)
    }
    for mention in whole.instruments {
      let place = place(of: mention)
      let isFirst = mentioned.isEmpty
      mentioned.append(referents[place].name)
      referents[place].mentions += 1
      if isFirst {
        referents[place].openedSentence = sentence
        if inParagraph == 0 { referents[place].openedParagraph = paragraph }
      }
      if referents[place].paragraph != paragraph {
        referents[place].paragraphMentions = 0
        inParagraph += 1
      }
      if referents[place].sentence != sentence {
        inSentence += 1
        referents[place].order = mentioned.count
      }
      referents[place].paragraphMentions += 1
      referents[place].sentence = sentence
      referents[place].paragraph = paragraph
      referents[place].section = section
    }
    readRoles(whole)
  }

  /// What the mentions do in their sentence, also for the sentences that follow.
  private func readRoles(_ whole: Sentence) {
    roles.removeAll(keepingCapacity: true)
    lastNaming = naming
    guard !mentioned.isEmpty else { return }
    naming = sentence
    let reader = MentionRole(sentence: whole, discourse: self)
    let lastFigure = whole.figures.last?.range.upperBound
    let lastClause = whole.clauses.last?.lowerBound ?? whole.range.lowerBound
    for (place, name) in mentioned.enumerated() {
      let role = reader.role(place)
      roles.append(role)
      guard let referent = referent(of: name) else { continue }
      var later = role
      if mentioned.firstIndex(of: name) != place {
        later.formUnion(referents[referent].role)
        later.add(.twiceInItsSentence)
      }
      let begin = whole.instruments[place].range.lowerBound
      if place == mentioned.count - 1 { later.add(.lastOfItsSentence) }
      if let lastFigure { if begin >= lastFigure { later.add(.behindItsFigures) } } else { later.add(.withoutFigures) }
      if begin >= lastClause { later.add(.inItsLastClause) }
      referents[referent].role = later
    }
  }

  private func place(of mention: InstrumentMention) -> Int {
    let instrument = InstrumentName(name: mention.name, code: mention.code, kind: mention.kind)
    let name = index.name(mention.name)
    if let known = referent(of: name) { return known }
    while referentOfName.count <= name { referentOfName.append(-1) }
    referentOfName[name] = referents.count
    referents.append(Referent(name: name, list: index.list(of: instrument)))
    return referents.count - 1
  }

  /// Takes note of the list of instruments that a figure was found to carry.
  func choose(_ list: Int) {
    streak = list == last && lastParagraph == paragraph ? streak + 1 : 1
    last = list
    lastParagraph = paragraph
    for name in index.lists[list].places {
      guard let place = referent(of: name) else { continue }
      if referents[place].chosenParagraph != paragraph { referents[place].chosenInParagraph = 0 }
      referents[place].chosenInParagraph += 1
      referents[place].chosen += 1
      referents[place].chosenParagraph = paragraph
      referents[place].chosenSentence = sentence
    }
  }

  /// The place of the referent of a name.
  @inline(__always)
  func referent(of name: Int) -> Int? {
    guard name >= 0, name < referentOfName.count, referentOfName[name] >= 0 else { return nil }
    return referentOfName[name]
  }

  /// Whether a heading in force names a referent.
  @inline(__always)
  func isInHeading(_ place: Int) -> Bool {
    let heading = referents[place].heading
    return heading >= 0 && headings.contains { $0.section == heading }
  }

  /// The lists of the referents named before this sentence, each alone, latest first.
  func recent(_ limit: Int) -> [Int] {
    typealias Rank = (isInHeading: Int, sentence: Int, mentions: Int)
    var order: [(rank: Rank, place: Int)] = []
    order.reserveCapacity(limit + 1)
    func isBehind(_ left: (rank: Rank, place: Int), _ right: (rank: Rank, place: Int)) -> Bool {
      if left.rank != right.rank { return left.rank < right.rank }
      let (one, other) = (referents[left.place].name, referents[right.place].name)
      return index.names[other].text < index.names[one].text
    }
    for place in referents.indices where referents[place].sentence < sentence {
      let next = (
        rank: (isInHeading(place) ? 1 : 0, referents[place].sentence, referents[place].mentions), place: place
      )
      if order.count == limit, let last = order.last, isBehind(next, last) { continue }
      var slot = order.count
      while slot > 0, isBehind(order[slot - 1], next) { slot -= 1 }
      order.insert(next, at: slot)
      if order.count > limit { order.removeLast() }
    }
    return order.map { referents[$0.place].list }
  }
}

/// What a sentence and the document before it say of a name, whatever figure may carry its instrument.
struct SaidOfName {
  /// The sentence of which it holds.
  var sentence = -1
  /// What speaks for it wherever it is a candidate's last name.
  var features = FeatureSet()
  /// What else speaks for it where it is the last name of a candidate from before the sentence.
  var recalled = FeatureSet()
  /// Where it was named before.
  var place = FeatureSet()
}
