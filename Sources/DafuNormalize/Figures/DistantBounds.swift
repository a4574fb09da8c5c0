import DafuModel

/// Caps and floors that stand some words before their number: 最高承担80%, 不超过担保金额5‰, 最长授信期三年.
enum DistantBounds {
  private static let words = WordTable<(comparator: Comparator, isExtreme: Bool)>(
    [
      ("最高不超过", Comparator.atMost, false), ("不超过", .atMost, false), ("不高于", .atMost, false), ("不得超过", .atMost, false),
      ("不低于", .atLeast, false), ("不少于", .atLeast, false), ("不得低于", .atLeast, false), ("至少", .atLeast, false),
      ("最高", .atMost, false),
      ("最长", .atMost, false), ("最多", .atMost, false), ("上限", .atMost, false), ("最低", .atLeast, true),
      ("最快", .atLeast, true),
      ("约占", .approximately, false), ("约为", .approximately, false), ("约需", .approximately, false),
      ("大约", .approximately, false), ("近", .below, false), ("接近", .below, false),
      ("逼近", .below, false),
    ].map { ($0.0, ($0.1, $0.2)) })

  /// Verbs of arrival, behind which a figure is bounded anew.
  private static let arrivals = WordList([
    "提高到", "提高至", "增加到", "降至", "降到", "扩大到", "调整为", "达到", "增至", "下降", "增长", "其中",
  ])

  private static let named = WordList([
    "最多跑", "最低收购价", "最低工资", "最低生活保障", "最低限价", "最低保护价", "最低注册资本", "最高限价", "最高人民", "最高检",
  ])
  private static let comparisons = WordList(["高于", "低于", "高出", "超出", "超过"])

  /// Whether a figure is said to be so much above or below what stands at a place.
  private static func isCompared(_ text: TextView, _ place: Int, _ start: Int) -> Bool {
    (max(start, place - 6)..<place).contains { comparisons.stands(in: text, at: $0, end: place) }
  }

  /// The figure with the bound that governs it, if it has none beside it.
  static func applied(to figure: Figure, in text: TextView, start: Int) -> Figure {
    guard figure.comparator == .equal, figure.unitClass != .rank, figure.rangeEnd == nil, !figure.hasBorrowedUnit else {
      return figure
    }
    var cursor = figure.range.lowerBound - 1
    while cursor >= start, figure.range.lowerBound - cursor <= 11 {
      let scalar = text.scalars[cursor]
      if scalar == Scalar.comma || scalar == Scalar.stop || scalar == Scalar.semicolon || scalar == Scalar.colon
        || scalar == Scalar.enumeration || scalar == Scalar.closeParenthesis || scalar == Scalar.openParenthesis
        || Scalar.isDigit(scalar) || scalar == 0x548C || scalar == Scalar.line
      {
        return figure
      }
      for (length, bound) in words.entries(in: text, at: cursor, end: figure.range.lowerBound) {
        let gap = cursor + length..<figure.range.lowerBound
        // 近 reaches over nothing; 创历史最高 and 最高人民法院 bound nothing.
        if length == 1 { continue }
        if cursor > start, Scalar.isAny(text.scalars[cursor - 1], "史来国省市") { continue }
        // 最低收购价, 最低工资: a name; 高于国家最低标准20元 is measured by it.
        if DistantBounds.named.stands(in: text, at: cursor, end: figure.range.lowerBound)
          || DistantBounds.isCompared(text, cursor, start)
        {
          continue
        }
        // 由最高5万元提高到10万元: a verb of arrival starts anew.
        if arrivals.occurs(in: text, gap) { continue }
        var bounded = figure
        bounded.comparator = bound.comparator
        bounded.isBound = bound.comparator == .atMost || bound.comparator == .atLeast
        bounded.isExtreme = bound.isExtreme
        bounded.bound = cursor..<cursor + length
        bounded.range = cursor..<figure.range.upperBound
        return bounded
      }
      cursor -= 1
    }
    return figure
  }
}
