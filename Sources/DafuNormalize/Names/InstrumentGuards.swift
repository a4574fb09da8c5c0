import DafuCodelists
import DafuModel

/// What leaves a name a name, and what kind of thing a listed one is.
extension InstrumentScanner {
  private static let followers: [InstrumentKind: WordList] = [
    .insurance: ["公司", "机构", "部门", "业", "资金", "监管", "监督管理", "集团", "经纪", "人", "行业", "代理", "资产", "市场", "保障水平"],
    .bond: ["市场", "通", "转股"], .loan: ["机构", "市场", "户", "率", "企业", "人", "客户"], .transaction: ["公司", "市场", "交易所", "经营"],
    .deposit: ["机构"],
    .guarantee: ["物", "人", "法"],
    .fund: ["会", "机构", "联盟", "小镇", "业协会", "企业", "支付", "统筹", "监管", "结余", "收支"],
  ].mapValues { WordList($0) }

  /// Whether what follows leaves the name a name: 保险公司 and 债券市场 are none.
  static func isWhole(_ text: TextView, _ range: Range<Int>, _ passage: Range<Int>, kind: InstrumentKind)
    -> Bool
  {
    // 投保理赔, 承保理赔: no 保理 in it; 担保函 is no 保函.
    if range.count == 2, text.scalars[range.lowerBound] == 0x4FDD, range.lowerBound > passage.lowerBound,
      Scalar.isAny(text.scalars[range.lowerBound - 1], "投承参续担医社环退脱办")
    {
      return false
    }
    // 其中小微企业贷款 holds no 中小微企业贷款.
    if text.scalars[range.lowerBound] == 0x4E2D, range.lowerBound > passage.lowerBound,
      text.scalars[range.lowerBound - 1] == 0x5176
    {
      return false
    }
    // 中小微企业信用贷款 holds no 小微企业信用贷款.
    if text.scalars[range.lowerBound] == 0x5C0F, range.lowerBound > passage.lowerBound,
      text.scalars[range.lowerBound - 1] == 0x4E2D,
      range.lowerBound - 1 == passage.lowerBound || text.scalars[range.lowerBound - 2] != 0x5176
    {
      return false
    }
    // 绿色保险事业部, 票据交易所: who deals in it.
    if dealers.stands(in: text, at: range.upperBound, end: passage.upperBound) { return false }
    // 农业保险资金: no 保险资金, the money of insurers.
    if text.has("保险资金", at: range.lowerBound, end: range.upperBound), range.count == 4,
      insured.ends(in: text, at: range.lowerBound, from: passage.lowerBound)
    {
      return false
    }
    // 施工合同约定质保金30万元: what is kept back of a price, not what travel agencies deposit.
    if deposits.isWhole(text, range), works.occurs(in: text, passage) { return false }
    // 渔业互保协会, 互保费: no enterprises that stand surety for each other.
    if text.has("互保", at: range.upperBound - 2, end: range.upperBound), range.count == 2,
      mutuals.stands(in: text, at: range.upperBound, end: passage.upperBound)
    {
      return false
    }
    // 低保对象, 低保户: who receives it.
    if supports.ends(in: text, at: range.upperBound, from: range.lowerBound),
      recipients.stands(in: text, at: range.upperBound, end: passage.upperBound)
    {
      return false
    }
    // 企业贷款的获得感, 信用贷款满意度: how it is felt.
    if feelings.stands(in: text, at: range.upperBound, end: passage.upperBound) { return false }
    // 小微线上融资服务平台: where it is dealt in.
    if kind == .loan, text.has("线上融资", at: range.upperBound - 4, end: range.upperBound),
      platforms.stands(in: text, at: range.upperBound, end: passage.upperBound)
    {
      return false
    }
    // 政银担企对接: a meeting.
    if meetings.stands(in: text, at: range.upperBound, end: passage.upperBound) { return false }
    // 承担保费补贴 holds no 担保费补贴, 反担保贷款 and 免担保贷款 no 担保贷款, 无抵押贷款 no 抵押贷款.
    if text.scalars[range.lowerBound] == 0x62C5 || text.scalars[range.lowerBound] == 0x62B5,
      range.lowerBound > passage.lowerBound, Scalar.isAny(text.scalars[range.lowerBound - 1], "承反免无")
    {
      return false
    }
    // 小微企业贷款公司 and 典当行 are companies; 融资租赁公司, 商业保理公司 are told by their line of business.
    if kind != .guarantee, businesses.stands(in: text, at: range.upperBound, end: passage.upperBound),
      !linesOfBusiness.isWhole(text, range)
    {
      return false
    }
    if text.scalars[range.upperBound - 1] == 0x5F53, text.has("行", at: range.upperBound, end: passage.upperBound) {
      return false
    }
    // 股权质押风险, 知识产权质押登记制度: the pledge itself.
    if text.scalars[range.upperBound - 1] == 0x62BC,
      pledges.stands(in: text, at: range.upperBound, end: passage.upperBound)
    {
      return false
    }
    // 保费收入（不含车险）, 包括“保险+期货”在内的保险: what does not count, or is one of several.
    if isLeftOut(text, range, passage) { return false }
    // 完成国家储备林建设任务12.6万亩: the forest, not what is lent for it.
    if text.has("储备林建设", at: range.upperBound - 5, end: range.upperBound), isPlanted(text, range.upperBound, passage) {
      return false
    }
    // 首贷服务中心, 首贷专区: where such loans are handled.
    if range.count == 2, text.has("首贷", at: range.lowerBound, end: range.upperBound),
      firstLoanPlaces.stands(in: text, at: range.upperBound, end: passage.upperBound)
    {
      return false
    }
    guard let words = followers[kind] else { return true }
    // 小微企业贷款户数: how many have such loans.
    if kind == .loan, range.count > 2, !Scalar.isAny(text.scalars[range.upperBound - 3], "贷款"),
      borrowers.stands(in: text, at: range.upperBound, end: passage.upperBound)
    {
      return true
    }
    return !words.stands(in: text, at: range.upperBound, end: passage.upperBound)
  }

  static func isLeftOut(_ text: TextView, _ range: Range<Int>, _ passage: Range<Int>) -> Bool {
    var place = range.lowerBound
    let limit = max(passage.lowerBound, place - 16)
    while place > limit, !Scalar.isAny(text.scalars[place - 1], "（）(),，") { place -= 1 }
    if place > limit, text.scalars[place - 1] == Scalar.openParenthesis,
      exclusions.stands(in: text, at: place, end: range.lowerBound)
    {
      return true
    }
    guard text.holds("在内", in: range.upperBound..<min(passage.upperBound, range.upperBound + 6)) else { return false }
    return amongWords.occurs(in: text, max(passage.lowerBound, range.lowerBound - 10)..<range.lowerBound)
  }

  private static func isPlanted(_ text: TextView, _ end: Int, _ passage: Range<Int>) -> Bool {
    var place = end
    if text.has("任务", at: place, end: passage.upperBound) { return true }
    while place < passage.upperBound, Scalar.isDigit(text.scalars[place]) || text.scalars[place] == 0x2E { place += 1 }
    if place < passage.upperBound, text.scalars[place] == 0x4E07 { place += 1 }  // 万
    return place > end && areas.stands(in: text, at: place, end: passage.upperBound)
  }

  private static let areas = WordList(["亩", "公顷"])
  private static let exclusions = WordList(["不含", "不包括", "不包含", "不计", "不考虑", "剔除", "扣除"])
  private static let amongWords = WordList(["包括", "包含", "含"])
  private static let firstLoanPlaces = WordList(["服务中心", "中心", "专区"])
  private static let borrowers = WordList(["户数", "户均"])
  private static let dealers = WordList(["事业部", "专营支行", "交易所", "登记结算", "支行", "研究院", "研究中心"])
  private static let insured = WordList(["农业", "医疗", "养老", "失业", "工伤", "生育", "社会", "医保"])
  private static let supports = WordList(["低保", "最低生活保障", "特困供养", "特困人员供养", "救助供养", "临时救助", "医疗救助"])
  private static let recipients = WordList(["对象", "户", "家庭", "边缘", "人员", "人口", "群体", "人群", "老年人", "老人"])
  private static let deposits = WordList(["质保金", "质量保证金"])
  private static let works = WordList(["合同", "工程", "施工", "竣工", "质保期"])
  private static let mutuals = WordList(["费", "协会", "险"])
  private static let feelings = WordList([
    "的获得感", "获得感", "的获得感和", "的满意度", "满意度", "的便利度", "便利度", "的便捷度", "的知晓度", "知晓率", "的知晓率",
  ])
  private static let platforms = WordList(["服务平台", "平台", "服务系统"])
  private static let meetings = WordList(["企对接", "企合作"])
  private static let businesses = WordList(["公司", "行业"])

  /// Lines of business that their companies are counted and measured by.
  private static let linesOfBusiness = WordList(["融资租赁", "金融租赁", "商业保理", "小额贷款", "消费金融", "典当"])

  /// What follows a pledge that is not lent on.
  private static let pledges = WordList(["风险", "物", "率", "品", "权", "标的", "登记制度", "登记机关", "比例", "平仓", "方式", "措施", "条件"])

  /// The kind of a listed instrument, from the top of its branch, else from its name.
  static func kind(of code: Code, in list: Codelist) -> InstrumentKind {
    if code.name.hasSuffix("住房公积金") { return .providentFund }
    if ["加计扣除", "退税", "税减免", "”减免", "加计抵减", "缓税缓费"].contains(where: code.name.hasSuffix) { return .tax }
    if code.name.contains("风险补偿") || code.name.contains("应急转贷") || code.name.contains("过桥") { return .pool }
    if code.name.contains("碳市场") || code.name.contains("碳排放") && !code.name.contains("贷款") { return .transaction }
    let name = TextView(code.name)
    func ends(_ word: [UInt32]) -> Bool { name.has(word, at: name.count - word.count, end: name.count) }
    if let shape = InstrumentShapes.cores.first(where: { ends($0.word) }) { return shape.kind }
    if let ending = InstrumentShapes.coinedEndings.filter({ ends($0.word) }).max(by: {
      $0.word.count < $1.word.count
    }), ending.word.count > 1 || code.name.unicodeScalars.count > 2 {
      if code.name.hasSuffix("通") == false { return ending.kind }
    }
    var top = code
    for _ in 0..<8 {
      guard let parent = top.parent, let above = list[parent] else { break }
      top = above
    }
    switch top.code {
    case "loans": return .loan
    case "bonds": return .bond
    case "insurance": return .insurance
    case "guarantees": return .guarantee
    case "equity-and-funds": return .fund
    case "monetary-policy-tools": return .relending
    case "fiscal-tools": return .subsidy
    case "markets":
      let boards = ["板", "交易所", "股份转让系统", "股权市场", "三板", "北交所", "港股", "上市"]
      return boards.contains { code.name.hasSuffix($0) } ? .market : .transaction
    case "cross-border": return .transaction
    case "deposits": return .deposit
    default: return .other
    }
  }
}
