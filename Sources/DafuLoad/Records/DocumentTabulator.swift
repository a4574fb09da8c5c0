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

  /// The document with its corrections, its codes noted; the rows have yet to be.
  mutating func opened(_ document: EncodedDocument) throws -> EncodedDocument {
    var document = document
    if pass.concerns(document.record) { document = EncodedDocument(pass.apply(to: try document.document())) }
    codes.note(document.record)
    return document
  }

  /// Notes the codes that a document brought.
  mutating func bring(_ brought: [String: [Code]]) { codes.bring(brought) }

  /// Notes the codes of a row of observations.
  mutating func note(_ row: TableRow) { codes.note(row) }

  /// Hands the records of a document to `take`.
  mutating func tabulate(_ document: EncodedDocument, take: Take) throws {
    let document = try opened(document)
    let date = CandidateRecords.date(of: document)
    try document.open { brought, rows in
      bring(brought)
      try rows.forEach { row, _ in
        note(row)
        key.removeAll()
        try ObservationRows.appendKey(of: row, places, to: key)
        try take(.observation, key.bytes, key.count, row.bytes)
        if let candidate = try candidates.record(of: row, documentDate: date) {
          try take(.candidate, candidate.key, candidate.groupCount, candidate.payload)
        }
      }
    }
    try tabulateDocument(document, take: take)
  }

  /// Hands over the row of the document itself.
  func tabulateDocument(_ document: EncodedDocument, take: Take) throws {
    key.removeAll()
    var identifier = document.record.documentID
    identifier.withUTF8 { OrderedKey.append(UnsafeRawBufferPointer($0), to: key) }
    rowArena.removeAll()
    var writer = RowWriter(rowArena)
    let row = DocumentsTable.definition.write(
      .init(record: document.record, observationCount: document.observationCount), to: &writer)
    try take(.document, key.bytes, key.count, row.bytes)
  }
}
