/// What a document has been about so far: the instruments that it named, how often, where, and which of them carried
/// figures. A reader who meets 累计发放12亿元 without a name thinks of what the passage keeps coming back to.
struct Discourse: Sendable {
  /// An instrument that the document named.
  struct Referent: Sendable {
    let name: InstrumentName
    let pairs: NamePairs
    /// Whether it is a product's own name: in quotation marks once, or of no codelist.
    var isCoined = false
    /// How often it was named in the document, and in the current paragraph.
    var mentions = 0
    var paragraphMentions = 0
    /// Where it was named last.
    var sentence = -1
    var paragraph = -1
    var section = -1
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

    init(name: InstrumentName) {
      self.name = name
      pairs = NamePairs(name.name)
    }
  }

  init() {}

  /// Begins a document.
  init(title: String) {
    let text = TextView(title)
    titleWords = WordPairs(text, 0..<text.count)
  }

  private(set) var referents: [Referent] = []
  private(set) var sentence = 0
  private(set) var paragraph = 0
  private(set) var section = 0
  /// The headings in force, by level.
  private var headings: [Int: Int] = [:]
  /// The instruments of the last figure, and where it stood.
  private(set) var last: [InstrumentName] = []
  private(set) var lastSentence = -1
  private(set) var lastParagraph = -1
  /// How many figures in a row carried the same instruments in the paragraph.
  private(set) var streak = 0
  /// The headings in force, as pairs of characters.
  private(set) var headingWords: [Int: WordPairs] = [:]
  /// The title of the document, and how the paragraph opened.
  private(set) var titleWords: WordPairs?
  private(set) var openingWords: WordPairs?

  /// Begins a section; `mentions` are those of its heading.
  mutating func enterSection(level: Int, words: WordPairs, mentions: [InstrumentMention]) {
    section += 1
    for deeper in headingWords.keys where deeper >= level { headingWords[deeper] = nil }
    headingWords[level] = words
    for deeper in headings.keys where deeper >= level { headings[deeper] = nil }
    headings[level] = section
    for mention in mentions {
      let index = index(of: mention)
      referents[index].heading = section
      referents[index].headingLevel = level
      referents[index].mentions += 1
    }
  }

  mutating func enterParagraph() {
    paragraph += 1
    openingWords = nil
  }

  /// Takes note of a sentence's mentions, before its figures are read.
  mutating func enterSentence(_ whole: Sentence, isQuoted: (InstrumentMention) -> Bool) {
    let mentions = whole.instruments
    sentence += 1
    if openingWords == nil {
      let end = min(whole.range.upperBound, max(whole.clauses.first?.upperBound ?? 0, whole.range.lowerBound + 24))
      openingWords = WordPairs(whole.text, whole.range.lowerBound..<end)
    }
    for (order, mention) in mentions.enumerated() {
      let index = index(of: mention)
      if mention.code == nil || isQuoted(mention) { referents[index].isCoined = true }
      referents[index].mentions += 1
      if referents[index].paragraph != paragraph { referents[index].paragraphMentions = 0 }
      if order == 0 {
        referents[index].openedSentence = sentence
        if !referents.contains(where: { $0.paragraph == paragraph }) { referents[index].openedParagraph = paragraph }
      }
      referents[index].paragraphMentions += 1
      referents[index].sentence = sentence
      referents[index].paragraph = paragraph
      referents[index].section = section
    }
  }

  private mutating func index(of mention: InstrumentMention) -> Int {
    if let known = referents.firstIndex(where: { $0.name.name == mention.name }) { return known }
    referents.append(Referent(name: InstrumentName(name: mention.name, code: mention.code, kind: mention.kind)))
    return referents.count - 1
  }

  /// Takes note of the instruments that a figure was found to carry.
  mutating func choose(_ names: [InstrumentName]) {
    streak = names == last && lastParagraph == paragraph ? streak + 1 : 1
    last = names
    lastSentence = sentence
    lastParagraph = paragraph
    for name in names {
      guard let index = referents.firstIndex(where: { $0.name.name == name.name }) else { continue }
      if referents[index].chosenParagraph != paragraph { referents[index].chosenInParagraph = 0 }
      referents[index].chosenInParagraph += 1
      referents[index].chosen += 1
      referents[index].chosenParagraph = paragraph
      referents[index].chosenSentence = sentence
    }
  }

  /// Whether a heading in force names a referent.
  func isInHeading(_ referent: Referent) -> Bool {
    referent.heading >= 0 && headings[referent.headingLevel] == referent.heading
  }

  /// The referents named before this sentence, latest first.
  func recent(_ limit: Int) -> [Referent] {
    var order: [(rank: (Int, Int, Int), index: Int)] = []
    order.reserveCapacity(referents.count)
    for (index, referent) in referents.enumerated() where referent.sentence < sentence {
      order.append(((isInHeading(referent) ? 1 : 0, referent.sentence, referent.mentions), index))
    }
    order.sort { left, right in
      left.rank == right.rank
        ? referents[left.index].name.name < referents[right.index].name.name : left.rank > right.rank
    }
    return order.prefix(limit).map { referents[$0.index] }
  }

  /// What is known of a name.
  subscript(name: String) -> Referent? { referents.first { $0.name.name == name } }
}

/// The pairs of neighbouring characters of a text, for words that two texts share.
struct WordPairs: Sendable {
  private var bits: [UInt64] = Array(repeating: 0, count: 64)

  /// The pairs of a passage; those in `except` do not count.
  init(_ text: TextView, _ range: Range<Int>, except: [Range<Int>] = []) {
    guard range.count > 1 else { return }
    for index in range.lowerBound..<range.upperBound - 1 {
      if except.contains(where: { $0.contains(index) || $0.contains(index + 1) }) { continue }
      let hash = WordPairs.hash(text.scalars[index], text.scalars[index + 1])
      bits[hash >> 6] |= 1 << UInt64(hash & 63)
    }
  }

  fileprivate static func hash(_ left: UInt32, _ right: UInt32) -> Int {
    Int(truncatingIfNeeded: (UInt64(left) &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(right) &* 0xC2B2_AE3D_27D4_EB4F) >> 40)
      & 4095
  }

  /// How many of a name's telling pairs stand in the text.
  func shared(with name: NamePairs) -> Int {
    bits.withUnsafeBufferPointer { bits in
      name.hashes.reduce(into: 0) { count, hash in
        if bits[hash >> 6 & 63] & (1 << UInt64(hash & 63)) != 0 { count += 1 }
      }
    }
  }

  /// Pairs that tell nothing, since they stand in every other name.
  fileprivate static let plain: Set<UInt64> = Set(
    [
      "贷款", "基金", "保险", "担保", "债券", "资金", "融资", "企业", "补偿", "风险", "专项", "金池", "偿资", "偿金", "款风", "资担", "险补", "押贷", "质押",
      "抵押",
      "再贷", "小微", "微企", "业贷", "政府", "项债", "产业", "投资", "资基", "引导", "导基",
    ].map { word in
      let scalars = word.unicodeScalars.map { UInt64($0.value) }
      return scalars[0] << 32 | scalars[1]
    })
}

/// The telling pairs of characters of a name, made once for all texts that it is looked for in.
struct NamePairs: Sendable {
  fileprivate let hashes: [Int]

  init(_ name: String) {
    var hashes: [Int] = []
    var left: UInt32?
    for scalar in name.unicodeScalars {
      if let left, !WordPairs.plain.contains(UInt64(left) << 32 | UInt64(scalar.value)) {
        hashes.append(WordPairs.hash(left, scalar.value))
      }
      left = scalar.value
    }
    self.hashes = hashes
  }
}
