import DafuModel

/// The rows of `observations` on their way to the table, by document, place in it and identifier.
///
/// Rows that this process made stay packed, a record a document: they take a third of the room, and to unpack them each
/// time that the table is visited takes no longer than to read them whole. Rows that came as records of other machines
/// are sorted one by one.
final class ObservationRows {
  /// What is said of all of them.
  private(set) var survey = ObservationSurvey()
  private let documents: ExternalSorter
  private let singles: ExternalSorter
  private let places = ObservationsTable.places
  private let table = ObservationsTable.definition.table
  private var packedCount = 0
  private var singleCount = 0
  private let record = ByteArena()
  private let key = ByteArena()
  private let lastKey = ByteArena()

  init(_ space: WorkingSpace) {
    documents = ExternalSorter(space)
    singles = ExternalSorter(space)
  }

  /// Appends what a row is sorted by.
  static func appendKey(
    of row: TableRow, _ places: ObservationsTable.Places, to key: ByteArena
  ) throws(DamagedRecord) {
    guard let start = PlainText.integer(row[places.start]), let end = PlainText.integer(row[places.end]) else {
      throw DamagedRecord()
    }
    OrderedKey.append(row[places.documentID], to: key)
    OrderedKey.append(start, to: key)
    OrderedKey.append(end, to: key)
    OrderedKey.append(row[places.observationID], to: key)
  }

  /// Takes a row under its key.
  func take(_ row: UnsafeRawBufferPointer, key: UnsafeRawBufferPointer) throws {
    survey.note(TableRow(row, count: table.columns.count))
    singleCount += 1
    try singles.add(key: key, payload: row)
  }

  /// Takes the rows of a document; `note` is shown each.
  func take(_ rows: PackedRows, of document: EncodedDocument, note: (TableRow) throws -> Void) throws {
    var isInOrder = true
    lastKey.removeAll()
    try rows.forEach { row, _ in
      try note(row)
      survey.note(row)
      key.removeAll()
      try ObservationRows.appendKey(of: row, places, to: key)
      if OrderedKey.compare(lastKey.bytes, key.bytes) > 0 { isInOrder = false }
      lastKey.removeAll()
      lastKey.append(key.bytes)
    }
    guard rows.count > 0 else { return }
    packedCount += rows.count
    if isInOrder {
      try add(rows, of: document)
    } else {
      let sorted = EncodedDocument(try document.document().inOrderOfPlaces())
      try sorted.open { try add($1, of: sorted) }
    }
  }

  private func add(_ rows: PackedRows, of document: EncodedDocument) throws {
    key.removeAll()
    var identifier = document.record.documentID
    identifier.withUTF8 { OrderedKey.append(UnsafeRawBufferPointer($0), to: key) }
    record.removeAll()
    record.append(number: UInt32(clamping: rows.count))
    record.append(rows.bytes)
    try documents.add(key: key.bytes, payload: record.bytes)
  }

  /// The table; call once, when all rows are there.
  func content() throws -> TableContent {
    let documents = try documents.finish()
    let packed = TableContent(table: table, count: packedCount) { body in
      try documents.forEach { _, record in
        let rows = PackedRows(count: Int(record.number(at: 0)), bytes: record.slice(4, record.count))
        try rows.forEach { row, _ in try body(row) }
      }
    }
    guard singleCount > 0 else { return packed }
    try packed.forEach { row in
      key.removeAll()
      try ObservationRows.appendKey(of: row, places, to: key)
      try singles.add(key: key.bytes, payload: row.bytes)
    }
    return TableContent(table: table, records: try singles.finish())
  }
}

extension NormalizedDocument {
  /// The document with its observations in the order in which `observations` lists them.
  fileprivate func inOrderOfPlaces() -> NormalizedDocument {
    let sorted = observations.sorted { left, right in
      if left.start != right.start { return left.start < right.start }
      if left.end != right.end { return left.end < right.end }
      return TotalOrder.precedes(left.observationID, right.observationID)
    }
    return NormalizedDocument(record: record, observations: sorted, codes: codes, findings: findings)
  }
}

/// What is said of all observations, noted one by one.
struct ObservationSurvey {
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
