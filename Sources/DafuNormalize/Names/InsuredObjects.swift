import DafuModel

/// Insurance named by what is insured: 棉花承保面积, 生猪、肉牛承保量, 育肥猪每头保额 speak of 棉花保险, 生猪保险, 肉牛保险 and
/// 育肥猪保险.
///
/// Not so: 棉花种植面积 (nothing insured), 棉花保险 (named outright).
enum InsuredObjects {
  /// What agricultural insurance covers, longer names first.
  private static let objects = WordList(
    [
      "能繁母猪", "育肥仔猪", "育肥猪", "仔猪", "生猪", "奶牛", "肉牛", "牦牛", "藏系羊", "绒山羊", "肉羊", "奶山羊", "肉鸡", "蛋鸡", "家禽", "水产养殖",
      "海参", "对虾", "牡蛎", "水稻", "稻谷", "小麦", "玉米", "棉花", "大豆", "花生", "油菜", "马铃薯", "甘蔗", "甜菜", "青稞", "高粱", "谷子", "苹果",
      "柑橘", "葡萄", "枸杞", "红枣", "核桃", "茶叶", "蔬菜", "食用菌", "中药材", "烟叶", "天然橡胶", "橡胶", "公益林", "商品林", "森林", "设施大棚", "大棚",
    ].sorted { $0.unicodeScalars.count > $1.unicodeScalars.count })

  /// What is said of an insurance right behind the object.
  private static let predicates = WordList([
    "承保", "投保", "在保", "参保", "保额", "保费", "每头保额", "每亩保额", "每头保费", "每亩保费", "每头保险金额", "每亩保险金额", "每株保额", "保险金额", "保险费",
    "保险覆盖", "保险保费", "保险承保", "保险投保", "保险参保",
  ])

  /// The nouns that several objects share.
  private static let nouns = WordList([
    "完全成本保险", "种植收入保险", "种植保险", "养殖保险", "价格指数保险", "价格保险", "收入保险", "气象指数保险", "保险",
  ])

  /// The mentions in a passage, in order.
  static func mentions(in text: TextView, range: Range<Int>) -> [InstrumentMention] {
    var found: [InstrumentMention] = []
    var list: [Range<Int>] = []
    var position = range.lowerBound
    while position < range.upperBound {
      guard let length = objects.length(in: text, at: position, end: range.upperBound) else {
        position += 1
        if !list.isEmpty { list = [] }
        continue
      }
      let end = position + length
      list.append(position..<end)
      if end < range.upperBound, text.scalars[end] == Scalar.enumeration || text.scalars[end] == 0x548C {  // 、 和
        position = end + 1
        continue
      }
      if predicates.stands(in: text, at: end, end: range.upperBound) {
        found += list.map {
          InstrumentMention(range: $0, name: text.string($0) + "保险", code: nil, kind: .insurance)
        }
      }
      // 公益林、商品林保险: the noun behind the last holds for all.
      if list.count > 1, let length = nouns.length(in: text, at: end, end: range.upperBound) {
        found += list.dropLast().map {
          InstrumentMention(
            range: $0, name: text.string($0) + text.string(end..<end + length), code: nil, kind: .insurance)
        }
      }
      list = []
      position = end
    }
    return found
  }
}
