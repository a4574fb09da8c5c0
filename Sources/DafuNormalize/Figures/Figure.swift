import DafuModel

/// A quantity as it stands in the text, before anybody knows what it measures.
struct Figure: Hashable, Sendable {
  /// Whether it is one end of a range.
  enum RangeEnd: Hashable, Sendable { case low, high }

  /// The exact value in `unit`, without the sign that a falling verb gives it.
  var value: ExactDecimal
  /// The unit's code.
  var unit: String
  /// What kind of quantity it is.
  var unitClass: UnitClass
  /// The classifier or unit word (家, 亿元 gives 元), as the codelist writes it; empty where none stands.
  var word: String
  /// The unit as written, scale words included: 万亿元.
  var unitText: String
  /// How the words beside the number bound it.
  var comparator: Comparator
  /// Whether a cap or floor is set by the words beside it (不超过, 以上).
  var isBound: Bool
  /// Whether it is the lowest or fastest observed (最低 2.98%).
  var isExtreme: Bool
  /// The number with its unit, in scalars.
  var core: Range<Int>
  /// The figure as written, modifiers included, in scalars.
  var range: Range<Int>
  /// Where the words that bound it stand, if some words away from it (最高…承担80%).
  var bound: Range<Int>?
  /// Which end of a range it is, if one.
  var rangeEnd: RangeEnd?
  /// Whether its unit was borrowed from a figure behind it (分别为12、18和30家).
  var hasBorrowedUnit: Bool = false
  /// Whether no unit stands and the scale word alone shows a quantity (规模 100 亿).
  var hasNoUnit: Bool = false
  /// The rule that read it.
  var rule: String
}
