import DafuModel

/// Places in an order: 居全省第2位, 列全国第一, 稳居首位, 位列前三, 分别居第一、第一和第二.
enum Ranks {
  /// Reads a rank that begins at `index` (第, 首位, 之首, 前三).
  static func rank(in text: TextView, at index: Int, start: Int, end: Int) -> (figures: [Figure], end: Int)? {
    switch text.scalars[index] {
    case 0x7B2C: return ordinals(in: text, at: index, start: start, end: end)  // 第
    case 0x9996, 0x699C: return first(in: text, at: index, start: start, end: end)  // 首位, 榜首
    case 0x4E4B where text.has("之首", at: index, end: end) && isRanking(text, before: index, start: start):
      return ([rank(ExactDecimal(1), index..<index + 2, .equal)], index + 2)
    case 0x524D: return front(in: text, at: index, start: start, end: end)  // 前三
    default: return nil
    }
  }

  private static func ordinals(
    in text: TextView, at index: Int, start: Int, end: Int
  ) -> (figures: [Figure], end: Int)? {
    guard isRanking(text, before: index, start: start) else { return nil }
    var figures: [Figure] = []
    var cursor = index
    while cursor < end, text.scalars[cursor] == 0x7B2C {
      var digits = cursor + 1
      while digits < end, text.scalars[digits] == Scalar.space { digits += 1 }
      guard digits < end, let numeral = Numerals.parse(text.scalars, at: digits, end: end) else { break }
      var after = numeral.range.upperBound
      if after < end, text.scalars[after] == 0x4F4D || text.scalars[after] == 0x540D {
        after += 1
      }  // 位 名
      else if after < end, text.scalars[after] == 0x5927 {
        after += 1
      }  // 第一大
      let next = after < end ? text.scalars[after] : Scalar.stop
      // 第一批, 第3家, 第二个 count things; they are no ranks.
      if Scalar.isAny(next, "批家个期次届条号款项笔只支单例阶类年季期代轮方部产业时步线梯责份党任要") { break }
      figures.append(rank(numeral.value, cursor..<after, .equal))
      cursor = after
      var separator = cursor
      while separator < end, Separators.continuesList(text, separator) { separator += 1 }
      if separator < end, separator > cursor, text.scalars[separator] == 0x7B2C { cursor = separator } else { break }
    }
    guard let last = figures.last else { return nil }
    return (figures, last.range.upperBound)
  }

  private static func first(in text: TextView, at index: Int, start: Int, end: Int) -> (figures: [Figure], end: Int)? {
    guard text.has("首位", at: index, end: end) || text.has("榜首", at: index, end: end),
      isRanking(text, before: index, start: start)
    else { return nil }
    return ([rank(ExactDecimal(1), index..<index + 2, .equal)], index + 2)
  }

  private static func front(in text: TextView, at index: Int, start: Int, end: Int) -> (figures: [Figure], end: Int)? {
    guard index + 1 < end,
      isRanking(text, before: index, start: start) || text.has("名", at: index - 1, end: index)
    else { return nil }
    var digits = index + 1
    while digits < end, text.scalars[digits] == Scalar.space { digits += 1 }
    guard digits < end, let numeral = Numerals.parse(text.scalars, at: digits, end: end), !numeral.isBareScale else {
      return nil
    }
    var after = numeral.range.upperBound
    let next = after < end ? text.scalars[after] : Scalar.stop
    if next == 0x4F4D || next == 0x540D || next == 0x5F3A {
      after += 1
    } else if Scalar.isIdeograph(next) {
      return nil  // 前三季度, 前5个月
    }
    return ([rank(numeral.value, index..<after, .atMost)], after)
  }

  private static func rank(_ value: ExactDecimal, _ range: Range<Int>, _ comparator: Comparator) -> Figure {
    Figure(
      value: value, unit: "rank", unitClass: .rank, word: "", unitText: "位", comparator: comparator, isBound: false,
      isExtreme: false, core: range, range: range, rule: "rank")
  }

  private static let scopes = WordList([
    "全国", "全省", "全市", "全区", "全球", "世界", "中部", "西部", "东部", "中西部", "东北", "国内", "省内", "同类", "长三角", "沿海", "大中城市",
    "副省级城市", "省会城市", "同业", "行业", "计划单列市", "城市", "中国", "地区", "全州", "县", "自治区", "西南", "西北", "华东", "华南", "华中",
    "华北", "五市", "省份", "各省", "各市", "地级市", "苏南", "苏北", "之首", "系统",
  ])

  /// A ranking verb stands at most twelve characters before, with nothing but a scope between.
  private static func isRanking(_ text: TextView, before index: Int, start: Int) -> Bool {
    let window = max(start, index - 16)
    var cursor = index - 1
    var sawScope = false
    while cursor >= window {
      let scalar = text.scalars[cursor]
      if scalar == Scalar.comma || scalar == Scalar.stop || scalar == Scalar.semicolon || scalar == Scalar.line {
        break
      }
      // 全国第十位、中部第一位
      if sawScope, scalar == Scalar.enumeration, cursor > start, Scalar.isAny(text.scalars[cursor - 1], "位名") {
        return true
      }
      if scopes.stands(in: text, at: cursor, end: index) { sawScope = true }
      if strongCues.stands(in: text, at: cursor, end: index) { return true }
      // 增幅列金华第三: a verb of rank and a place's name.
      if scalar == 0x5217, index - cursor <= 6, cursor > start, !Scalar.isAny(text.scalars[cursor - 1], "系陈行排前并"),
        (cursor + 1..<index).allSatisfy({ Scalar.isIdeograph(text.scalars[$0]) })
      {
        return true
      }
      cursor -= 1
    }
    return sawScope && cursor >= 0 && (index - cursor) <= 14
  }

  private static let strongCues = WordList([
    "居", "位列", "列全", "列第", "列中", "列西", "列东", "列省", "列前", "排名", "排在", "排第", "排全", "名列", "位次", "跃升", "跃居",
    "跻身", "位于", "列各", "列副", "列城", "列同", "上升至", "升至", "进入", "列华", "列长",
  ])
}
