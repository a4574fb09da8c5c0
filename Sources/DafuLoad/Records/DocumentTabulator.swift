import DafuCodelists
import DafuModel

/// Makes the records of documents one by one: corrections applied, every row under its key, codes noted.
struct DocumentTabulator {
  /// A record as bytes: its kind, its key, how much of that is the group's, and what stands under it. They are valid
  /// during the call.
  typealias Take = (
    _ kind: ReleaseRecord.Kind, _ key: UnsafeRawBufferPointer, _ groupCount: Int, _ payload: UnsafeRawBufferPointer
  ) throws -> Void

  /// The codes in use so far.
  private(set) var codes: UsedCodes
  private var pass: CorrectionPass
  private let candidates: CandidateRecords
  private let places = ObservationsTable.places
  private let key = ByteArena()
  private let rowArena = ByteArena()

  init(_ builder: ReleaseBuilder) {
    codes = UsedCodes(builder.codelists)
    pass = CorrectionPass(corrections: builder.corrections, codelists: builder.codelists)
    candidates = CandidateRecords(metrics: builder.codelists.metrics)
  }

  /// Corrections that no longer fit their source.
  var failures: [CheckFailure] { pass.failures }

  /// Hands the records of a document to `take`.
  mutating func tabulate(_ document: EncodedDocument, take: Take) throws {
    var document = document
    if pass.concerns(document.record) { document = EncodedDocument(pass.apply(to: try document.document())) }
    let record = document.record
    let date = record.metadata.date ?? record.metadata.published
    codes.note(record)
    try document.visit(codes: { codes.bring($0) }) { row, _ in
      codes.note(row)
      guard let start = PlainText.integer(row[places.start]), let end = PlainText.integer(row[places.end]) else {
        throw DamagedRecord()
      }
      key.removeAll()
      OrderedKey.append(row[places.documentID], to: key)
      OrderedKey.append(start, to: key)
      OrderedKey.append(end, to: key)
      OrderedKey.append(row[places.observationID], to: key)
      try take(.observation, key.bytes, key.count, row.bytes)
      if let candidate = try candidates.record(of: row, documentDate: date) {
        try take(.candidate, candidate.key, candidate.groupCount, candidate.payload)
      }
    }
    key.removeAll()
    var identifier = record.documentID
    identifier.withUTF8 { OrderedKey.append(UnsafeRawBufferPointer($0), to: key) }
    rowArena.removeAll()
    var writer = RowWriter(rowArena)
    let row = DocumentsTable.definition.write(
      .init(record: record, observationCount: document.observationCount), to: &writer)
    try take(.document, key.bytes, key.count, row.bytes)
  }
}
