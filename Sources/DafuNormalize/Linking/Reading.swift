import DafuModel

/// What a figure is taken to mean; becomes an observation.
struct Reading: Hashable, Sendable {
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
  var lead: String
  /// Whether words near the figure name what is measured; else the unit or the instrument decided.
  var isMetricNamed: Bool
  /// How each field was derived.
  var derivation: [String: String]

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
}
