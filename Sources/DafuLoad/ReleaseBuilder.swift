import DafuCodelists
import DafuModel

/// Builds a release from what `normalize` gives: identities settled, corrections applied, keys resolved, every table
/// sorted and checked.
public struct ReleaseBuilder: Sendable {
  /// What the release is called and how it is written.
  public let options: ReleaseOptions
  /// The codelists that the codes come from.
  public let codelists: CodelistSet
  /// Known errors of sources.
  public let corrections: [Correction]

  /// Creates a builder.
  public init(options: ReleaseOptions, codelists: CodelistSet, corrections: [Correction] = []) {
    self.options = options
    self.codelists = codelists
    self.corrections = corrections
  }

  /// Builds the release; the order of the outcomes does not matter. Throws `ReleaseCheckError` where a check or a
  /// correction fails.
  public func build(_ outcomes: some Sequence<NormalizeOutcome>) throws -> Release {
    let inputs = DistinctInputs(outcomes)
    var findings = inputs.findings
    var pass = CorrectionPass(corrections: corrections, codelists: codelists)
    let documents = inputs.documents.map { pass.apply(to: $0) }
    guard pass.failures.isEmpty else { throw ReleaseCheckError(failures: pass.failures) }

    let observations = documents.flatMap { $0.observations.map(\.withCompleteCodes) }
      .sorted { TotalOrder.precedes($0, $1) }
    let codes = codesInUse(documents: documents, observations: observations)
    for (list, undefined) in codes.undefined {
      findings.append(
        LoadFinding(
          path: "", code: "code-undefined", severity: .warning,
          message: "no codelist and no document defines these codes of \(list): \(undefined.joined(separator: ", "))"))
    }
    let resolution = MetricResolution(
      documentDates: Dictionary(
        documents.compactMap { document in
          let metadata = document.record.metadata
          return (metadata.date ?? metadata.published).map { (document.record.documentID, $0) }
        }
      ) { first, _ in first },
      financialMetrics: Set(codes.metrics.filter { $0.domain == "finance" }.map(\.code)))
    let financialMetrics = resolution.rows(of: observations)

    let tables = [
      FinancialMetricsTable.definition.filled(with: financialMetrics),
      ObservationsTable.definition.filled(with: observations),
      DocumentsTable.definition.filled(
        with: documents.map { .init(record: $0.record, observationCount: $0.observations.count) }),
      RejectsTable.definition.filled(with: inputs.rejections),
      CodelistTables.instruments.filled(with: codes.instruments),
      CodelistTables.agencies.filled(with: codes.agencies),
      CodelistTables.metrics.filled(with: codes.metrics),
      CodelistTables.units.filled(with: codes.units),
    ]
    let failures = try TableChecker.failures(in: tables)
    guard failures.isEmpty else { throw ReleaseCheckError(failures: failures) }
    return Release(
      options: options, tables: tables,
      counts: Release.Counts(
        documents: documents.count, rejects: inputs.rejections.count, observations: observations.count,
        financialMetrics: financialMetrics.count,
        conflicts: financialMetrics.count { $0.agreement == .conflict }),
      findings: findings)
  }

  /// The rows of the codelist tables, and the codes that nobody defines, by list.
  private struct UsedCodes {
    var instruments: [Code] = []
    var agencies: [Code] = []
    var metrics: [Code] = []
    var units: [Code] = []
    var undefined: [(list: String, codes: [String])] = []
  }

  private func codesInUse(documents: [NormalizedDocument], observations: [Observation]) -> UsedCodes {
    var instruments = CodesInUse(list: codelists.instruments)
    var agencies = CodesInUse(list: codelists.agencies)
    var metrics = CodesInUse(list: codelists.metrics)
    var units = CodesInUse(list: codelists.units)
    for document in documents {
      agencies.use(document.record.agency, name: document.record.agencyName)
      instruments.bring(document.codes["instruments"] ?? [])
      agencies.bring(document.codes["agencies"] ?? [])
      metrics.bring(document.codes["metrics"] ?? [])
      units.bring(document.codes["units"] ?? [])
    }
    for observation in observations {
      instruments.use(observation.instrument, name: observation.instrumentName)
      agencies.use(observation.agency, name: observation.agencyName)
      metrics.use(observation.metric, name: observation.metricName)
      units.use(observation.unit, name: observation.unitText)
    }
    var result = UsedCodes()
    func take(_ list: CodesInUse) -> [Code] {
      let (codes, undefined) = list.rows()
      if !undefined.isEmpty { result.undefined.append((list.list.name, undefined)) }
      return codes
    }
    result.instruments = take(instruments)
    result.agencies = take(agencies)
    result.metrics = take(metrics)
    result.units = take(units)
    return result
  }
}
