import DafuCodelists
import DafuModel

/// What can be said of an observation's part in the keyed table before all codes are known.
enum FinancialTest {
  /// `Code.notApplicable` as bytes.
  @inline(__always)
  static var notApplicable: StaticString { "_Z" }

  /// Whether a unit is a currency (ISO 4217: three capitals).
  static func isCurrency(_ unit: UnsafeRawBufferPointer) -> Bool {
    unit.count == 3 && unit.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
  }

  /// Whether a metric's domain is finance.
  static func isFinancial(_ metric: Code?) -> Bool { metric?.domain == "finance" }
}

/// Makes the records of observations that may be financial: in a currency, of a financial metric, or of an instrument.
/// They are sorted by their key and, within one, the one to choose first.
///
/// The payload is the size of the row in four bytes, the row of the keyed table as it is where the observation is the
/// only one, and the document's identifier.
struct CandidateRecords {
  /// Where a cell of the keyed table comes from.
  private enum Source {
    case observation(Int, isText: Bool)
    case value
    case one
    case single
  }

  private static let sources: [Source] = FinancialMetricsTable.table.columns.map { column in
    switch column.name {
    case "n_observations", "n_documents": .one
    case "agreement": .single
    case "value_min", "value_max": .value
    default:
      ObservationsTable.definition.table.index(of: column.name).map { .observation($0, isText: column.kind == .text) }
        ?? .value
    }
  }

  /// Codes of metrics that the list holds and that are not financial.
  private let otherMetrics: ByteSet
  private let places = ObservationsTable.places
  private let sources = CandidateRecords.sources
  private let one = ByteArena()
  private let single = ByteArena()
  private let keyArena = ByteArena()
  private let payload = ByteArena()
  /// What the key holds beside the year.
  private let keyPlaces: [Int]

  /// `metrics` is the curated list.
  init(metrics: Codelist) {
    let others = ByteSet()
    for code in metrics.codes where !FinancialTest.isFinancial(code) { others.insert(code.code) }
    otherMetrics = others
    PlainText.append(1, to: one)
    single.append(Array(Agreement.single.rawValue.utf8))
    keyPlaces = [
      places.instrument, places.agency, places.metric, places.subject, places.measure, places.unit, places.periodType,
      places.refArea, places.status,
    ]
  }

  /// The day that a document is preferred by: that on which it was signed, else published.
  static func date(of document: EncodedDocument) -> CivilDate? {
    document.record.metadata.date ?? document.record.metadata.published
  }

  /// The record of a row of observations, of a document that was signed, or else published, on `date`; nil where the
  /// observation has no part in the keyed table. It is valid until the next call.
  func record(
    of row: TableRow, documentDate date: CivilDate?
  ) throws(DamagedRecord) -> (key: UnsafeRawBufferPointer, groupCount: Int, payload: UnsafeRawBufferPointer)? {
    // What a metric is that no list holds is known when all documents have been seen.
    guard
      FinancialTest.isCurrency(row[places.unit]) || !row[places.instrument].isSame(as: FinancialTest.notApplicable)
        || !otherMetrics.contains(row[places.metric])
    else { return nil }
    keyArena.removeAll()
    guard let year = PlainText.integer(row[places.year]), let last = PlainText.date(row[places.periodEnd]) else {
      throw DamagedRecord()
    }
    OrderedKey.append(year, to: keyArena)
    for place in keyPlaces { OrderedKey.append(row[place], to: keyArena) }
    let groupCount = keyArena.count
    appendPreference(of: row, periodEnd: last, documentDate: date)

    payload.removeAll()
    payload.append(number: 0)
    try append(row)
    payload.store(UInt32(clamping: payload.count - 4), at: 0)
    payload.append(row[places.documentID])
    return (keyArena.bytes, groupCount, payload.bytes)
  }

  /// Appends the keyed table's row of an observation.
  private func append(_ row: TableRow) throws(DamagedRecord) {
    let isCareless = row.care.isEmpty
    // The value stands three times in it.
    let text = row.text.count + 2 * row[places.value].count + 4 * single.count
    do {
      try payload.append(room: RowSpace.size(columns: sources.count, text: text)) { space in
        var keyed = try RowSpace(space, columns: sources.count)
        for index in sources.indices {
          switch sources[index] {
          case .observation(let place, let isText):
            let cell = row[place]
            if isText, !isCareless { keyed.care.formUnion(.of(cell)) }
            keyed.cell(cell)
          case .value: keyed.cell(row[places.value])
          case .one: keyed.cell(one.bytes)
          case .single: keyed.cell(single.bytes)
          }
        }
        return keyed.finish()
      }
    } catch { throw DamagedRecord() }
  }

  /// Latest period, latest document (no date is the oldest), stated before inferred, most digits, smallest
  /// identifier.
  private func appendPreference(of row: TableRow, periodEnd: CivilDate, documentDate date: CivilDate?) {
    OrderedKey.append(-days(periodEnd), to: keyArena)
    OrderedKey.append(date.map { -days($0) } ?? 1, to: keyArena)
    let stated =
      (row[places.periodBasis].isSame(as: "stated") ? 1 : 0) + (row[places.agencyBasis].isSame(as: "stated") ? 1 : 0)
    OrderedKey.append(-stated, to: keyArena)
    OrderedKey.append(-SignificantDigits.count(in: row[places.valueText]), to: keyArena)
    OrderedKey.append(row[places.observationID], to: keyArena)
  }

  /// A number in the order of days.
  private func days(_ date: CivilDate) -> Int { (date.year * 100 + date.month) * 100 + date.day }
}
