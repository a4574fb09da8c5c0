import DafuModel

/// Quantities without a numeral of their own: 翻一番, 减半, 不良率为零.
enum Idioms {
  private static let words: [(word: [UInt32], value: Int, unit: String, unitClass: UnitClass)] = [
    ("翻了一番", 1, "times", UnitClass.times), ("翻一番", 1, "times", .times), ("翻番", 1, "times", .times),
    ("翻了两番", 3, "times", .times), ("翻两番", 3, "times", .times),
  ].map { ($0.0.folded, $0.1, $0.2, $0.3) }

  /// Reads an idiom that begins at `index`.
  static func figure(in text: TextView, at index: Int, start: Int, end: Int) -> Figure? {
    switch text.scalars[index] {
    case 0x7FFB:  // 翻
      guard let entry = words.first(where: { text.has($0.word, at: index, end: end) }) else { return nil }
      return figure(
        ExactDecimal(entry.value), entry.unit, entry.unitClass, index..<index + entry.word.count, "doubling")
    case 0x51CF:  // 减半
      guard text.has("减半", at: index, end: end) else { return nil }
      return figure(ExactDecimal(-50), "percent", .percent, index..<index + 2, "halving")
    case 0x96F6, 0x30:  // 率为零, 率为0
      guard index > start, let unit = zeroUnit(text, index, start) else { return nil }
      if text.scalars[index] == 0x30, index + 1 < end,
        Scalar.isDigit(text.scalars[index + 1]) || text.scalars[index + 1] == 0x2E || text.scalars[index + 1] == 0x25
      {
        return nil
      }
      let next = index + 1 < end ? text.scalars[index + 1] : Scalar.stop
      guard !Scalar.isIdeograph(next) || next == 0x7684 else { return nil }
      return figure(ExactDecimal(0), unit, .percent, index..<index + 1, "zero")
    default: return nil
    }
  }

  private static let predicates = WordList(["为", "保持", "是", "达到", "实现"])

  /// A rate as the subject of 为零.
  private static func zeroUnit(_ text: TextView, _ index: Int, _ start: Int) -> String? {
    let window = max(start, index - 8)..<index
    return predicates.ends(in: text, at: index, from: window.lowerBound) && text.holds("率", in: window)
      ? "percent" : nil
  }

  private static func figure(
    _ value: ExactDecimal, _ unit: String, _ unitClass: UnitClass, _ range: Range<Int>, _ rule: String
  ) -> Figure {
    Figure(
      value: value, unit: unit, unitClass: unitClass, word: "", unitText: "", comparator: .equal, isBound: false,
      isExtreme: false, core: range, range: range, rule: rule)
  }
}
