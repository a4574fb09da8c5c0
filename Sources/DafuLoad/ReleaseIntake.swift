import DafuCodelists
import DafuModel

/// Takes outcomes one by one, in any order, and makes the release of them. Neither the documents nor their
/// observations are held in memory when there are many: both wait, sorted, in temporary files.
public final class ReleaseIntake {
  private let builder: ReleaseBuilder
  private let space: WorkingSpace
  private let inputs: DistinctInputs

  init(_ builder: ReleaseBuilder) {
    self.builder = builder
    space = WorkingSpace(below: builder.workingFolder, memoryLimit: builder.memoryLimit)
    inputs = DistinctInputs(space)
  }

  /// Takes one outcome. Throws `FileError` where a temporary file cannot be written.
  public func add(_ outcome: NormalizeOutcome) throws { try inputs.add(outcome) }

  /// Builds the release; call once. Throws `ReleaseCheckError` where a check or a correction fails, `FileError` where
  /// a temporary file cannot be written or read.
  public func build() throws -> Release {
    let codelists = builder.codelists
    var pass = CorrectionPass(corrections: builder.corrections, codelists: codelists)
    var codes = UsedCodes(codelists)
    let candidates = MetricCandidates(metrics: codelists.metrics, space: space)
    let observations = ExternalSorter(space)
    let documents = ExternalSorter(space)

    try inputs.forEachDocument { document in
      let document = pass.apply(to: document)
      let record = document.record
      codes.note(document)
      for observation in document.observations.map(\.withCompleteCodes) {
        codes.note(observation)
        var key = OrderedKey()
        key.append(observation.documentID)
        key.append(observation.start)
        key.append(observation.end)
        key.append(observation.observationID)
        var row = RecordWriter()
        row.append(ObservationsTable.definition.row(of: observation))
        try observations.add(key: key.bytes, payload: row.bytes)
        try candidates.note(observation, documentDate: record.metadata.date ?? record.metadata.published)
      }
      var key = OrderedKey()
      key.append(record.documentID)
      var row = RecordWriter()
      row.append(
        DocumentsTable.definition.row(of: .init(record: record, observationCount: document.observations.count)))
      try documents.add(key: key.bytes, payload: row.bytes)
    }
    guard pass.failures.isEmpty else { throw ReleaseCheckError(failures: pass.failures) }

    let (lists, undefined) = codes.rows()
    let rejections = inputs.rejections
    let (financialMetrics, conflicts) = try candidates.resolved(
      financialMetrics: Set(lists.metrics.filter(FinancialTest.isFinancial).map(\.code))
    ).content()
    let tables = [
      financialMetrics,
      TableContent(table: ObservationsTable.definition.table, records: try observations.finish()),
      TableContent(table: DocumentsTable.definition.table, records: try documents.finish()),
      RejectsTable.definition.filled(with: rejections),
      CodelistTables.instruments.filled(with: lists.instruments),
      CodelistTables.agencies.filled(with: lists.agencies),
      CodelistTables.metrics.filled(with: lists.metrics),
      CodelistTables.units.filled(with: lists.units),
    ]
    let failures = try TableChecker.failures(in: tables, space: space)
    guard failures.isEmpty else { throw ReleaseCheckError(failures: failures) }
    return Release(
      options: builder.options, tables: tables,
      counts: Release.Counts(
        documents: tables[2].count, rejects: rejections.count, observations: tables[1].count,
        financialMetrics: financialMetrics.count, conflicts: conflicts),
      findings: inputs.findings + undefined)
  }
}

/// The codes that a release uses, list by list.
private struct UsedCodes {
  private var instruments: CodesInUse
  private var agencies: CodesInUse
  private var metrics: CodesInUse
  private var units: CodesInUse

  struct Rows {
    let instruments: [Code]
    let agencies: [Code]
    let metrics: [Code]
    let units: [Code]
  }

  init(_ codelists: CodelistSet) {
    instruments = CodesInUse(list: codelists.instruments)
    agencies = CodesInUse(list: codelists.agencies)
    metrics = CodesInUse(list: codelists.metrics)
    units = CodesInUse(list: codelists.units)
  }

  mutating func note(_ document: NormalizedDocument) {
    agencies.use(document.record.agency, name: document.record.agencyName)
    instruments.bring(document.codes["instruments"] ?? [])
    agencies.bring(document.codes["agencies"] ?? [])
    metrics.bring(document.codes["metrics"] ?? [])
    units.bring(document.codes["units"] ?? [])
  }

  mutating func note(_ observation: Observation) {
    instruments.use(observation.instrument, name: observation.instrumentName)
    agencies.use(observation.agency, name: observation.agencyName)
    metrics.use(observation.metric, name: observation.metricName)
    units.use(observation.unit, name: observation.unitText)
  }

  /// The rows of the codelist tables, and a finding for each list that lacks a definition.
  func rows() -> (Rows, undefined: [LoadFinding]) {
    var findings: [LoadFinding] = []
    func take(_ list: CodesInUse) -> [Code] {
      let (codes, undefined) = list.rows()
      if !undefined.isEmpty {
        findings.append(
          LoadFinding(
            path: "", code: "code-undefined", severity: .warning,
            message: "no codelist and no document defines these codes of \(list.list.name): "
              + undefined.joined(separator: ", ")))
      }
      return codes
    }
    let rows = Rows(
      instruments: take(instruments), agencies: take(agencies), metrics: take(metrics), units: take(units))
    return (rows, findings)
  }
}
