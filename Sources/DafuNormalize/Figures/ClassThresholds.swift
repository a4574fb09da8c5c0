import DafuModel

/// Bounds that only define a class: 单户授信1000万元以下的小微企业贷款, 5年以上贷款利率, 个贷率超过85%的城市.
enum ClassThresholds {
  private static let owners = WordList([
    "单户授信总额", "单户授信额度", "单户授信", "单户", "单笔", "单户贷款", "授信总额", "单户担保金额", "单笔贷款", "单户在保余额", "户均", "出口额", "年出口额", "进出口额",
    "营业收入", "年营业收入", "销售收入", "年销售额", "注册资本", "年收入", "投资额", "总投资", "单张", "单张票据", "单件", "单件销售价格", "销售价格", "单价", "票面金额",
    "面额",
  ])
  private static let classes = WordList([
    "贷款", "小微", "普惠", "业务", "担保", "的贷款", "的小微", "的普惠", "的业务", "的担保", "的融资", "的小额", "的企业贷款", "的涉农", "的信用贷款", "的首贷",
    "的经营",
    "的企业", "的票据", "的手机", "的家电", "的产品", "的设备", "的中小", "的外贸", "的项目", "的技改", "的首台", "的规上", "的个人", "的农户", "的流动资金", "小额",
    "的单户", "的民营", "的科技型",
  ])

  private static let tenors = WordList([
    "首套", "二套", "个人", "住房", "公积金", "期LPR", "LPR", "贷款市场报价利率", "（含", "(含", "首次", "商业性", "和5年以上", "和五年以上", "、5年以上",
  ])

  static func isThreshold(_ figure: Figure, in text: TextView, start: Int, end: Int) -> Bool {
    if isRepeated(figure, text, start, end) || isOfCounted(figure, text, start, end) { return true }
    if isMeasure(figure, text, start) || isCondition(figure, text, start, end) { return true }
    if countsClass(figure, text, end) || isOfMembers(figure, text, end) { return true }
    // 20户以上自然村通硬化路: villages by their size.
    if figure.unitClass == .count, figure.isBound, figure.range.upperBound > figure.core.upperBound,
      villages.stands(in: text, at: figure.range.upperBound, end: end)
    {
      return true
    }
    guard figure.isBound, figure.range.upperBound > figure.core.upperBound else { return false }
    let behind = figure.range.upperBound
    // 5年以下和5年以上首套个人住房公积金贷款利率: tenors by which rates are told apart.
    if figure.unitClass == .duration, tenors.stands(in: text, at: behind, end: end) { return true }
    guard classes.stands(in: text, at: behind, end: end) else { return false }
    if figure.unitClass == .duration { return true }
    guard figure.unitClass == .money else { return false }
    // 1000万元及以下贷款: by the usual words of such a class.
    if figure.comparator == .atMost, inclusive.isWhole(text, figure.core.upperBound..<behind) { return true }
    var edge = figure.range.lowerBound
    while edge > start, text.scalars[edge - 1] == Scalar.space || text.scalars[edge - 1] == 0x5728 { edge -= 1 }
    return owners.ends(in: text, at: edge, from: start)
  }

  /// 每50公斤补助5元, 平均每10万元贷款: how much something is told of.
  private static func isMeasure(_ figure: Figure, _ text: TextView, _ start: Int) -> Bool {
    let place = figure.range.lowerBound
    guard figure.unitClass == .physical || figure.unitClass == .money, place > start else { return false }
    return text.scalars[place - 1] == 0x6BCF  // 每
  }

  /// 缴费比例高于18%的，可降至16%: on what condition something holds.
  private static func isCondition(_ figure: Figure, _ text: TextView, _ start: Int, _ end: Int) -> Bool {
    guard figure.unitClass != .percentagePoint,
      figure.isBound || figure.comparator == .above || figure.comparator == .below,
      text.has("的，", at: figure.range.upperBound, end: end)
    else { return false }
    return conditions.stands(in: text, at: figure.range.upperBound + 2, end: end)
  }

  private static let conditions = WordList([
    "可", "要", "应", "给予", "按", "按照", "由", "不得", "不予", "须", "需", "每", "再", "一次性", "奖励", "补助", "最高", "分别",
  ])

  /// The figures without the ends of ranges that only define a class: 10亿元至50亿元的有220家.
  static func withoutClasses(_ figures: [Figure], in text: TextView, end: Int) -> [Figure] {
    func isClass(_ figure: Figure) -> Bool {
      figure.rangeEnd == .high && (countsClass(figure, text, end) || isOfMembers(figure, text, end))
    }
    guard figures.contains(where: isClass) else { return figures }
    var kept: [Figure] = []
    for figure in figures {
      if isClass(figure) {
        if kept.last?.rangeEnd == .low { kept.removeLast() }
      } else {
        kept.append(figure)
      }
    }
    return kept
  }

  /// 营业收入超过50亿元的有38家, 10万元至50万元的村105个, 年收入100万元以上的企业占30%: bodies that are counted by how much they have.
  private static func countsClass(_ figure: Figure, _ text: TextView, _ end: Int) -> Bool {
    guard figure.unitClass == .money, figure.range.upperBound < end else { return false }
    if isClassOfCounted(figure, text, end) { return true }
    guard figure.isBound || figure.rangeEnd != nil || figure.comparator == .above,
      text.scalars[figure.range.upperBound] == 0x7684  // 的
    else { return false }
    var place = figure.range.upperBound + 1
    if countsNoun(text, place, end) { return true }
    if let verb = counting.length(in: text, at: place, end: end) { place += verb }
    if place < end, Scalar.isDigit(text.scalars[place]) {
      while place < end, isOfNumber(text.scalars[place]) { place += 1 }
      return counters.stands(in: text, at: place, end: end)
    }
    guard figure.isBound || figure.rangeEnd != nil else { return false }
    let limit = min(end, place + 12)
    while place < limit, isOfNoun(text.scalars[place]) {
      if members.stands(in: text, at: place, end: limit) { return !closesWithFund(text, place, end) }
      place += 1
    }
    return false
  }

  /// 市值达900亿元企业两户以上: what the counted have, right before their noun.
  private static func isClassOfCounted(_ figure: Figure, _ text: TextView, _ end: Int) -> Bool {
    guard
      figure.comparator != .equal || reached.ends(in: text, at: figure.range.lowerBound, from: 0),
      let noun = counted.length(in: text, at: figure.range.upperBound, end: end)
    else { return false }
    var place = figure.range.upperBound + noun
    if let verb = counting.length(in: text, at: place, end: end) { place += verb }
    return isCount(text, place, end)
  }

  /// 产值超过10亿元的镇有174个: a noun between 的 and the count.
  private static func countsNoun(_ text: TextView, _ start: Int, _ end: Int) -> Bool {
    var place = start
    while place < min(end, start + 12), Scalar.isIdeograph(text.scalars[place]) {
      if place > start, let verb = counting.length(in: text, at: place, end: end), isCount(text, place + verb, end) {
        return true
      }
      place += 1
    }
    return place > start && place < min(end, start + 12) && Scalar.isDigit(text.scalars[place])
      && isCount(text, place, end) && !closesWithFund(text, start, end)
  }

  /// 床位50张以上的养老中心6所, 收入达8万元以上的村要达到55%, 30亩以上的农户: the bound tells members of a class apart, whatever it measures.
  private static func isOfMembers(_ figure: Figure, _ text: TextView, _ end: Int) -> Bool {
    let behind = figure.range.upperBound
    guard figure.isBound || figure.rangeEnd != nil, behind < end, !shares.contains(figure.unitClass) else {
      return false
    }
    let isSuffixed = behind > figure.core.upperBound
    if text.scalars[behind] == 0x7684 {  // 的
      if isMember(text, behind + 1, end) { return true }
      return isSuffixed && figure.unitClass != .duration && countsNoun(text, behind + 1, end)
    }
    guard isSuffixed else { return false }
    // 160千瓦以上大型拖拉机720台
    if figure.unitClass == .physical, powers.contains(figure.word) { return countsNoun(text, behind, end) }
    // 面积1800平方米以上、床位50张以上的…, 2000万以上并经认定的企业
    let isList = text.scalars[behind] == Scalar.enumeration
    guard isList || text.has("并", at: behind, end: end) || text.has("且", at: behind, end: end) else { return false }
    var place = behind + 1
    let limit = min(end, behind + 20)
    while place < limit, isOfNoun(text.scalars[place]) || isList && isOfNumber(text.scalars[place]) {
      if text.scalars[place] == 0x7684, !isList || bounds.ends(in: text, at: place, from: behind) {
        return isMember(text, place + 1, end) || members.stands(in: text, at: place + 1, end: end)
          || countsNoun(text, place + 1, end)
      }
      place += 1
    }
    return false
  }

  /// Whether those who belong to a class stand at a place, with what is told of them.
  private static func isMember(_ text: TextView, _ place: Int, _ end: Int) -> Bool {
    if holders.stands(in: text, at: place, end: end) { return true }
    guard let noun = places.length(in: text, at: place, end: end) else { return false }
    return told.stands(in: text, at: place + noun, end: end)
  }

  private static func isCount(_ text: TextView, _ start: Int, _ end: Int) -> Bool {
    var place = start
    while place < end, isOfNumber(text.scalars[place]) || Numerals.digit(text.scalars[place]) != nil { place += 1 }
    return place > start && counters.stands(in: text, at: place, end: end)
  }

  /// 规模不低于60亿元的科技企业引导基金: the last noun tells whose size it is.
  private static func closesWithFund(_ text: TextView, _ start: Int, _ end: Int) -> Bool {
    var place = start
    while place < min(end, start + 16), isOfNoun(text.scalars[place]) {
      if funds.stands(in: text, at: place, end: end) { return true }
      place += 1
    }
    return false
  }

  private static func isOfNumber(_ scalar: UInt32) -> Bool {
    Scalar.isDigit(scalar) || scalar == 0x2C || Numerals.isExcess(scalar)
  }

  private static func isOfNoun(_ scalar: UInt32) -> Bool {
    Scalar.isIdeograph(scalar) || scalar == Scalar.openQuote || scalar == Scalar.closeQuote
  }

  /// 不超过1000万元（含1000万元）: a bound said again.
  private static func isRepeated(_ figure: Figure, _ text: TextView, _ start: Int, _ end: Int) -> Bool {
    var before = figure.core.lowerBound
    while before > start, text.scalars[before - 1] == Scalar.space { before -= 1 }
    var behind = figure.core.upperBound
    while behind < end, text.scalars[behind] == Scalar.space { behind += 1 }
    guard behind < end, text.scalars[behind] == Scalar.closeParenthesis else { return false }
    return inclusions.ends(in: text, at: before, from: start)
  }

  /// 301座（处理规模≥20吨/日）, 近30个产值超50亿元的产业园: what each of the counted has.
  private static func isOfCounted(_ figure: Figure, _ text: TextView, _ start: Int, _ end: Int) -> Bool {
    var place = figure.range.lowerBound
    if place > start, Scalar.isAny(text.scalars[place - 1], "≥≤＞＜><‹›") {
      while place > start, figure.range.lowerBound - place < 12, text.scalars[place - 1] != Scalar.openParenthesis {
        place -= 1
      }
      guard place > start + 1, text.scalars[place - 1] == Scalar.openParenthesis else { return false }
      return counters.ends(in: text, at: place - 1, from: start)
    }
    guard figure.unitClass == .money, figure.comparator == .above || figure.isBound,
      text.has("的", at: figure.range.upperBound, end: end), place > start
    else { return false }
    var steps = 0
    while steps < 7, place > start, Scalar.isIdeograph(text.scalars[place - 1]) {
      if steps >= 2, counters.ends(in: text, at: place, from: start) {
        let digit = place - 2
        return digit >= start && isOfNumber(text.scalars[digit])
      }
      place -= 1
      steps += 1
    }
    return false
  }

  private static let inclusive = WordList(["及以下", "（含）以下", "（含）及以下"])
  private static let reached = WordList(["达", "达到", "超", "超过", "过"])
  private static let counted = WordList(["企业", "公司", "集团", "项目", "企业集团", "工业企业", "商户"])
  private static let funds = WordList(["基金", "资金池", "专项资金"])
  private static let villages = WordList([
    "未硬化", "未通硬化路", "不搬迁自然村", "聚居点", "的聚居点", "自然屯", "自然村", "村组", "建制村", "的自然村", "的村", "的行政村", "的小区",
  ])
  private static let inclusions = WordList(["（含", "（不含", "(含", "(不含"])
  private static let shares: UnitClasses = [.percent, .percentagePoint, .basisPoint, .times, .rank]
  private static let bounds = WordList(["以上", "以下", "及以上", "及以下", "以内"])
  private static let powers: NameSet = ["千瓦", "马力", "万千瓦", "兆瓦"]
  /// Who is told apart by what they have, and what is told of places that are.
  private static let holders = WordList([
    "农户", "大户", "养殖户", "种植户", "种粮大户", "家庭农场", "合作社", "农民合作社", "经营主体", "新型农业经营主体", "新型经营主体", "规模主体",
  ])
  private static let places = WordList([
    "村数", "企业数", "县数", "户数", "行政村", "乡镇", "县区", "区县", "县市", "企业", "村", "镇", "乡", "县", "户",
  ])
  private static let told = WordList(["占", "要达到", "达到", "达", "比例", "的比例", "最多", "最少", "为"])
  private static let counting = WordList(["有", "共有", "共", "达到", "达", "分别有", "分别为", "为"])
  private static let counters = WordList(["家", "户", "个", "名", "人", "项", "只", "支", "所", "座"])
  /// Whom such a class has as members.
  private static let members = WordList([
    "企业", "集体经济", "公司", "农户", "纳税人", "个体", "行政村", "村（", "村占", "村有", "村达", "村级集体", "合作社", "家庭农场", "市场主体", "经营主体", "养殖户",
    "大户",
  ])
}
