/// One figure as one document states it, with its evidence: one row of `observations`.
public struct Observation: Hashable, Sendable, Codable {
  /// Stable: the document's id and the figure's place in it.
  public var observationID: String
  /// The document that states it.
  public var documentID: String
  /// The period that the figure describes.
  public var period: Period
  /// The body that the figure is attributed to: its code, or several joined by `+`.
  public var agency: String
  /// The full official Chinese name or names.
  public var agencyName: String
  /// Whether the clause names the agency.
  public var agencyBasis: AgencyBasis
  /// The instrument's code, several joined by `+`, or `_Z`.
  public var instrument: String
  /// The instrument's name or names; `_Z` has none (empty).
  public var instrumentName: String
  /// What is measured: a code of `metrics`.
  public var metric: String
  /// The metric's Chinese name.
  public var metricName: String
  /// What is counted or described, as written; empty where metric and instrument say it all.
  public var subject: String
  /// Level, change, share, rank, …
  public var measure: Measure
  /// The exact value in `unit`.
  public var value: ExactDecimal
  /// A code of `units`.
  public var unit: String
  /// The unit as written: 万亿元, 家.
  public var unitText: String
  /// Exact, above, below, about.
  public var comparator: Comparator
  /// The figure exactly as written, modifiers included.
  public var valueText: String
  /// Realized, planned or proposed.
  public var status: ObservationStatus
  /// GB/T 2260 code of the area described.
  public var refArea: String
  /// The area's name.
  public var refAreaName: String
  /// The headings above the figure, joined by ` > `.
  public var section: String
  /// The sentence.
  public var evidence: String
  /// UTF-8 byte offset of `valueText`'s first byte in the normalized text.
  public var start: Int
  /// UTF-8 byte offset after `valueText`'s last byte.
  public var end: Int
  /// 0 to 1 in hundredths: how often a figure read in this way is right.
  public var confidence: ExactDecimal
  /// The rule that recognized the figure.
  public var rule: String
  /// How each field was derived, field by field, for `dafu show`.
  public var derivation: Derivation

  /// Creates an observation.
  public init(
    observationID: String, documentID: String, period: Period, agency: String, agencyName: String,
    agencyBasis: AgencyBasis, instrument: String, instrumentName: String, metric: String, metricName: String,
    subject: String, measure: Measure, value: ExactDecimal, unit: String, unitText: String, comparator: Comparator,
    valueText: String, status: ObservationStatus, refArea: String, refAreaName: String, section: String,
    evidence: String, start: Int, end: Int, confidence: ExactDecimal, rule: String,
    derivation: Derivation = Derivation()
  ) {
    self.observationID = observationID
    self.documentID = documentID
    self.period = period
    self.agency = agency
    self.agencyName = agencyName
    self.agencyBasis = agencyBasis
    self.instrument = instrument
    self.instrumentName = instrumentName
    self.metric = metric
    self.metricName = metricName
    self.subject = subject
    self.measure = measure
    self.value = value
    self.unit = unit
    self.unitText = unitText
    self.comparator = comparator
    self.valueText = valueText
    self.status = status
    self.refArea = refArea
    self.refAreaName = refAreaName
    self.section = section
    self.evidence = evidence
    self.start = start
    self.end = end
    self.confidence = confidence
    self.rule = rule
    self.derivation = derivation
  }
}

/// The period that a figure describes.
public struct Period: Hashable, Sendable, Codable {
  /// Its first day; an instant has the same first and last day.
  public var start: CivilDate
  /// Its last day; its year is the dataset's first key.
  public var end: CivilDate
  /// Instant, duration or cumulative.
  public var type: PeriodType
  /// How it is known.
  public var basis: PeriodBasis

  /// Creates a period.
  public init(start: CivilDate, end: CivilDate, type: PeriodType, basis: PeriodBasis) {
    self.start = start
    self.end = end
    self.type = type
    self.basis = basis
  }
}

/// What kind of period a figure describes.
public enum PeriodType: String, Sendable, Codable, CaseIterable {
  /// A stock on a date.
  case instant
  /// A flow within the period.
  case duration
  /// A flow since the beginning.
  case cumulative
}

/// How the period is known.
public enum PeriodBasis: String, Sendable, Codable, CaseIterable {
  /// Stated in the clause.
  case stated
  /// Relative: 去年, 今年以来, 全年.
  case relative
  /// From an earlier clause.
  case inherited
  /// Nothing stated: the document's date.
  case document
}

/// How the agency is known.
public enum AgencyBasis: String, Sendable, Codable, CaseIterable {
  /// The clause's subject.
  case stated
  /// Nobody named: the body that issued the reply.
  case publisher
}

/// What the number says of its metric.
public enum Measure: String, Sendable, Codable, CaseIterable {
  /// The amount itself.
  case level
  /// Against the same period of the year before: 同比.
  case changeYearOnYear = "change_yoy"
  /// Since the beginning of the year: 较年初.
  case changeYearToDate = "change_ytd"
  /// Against the month or quarter before: 环比.
  case changeMonthOnMonth = "change_mom"
  /// Any other growth.
  case change
  /// A gap between two series.
  case difference
  /// A multiple of an earlier value.
  case multiple
  /// A part of a whole.
  case share
  /// A place in an order.
  case rank
  /// A cap or floor set by a rule or a product.
  case limit
}

/// How the value bounds the figure.
public enum Comparator: String, Sendable, Codable, CaseIterable {
  /// As stated.
  case equal = "eq"
  /// Above: 超, 逾, 突破, 多, 余.
  case above = "gt"
  /// At least: 以上, 不低于, 至少.
  case atLeast = "ge"
  /// Below: 近, 不足, 不到.
  case below = "lt"
  /// At most: 不超过, 最高, 以内.
  case atMost = "le"
  /// About: 约, 左右.
  case approximately = "approx"
}

/// Whether a figure has come to be (SDMX: OBS_STATUS).
public enum ObservationStatus: String, Sendable, Codable, CaseIterable {
  /// It has; rules in force and entitlements are among them.
  case realized
  /// It is meant to: 力争, 目标, 计划.
  case planned
  /// The proposal asks for it.
  case proposed
}
