import DafuModel

/// Walks the body of a document: headings set the scene, sentences give readings, tables give theirs.
struct BodyReader {
  /// A reading with what it needs to become an observation.
  struct Draft {
    let reading: Reading
    let section: [String]
    let evidence: Range<Int>
    /// Tells apart readings of one place (one percentage said of two metrics).
    let order: Int
    let area: String?
    let rule: String
  }

  let document: ReplyDocument
  let publisher: ResolvedAgency
  let reference: CivilDate
  let agencies: AgencyDirectory
  let figures: FigureScanner
  let instruments: InstrumentScanner
  let cues: CueLexicon
  let listsCandidates: Bool
  let ranking: InstrumentRanking
  let text: TextView
  private let known: InstrumentScanner.KnownNames
  /// The sentences of each paragraph, in pieces that no rule takes too long over; a heading is one piece.
  private let pieces: [[Piece]]
  private let finders: Sentence.Finders

  init(
    document: ReplyDocument, publisher: ResolvedAgency, reference: CivilDate, agencies: AgencyDirectory,
    figures: FigureScanner, instruments: InstrumentScanner, cues: CueLexicon, listsCandidates: Bool = false,
    ranking: InstrumentRanking = .fitted
  ) {
    self.listsCandidates = listsCandidates
    self.ranking = ranking
    self.document = document
    self.publisher = publisher
    self.reference = reference
    self.agencies = agencies
    self.figures = figures
    self.instruments = instruments
    self.cues = cues
    let text = TextView(document.text.utf8)
    self.text = text
    let found = BodyReader.findNames(document, text, instruments)
    pieces = found.pieces
    known = found.known
    finders = Sentence.Finders(
      instruments: instruments, known: found.known, cues: cues,
      agencies: AgencyRule(directory: agencies, publisher: publisher, date: reference))
  }

  /// Figures of one document that share the whole key but not the value are no conflict: the later ones are told apart
  /// by the words right before them (补贴40%, 自治区财政补贴30%).
  static func toldApart(_ drafts: [Draft]) -> [Draft] {
    // Every key met, by a draft that has it, with the subject under which it was met and the values met with it.
    var keys: [(draft: Int, subject: String, value: ExactDecimal?, others: [ExactDecimal], next: Int)] = []
    keys.reserveCapacity(drafts.count)
    // The last key of each hash; the others follow from it.
    var lasts: [Int: Int] = [:]
    func place(_ index: Int, _ subject: String) -> (place: Int, isNew: Bool) {
      let reading = drafts[index].reading
      var hash = reading.period.end.year &* 31 &+ reading.metric.utf8.count
      hash = hash &* 31 &+ subject.utf8.count &* 31 &+ reading.instruments.count
      for name in reading.instruments { hash = hash &* 31 &+ name.name.utf8.count }
      let last = lasts[hash] ?? -1
      var known = last
      while known >= 0 {
        if keys[known].subject == subject, BodyReader.sharesKey(drafts[keys[known].draft], drafts[index]) {
          return (known, false)
        }
        known = keys[known].next
      }
      lasts[hash] = keys.count
      keys.append((index, subject, nil, [], last))
      return (keys.count - 1, true)
    }
    func add(_ value: ExactDecimal, to place: Int) {
      if keys[place].value == nil { keys[place].value = value } else { keys[place].others.append(value) }
    }
    for index in drafts.indices {
      let reading = drafts[index].reading
      let own = place(index, reading.subject)
      let isOther =
        !own.isNew && keys[own.place].value != reading.value && !keys[own.place].others.contains(reading.value)
      if isOther, reading.figure.rangeEnd != .high, !reading.lead.isEmpty {
        drafts[index].reading.subject = reading.lead
        drafts[index].reading.derivation.subject = "told apart from a figure with the same key"
        let other = place(index, reading.lead).place
        add(reading.value, to: other)
      } else if own.isNew || isOther {
        add(reading.value, to: own.place)
      }
    }
    return drafts
  }

  /// Whether two figures have the same key but for the subject.
  private static func sharesKey(_ one: Draft, _ other: Draft) -> Bool {
    let (left, right) = (one.reading, other.reading)
    return left.measure == right.measure && left.period.end.year == right.period.end.year
      && left.period.type == right.period.type && left.status == right.status && left.metric == right.metric
      && left.figure.unit == right.figure.unit && one.area == other.area && left.agency?.code == right.agency?.code
      && left.instruments == right.instruments
  }

  /// Finds what may be a name anywhere in the body, and which names the body introduces.
  private static func findNames(
    _ document: ReplyDocument, _ text: TextView, _ instruments: InstrumentScanner
  ) -> (pieces: [[Piece]], known: InstrumentScanner.KnownNames) {
    var pieces: [[Piece]] = []
    pieces.reserveCapacity(document.blocks.count)
    var last = 0
    var known: [InstrumentScanner.KnownName] = []
    var names: [InstrumentScanner.IntroducedName] = []
    for block in document.blocks {
      var ranges: [Range<Int>] = []
      if block.kind == .paragraph {
        for sentence in block.sentences.isEmpty ? [block.range] : block.sentences {
          let range = text.indices(ofBytes: sentence, from: last)
          last = range.lowerBound
          bounded(range, text, into: &ranges)
        }
      } else if block.kind == .heading {
        ranges.append(text.indices(ofBytes: block.range, from: last))
      }
      pieces.append(
        ranges.map { range in
          let characters = ScalarPresence(text.scalars, range)
          let found = instruments.candidates(in: text, range: range, present: characters)
          if !found.isEmpty {
            let introduced = instruments.introduced(in: text, range: range, candidates: found)
            known += introduced.known
            names += introduced.names
          }
          return Piece(range: range, candidates: found, characters: characters)
        })
    }
    return (pieces, instruments.known(known, names: names))
  }

  /// A sentence or a part of one, and what may be an instrument's name in it.
  private struct Piece {
    let range: Range<Int>
    let candidates: [InstrumentMention]
    let characters: ScalarPresence
  }

  /// What else a name that no list holds may be looked for by: its shorter forms, and what the document calls it.
  func aliases(of name: String) -> [String] {
    linker.aliases(name)
  }

  /// What reads its sentences.
  var linker: Linker {
    Linker(
      reference: reference, listsCandidates: listsCandidates,
      aliases: { [known, instruments] in known.otherNames(of: $0) + instruments.forms.shorter($0) }, ranking: ranking)
  }

  func readings() -> [Draft] {
    var drafts: [Draft] = []
    let discourse = Discourse(title: document.metadata.proposalTitle ?? document.metadata.title ?? "")
    var scene = Scene(discourse: discourse)
    let linker = self.linker
    var tables = document.tables
    for (place, block) in document.blocks.enumerated() where block.isBody {
      // A table is read with what the paragraph before it is about.
      if block.kind == .tableRow || block.kind == .caption,
        let next = tables.firstIndex(where: { $0.holds(block.range) })
      {
        let table = tables.remove(at: next)
        drafts.append(
          contentsOf: TableReader(
            reader: self, table: table, topic: scene.topic(), heading: scene.memory().instruments.heading,
            times: discourse.times
          ).drafts())
      }
      switch block.kind {
      case .heading:
        guard let piece = pieces[place].first else { continue }
        let range = piece.range
        scene.enter(heading: heading(piece), level: block.level)
        discourse.enterSection(
          level: block.level, words: WordPairs(text, range),
          mentions: instruments.mentions(
            in: text, range: range, candidates: piece.candidates, known: known, present: piece.characters))
        // （一）债券资金12100万元，安排如下： states a figure and is what the items below are about.
        if text.scalars[range.upperBound - 1] == Scalar.colon {
          discourse.enterParagraph()
          var (memory, year): (Linker.Memory, Int?) = (scene.memory(), nil)
          let sentence = analyze(
            text: text, utf8: document.text.utf8, range: range, candidates: piece.candidates,
            characters: piece.characters, paragraphYear: &year, isPlanning: memory.isPlanning)
          drafts += readings(of: sentence, linker, &memory, section: block.section)
          scene.leave(memory)
          scene.enterList()
        }
      case .paragraph:
        discourse.enterParagraph()
        var memory = scene.memory()
        var paragraphYear: Int?
        var heads = InlineHeads()
        if let whole = whole(place), ListItems.isItem(text, whole) {
          scene.continueList(&memory)
        } else {
          scene.leaveList()
        }
        for (position, piece) in pieces[place].enumerated() {
          let sentenceRange = piece.range
          if heads.enters(text, sentenceRange, isPlanning: memory.isPlanning) {
            memory = scene.memory()
            discourse.enterParagraph()
            paragraphYear = nil
          }
          let sentence = analyze(
            text: text, utf8: document.text.utf8, range: sentenceRange, candidates: piece.candidates,
            characters: piece.characters, paragraphYear: &paragraphYear, isPlanning: memory.isPlanning)
          // 分县区看，…: what a paragraph breaks down is what the last one was about.
          if position == 0, memory.instruments.topic.isEmpty, sentence.isBreakdown {
            memory.instruments.topic = scene.topic()
          }
          if position == 0, isLeadIn(sentence) {
            memory.instruments.heading = headingInstruments(sentence) ?? memory.instruments.heading
          }
          drafts += readings(of: sentence, linker, &memory, section: block.section)
        }
        scene.leave(memory)
        if let whole = whole(place), ListItems.announces(text, whole) { scene.enterList() }
      default: break
      }
    }
    for table in tables {
      drafts.append(
        contentsOf: TableReader(reader: self, table: table, topic: [], heading: [], times: discourse.times).drafts())
    }
    return drafts
  }

  /// Where the sentences of a block lie.
  private func whole(_ place: Int) -> Range<Int>? {
    guard let first = pieces[place].first, let last = pieces[place].last else { return nil }
    return first.range.lowerBound..<last.range.upperBound
  }

  private func readings(
    of sentence: Sentence, _ linker: Linker, _ memory: inout Linker.Memory, section: [String]
  ) -> [Draft] {
    linker.readings(of: sentence, memory: &memory).enumerated().map { order, reading in
      Draft(
        reading: reading, section: section, evidence: sentence.range, order: order, area: nil, rule: reading.figure.rule
      )
    }
  }

  /// A sentence in pieces of at most a thousand characters, cut behind a comma where there is one: prose never
  /// reaches that length, and a page that does must not take the linker's time squared.
  private static func bounded(_ sentence: Range<Int>, _ text: TextView, into pieces: inout [Range<Int>]) {
    let limit = 1000
    var begin = sentence.lowerBound
    while sentence.upperBound - begin > limit {
      var cut = begin + limit
      while cut > begin + limit / 2, text.scalars[cut - 1] != Scalar.comma, text.scalars[cut - 1] != Scalar.semicolon {
        cut -= 1
      }
      if cut == begin + limit / 2 { cut = begin + limit }
      pieces.append(begin..<cut)
      begin = cut
    }
    if begin < sentence.upperBound { pieces.append(begin..<sentence.upperBound) }
  }

  /// Everything found in a sentence of the document.
  func analyze(_ range: Range<Int>, paragraphYear: inout Int?) -> Sentence {
    analyze(text: text, utf8: document.text.utf8, range: range, paragraphYear: &paragraphYear)
  }

  /// Everything found in a sentence of any text.
  func analyze(
    text: TextView, utf8: [UInt8], range: Range<Int>, candidates: [InstrumentMention]? = nil,
    characters: ScalarPresence? = nil, paragraphYear: inout Int?, isPlanning: Bool = false
  ) -> Sentence {
    let plansAhead = isPlanning || BodyReader.plans.occurs(in: text, range)
    var context = PeriodScanner.Context(
      reference: reference, sentenceYear: nil, paragraphYear: paragraphYear, isPlanning: plansAhead)
    let periods = PeriodScanner().mentions(in: text, range: range, context: &context)
    paragraphYear = context.paragraphYear
    let found = figures.figures(
      in: text, range: range,
      skipping: BodyReader.merged(Traps.ranges(in: text, range: range) + periods.map(\.range)))
    return Sentence(
      text: text, utf8: utf8, range: range, figures: found, periods: periods, candidates: candidates, finders: finders,
      characters: characters)
  }

  /// Words that show that a sentence speaks of what is to come.
  private static let plans = WordList([
    "力争", "争取", "计划", "预计", "确保", "下一步", "目标", "拟对", "拟于", "拟投", "规划新建", "规划建设", "规划投资", "将新建", "将建设", "将投资", "拟新建",
    "拟建",
  ])

  /// Words of a heading over what is to come.
  private static let planning = WordList([
    "下一步", "下步", "下阶段", "下一阶段", "工作打算", "今后", "工作计划", "工作安排", "工作考虑", "努力方向", "工作思路", "工作目标",
  ])

  private func heading(_ piece: Piece) -> Scene.Heading {
    var year: Int?
    let sentence = analyze(
      text: text, utf8: document.text.utf8, range: piece.range, candidates: piece.candidates,
      characters: piece.characters, paragraphYear: &year)
    return Scene.Heading(
      instruments: sentence.instruments.count == 1
        ? sentence.instruments.map { InstrumentName(name: $0.name, code: $0.code, kind: $0.kind) } : [],
      period: sentence.periods.first { !$0.isComparisonBase && $0.setsYear },
      isPlanning: BodyReader.planning.occurs(in: text, piece.range))
  }

  /// （二）创业担保贷款贴息。 — a short first sentence without figures names what the paragraph is about.
  private func isLeadIn(_ sentence: Sentence) -> Bool {
    sentence.figures.isEmpty && sentence.range.count <= 40
  }

  private func headingInstruments(_ sentence: Sentence) -> [InstrumentName]? {
    sentence.instruments.isEmpty ? nil : InstrumentRule(sentence: sentence).joint(around: 0)
  }

  private static func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
    if ranges.count < 2 { return ranges }
    var result: [Range<Int>] = []
    for range in ranges.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }) {
      if let last = result.last, range.lowerBound < last.upperBound {
        result[result.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        result.append(range)
      }
    }
    return result
  }
}

extension DataTable {
  /// Whether a block of the text belongs to the table.
  fileprivate func holds(_ block: Range<Int>) -> Bool {
    if let caption, caption == block { return true }
    return rows.contains { row in
      row.contains {
        !$0.range.isEmpty && block.lowerBound <= $0.range.lowerBound && $0.range.upperBound <= block.upperBound
      }
    }
  }
}

/// What the headings above a paragraph say.
struct Scene {
  struct Heading {
    let instruments: [InstrumentName]
    let period: PeriodMention?
    let isPlanning: Bool
  }

  /// Headings by level, 1 to 9.
  private var headings: [Int: Heading] = [:]
  /// What was remembered at the end of the last paragraph.
  private var last: Linker.Memory
  /// What was remembered where a list was announced, as long as its items follow.
  private var list: Linker.Memory?
  /// What the document has been about.
  private let discourse: Discourse

  init(discourse: Discourse) {
    self.discourse = discourse
    last = Linker.Memory(discourse: discourse)
  }

  mutating func enter(heading: Heading, level: Int) {
    for deeper in headings.keys where deeper >= level { headings[deeper] = nil }
    headings[level] = heading
    last = Linker.Memory(discourse: discourse)
    last.instruments.topic = heading.instruments
  }

  /// Takes what is remembered at the end of a paragraph.
  mutating func leave(_ memory: Linker.Memory) { last = memory }

  /// Begins a list that the last paragraph announced.
  mutating func enterList() {
    last.recall()
    list = last
  }

  mutating func leaveList() { list = nil }
  /// Has an item begin with what was remembered where its list was announced.
  func continueList(_ memory: inout Linker.Memory) {
    guard let list else { return }
    memory.instruments.topic = list.instruments.topic
    memory.isOfList = !list.instruments.topic.isEmpty
  }

  /// The instrument that the last paragraph was about.
  mutating func topic() -> [InstrumentName] {
    last.recall()
    return last.instruments.topic.isEmpty ? last.instruments.heading : last.instruments.topic
  }

  func memory() -> Linker.Memory {
    var memory = Linker.Memory(discourse: discourse)
    for level in headings.keys.sorted() {
      guard let heading = headings[level] else { continue }
      if !heading.instruments.isEmpty { memory.instruments.heading = heading.instruments }
      if let period = heading.period { memory.periods.section = period }
      if heading.isPlanning { memory.isPlanning = true }
    }
    return memory
  }
}
