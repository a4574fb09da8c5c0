import DafuModel

/// A stated sharing of cost or risk: 按8:2的比例分担, 4∶4∶2, read as parts of a hundred.
enum Ratios {
  private static let cues = WordList(["分担", "承担", "分摊", "共担", "分险", "出资比例", "分成"])
  private static let marks: Set<UInt32> = [0x3A, Scalar.colon, 0x2236, 0xFE30]

  /// Whether a mark stands behind the digits at a place.
  private static func isMarked(_ text: TextView, _ index: Int, _ end: Int) -> Bool {
    var cursor = index
    while cursor < end {
      let scalar = text.scalars[cursor]
      if marks.contains(scalar) { return true }
      // Nothing else stands in a number without a scale.
      switch scalar {
      case 0x2E, 0x2C, Scalar.comma, Scalar.space: break
      default: guard Scalar.isDigit(scalar) || Numerals.isExcess(scalar) else { return false }
      }
      cursor += 1
    }
    return false
  }

  /// The parts of a ratio that begins at `index`, where the words around it speak of sharing.
  static func parts(in text: TextView, at index: Int, range: Range<Int>) -> (figures: [Figure], end: Int)? {
    guard Scalar.isDigit(text.scalars[index]), isMarked(text, index, range.upperBound) else { return nil }
    var items: [(value: ExactDecimal, range: Range<Int>)] = []
    var cursor = index
    while cursor < range.upperBound, let numeral = Numerals.parse(text.scalars, at: cursor, end: range.upperBound),
      numeral.closingScale == 0
    {
      items.append((numeral.value, numeral.range))
      cursor = numeral.range.upperBound
      guard cursor + 1 < range.upperBound, marks.contains(text.scalars[cursor]),
        Scalar.isDigit(text.scalars[cursor + 1])
      else { break }
      cursor += 1
    }
    guard items.count > 1, let last = items.last else { return nil }
    let window = max(range.lowerBound, index - 16)..<min(range.upperBound, last.range.upperBound + 12)
    guard cues.occurs(in: text, window) else { return nil }
    var sum = ExactDecimal(0)
    for item in items { sum = sum.adding(item.value) ?? sum }
    guard let whole = sum.integer, whole > 0 else { return nil }
    var figures: [Figure] = []
    for item in items {
      guard let part = item.value.scaled(byPowerOfTen: 2).dividedExactly(by: whole) else { return nil }
      figures.append(
        Figure(
          value: part, unit: "percent", unitClass: .percent, word: "", unitText: "", comparator: .equal, isBound: false,
          isExtreme: false, core: item.range, range: item.range, rule: "sharing-ratio"))
    }
    return (figures, last.range.upperBound)
  }
}
