import DafuModel

/// A normalized document as bytes, complete but for what no table of a release holds: findings, and how the fields
/// of observations were derived.
public enum DocumentCoding {
  /// The bytes of a document.
  public static func bytes(of document: NormalizedDocument) -> [UInt8] {
    var writer = RecordWriter()
    writer.append(document.record)
    writer.append(document.observations.count)
    for observation in document.observations { writer.append(observation) }
    writer.append(document.codes.count)
    for (list, codes) in document.codes.sorted(by: { TotalOrder.precedes($0.key, $1.key) }) {
      writer.append(list)
      writer.append(codes.count)
      for code in codes { writer.append(code) }
    }
    return writer.bytes
  }

  /// The document of bytes that `bytes(of:)` gave, without findings. Throws `DamagedRecord` for other bytes.
  public static func document(_ bytes: [UInt8]) throws(DamagedRecord) -> NormalizedDocument {
    var reader = RecordReader(bytes)
    let record = try reader.record()
    var observations: [Observation] = []
    for _ in 0..<max(0, try reader.integer()) { observations.append(try reader.observation()) }
    var codes: [String: [Code]] = [:]
    for _ in 0..<max(0, try reader.integer()) {
      let list = try reader.text()
      var found: [Code] = []
      for _ in 0..<max(0, try reader.integer()) { found.append(try reader.code()) }
      codes[list] = found
    }
    return NormalizedDocument(record: record, observations: observations, codes: codes)
  }
}

extension RecordWriter {
  fileprivate mutating func append(_ record: DocumentRecord) {
    append(record.documentID)
    append(record.path)
    append(record.format)
    append(record.sha256)
    append(record.metadata.title)
    append(record.metadata.documentNumber)
    append(record.metadata.date)
    append(record.metadata.published)
    append(record.metadata.issuingBody)
    append(record.metadata.addressedBody?.rawValue)
    append(record.metadata.session)
    append(record.metadata.proposalNumber)
    append(record.metadata.proposalTitle)
    append(record.metadata.coAgencies)
    append(record.metadata.disposition)
    append(record.metadata.disclosure)
    append(record.metadata.url)
    append(record.agency)
    append(record.agencyName)
    append(record.refArea)
    append(record.refAreaName)
    append(record.coAgencyNames)
  }

  fileprivate mutating func append(_ observation: Observation) {
    append(observation.observationID)
    append(observation.documentID)
    append(observation.period.start)
    append(observation.period.end)
    append(observation.period.type)
    append(observation.period.basis)
    append(observation.agency)
    append(observation.agencyName)
    append(observation.agencyBasis)
    append(observation.instrument)
    append(observation.instrumentName)
    append(observation.metric)
    append(observation.metricName)
    append(observation.subject)
    append(observation.measure)
    append(observation.value)
    append(observation.unit)
    append(observation.unitText)
    append(observation.comparator)
    append(observation.valueText)
    append(observation.status)
    append(observation.refArea)
    append(observation.refAreaName)
    append(observation.section)
    append(observation.evidence)
    append(observation.start)
    append(observation.end)
    append(observation.confidence)
    append(observation.rule)
  }

  fileprivate mutating func append(_ code: Code) {
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

  private mutating func metadata() throws(DamagedRecord) -> ReplyMetadata {
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

  fileprivate mutating func observation() throws(DamagedRecord) -> Observation {
    Observation(
      observationID: try text(), documentID: try text(),
      period: Period(
        start: try date(), end: try date(), type: try value(PeriodType.self), basis: try value(PeriodBasis.self)),
      agency: try text(), agencyName: try text(), agencyBasis: try value(AgencyBasis.self), instrument: try text(),
      instrumentName: try text(), metric: try text(), metricName: try text(), subject: try text(),
      measure: try value(Measure.self), value: try number(), unit: try text(), unitText: try text(),
      comparator: try value(Comparator.self), valueText: try text(), status: try value(ObservationStatus.self),
      refArea: try text(), refAreaName: try text(), section: try text(), evidence: try text(), start: try integer(),
      end: try integer(), confidence: try number(), rule: try text())
  }

  fileprivate mutating func code() throws(DamagedRecord) -> Code {
    Code(
      code: try text(), name: try text(), nameEnglish: try text(), aliases: try texts(), parent: try optionalText(),
      refArea: try optionalText(), domain: try optionalText(), measure: try optionalText(), symbol: try optionalText(),
      scale: try optionalText(), status: try value(Code.Status.self))
  }
}
