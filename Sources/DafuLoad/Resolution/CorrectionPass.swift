import DafuCodelists
import DafuModel

/// Applies corrections to the observations of a document, and says which no longer fit the source.
struct CorrectionPass {
  let codelists: CodelistSet
  private var byDocument: [String: [Correction]]
  private(set) var failures: [CheckFailure] = []

  init(corrections: [Correction], codelists: CodelistSet) {
    self.codelists = codelists
    byDocument = Dictionary(grouping: corrections, by: \.document)
  }

  /// Whether there are corrections of a document.
  func concerns(_ record: DocumentRecord) -> Bool {
    !byDocument.isEmpty && (byDocument[record.documentID] != nil || byDocument[record.path] != nil)
  }

  /// The document with its corrections applied, in the order of the file.
  mutating func apply(to document: NormalizedDocument) -> NormalizedDocument {
    let record = document.record
    var corrections = byDocument[record.documentID] ?? []
    if record.path != record.documentID { corrections += byDocument[record.path] ?? [] }
    guard !corrections.isEmpty else { return document }
    var observations = document.observations
    for correction in corrections.sorted(by: { $0.line < $1.line }) { apply(correction, to: &observations) }
    return NormalizedDocument(
      record: record, observations: observations, codes: document.codes, findings: document.findings)
  }

  private mutating func apply(_ correction: Correction, to observations: inout [Observation]) {
    let named = observations.indices.filter {
      observations[$0].observationID == correction.figure || observations[$0].valueText == correction.figure
    }
    guard !named.isEmpty else {
      return fail(correction, "the document no longer has the figure `\(correction.figure)`")
    }
    let places = named.filter { correction.expect.isEmpty || observations[$0].evidence.contains(correction.expect) }
    guard let first = places.first else {
      return fail(correction, "the sentence of `\(correction.figure)` no longer says `\(correction.expect)`")
    }
    // One percentage said of several metrics stands at one place; anything else must be named apart.
    guard places.allSatisfy({ observations[$0].start == observations[first].start }) else {
      return fail(
        correction, "the document has the figure `\(correction.figure)` more than once; name it by observation_id")
    }
    switch correction.action {
    case .drop:
      for place in places.reversed() { observations.remove(at: place) }
    case .flag(let confidence):
      for place in places {
        observations[place].confidence = confidence
        observations[place].note("confidence", correction)
      }
    case .override(let field, let value):
      for place in places {
        var corrected = observations[place]
        override(field, value, in: &corrected)
        if corrected == observations[place] {
          return fail(correction, "\(field.rawValue) is `\(value)` already: the source has mended itself")
        }
        corrected.note(field.rawValue, correction)
        observations[place] = corrected
      }
    }
  }

  private mutating func fail(_ correction: Correction, _ what: String) {
    failures.append(
      CheckFailure(
        table: "corrections", row: correction.line, key: "document=\(correction.document)", rule: .correction,
        message: "\(what); remove or renew the correction (\(correction.reason))"))
  }

  private func override(_ field: Correction.Field, _ text: String, in observation: inout Observation) {
    switch field {
    case .value: observation.value = ExactDecimal(text) ?? observation.value
    case .unit: observation.unit = text
    case .comparator: observation.comparator = Comparator(rawValue: text) ?? observation.comparator
    case .measure: observation.measure = Measure(rawValue: text) ?? observation.measure
    case .metric:
      observation.metric = text
      observation.metricName = names(of: text, in: codelists.metrics)
    case .instrument:
      observation.instrument = text
      observation.instrumentName = names(of: text, in: codelists.instruments)
    case .agency:
      observation.agency = text
      observation.agencyName = names(of: text, in: codelists.agencies)
      observation.agencyBasis = .stated
    case .subject: observation.subject = text
    case .status: observation.status = ObservationStatus(rawValue: text) ?? observation.status
    case .periodStart: observation.period.start = CivilDate(text) ?? observation.period.start
    case .periodEnd: observation.period.end = CivilDate(text) ?? observation.period.end
    case .periodType: observation.period.type = PeriodType(rawValue: text) ?? observation.period.type
    case .refArea:
      observation.refArea = text
      observation.refAreaName = names(of: text, in: codelists.areas)
    }
  }

  private func names(of joint: String, in list: Codelist) -> String {
    if joint == Code.notApplicable { return "" }
    return joint.split(separator: "+").map { part in
      (list[String(part)]?.name ?? "").split(separator: "+", omittingEmptySubsequences: false).joined(separator: "＋")
    }.joined(separator: "+")
  }
}

extension Observation {
  /// Leaves a trace of a correction where people look for it.
  fileprivate mutating func note(_ field: String, _ correction: Correction) {
    derivation[field] = "correction: \(correction.reason)"
    if !rule.utf8.elementsEqual("correction".utf8), !rule.hasSuffix("+correction") { rule += "+correction" }
  }
}
