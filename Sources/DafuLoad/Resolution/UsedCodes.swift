import DafuCodelists
import DafuModel

/// The codes that a release uses, list by list.
struct UsedCodes {
  private var instruments: CodesInUse
  private var agencies: CodesInUse
  private var metrics: CodesInUse
  private var units: CodesInUse
  /// The pairs of code and name noted so far, list by list.
  private let pairs = (NotedPairs(), NotedPairs(), NotedPairs(), NotedPairs())
  private let places = ObservationsTable.places

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

  /// Notes the code of the body that issued a document.
  mutating func note(_ record: DocumentRecord) { agencies.use(record.agency, name: record.agencyName) }

  /// Notes codes that a document brought.
  mutating func bring(_ codes: [String: [Code]]) {
    guard !codes.isEmpty else { return }
    instruments.bring(codes["instruments"] ?? [])
    agencies.bring(codes["agencies"] ?? [])
    metrics.bring(codes["metrics"] ?? [])
    units.bring(codes["units"] ?? [])
  }

  /// Notes the codes of a row of observations.
  mutating func note(_ row: TableRow) {
    let p = places
    if pairs.0.areNew(row[p.instrument], row[p.instrumentName]) {
      instruments.use(row[p.instrument].text, name: row[p.instrumentName].text)
    }
    if pairs.1.areNew(row[p.agency], row[p.agencyName]) {
      agencies.use(row[p.agency].text, name: row[p.agencyName].text)
    }
    if pairs.2.areNew(row[p.metric], row[p.metricName]) {
      metrics.use(row[p.metric].text, name: row[p.metricName].text)
    }
    if pairs.3.areNew(row[p.unit], row[p.unitText]) { units.use(row[p.unit].text, name: row[p.unitText].text) }
  }

  private static let lists: [(name: String, codes: WritableKeyPath<UsedCodes, CodesInUse> & Sendable)] = [
    ("instruments", \.instruments), ("agencies", \.agencies), ("metrics", \.metrics), ("units", \.units),
  ]

  /// What is known of every code, as records that `note(_ record:)` takes: one for each name and each definition, so
  /// that what several parts of a corpus know alike is the same record.
  func records() -> [ReleaseRecord] {
    UsedCodes.lists.flatMap { list in
      self[keyPath: list.codes].notes.flatMap { note in
        note.names.map { UsedCodes.record(list: list.name, code: note.code, names: [$0], brought: []) }
          + note.brought.map { UsedCodes.record(list: list.name, code: note.code, names: [], brought: [$0]) }
      }
    }
  }

  private static func record(list: String, code: String, names: [String], brought: [Code]) -> ReleaseRecord {
    var key = OrderedKey()
    key.append(list)
    key.append(code)
    var payload = RecordWriter()
    payload.append(list)
    payload.append(code)
    payload.append(names)
    payload.append(brought.count)
    for definition in brought { payload.append(definition) }
    return ReleaseRecord(kind: .code, group: key.bytes, rest: [], payload: payload.bytes)
  }

  /// Notes what another part of the inputs says of a code.
  mutating func note(_ record: ReleaseRecord) throws(DamagedRecord) {
    var reader = RecordReader(record.payload)
    let name = try reader.text()
    let code = try reader.text()
    let names = try reader.texts()
    var brought: [Code] = []
    for _ in 0..<max(0, try reader.integer()) { brought.append(try reader.code()) }
    try reader.expectEnd()
    guard let list = UsedCodes.lists.first(where: { $0.name.utf8.elementsEqual(name.utf8) }) else {
      throw DamagedRecord()
    }
    self[keyPath: list.codes].merge(code: code, names: names, brought: brought)
  }

  /// Notes what another part of the inputs says of all codes.
  mutating func merge(_ other: UsedCodes) {
    for list in UsedCodes.lists { self[keyPath: list.codes].merge(other[keyPath: list.codes]) }
  }

  /// The metrics whose domain is finance, curated or not.
  func financialMetrics() -> Set<String> {
    Set(metrics.rows().codes.filter(FinancialTest.isFinancial).map(\.code))
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

/// The pairs of code and name that were met: nearly every figure's codes have been met with an earlier one.
private final class NotedPairs {
  private let noted = ByteSet()
  private let last = ByteArena()
  /// Where the name of the last pair begins.
  private var middle = 0

  /// Notes a code beside a name; false where both were noted before.
  func areNew(_ code: UnsafeRawBufferPointer, _ name: UnsafeRawBufferPointer) -> Bool {
    // Often they are those of the figure before.
    if middle == code.count + 1, last.range(0, code.count).isSame(as: code),
      last.range(middle, last.count).isSame(as: name)
    {
      return false
    }
    last.removeAll()
    last.append(code)
    last.append(0xFF)
    middle = last.count
    last.append(name)
    return noted.insert(last.bytes)
  }
}
