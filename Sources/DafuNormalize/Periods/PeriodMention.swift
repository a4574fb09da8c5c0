import DafuModel

/// A time named in the text, resolved to days.
struct PeriodMention: Hashable, Sendable {
  /// How the words present the time.
  enum Shape: Hashable, Sendable {
    /// A day: 2024年末, 6月底, 目前.
    case instant
    /// A stretch: 2024年, 上半年, 2019—2021年.
    case span
    /// From a day on: 2019年以来, “十四五”以来.
    case since
    /// From a day on, as the start of a rule or a pilot: 自2019年起.
    case from
  }

  /// Where it stands, in scalars.
  let range: Range<Int>
  let start: CivilDate
  let end: CivilDate
  let shape: Shape
  /// Stated with its year, or relative to the document's date or an earlier year.
  let basis: PeriodBasis
  /// Whether 截至, 到 or the like makes its end a cut-off.
  let isCutoff: Bool
  /// Whether it is what a change is measured against: 较年初, 比上年, 是2018年末的3倍.
  let isComparisonBase: Bool
  /// Whether it names the document's own present: 目前, 至今.
  let isPresent: Bool
  /// Whether the year comes from the words themselves, so that later bare months may take it.
  let setsYear: Bool

  /// Whether it is a stretch of years back from the writer's day: 近两年, 过去三年.
  func isStretchBack(in text: TextView) -> Bool {
    shape == .span && basis == .relative && !setsYear && start.year < end.year
      && Scalar.isAny(text.scalars[range.lowerBound], "近最过")
  }

  /// The first and the last year of a stretch of years.
  var firstYear: PeriodMention { within(start, .lastDay(ofYear: start.year)) }
  var lastYear: PeriodMention { within(.firstDay(ofYear: end.year), end) }

  private func within(_ start: CivilDate, _ end: CivilDate) -> PeriodMention {
    PeriodMention(
      range: range, start: start, end: end, shape: .span, basis: basis, isCutoff: false,
      isComparisonBase: isComparisonBase, isPresent: false, setsYear: setsYear)
  }

  /// The time as what a change is measured against.
  var asComparisonBase: PeriodMention {
    PeriodMention(
      range: range, start: start, end: end, shape: shape, basis: basis, isCutoff: isCutoff, isComparisonBase: true,
      isPresent: isPresent, setsYear: setsYear)
  }
}
