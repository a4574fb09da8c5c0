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
    case .observation: _ = try record.row(of: ObservationsTable.definition.table)
    case .document: _ = try record.row(of: DocumentsTable.definition.table)
    case .metric: _ = try record.row(of: FinancialMetricsTable.definition.table)
    case .candidate: try MetricCandidates.check(record)
    case .code, .rejection, .finding: break
    }
    try take(record)
  }

  /// Takes a record that this process made.
  func take(_ record: ReleaseRecord) throws {
    switch record.kind {
    case .observation: try observations.add(key: record.key, payload: record.payload)
    case .document: try documents.add(key: record.key, payload: record.payload)
    case .metric: try metrics.add(key: record.key, payload: record.payload)
    case .candidate: try candidates.note(record)
    case .code: try codes.note(record)
    case .rejection: add(try record.rejection())
    case .finding: add(try record.finding(), key: record.key)
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
    let failures = try TableChecker.failures(in: tables, space: space)
    guard failures.isEmpty else { throw ReleaseCheckError(failures: failures) }
    let seen = findings.sorted { OrderedKey.compare($0.key, $1.key) < 0 }.map(\.finding)
    return Release(
      options: builder.options, tables: tables,
      counts: Release.Counts(
        documents: tables[2].count, rejects: rejections.count, observations: tables[1].count,
        financialMetrics: financialMetrics.count, conflicts: conflicts),
      findings: seen + undefined)
  }

  /// The keyed table: rows that came resolved, else what the candidates make.
  private func keyedTable() throws -> (content: TableContent, conflicts: Int) {
    let resolved = try metrics.finish()
    guard resolved.count > 0 else { return try resolvedMetrics().content() }
    let table = FinancialMetricsTable.definition.table
    let content = TableContent(table: table, records: resolved)
    guard let agreement = table.index(of: "agreement") else { throw DamagedRecord() }
    var conflicts = 0
    try content.forEachRow { row in
      if row[agreement].plainText.utf8.elementsEqual(Agreement.conflict.rawValue.utf8) { conflicts += 1 }
    }
    return (content, conflicts)
  }
}
