import DafuCodelists
import DafuModel

/// One candidate as it is read back.
private struct Candidate {
  let group: UnsafeRawBufferPointer
  let row: TableRow
  let document: UnsafeRawBufferPointer

  /// Looks at a record of a sorter.
  init(key: UnsafeRawBufferPointer, payload: UnsafeRawBufferPointer) throws(DamagedRecord) {
    // The group's size, then what `CandidateRecords` makes.
    let groupCount = Int(payload.number(at: 0))
    let size = Int(payload.number(at: 4))
    guard payload.count >= 8 + size, groupCount <= key.count else { throw DamagedRecord() }
    group = key.slice(0, groupCount)
    row = TableRow(payload.slice(8, 8 + size), count: FinancialMetricsTable.table.columns.count)
    document = payload.slice(8 + size, payload.count)
  }
}

/// Gathers candidates for the keyed table.
struct MetricCandidates {
  private let sorter: ExternalSorter
  private let space: WorkingSpace
  private let payload = ByteArena()

  init(space: WorkingSpace) {
    self.space = space
    sorter = ExternalSorter(space)
  }

  /// Throws `DamagedRecord` where a record is not what `CandidateRecords` makes.
  static func check(_ record: ReleaseRecord) throws(DamagedRecord) {
    let isSound = record.payload.withUnsafeBytes { payload in
      let size = Int(payload.number(at: 0))
      return payload.count >= 4 + size
        && TableRow(validating: payload.slice(4, 4 + size), of: FinancialMetricsTable.table) != nil
    }
    guard isSound else { throw DamagedRecord() }
  }

  /// Notes such a record.
  func note(key: UnsafeRawBufferPointer, groupCount: Int, payload record: UnsafeRawBufferPointer) throws {
    payload.removeAll()
    payload.append(number: UInt32(clamping: groupCount))
    payload.append(record)
    try sorter.add(key: key, payload: payload.bytes)
  }

  /// The keyed table's rows, where `financialMetrics` are the metrics whose domain is finance.
  func resolved(financialMetrics: Set<String>) throws -> MetricResolution {
    MetricResolution(candidates: try sorter.finish(), financialMetrics: financialMetrics, space: space)
  }
}

/// Makes the keyed table: financial observations, one row a key, a conflict never averaged away.
struct MetricResolution {
  private let candidates: SortedRecords
  private let financialMetrics: ByteSet
  private let space: WorkingSpace
  private let table = FinancialMetricsTable.table

  fileprivate init(candidates: SortedRecords, financialMetrics: Set<String>, space: WorkingSpace) {
    self.space = space
    self.candidates = candidates
    let metrics = ByteSet()
    for metric in financialMetrics { metrics.insert(metric) }
    self.financialMetrics = metrics
  }

  /// The table's content, and how many of its rows are conflicts. Every format visits the rows: they are kept as they
  /// were resolved once.
  func content() throws -> (content: TableContent, conflicts: Int) {
    let rows = ExternalSorter(space)
    var conflicts = 0
    try forEachRow { key, row, agreement in
      try rows.add(key: key, payload: row.bytes)
      if agreement == .conflict { conflicts += 1 }
    }
    return (TableContent(table: table, records: try rows.finish()), conflicts)
  }

  /// Visits the rows with their keys, in the order of these; both are valid during the visit.
  func forEachRow(_ body: (_ key: UnsafeRawBufferPointer, _ row: TableRow, Agreement) throws -> Void) throws {
    func column(_ name: String) throws -> Int {
      guard let index = table.index(of: name) else { throw DamagedRecord() }
      return index
    }
    let (unit, metric, instrument) = (try column("unit"), try column("metric"), try column("instrument"))
    let (value, comparator) = (try column("value"), try column("comparator"))
    let group = KeyedGroup(table, value: value, comparator: comparator)
    try candidates.forEach { key, payload in
      let candidate = try Candidate(key: key, payload: payload)
      let row = candidate.row
      guard
        FinancialTest.isCurrency(row[unit]) || !row[instrument].isSame(as: FinancialTest.notApplicable)
          || financialMetrics.contains(row[metric])
      else { return }
      if try !group.note(candidate.group, row, document: candidate.document) {
        try group.finish(body)
        try group.begin(candidate.group, row, document: candidate.document)
      }
    }
    try group.finish(body)
  }
}

/// The candidates of one key: the first, which was chosen, and what all say together.
private final class KeyedGroup {
  private let table: Table
  private let value: Int
  private let comparator: Int
  /// Key, row and document of the one that was chosen.
  private let key = ByteArena()
  private let chosen = ByteArena()
  private let document = ByteArena()
  private let resolved = ByteArena()
  private var count = 0
  /// Where there are several.
  private var statistics: KeyedStatistics?

  init(_ table: Table, value: Int, comparator: Int) {
    (self.table, self.value, self.comparator) = (table, value, comparator)
  }

  private var row: TableRow { TableRow(chosen.bytes, count: table.columns.count) }

  func begin(_ key: UnsafeRawBufferPointer, _ row: TableRow, document: UnsafeRawBufferPointer) throws {
    for arena in [self.key, chosen, self.document] { arena.removeAll() }
    self.key.append(key)
    chosen.append(row.bytes)
    self.document.append(document)
    count = 1
    statistics = nil
  }

  /// Notes one more; false where it has another key.
  func note(_ key: UnsafeRawBufferPointer, _ row: TableRow, document: UnsafeRawBufferPointer) throws -> Bool {
    guard count > 0, self.key.bytes.isSame(as: key) else { return false }
    if statistics == nil {
      statistics = KeyedStatistics()
      try note(self.row, document: self.document.bytes)
    }
    try note(row, document: document)
    count += 1
    return true
  }

  private func note(_ row: TableRow, document: UnsafeRawBufferPointer) throws {
    guard let number = PlainText.number(row[value]) else { throw DamagedRecord() }
    statistics?.note(value: number, comparator: row[comparator].text, document: document.text)
  }

  /// Gives the row, if there is one.
  func finish(_ body: (_ key: UnsafeRawBufferPointer, _ row: TableRow, Agreement) throws -> Void) throws {
    guard count > 0 else { return }
    guard let statistics else { return try body(key.bytes, row, .single) }
    resolved.removeAll()
    var writer = RowWriter(resolved)
    writer.begin(columns: table.columns.count)
    for (index, column) in table.columns.enumerated() {
      switch column.name {
      case "n_observations": writer.integer(statistics.observationCount)
      case "n_documents": writer.integer(statistics.documentCount)
      case "agreement": writer.word(statistics.agreement)
      case "value_min": writer.number(statistics.smallest)
      case "value_max": writer.number(statistics.largest)
      default: writer.cell(row[index], isText: column.kind == .text)
      }
    }
    try body(key.bytes, writer.finish(), statistics.agreement)
  }
}
