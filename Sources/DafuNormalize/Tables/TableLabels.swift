import DafuModel

/// The small grammar of table labels: numbers in cells, units in brackets, notes of units, periods in headers.
enum TableLabels {
  /// A cell's number as written.
  struct Number {
    let digits: String
    let isNegative: Bool
    let unit: String?
  }

  /// Whether a cell says that there is no value.
  static func isMissing(_ cell: String) -> Bool {
    ["—", "——", "-", "--", "－", "…", "……", "/", "", "*", "无", "…"].contains(cell.trimmed)
  }

  /// The number in a cell: sign, digits, a unit of its own perhaps; footnote marks at its end are no digits.
  static func number(_ cell: String) -> Number? {
    let text = TextView(cell.trimmed)
    var index = 0
    var isNegative = false
    if index < text.count, [0x2D, 0x2212, 0xFF0D].contains(text.scalars[index]) {
      isNegative = true
      index += 1
    } else if index < text.count, text.scalars[index] == 0x2B || text.scalars[index] == 0xFF0B {
      index += 1
    }
    guard index < text.count, Scalar.isDigit(text.scalars[index]),
      let numeral = Numerals.parse(text.scalars, at: index, end: text.count)
    else { return nil }
    let rest = text.string(text.trimmingSpaces(numeral.range.upperBound..<text.count))
    let digits = text.string(numeral.range)
    if rest.isEmpty || ["*", "①", "②", "³", "¹", "²", "#"].contains(rest) {
      return Number(digits: digits, isNegative: isNegative, unit: nil)
    }
    let units = [
      "%", "亿元", "万元", "元", "户", "家", "笔", "个", "件", "万户", "倍", "个百分点", "万人", "人", "只", "支", "单", "亩", "万亩", "年",
    ]
    return units.contains(rest) ? Number(digits: digits, isNegative: isNegative, unit: rest) : nil
  }

  /// A label without its unit in brackets, and the unit: 在保余额（亿元）.
  static func withoutUnit(_ label: String) -> (String, String?) {
    var text = label
    for (open, close) in [("（", "）"), ("(", ")"), ("[", "]")] {
      guard text.contains(open), let begin = text.firstRange(of: open), let end = text.firstRange(of: close),
        begin.upperBound <= end.lowerBound
      else { continue }
      let inner = String(text[begin.upperBound..<end.lowerBound]).without("单位：").without("单位:")
      if isUnit(inner) {
        text.removeSubrange(begin.lowerBound..<end.upperBound)
        return (text, inner == "％" ? "%" : inner)
      }
    }
    // 同比增长% and 比上年±%.
    for (suffix, unit) in [("±%", "%"), ("%", "%"), ("％", "%")] where text.hasSuffix(suffix) {
      text.removeLast(suffix.count)
      return (text + (suffix == "±%" ? "增长" : ""), unit)
    }
    return (text, nil)
  }

  private static let unitWords: Set<String> = [
    "亿元", "万元", "元", "%", "％", "户", "家", "笔", "个", "件", "人", "万人", "万户", "倍", "百分点", "个百分点", "亿美元", "万美元", "只", "支",
    "单", "次",
    "场", "人次", "万人次", "户次", "家次", "亩", "万亩", "吨", "万吨", "年", "月", "天", "万亿元", "千元", "百万元", "万笔", "万家", "万件", "项", "款",
    "公顷",
    "平方米", "万平方米", "套", "万套", "‰", "基点", "个基点", "亿", "万", "份", "万份", "张", "万张", "头", "万头", "万只", "万羽", "艘", "艘次", "辆",
    "万辆",
    "辆次", "万辆次", "台", "万台", "台套", "宗", "名", "万名", "所", "期", "批", "株", "万株", "处", "条", "枚", "万枚", "单次", "万单", "亿笔", "亿户",
    "亿人", "亿件", "亿亩", "亿吨", "亿股", "公里", "万公里", "千瓦", "万千瓦", "兆瓦", "千瓦时", "万千瓦时", "亿千瓦时", "立方米", "万立方米", "千克", "公斤",
    "户次", "万户次", "美元", "港元", "亿港元", "人民币亿元", "个月", "小时", "工作日", "个工作日", "万个", "万支", "万项", "宗次", "件次", "笔次", "亿人次",
  ]

  static func isUnit(_ text: String) -> Bool { unitWords.contains(text.trimmed) }

  /// The units of a note: 单位：亿元、%.
  static func unitNote(_ text: String) -> [String] {
    guard let colon = text.firstRange(of: "单位：") ?? text.firstRange(of: "单位:") else { return [] }
    var rest = String(text[colon.upperBound...])
    for mark in ["）", ")", "。", "\n"] {
      if let end = rest.firstRange(of: mark) { rest = String(rest[..<end.lowerBound]) }
    }
    return rest.split(whereSeparator: { "、，,/；; ".contains($0) }).map { String($0).trimmed }.filter { isUnit($0) }
  }

  /// The unit that a note of several gives to a label: percent for rates and changes, the counting one for counts.
  static func unit(from notes: [String], words: String) -> String? {
    let isRate = ["增长", "增速", "增幅", "比重", "占比", "率", "比例", "同比", "比上年", "较年初", "比年初"].contains { words.contains($0) }
    if isRate, let percent = notes.first(where: { $0 == "%" || $0 == "％" }) { return percent == "％" ? "%" : percent }
    let isMoney = ["额", "保费", "赔款", "余额", "投资", "资金", "收入", "保障"].contains { words.contains($0) }
    let isCount =
      ["户数", "家数", "笔数", "件数", "人数", "数量", "个数", "户次"].contains { words.contains($0) }
      || !isMoney && (words.last == "数" || ["项目", "企业", "农户", "机构"].contains { words.hasSuffix($0) })
    if isCount, let count = notes.first(where: { !$0.contains("元") && $0 != "%" && $0 != "％" }) { return count }
    return notes.first { $0 != "%" && $0 != "％" } ?? (isRate ? "%" : notes.first)
  }

  /// 其中：, 一、 and colons do not belong to a label's meaning.
  static func stripped(_ label: String) -> String {
    var text = label.without("其中：").without("其中:").without("：").without(":")
    if let first = text.unicodeScalars.first, "一二三四五六七八九十".unicodeScalars.contains(first),
      text.unicodeScalars.dropFirst().first == "、"
    {
      text = String(text.dropFirst(2))
    }
    return text
  }

  /// Whether a row label only comments on the row above: 同比增速, 占比, 较年初.
  static func isComment(_ label: String) -> Bool {
    let bare = stripped(withoutUnit(label).0)
    return ["同比", "增速", "增长", "增幅", "占", "比上年", "较年初", "比年初", "较上年", "环比", "比重", "年均增"].contains { bare.hasPrefix($0) }
  }

  /// Whether a row is a part of the one above: 其中：…
  static func isPart(_ label: String) -> Bool { label.trimmed.hasPrefix("其中") || label.trimmed.hasPrefix("#") }

  /// Headers that name nothing: 数值, 本年, 合计.
  static func isNeutral(_ header: String) -> Bool {
    ["数值", "数据", "指标", "指标值", "本期", "实际", "合计", "数额", "年份", "项目", "完成情况", "情况", "年末数", "期末数", "累计数"].contains(header)
      || header.isEmpty
  }

  /// A time at the beginning of a header or label, and the rest.
  static func leadingPeriod(_ label: String) -> (String?, String) {
    let text = TextView(label)
    var context = PeriodScanner.Context(reference: .lastDay(ofYear: 2049), sentenceYear: nil, paragraphYear: nil)
    let mentions = PeriodScanner().mentions(in: text, range: 0..<text.count, context: &context)
    guard let mention = mentions.first(where: { !$0.isComparisonBase }) else {
      let bare = label.trimmed
      if bare.utf8.count == 4, let year = Int(bare), (1949...2099).contains(year) { return (bare + "年", "") }
      return (nil, label)
    }
    let rest = text.string(0..<mention.range.lowerBound) + text.string(mention.range.upperBound..<text.count)
    return (text.string(mention.range), rest == "年份" ? "" : rest.without("年份"))
  }

  /// The first time named anywhere in a text.
  static func anyPeriod(_ text: String) -> String? { leadingPeriod(text).0 }

  /// The year of a time: 2023年 of 2023年末.
  static func year(_ period: String) -> String? {
    guard let mark = period.firstRange(of: "年") else { return nil }
    let year = period[..<mark.lowerBound]
    return year.utf8.count == 4 && year.utf8.allSatisfy { (48...57).contains($0) } ? year + "年" : nil
  }
}

extension String {
  /// Without a word wherever it stands.
  fileprivate func without(_ word: String) -> String { contains(word) ? replacing(word, with: "") : self }

  /// Without spaces of any kind at both ends.
  fileprivate var trimmed: String {
    let text = TextView(self)
    return text.string(text.trimmingSpaces(0..<text.count))
  }
}
