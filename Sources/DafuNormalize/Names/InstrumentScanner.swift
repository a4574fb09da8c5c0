import DafuCodelists
import DafuModel

/// Finds the instruments that a passage names: listed ones, coined ones in quotation marks, and noun phrases of
/// productive shape.
final class InstrumentScanner: Sendable {
  /// Finds the names of the list and the core nouns behind them.
  let matcher: PatternMatcher
  /// The core noun that each word of the matcher is, or -1.
  private let cores: [Int32]
  let listed: [(code: String, name: String, kind: InstrumentKind, length: Int)]
  /// The forms of one name.
  let forms: NameForms
  private let byName: NameIndex<Int>

  let boundary: PhraseBoundary

  /// `areas` gives the names of places, which may stand in a product's name (上海未来产业基金).
  init(_ instruments: Codelist, areas: Codelist) {
    var places: [[UInt32]] = []
    for area in areas.codes {
      places.append(area.name.folded)
      for alias in area.aliases { places.append(alias.folded) }
    }
    let whole = PatternMatcher(words: places.filter { $0.count >= 2 })
    boundary = PhraseBoundary(places: places, whole: whole)
    forms = NameForms(places: whole)
    var listed: [(String, String, InstrumentKind, Int)] = []
    var patterns: [String] = []
    for code in instruments.codes {
      let kind = InstrumentScanner.kind(of: code, in: instruments)
      for name in [code.name] + code.aliases where name.unicodeScalars.count >= 2 {
        // The broad classes at the top (贷款类) are no names.
        if instruments.isClass(code.code) { continue }
        patterns.append(name)
        listed.append((code.code, code.name, kind, name.unicodeScalars.count))
      }
    }
    self.listed = listed
    var byName = NameIndex<Int>()
    for (index, pattern) in patterns.enumerated() where byName[pattern] == nil { byName[pattern] = index }
    self.byName = byName
    let words = patterns.map(\.folded) + InstrumentShapes.cores.map(\.word)
    matcher = PatternMatcher(words: words)
    var cores = [Int32](repeating: -1, count: words.count)
    let nouns = Dictionary(zip(InstrumentShapes.cores.map(\.word), Int32(0)...)) { first, _ in first }
    for (index, word) in words.enumerated() { cores[index] = nouns[word] ?? -1 }
    self.cores = cores
  }

  /// What the list holds under a name.
  func entry(named name: String) -> (code: String, name: String, kind: InstrumentKind, length: Int)? {
    byName[name].map { listed[$0] }
  }

  /// The mentions in a passage, in order, without overlaps.
  /// `known` holds the names that the document has introduced, which it may use without quotation marks later.
  func mentions(in text: TextView, range: Range<Int>, known: KnownNames = .none) -> [InstrumentMention] {
    mentions(in: text, range: range, candidates: candidates(in: text, range: range), known: known)
  }

  /// Whatever in a passage could be an instrument's name, by itself.
  func candidates(in text: TextView, range: Range<Int>) -> [InstrumentMention] {
    candidates(in: text, range: range, present: ScalarPresence(text.scalars, range))
  }

  /// The same where it is known what characters stand in the passage.
  func candidates(in text: TextView, range: Range<Int>, present: ScalarPresence) -> [InstrumentMention] {
    // What has none of the characters that a rule looks for needs no look by it.
    var candidates: [InstrumentMention] = []
    if InstrumentScanner.quotes.contains(where: { present.mayHold($0) }) {
      candidates = quoted(in: text, range: range)
    }
    if present.mayHold(0x8D37) { candidates.append(contentsOf: coined(in: text, range: range)) }  // 贷
    if present.mayHold(0x677F), present.mayHold(0x6302) {
      candidates.append(contentsOf: boards(in: text, range: range))
    }  // 板, 挂
    if present.mayHold(0x8D37) || present.mayHold(0x62BC) {  // 贷, 押
      candidates.append(contentsOf: DescribedLoans.mentions(in: text, range: range).map(known))
    }
    if present.mayHold(0x503A), present.mayHold(0x5883) {  // 债, 境
      candidates.append(contentsOf: DescribedBonds.mentions(in: text, range: range).map(known))
    }
    if present.mayHold(0x4FDD) {  // 保
      candidates.append(contentsOf: InsuredObjects.mentions(in: text, range: range))
    }
    var nouns: [(place: Int, core: Int)] = []
    matcher.forEachMatch(in: text.scalars, range: range) { match in
      let core = Int(cores[match.pattern])
      if core >= 0 {
        // Of the nouns that begin at a place the longest counts, which comes last.
        if nouns.last?.place == match.range.lowerBound { nouns.removeLast() }
        nouns.append((match.range.lowerBound, core))
      }
      guard match.pattern < listed.count else { return }
      let entry = listed[match.pattern]
      guard InstrumentScanner.isWhole(text, match.range, range, kind: entry.kind) else { return }
      candidates.append(InstrumentMention(range: match.range, name: entry.name, code: entry.code, kind: entry.kind))
    }
    if !nouns.isEmpty {
      candidates.append(contentsOf: shaped(in: text, range: range, listed: candidates, nouns: nouns))
    }
    if present.mayHold(Scalar.enumeration) || present.mayHold(0x548C) {  // 和
      candidates.append(contentsOf: sharingHeads(in: text, range: range, of: candidates))
    }
    return candidates
  }

  /// The mentions among the candidates, in order, without overlaps.
  func mentions(
    in text: TextView, range passage: Range<Int>, candidates: [InstrumentMention], known: KnownNames,
    present: ScalarPresence? = nil
  ) -> [InstrumentMention] {
    let named = known.mentions(in: text, range: passage, present: present)
    let all = named.isEmpty ? candidates : named + candidates
    if all.isEmpty { return [] }
    let mayBeQuoted = present.map { $0.mayHold(Scalar.openQuote) || $0.mayHold(Scalar.openTitle) } ?? true
    let meant = all.indices.filter { place in
      let range = all[place].range
      if all[place].code != nil {
        // 支小再贷款、再贴现, 支小再贷款和再贴现: a joint name that begins inside another name is a list.
        if text.scalars[range].contains(where: { $0 == Scalar.enumeration || $0 == 0x548C || $0 == 0x4E0E }),  // 和 与
          all.contains(where: { $0.range.lowerBound < range.lowerBound && $0.range.upperBound > range.lowerBound })
        {
          return false
        }
        // 引导基金 in a document that names one: the short form is that fund's.
        if known.shortForms.contains(where: {
          text.scalars[range].elementsEqual($0.word) && $0.name != all[place].name
            && $0.holds(at: range.lowerBound, of: text)
        }) {
          return false
        }
      }
      return !mayBeQuoted || !InstrumentScanner.isInSlogan(text, range, passage)
    }
    let kept = InstrumentScanner.withoutOverlaps(meant, of: all)
    var mentions: [InstrumentMention] = []
    mentions.reserveCapacity(kept.count)
    for index in kept.indices {
      let mention = all[kept[index]]
      // “鹭绿通”再贴现: the class noun right behind a quoted name is no second instrument.
      if index > 0, mention.code != nil, all[kept[index - 1]].range.upperBound == mention.range.lowerBound,
        InstrumentScanner.closingQuote(of: text.scalars[all[kept[index - 1]].range.lowerBound]) != nil,
        InstrumentScanner.closingQuote(of: text.scalars[mention.range.lowerBound]) == nil
      {
        continue
      }
      // 江海基金 stands for what it abbreviates.
      let meant = known.meant(by: mention) ?? mention
      let part = asPart(meant, of: mentions, in: text, from: passage.lowerBound)
      mentions.append(InsuredObjects.asOwn(part, in: text, from: passage.lowerBound))
    }
    return mentions
  }

  /// What opens a quotation.
  private static let quotes: [UInt32] = [Scalar.openQuote, 0x300C, 0x300E, 0x2018, 0x22]
  static let openingQuotes = ScalarFilter(quotes)

  /// Whether a place stands inside quotation marks that opened at most forty characters before.
  static func isQuoted(_ text: TextView, _ position: Int, _ start: Int) -> Bool {
    var index = position - 1
    while index >= start, position - index <= 40 {
      if text.scalars[index] == Scalar.openQuote { return true }
      if text.scalars[index] == Scalar.closeQuote { return false }
      index -= 1
    }
    return false
  }

  /// The longest mention wins; of equals the listed one, then the first. Gives their places in the order of the text.
  private static func withoutOverlaps(_ places: [Int], of mentions: [InstrumentMention]) -> [Int] {
    if zip(places, places.dropFirst()).allSatisfy({
      mentions[$0].range.upperBound <= mentions[$1].range.lowerBound
    }) {
      return places
    }
    func precedes(_ one: Int, _ other: Int) -> Bool {
      let (left, right) = (mentions[one].range, mentions[other].range)
      if left.count != right.count { return left.count > right.count }
      let (isListed, isOtherListed) = (mentions[one].code != nil, mentions[other].code != nil)
      if isListed != isOtherListed { return isListed }
      return left.lowerBound == right.lowerBound ? one < other : left.lowerBound < right.lowerBound
    }
    var kept: [Int] = []
    for place in places.sorted(by: precedes)
    where !kept.contains(where: { mentions[$0].range.overlaps(mentions[place].range) }) {
      kept.append(place)
    }
    return kept.sorted { mentions[$0].range.lowerBound < mentions[$1].range.lowerBound }
  }

  // MARK: Noun phrases

  private func shaped(
    in text: TextView, range: Range<Int>, listed: [InstrumentMention], nouns: [(place: Int, core: Int)]
  ) -> [InstrumentMention] {
    var found: [InstrumentMention] = []
    var position = range.lowerBound
    for noun in nouns where noun.place >= position {
      let core = InstrumentShapes.cores[noun.core]
      let end = noun.place + core.word.count
      var begin = boundary.start(text, noun.place, range.lowerBound)
      // “一县一品”开发特色农产品保险, 按每座80元的标准补助承运人责任险: insurance is what is developed or paid for, not what is lent
      // for such things.
      if core.kind == .insurance,
        let verb = (begin..<noun.place).last(where: {
          InstrumentScanner.insuring.stands(in: text, at: $0, end: noun.place)
        }), noun.place > verb + 3, !Scalar.isAny(text.scalars[verb + 2], "区性园")
      {
        begin = verb + 2
      }
      // 北海市政策性渔业保险, 上海航运保险: whose it is stands in the area; a fund is named after its founder.
      if core.kind == .insurance || core.kind == .loan || core.kind == .guarantee,
        let place = boundary.place(text, begin..<noun.place), noun.place - place.upperBound >= 2
      {
        begin = place.upperBound
      }
      // 本外币涉农贷款, 人民币住户贷款: in which currency is no part of the name.
      if core.kind == .loan || core.kind == .deposit,
        let currency = InstrumentScanner.currencies.length(in: text, at: begin, end: noun.place),
        noun.place - begin - currency >= 2
      {
        begin += currency
      }
      // 全省共投入担保基金1.8亿元: what is put in.
      if let verb = InstrumentScanner.puttingIn.length(in: text, at: begin, end: noun.place) { begin += verb }
      // 红河创智（蒙自）股权投资基金: the place in brackets and the name before it are the fund's.
      if core.kind == .fund,
        let name = InstrumentScanner.nameBeforeBracket(text, begin, from: range.lowerBound, boundary)
      {
        begin = name
      }
      position = end
      // 股权投资基金份额转让: a listed name that runs on behind the core noun is the name.
      if listed.contains(where: { $0.code != nil && $0.range.overlaps(begin..<end) && $0.range.upperBound > end }) {
        continue
      }
      guard begin < end - core.word.count, InstrumentScanner.isWhole(text, begin..<end, range, kind: core.kind) else {
        continue
      }
      let modifier = begin..<end - core.word.count
      guard InstrumentScanner.modifies(text, modifier, core: core) else { continue }
      // 金融贷款 says no more than 贷款.
      if core.kind == .loan, InstrumentScanner.empty.isWhole(text, modifier) { continue }
      // 为914家企业担保36.7亿元: a verb with its object, not a name.
      if core.kind == .guarantee, core.word.count == 2, begin > range.lowerBound,
        [0x5BB6, 0x6237].contains(text.scalars[begin - 1])
      {
        continue
      }
      // 为40户养蚕户担保贷款760万元, 为850名灵活就业人员补贴: whom something is done for, and the verb.
      if core.kind == .loan || core.kind == .subsidy, begin > range.lowerBound,
        InstrumentScanner.served.contains(text.scalars[begin - 1]), InstrumentScanner.isServed(text, begin, range)
      {
        continue
      }
      // 签发生物医药领域保单: the policies of a field; 有效保单 and 电子保单 are any policies.
      if core.word.count == 2, text.has("保单", at: position - 2, end: position),
        position - 2 - begin < 4 || text.scalars[position - 3] == 0x9669
          || text.has("位", at: position, end: range.upperBound)  // 投保单位
      {
        continue
      }
      // 贷款贴息资金, 保费补贴资金, 首台套保险补偿资金: the money follows the product that it pays for.
      if core.kind == .subsidy || core.word[0] == 0x8865,
        listed.contains(where: { $0.range.lowerBound >= begin && $0.range.upperBound <= end && $0.kind != .subsidy })
          || InstrumentScanner.paidProducts.stands(in: text, at: position - core.word.count - 2, end: position)
      {
        continue
      }
      // 省级再担保机构, 中小企业融资担保公司: a body, not a product.
      if core.kind == .guarantee, InstrumentScanner.isBody(text, end, range.upperBound) { continue }
      // 为水产加工企业担保62笔, 为外贸企业周转资金3亿元: a verb with its object.
      if core.kind == .guarantee && core.word.count == 2 || core.kind == .pool && core.word[0] == 0x5468,
        begin > range.lowerBound, [0x4E3A, 0x7ED9, 0x5411].contains(text.scalars[begin - 1]),
        let body = InstrumentScanner.bodies.length(in: text, endingAt: position - core.word.count, from: 0), body > 1
      {
        continue
      }
      // 环境高风险企业环境污染责任保险: a listed name is the name, unless what stands before it narrows it.
      if core.kind != .fund,
        let inner = listed.first(where: { $0.code != nil && $0.range.upperBound == end && $0.range.lowerBound > begin }
        ), inner.range.count > 2,
        !InstrumentScanner.narrows(text, begin..<inner.range.lowerBound, core: core.kind)
          || boundary.isPlace(text, begin..<inner.range.lowerBound)
      {
        continue
      }
      var name = text.string(begin..<end).withoutSpaces
      if name.utf8.contains(where: { $0 == 0x2B || $0 == 0xE2 }) {
        name = name.replacing("“", with: "").replacing("”", with: "").replacing("+", with: "＋")
      }
      found.append(known(InstrumentMention(range: begin..<end, name: name, code: nil, kind: core.kind)))
    }
    return found
  }

  /// 普惠小微信贷, 创业投资类基金: a listed name in another form.
  func known(_ mention: InstrumentMention) -> InstrumentMention {
    guard byName[mention.name] == nil else { return mention }
    for form in forms.variants(of: mention.name) {
      if let index = byName[form] {
        return InstrumentMention(
          range: mention.range, name: listed[index].name, code: listed[index].code, kind: listed[index].kind)
      }
    }
    return mention
  }

  /// Verbs that a name may seem to begin with.
  private static let puttingIn = WordList([
    "投入", "全省共投入", "全市共投入", "全县共投入", "全区共投入", "共投入", "累计投入", "已投入", "回收", "收回", "清收",
    "分享大规模", "享受大规模", "落实大规模", "实施大规模", "大规模", "分享",
  ])

  /// Verbs that have insurance as their object.
  private static let insuring = WordList(["开发", "补助", "补贴", "资助", "奖补"])

  /// What a product's name ends with that a subsidy pays for.
  private static let paidProducts = WordList(["贷", "保", "险", "债", "担"])

  private static let guaranteeModifiers = WordList([
    "企业", "农业", "绿色", "科技", "创业", "批量", "信贷", "融资", "性", "三农", "专项", "主体", "创新", "机具", "再",
  ])

  private static func modifies(
    _ text: TextView, _ modifier: Range<Int>, core: (word: [UInt32], kind: InstrumentKind)
  ) -> Bool {
    // 原保险, 级资金池: one character makes no kind of its own, but for S基金.
    guard modifier.count >= 2 || modifier.count == 1 && Scalar.isLetter(text.scalars[modifier.lowerBound]) else {
      return false
    }
    if core.kind == .guarantee, core.word.count == 2 {
      return guaranteeModifiers.ends(in: text, at: modifier.upperBound, from: modifier.lowerBound)
    }
    if core.kind == .insurance,
      let branch = socialInsurance.length(in: text, endingAt: modifier.upperBound, from: modifier.lowerBound),
      !supplements.ends(in: text, at: modifier.upperBound - branch, from: modifier.lowerBound)
    {
      return false
    }
    if core.kind == .insurance, modifier.count <= 4,
      insurers.contains(where: {
        text.has($0, at: modifier.lowerBound, end: modifier.upperBound) && $0.count == modifier.count
      })
    {
      return false
    }
    // 延长商业车险保险期限: the word of the next phrase.
    if core.kind == .insurance, core.word.count == 2, text.scalars[modifier.upperBound - 1] == 0x9669 { return false }
    // 商业护理保险原保险: 原保险保费收入 is the premium of the insurance just named.
    if core.kind == .insurance, text.has("保险原", at: modifier.upperBound - 3, end: modifier.upperBound) { return false }
    // 一次性补贴, 最高补助: a payment by its manner, not of a kind.
    if core.kind == .subsidy, core.word.count == 2,
      plainPayments.ends(in: text, at: modifier.upperBound, from: modifier.lowerBound)
    {
      return false
    }
    // 初步方案保险金额3000元: the amount of a plan.
    if core.kind == .insurance, papers.ends(in: text, at: modifier.upperBound, from: modifier.lowerBound) {
      return false
    }
    // 企业中有贷款的占71%: a verb; 国有, 公有 and the like are none.
    if core.kind == .loan, text.scalars[modifier.upperBound - 1] == 0x6709,
      !Scalar.isAny(text.scalars[modifier.upperBound - 2], "国公所特共自民")
    {
      return false
    }
    // 专项债券项目投资计划: a paper, unless it is one by which insurers lend or hold.
    if core.kind == .fund, text.has("投资计划", at: modifier.upperBound, end: modifier.upperBound + core.word.count),
      !investors.ends(in: text, at: modifier.upperBound, from: modifier.lowerBound)
    {
      return false
    }
    if badLoans.ends(in: text, at: modifier.upperBound, from: modifier.lowerBound) { return false }
    return !plainModifiers.isWhole(text, modifier) || core.kind == .loan && commercial.isWhole(text, modifier)
  }

  private static let papers = WordList(["方案", "办法", "标准", "条款", "合同"])

  /// What an investment plan of insurers is called by.
  private static let investors = WordList(["债权", "股权", "保险", "险资", "基础设施", "不动产", "资金"])

  /// 商业贷款 is a kind of its own, unlike 商业保险.
  private static let commercial = WordList(["商业"])

  /// Branches of social insurance, which is no product.
  private static let socialInsurance = WordList([
    "社会", "失业", "工伤", "生育", "基本医疗", "基本养老", "城乡居民医疗", "职工医疗", "医疗",
  ])

  /// Insurers by their short names: 泰山保险在全省率先落地….
  private static let insurers = [
    "中国", "人保", "中国人民", "人寿", "中国人寿", "国寿", "平安", "中国平安", "太平洋", "太平", "中国太平", "泰山", "中华", "中华联合", "阳光", "阳光农业", "大地",
    "安华",
    "安华农业", "中原", "中原农业", "国元", "国元农业", "紫金", "安信", "安信农业", "永安", "永诚", "华安", "天安", "英大", "大家", "众安", "华泰", "泰康", "新华",
    "友邦", "太保",
    "锦泰", "北部湾", "燕赵", "黄河", "诚泰", "中航", "鼎和", "安盟", "前海",
  ].map(\.folded)

  /// What stands before a branch of social insurance that is bought beside it: 困难群众补充医疗保险.
  private static let supplements = WordList(["补充", "商业", "大额", "互助", "综合"])

  private static let badLoans = WordList(["不良", "逾期", "关注类", "项下", "借款人"])

  /// Words before 补贴, 补助, 贴息 or 奖补 that name no purpose: whose money it is, how much, how it is paid.
  private static let plainPayments = WordList([
    "一次性", "财政", "资金", "专项", "最高", "定额", "比例", "省级", "市级", "县级", "区级", "州级", "配套", "适当", "相应", "政府", "保费", "保险费", "差额",
    "全额", "部分", "按比例", "分档", "分级", "梯度", "直接", "现金", "额外", "年度", "后", "事后", "事前", "利息", "费用", "成本", "奖励", "各级", "中央",
    "地方",
    "项目", "资助", "经费", "实物", "对象", "标准", "政策", "叠加", "重复", "同等", "同级", "上级", "本级", "其他", "有关", "相关", "给予", "予以", "企业",
    "初级", "中级", "高级", "一档", "二档", "三档", "阶段", "城市", "支付", "择优", "利率", "年利率", "连续", "不", "单机", "主体", "工作", "基金", "补充",
    "个百分点", "百分点",
  ])

  /// Words before a core noun that make no kind of their own.
  private static let plainModifiers = WordList([
    "备案", "存量", "在管", "参股", "意向", "普惠性", "低息", "贴息", "优质", "单个企业", "单户", "客户", "储户", "项目", "首期", "拟设", "个人", "企业", "同类",
    "各类型",
    "传统", "银行", "商业银行", "金融机构", "机构", "企业债", "新", "项", "社会", "商业", "类", "型", "不良", "逾期", "平均", "反担保", "户均", "社保",
    "各金融机构", "国家", "实际", "产品", "家庭", "正常类", "关注类", "正常", "关注", "次级类", "可疑类", "损失类", "跟进", "配套", "新发", "存续", "短期", "境内",
    "省属", "市属", "档次", "分档", "过去", "扣除", "原有", "到期", "产业", "类产业", "同类产业", "领域", "一般", "行业", "强制", "延期", "优惠", "优惠利率",
    "公众", "账户", "财政性", "纸质", "医疗收费", "财政", "省级", "市级", "县级", "区级", "中央", "中央财政",
  ])

  /// Whether a body's noun follows: 公司, 机构, 集团.
  private static func isBody(_ text: TextView, _ position: Int, _ end: Int) -> Bool {
    corporations.stands(in: text, at: position, end: end)
  }

  private static let corporations = WordList(["公司", "机构", "集团", "有限", "股份", "协会", "中心", "联盟"])

  private static let bodies = WordList([
    "企业", "机构", "银行", "公司", "单位", "主体", "农户", "客户", "部门", "居民", "职工", "群众", "农民", "商户", "学生", "家庭", "项目", "地区", "各地",
    "全体", "学校", "高校", "院校", "医院", "幼儿园",
  ])

  /// Whether words before a listed name make a narrower instrument of it (渔船 + 抵押贷款): not when they name a body
  /// that uses it (高风险企业 + 环境污染责任保险).
  private static func narrows(_ text: TextView, _ range: Range<Int>, core: InstrumentKind) -> Bool {
    guard range.count >= 2, range.count <= 10 else { return false }
    // “第二支箭”民营企业债券融资支持工具: what it is nicknamed.
    if InstrumentScanner.closingQuote(of: text.scalars[range.lowerBound]) == text.scalars[range.upperBound - 1] {
      return false
    }
    // 南通市长期护理保险, 国家农业信贷担保: a place narrows nothing that a code could say.
    let last = text.scalars[range.upperBound - 1]
    if range.count <= 5, Scalar.isAny(last, "省市县区州") { return false }
    // 卫生健康领域专项债券, 工贸行业安全生产责任保险: what its money goes to, whom it insures.
    if core != .loan, fields.ends(in: text, at: range.upperBound, from: range.lowerBound) { return false }
    if plainScopes.isWhole(text, range) { return false }
    // 科技型中小企业信用贷款: loans are told apart by who borrows.
    if core == .loan, range.count >= 5, text.has("企业", at: range.upperBound - 2, end: range.upperBound) { return true }
    return !bodies.ends(in: text, at: range.upperBound, from: range.lowerBound)
  }

  private static let fields = WordList(["领域", "行业"])
  private static let plainScopes = WordList([
    "平台", "全市", "全省", "辖内", "投保", "参保", "购买", "当地", "回收", "收回", "清收", "并入", "国家", "全国", "中央", "地方", "政府", "首套", "二套",
    "异地", "上市", "已上市",
  ])

  /// “科创板八条”: a name inside a slogan or a policy's nickname is not meant.
  private static func isInSlogan(_ text: TextView, _ mention: Range<Int>, _ range: Range<Int>) -> Bool {
    var open = mention.lowerBound - 1
    while open >= range.lowerBound, mention.lowerBound - open < 50 {
      if text.scalars[open] == Scalar.closeQuote || text.scalars[open] == Scalar.closeTitle { return false }
      if text.scalars[open] == Scalar.openTitle { return true }
      if text.scalars[open] == Scalar.openQuote {
        var close = open + 1
        while close < range.upperBound, close - open < 60, text.scalars[close] != Scalar.closeQuote {
          // “设立总规模100亿元的天使母基金，允许亏损”: what somebody says, and means.
          if text.scalars[close] == Scalar.comma || Scalar.isDigit(text.scalars[close]) { return false }
          close += 1
        }
        return close < range.upperBound && text.scalars[close] == Scalar.closeQuote && close > mention.upperBound
      }
      open -= 1
    }
    return false
  }

  static func string(_ word: [UInt32]) -> String {
    String(String.UnicodeScalarView(word.compactMap(Unicode.Scalar.init)))
  }
}
