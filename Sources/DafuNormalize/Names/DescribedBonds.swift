/// Bonds that are described instead of named: by where they are issued (赴境外发行美元债券).
enum DescribedBonds {
  /// The descriptions in a passage, in order.
  static func mentions(in text: TextView, range: Range<Int>) -> [InstrumentMention] {
    InstrumentMention.all(in: range) { abroad(in: text, at: $0, range) }
  }

  /// 赴境外发行美元债券, 境外发债: 境外债券. What else is issued abroad (境外发行绿色债券) has a name of its own.
  private static func abroad(in text: TextView, at place: Int, _ range: Range<Int>) -> InstrumentMention? {
    guard text.scalars[place] == 0x5883,  // 境
      let opener = places.length(in: text, at: place, end: range.upperBound)
    else { return nil }
    let verb = place + opener
    guard let issued = issues.length(in: text, at: verb, end: range.upperBound) else { return nil }
    let noun = verb + issued
    let currency = currencies.length(in: text, at: noun, end: range.upperBound) ?? 0
    guard let length = bonds.length(in: text, at: noun + currency, end: range.upperBound) else { return nil }
    return InstrumentMention(range: place..<noun + currency + length, name: "境外债券", code: nil, kind: .bond)
  }

  private static let places = WordList(["境外", "境外市场", "境外资本市场", "境外成功", "境外市场成功", "境外公开"])
  private static let issues = WordList(["发行", "发"])
  private static let currencies = WordList(["美元", "欧元", "日元", "外币", "中长期", "中资美元", "高级美元"])
  private static let bonds = WordList(["债券", "债"])
}
