import DafuModel

/// What a name says of itself before any list is asked.
enum AgencyName {
  /// The writer itself.
  static let selfReferences: Set<String> = [
    "我局", "我厅", "我委", "我办", "我部", "我行", "我署", "我会", "我中心", "我分局", "我支局", "我分行", "我支行", "我中心支行", "我营业管理部",
    "我单位", "我社", "我院", "我关", "本局", "本厅", "本委", "本部", "本行", "本机关", "本单位",
  ]

  /// Words for an area above or around the writer.
  static let relativePlaces: Set<String> = [
    "省", "市", "区", "县", "州", "盟", "旗", "地区", "自治区", "自治州", "我省", "我市", "我区", "我县", "我州", "我盟", "我旗",
  ]

  /// The name without spaces, a second plate in brackets, and what surrounds a name in a letterhead or a list.
  static func cleaned(_ name: String) -> String {
    var text = name.unicodeScalars.allSatisfy(TextGuards.isIdeograph) ? name : withoutSurroundings(name)
    for ending in ["文件", "公函", "等部门", "等单位", "等"] where text.hasSuffix(ending) && text.count > ending.count + 2 {
      text = String(text.dropLast(ending.count))
    }
    if text.hasPrefix("原"), text.count > 3 { text = String(text.dropFirst()) }
    return text
  }

  /// The name without spaces and a second plate in brackets.
  private static func withoutSurroundings(_ name: String) -> String {
    var scalars: [Unicode.Scalar] = name.unicodeScalars.filter {
      TextGuards.isIdeograph($0) || !$0.properties.isWhitespace && $0 != "\u{FEFF}"
    }
    let brackets: [(Unicode.Scalar, Unicode.Scalar)] = [("（", "）"), ("(", ")")]
    for (open, close) in brackets where scalars.last == close {
      if let start = scalars.lastIndex(of: open), start > scalars.startIndex {
        scalars = Array(scalars[..<start])
      }
    }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  /// Whether a name ends as the names of public bodies do, and holds no word of a bank, company or association.
  static func isPublicBody(_ name: String) -> Bool {
    guard name.count >= 3, endings.contains(where: { name.hasSuffix($0) }) else { return false }
    return !foreignWords.contains { name.contains($0) }
  }

  private static let endings = [
    "局", "厅", "委", "委员会", "办", "办公室", "部", "署", "政府", "中心", "管委会", "总队", "支队", "海关", "法院", "检察院", "党组", "工委", "公室",
    "联合会", "工商联", "研究院", "指挥部", "领导小组", "督察专员",
  ]
  private static let foreignWords = [
    "银行", "公司", "集团", "交易所", "交易中心", "协会", "学会", "基金", "平台", "联盟", "担保", "保险公司", "联社", "商会", "俱乐部", "事业部", "服务部",
    "营业部", "门诊部", "信托", "证券", "农信", "部门",
  ]

  /// Whether a name may be that of a place that no list holds.
  static func isPlace(_ name: String) -> Bool {
    ["区", "县", "市", "旗", "镇", "新城", "园", "港"].contains { name.hasSuffix($0) }
      && !["各", "全", "两", "有", "该"].contains { name.hasPrefix($0) }
  }

  /// Whether a name was in use on a day; without a day, whether it is in use still.
  static func isValid(from: CivilDate?, to: CivilDate?, on date: CivilDate?) -> Bool {
    guard let date else { return to == nil }
    if let from, date < from { return false }
    if let to, date > to { return false }
    return true
  }
}
