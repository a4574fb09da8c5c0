import DafuModel

/// Whether the observations of one key agree.
public enum Agreement: String, Sendable, CaseIterable {
  /// There is one observation.
  case single
  /// All values are equal, or they are the two ends of one range.
  case agree
  /// They differ; the row shows one of them and the span of all.
  case conflict
}

/// One row of `financial_metrics`: the observations of one key, with the one that was chosen.
struct FinancialMetric: Sendable {
  let chosen: Observation
  let observationCount: Int
  let documentCount: Int
  let agreement: Agreement
  let smallest: ExactDecimal
  let largest: ExactDecimal
}

/// What the observations of one key say together, noted one by one.
struct KeyedStatistics {
  /// Nothing, one value, or several.
  private enum Distinct {
    case none
    case one(ExactDecimal)
    case several

    mutating func note(_ value: ExactDecimal) {
      switch self {
      case .none: self = .one(value)
      case .one(let other): if other != value { self = .several }
      case .several: break
      }
    }
  }

  private(set) var observationCount = 0
  private(set) var smallest = ExactDecimal(0)
  private(set) var largest = ExactDecimal(0)
  private var documents: Set<String> = []
  private var values = Distinct.none
  private var lower = Distinct.none
  private var upper = Distinct.none
  private var areBounds = true

  var documentCount: Int { documents.count }

  mutating func note(value: ExactDecimal, comparator: String, document: String) {
    smallest = observationCount == 0 ? value : min(smallest, value)
    largest = observationCount == 0 ? value : max(largest, value)
    observationCount += 1
    documents.insert(document)
    values.note(value)
    switch comparator {
    case Comparator.atLeast.rawValue: lower.note(value)
    case Comparator.atMost.rawValue: upper.note(value)
    default: areBounds = false
    }
  }

  var agreement: Agreement {
    if observationCount == 1 { return .single }
    if case .one = values { return .agree }
    if areBounds, case .one(let from) = lower, case .one(let to) = upper, from < to { return .agree }
    return .conflict
  }
}

/// How precisely a figure is written.
enum SignificantDigits {
  private static let zeros: Set<Unicode.Scalar> = ["0", "０", "〇", "零"]
  private static let others: Set<Unicode.Scalar> = [
    "一", "二", "三", "四", "五", "六", "七", "八", "九", "两", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖",
  ]

  /// The digits and Chinese numerals of a figure as written, from the first that is not zero on. 十, 百, 千, 万
  /// and 亿 are places, not digits.
  static func count(in text: String) -> Int {
    var count = 0
    for scalar in text.unicodeScalars {
      let isZero = zeros.contains(scalar)
      let isDigit = ("1"..."9").contains(scalar) || ("１"..."９").contains(scalar) || others.contains(scalar)
      if isDigit || (isZero && count > 0) { count += 1 }
    }
    return count
  }
}
