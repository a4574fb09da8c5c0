import DafuCodelists

/// Where the noun phrase begins that a core noun closes: 人保财险某市分公司开发|林业碳汇价值保险, 我市2013年就开办了|日光温室保险.
///
/// Read leftwards from the core noun, the longest word at each place: words of names are walked over, verbs, adverbs, bodies and
/// words of time or number end the phrase. A place or a level (市级) belongs to the name; a shorter form is its alias.
///
/// Not so: 产业发展|基金 (the verb has its noun before it), 年审制贷款 (no numeral before 年).
struct PhraseBoundary: Sendable {
  private let names: EndingMatcher
  private let places: EndingMatcher
  /// The names of all places.
  private let whole: PatternMatcher
  private let enders: EndingMatcher
  private let bodies: EndingMatcher
  private let either: EndingMatcher
  private let subjects: EndingMatcher

  /// How far a name may reach to the left of its core noun, in characters.
  private static let reach = 30

  /// `places` are the names of places, which may stand in a product's name (上海未来产业基金); `whole` finds them.
  init(places: [[UInt32]], whole: PatternMatcher) {
    let ends = Set(PhraseWords.enders.filter { $0.count == 1 }.map { $0[0] } + PhraseWords.classifiers)
    self.places = EndingMatcher(places.filter { (2...12).contains($0.count) && $0.contains(where: ends.contains) })
    self.whole = whole
    names = EndingMatcher(PhraseWords.nameWords)
    enders = EndingMatcher(PhraseWords.enders)
    bodies = EndingMatcher(PhraseWords.bodyWords)
    either = EndingMatcher(PhraseWords.eitherWords)
    subjects = EndingMatcher(PhraseWords.bodyWords + ["机构".folded, "园区".folded, "各市".folded])
  }

  /// The first character of the phrase whose core noun stands at `core`.
  func start(_ text: TextView, _ core: Int, _ start: Int) -> Int {
    var position = core
    while position > start, core - position < PhraseBoundary.reach {
      let scalar = text.scalars[position - 1]
      if scalar == Scalar.closeQuote {
        // “顺企融”资金池: what stands in quotation marks right before the noun has its own rule.
        guard position < core, let open = quotation(text, position, start) else { break }
        position = open
        continue
      }
      let name = max(length(names, text, position, start), length(places, text, position, start))
      let verb = length(either, text, position, start)
      let end = max(length(enders, text, position, start), length(bodies, text, position, start))
      if name > 0, name >= verb, name >= end {
        position -= name
        // 其中小微企业转贷款: 其中 and 小微, not 中小微.
        if position > start, text.scalars[position] == 0x4E2D, text.scalars[position - 1] == 0x5176 {
          position += 1
          break
        }
        // 玉米三大主粮作物保险: what stands before the numeral was only listed.
        if name == 2, text.scalars[position + 1] == 0x5927, Numerals.digit(text.scalars[position]) != nil { break }
        continue
      }
      if verb > 0, verb >= end {
        if opensClause(text, position - verb, start) { break }
        position -= verb
        continue
      }
      // 三清山景区, 九寨沟: a numeral that begins a place's name.
      if end == 1, Numerals.digit(scalar) != nil, opensPlace(text, position, core) {
        position -= 1
        continue
      }
      if end > 0 {
        // 发放大蒜贷款, 投放宽带贷款: 发放 and 大蒜, not 放大.
        let first = position - end
        if end > 1, first > start, text.scalars[first] == 0x653E, Scalar.isAny(text.scalars[first - 1], "发投") {
          position = first + 1
        }
        break
      }
      if isCounted(text, position, start) { break }
      // 工业5G产业基金: a digit before a letter is a part of the word.
      if Scalar.isDigit(scalar), position < core, Scalar.isLetter(text.scalars[position]) {
        position -= 1
        continue
      }
      if scalar == Scalar.space, position - 2 >= start,
        Scalar.isLetter(text.scalars[position]) || Scalar.isLetter(text.scalars[position - 2])
      {
        position -= 1  // 创投类 S 基金
        continue
      }
      guard Scalar.isIdeograph(scalar) || Scalar.isLetter(scalar) else { break }
      position -= 1
    }
    // 全国|性科技保险基金, 大|型农机贷款: what a suffix belonged to stays outside, and so does the suffix.
    while position < core, text.scalars[position] == Scalar.space || Scalar.isAny(text.scalars[position], "性型") {
      position += 1
    }
    return position
  }

  /// Whether a range is a place's name and nothing else.
  func isPlace(_ text: TextView, _ range: Range<Int>) -> Bool {
    whole.longest(in: text.scalars, at: range.lowerBound, end: range.upperBound)?.range == range
  }

  /// The longest place that a range begins with.
  func place(_ text: TextView, _ range: Range<Int>) -> Range<Int>? {
    whole.longest(in: text.scalars, at: range.lowerBound, end: range.upperBound)?.range
  }

  private func length(_ words: EndingMatcher, _ text: TextView, _ position: Int, _ start: Int) -> Int {
    words.longestLength(in: text, endingAt: position, from: start)
  }

  /// Where a short quotation inside the name opens (“20+8”产业集群基金); nil for one of a list and for a plan's years (“十四五”).
  private func quotation(_ text: TextView, _ position: Int, _ start: Int) -> Int? {
    var open = position - 2
    while open > start, position - open < 12, text.scalars[open] != Scalar.openQuote { open -= 1 }
    guard open >= start, text.scalars[open] == Scalar.openQuote else { return nil }
    if open > start, text.scalars[open - 1] == Scalar.closeQuote { return nil }
    if position - open == 5, text.scalars[open + 1] == 0x5341, text.scalars[open + 3] == 0x4E94 { return nil }
    return open
  }

  private func opensPlace(_ text: TextView, _ position: Int, _ core: Int) -> Bool {
    (1...2).contains { position + $0 < core && Scalar.isAny(text.scalars[position + $0], "山湖峡沟寺庙泉") }
  }

  /// 16家企业贷款, 2019年贷款: a classifier or a word of time behind a numeral.
  private func isCounted(_ text: TextView, _ position: Int, _ start: Int) -> Bool {
    guard PhraseWords.classifiers.contains(text.scalars[position - 1]) else { return false }
    var before = position - 2
    if before > start, text.scalars[before] == Scalar.space { before -= 1 }
    guard before >= start else { return false }
    return Scalar.isDigit(text.scalars[before]) || PhraseWords.numerals.contains(text.scalars[before])
  }

  /// Whether a verb that begins at `position` governs what follows: nothing stands before it that could make it part of a name.
  private func opensClause(_ text: TextView, _ position: Int, _ start: Int) -> Bool {
    guard position > start else { return true }
    let scalar = text.scalars[position - 1]
    guard Scalar.isIdeograph(scalar) || Scalar.isLetter(scalar) || scalar == Scalar.closeQuote else { return true }
    let name = max(length(names, text, position, start), length(places, text, position, start))
    let end = max(length(enders, text, position, start), length(subjects, text, position, start))
    return end > name || name == 0 && isCounted(text, position, start)
  }
}
