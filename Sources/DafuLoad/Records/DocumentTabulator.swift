import DafuCodelists
import DafuModel

/// Makes the records of documents one by one: corrections applied, every row under its key, codes noted.
struct DocumentTabulator {
  /// The codes in use so far.
  private(set) var codes: UsedCodes
  private var pass: CorrectionPass
  private let metrics: Codelist

  init(_ builder: ReleaseBuilder) {
    codes = UsedCodes(builder.codelists)
    pass = CorrectionPass(corrections: builder.corrections, codelists: builder.codelists)
    metrics = builder.codelists.metrics
  }

  /// Corrections that no longer fit their source.
  var failures: [CheckFailure] { pass.failures }

  /// Hands the records of a document to `take`.
  mutating func tabulate(_ document: NormalizedDocument, take: (ReleaseRecord) throws -> Void) throws {
    let document = pass.apply(to: document)
    let record = document.record
    codes.note(document)
    for observation in document.observations.map(\.withCompleteCodes) {
      codes.note(observation)
      var key = OrderedKey()
      key.append(observation.documentID)
      key.append(observation.start)
      key.append(observation.end)
      key.append(observation.observationID)
      var row = RecordWriter()
      row.append(ObservationsTable.definition.row(of: observation))
      try take(ReleaseRecord(kind: .observation, group: key.bytes, rest: [], payload: row.bytes))
      let candidate = MetricCandidates.record(
        of: observation, documentDate: record.metadata.date ?? record.metadata.published, metrics: metrics)
      if let candidate { try take(candidate) }
    }
    var key = OrderedKey()
    key.append(record.documentID)
    var row = RecordWriter()
    row.append(DocumentsTable.definition.row(of: .init(record: record, observationCount: document.observations.count)))
    try take(ReleaseRecord(kind: .document, group: key.bytes, rest: [], payload: row.bytes))
  }
}
