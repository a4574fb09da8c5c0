import DafuModel

/// What a figure is taken to mean; becomes an observation.
///
/// Whoever reads a sentence hands its readings about; whoever changes one afterwards (a table, a document that tells two
/// figures apart) is the only one that has it.
final class Reading {
  /// By how much what was chosen leads before the next candidate, in hundredths of log-odds; nil where nothing was weighed
  /// (instruments that 分别 aligns with the figures, metrics that the unit tells).
  struct Leads: Sendable {
    var instrument: Int?
    var metric: Int?
    var measure: Int?
    var periodType: Int?
    /// Before the times of other years; nil where no other was named.
    var time: Int?
  }

  var figure: Figure
  var value: ExactDecimal
  var metric: String
  var measure: Measure
  var instruments: [InstrumentName]
  var period: Period
  var agency: AgencySubject?
  var status: ObservationStatus
  var subject: String
  /// The words right before the figure, which tell it apart where another figure has the same key.
  var lead: String { TextView.string(leading.words) }
  private let leading: SubjectRule.Leading
  /// How far what was chosen leads before the next candidate.
  var leads: Leads
  /// How each field was derived.
  var derivation: Derivation

  init(
    figure: Figure, value: ExactDecimal, metric: String, measure: Measure, instruments: [InstrumentName],
    period: Period, agency: AgencySubject?, status: ObservationStatus, subject: String, leading: SubjectRule.Leading,
    leads: Leads, derivation: Derivation
  ) {
    self.figure = figure
    self.value = value
    self.metric = metric
    self.measure = measure
    self.instruments = instruments
    self.period = period
    self.agency = agency
    self.status = status
    self.subject = subject
    self.leading = leading
    self.leads = leads
    self.derivation = derivation
  }

  /// The same figure, said of another metric.
  func of(_ metric: String, _ instruments: [InstrumentName], _ period: Period) -> Reading {
    Reading(
      figure: figure, value: value, metric: metric, measure: measure, instruments: instruments, period: period,
      agency: agency, status: status, subject: subject, leading: leading, leads: leads, derivation: derivation)
  }

  /// Whether it states an amount or the increase of a stock, which ranks and multiples comment on.
  var isAmount: Bool {
    [.money, .count, .physical].contains(figure.unitClass) && (isLevel || measure == .change && !value.isNegative)
  }

  /// Whether it states an amount, which later changes and shares comment on.
  var isLevel: Bool { measure == .level || measure == .limit }
}

/// An instrument as an observation carries it.
struct InstrumentName: Hashable, Sendable {
  let name: String
  let code: String?
  let kind: InstrumentKind

  static func == (left: InstrumentName, right: InstrumentName) -> Bool {
    left.kind == right.kind && left.name == right.name && left.code == right.code
  }
}
