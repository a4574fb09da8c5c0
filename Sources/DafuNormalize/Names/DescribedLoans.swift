/// Loans that are described instead of named: by where the money goes (投向制造业的贷款), by what is pledged for it
/// (以门票收费权作质押，发放贷款1.3亿元), or by who is on the list of those that may have them (名单内企业获得优惠贷款).
enum DescribedLoans {
  /// How many characters a purpose or a pledge may have.
  private static let reach = 14

  /// The descriptions in a passage, in order; a name that the list holds in another form is not looked up here.
  static func mentions(in text: TextView, range: Range<Int>) -> [InstrumentMention] {
    InstrumentMention.all(in: range) {
      purpose(in: text, at: $0, range) ?? pledge(in: text, at: $0, range) ?? preferential(in: text, at: $0, range)
    }
  }

  // MARK: What is financed

  /// 投向基础设施领域的中长期贷款: 基础设施中长期贷款.
  private static func purpose(in text: TextView, at place: Int, _ range: Range<Int>) -> InstrumentMention? {
    guard openings.mayHold(text.scalars[place]) else { return nil }
    let opener: Int
    let isUse: Bool
    if let length = directions.length(in: text, at: place, end: range.upperBound) {
      (opener, isUse) = (length, false)
    } else if let length = uses.length(in: text, at: place, end: range.upperBound) {
      (opener, isUse) = (length, true)
    } else {
      return nil
    }
    let begin = place + opener
    var end = begin
    while end < range.upperBound, end - begin <= reach, isPart(text.scalars[end]), text.scalars[end] != 0x7684 {
      end += 1
    }
    guard end < range.upperBound, text.scalars[end] == 0x7684 else { return nil }  // 的
    let term = terms.length(in: text, at: end + 1, end: range.upperBound) ?? 0
    guard text.has("贷款", at: end + 1 + term, end: range.upperBound),
      !other.stands(in: text, at: end + 3 + term, end: range.upperBound)
    else { return nil }
    var last = end
    for field in fields where text.has(field, at: last - field.count, end: last) && last - field.count - begin >= 2 {
      last -= field.count
      break
    }
    guard last - begin >= 2, !plain.isWhole(text, begin..<last) else { return nil }
    // 用于补充流动资金的贷款 is any loan; 用于高标准农田建设的贷款 is of a kind.
    if isUse, last == end, !works.ends(in: text, at: last, from: begin) { return nil }
    let name = text.string(begin..<last) + text.string(end + 1..<end + 3 + term)
    return InstrumentMention(range: begin..<end + 3 + term, name: name.withoutSpaces, code: nil, kind: .loan)
  }

  private static let directions = WordList(["投向", "流向", "面向", "支持", "投放给", "发放给", "投放于", "投放到"])
  private static let uses = WordList(["用于"])
  private static let openings = ScalarFilter("投流面支发用".folded)
  /// What makes another name of 贷款.
  private static let other = WordList(["贴息", "风险补偿", "损失", "保证保险", "担保"])
  private static let terms = WordList(["中长期", "短期", "信用", "各项", "各类", "存量", "新增"])
  private static let fields = ["领域", "方面", "行业"].map(\.folded)
  /// Whom every loan goes to.
  private static let plain = WordList([
    "企业", "客户", "项目", "个人", "实体", "实体经济", "这些", "上述", "此类", "该类", "企业和个人", "本地", "当地",
  ])
  private static let works = WordList(["建设", "改造", "产业", "更新", "升级", "收购", "种植", "养殖", "修复", "治理", "整治", "开发", "更新改造"])

  // MARK: What is pledged

  /// 以门票收费权作质押: 门票收费权质押贷款, where the passage goes on to lend.
  private static func pledge(in text: TextView, at place: Int, _ range: Range<Int>) -> InstrumentMention? {
    guard text.scalars[place] == 0x4EE5 else { return nil }  // 以
    if place > range.lowerBound, Scalar.isAny(text.scalars[place - 1], "可所予加给足难得用") { return nil }
    let begin = place + 1
    var index = begin
    while index < range.upperBound, index - begin <= reach, isPart(text.scalars[index]) {
      if index > begin, let length = pledges.length(in: text, at: index, end: range.upperBound) {
        let end = index + length
        if index - begin < 2 { return nil }  // 以其作抵押
        // 以应收账款质押融资 and 以林权抵押贷款 name what they are.
        if named.stands(in: text, at: end, end: range.upperBound) { return nil }
        guard lends.occurs(in: text, end..<range.upperBound), !owners.isWhole(text, begin..<index) else { return nil }
        let isPledge = text.scalars[index..<end].contains(0x8D28)  // 质
        let name = text.string(begin..<index) + (isPledge ? "质押贷款" : "抵押贷款")
        return InstrumentMention(range: begin..<end, name: name.withoutSpaces, code: nil, kind: .loan)
      }
      index += 1
    }
    return nil
  }

  private static let pledges = WordList([
    "作为质押物", "作为抵押物", "作为质押", "作为抵押", "作质押", "作抵押", "做质押", "做抵押", "为质押物", "为抵押物", "为质押", "为抵押", "质押方式", "抵押方式",
    "提供质押", "提供抵押", "设定质押", "设定抵押", "质押", "抵押",
  ])
  private static let named = WordList(["贷款", "融资", "贷", "登记", "率", "权"])
  /// Lending without a name of what is lent, unlike 发放大蒜贷款.
  private static let lends = WordList([
    "发放贷款", "投放贷款", "新增贷款", "累计贷款", "获得贷款", "获批贷款", "取得贷款", "申请贷款", "提供贷款", "办理贷款", "落地贷款", "的贷款", "银行贷款", "授信",
    "放款", "放贷", "获贷", "借款",
  ])
  private static let owners = WordList(["其", "自有", "企业", "房产", "资产", "财产", "动产", "不动产"])

  // MARK: Who may have them

  /// 重点保障企业获得优惠贷款: loans on easy terms to the enterprises that were listed for supplies against the epidemic of 2020
  /// (财金〔2020〕5号), in a text that has spoken of the epidemic: there are lists of other enterprises too.
  private static func preferential(in text: TextView, at place: Int, _ range: Range<Int>) -> InstrumentMention? {
    guard text.scalars[place] == 0x4F18, text.has("优惠贷款", at: place, end: range.upperBound),  // 优
      entitled.occurs(in: text, range.lowerBound..<place), epidemic.occurs(in: text, 0..<place)
    else { return nil }
    return InstrumentMention(range: place..<place + 4, name: "疫情防控重点保障企业优惠贷款", code: nil, kind: .loan)
  }

  private static let epidemic = WordList(["疫情", "新冠", "防疫", "抗疫"])
  private static let entitled = WordList(["重点保障企业", "保障重点企业", "名单内", "名单企业", "防疫企业", "抗疫企业", "疫情防控企业"])

  private static func isPart(_ scalar: UInt32) -> Bool {
    Scalar.isIdeograph(scalar) || Scalar.isLetter(scalar) || scalar == Scalar.enumeration
  }
}
