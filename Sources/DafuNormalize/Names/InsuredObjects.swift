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
      "能繁母牛", "能繁母牦牛", "能繁母羊", "育成牛", "肉驴", "马匹", "藏羊", "湖羊", "滩羊", "绵羊", "山羊", "种羊", "种猪", "地方猪", "肉兔", "獭兔",
      "肉鸭", "蛋鸭", "肉鹅", "鹌鹑", "乳鸽", "土鸡", "蜜蜂", "桑蚕", "梅花鹿", "大黄鱼", "鲍鱼", "扇贝", "海带", "紫菜", "生蚝", "河蟹", "螃蟹",
      "大闸蟹", "小龙虾", "南美白对虾", "罗非鱼", "鲈鱼", "鳗鱼", "淡水鱼", "海水鱼", "网箱", "制种水稻", "制种玉米", "水稻制种", "玉米制种", "再生稻", "荞麦",
      "燕麦", "莜麦", "糜子", "绿豆", "红小豆", "杂粮", "芝麻", "胡麻", "向日葵", "油茶", "油料", "蚕桑", "桑园", "苎麻", "红薯", "甘薯", "木薯", "山药",
      "魔芋", "生姜", "小黄姜", "大蒜", "洋葱", "辣椒", "番茄", "黄瓜", "大白菜", "萝卜", "莲藕", "茭白", "西瓜", "甜瓜", "哈密瓜", "草莓", "蓝莓",
      "猕猴桃", "樱桃", "香梨", "李子", "石榴", "柿子", "冬枣", "沙棘", "香蕉", "荔枝", "龙眼", "芒果", "菠萝", "火龙果", "百香果", "脐橙", "蜜橘",
      "柠檬", "杨梅", "枇杷", "橄榄", "槟榔", "椰子", "咖啡", "胡椒", "花椒", "八角", "肉桂", "板栗", "澳洲坚果", "坚果", "香榧", "山核桃", "毛竹",
      "花卉", "苗木", "牧草", "苜蓿", "饲草", "天然草原", "草原", "香菇", "木耳", "羊肚菌", "人参", "天麻", "三七", "黄芪", "当归", "党参", "金银花",
      "烤烟", "白茶", "中蜂",
    ].sorted { $0.unicodeScalars.count > $1.unicodeScalars.count })

  /// What is said of an insurance right behind the object.
  private static let predicates = WordList([
    "承保", "投保", "在保", "参保", "保额", "保费", "每头保额", "每亩保额", "每头保费", "每亩保费", "每头保险金额", "每亩保险金额", "每株保额", "保险金额", "保险费",
    "各类保险", "系列保险", "相关保险", "保险覆盖", "保险保费", "保险承保", "保险投保", "保险参保", "的保险金额", "的保额", "的保费", "的每头保额", "的每亩保额",
  ])

  /// What insures the object right behind it, and those listed after it: 承保牦牛312万头、藏系羊486万只.
  private static let insuring = WordList(["承保", "投保", "参保", "续保", "每亩保额", "每亩保险金额", "每头保额", "每头保险金额"])

  /// What follows an object of which the same is said as of the one before.
  private static let contrasts = WordList(["由", "从", "为", "每亩", "每头", "每只", "每羽", "每株", "则由", "则为", "提高到", "达"])

  private static func opensClause(_ text: TextView, _ place: Int, _ range: Range<Int>) -> Bool {
    place > range.lowerBound
      && [Scalar.comma, Scalar.semicolon, Scalar.enumeration].contains(text.scalars[place - 1])
  }

  /// The nouns that several objects share.
  private static let nouns = WordList([
    "完全成本保险", "种植收入保险", "种植保险", "养殖保险", "价格指数保险", "价格保险", "收入保险", "气象指数保险", "保险",
  ])

  /// Whether 保险 or 养殖保险 follows, which names the insurance outright.
  private static func holdsNoun(_ text: TextView, _ place: Int, _ end: Int) -> Bool {
    nouns.stands(in: text, at: place, end: end) || predicates.stands(in: text, at: place, end: end)
  }

  /// The mentions in a passage, in order.
  static func mentions(in text: TextView, range: Range<Int>) -> [InstrumentMention] {
    var found: [InstrumentMention] = []
    var list: [Range<Int>] = []
    var isInsuring = false
    // Whether insurance of an object was spoken of: 能繁母猪每头保额1500元，育肥猪由500元提高到800元.
    var isSpokenOf = false
    var position = range.lowerBound
    while position < range.upperBound {
      switch text.scalars[position] {
      case Scalar.comma, Scalar.semicolon, Scalar.stop, Scalar.colon: isInsuring = false
      default: break
      }
      guard let length = objects.length(in: text, at: position, end: range.upperBound) else {
        position += 1
        if !list.isEmpty { list = [] }
        continue
      }
      let end = position + length
      let isOpen =
        insuring.ends(in: text, at: position, from: range.lowerBound)
        || isInsuring && position > range.lowerBound
          && (text.scalars[position - 1] == Scalar.enumeration || text.scalars[position - 1] == 0x548C)
      if isOpen, end < range.upperBound, text.scalars[end] != Scalar.enumeration,
        !holdsNoun(text, end, range.upperBound)
      {
        found.append(
          InstrumentMention(
            range: position..<end, name: text.string(position..<end) + "保险", code: nil, kind: .insurance))
        isInsuring = true
        list = []
        position = end
        continue
      }
      if isOpen { isInsuring = true }
      list.append(position..<end)
      if end < range.upperBound, text.scalars[end] == Scalar.enumeration || text.scalars[end] == 0x548C {  // 、 和
        position = end + 1
        continue
      }
      if isSpokenOf, list.count == 1, opensClause(text, position, range),
        contrasts.stands(in: text, at: end, end: range.upperBound)
      {
        found.append(
          InstrumentMention(
            range: position..<end, name: text.string(position..<end) + "保险", code: nil, kind: .insurance))
      }
      if predicates.stands(in: text, at: end, end: range.upperBound) {
        isSpokenOf = true
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

  /// 生姜…单独设立价格指数保险: a kind of insurance that a sentence names behind the one thing that it insures is that thing's.
  ///
  /// Not so: 水稻、小麦…完全成本保险 (of which is not told), 生姜价格指数保险 (named in full).
  static func asOwn(_ mention: InstrumentMention, in text: TextView, from start: Int) -> InstrumentMention {
    guard mention.kind == .insurance, kinds.isWhole(text, mention.range) else { return mention }
    var place = start
    var sole: Range<Int>?
    while place < mention.range.lowerBound {
      guard let length = objects.length(in: text, at: place, end: mention.range.lowerBound) else {
        place += 1
        continue
      }
      if let sole, !text.scalars[sole].elementsEqual(text.scalars[place..<place + length]) { return mention }
      sole = place..<place + length
      place += length
    }
    guard let sole, sole.upperBound < mention.range.lowerBound else { return mention }
    return InstrumentMention(
      range: mention.range, name: text.string(sole) + text.string(mention.range), code: nil, kind: .insurance)
  }

  /// Kinds of insurance of crops and animals, which say nothing of what is insured.
  private static let kinds = WordList([
    "价格指数保险", "收入保险", "完全成本保险", "种植收入保险", "气象指数保险", "天气指数保险", "风力指数保险", "目标价格保险", "产量保险", "物化成本保险", "成本保险",
    "价格保险",
  ])
}
