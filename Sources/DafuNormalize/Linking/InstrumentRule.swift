import DafuModel

/// Which instrument a figure belongs to.
struct InstrumentRule {
  let sentence: Sentence

  /// The instrument in force before the sentence, from the paragraph, its lead-in or the heading.
  struct Inherited: Hashable {
    var topic: [InstrumentName] = []
    var heading: [InstrumentName] = []
  }

  struct Answer: Hashable {
    let names: [InstrumentName]
    let reason: String
    /// 0 in the clause, 1 in the sentence, 2 in the paragraph, 3 in the heading.
    let distance: Int
  }

  /// The instrument that the words tie to a figure: right behind it, nearest before it in the clause, then in the
  /// sentence, then what the paragraph and the heading are about.
  func instrument(
    for index: Int, fit: InstrumentFit, inherited: Inherited
  ) -> Answer? {
    let figure = sentence.figures[index]
    let clause = sentence.clause(at: figure.core.lowerBound)
    let mentions = sentence.instruments
    // 发行40支科创票据, 规模100亿元的上海未来产业基金: the name right behind.
    let right = mentions.firstIndex {
      $0.range.lowerBound >= figure.range.upperBound && $0.range.upperBound <= clause.upperBound
    }
    if let right, fit.accepts(mentions[right].kind), isAttached(index, mentions[right].range) {
      let named = mentions[right]
      // 推出“惠农e贷”，提供最高30万元的信用贷款: the product is meant, the class says what it is.
      if figure.isBound || figure.rangeEnd != nil,
        let coined = mentions.lastIndex(where: {
          $0.range.upperBound <= figure.core.lowerBound && $0.kind == named.kind && isQuoted($0)
            && !clause.contains($0.range.lowerBound)
        }), named.code != nil || InstrumentRule.isBroad(named.name, named.kind) || named.name.hasSuffix("贷款")
      {
        return Answer(names: joint(around: coined), reason: "the product that the sentence is about", distance: 1)
      }
      // 3000亿元专项再贷款: so much of a central bank's tool, whatever tools the sentence lists besides.
      if named.kind == .relending, named.code != nil, figure.range.upperBound == named.range.lowerBound {
        return Answer(names: joint(around: right), reason: InstrumentRule.toolReason, distance: 0)
      }
      return Answer(names: joint(around: right), reason: "behind the figure", distance: 0)
    }
    // 分别给予8万元、6万元、3万元购房补贴: the name behind the last of a list.
    if figure.unitClass == .money, let last = sentence.lastOfList(index),
      let right = mentions.firstIndex(where: {
        $0.range.lowerBound >= sentence.figures[last].range.upperBound && $0.range.upperBound <= clause.upperBound
      }), mentions[right].range.lowerBound - sentence.figures[last].range.upperBound <= 1,
      isAttached(last, mentions[right].range),
      fit.accepts(mentions[right].kind)
    {
      return Answer(names: joint(around: right), reason: InstrumentRule.listReason, distance: 0)
    }
    // 35只、480亿元科技创新公司债: the count beside the amount has the same name.
    if figure.unitClass == .count, index + 1 < sentence.figures.count, sentence.figures[index + 1].unitClass == .money {
      let next = sentence.figures[index + 1].range
      if Separators.kind(sentence.text, figure.range.upperBound..<next.lowerBound) == .list,
        let right = mentions.firstIndex(where: {
          $0.range.lowerBound >= next.upperBound && $0.range.upperBound <= clause.upperBound
        }), isAttached(index + 1, mentions[right].range), fit.accepts(mentions[right].kind)
      {
        return Answer(names: joint(around: right), reason: "behind the figure", distance: 0)
      }
    }
    let wholes = sentence.wholes
    let before = mentions.indices.filter {
      mentions[$0].range.upperBound <= figure.core.upperBound && fit.accepts(mentions[$0].kind) && !wholes[$0]
        && !sentence.isOfOtherItem(mentions[$0].range, figure.core.lowerBound)
    }
    // 在20个省份开展综合巨灾保险试点: what is done there stands in the same clause behind the count.
    if fit.looksBehind, !before.contains(where: { clause.contains(mentions[$0].range.lowerBound) }),
      let right = mentions.firstIndex(where: {
        $0.range.lowerBound >= figure.range.upperBound && $0.range.upperBound <= clause.upperBound
          && fit.accepts($0.kind)
      })
    {
      return Answer(names: joint(around: right), reason: "behind in the clause", distance: 1)
    }
    let last = before.last.map { mentions[$0] }
    if isOfOtherSource(figure, nearest: last) { return Answer(names: [], reason: "another source", distance: 0) }
    if let body = guaranteeBody(before: figure, nearest: last, fit: fit) { return body }
    let whole = parts(before, figure)
    if whole == nil, let payer = payerOfItems(before, figure, fit) {
      return Answer(names: joint(around: payer), reason: InstrumentRule.payerReason, distance: 1)
    }
    if whole == nil, let head = headOfBrackets(before, figure) {
      return Answer(names: joint(around: head), reason: InstrumentRule.bracketReason, distance: 0)
    }
    if let nearest = whole ?? before.last {
      let inClause = clause.contains(mentions[nearest].range.lowerBound)
      if inClause || fit.reach >= 1 {
        if let preferred = preferred(over: nearest, among: before, figure: figure, inherited: inherited, fit: fit) {
          return preferred
        }
        return Answer(
          names: joint(around: nearest),
          reason: whole != nil ? InstrumentRule.wholeReason : inClause ? "in the clause" : "in the sentence",
          distance: inClause ? 0 : 1)
      }
    }
    if fit.reach < 2, !fit.takesHeading { return nil }
    let reach = hasOwnSubject(before: figure.core.lowerBound) ? min(fit.reach, 1) : fit.reach
    // Three products named together were a list of examples, not what the next sentence counts.
    if reach >= 2, let first = inherited.topic.first, inherited.topic.count < 3, fit.inherits(first.kind) {
      return Answer(names: inherited.topic, reason: "from the sentence before", distance: 2)
    }
    // A board of the heading holds for companies and proceeds, not for what share of them is in some industry.
    let isOfScheme =
      fit.holdsUnderHeading && reach >= 2
      && (inherited.heading.first.map { $0.kind == .insurance || $0.kind == .providentFund } ?? false)
    let takesHeading = fit.takesHeading && figure.unitClass != .percent || isOfScheme
    if reach >= 3 || takesHeading, let first = inherited.heading.first, fit.inherits(first.kind) {
      return Answer(names: inherited.heading, reason: "from the heading", distance: 3)
    }
    return nil
  }

  private static let toolReason = "an amount of the tool"
  private static let payerReason = "what pays for all items"
  private static let listReason = "behind the list"
  private static let bracketReason = "the head before the brackets"
  private static let wholeReason = "the whole that was divided"

  /// Whether grammar alone decides, so that nothing need be weighed.
  static func isSettled(by answer: Answer) -> Bool { settling.contains(answer.reason) && !answer.names.isEmpty }

  private static let settling: [String] = [
    wholeReason, bracketReason, payerReason, listReason, toolReason, "named in full before",
    "a loan of the provident fund",
  ]

  /// What the rules' answer says for its candidate where it does not settle the matter.
  static func feature(of answer: Answer) -> CandidateFeature {
    switch answer.reason {
    case "what the guarantor does": .isOfGuarantor
    case "the product that the passage is about": .isOfPassage
    case "the product that the sentence is about": .isOfSentence
    default: .isAnswer
    }
  }

  // MARK: Items, parts and bodies

  /// …质押融资968亿元，其中专利质押897亿元、商标质押71亿元，登记项目2764项: behind two listed parts the whole is meant again.
  private func parts(_ before: [Int], _ figure: Figure) -> Int? {
    let clause = sentence.clause(at: figure.core.lowerBound)
    let mentions = sentence.instruments
    guard let nearest = before.last.map({ mentions[$0] }), !clause.contains(nearest.range.lowerBound),
      let part = sentence.cues.last(where: {
        $0.cue.isPart && $0.range.upperBound <= nearest.range.lowerBound
          && sentence.text.scalars[$0.range.lowerBound] == 0x5176  // 其中
      }),
      !sentence.contains("；", in: part.range.upperBound..<nearest.range.lowerBound),
      let whole = before.last(where: { mentions[$0].range.upperBound <= part.range.lowerBound }),
      before.count(where: { mentions[$0].range.lowerBound >= part.range.upperBound }) > 1
    else { return nil }
    return whole
  }

  /// Bodies that guarantee; what they do is a guarantee, whatever is lent under it.
  private static let guarantors = WordList([
    "担保公司", "担保集团", "担保中心", "担保基金管理中心", "担保有限公司", "担保有限责任公司", "担保股份有限公司", "农担公司",
  ])

  /// 市融资担保公司为412家企业担保贷款28.7亿元: 担保贷款 under a guarantor as subject, or nothing named at all, is its guarantee.
  private func guaranteeBody(before figure: Figure, nearest: InstrumentMention?, fit: InstrumentFit) -> Answer? {
    guard fit.accepts(.guarantee) else { return nil }
    if let nearest, nearest.name != "担保贷款" { return nil }
    let opening = sentence.range.lowerBound..<min(figure.core.lowerBound, sentence.range.lowerBound + 40)
    guard opening.lowerBound < opening.upperBound,
      InstrumentRule.guarantors.occurs(in: sentence.text, opening),
      sentence.contains("担保", in: sentence.clause(at: figure.core.lowerBound)) || nearest != nil
    else { return nil }
    let farming = sentence.contains("农业信贷担保", in: opening) || sentence.contains("农担", in: opening)
    let name = farming ? "农业信贷担保" : "融资担保"
    return Answer(
      names: [InstrumentName(name: name, code: nil, kind: .guarantee)], reason: "what the guarantor does", distance: 1)
  }

  /// Sources of money that are no instruments.
  private static let sources = WordList([
    "银行贷款", "商业贷款", "银行融资", "自筹", "社会资本", "民间资本", "财政资金", "财政性资金", "中央资金", "中央财政", "省级财政", "市级财政", "县级财政",
  ])
  /// What else the tax office lets off.
  private static let reliefs = WordList(["缓缴", "减免", "减征", "免征", "减半征收"])

  /// 地方政府专项债券362亿元、银行贷款2480亿元: an item of a list with a source of its own is not the instrument before it.
  private func isOfOtherSource(_ figure: Figure, nearest: InstrumentMention?) -> Bool {
    guard let nearest else { return false }
    var begin = figure.range.lowerBound
    while begin > nearest.range.upperBound {
      let scalar = sentence.text.scalars[begin - 1]
      if scalar == Scalar.enumeration || scalar == Scalar.comma || scalar == Scalar.semicolon { break }
      begin -= 1
    }
    guard begin > nearest.range.upperBound else { return false }
    let own = begin..<figure.range.lowerBound
    if nearest.kind == .tax { return InstrumentRule.reliefs.occurs(in: sentence.text, own) }
    guard nearest.kind == .bond || nearest.kind == .loan,
      sentence.cues.contains(where: { $0.cue.isPart && $0.range.upperBound <= figure.core.lowerBound })
    else { return false }
    return InstrumentRule.sources.occurs(in: sentence.text, own)
  }

  // MARK: Class names and products

  /// Class names that say less than the product a passage is about.
  private static let broadNames: NameSet = [
    "企业贷款", "中长期贷款", "短期贷款", "个人贷款", "项目贷款", "担保贷款", "抵押贷款", "质押贷款", "流动资金贷款", "贷款风险补偿资金池", "首贷", "小微企业贷款风险补偿",
    "个人经营性贷款", "子基金", "企业质押贷款", "质押融资", "风险基金", "担保基金", "母基金",
    "优惠利率贷款",
  ]

  static func isBroad(_ name: String, _ kind: InstrumentKind) -> Bool {
    if broadNames.contains(name) { return true }
    return kind == .pool && name.unicodeScalars.count <= 9 && !name.contains("贷") && !name.contains("转")
  }

  /// Pools that say nothing of what they secure.
  static let barePools = WordList(["风险补偿资金池", "风险资金池", "风险补偿资金", "风险补偿金", "风险补偿基金", "资金池", "补偿资金", "补偿金", "补偿资金池"])

  private static let renewal = WordList(["续贷"])

  /// 企业贷款额度, 资金池最高承担80%: in a passage about one product the class name means that product's.
  private func preferred(
    over place: Int, among before: [Int], figure: Figure, inherited: Inherited, fit: InstrumentFit
  ) -> Answer? {
    let mentions = sentence.instruments
    let nearest = mentions[place]
    // 排污权抵押…。贷款额度…: what is traded lends nothing in a passage about a loan on it.
    let passage = inherited.topic.isEmpty ? inherited.heading : inherited.topic
    if nearest.kind == .transaction, fit.reach == 3, let first = passage.first, first.kind == .loan,
      fit.accepts(.loan), first.name.hasPrefix(String(sentence.text.string(nearest.range).prefix(3))),
      !sentence.clause(at: figure.core.lowerBound).contains(nearest.range.lowerBound)
    {
      return Answer(names: passage, reason: "the loan that the passage is about", distance: 2)
    }
    // 市信贷风险补偿资金池总规模8亿元: a pool named in full is no guarantee's.
    let isNamedInFull = nearest.kind == .pool && nearest.range.count >= 7
    func fits(_ kind: InstrumentKind) -> Bool {
      if isNamedInFull, kind == .guarantee { return false }
      return kind == nearest.kind || nearest.kind == .loan && kind == .relending
        || (nearest.kind == .pool || nearest.name == "担保基金") && [.loan, .guarantee, .insurance].contains(kind)
    }
    // 从产业投向看，工业、农业贷款分别为…: the parts of the product that the passage is about.
    if sentence.isBreakdown, !isQuoted(nearest), let first = inherited.topic.first, first.kind == nearest.kind {
      return Answer(names: inherited.topic, reason: "a breakdown of the product before", distance: 2)
    }
    // …支持工具，按普惠小微贷款余额增量的1%给予资金: what something is reckoned by is not what is given.
    if sentence.reckoned[place] {
      if let earlier = before.last(where: { $0 != place && !sentence.reckoned[$0] }) {
        return Answer(names: joint(around: earlier), reason: "the product that the sentence is about", distance: 1)
      }
      if let first = inherited.topic.first, fit.inherits(first.kind), first.kind == .relending || first.kind == .subsidy
      {
        return Answer(names: inherited.topic, reason: "the product that the passage is about", distance: 2)
      }
    }
    // …发行老旧小区改造专项债券…，专项债券期限15年: the short name repeats the end of the long one.
    if !isQuoted(nearest), CandidateWords.bareHeads.isWhole(sentence.text, nearest.range) {
      let surface = sentence.text.string(nearest.range)
      func isShortened(_ name: String) -> Bool { name.hasSuffix(surface) && name != nearest.name && name != surface }
      if let earlier = before.last(where: { isShortened(mentions[$0].name) }) {
        return Answer(names: joint(around: earlier), reason: "named in full before", distance: 1)
      }
      if inherited.topic.count == 1, let name = inherited.topic.first, isShortened(name.name) {
        return Answer(names: inherited.topic, reason: "named in full before", distance: 2)
      }
    }
    // 其中中长期贷款: a part has its own name; 其中首贷学生 are a part of those who borrow.
    let isPart =
      InstrumentScanner.parts.isWhole(sentence.text, nearest.range)
      && InstrumentScanner.partWords.ends(
        in: sentence.text, at: nearest.range.lowerBound, from: sentence.range.lowerBound)
    // 办理续贷和展期: what is done with the product that the passage is about.
    if sentence.broad[place] && !isPart || InstrumentRule.renewal.isWhole(sentence.text, nearest.range) {
      if let earlier = before.last(where: { $0 != place && fits(mentions[$0].kind) && !sentence.broad[$0] }) {
        return Answer(names: joint(around: earlier), reason: "the product that the sentence is about", distance: 1)
      }
      for names in [inherited.topic, inherited.heading] {
        if let first = names.first, fits(first.kind), !InstrumentRule.isBroad(first.name, first.kind) {
          return Answer(names: names, reason: "the product that the passage is about", distance: 2)
        }
      }
    }
    // “福林贷”…以担保基金反担保的方式…，单户额度最高20万元: a coined product outranks a means named in passing.
    let clause = sentence.clause(at: figure.core.lowerBound)
    if nearest.code == nil || sentence.broad[place] || nearest.name == "信用贷款",
      !isQuoted(nearest), !clause.contains(nearest.range.lowerBound),
      let coined = before.last(where: { isQuoted(mentions[$0]) })
    {
      return Answer(names: joint(around: coined), reason: "the product that the sentence is about", distance: 1)
    }
    return nil
  }

  /// 按普惠小微贷款余额增量的…: the base of a reckoning.
  func isReckonedBy(_ mention: InstrumentMention) -> Bool {
    let before = max(sentence.range.lowerBound, mention.range.lowerBound - 6)..<mention.range.lowerBound
    guard let since = sentence.last("按", in: before), !sentence.contains("，", in: since..<before.upperBound) else {
      return false
    }
    return InstrumentRule.reckonedAmounts.stands(
      in: sentence.text, at: mention.range.upperBound, end: sentence.range.upperBound)
  }

  private static let reckonedAmounts = WordList([
    "余额", "增量", "本金", "发放额", "新增额", "利息", "保费", "发行额", "融资额", "担保额",
  ])

  /// 从…看, 按…分: the sentence breaks down what was named before.
  var isBreakdown: Bool {
    let opening = sentence.range.lowerBound..<min(sentence.range.upperBound, sentence.range.lowerBound + 14)
    guard let first = sentence.clauses.first, first.upperBound <= opening.upperBound else { return false }
    let text = sentence.text
    guard Scalar.isAny(text.scalars[first.lowerBound], "从分按"), !text.holds("情况", in: first) else { return false }
    return text.holds("看", in: first) || text.holds("分", in: first)
  }

  /// 深圳地方征信平台累计促成…: a sentence that opens with a body, a platform or an event of its own speaks of that.
  func hasOwnSubject(before place: Int) -> Bool {
    let opening = sentence.opening
    if let platform = opening.platform, platform <= place { return opening.means.map { $0 > place } ?? true }
    return opening.isOfAnotherTopic || opening.event.map { $0 <= place } ?? false
  }

  /// How a sentence opens: where the first words end that speak of a platform, of means and of an event, and whether it
  /// turns to another topic.
  struct Opening {
    var platform: Int?
    var means: Int?
    var event: Int?
    var isOfAnotherTopic = false
  }

  /// How the sentence opens.
  func opening() -> Opening {
    let window = sentence.range.lowerBound..<min(sentence.range.upperBound, sentence.range.lowerBound + 30)
    return Opening(
      platform: InstrumentRule.platforms.firstEnd(in: sentence.text, window),
      means: InstrumentRule.means.firstEnd(in: sentence.text, window),
      event: InstrumentRule.events.firstEnd(in: sentence.text, window), isOfAnotherTopic: opensAnotherTopic)
  }

  private static let platforms = WordList(["平台", "系统", "交易中心", "交易所", "股交中心", "碳市场", "征信"])
  private static let means = WordList(["该平台", "通过平台", "依托", "通过", "该系统", "利用"])

  /// Gatherings, campaigns and markets: who came and what was promised there belongs to no product named before.
  private static let events = WordList([
    "对接活动", "对接会", "推介会", "专场活动", "专项行动", "培训班", "宣讲", "路演",
    "期货市场", "债券市场", "证券市场", "资本市场", "股票市场", "外汇市场",
  ])

  /// 既有住宅增设电梯方面，…: a first clause that names a field without an instrument turns to something else; 补贴比例方面
  /// only turns to another side of the same thing.
  private var opensAnotherTopic: Bool {
    guard let first = sentence.clauses.first, first.count >= 7, first.count <= 24,
      sentence.text.has("方面", at: first.upperBound - 3, end: first.upperBound),
      !sentence.instruments.contains(where: { first.contains($0.range.lowerBound) })
    else { return false }
    return !InstrumentRule.sides.occurs(in: sentence.text, first)
  }

  private static let sides = WordList([
    "比例", "额度", "利率", "期限", "对象", "机制", "产品", "服务", "费率", "流程", "投放", "成本", "规模", "标准", "条件", "政策", "供给", "融资",
  ])

  /// 占各项贷款的14%, 比一般流动资金贷款低: the whole or the other series is not the figure's instrument.
  func isWhole(_ mention: InstrumentMention) -> Bool {
    // 按再贷款利率的50%给予贴息, LPR＋150个基点: the rate that something is measured by.
    let bases = mention.code == "loan-prime-rate" ? InstrumentRule.rateBases : InstrumentRule.relendingBases
    if bases.stands(in: sentence.text, at: mention.range.upperBound, end: sentence.range.upperBound) { return true }
    // 在各项贷款中的占比, 在制造业贷款中占55.3%: what something is part of.
    if InstrumentRule.within.stands(in: sentence.text, at: mention.range.upperBound, end: sentence.range.upperBound),
      sentence.text.isAny(
        max(sentence.range.lowerBound, mention.range.lowerBound - 1)..<mention.range.lowerBound, ["在"])
        || InstrumentRule.inAll.ends(in: sentence.text, at: mention.range.lowerBound, from: sentence.range.lowerBound)
    {
      return true
    }
    var cursor = mention.range.lowerBound - 1
    while cursor >= sentence.range.lowerBound, mention.range.lowerBound - cursor <= 5 {
      let scalar = sentence.text.scalars[cursor]
      if scalar == Scalar.comma || scalar == Scalar.semicolon || scalar == Scalar.enumeration || Scalar.isDigit(scalar)
        || scalar == 0x25
      {
        break
      }
      switch scalar {
      case 0x5360: return !sentence.text.has("占比", at: cursor, end: mention.range.lowerBound)  // 占
      case 0x6BD4:  // 比, but not 占比, 比重 and 比例
        if cursor > sentence.range.lowerBound, sentence.text.scalars[cursor - 1] == 0x5360 { break }
        if ["比重", "比例", "比率"].contains(where: {
          sentence.text.has($0, at: cursor, end: mention.range.lowerBound)
        }) {
          break
        }
        return true
      case 0x8F83: return true  // 较
      case 0x51FA:  // 高出
        if cursor > sentence.range.lowerBound, [0x9AD8, 0x8D85, 0x4F4E].contains(sentence.text.scalars[cursor - 1]) {
          return true
        }
      case 0x4E8E:  // 高于, 低于, 快于, 慢于
        if cursor > sentence.range.lowerBound,
          Scalar.isAny(sentence.text.scalars[cursor - 1], "高低快慢优大")
        {
          return true
        }
      default: break
      }
      cursor -= 1
    }
    return false
  }

  /// What shows that something named after 在 is a whole.
  private static let within = WordList([
    "中占", "中的占比", "中的比重", "中的份额", "中所占", "中比重", "中占比", "发行中的比例", "中的比例", "总额中", "余额中", "总量中",
  ])
  private static let inAll = WordList(["在全省", "在全市", "在全部", "在全区", "在全国", "在同期"])

  /// What stands behind the rate that something is measured by.
  private static let rateBases = WordList(["利率的", "的", "+", "＋", "加", "减", "基础上", "利率", "为基准"])
  private static let relendingBases = WordList(["利率的"])

  /// Whether a name that stands behind a figure is tied to it by what stands between.
  func isAttached(_ index: Int, _ mention: Range<Int>) -> Bool {
    let figure = sentence.figures[index]
    let next = index + 1 < sentence.figures.count ? sentence.figures[index + 1] : nil
    if let next, next.core.lowerBound < mention.lowerBound, figure.rangeEnd != .low { return false }
    let begin = figure.rangeEnd == .low ? next?.range.upperBound ?? figure.range.upperBound : figure.range.upperBound
    guard begin <= mention.lowerBound else { return false }
    let gap = begin..<mention.lowerBound
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
      return between == "的" || between.hasPrefix("规模的") || between.hasPrefix("的") && between.count <= 6
        || between.hasPrefix("用于")
    case .count:
      return ["支", "只", "单", "笔", "款", "期", "件"].contains(figure.word)
        && (between == "的" || between.count <= 4) && !between.hasPrefix("用于")
    default: return false
    }
  }
}
