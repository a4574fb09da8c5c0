import DafuModel

/// Names that a document introduces once and shortens afterwards: 以下简称“江海基金”, “沪科专贷” then 沪科专贷, 科技贷款风险补偿资金池
/// then 资金池.
///
/// Not so: 资金池 in a document that names two pools.
extension InstrumentScanner {
  /// A name that a document introduces: in quotation marks, or as an abbreviation (以下简称“江海基金”).
  struct KnownName: Hashable, Sendable {
    let word: [UInt32]
    let name: String
    let code: String?
    let kind: InstrumentKind
    /// Whether the word is only the closing noun of the name (资金池 of one pool).
    var isShort = false
  }

  /// The names that a document introduces, looked for together.
  struct KnownNames: Sendable {
    let names: [KnownName]
    /// The short forms among them.
    let shortForms: [KnownName]
    private let heads: ScalarFilter

    init(_ names: [KnownName]) {
      self.names = names.filter { !$0.word.isEmpty }
      shortForms = self.names.filter(\.isShort)
      heads = ScalarFilter(self.names.map { $0.word[0] })
    }

    /// The mentions in a passage, name by name.
    func mentions(in text: TextView, range: Range<Int>) -> [InstrumentMention] {
      guard !names.isEmpty else { return [] }
      var hits: [(name: Int, place: Int)] = []
      for place in range where heads.mayHold(text.scalars[place]) {
        for (index, name) in names.enumerated()
        where name.word[0] == text.scalars[place] && text.has(name.word, at: place, end: range.upperBound) {
          if name.isShort, InstrumentScanner.isQuoted(text, place, range.lowerBound) { continue }
          hits.append((index, place))
        }
      }
      hits.sort { ($0.name, $0.place) < ($1.name, $1.place) }
      var found: [InstrumentMention] = []
      var covered = (name: -1, end: 0)
      for hit in hits where hit.name != covered.name || hit.place >= covered.end {
        let name = names[hit.name]
        covered = (hit.name, hit.place + name.word.count)
        found.append(
          InstrumentMention(range: hit.place..<covered.end, name: name.name, code: name.code, kind: name.kind))
      }
      return found
    }

    /// The name that a mention under another name stands for.
    func meant(by mention: InstrumentMention) -> KnownName? {
      guard !names.isEmpty else { return nil }
      let word = mention.name.folded
      return names.first { $0.word == word && $0.name != mention.name }
    }
  }

  /// Closing nouns that a document uses alone once it has named the thing.
  static let shortForms = [
    "资金池", "引导基金", "母基金", "产业基金", "发展基金", "支持工具", "风险补偿资金", "风险补偿金", "周转资金", "周转金", "转贷基金", "转贷资金", "专项债券", "共保体",
  ]

  /// The short forms of names of which a document has just one: 资金池 for 科技贷款风险补偿资金池.
  static func shortForms(of names: [(name: String, code: String?, kind: InstrumentKind)]) -> [KnownName] {
    shortForms.compactMap { word in
      // 风险补偿资金池 beside 科技贷款风险补偿资金池 is the class of the one, not a second.
      let ending = names.filter {
        $0.name.hasSuffix(word) && $0.name.count > word.count + 1 && !InstrumentRule.isBroad($0.name, $0.kind)
      }
      guard let first = ending.first, ending.allSatisfy({ $0.name == first.name }) else { return nil }
      return KnownName(word: word.folded, name: first.name, code: first.code, kind: first.kind, isShort: true)
    }
  }

  private static let abbreviating = WordList(["以下简称", "简称", "下称", "以下称", "即"])

  /// Whether a passage may introduce a name or hold one that has a short form: it has a quotation mark, the end of a
  /// short form, or another name of an instrument whose official name ends with one.
  func mayIntroduce(in text: TextView, range: Range<Int>) -> Bool {
    range.contains { introducing.longest(in: text.scalars, at: $0, end: range.upperBound) != nil }
  }

  /// The words of which a passage that introduces a name has one.
  static func introducing(_ listed: [(name: String, official: String)]) -> PatternMatcher {
    let quotes = ["“", "「", "『", "‘", "\""]
    let endings = shortForms.map { String($0.suffix(2)) }
    let aliases = listed.filter { entry in shortForms.contains { entry.official.hasSuffix($0) } }.map(\.name)
    return PatternMatcher(patterns: quotes + endings + aliases)
  }

  /// The names that a passage introduces, and every name in it that may have a short form.
  func introduced(
    in text: TextView, range: Range<Int>
  ) -> (known: [KnownName], names: [(name: String, code: String?, kind: InstrumentKind)]) {
    let all = mentions(in: text, range: range)
    var known: [KnownName] = []
    for mention in all where InstrumentScanner.closingQuote(of: text.scalars[mention.range.lowerBound]) != nil {
      let inner = mention.range.lowerBound + 1..<mention.range.upperBound - 1
      // X（以下简称“Y”）: Y is another name of X.
      var edge = mention.range.lowerBound
      if let length = InstrumentScanner.abbreviating.length(in: text, endingAt: edge, from: range.lowerBound) {
        edge -= length
        if edge > range.lowerBound, text.scalars[edge - 1] == Scalar.openParenthesis { edge -= 1 }
        if let full = all.last(where: { $0.range.upperBound == edge && $0.range.lowerBound >= range.lowerBound }) {
          known.append(KnownName(word: Array(text.scalars[inner]), name: full.name, code: full.code, kind: full.kind))
          continue
        }
      }
      if mention.code == nil, inner.count >= 3 {
        known.append(KnownName(word: Array(text.scalars[inner]), name: mention.name, code: nil, kind: mention.kind))
      }
    }
    // 引导基金 by itself introduces nothing, whatever listed name it is an alias of.
    let shortened = all.filter { mention in
      let surface = text.string(mention.range)
      return InstrumentScanner.shortForms.contains { mention.name.hasSuffix($0) && surface != $0 }
    }
    return (known, shortened.map { ($0.name, $0.code, $0.kind) })
  }
}
