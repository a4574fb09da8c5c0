import DafuModel

/// Walks the body of a document: headings set the scene, sentences give readings, tables give theirs.
struct BodyReader {
  /// A reading with what it needs to become an observation.
  struct Draft {
    var reading: Reading
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
  let text: TextView
  private var known = InstrumentScanner.KnownNames([])
  /// What may be an instrument's name, by sentence or heading.
  private var candidates: [Range<Int>: [InstrumentMention]] = [:]

  init(
    document: ReplyDocument, publisher: ResolvedAgency, reference: CivilDate, agencies: AgencyDirectory,
    figures: FigureScanner, instruments: InstrumentScanner, cues: CueLexicon
  ) {
    self.document = document
    self.publisher = publisher
    self.reference = reference
    self.agencies = agencies
    self.figures = figures
    self.instruments = instruments
    self.cues = cues
    text = TextView(document.text.utf8)
    findNames()
  }

  /// Figures of one document that share the whole key but not the value are no conflict: the later ones are told apart
  /// by the words right before them (补贴40%, 自治区财政补贴30%).
  static func toldApart(_ drafts: [Draft]) -> [Draft] {
    struct Key: Hashable {
      let metric: String
      let measure: Measure
      let instruments: [InstrumentName]
      let unit: String
      let year: Int
      let type: PeriodType
      let agency: String?
      let status: ObservationStatus
      let area: String?
      let subject: String

      /// Only what is hashed fast; the strings are compared.
      func hash(into hasher: inout Hasher) {
        hasher.combine(measure)
        hasher.combine(year)
        hasher.combine(metric.utf8.count)
        hasher.combine(subject.utf8.count)
      }
    }
    var seen: [Key: Set<ExactDecimal>] = [:]
    return drafts.map { draft in
      func key(_ subject: String) -> Key {
        let reading = draft.reading
        return Key(
          metric: reading.metric, measure: reading.measure, instruments: reading.instruments, unit: reading.figure.unit,
          year: reading.period.end.year, type: reading.period.type, agency: reading.agency?.code,
          status: reading.status, area: draft.area, subject: subject)
      }
      var draft = draft
      let isRange = draft.reading.figure.rangeEnd == .high
      let own = key(draft.reading.subject)
      if let values = seen[own], !values.contains(draft.reading.value), !isRange,
        !draft.reading.lead.isEmpty
      {
        draft.reading.subject = draft.reading.lead
        draft.reading.derivation["subject"] = "told apart from a figure with the same key"
        seen[key(draft.reading.subject), default: []].insert(draft.reading.value)
      } else {
        seen[own, default: []].insert(draft.reading.value)
      }
      return draft
    }
  }

  /// Finds what may be a name anywhere in the body, and which names the body introduces.
  private mutating func findNames() {
    var known: [InstrumentScanner.KnownName] = []
    var names: [(name: String, code: String?, kind: InstrumentKind)] = []
    for block in document.blocks where block.kind == .paragraph || block.kind == .heading {
      for piece in block.kind == .paragraph ? pieces(of: block) : [text.indices(ofBytes: block.range)] {
        let found = instruments.candidates(in: text, range: piece)
        candidates[piece] = found
        guard !found.isEmpty else { continue }
        let introduced = instruments.introduced(in: text, range: piece, candidates: found)
        known += introduced.known
        names += introduced.names
      }
    }
    self.known = instruments.known(known, names: names)
  }

  /// The sentences of a paragraph, in pieces that no rule takes too long over.
  private func pieces(of block: Block) -> [Range<Int>] {
    let sentences = block.sentences.isEmpty ? [block.range] : block.sentences
    return sentences.flatMap { bounded(text.indices(ofBytes: $0)) }
  }

  /// What else a name that no list holds may be looked for by: its shorter forms, and what the document calls it.
  func aliases(of name: String) -> [String] {
    known.otherNames(of: name) + instruments.forms.shorter(name)
  }

  func readings() -> [Draft] {
    var drafts: [Draft] = []
    var scene = Scene()
    let linker = Linker(reference: reference)
    var tables = document.tables
    for block in document.blocks where block.isBody {
      // A table is read with what the paragraph before it is about.
      if block.kind == .tableRow || block.kind == .caption,
        let next = tables.firstIndex(where: { $0.holds(block.range) })
      {
        let table = tables.remove(at: next)
        drafts.append(contentsOf: TableReader(reader: self, table: table, topic: scene.topic).drafts())
      }
      let range = text.indices(ofBytes: block.range)
      switch block.kind {
      case .heading:
        scene.enter(heading: heading(range), level: block.level)
      case .paragraph:
        var memory = scene.memory()
        var paragraphYear: Int?
        var heads = InlineHeads()
        for (position, sentenceRange) in pieces(of: block).enumerated() {
          if heads.enters(text, sentenceRange, isPlanning: memory.isPlanning) {
            memory = scene.memory()
            paragraphYear = nil
          }
          let sentence = analyze(sentenceRange, paragraphYear: &paragraphYear, isPlanning: memory.isPlanning)
          // 分县区看，…: what a paragraph breaks down is what the last one was about.
          if position == 0, memory.instruments.topic.isEmpty, InstrumentRule(sentence: sentence).isBreakdown {
            memory.instruments.topic = scene.topic
          }
          if position == 0, isLeadIn(sentence) {
            memory.instruments.heading = headingInstruments(sentence) ?? memory.instruments.heading
          }
          let readings = linker.readings(of: sentence, memory: &memory)
          for (order, reading) in readings.enumerated() {
            drafts.append(
              Draft(
                reading: reading, section: block.section, evidence: sentenceRange, order: order, area: nil,
                rule: reading.figure.rule))
          }
        }
        scene.topic = memory.instruments.topic.isEmpty ? memory.instruments.heading : memory.instruments.topic
      default: break
      }
    }
    for table in tables {
      drafts.append(contentsOf: TableReader(reader: self, table: table, topic: []).drafts())
    }
    return drafts
  }

  /// A sentence in pieces of at most a thousand characters, cut behind a comma where there is one: prose never
  /// reaches that length, and a page that does must not take the linker's time squared.
  private func bounded(_ sentence: Range<Int>) -> [Range<Int>] {
    let limit = 1000
    var pieces: [Range<Int>] = []
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
    return pieces
  }

  /// Everything found in a sentence of the document.
  func analyze(_ range: Range<Int>, paragraphYear: inout Int?, isPlanning: Bool = false) -> Sentence {
    analyze(
      text: text, utf8: document.text.utf8, range: range, candidates: candidates[range], paragraphYear: &paragraphYear,
      isPlanning: isPlanning)
  }

  /// Everything found in a sentence of any text.
  func analyze(
    text: TextView, utf8: [UInt8], range: Range<Int>, candidates: [InstrumentMention]? = nil,
    paragraphYear: inout Int?, isPlanning: Bool = false
  ) -> Sentence {
    let plansAhead = isPlanning || BodyReader.plans.occurs(in: text, range)
    var context = PeriodScanner.Context(
      reference: reference, sentenceYear: nil, paragraphYear: paragraphYear, isPlanning: plansAhead)
    let periods = PeriodScanner().mentions(in: text, range: range, context: &context)
    paragraphYear = context.paragraphYear
    let skipping = BodyReader.merged(Traps.ranges(in: text, range: range) + periods.map(\.range))
    let found = figures.figures(in: text, range: range, skipping: skipping)
    let names = instruments.mentions(
      in: text, range: range, candidates: candidates ?? instruments.candidates(in: text, range: range), known: known)
    let mentions = cues.mentions(in: text, range: range, names: names.map(\.range))
    // An agency belongs to a figure; a sentence without figures needs none.
    let subjects =
      found.isEmpty
      ? []
      : AgencyRule(directory: agencies, publisher: publisher, date: reference)
        .subjects(in: text, range: range, utf8: utf8, periods: periods)
    return Sentence(
      text: text, range: range, figures: found, periods: periods, instruments: names, agencies: subjects, cues: mentions
    )
  }

  /// Words that show that a sentence speaks of what is to come.
  private static let plans = WordList(["力争", "争取", "计划", "预计", "确保", "下一步", "目标", "拟对", "拟于", "拟投"])

  /// Words of a heading over what is to come.
  private static let planning = WordList([
    "下一步", "下阶段", "下一阶段", "工作打算", "今后", "工作计划", "工作安排", "工作考虑", "努力方向", "工作思路", "工作目标",
  ])

  private func heading(_ range: Range<Int>) -> Scene.Heading {
    var year: Int?
    let sentence = analyze(range, paragraphYear: &year)
    return Scene.Heading(
      instruments: sentence.instruments.count == 1
        ? sentence.instruments.map { InstrumentName(name: $0.name, code: $0.code, kind: $0.kind) } : [],
      period: sentence.periods.first { !$0.isComparisonBase && $0.setsYear },
      isPlanning: BodyReader.planning.occurs(in: text, range))
  }

  /// （二）创业担保贷款贴息。 — a short first sentence without figures names what the paragraph is about.
  private func isLeadIn(_ sentence: Sentence) -> Bool {
    sentence.figures.isEmpty && sentence.range.count <= 40
  }

  private func headingInstruments(_ sentence: Sentence) -> [InstrumentName]? {
    guard let first = sentence.instruments.first else { return nil }
    return InstrumentRule(sentence: sentence).joint(around: first)
  }

  private static func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
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
  /// The instrument that the last paragraph was about.
  var topic: [InstrumentName] = []

  mutating func enter(heading: Heading, level: Int) {
    for deeper in headings.keys where deeper >= level { headings[deeper] = nil }
    headings[level] = heading
    topic = heading.instruments
  }

  func memory() -> Linker.Memory {
    var memory = Linker.Memory()
    for level in headings.keys.sorted() {
      guard let heading = headings[level] else { continue }
      if !heading.instruments.isEmpty { memory.instruments.heading = heading.instruments }
      if let period = heading.period { memory.periods.section = period }
      if heading.isPlanning { memory.isPlanning = true }
    }
    return memory
  }
}
