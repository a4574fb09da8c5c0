import DafuModel

/// Which instrument a figure belongs to.
struct InstrumentRule {
  let sentence: Sentence

  /// The instrument in force before the sentence, from the paragraph, its lead-in or the heading.
  struct Inherited: Hashable {
    var topic: [InstrumentName] = []
    var heading: [InstrumentName] = []

    /// The product that the passage is about, if it is no class name itself.
    func specific(_ accepts: (InstrumentKind) -> Bool) -> [InstrumentName]? {
      for names in [topic, heading] {
        if let first = names.first, accepts(first.kind), !InstrumentRule.broadNames.contains(first.name), first.kind != .pool {
          return names
        }
      }
      return nil
    }
  }

  /// Class names that say less than the product a passage is about.
  static let broadNames: Set<String> = [
    "企业贷款", "中长期贷款", "短期贷款", "个人贷款", "项目贷款", "担保贷款", "抵押贷款", "质押贷款", "流动资金贷款", "贷款风险补偿资金池", "商业贷款", "首贷", "信用贷款",
    "小微企业贷款风险补偿", "个人经营性贷款", "子基金", "企业质押贷款", "质押融资",
  ]

  static func isBroad(_ mention: InstrumentMention) -> Bool { broadNames.contains(mention.name) }

  struct Answer: Hashable {
    let names: [InstrumentName]
    let reason: String
    /// 0 in the clause, 1 in the sentence, 2 in the paragraph, 3 in the heading.
    let distance: Int
  }

  /// The instruments that stand around a figure, nearest first decision.
  func instrument(for index: Int, accepts: (InstrumentKind) -> Bool, reach: Int, inherited: Inherited) -> Answer? {
    let figure = sentence.figures[index]
    let clause = sentence.clause(at: figure.core.lowerBound)
    let mentions = sentence.instruments
    // 发行40支科创票据, 规模100亿元的上海未来产业基金: the name right behind.
    if let right = mentions.first(where: { $0.range.lowerBound >= figure.range.upperBound && $0.range.upperBound <= clause.upperBound }),
      isAttached(figure, right, next: index + 1 < sentence.figures.count ? sentence.figures[index + 1] : nil), accepts(right.kind)
    {
      return Answer(names: joint(around: right, in: clause), reason: "behind the figure", distance: 0)
    }
    // Nearest before the figure, in its clause, then in the clauses before.
    for position in stride(from: mentions.count - 1, through: 0, by: -1) {
      let mention = mentions[position]
      guard mention.range.upperBound <= figure.core.upperBound else { continue }
      let inClause = clause.contains(mention.range.lowerBound)
      if !inClause && reach < 1 { break }
      guard accepts(mention.kind), !isWhole(mention) else { continue }
      // 企业贷款额度, 中长期贷款占六成: in a passage about one product the class name means that product's.
      if InstrumentRule.isBroad(mention), let specific = inherited.specific(accepts) {
        return Answer(names: specific, reason: "the product that the passage is about", distance: 1)
      }
      return Answer(
        names: joint(around: mention, in: sentence.range), reason: inClause ? "in the clause" : "in the sentence",
        distance: inClause ? 0 : 1)
    }
    if reach >= 2, let first = inherited.topic.first, accepts(first.kind) {
      return Answer(names: inherited.topic, reason: "from the sentence before", distance: 2)
    }
    if reach >= 3, let first = inherited.heading.first, accepts(first.kind) {
      return Answer(names: inherited.heading, reason: "from the heading", distance: 3)
    }
    return nil
  }

  /// 占各项贷款的14%, 高于各项贷款增速: the whole or the other series is not the figure's instrument.
  private func isWhole(_ mention: InstrumentMention) -> Bool {
    let before = max(sentence.range.lowerBound, mention.range.lowerBound - 5)..<mention.range.lowerBound
    for word in ["占", "高于", "低于", "快于", "较", "比", "慢于", "超过", "占全省", "占全国", "占全市", "占同期", "占本外币", "占全部"] {
      let scalars = word.folded
      if sentence.text.has(scalars, at: before.upperBound - scalars.count, end: before.upperBound) { return true }
    }
    if sentence.has(before, { $0 == .share }), !sentence.figures.contains(where: { before.contains($0.core.lowerBound) }) {
      return !sentence.contains("占比", in: before)
    }
    return false
  }

  private func isAttached(_ figure: Figure, _ mention: InstrumentMention, next: Figure?) -> Bool {
    if let next, next.core.lowerBound < mention.range.lowerBound, figure.rangeEnd != .low { return false }
    let begin = figure.rangeEnd == .low ? next?.range.upperBound ?? figure.range.upperBound : figure.range.upperBound
    guard begin <= mention.range.lowerBound else { return false }
    let gap = begin..<mention.range.lowerBound
    if gap.count > 14 { return false }
    for index in gap {
      let scalar = sentence.text.scalars[index]
      if scalar == Scalar.comma || scalar == Scalar.enumeration || scalar == Scalar.stop || scalar == Scalar.semicolon
        || scalar == Scalar.closeParenthesis || scalar == Scalar.openParenthesis
      {
        return false
      }
    }
    let between = sentence.text.string(sentence.text.trimmingSpaces(gap))
    if between.isEmpty { return true }
    switch figure.unitClass {
    case .money:
      return between == "的" || between == "规模的" || between.hasPrefix("规模的") || between.hasPrefix("的") && between.count <= 6
        || between.hasPrefix("用于")
    case .count:
      return ["支", "只", "单", "笔", "款", "期", "件"].contains(figure.word)
        && (between == "的" || between.count <= 4) && !between.hasPrefix("用于")
    default: return false
    }
  }

  /// The instruments joined with one: “沪科专贷”“沪科专贴”, A和B, A、B.
  func joint(around mention: InstrumentMention, in range: Range<Int>) -> [InstrumentName] {
    let mentions = sentence.instruments
    guard let index = mentions.firstIndex(of: mention) else { return [] }
    var first = index
    while first > 0, isJoined(mentions[first - 1], mentions[first]) { first -= 1 }
    var last = index
    while last + 1 < mentions.count, isJoined(mentions[last], mentions[last + 1]) { last += 1 }
    var names: [InstrumentName] = []
    for mention in mentions[first...last] {
      let name = InstrumentName(name: mention.name, code: mention.code, kind: mention.kind)
      if !names.contains(where: { $0.name == name.name }) { names.append(name) }
    }
    return names
  }

  private func isQuoted(_ mention: InstrumentMention) -> Bool {
    [Scalar.openQuote, 0x300C, 0x300E, 0x22].contains(sentence.text.scalars[mention.range.lowerBound])
  }

  private func isJoined(_ left: InstrumentMention, _ right: InstrumentMention) -> Bool {
    let gap = sentence.text.string(sentence.text.trimmingSpaces(left.range.upperBound..<right.range.lowerBound))
    // “A贷”“B贷” are two; “鹭绿通”再贴现 is one with its class.
    if gap.isEmpty { return isQuoted(left) && isQuoted(right) }
    return ["、", "和", "与", "及", "以及"].contains(gap)
  }
}
