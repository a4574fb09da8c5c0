import DafuModel

/// Ranges whose ends both carry a unit: 3%—5%, 10万元至300万元, 50万至500万元.
enum Ranges {
  /// The figures with the ends of ranges marked.
  static func joined(_ figures: [Figure], in text: TextView) -> [Figure] {
    var figures = figures
    for index in figures.indices.dropFirst() {
      let left = figures[index - 1]
      let right = figures[index]
      guard left.rangeEnd == nil, right.rangeEnd == nil, left.core.upperBound <= right.core.lowerBound,
        left.unitClass == right.unitClass || left.hasNoUnit && right.unitClass == .money || isOfPoints(left, right),
        let separator = Separators.kind(text, behindRate(text, left.core.upperBound)..<right.core.lowerBound)
      else { continue }
      if separator == .list {
        // 5个、3.5个百分点
        if isOfPoints(left, right) {
          figures[index - 1].unit = right.unit
          figures[index - 1].unitClass = right.unitClass
          figures[index - 1].hasBorrowedUnit = true
        }
        continue
      }
      guard left.value < right.value, !isChange(text, left.core, right.core) else { continue }
      if left.hasNoUnit || isOfPoints(left, right) {
        figures[index - 1].unit = right.unit
        figures[index - 1].unitClass = right.unitClass
      }
      figures[index - 1].rangeEnd = .low
      figures[index - 1].comparator = .atLeast
      figures[index - 1].rule = "range"
      figures[index].rangeEnd = .high
      figures[index].comparator = .atMost
      figures[index].rule = "range"
    }
    return figures
  }

  /// 1个至1.5个百分点: the classifier of points, whose noun stands behind the second.
  private static func isOfPoints(_ left: Figure, _ right: Figure) -> Bool {
    left.unitClass == .count && left.word == "个" && [.percentagePoint, .basisPoint].contains(right.unitClass)
  }

  /// Where the unit ends that a rate has behind its own: 2000元/亩至3000元/亩.
  private static func behindRate(_ text: TextView, _ end: Int) -> Int {
    guard text.scalars[end] == 0x2F, Scalar.isIdeograph(text.scalars[end + 1]) else { return end }
    return end + 2
  }

  /// 由A到B and 从A到B are two levels in time, A—B and 从资金中安排A至B are none.
  private static func isChange(_ text: TextView, _ left: Range<Int>, _ right: Range<Int>) -> Bool {
    let between = left.upperBound..<right.lowerBound
    if text.has("不等", at: right.upperBound, end: text.count) { return false }
    guard between.contains(where: { text.scalars[$0] == 0x5230 || text.scalars[$0] == 0x81F3 }) else { return false }
    let index = left.lowerBound
    var cursor = index - 1
    while cursor >= 0, index - cursor < 14 {
      let scalar = text.scalars[cursor]
      if scalar == Scalar.comma || scalar == Scalar.stop || scalar == Scalar.semicolon || scalar == 0x4E2D {
        return false
      }
      if scalar == 0x7531 || scalar == 0x4ECE { return true }  // 由 从
      cursor -= 1
    }
    return false
  }
}
