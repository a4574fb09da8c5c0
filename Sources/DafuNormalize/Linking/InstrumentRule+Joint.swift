/// Which instruments a passage names together.
extension InstrumentRule {
  /// The instruments joined with one: “沪科专贷”“沪科专贴”, A和B, A、B.
  func joint(around index: Int) -> [InstrumentName] { sentence.joint(around: index) }

  /// The same, found out.
  func findJoint(around index: Int) -> [InstrumentName] {
    let mentions = sentence.instruments
    let joins = sentence.joins
    var first = index
    while first > 0, joins[first - 1] { first -= 1 }
    var last = index
    while joins[last] { last += 1 }
    var names: [InstrumentName] = []
    for mention in mentions[first...last] where !names.contains(where: { $0.name == mention.name }) {
      names.append(InstrumentName(name: mention.name, code: mention.code, kind: mention.kind))
    }
    return names
  }

  func isQuoted(_ mention: InstrumentMention) -> Bool {
    switch sentence.text.scalars[mention.range.lowerBound] {
    case Scalar.openQuote, 0x300C, 0x300E, 0x22: true
    default: false
    }
  }

  /// Whether a quoted name stands right beside another one.
  func isSideBySide(_ index: Int) -> Bool {
    let (mentions, joins) = (sentence.instruments, sentence.joins)
    func touchesNext(_ place: Int) -> Bool {
      place >= 0 && joins[place]
        && sentence.text.trimmingSpaces(mentions[place].range.upperBound..<mentions[place + 1].range.lowerBound).isEmpty
    }
    return touchesNext(index - 1) || touchesNext(index)
  }

  func isJoined(_ left: InstrumentMention, _ right: InstrumentMention) -> Bool {
    let gap = sentence.text.trimmingSpaces(left.range.upperBound..<right.range.lowerBound)
    // “A贷”“B贷” are two; “鹭绿通”再贴现 is one with its class.
    if gap.isEmpty { return isQuoted(left) && isQuoted(right) }
    // 贵州银行“税信贷”、建设银行“云税贷”: each after the body that offers it.
    if gap.count > 4, gap.count <= 16, isQuoted(left), isQuoted(right),
      InstrumentRule.enumerators.stands(in: sentence.text, at: gap.lowerBound, end: gap.upperBound),
      InstrumentRule.lenders.ends(in: sentence.text, at: gap.upperBound, from: gap.lowerBound),
      sentence.text.scalars[gap.dropFirst()].allSatisfy(Scalar.isIdeograph)
    {
      return true
    }
    return gap.count <= 4 && InstrumentRule.listSeparators.isWhole(sentence.text, gap)
  }

  private static let enumerators = WordList(["、", "和", "与", "及"])
  private static let lenders = WordList(
    ["银行", "农商行", "农信社", "信用社", "联社", "分行", "支行", "公司", "农担", "财险", "人寿", "保险", "担保"].flatMap { [$0, $0 + "的"] })

  /// 、 and 和 between two names, with a scope word of the second perhaps (、省成果接力基金).
  static let listSeparators = WordList(
    ["、", "和", "与", "及", "以及"].flatMap { separator in
      ["", "省", "市", "县", "区", "省级", "市级", "全省", "全市", "我省", "我市", "本市"].map { separator + $0 }
    })

  /// 通过林业改革发展资金安排良种补助5亿元，其中我省1200万元；造林补助8亿元: what pays for the first item pays for the others, unless they
  /// name something themselves.
  func payerOfItems(_ before: [Int], _ figure: Figure, _ fit: InstrumentFit) -> Int? {
    guard figure.unitClass == .money, let nearest = before.last,
      sentence.hasSemicolon(sentence.range.lowerBound..<figure.core.lowerBound),
      let through = sentence.text.place(of: "通过", in: sentence.range.lowerBound..<figure.core.lowerBound),
      let first = sentence.figures.first,
      let payer = before.first(where: { pays(sentence.instruments[$0], from: through, before: first) }),
      payer == nearest || sentence.instruments[nearest].code == nil
    else { return nil }
    return payer
  }

  private func pays(_ mention: InstrumentMention, from through: Int, before first: Figure) -> Bool {
    mention.kind == .subsidy && mention.code != nil && mention.range.lowerBound > through
      && mention.range.lowerBound - through <= 24 && mention.range.upperBound <= first.range.lowerBound
      && InstrumentRule.payings.stands(in: sentence.text, at: mention.range.upperBound, end: sentence.range.upperBound)
  }

  private static let payings = WordList(["安排", "下达", "拨付", "支持", "投入", "累计安排", "累计下达", "补助"])

  /// 减免社会保险费（失业、工伤、生育保险）2亿元: the kinds in the brackets explain what stands before them, if the amount follows.
  func headOfBrackets(_ before: [Int], _ figure: Figure) -> Int? {
    let text = sentence.text
    let close = figure.range.lowerBound - 1
    guard close > sentence.range.lowerBound, text.scalars[close] == Scalar.closeParenthesis, let last = before.last,
      sentence.instruments[last].range.upperBound <= close
    else { return nil }
    var open = close - 1
    while open > sentence.range.lowerBound, text.scalars[open] != Scalar.openParenthesis {
      if text.scalars[open] == Scalar.closeParenthesis || close - open > 40 { return nil }
      open -= 1
    }
    guard sentence.instruments[last].range.lowerBound > open,
      (open..<close).contains(where: { text.scalars[$0] == Scalar.enumeration })
    else { return nil }
    return before.last { sentence.instruments[$0].range.upperBound == open }
  }
}
