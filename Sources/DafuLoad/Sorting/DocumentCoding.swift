import DafuModel

/// A normalized document as bytes, complete but for what no table of a release holds: findings, and how the fields
/// of observations were derived. Its observations are rows of their table already.
public struct EncodedDocument: Sendable {
  /// The document's own fields.
  public let record: DocumentRecord
  /// How many observations it has.
  public let observationCount: Int
  /// All of it.
  public let bytes: [UInt8]
  private let codesOffset: Int

  /// Encodes a document.
  public init(_ document: NormalizedDocument) {
    record = document.record
    observationCount = document.observations.count
    var writer = RecordWriter()
    writer.reserve(4096 + 256 * document.observations.count)
    writer.append(document.record)
    writer.append(document.observations.count)
    let offset = writer.bytes.count
    writer.append(document.codes.count)
    for (list, codes) in document.codes.sorted(by: { TotalOrder.precedes($0.key, $1.key) }) {
      writer.append(list)
      writer.append(codes.count)
      for code in codes { writer.append(code) }
    }
    RowPacking.append(document.observations, to: &writer)
    codesOffset = offset
    bytes = writer.bytes
  }

  /// Takes the bytes of a document. Throws `DamagedRecord` for others.
  public init(bytes: [UInt8]) throws(DamagedRecord) {
    var reader = RecordReader(bytes)
    record = try reader.record()
    observationCount = try reader.integer()
    codesOffset = reader.offset
    self.bytes = bytes
  }

  /// The codes that the document brought, and where the rows begin.
  private func codes() throws(DamagedRecord) -> (codes: [String: [Code]], end: Int) {
    var reader = RecordReader(bytes, from: codesOffset)
    var codes: [String: [Code]] = [:]
    for _ in 0..<max(0, try reader.integer()) {
      let list = try reader.text()
      var found: [Code] = []
      for _ in 0..<max(0, try reader.integer()) { found.append(try reader.code()) }
      codes[list] = found
    }
    return (codes, reader.offset)
  }

  /// Gives the codes that the document brought, and the rows of its observations in its order, packed; these are
  /// valid during the call.
  func open<Result>(
    _ body: (_ codes: [String: [Code]], _ rows: PackedRows) throws -> Result
  ) throws -> Result {
    let (codes, end) = try codes()
    return try bytes.withUnsafeBytes { bytes in
      try body(codes, PackedRows(count: observationCount, bytes: bytes.slice(end, bytes.count)))
    }
  }

  /// Whether all of it can be read.
  public var isWhole: Bool { (try? open { try $1.forEach { _, _ in } }) != nil }

  /// The document, without findings and derivations. Throws `DamagedRecord` where the bytes are damaged.
  public func document() throws -> NormalizedDocument {
    try open { codes, rows in
      var observations: [Observation] = []
      try rows.forEach { observations.append(try ObservationsTable.observation(of: $0, $1)) }
      return NormalizedDocument(record: record, observations: observations, codes: codes)
    }
  }
}

extension RecordWriter {
  fileprivate mutating func append(_ record: DocumentRecord) {
    append(record.documentID)
    append(record.path)
    append(record.format)
    append(record.sha256)
    append(record.metadata)
    append(record.agency)
    append(record.agencyName)
    append(record.refArea)
    append(record.refAreaName)
    append(record.coAgencyNames)
  }

  /// Appends what a document says of itself.
  package mutating func append(_ metadata: ReplyMetadata) {
    append(metadata.title)
    append(metadata.documentNumber)
    append(metadata.date)
    append(metadata.published)
    append(metadata.issuingBody)
    append(metadata.addressedBody?.rawValue)
    append(metadata.session)
    append(metadata.proposalNumber)
    append(metadata.proposalTitle)
    append(metadata.coAgencies)
    append(metadata.disposition)
    append(metadata.disclosure)
    append(metadata.url)
  }

  mutating func append(_ code: Code) {
    append(code.code)
    append(code.name)
    append(code.nameEnglish)
    append(code.aliases)
    append(code.parent)
    append(code.refArea)
    append(code.domain)
    append(code.measure)
    append(code.symbol)
    append(code.scale)
    append(code.status)
  }
}

extension RecordReader {
  // Arguments are evaluated in their order, which is that of writing.
  fileprivate mutating func record() throws(DamagedRecord) -> DocumentRecord {
    let documentID = try text()
    let path = try text()
    let format = try value(DocumentFormat.self)
    let sha256 = try text()
    let metadata = try metadata()
    return DocumentRecord(
      documentID: documentID, path: path, format: format, sha256: sha256, metadata: metadata, agency: try text(),
      agencyName: try text(), refArea: try text(), refAreaName: try text(), coAgencyNames: try texts())
  }

  /// What a document says of itself.
  package mutating func metadata() throws(DamagedRecord) -> ReplyMetadata {
    let title = try optionalText()
    let documentNumber = try optionalText()
    let date = try optionalDate()
    let published = try optionalDate()
    let issuingBody = try optionalText()
    let addressedBody = try optionalText().flatMap(ReplyMetadata.AddressedBody.init)
    return ReplyMetadata(
      title: title, documentNumber: documentNumber, date: date, published: published, issuingBody: issuingBody,
      addressedBody: addressedBody, session: try optionalText(), proposalNumber: try optionalText(),
      proposalTitle: try optionalText(), coAgencies: try texts(), disposition: try optionalText(),
      disclosure: try optionalText(), url: try optionalText())
  }

  mutating func code() throws(DamagedRecord) -> Code {
    Code(
      code: try text(), name: try text(), nameEnglish: try text(), aliases: try texts(), parent: try optionalText(),
      refArea: try optionalText(), domain: try optionalText(), measure: try optionalText(), symbol: try optionalText(),
      scale: try optionalText(), status: try value(Code.Status.self))
  }
}
