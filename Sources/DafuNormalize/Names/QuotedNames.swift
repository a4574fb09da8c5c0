import DafuModel

/// Instruments that stand in quotation marks: “沪科专贷”, “首台套”保险, “A”“B”天使基金.
///
/// Not so: “六保” (a slogan), “某某行动计划” (a campaign), “设立乡村振兴基金” (what somebody asks for).
extension InstrumentScanner {
  func quoted(in text: TextView, range: Range<Int>) -> [InstrumentMention] {
    var found: [InstrumentMention] = []
    var position = range.lowerBound
    let scalars = text.scalars
    while true {
      position = InstrumentScanner.openingQuotes.first(in: scalars, position..<range.upperBound)
      guard position < range.upperBound else { break }
      guard let close = InstrumentScanner.closingQuote(of: text.scalars[position]) else {
        position += 1
        continue
      }
      var end = position + 1
      while end < range.upperBound, end - position < 40, text.scalars[end] != close { end += 1 }
      guard end < range.upperBound, text.scalars[end] == close else {
        position += 1
        continue
      }
      if let mention = quoted(text, inner: position + 1..<end, range: range) { found.append(mention) }
      position = end + 1
    }
    return found
  }

  /// Complaints and slogans.
  private static let complaints = WordList([
    "敢贷", "愿贷", "能贷", "难贷", "贵融资", "难融资", "不会贷", "贷会贷", "惧贷", "惜贷", "拒贷", "抽贷", "断贷", "压贷", "套路贷", "校园贷", "首付贷", "怎么保",
    "愿保", "敢保", "逃废债",
    "补贴", "看板",
    "样板", "短板",
    "模板", "展板", "老板", "平板", "发票", "选票", "门票", "股票", "车票", "彩票", "投票", "一卡通", "一网通", "一证通", "一码通", "校园卡", "社保卡", "支付宝",
    "余额宝",
  ])

  private static let mottoHeads = WordList(["贷款", "信贷", "保险", "基金"])

  /// What banks and firms do.
  private static let honours = WordList([
    "专精特新", "村村通", "户户通", "上保", "上险", "投保", "参保", "承保", "入保", "续保", "应保尽保",
  ])
  private static let deeds = WordList(["见贷", "倒贷", "后贷", "认贷", "实贷", "办贷", "核贷", "批贷", "查贷"])

  /// Verbs that open what somebody asks for.
  private static let requests = WordList([
    "设立", "建立", "加大", "加强", "完善", "推动", "提高", "增加", "扩大", "支持", "鼓励", "发展", "将",
  ])

  /// How many products a list of names in quotation marks closes with, and what they are.
  private static let productCounts = WordList(
    ["二", "两", "三", "四", "五", "六", "七", "八", "2", "3", "4", "5", "6", "7", "8"].flatMap { number in
      ["款", "个", "种", "项", "大"].flatMap { [number + $0, "等" + number + $0] }
    } + ["等", "等多款", "等多个", "等一批", "等系列"])
  private static let products = WordList([
    "产品", "信贷产品", "贷款产品", "金融产品", "融资产品", "专属产品", "特色产品", "专项产品", "线上产品", "信用贷款产品", "特色信贷产品", "专属信贷产品",
    "金融信贷产品", "特色金融产品", "专属金融产品", "线上信贷产品",
  ])

  /// Where the quotations end that follow a place, side by side or with a separator between.
  private static func endOfQuotations(
    _ text: TextView, _ place: Int, _ range: Range<Int>, separators: StaticString
  ) -> Int {
    var end = place
    while end < range.upperBound {
      let next = Scalar.isAny(text.scalars[end], separators) ? end + 1 : end
      guard next < range.upperBound, let close = closingQuote(of: text.scalars[next]),
        let last = (next + 1..<min(next + 21, range.upperBound)).first(where: { text.scalars[$0] == close })
      else { break }
      end = last + 1
    }
    return end
  }

  /// Whether a name in quotation marks is one of several that are called products behind the last.
  private static func isOfProducts(_ text: TextView, _ name: Range<Int>, _ range: Range<Int>) -> Bool {
    let separators: StaticString = "、和与及"
    let end = endOfQuotations(text, name.upperBound, range, separators: separators)
    let before =
      Scalar.isAny(text.scalars[name.lowerBound - 1], separators) ? name.lowerBound - 2 : name.lowerBound - 1
    let isLast =
      before >= range.lowerBound && [Scalar.closeQuote, 0x300D, 0x300F, 0x2019].contains(text.scalars[before])
    guard end > name.upperBound || isLast, let count = productCounts.length(in: text, at: end, end: range.upperBound)
    else { return false }
    return products.stands(in: text, at: end + count, end: range.upperBound)
  }

  static func closingQuote(of scalar: UInt32) -> UInt32? {
    switch scalar {
    case Scalar.openQuote: Scalar.closeQuote
    case 0x300C: 0x300D
    case 0x300E: 0x300F
    case 0x2018: 0x2019
    case 0x22: 0x22
    default: nil
    }
  }

  private func quoted(_ text: TextView, inner: Range<Int>, range: Range<Int>) -> InstrumentMention? {
    let inner = text.trimmingSpaces(inner)
    guard inner.count >= 2, inner.count <= 20 else { return nil }
    // “六保”, “三农”: a numeral and a word make a slogan.
    if inner.count == 2, Numerals.digit(text.scalars[inner.lowerBound]) != nil { return nil }
    // “容缺受理、先审后补”贷款: two mottoes make one name.
    let isOfMottoes =
      inner.count <= 12
      && InstrumentScanner.mottoHeads.stands(in: text, at: inner.upperBound + 1, end: range.upperBound)
    for index in inner {
      let scalar = text.scalars[index]
      if scalar == Scalar.comma || scalar == Scalar.stop || scalar == Scalar.semicolon { return nil }
      if scalar == Scalar.enumeration, !isOfMottoes { return nil }
    }
    var behind = inner.upperBound + 1
    while behind < range.upperBound, text.scalars[behind] == Scalar.space { behind += 1 }
    if let match = matcher.longest(in: text.scalars, at: inner.lowerBound, end: inner.upperBound),
      match.range.upperBound == inner.upperBound, match.pattern < listed.count
    {
      let entry = listed[match.pattern]
      return InstrumentMention(
        range: inner.lowerBound - 1..<inner.upperBound + 1, name: entry.name, code: entry.code, kind: entry.kind)
    }
    let whole = inner.lowerBound - 1..<inner.upperBound + 1
    // The name without its spaces.
    let isSpaced = text.scalars[inner].contains(Scalar.space)
    let name = text.string(inner).withoutSpaces
    let view = isSpaced ? TextView(name) : text
    let word = isSpaced ? 0..<view.count : inner
    if !view.holds("贷", in: word),
      InstrumentShapes.notInstruments.stands(in: text, at: behind, end: range.upperBound)
    {
      return nil
    }
    // “应贷尽贷”: a slogan.
    if word.count == 4, view.scalars[word.lowerBound] == 0x5E94, view.scalars[word.lowerBound + 2] == 0x5C3D {
      return nil
    }
    // 不敢贷, 敢贷愿贷: complaints and slogans, not products.
    if InstrumentScanner.complaints.occurs(in: view, word) { return nil }
    if InstrumentScanner.isLeftOut(text, inner.lowerBound - 1..<inner.upperBound + 1, range) { return nil }
    // “先还后贷”, “倒贷”压力: what is done, not what it is called.
    if word.count <= 5, InstrumentScanner.deeds.ends(in: view, at: word.upperBound, from: word.lowerBound) {
      return nil
    }
    // “设立市级乡村振兴基金”: what somebody asks for, not a name.
    if InstrumentScanner.requests.stands(in: view, at: word.lowerBound, end: word.upperBound) { return nil }
    // “A”“B”“C”天使基金: the class noun behind the last holds for all.
    let next = InstrumentScanner.endOfQuotations(text, behind, range, separators: "")
    if next > behind,
      let head = InstrumentShapes.quotedHeads.first(where: { text.has($0.word, at: next, end: range.upperBound) }),
      head.kind == .fund,
      word.count < 2 || !view.has("基金", at: word.upperBound - 2, end: word.upperBound)
    {
      return InstrumentMention(
        range: whole, name: name + InstrumentScanner.string(head.word), code: nil, kind: head.kind)
    }
    // “税信贷”“链融达”“设备易”三款产品: all of a list are products, whatever they end with.
    if word.count > 2, InstrumentScanner.isOfProducts(text, whole, range) {
      let ending = InstrumentShapes.coinedEndings.filter {
        $0.word.count < word.count && view.has($0.word, at: word.upperBound - $0.word.count, end: word.upperBound)
      }.max { $0.word.count < $1.word.count }
      return InstrumentMention(range: whole, name: name, code: nil, kind: ending?.kind ?? .other)
    }
    for head in InstrumentShapes.quotedHeads where text.has(head.word, at: behind, end: range.upperBound) {
      if head.kind == .market {
        return InstrumentMention(
          range: whole.lowerBound..<behind + head.word.count,
          name: name + text.string(behind..<behind + head.word.count),
          code: nil, kind: .market)
      }
      let kind = InstrumentShapes.coinedEndings.last {
        $0.word.count <= word.count && view.has($0.word, at: word.upperBound - $0.word.count, end: word.upperBound)
      }?.kind
      if kind == nil, head.kind != .other {
        // “首台套”保险: the class noun completes the name.
        return InstrumentMention(
          range: whole.lowerBound..<behind + head.word.count, name: name + InstrumentScanner.string(head.word),
          code: nil,
          kind: head.kind)
      }
      if kind == nil, InstrumentScanner.honours.isWhole(view, word) { return nil }
      // “三农”业务 is a field, not a product.
      guard
        kind != nil || head.kind != .other
          || inner.count > 2 && text.has("产品", at: behind, end: range.upperBound)
      else { return nil }
      return InstrumentMention(range: whole, name: name, code: nil, kind: kind ?? head.kind)
    }
    // “专精特新”产品, 行政村“村村通”, 为牦牛“上保”: honours, campaigns and deeds.
    if InstrumentScanner.honours.isWhole(view, word) { return nil }
    var best: (length: Int, kind: InstrumentKind)?
    for ending in InstrumentShapes.coinedEndings
    where ending.word.count > (best?.length ?? 0)
      && text.has(ending.word, at: inner.upperBound - ending.word.count, end: inner.upperBound)
      && ending.word.count < inner.count
    {
      best = (ending.word.count, ending.kind)
    }
    guard let best, inner.count <= 14 else { return nil }
    // “城乡互通”, “县乡畅通”: no product that ends in 通.
    if best.length == 1, text.scalars[inner.upperBound - 1] == 0x901A,
      Scalar.isAny(text.scalars[inner.upperBound - 2], "互直联畅交流沟贯开")
    {
      return nil
    }
    // “放心金融”: a campaign, although 融 ends the names of products.
    if text.has("金融", at: inner.upperBound - 2, end: inner.upperBound) { return nil }
    // “银行挑担保”, “项目等资金”: a clause, not a name.
    if best.length > 1, boundary.start(text, inner.upperBound - best.length, inner.lowerBound) > inner.lowerBound {
      return nil
    }
    return InstrumentMention(range: whole, name: name, code: nil, kind: best.kind)
  }
}
