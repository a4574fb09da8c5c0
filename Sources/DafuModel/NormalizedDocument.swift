/// One reply as the dataset sees it: its row of `documents`, its observations and the codes that it brought.
public struct NormalizedDocument: Hashable, Sendable, Codable {
  /// The row of `documents`.
  public let record: DocumentRecord
  /// The observations in the text's order.
  public let observations: [Observation]
  /// Codes used by this document that no codelist file holds, by codelist name (`instruments`, `agencies`), and
  /// codes composed from patterns (福州市 + 财政局).
  public let codes: [String: [Code]]
  /// What both stages noticed.
  public let findings: [Finding]

  /// Creates a normalized document.
  public init(
    record: DocumentRecord, observations: [Observation], codes: [String: [Code]] = [:], findings: [Finding] = []
  ) {
    self.record = record
    self.observations = observations
    self.codes = codes
    self.findings = findings
  }
}

/// One reply document: one row of `documents`.
public struct DocumentRecord: Hashable, Sendable, Codable {
  /// From the issuing body and the document number, else from the content's digest.
  public var documentID: String
  /// The path relative to the input folder.
  public var path: String
  /// The format found.
  public var format: DocumentFormat
  /// SHA-256 of the bytes.
  public var sha256: String
  /// What the document says of itself; names of bodies here are as written.
  public var metadata: ReplyMetadata
  /// Code of the issuing body.
  public var agency: String
  /// Its full official name.
  public var agencyName: String
  /// GB/T 2260 code of its area.
  public var refArea: String
  /// The area's name.
  public var refAreaName: String
  /// Full official names of the bodies consulted, at the document's date.
  public var coAgencyNames: [String]

  /// Creates a record.
  public init(
    documentID: String, path: String, format: DocumentFormat, sha256: String, metadata: ReplyMetadata, agency: String,
    agencyName: String, refArea: String, refAreaName: String, coAgencyNames: [String]
  ) {
    self.documentID = documentID
    self.path = path
    self.format = format
    self.sha256 = sha256
    self.metadata = metadata
    self.agency = agency
    self.agencyName = agencyName
    self.refArea = refArea
    self.refAreaName = refAreaName
    self.coAgencyNames = coAgencyNames
  }
}
