import DafuModel

/// Records, taken in any order, put together to the tables of a release.
final class ReleaseAssembly {
  private let builder: ReleaseBuilder
  private let space: WorkingSpace
  private let candidates: MetricCandidates
  private let metrics: ExternalSorter
  private let observations: ObservationRows
  private let documents: ExternalSorter
  private var codes: UsedCodes
  private var rejections: Set<Rejection> = []
  private var findings: [(key: [UInt8], finding: LoadFinding)] = []

  init(_ builder: ReleaseBuilder, _ space: WorkingSpace) {
    self.builder = builder
    self.space = space
    candidates = MetricCandidates(space: space)
    metrics = ExternalSorter(space)
    observations = ObservationRows(space)
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

  /// Takes a row under its key.
  func take(
    _ kind: ReleaseRecord.Kind, key: UnsafeRawBufferPointer, groupCount: Int, payload: UnsafeRawBufferPointer
  ) throws {
    switch kind {
    case .observation: try observations.take(payload, key: key)
    case .document: try documents.add(key: key, payload: payload)
    case .metric: try metrics.add(key: key, payload: payload)
    case .candidate: try candidates.note(key: key, groupCount: groupCount, payload: payload)
    case .code, .rejection, .finding: throw DamagedRecord()
    }
  }

  /// Takes note of codes in use.
  func add(_ codes: UsedCodes) { self.codes.merge(codes) }

  func add(_ rejection: Rejection) { rejections.insert(rejection) }

  func add(_ finding: LoadFinding, key: [UInt8]) { findings.append((key, finding)) }

  /// The rows of the keyed table, resolved here.
  func resolvedMetrics() throws -> MetricResolution {
    try candidates.resolved(financialMetrics: codes.financialMetrics())
  }

  /// Takes the rows of a document's observations, all but their part in the keyed table; `note` is shown each.
  func take(_ rows: PackedRows, of document: EncodedDocument, note: (TableRow) throws -> Void) throws {
    try observations.take(rows, of: document, note: note)
  }

  /// Takes a document's part in the keyed table. Nothing else here is touched: another thread may be at that.
  func takeCandidates(of document: EncodedDocument, _ records: CandidateRecords) throws {
    let date = CandidateRecords.date(of: document)
    try document.open { _, rows in
      try rows.forEach { row, _ in try takeCandidate(row, documentDate: date, records) }
    }
  }

  /// Takes an observation's part in the keyed table, of a document signed or published on `date`.
  func takeCandidate(_ row: TableRow, documentDate date: CivilDate?, _ records: CandidateRecords) throws {
    guard let record = try records.record(of: row, documentDate: date) else { return }
    try candidates.note(key: record.key, groupCount: record.groupCount, payload: record.payload)
  }

  /// The checked release; call once. The keyed table is settled beside the checks of the others.
  func release() throws -> Release {
    let rejections = DistinctInputs.onePerPath(rejections)
    let checks = SoundTables(space: space)
    let ((financialMetrics, conflicts), (others, undefined)) = try Parallel.both(
      jobs: builder.jobs, { [self] in try keyedTable() },
      {
        let (others, undefined) = try otherTables(rejections)
        // Observations refer to documents, and all to the lists.
        for content in others.reversed() { try checks.look(at: content) }
        return (others, undefined)
      })
    // It refers to observations.
    try checks.look(at: financialMetrics)
    let tables = [financialMetrics] + others
    let failures = try checks.hold() ? [] : TableChecker.failures(in: tables, space: space)
    guard failures.isEmpty else { throw ReleaseCheckError(failures: failures) }
    let seen = findings.sorted { OrderedKey.compare($0.key, $1.key) < 0 }.map(\.finding)
    return Release(
      options: builder.options, tables: tables,
      counts: Release.Counts(
        documents: tables[2].count, rejects: rejections.count, observations: tables[1].count,
        financialMetrics: financialMetrics.count, conflicts: conflicts, years: observations.survey.years,
        agencies: observations.survey.agencies, instruments: observations.survey.instruments),
      findings: seen + undefined, jobs: builder.jobs)
  }

  /// All tables but the keyed one, and codes that nobody defines.
  private func otherTables(_ rejections: [Rejection]) throws -> (tables: [TableContent], undefined: [LoadFinding]) {
    let (lists, undefined) = codes.rows()
    let tables = [
      try observations.content(),
      TableContent(table: DocumentsTable.definition.table, records: try documents.finish()),
      RejectsTable.definition.filled(with: rejections),
      CodelistTables.instruments.filled(with: lists.instruments),
      CodelistTables.agencies.filled(with: lists.agencies),
      CodelistTables.metrics.filled(with: lists.metrics),
      CodelistTables.units.filled(with: lists.units),
    ]
    return (tables, undefined)
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
