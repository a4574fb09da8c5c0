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

/// What makes two observations statements about the same thing.
private struct MetricKey: Hashable {
  let year: Int
  let texts: [String]

  init(_ observation: Observation) {
    year = observation.period.end.year
    texts = [
      observation.instrument, observation.agency, observation.metric, observation.subject,
      observation.measure.rawValue, observation.unit, observation.period.type.rawValue, observation.refArea,
      observation.status.rawValue,
    ]
  }

  func precedes(_ other: MetricKey) -> Bool {
    year != other.year ? year < other.year : TotalOrder.precedes(texts, other.texts)
  }
}

/// Makes the keyed table: financial observations, one row a key, a conflict never averaged away.
struct MetricResolution {
  /// The dates of the documents, by document: of signature, else of publication.
  let documentDates: [String: CivilDate]
  /// The metrics whose domain is finance.
  let financialMetrics: Set<String>

  /// Whether an observation is financial: in a currency (ISO 4217: three capitals), of a financial metric, or of an
  /// instrument.
  func isFinancial(_ observation: Observation) -> Bool {
    let isCurrency =
      observation.unit.utf8.count == 3
      && observation.unit.utf8.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
    return isCurrency || financialMetrics.contains(observation.metric)
      || observation.instrument != Code.notApplicable
  }

  /// The rows in the order of their keys.
  func rows(of observations: [Observation]) -> [FinancialMetric] {
    Dictionary(grouping: observations.filter(isFinancial), by: MetricKey.init)
      .sorted { $0.key.precedes($1.key) }
      .compactMap { row(of: $0.value) }
  }

  private func row(of observations: [Observation]) -> FinancialMetric? {
    guard let chosen = observations.min(by: isPreferred) else { return nil }
    let values = observations.map(\.value)
    return FinancialMetric(
      chosen: chosen, observationCount: observations.count,
      documentCount: Set(observations.map(\.documentID)).count, agreement: agreement(of: observations),
      smallest: values.min() ?? chosen.value, largest: values.max() ?? chosen.value)
  }

  private func agreement(of observations: [Observation]) -> Agreement {
    if observations.count == 1 { return .single }
    if Set(observations.map(\.value)).count == 1 { return .agree }
    let lower = Set(observations.filter { $0.comparator == .atLeast }.map(\.value))
    let upper = Set(observations.filter { $0.comparator == .atMost }.map(\.value))
    let areBounds = observations.allSatisfy { $0.comparator == .atLeast || $0.comparator == .atMost }
    if areBounds, lower.count == 1, upper.count == 1, let from = lower.first, let to = upper.first, from < to {
      return .agree
    }
    return .conflict
  }

  /// Latest period, latest document, stated before inferred, most digits, smallest identifier.
  private func isPreferred(_ left: Observation, _ right: Observation) -> Bool {
    if left.period.end != right.period.end { return left.period.end > right.period.end }
    let leftDate = documentDates[left.documentID]
    let rightDate = documentDates[right.documentID]
    if leftDate != rightDate {
      guard let leftDate else { return false }
      guard let rightDate else { return true }
      return leftDate > rightDate
    }
    let leftStated = MetricResolution.statedFields(left)
    let rightStated = MetricResolution.statedFields(right)
    if leftStated != rightStated { return leftStated > rightStated }
    let leftDigits = SignificantDigits.count(in: left.valueText)
    let rightDigits = SignificantDigits.count(in: right.valueText)
    if leftDigits != rightDigits { return leftDigits > rightDigits }
    return TotalOrder.precedes(left.observationID, right.observationID)
  }

  private static func statedFields(_ observation: Observation) -> Int {
    (observation.period.basis == .stated ? 1 : 0) + (observation.agencyBasis == .stated ? 1 : 0)
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
