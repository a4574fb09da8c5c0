import DafuModel

/// Tells numbers with measure words that state a quantity from those that only look so.
enum UnitGuards {
  /// Whether the numeral and its unit state a quantity.
  static func accepts(
    _ unit: UnitLexicon.Found, numeral: Numeral, left: Modifiers.Found?, in text: TextView, end: Int
  ) -> Bool {
    let next = unit.range.upperBound < end ? text.scalars[unit.range.upperBound] : Scalar.stop
    // 28km, not 28kmh.
    if Scalar.isLetter(text.scalars[unit.range.upperBound - 1]), Scalar.isLetter(next) || Scalar.isDigit(next) {
      return false
    }
    switch unit.unitClass {
    case .money, .percent, .percentagePoint, .basisPoint, .physical, .times:
      if unit.unitClass == .physical, numeral.isChinese, numeral.value.integer == 1 { return false }  // 最后一公里
      if unit.code == "CNY", unit.word == "人民币" { return numeral.closingScale > 0 }
      // 三元双向, 二元经济: no money.
      if unit.code == "CNY", numeral.isChinese, numeral.closingScale == 0, unit.word == "元",
        numeral.value.integer.map({ $0 < 10 }) ?? false, Scalar.isIdeograph(next) || next == Scalar.closeQuote
      {
        return false
      }
      // 10亿元级项目, 1000吨级航道, 5万千瓦级机组
      if unit.code == "CNY" || unit.unitClass == .physical, next == 0x7EA7 { return false }
      // 728平方, not 728平方公里
      if unit.word == "平方" { return !numeral.isChinese && !isAny(next, "公千厘分毫英") }
      if unit.code == "metre" || unit.code == "jin" || unit.code == "cubic_metre" {
        return !numeral.isChinese && !isAny(next, "面案法式向位")
      }
      if unit.unitClass == .times, numeral.isChinese, isAny(next, "增数") { return false }
      return true
    case .duration: return acceptsDuration(unit, numeral, next)
    case .count: return acceptsCount(unit, numeral, left, next, text, end)
    case .rank: return false
    }
  }

  private static func acceptsDuration(_ unit: UnitLexicon.Found, _ numeral: Numeral, _ next: UInt32) -> Bool {
    if unit.word == "年" {
      // 三年行动, 近三年来, 5年期, 3年以来; calendar years never come here as digits of four.
      if isAny(next, "来行期级度前后间中代") { return false }
      if let years = numeral.value.integer, (1900...2100).contains(years) { return false }
    }
    if unit.word == "日", numeral.value.integer.map({ $0 <= 31 }) ?? false { return false }
    return true
  }

  private static func acceptsCount(
    _ unit: UnitLexicon.Found, _ numeral: Numeral, _ left: Modifiers.Found?, _ next: UInt32, _ text: TextView,
    _ end: Int
  ) -> Bool {
    let isSmall = numeral.isChinese && !numeral.hasExcess && (numeral.value.integer.map { $0 <= 10 } ?? false)
    if numeral.isChinese, !numeral.hasExcess, numeral.value.integer == 1 { return false }  // 一家, 一批, 一次性
    // 这三个项目, 上述3家企业: those named before.
    if numeral.value.integer.map({ $0 <= 10 }) ?? false, pointing.ends(in: text, at: numeral.range.lowerBound, from: 0)
    {
      return false
    }
    // 甲村、乙村、丙村3个村: as many as were named.
    if !numeral.isChinese, ["个", "家", "县", "名"].contains(unit.word), let items = numeral.value.integer, items <= 31,
      closesList(text, numeral.range.lowerBound, of: items)
    {
      return false
    }
    if isSmall {
      // 两类, 三种, 四档, 五条, 三次会议, 两位, 三人小组: the writer's own parts and set phrases.
      if ["类", "档", "条", "次", "位", "门", "期", "轮", "方", "起", "组", "部", "间", "头", "口", "对", "座", "宗", "篇"]
        .contains(unit.word)
      {
        return false
      }
      if unit.word == "个", follows(places, text, unit.range.upperBound, end), closesList(text, numeral.range.lowerBound)
      {
        return false
      }
      if ["个", "项", "家", "款", "只", "支", "种", "所"].contains(unit.word), let items = numeral.value.integer,
        closesList(text, numeral.range.lowerBound, of: items)
      {
        return false
      }
      // 前两款, 后两项: some of those just named. 三件实事: the writer's own.
      if Scalar.isAny(text.scalars[numeral.range.lowerBound - 1], "前后") { return false }
      if unit.word == "件", follows(matters, text, unit.range.upperBound, end) { return false }
      // 残疾人两项补贴, 三项社会保险费: a name; 两项合计: those named before.
      if unit.word == "项", follows(fixedItems, text, unit.range.upperBound, end) { return false }
      // 分两批次下达: how, not how many.
      if unit.word.hasPrefix("批"), text.has("分", at: numeral.range.lowerBound - 1, end: numeral.range.lowerBound) {
        return false
      }
      // 两项试点的综合费率: what was named before, not a count.
      if unit.word == "项", opensClause(text, numeral.range.lowerBound) { return false }
      // 三家银行余额合计, 上述两款产品, 两个险种: those named before, not a count.
      if ["家", "款", "个", "只", "支", "种", "项"].contains(unit.word),
        follows(namedBefore, text, unit.range.upperBound, end),
        opensClause(text, numeral.range.lowerBound)
      {
        return false
      }
      // 连续六个季度: a stretch of time.
      if unit.word == "个", follows(stretches, text, unit.range.upperBound, end) { return false }
      if unit.word == "批" || unit.word == "届", numeral.range.lowerBound > 0,
        text.scalars[numeral.range.lowerBound - 1] == 0x524D
      {
        return false
      }
      if unit.word == "个" || unit.word == "项" || unit.word == "种" || unit.word == "大" {
        if isStructure(text, unit.range.upperBound, end) { return false }
      }
    }
    if unit.word == "家", numeral.isChinese, numeral.range.lowerBound > 0,
      text.scalars[numeral.range.lowerBound - 1] == 0x6BD4
    {
      return false
    }  // 货比三家
    switch unit.word {
    case "类", "门", "部", "间", "口", "对", "方", "组":
      if isAny(next, "别型槛分类门") || numeral.isChinese { return false }
    case "项": if isAny(next, "目资") && numeral.closingScale >= 4 { return false }
    case "条":
      // 稳就业十五条、纾困20条等举措: the nickname of a policy.
      if follows(nicknames, text, unit.range.upperBound, end) { return false }
      if isAny(next, "例款件") { return false }
    case "次": if isAny(next, "会党") { return false }
    case "级": return false
    case "人": if isAny(next, "民才均们") { return false }
    case "个":
      // 个人, 个体: the classifier of a bare number does not open a noun of its own.
      if isAny(next, "体性") { return false }
      if next == 0x4EBA, numeral.closingScale == 0, !numeral.isChinese,
        !text.has("人才", at: unit.range.upperBound, end: end)
      {
        return false
      }
      if numeral.value.integer.map({ $0 < 20 }) ?? false, isStructure(text, unit.range.upperBound, end) {
        return false
      }
    case "位", "名":
      if unit.word == "位" ? isAny(next, "于置列居") : isAny(next, "单录称录优") { return false }
      // 某某等3位代表提出的建议: who proposes.
      if follows(proposers, text, unit.range.upperBound, end) { return false }
    case "片", "块":
      // 足球场21片; 3片区 and 一块 count nothing.
      let edge = left?.edge ?? numeral.range.lowerBound
      return !numeral.isChinese && !isAny(next, "区") && isAny(text.scalars[edge - 1], "场地田林园")
    case "套":
      // 首套、二套住房: an ordinal.
      if isSmall, isAny(next, "住房个商及和、的普最首贷利由均为") || numeral.isChinese && numeral.value.integer == 2 { return false }
    // 安排4000万对县区奖补: a preposition.
    case "对" where numeral.closingScale >= 4: return false
    // 10幢10单元: an address.
    case "单": if next == 0x5143 { return false }
    case "幢", "栋": if Scalar.isDigit(next) { return false }
    case "件": if isAny(next, "套") { return false }
    case "份": if isAny(next, "额") { return false }
    case "期": if isAny(next, "限间货权末") { return false }
    case "所": if isAny(next, "有在需") { return false }
    case "股": if isAny(next, "权份东债票市金") { return false }
    case "手": if numeral.isChinese || isAny(next, "段机续工") { return false }  // 二手农机
    case "处": if isAny(next, "理于置") { return false }
    case "本": if isAny(next, "市省区级地金") { return false }
    default: break
    }
    return true
  }

  /// What a text enumerates about itself: 三个方面, 五项措施, 四个环节.
  private static let structureNouns = WordList([
    "方面", "层面", "环节", "维度", "步骤", "阶段", "领域", "关键", "重点", "原则", "要求", "措施", "举措", "建议", "任务", "目标", "意见",
    "问题", "特点", "转变", "统一", "结合", "坚持", "一批", "确保", "到位", "必须", "不", "工程", "行动", "计划", "时期", "小时", "文件",
    "体系", "能力", "机制", "制度", "专题", "部分", "档次", "条件", "大事", "思路", "渠道", "层次", "级别", "板块",
  ])

  /// Whether a text enumerates its own parts, and no noun that such a word only describes follows: 3个重点, but 3个重点项目.
  private static func isStructure(_ text: TextView, _ index: Int, _ end: Int) -> Bool {
    var cursor = index
    while cursor < end, text.scalars[cursor] == Scalar.space { cursor += 1 }
    guard let length = structureNouns.length(in: text, at: cursor, end: end) else { return false }
    let place = cursor + length
    if text.has("重点", at: cursor, end: end) {
      if abstractions.stands(in: text, at: place, end: end) { return true }
      var noun = place
      while noun < min(end, place + 9), Scalar.isIdeograph(text.scalars[noun]) {
        if countedNouns.stands(in: text, at: noun, end: end) { return false }
        noun += 1
      }
      return true
    }
    return !describedNouns.stands(in: text, at: place, end: end)
  }

  /// What is spoken of, not counted, behind 重点.
  private static let abstractions = WordList([
    "领域", "方向", "任务", "环节", "方面", "工作", "问题", "内容", "举措", "措施", "目标", "方位", "行动", "要求", "层面",
  ])
  /// What 重点 describes and a numeral counts.
  private static let countedNouns = WordList([
    "项目", "企业", "园区", "实验室", "平台", "县", "镇", "乡", "村", "省", "市", "区", "产品", "基地", "中心", "工程", "单位", "学科", "专业", "院校",
    "景区", "港", "站", "点", "小区", "流域", "品种", "机构", "街道",
  ])
  /// What 工程, 行动 and 计划 describe: 12个工程研究中心, 5个计划单列市.
  private static let describedNouns = WordList([
    "项目", "研究中心", "技术研究", "技术中心", "实验室", "救援", "中心", "小组", "单列市", "队", "建设项目", "类项目",
  ])

  private static let namedBefore = WordList([
    "银行", "险种", "产品", "保险", "资金", "指标", "业务", "政策性银行", "商业银行", "国有银行", "大型银行", "法人银行", "地方法人", "工具", "制度", "行业", "市场",
  ])
  private static let proposers = WordList(["代表提出", "委员提出", "代表联名", "委员联名", "人大代表提出", "政协委员提出"])
  private static let fixedItems = WordList(["补", "社会保险", "社保费", "合计", "共计", "总计", "相加"])
  private static let stretches = WordList(["季度", "月度", "年度", "财年", "学期", "交易日"])

  private static let nicknames = WordList(["等举措", "等政策", "等措施", "政策", "措施", "”", "等系列"])

  private static let places = WordList(["地区", "城市", "省", "市", "县", "州", "地市", "区"])

  /// 喀什、和田、阿克苏三个地区: a numeral that only sums up the list before it.
  private static func closesList(_ text: TextView, _ index: Int) -> Bool {
    var cursor = index - 1
    while cursor >= 0, index - cursor <= 9 {
      if text.scalars[cursor] == Scalar.enumeration { return text.scalars[index - 1] != 0x7B49 }  // but 等3个
      if text.scalars[cursor] == Scalar.comma || text.scalars[cursor] == Scalar.stop { return false }
      cursor -= 1
    }
    return false
  }

  /// 钢铁、煤电、建材、农业四个行业: as many items, one after the other, as the numeral says.
  private static func closesList(_ text: TextView, _ index: Int, of items: Int) -> Bool {
    guard items >= 2 else { return false }
    var separators = 0
    var cursor = index - 1
    while cursor >= 0, index - cursor <= 14 * items {
      switch text.scalars[cursor] {
      case Scalar.enumeration: separators += 1
      // “苗木贷”“花卉贷”两款产品
      case Scalar.openQuote where cursor > 0 && text.scalars[cursor - 1] == Scalar.closeQuote: separators += 1
      case 0x548C, 0x53CA, 0x4E0E: if separators == 0 { separators += 1 }  // 和 及 与 before the last
      case Scalar.comma, Scalar.stop, Scalar.semicolon, Scalar.colon, Scalar.line: return separators == items - 1
      default: if Scalar.isDigit(text.scalars[cursor]) { return false }
      }
      if separators >= items { return false }
      cursor -= 1
    }
    return separators == items - 1
  }

  private static let matters = WordList(["事", "实事", "大事", "工作"])

  private static let pointing = WordList(["上述", "以上", "这", "该"])

  /// Whether nothing, or only 这, 该 or 上述, stands between the beginning of a clause and a place.
  private static func opensClause(_ text: TextView, _ index: Int) -> Bool {
    var cursor = index
    if let length = pointing.length(in: text, endingAt: cursor, from: 0) { cursor -= length }
    guard cursor > 0 else { return true }
    return [Scalar.comma, Scalar.stop, Scalar.semicolon, Scalar.colon, Scalar.line].contains(text.scalars[cursor - 1])
  }

  private static func follows(_ words: WordList, _ text: TextView, _ index: Int, _ end: Int) -> Bool {
    var cursor = index
    while cursor < end, text.scalars[cursor] == Scalar.space { cursor += 1 }
    return words.stands(in: text, at: cursor, end: end)
  }

  private static func isAny(_ scalar: UInt32, _ set: StaticString) -> Bool {
    Scalar.isAny(scalar, set)
  }
}
