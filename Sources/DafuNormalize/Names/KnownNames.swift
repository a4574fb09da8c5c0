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
    /// Where the whole name stands first: before it the short form is any such thing.
    var since = 0

    /// Whether the whole name stands before a place of the document's text; a table's cells have texts of their own.
    func holds(at place: Int, of text: TextView) -> Bool { place >= since || text.count <= since }

    /// Whether the word is a text, folded.
    func isCalled(_ text: String) -> Bool {
      // A scalar takes one to four bytes.
      guard text.utf8.count >= word.count, text.utf8.count <= word.count * 4,
        text.unicodeScalars.first.map({ TextView.folded($0.value) }) == word.first
      else { return false }
      return word.elementsEqual(text.unicodeScalars.lazy.map { TextView.folded($0.value) })
    }
  }

  /// A name that stands in a document, and where.
  struct IntroducedName: Sendable {
    let name: String
    let code: String?
    let kind: InstrumentKind
    let place: Int
  }

  /// The names that a document introduces, looked for together.
  final class KnownNames: Sendable {
    let names: [KnownName]
    /// No names.
    static let none = KnownNames([])
    /// The short forms among them.
    let shortForms: [KnownName]
    private let heads: ScalarFilter
    /// The first and the last character of each name.
    private let firsts: [UInt32]
    private let lasts: [UInt32]
    /// The names that the document uses for one thing.
    let families: NameFamilies
    /// The fullest name by every other one.
    private let full: NameIndex<String>

    init(_ names: [KnownName], families: NameFamilies = NameFamilies()) {
      self.families = families
      var full = NameIndex<String>()
      for (name, fullest) in families.full { full[name] = fullest }
      self.full = full
      self.names = names.filter { !$0.word.isEmpty }
      shortForms = self.names.filter(\.isShort)
      firsts = self.names.map { $0.word[0] }
      lasts = self.names.map { $0.word[$0.word.count - 1] }
      heads = ScalarFilter(firsts)
    }

    /// Whether a name may stand in a passage of some characters.
    private func mayStand(_ present: ScalarPresence?) -> Bool {
      guard let present else { return !names.isEmpty }
      for name in firsts.indices where present.mayHold(firsts[name]) && present.mayHold(lasts[name]) { return true }
      return false
    }

    /// The mentions in a passage, name by name; `present` are its characters, where they are known.
    func mentions(in text: TextView, range: Range<Int>, present: ScalarPresence? = nil) -> [InstrumentMention] {
      guard mayStand(present) else { return [] }
      var hits: [(name: Int, place: Int)] = []
      let scalars = text.scalars
      var next = heads.first(in: scalars, range)
      while next < range.upperBound {
        let place = next
        next = heads.first(in: scalars, place + 1..<range.upperBound)
        for index in firsts.indices
        where firsts[index] == scalars[place] && text.has(names[index].word, at: place, end: range.upperBound) {
          if names[index].isShort,
            !names[index].holds(at: place, of: text) || InstrumentScanner.isQuoted(text, place, range.lowerBound)
          {
            continue
          }
          // “粮食收购贷” is not in 粮食收购贷款信用保证基金.
          if lasts[index] == 0x8D37, text.has("款", at: place + names[index].word.count, end: range.upperBound) {
            continue
          }
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
    func meant(by mention: InstrumentMention) -> InstrumentMention? {
      let known = names.first { $0.isCalled(mention.name) && $0.name != mention.name }
      let meant = known.map {
        InstrumentMention(range: mention.range, name: $0.name, code: $0.code, kind: $0.kind)
      }
      guard (meant ?? mention).code == nil, let full = full[(meant ?? mention).name] else { return meant }
      return InstrumentMention(
        range: mention.range, name: full, code: nil, kind: families.kinds[full] ?? (meant ?? mention).kind)
    }

    /// What else the document calls a name that no list holds.
    func otherNames(of name: String) -> [String] {
      families.full.filter { $0.value == name }.map(\.key).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        + names.filter { $0.name == name && !$0.isShort }.map { TextView.string($0.word) }
    }
  }

  /// Closing nouns that a document uses alone once it has named the thing.
  static let shortForms = [
    "资金池", "引导基金", "母基金", "产业基金", "发展基金", "支持工具", "风险补偿资金", "风险补偿金", "周转资金", "周转金", "转贷基金", "转贷资金", "共保体",
    "专项贷款", "专项借款", "专项再贷款", "专项基金", "贴息贷款", "纾困贷款",
  ]

  /// Whether a word in quotation marks ends as products do (蓉易贷, 惠民保).
  private static func isProduct(_ word: [UInt32]) -> Bool {
    guard let last = word.last else { return false }
    return Scalar.isAny(last, "贷险债担保")
  }

  /// The characters with which they end.
  private static let shortFormEnds = ScalarSet(shortForms.compactMap { $0.unicodeScalars.last?.value })

  /// The short forms of names of which a document has just one: 资金池 for 科技贷款风险补偿资金池.
  static func shortForms(of names: [IntroducedName]) -> [KnownName] {
    shortForms.compactMap { word in
      // 风险补偿资金池 beside 科技贷款风险补偿资金池 is the class of the one, not a second.
      let ending = names.filter {
        // 新增专项债券 are the special bonds of a year, no bonds of their own.
        $0.name.hasSuffix(word) && $0.name.count > word.count + 1 && !$0.name.hasPrefix("新增")
          && !InstrumentRule.isBroad($0.name, $0.kind)
      }
      guard let first = ending.first ?? soleFund(called: word, of: names), ending.allSatisfy({ $0.name == first.name })
      else { return nil }
      return KnownName(
        word: word.folded, name: first.name, code: first.code, kind: first.kind, isShort: true, since: first.place)
    }
  }

  /// 引导基金 of a document that names one fund: 新旧动能转换基金.
  private static func soleFund(called word: String, of names: [IntroducedName]) -> IntroducedName? {
    guard word == "引导基金" || word == "母基金" else { return nil }
    let funds = names.filter {
      $0.kind == .fund && $0.code == nil && $0.name.hasSuffix("基金") && !$0.name.hasSuffix("子基金")
    }
    guard let first = funds.first, funds.allSatisfy({ $0.name == first.name }) else { return nil }
    return first
  }

  /// The names that a passage introduces, and the names in it.
  func introduced(
    in text: TextView, range: Range<Int>, candidates: [InstrumentMention]
  ) -> (known: [KnownName], names: [IntroducedName]) {
    let all = mentions(in: text, range: range, candidates: candidates, known: .none)
    var known = abbreviations(in: text, range: range, all: all)
    for mention in all {
      guard let quote = InstrumentScanner.closingQuote(of: text.scalars[mention.range.lowerBound]),
        let close = mention.range.dropFirst().first(where: { text.scalars[$0] == quote })
      else { continue }
      let inner = Array(text.scalars[mention.range.lowerBound + 1..<close])
      // “蓉易贷”普惠信贷 is 蓉易贷; “白名单”项目贷款 is no 白名单.
      if close + 1 < mention.range.upperBound, !InstrumentScanner.isProduct(inner) { continue }
      if mention.code == nil, inner.count >= 3, !known.contains(where: { $0.word == inner }) {
        known.append(KnownName(word: inner, name: mention.name, code: nil, kind: mention.kind))
      }
    }
    // 引导基金 by itself introduces nothing, whatever listed name it is an alias of.
    let names = all.filter { mention in
      guard mention.code != nil else { return true }
      guard let last = mention.name.unicodeScalars.last, InstrumentScanner.shortFormEnds.contains(last.value) else {
        return false
      }
      return InstrumentScanner.shortForms.contains {
        mention.name.hasSuffix($0) && !text.isAny(mention.range, [$0])
      }
    }
    return (
      known,
      names.map { IntroducedName(name: $0.name, code: $0.code, kind: $0.kind, place: $0.range.lowerBound) }
    )
  }

  /// The names of a document, from what every passage introduces: abbreviations, short forms, and the names that mean one thing.
  func known(
    _ introduced: [KnownName], names: [IntroducedName]
  ) -> KnownNames {
    let families = NameFamilies(names.filter { $0.code == nil }.map { ($0.name, $0.kind) }, forms: forms)
    func whole(_ name: String, _ code: String?) -> String { code == nil ? families.full[name] ?? name : name }
    var known = Set(
      introduced.map { KnownName(word: $0.word, name: whole($0.name, $0.code), code: $0.code, kind: $0.kind) })
    known.formUnion(
      InstrumentScanner.shortForms(
        of: names.map {
          IntroducedName(name: whole($0.name, $0.code), code: $0.code, kind: $0.kind, place: $0.place)
        }))
    return KnownNames(
      known.sorted(by: InstrumentScanner.precedes), families: families)
  }

  /// Longer words first, and a total order among them: a set has none.
  private static func precedes(_ one: KnownName, _ other: KnownName) -> Bool {
    if one.word.count != other.word.count { return one.word.count > other.word.count }
    if one.name != other.name { return one.name < other.name }
    if one.word != other.word { return one.word.lexicographicallyPrecedes(other.word) }
    return (one.code ?? "", one.kind.rawValue, one.isShort ? 1 : 0)
      < (other.code ?? "", other.kind.rawValue, other.isShort ? 1 : 0)
  }
}
