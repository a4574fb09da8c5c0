import DafuModel

/// Records, taken in any order, put together to the tables of a release.
final class ReleaseAssembly {
  private let builder: ReleaseBuilder
  private let space: WorkingSpace
  private let candidates: MetricCandidates
  private let metrics: ExternalSorter
  private let observations: ExternalSorter
  private let documents: ExternalSorter
  private var codes: UsedCodes
  private var survey = ObservationSurvey()
  private let observationColumns = ObservationsTable.definition.table.columns.count
  private var rejections: Set<Rejection> = []
  private var findings: [(key: [UInt8], finding: LoadFinding)] = []

  init(_ builder: ReleaseBuilder, _ space: WorkingSpace) {
    self.builder = builder
    self.space = space
    candidates = MetricCandidates(space: space)
    metrics = ExternalSorter(space)
    observations = ExternalSorter(space)
    documents = ExternalSorter(space)
    codes = UsedCodes(builder.codelists)
  }

  /// Takes a record that came over a stream. Throws `DamagedRecord` where it is not what a row of its kind is.
  func add(_ record: ReleaseRecord) throws {
    switch record.kind {
    case .observation: try record.checkRow(of: ObservationsTable.definition.table)
    case .document: try record.checkRow(of: DocumentsTable.definition.table)
    case .metric: try record.checkRow(of: FinancialMetricsTable.table)
    case .candidate: try MetricCandidates.check(record)
    case .code: return try codes.note(record)
    case .rejection: return add(try record.rejection())
    case .finding: return add(try record.finding(), key: record.key)
    }
    try record.key.withUnsafeBytes { key in
      try record.payload.withUnsafeBytes {
        try take(record.kind, key: key, groupCount: record.group.count, payload: $0)
      }
    }
  }

  /// Takes a row that this process made, under its key.
  func take(
    _ kind: ReleaseRecord.Kind, key: UnsafeRawBufferPointer, groupCount: Int, payload: UnsafeRawBufferPointer
  ) throws {
    switch kind {
    case .observation:
      survey.note(TableRow(payload, count: observationColumns))
      try observations.add(key: key, payload: payload)
    case .document: try documents.add(key: key, payload: payload)
    case .metric: try metrics.add(key: key, payload: payload)
    case .candidate: try candidates.note(key: key, groupCount: groupCount, payload: payload)
    case .code, .rejection, .finding: throw DamagedRecord()
    }
  }

  func add(_ rejection: Rejection) { rejections.insert(rejection) }

  func add(_ finding: LoadFinding, key: [UInt8]) { findings.append((key, finding)) }

  /// The rows of the keyed table, resolved here.
  func resolvedMetrics() throws -> MetricResolution {
    try candidates.resolved(financialMetrics: codes.financialMetrics())
  }

  /// The checked release; call once.
  func release() throws -> Release {
    let (lists, undefined) = codes.rows()
    let rejections = DistinctInputs.onePerPath(rejections)
    let (financialMetrics, conflicts) = try keyedTable()
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
    let failures = try TableChecker.failures(in: tables, space: space, jobs: builder.jobs)
    guard failures.isEmpty else { throw ReleaseCheckError(failures: failures) }
    let seen = findings.sorted { OrderedKey.compare($0.key, $1.key) < 0 }.map(\.finding)
    return Release(
      options: builder.options, tables: tables,
      counts: Release.Counts(
        documents: tables[2].count, rejects: rejections.count, observations: tables[1].count,
        financialMetrics: financialMetrics.count, conflicts: conflicts, years: survey.years,
        agencies: survey.agencies, instruments: survey.instruments),
      findings: seen + undefined, jobs: builder.jobs)
  }

  /// The keyed table: rows that came resolved, else what the candidates make.
  private func keyedTable() throws -> (content: TableContent, conflicts: Int) {
    let resolved = try metrics.finish()
    guard resolved.count > 0 else { return try resolvedMetrics().content() }
    let table = FinancialMetricsTable.table
    let content = TableContent(table: table, records: resolved)
    guard let agreement = table.index(of: "agreement") else { throw DamagedRecord() }
    var conflicts = 0
    try content.forEach { if $0[agreement].isSame(as: "conflict") { conflicts += 1 } }
    return (content, conflicts)
  }
}

/// What is said of all observations, noted one by one.
private struct ObservationSurvey {
  private let places = ObservationsTable.places
  private let attributed = ByteSet()
  private let used = ByteSet()
  /// The years of the last days of the periods, first and last.
  private(set) var years: ClosedRange<Int>?
  private var lastYear = 0

  mutating func note(_ row: TableRow) {
    _ = attributed.insert(row[places.agency])
    _ = used.insert(row[places.instrument])
    guard let year = PlainText.integer(row[places.year]), year != lastYear else { return }
    lastYear = year
    years = years.map { min($0.lowerBound, year)...max($0.upperBound, year) } ?? year...year
  }

  /// How many bodies figures are attributed to.
  var agencies: Int { attributed.count }

  /// How many instruments have figures.
  var instruments: Int {
    let isNoneUsed = (0..<used.count).contains { used.member($0).isSame(as: "_Z") }
    return used.count - (isNoneUsed ? 1 : 0)
  }
}
