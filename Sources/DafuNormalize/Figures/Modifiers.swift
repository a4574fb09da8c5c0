import DafuModel

/// Words beside a number that bound it: 超, 约, 不低于 before it, 以上, 左右 behind it.
enum Modifiers {
  /// A run of modifiers and what it makes of the number.
  struct Found: Hashable, Sendable {
    let comparator: Comparator
    /// Where the run begins (before the number) or ends (behind it).
    let edge: Int
    /// Whether a cap or floor is set: 不超过, 最高, 不低于, 以上.
    let isBound: Bool
    /// Whether the run holds 最低 or 最快 alone: the lowest observed, not a floor.
    let isExtreme: Bool
  }

  private struct Bound: Sendable {
    let comparator: Comparator
    let isBound: Bool
  }

  private static func table(_ list: [(String, Comparator, Bool)]) -> WordTable<Bound> {
    WordTable(list.map { ($0.0, Bound(comparator: $0.1, isBound: $0.2)) })
  }

  private static let leftWords = table([
    ("最高不超过", .atMost, true), ("最长不超过", .atMost, true), ("最多不超过", .atMost, true),
    ("原则上不超过", .atMost, true), ("不得超过", .atMost, true), ("不超过", .atMost, true), ("不超", .atMost, true),
    ("不高于", .atMost, true), ("不得高于", .atMost, true), ("不大于", .atMost, true), ("不多于", .atMost, true),
    ("未超过", .atMost, true), ("至多", .atMost, true), ("最多", .atMost, true), ("最高", .atMost, true),
    ("最长", .atMost, true), ("最大", .atMost, true), ("上限", .atMost, true), ("封顶", .atMost, true),
    ("不低于", .atLeast, true), ("不得低于", .atLeast, true), ("不少于", .atLeast, true), ("不得少于", .atLeast, true),
    ("不小于", .atLeast, true), ("不短于", .atLeast, true), ("至少", .atLeast, true), ("最低", .atLeast, true),
    ("最少", .atLeast, true), ("最短", .atLeast, true), ("最快", .atLeast, true), ("下限", .atLeast, true),
    ("短则", .atLeast, true), ("快则", .atLeast, true), ("长则", .atMost, true), ("慢则", .atMost, true),
    ("最慢", .atMost, true),
    ("超过了", .above, false), ("突破了", .above, false), ("超出了", .above, false),
    ("超过", .above, false), ("已超", .above, false), ("超", .above, false), ("逾", .above, false),
    ("突破", .above, false), ("超出", .above, false), ("多于", .above, false), ("大于", .above, false),
    ("高于", .above, false), ("过", .above, false),
    ("接近", .below, false), ("将近", .below, false), ("近", .below, false), ("不足", .below, false),
    ("不到", .below, false), ("未达", .below, false), ("少于", .below, false), ("小于", .below, false),
    ("低于", .below, false), ("不满", .below, false),
    ("大约", .approximately, false), ("约为", .approximately, false), ("约", .approximately, false),
    ("大概", .approximately, false), ("大致", .approximately, false), ("上", .atLeast, false),
    ("约合", .approximately, false), ("约占", .approximately, false),
  ])

  /// Words that may stand between a modifier and its number without changing either.
  private static let fillers = WordList([
    "达到", "达", "到", "为", "至", "是", "人民币", "等值", "折合", "在", "共", "共计", "合计", "有", "累计", "的", "可达",
    "可", "仅", "仅为", "按", "给予",
  ])

  private static let rightWords = table([
    ("（含）以上", .atLeast, true), ("（含）及以上", .atLeast, true), ("（含）及以下", .atMost, true), ("及以上", .atLeast, true),
    ("以上", .atLeast, true), ("（含）以下", .atMost, true),
    ("及以下", .atMost, true), ("以下", .atMost, true), ("（含）以内", .atMost, true), ("以内", .atMost, true),
    ("之内", .atMost, true), ("额度以内", .atMost, true), ("额度内", .atMost, true), ("限额内", .atMost, true),
    ("左右", .approximately, false), ("上下", .approximately, false),
    ("有余", .above, false), ("余", .above, false), ("多", .above, false), ("起", .atLeast, true),
  ])

  /// The modifiers that end at `index`, reading leftwards to `start` at most.
  static func left(of index: Int, in text: TextView, from start: Int) -> Found? {
    var cursor = index
    var found: [(Comparator, Bool, Int)] = []
    var steps = 0
    while steps < 4 {
      steps += 1
      var edge = cursor
      while edge > start, text.scalars[edge - 1] == Scalar.space { edge -= 1 }
      if let best = leftWords.longest(in: text, endingAt: edge, from: start) {
        let position = edge - best.length
        if !isPartOfLongerWord(text, position, best.length, start) {
          found.append((best.value.comparator, best.value.isBound, position))
          cursor = position
          continue
        }
        break
      }
      guard let filler = fillers.longestLength(in: text, endingAt: edge, from: start) else { break }
      cursor = edge - filler
    }
    guard let outermost = found.last else { return nil }
    // 最高不超过 and 约…以上 name one bound; a cap or floor outranks 近 and 约, which outrank nothing.
    let decisive = found.first { $0.1 } ?? found[0]
    let first = text.scalars[outermost.2]
    let isExtreme =
      found.count == 1 && first == 0x6700
      && (decisive.0 == .atLeast)  // 最低, 最快, 最短, 最少
    return Found(comparator: decisive.0, edge: outermost.2, isBound: decisive.1, isExtreme: isExtreme)
  }

  /// The modifiers that begin at `index`.
  static func right(of index: Int, in text: TextView, end: Int) -> Found? {
    var cursor = index
    while cursor < end, text.scalars[cursor] == Scalar.space { cursor += 1 }
    // 5000辆/天及以上
    if cursor + 2 < end, text.scalars[cursor] == 0x2F, Scalar.isIdeograph(text.scalars[cursor + 1]) { cursor += 2 }
    guard let entry = rightWords.entry(in: text, at: cursor, end: end) else { return nil }
    let edge = cursor + entry.length
    let next = edge < end ? text.scalars[edge] : 0
    switch text.scalars[cursor] {
    case 0x8D77:  // 起: only as a floor (1000元起), never 起来, 起草, 起步
      if Scalar.isIdeograph(next) { return nil }
    case 0x591A where entry.length == 1:  // 多: 六成多, 3年多; not 多家, 多个, 多方
      if Scalar.isAny(next, "家个次种项名元层方样地元渠措位轮") { return nil }
    case 0x4E0A where entry.length == 2:  // 上下游, 上下级
      if Scalar.isAny(next, "游级联一衔班") { return nil }
    case 0x4EE5 where entry.length == 2 && text.scalars[cursor + 1] == 0x4E0A:  // 以上措施, 以上部门 begin a new phrase
      if Scalar.isAny(next, "措部政工做内情数问意建举") { return nil }
    default: break
    }
    return Found(comparator: entry.value.comparator, edge: edge, isBound: entry.value.isBound, isExtreme: false)
  }

  /// 超 in 赶超, 近 in 最近 and 附近, 过 in 通过 and 经过, 约 in 节约 and 签约, 上 in 以上 and 线上.
  private static func isPartOfLongerWord(_ text: TextView, _ position: Int, _ length: Int, _ start: Int) -> Bool {
    guard length == 1, position > start else { return false }
    let before = text.scalars[position - 1]
    switch text.scalars[position] {
    case 0x8D85: return before == 0x8D76  // 赶超
    case 0x8FD1:  // 最近 附近 新近, but 更新近270万辆
      if before == 0x65B0, position > start + 1, Scalar.isAny(text.scalars[position - 2], "更革翻创") { return false }
      return Scalar.isAny(before, "最附邻新")
    case 0x8FC7: return !Scalar.isAny(before, "已率额量数值")  // 过 only in 已过, 占比过
    case 0x7EA6: return Scalar.isAny(before, "节签履契违预公制合特续大")  // 节约 签约
    case 0x4E0A:  // 以上 线上 加上, but 上千个
      if Scalar.isAny(text.scalars[position + 1], "百千万亿") {
        return Scalar.isAny(before, "以线网路海加世史之际基身手马天山地车船桌床纸表江水向早晚年月会迈跨站登踏冲")
      }
      return !Scalar.isAny(before, "业户家达额模惠覆已成超计")
    default: return false
    }
  }
}
