import DafuModel

/// A bound that stands once before a list and holds for all of it: 分别不低于8000元、9000元, 分别约为5.1元、10.9元.
enum ListBounds {
  /// The figures with the bound of the first of their list.
  static func spread(_ figures: [Figure], in text: TextView, start: Int) -> [Figure] {
    guard figures.count > 1 else { return figures }
    var figures = figures
    for index in figures.indices.dropFirst() {
      let (before, own) = (figures[index - 1], figures[index])
      guard own.comparator == .equal, own.rangeEnd == nil, before.rangeEnd == nil, own.range == own.core,
        before.comparator != .equal, own.unitClass == before.unitClass, own.unit == before.unit,
        before.core.upperBound == before.range.upperBound,
        Separators.kind(text, before.range.upperBound..<own.range.lowerBound) == .list
      else { continue }
      // Either the list's first, behind 分别, or one that has its bound from it.
      let isSpread = index > 1 && before.range == before.core && figures[index - 2].comparator == before.comparator
      guard isSpread || isDistributed(before, text, start) else { continue }
      figures[index].comparator = before.comparator
      figures[index].isBound = before.isBound
    }
    return figures
  }

  /// Whether 分别 stands before a figure, with no mark between.
  private static func isDistributed(_ figure: Figure, _ text: TextView, _ start: Int) -> Bool {
    guard figure.range.lowerBound < figure.core.lowerBound else { return false }
    let window = max(start, figure.range.lowerBound - 8)..<figure.range.lowerBound
    guard let word = text.lastPlace(of: "分别", in: window) else { return false }
    return !(word..<window.upperBound).contains { Scalar.isAny(text.scalars[$0], "，；。：、") }
  }
}
