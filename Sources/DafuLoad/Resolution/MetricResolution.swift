import DafuCodelists
import DafuModel

/// What can be said of an observation's part in the keyed table before all codes are known.
enum FinancialTest {
  /// Whether a unit is a currency (ISO 4217: three capitals).
  static func isCurrency(_ unit: String) -> Bool {
    unit.utf8.count == 3 && unit.utf8.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
  }

  /// Whether a metric's domain is finance.
  static func isFinancial(_ metric: Code?) -> Bool { metric?.domain == "finance" }
}

/// Gathers the observations that may be financial: in a currency, of a financial metric, or of an instrument. They
/// are sorted by their key and, within one, the one to choose first.
struct MetricCandidates {
  private static let definition = FinancialMetricsTable.definition
  private let sorter: ExternalSorter
  private let space: WorkingSpace

  init(space: WorkingSpace) {
    self.space = space
    sorter = ExternalSorter(space)
  }

  /// The record of an observation of a document that was signed, or else published, on `date`; nil where the
  /// observation has no part in the keyed table. `metrics` is the curated list.
  static func record(
    of observation: Observation, documentDate date: CivilDate?, metrics: Codelist
  ) -> ReleaseRecord? {
    let listed = metrics[observation.metric]
    // What a metric is that no list holds is known when all documents have been seen.
    guard
      FinancialTest.isCurrency(observation.unit) || observation.instrument != Code.notApplicable || listed == nil
        || FinancialTest.isFinancial(listed)
    else { return nil }
    let group = key(of: observation)
    var payload = RecordWriter()
    payload.append(group.bytes.count)
    payload.append(
      definition.row(
        of: FinancialMetric(
          chosen: observation, observationCount: 1, documentCount: 1, agreement: .single,
          smallest: observation.value, largest: observation.value)))
    payload.append(observation.documentID)
    var preference = OrderedKey()
    appendPreference(of: observation, documentDate: date, to: &preference)
    return ReleaseRecord(kind: .candidate, group: group.bytes, rest: preference.bytes, payload: payload.bytes)
  }

  /// Throws `DamagedRecord` where a record is not what `record(of:documentDate:metrics:)` makes.
  static func check(_ record: ReleaseRecord) throws(DamagedRecord) {
    var reader = RecordReader(record.payload)
    guard try reader.integer() == record.group.count else { throw DamagedRecord() }
    _ = try reader.row(definition.table.columns.count)
    _ = try reader.text()
    try reader.expectEnd()
  }

  /// Notes such a record.
  func note(_ record: ReleaseRecord) throws { try sorter.add(key: record.key, payload: record.payload) }

  /// The keyed table's rows, where `financialMetrics` are the metrics whose domain is finance.
  func resolved(financialMetrics: Set<String>) throws -> MetricResolution {
    MetricResolution(candidates: try sorter.finish(), financialMetrics: financialMetrics, space: space)
  }

  /// What makes two observations statements about the same thing.
  private static func key(of observation: Observation) -> OrderedKey {
    var key = OrderedKey()
    key.append(observation.period.end.year)
    for text in [
      observation.instrument, observation.agency, observation.metric, observation.subject,
      observation.measure.rawValue, observation.unit, observation.period.type.rawValue, observation.refArea,
      observation.status.rawValue,
    ] {
      key.append(text)
    }
    return key
  }

  /// Latest period, latest document (no date is the oldest), stated before inferred, most digits, smallest
  /// identifier.
  private static func appendPreference(
    of observation: Observation, documentDate date: CivilDate?, to key: inout OrderedKey
  ) {
    key.append(-days(observation.period.end))
    key.append(date.map { -days($0) } ?? 1)
    let stated = (observation.period.basis == .stated ? 1 : 0) + (observation.agencyBasis == .stated ? 1 : 0)
    key.append(-stated)
    key.append(-SignificantDigits.count(in: observation.valueText))
    key.append(observation.observationID)
  }

  /// A number in the order of days.
  private static func days(_ date: CivilDate) -> Int { (date.year * 100 + date.month) * 100 + date.day }
}

/// Makes the keyed table: financial observations, one row a key, a conflict never averaged away.
struct MetricResolution: Sendable {
  private let candidates: SortedRecords
  private let financialMetrics: Set<String>
  private let space: WorkingSpace
  private let table = FinancialMetricsTable.definition.table

  fileprivate init(candidates: SortedRecords, financialMetrics: Set<String>, space: WorkingSpace) {
    self.space = space
    self.candidates = candidates
    self.financialMetrics = financialMetrics
  }

  /// The table's content, and how many of its rows are conflicts. Every format visits the rows: they are kept as they
  /// were resolved once.
  func content() throws -> (content: TableContent, conflicts: Int) {
    let rows = ExternalSorter(space)
    var conflicts = 0
    try forEachRow { key, row, agreement in
      var payload = RecordWriter()
      payload.append(row)
      try rows.add(key: key, payload: payload.bytes)
      if agreement == .conflict { conflicts += 1 }
    }
    return (TableContent(table: table, records: try rows.finish()), conflicts)
  }

  /// Visits the rows with their keys, in the order of these.
  func forEachRow(_ body: (_ key: [UInt8], _ row: [Cell], Agreement) throws -> Void) throws {
    func column(_ name: String) throws -> Int {
      guard let index = table.index(of: name) else { throw DamagedRecord() }
      return index
    }
    let (unit, metric, instrument) = (try column("unit"), try column("metric"), try column("instrument"))
    let (value, comparator) = (try column("value"), try column("comparator"))
    let (smallest, largest) = (try column("value_min"), try column("value_max"))
    let (observations, documents) = (try column("n_observations"), try column("n_documents"))
    let agreement = try column("agreement")

    var currentKey: ArraySlice<UInt8> = []
    var current: (chosen: [Cell], statistics: KeyedStatistics)?
    func finish() throws {
      guard var row = current?.chosen, let statistics = current?.statistics else { return }
      row[observations] = .integer(statistics.observationCount)
      row[documents] = .integer(statistics.documentCount)
      row[agreement] = .text(statistics.agreement.rawValue)
      row[smallest] = .number(statistics.smallest)
      row[largest] = .number(statistics.largest)
      try body(Array(currentKey), row, statistics.agreement)
    }

    let stream = try candidates.stream()
    while let record = try stream.next() {
      var reader = RecordReader(record.payload)
      let keyCount = try reader.integer()
      let row = try reader.row(table.columns.count)
      let document = try reader.text()
      guard
        FinancialTest.isCurrency(row[unit].plainText) || row[instrument].plainText != Code.notApplicable
          || financialMetrics.contains(row[metric].plainText)
      else { continue }
      guard case .number(let number) = row[value] else { throw DamagedRecord() }
      let key = record.key.prefix(keyCount)
      if current == nil || key != currentKey {
        try finish()
        currentKey = key
        current = (row, KeyedStatistics())
      }
      current?.statistics.note(value: number, comparator: row[comparator].plainText, document: document)
    }
    try finish()
  }
}
