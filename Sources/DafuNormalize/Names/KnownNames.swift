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

  private static let abbreviating: [[UInt32]] = ["以下简称", "简称", "下称", "以下称", "即"].map(\.folded)

  /// The names that a passage introduces, and every name in it.
  func introduced(
    in text: TextView, range: Range<Int>
  ) -> (known: [KnownName], names: [(name: String, code: String?, kind: InstrumentKind)]) {
    let all = mentions(in: text, range: range)
    var known: [KnownName] = []
    for mention in all where InstrumentScanner.closingQuote(of: text.scalars[mention.range.lowerBound]) != nil {
      let inner = mention.range.lowerBound + 1..<mention.range.upperBound - 1
      // X（以下简称“Y”）: Y is another name of X.
      var edge = mention.range.lowerBound
      if let word = InstrumentScanner.abbreviating.first(where: {
        text.has($0, at: edge - $0.count, end: edge) && edge - $0.count >= range.lowerBound
      }) {
        edge -= word.count
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
    let full = all.filter { !InstrumentScanner.shortForms.contains(text.string($0.range)) }
    return (known, full.map { ($0.name, $0.code, $0.kind) })
  }
}
