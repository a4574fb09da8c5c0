import DafuModel

/// A sentence with everything found in it, in scalars of the document's text.
///
/// Figures and times are found at once. What else stands in it is found when it is asked for: most sentences state no
/// figure, and nobody asks what instrument a sentence names that is followed by another one.
final class Sentence {
  /// What finds the names and cues of the sentences of one document.
  final class Finders: Sendable {
    let instruments: InstrumentScanner
    let known: InstrumentScanner.KnownNames
    let cues: CueLexicon
    let agencies: AgencyRule

    init(
      instruments: InstrumentScanner, known: InstrumentScanner.KnownNames, cues: CueLexicon, agencies: AgencyRule
    ) {
      self.instruments = instruments
      self.known = known
      self.cues = cues
      self.agencies = agencies
    }
  }

  let text: TextView
  let range: Range<Int>
  let figures: [Figure]
  let periods: [PeriodMention]
  private let utf8: [UInt8]
  /// What may be an instrument's name in it, if somebody has looked.
  private let candidates: [InstrumentMention]?
  private let finders: Finders

  init(
    text: TextView, utf8: [UInt8], range: Range<Int>, figures: [Figure], periods: [PeriodMention],
    candidates: [InstrumentMention]?, finders: Finders, characters: ScalarPresence? = nil
  ) {
    self.text = text
    self.utf8 = utf8
    self.range = range
    self.figures = figures
    self.periods = periods
    self.candidates = candidates
    self.finders = finders
    if let characters { self.characters = characters }
  }

  /// The instruments that it names, in order.
  private(set) lazy var instruments = finders.instruments.mentions(
    in: text, range: range,
    candidates: candidates ?? finders.instruments.candidates(in: text, range: range, present: characters),
    known: finders.known, present: characters)

  /// The bodies that are its subjects. A body belongs to a figure; a sentence without figures needs none.
  private(set) lazy var agencies =
    figures.isEmpty ? [] : finders.agencies.subjects(in: text, range: range, utf8: utf8, periods: periods)

  /// The words that say what its figures measure, in order.
  private(set) lazy var cues: [CueMention] = {
    var all = finders.cues.mentions(in: text, range: range, names: instruments.map(\.range))
    // 不少于, 超过 and the like belong to their figure.
    let owned = figures.map { (bound: $0.bound ?? $0.core, range: $0.bound == nil ? $0.range : $0.core) }
    if !owned.isEmpty {
      all.removeAll { cue in owned.contains { $0.bound.overlaps(cue.range) || $0.range.overlaps(cue.range) } }
      if mayMove { BareVerbs.add(to: &all, figures: figures, in: text, from: range.lowerBound) }
    }
    return all
  }()

  private var mayMove: Bool { BareVerbs.all.contains { characters.mayHold($0) } }

  /// The words in it that tell how figures behave in time.
  private(set) lazy var periodWords = PeriodWords(text, range)

  /// The words in it that tell what its figures count and what was done.
  private(set) lazy var contextWords = ContextWords(text, range)

  /// Its clauses.
  private(set) lazy var clauses = Sentence.clauses(text, range, figures: figures)

  /// Where the clauses begin that open an item of a list (一是, 二是).
  private(set) lazy var items: [Int] =
    mayHoldItem ? clauses.filter { Sentence.beginsItem(text, $0) }.map(\.lowerBound) : []

  /// Where the words of the sort of 其中 begin, and where semicolons stand.
  private lazy var parts: [Int] = cues.filter { $0.cue.isPart }.map(\.range.lowerBound)
  private lazy var semicolons: [Int] = range.filter { text.scalars[$0] == Scalar.semicolon }

  /// Where the last verb of a beginning stands in it; -1 where none does.
  private(set) lazy var lastEvent: Int = {
    var last = -1
    while let next = PeriodRule.eventVerbs.place(in: text, max(range.lowerBound, last + 1)..<range.upperBound) {
      last = next
    }
    return last
  }()

  /// Whether it quotes a proposal anywhere.
  private(set) lazy var mayAsk = StatusRule.askers.occurs(in: text, range)

  /// Whether it breaks down what was named before.
  private(set) lazy var isBreakdown = InstrumentRule(sentence: self).isBreakdown

  /// The numbers of its figures with their units.
  private(set) lazy var cores: [Range<Int>] = figures.map(\.core)

  /// How it opens.
  private(set) lazy var opening = InstrumentRule(sentence: self).opening()

  /// Of each instrument: whether it is the whole or the base of a figure, a class name that says little, what something is
  /// reckoned by, and joined with the next one.
  private(set) lazy var wholes: [Bool] = instruments.map { InstrumentRule(sentence: self).isWhole($0) }
  private(set) lazy var broad: [Bool] = instruments.enumerated().map { place, mention in
    if InstrumentRule.isBroad(mention.name, mention.kind) { return true }
    // 资金池 behind 涉渔贷款风险补偿资金池 is that one.
    return mention.kind == .pool && InstrumentRule.barePools.isWhole(text, mention.range)
      && !instruments.prefix(place).contains { $0.kind == .pool }
  }
  private(set) lazy var reckoned: [Bool] = instruments.map { InstrumentRule(sentence: self).isReckonedBy($0) }
  private(set) lazy var joins: [Bool] = instruments.indices.map { place in
    place + 1 < instruments.count
      && InstrumentRule(sentence: self).isJoined(instruments[place], instruments[place + 1])
  }

  /// The instruments joined with each, as far as anybody has asked.
  @exclusivity(unchecked)
  private var joints: [[InstrumentName]] = []

  /// The instruments joined with one of its own, itself among them.
  func joint(around index: Int) -> [InstrumentName] {
    guard instruments.indices.contains(index) else { return [] }
    if joints.isEmpty {
      joints.reserveCapacity(instruments.count)
      for _ in instruments { joints.append([]) }
    }
    if joints[index].isEmpty { joints[index] = InstrumentRule(sentence: self).findJoint(around: index) }
    return joints[index]
  }

  /// Which instrument the sentence alone ties to each figure, as far as anybody has asked.
  @exclusivity(unchecked)
  private var tied: [InstrumentRule.Answer??] = []

  /// The instrument of whatever kind that the sentence alone ties to a figure.
  func instrument(of index: Int) -> InstrumentRule.Answer? {
    if tied.isEmpty {
      tied.reserveCapacity(figures.count)
      for _ in figures { tied.append(nil) }
    }
    if let known = tied[index] { return known }
    let answer = InstrumentRule(sentence: self).instrument(
      for: index, fit: .anyInSentence, inherited: InstrumentRule.Inherited())
    tied[index] = .some(answer)
    return answer
  }

  /// The position for which a clause was asked last, and the clause.
  @exclusivity(unchecked)
  private var asked: (position: Int, index: Int, clause: Range<Int>) = (.min, 0, 0..<0)

  /// The characters that stand in it.
  private lazy var characters = ScalarPresence(text.scalars, range)

  /// The clause that holds a position.
  func clause(at position: Int) -> Range<Int> { place(position).clause }

  /// The index of the clause that holds a position.
  func clauseIndex(at position: Int) -> Int { place(position).index }

  private func place(_ position: Int) -> (position: Int, index: Int, clause: Range<Int>) {
    // Nearly all who ask one after another ask about the same figure.
    if asked.position == position { return asked }
    let clauses = clauses
    let index = clauses.firstIndex { $0.contains(position) } ?? max(0, clauses.count - 1)
    asked = (position, index, clauses.isEmpty ? range : clauses[index])
    return asked
  }

  /// The cues that begin in a range.
  func cues(in window: Range<Int>) -> ArraySlice<CueMention> {
    let cues = cues
    let first = Sentence.firstCue(cues, from: window.lowerBound)
    var end = first
    while end < cues.count, cues[end].range.lowerBound < window.upperBound { end += 1 }
    return cues[first..<end]
  }

  /// Whether a cue of a sort stands in a range.
  func has(_ window: Range<Int>, _ isWanted: (Cue) -> Bool) -> Bool {
    let cues = cues
    var place = Sentence.firstCue(cues, from: window.lowerBound)
    while place < cues.count, cues[place].range.lowerBound < window.upperBound {
      if isWanted(cues[place].cue) { return true }
      place += 1
    }
    return false
  }

  /// The place of the first cue that begins at a position or behind; they are in order.
  private static func firstCue(_ cues: [CueMention], from position: Int) -> Int {
    var low = 0
    var high = cues.count
    while low < high {
      let middle = (low + high) / 2
      if cues[middle].range.lowerBound < position { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Whether 其中 or one of its like begins in a range.
  func hasPart(_ window: Range<Int>) -> Bool { parts.contains { window.contains($0) } }

  /// Whether a semicolon stands in a range.
  func hasSemicolon(_ window: Range<Int>) -> Bool { semicolons.contains { window.contains($0) } }

  /// Whether an item of a list (二是, 三是) begins between two places: a time in one item does not reach the next.
  func hasItem(between start: Int, and end: Int) -> Bool { items.contains { $0 > start && $0 <= end } }

  /// Whether what stands in a range belongs to an item that ends before a place: what one item names does not reach the
  /// next; what stands before the first does.
  func isOfOtherItem(_ range: Range<Int>, _ place: Int) -> Bool {
    guard let first = items.first, range.lowerBound >= first else { return false }
    return hasItem(between: range.upperBound, and: place)
  }

  /// Whether 一是, 二是, 第三， or （四） opens a range.
  static func beginsItem(_ text: TextView, _ range: Range<Int>) -> Bool {
    var index = range.lowerBound
    while index < range.upperBound, text.scalars[index] == Scalar.space { index += 1 }
    guard index + 1 < range.upperBound else { return false }
    if text.scalars[index] == Scalar.openParenthesis {
      let digits = index + 1..<min(range.upperBound, index + 4)
      guard let close = digits.first(where: { text.scalars[$0] == Scalar.closeParenthesis }), close > index + 1 else {
        return false
      }
      return (index + 1..<close).allSatisfy { isItemNumber(text.scalars[$0]) || Scalar.isDigit(text.scalars[$0]) }
    }
    return isItemMark(text.scalars[index + 1]) && isItemNumber(text.scalars[index])
  }

  /// Whether the characters of a word stand in it.
  func mayHold(_ word: String) -> Bool { characters.mayHold(word) }

  /// Whether a word stands in a range.
  func contains(_ word: String, in window: Range<Int>) -> Bool {
    // A few characters are looked through as soon as it is known whether the word may stand among them.
    if window.count > 16, window.lowerBound >= range.lowerBound, window.upperBound <= range.upperBound,
      !characters.mayHold(word)
    {
      return false
    }
    return text.holds(word, in: window)
  }

  /// Whether 一是, 二是, （一） or the like may open one of its clauses.
  var mayHoldItem: Bool {
    guard characters.mayHold(0x662F) || characters.mayHold(0x8981) || characters.mayHold(Scalar.openParenthesis) else {
      return false
    }
    let scalars = text.scalars
    var position = range.lowerBound + 1
    var last = scalars[range.lowerBound]
    while position < range.upperBound {
      let next = scalars[position]
      if Sentence.isItemMark(next), Sentence.isItemNumber(last) { return true }
      if last == Scalar.openParenthesis, Sentence.isItemNumber(next) || Scalar.isDigit(next) { return true }
      last = next
      position += 1
    }
    return false
  }

  @inline(__always)
  private static func isItemMark(_ scalar: UInt32) -> Bool { scalar == 0x662F || scalar == 0x8981 }  // 是 要

  private static func isItemNumber(_ scalar: UInt32) -> Bool {
    Numerals.digit(scalar) != nil || scalar == 0x5341  // 十
  }

  /// Commas, semicolons and colons end a clause, and brackets do where they hold a figure; never inside a figure or
  /// a quotation.
  private static func clauses(_ text: TextView, _ range: Range<Int>, figures: [Figure]) -> [Range<Int>] {
    var clauses: [Range<Int>] = []
    clauses.reserveCapacity(8)
    var begin = range.lowerBound
    var quoted = false
    var figure = 0
    var position = range.lowerBound
    var splitParenthesis = false
    // The next figure; its marks end nothing.
    var next = figures.first?.core ?? range.upperBound..<range.upperBound
    while position < range.upperBound {
      let scalar = text.scalars[position]
      // Nothing but marks matters: no ideograph does.
      if scalar &- 0x4E00 < 0x5200, position < next.lowerBound {
        position += 1
        continue
      }
      while figure < figures.count, next.upperBound <= position {
        figure += 1
        next = figure < figures.count ? figures[figure].core : range.upperBound..<range.upperBound
      }
      if next.contains(position) {
        position = next.upperBound
        continue
      }
      switch scalar {
      case Scalar.openQuote: quoted = true
      case Scalar.closeQuote: quoted = false
      case Scalar.comma, Scalar.semicolon, Scalar.colon, Scalar.line, 0x3B, 0x2C:
        if !quoted {
          clauses.append(begin..<position + 1)
          begin = position + 1
        }
      case Scalar.openParenthesis where !quoted && holdsFigure(text, from: position, to: range.upperBound, figures):
        clauses.append(begin..<position + 1)
        begin = position + 1
        splitParenthesis = true
      case Scalar.closeParenthesis where splitParenthesis:
        clauses.append(begin..<position + 1)
        begin = position + 1
        splitParenthesis = false
      default: break
      }
      position += 1
    }
    if begin < range.upperBound { clauses.append(begin..<range.upperBound) }
    return clauses
  }

  /// Whether a figure stands between an opening bracket and the closing one.
  private static func holdsFigure(_ text: TextView, from open: Int, to end: Int, _ figures: [Figure]) -> Bool {
    if figures.isEmpty { return false }
    var close = open
    while close < end, text.scalars[close] != Scalar.closeParenthesis { close += 1 }
    return figures.contains { $0.core.lowerBound > open && $0.core.upperBound <= close }
  }

  /// The index of the last figure of the list that a figure begins or goes on with; nil where none of its class follows as an item.
  func lastOfList(_ index: Int) -> Int? {
    var last = index
    while last + 1 < figures.count, figures[last + 1].unitClass == figures[index].unitClass,
      Separators.kind(text, figures[last].range.upperBound..<figures[last + 1].range.lowerBound) == .list
    {
      last += 1
    }
    return last == index ? nil : last
  }

  /// 《“十四五”交通运输发展规划（2024—2026年）》: what stands in a title plans nothing and dates nothing.
  func isInTitle(_ range: Range<Int>) -> Bool {
    mayHold("《") && text.isInTitle(range.lowerBound, from: self.range.lowerBound)
  }
}

/// A public body as the subject of what follows it in the sentence.
struct AgencySubject: Hashable, Sendable {
  /// Where the first of the joint bodies begins and the last ends.
  let range: Range<Int>
  /// Codes joined by `+`.
  let code: String
  /// Full official names joined by `+`.
  let name: String
  /// The bodies one by one.
  let bodies: [ResolvedAgency]
}
