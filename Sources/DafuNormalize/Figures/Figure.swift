import DafuModel

/// A quantity as it stands in the text, before anybody knows what it measures.
struct Figure: Sendable {
  /// What is written or named of it; kept together, because figures are handed about much more often than changed.
  private final class Words: Sendable {
    let unit: String
    let word: String
    let unitText: String
    let rule: String

    init(unit: String, word: String, unitText: String, rule: String) {
      self.unit = unit
      self.word = word
      self.unitText = unitText
      self.rule = rule
    }
  }

  private var words: Words

  /// Whether it is one end of a range.
  enum RangeEnd: Hashable, Sendable { case low, high }

  /// The exact value in `unit`, without the sign that a falling verb gives it.
  var value: ExactDecimal
  /// The unit's code.
  var unit: String {
    get { words.unit }
    set { words = Words(unit: newValue, word: words.word, unitText: words.unitText, rule: words.rule) }
  }
  /// What kind of quantity it is.
  var unitClass: UnitClass
  /// The classifier or unit word (家, 亿元 gives 元), as the codelist writes it; empty where none stands.
  var word: String {
    get { words.word }
    set { words = Words(unit: words.unit, word: newValue, unitText: words.unitText, rule: words.rule) }
  }
  /// The unit as written, scale words included: 万亿元.
  var unitText: String {
    get { words.unitText }
    set { words = Words(unit: words.unit, word: words.word, unitText: newValue, rule: words.rule) }
  }
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
  var rule: String {
    get { words.rule }
    set { words = Words(unit: words.unit, word: words.word, unitText: words.unitText, rule: newValue) }
  }

  init(
    value: ExactDecimal, unit: String, unitClass: UnitClass, word: String, unitText: String, comparator: Comparator,
    isBound: Bool, isExtreme: Bool, core: Range<Int>, range: Range<Int>, rule: String
  ) {
    words = Words(unit: unit, word: word, unitText: unitText, rule: rule)
    self.value = value
    self.unitClass = unitClass
    self.comparator = comparator
    self.isBound = isBound
    self.isExtreme = isExtreme
    self.core = core
    self.range = range
  }
}
