/// What may stand before and after a public body's name in running text.
enum AgencyGuards {
  /// The start of a word for an area (省, 我市, 自治区) that ends at `position`, if there is one and what stands before
  /// it does not make it another word (各市, 上市, 新区).
  static func relativeArea(_ utf8: [UInt8], before position: Int, from lower: Int) -> Int? {
    guard let marker = markers.first(where: { TextGuards.text(utf8, before: position, is: $0) }) else { return nil }
    let start = position - marker.utf8.count
    guard start >= lower else { return nil }
    guard let before = TextGuards.character(utf8, before: start, from: lower) else { return start }
    if before == "我" || before == "本" { return start - 3 }
    guard TextGuards.isIdeograph(before) else { return start }
    switch marker {
    case "区", "县", "旗", "州", "盟": return mayStandBeforeName(before) ? start : nil
    default: return wordFormers.contains(before) ? nil : start
    }
  }

  private static let markers = ["自治区", "自治州", "兵团", "地区", "省", "市", "区", "县", "州", "盟", "旗"]

  /// Where a word for a development zone begins that ends at `position`: 合肥 in 合肥高新区科技局 ends there.
  static func zone(_ utf8: [UInt8], before position: Int, from lower: Int) -> Int? {
    zones.first { position - $0.utf8.count >= lower && TextGuards.text(utf8, before: position, is: $0) }
      .map { position - $0.utf8.count }
  }

  private static let zones = [
    "高新技术产业开发区", "经济技术开发区", "高新技术开发区", "经济开发区", "国家高新区", "高新区", "经开区", "开发区", "综合保税区", "综保区", "保税区", "工业园区",
    "自贸试验区", "自贸区", "临港新区", "新区",
  ]

  /// Characters that make 省 or 市 part of another word or of a plural.
  private static let wordFormers: Set<Unicode.Scalar> = [
    "各", "全", "两", "三", "多", "县", "城", "都", "超", "上", "门", "股", "债", "楼", "入", "开", "收", "闭", "转", "退", "后", "夜", "早",
    "黑",
    "集", "菜", "级", "外", "跨", "该", "节", "反", "几", "相", "新", "区", "本", "每", "试", "等", "兄", "弟", "邻",
  ]

  /// Whether a character may stand directly before a body's name: punctuation, or a word that leads to a name.
  static func mayStandBeforeName(_ scalar: Unicode.Scalar) -> Bool {
    !TextGuards.isIdeograph(scalar) || leaders.contains(scalar)
  }

  private static let leaders: Set<Unicode.Scalar> = [
    "由", "和", "与", "及", "对", "向", "经", "请", "在", "从", "为", "以", "将", "是", "同", "合", "了", "据", "商", "报", "到", "给", "让",
    "促",
    "导", "调", "协", "随", "被", "把", "自", "原", "局", "厅", "委", "办", "着", "并", "或", "省", "托", "持", "求", "前", "中", "日", "起",
    "见",
  ]

  /// Whether a name may end at `position`: 财政部门 and 市委书记 name no body.
  static func allowsEnd(of name: String, _ utf8: [UInt8], at position: Int, end: Int) -> Bool {
    guard let next = TextGuards.character(utf8, at: position, end: end) else { return true }
    func follows(_ words: [String]) -> Bool {
      words.contains { position + $0.utf8.count <= end && TextGuards.text(utf8, at: position, is: $0) }
    }
    guard let last = name.unicodeScalars.last else { return false }
    if next == "长", !follows(["长期", "长效", "长三角", "长远"]) { return false }
    switch last {
    case "部": return next != "门" && next != "级" && next != "队"
    case "委":
      return !follows([
        "员", "托", "派", "书记", "常委", "副书记", "办公", "全会", "党校", "任", "宣传", "组织部", "农办", "统战", "网信", "编办", "改革办",
      ])
    case "府":
      return !follows([
        "引导", "投资", "采购", "债", "专项", "购买", "性", "隐性", "平台", "门户", "网", "工作报告", "补", "基金", "产业", "股权", "融资", "信用", "文件",
        "令", "规章", "隐", "参事", "秘书", "副",
      ])
    case "行": return name.hasSuffix("银行") ? !follows(["征信", "票据", "行长"]) : !follows(["票据", "营业室"])
    case "会": return !follows(["计", "议"])
    case "办": return !follows(["公", "理", "法", "事", "学", "结", "复", "函", "发"])
    case "院": return !follows(["发〔", "令", "办公厅", "批复"])
    case "局": return !follows(["限", "面", "势", "部"])
    default: return true
    }
  }

  /// Whether 我局 and the like stand alone: not 自我部署, 我行我素, 我委托.
  static func allowsSelfReference(_ utf8: [UInt8], _ match: Range<Int>, in range: Range<Int>) -> Bool {
    let before = TextGuards.character(utf8, before: match.lowerBound, from: range.lowerBound)
    if before == "自" || before == "本" && TextGuards.text(utf8, at: match.lowerBound, is: "我") { return false }
    if let before, TextGuards.text(utf8, at: match.lowerBound, is: "本"),
      ["基", "资", "成", "根", "原", "样", "文"].contains(before)
    {
      return false
    }
    let next = TextGuards.character(utf8, at: match.upperBound, end: range.upperBound)
    switch TextGuards.character(utf8, before: match.upperBound, from: match.lowerBound) {
    case "部": return !["署", "分", "队", "门"].contains(next)
    case "委": return next != "托" && next != "派" && next != "员"
    case "行": return !["我", "业", "政", "为", "动", "使", "长", "驶"].contains(next)
    case "办": return !["理", "公", "事", "法", "学"].contains(next)
    case "局": return !["限", "面", "部"].contains(next)
    case "会": return !["议", "计", "同", "努", "继", "进", "更", "积", "认"].contains(next)
    default: return true
    }
  }

  /// Whether the name of another party or a mass organization ends at `position`: 民建湖北省委 is no committee of the CPC.
  static func followsOtherParty(_ utf8: [UInt8], at position: Int, from lower: Int) -> Bool {
    otherParties.contains { position - $0.utf8.count >= lower && TextGuards.text(utf8, before: position, is: $0) }
  }

  private static let otherParties = [
    "民革", "民盟", "民建", "民进", "农工党", "农工", "致公党", "致公", "九三学社", "九三", "学社", "台盟", "团", "同盟", "建国会", "促进会", "民主党派", "党派",
  ]

  /// Whether a closing bracket stands at `position`.
  static func closesBracket(_ utf8: [UInt8], at position: Int, end: Int) -> Bool {
    let next = TextGuards.character(utf8, at: position, end: end)
    return next == "）" || next == ")"
  }
}
