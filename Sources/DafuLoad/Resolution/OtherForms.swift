import DafuModel

/// Finds replies that were published in two forms, as a page and as its attachment, and says which form is kept.
///
/// Two documents are forms of one reply where they have the same issuing body and document number; where a number is
/// missing, the same body, title, date and proposal number. At least one of them is a file such as pages attach (DOCX,
/// OFD, PDF, a picture): two pages of one number are two documents, as before. The form with more figures is kept: it
/// is the whole one; of equals the page, then DOCX, OFD, PDF. A text that was recognized optically never displaces
/// another.
///
/// What documents claim waits in a sorter, by the reply that they are a form of; what stays in memory is which gave way.
struct OtherForms {
  /// About how many bytes of claims are held in memory.
  private static let memoryLimit = 2 << 20

  /// What speaks for a form; the smallest is kept.
  private struct Claim: Comparable {
    let isOptical: Bool
    let figures: Int
    let rank: Int
    let path: String
    /// Tells its bytes from others: a digest of the digest, which is shorter.
    let content: Digest
    /// Tells its document from others.
    let document: Digest

    init(_ document: EncodedDocument) {
      let format = document.record.format
      isOptical = format.isRecognizedOptically
      figures = document.observationCount
      rank = OtherForms.rank(format)
      path = document.record.path
      content = Digest(document.record.sha256)
      var writer = RecordWriter()
      writer.append(document.record.documentID)
      writer.append(path)
      writer.append(document.record.sha256)
      writer.append(figures)
      writer.append(format)
      self.document = writer.bytes.withUnsafeBytes { Digest($0) }
    }

    init(_ reader: inout RecordReader) throws(DamagedRecord) {
      isOptical = try reader.integer() != 0
      figures = try reader.integer()
      rank = try reader.integer()
      path = try reader.text()
      content = try reader.digest()
      document = try reader.digest()
    }

    func append(to writer: inout RecordWriter) {
      writer.append(isOptical ? 1 : 0)
      writer.append(figures)
      writer.append(rank)
      writer.append(path)
      writer.append(content)
      writer.append(document)
    }

    static func < (left: Claim, right: Claim) -> Bool {
      if left.isOptical != right.isOptical { return right.isOptical }
      if left.figures != right.figures { return left.figures > right.figures }
      if left.rank != right.rank { return left.rank < right.rank }
      return left.path.utf8.lexicographicallyPrecedes(right.path.utf8)
    }
  }

  /// A claim on one reply: by which of its keys a document claims it, and whether as a file.
  private struct Claimant {
    let claim: Claim
    let keyNumber: Int
    let isFile: Bool
  }

  private let claims: ExternalSorter
  private var claimCount = 0
  private var hasFiles = false
  /// Where a document gave way: by which of its keys, and to what.
  private var displaced: [Digest: (keyNumber: Int, path: String)] = [:]

  init(_ space: WorkingSpace) { claims = ExternalSorter(space, limit: OtherForms.memoryLimit) }

  /// Notes a document; all must be noted before any is asked for. Throws `FileError` where a temporary file cannot be
  /// written.
  mutating func note(_ document: EncodedDocument) throws {
    let isFile = OtherForms.isFile(document.record.format)
    if isFile { hasFiles = true }
    let keys = OtherForms.keys(of: document.record)
    guard !keys.isEmpty else { return }
    let claim = Claim(document)
    claimCount += 1
    for (number, digest) in keys.enumerated() {
      var key = OrderedKey()
      key.append(Int(bitPattern: UInt(digest)))
      // Of claims that are the same in everything the first one counts.
      key.append(claimCount)
      var writer = RecordWriter()
      writer.append(number)
      writer.append(isFile ? 1 : 0)
      claim.append(to: &writer)
      try claims.add(key: key.bytes, payload: writer.bytes)
    }
  }

  /// Settles which documents give way, when all have been noted. Throws what reading temporary files throws.
  mutating func settle() throws {
    let claims = try claims.finish()
    guard hasFiles else { return }
    var reply: [UInt8] = []
    var claimants: [Claimant] = []
    try claims.forEach { key, payload in
      let digest = key.prefix(8)
      if !digest.elementsEqual(reply) {
        settle(claimants)
        claimants.removeAll(keepingCapacity: true)
        reply = Array(digest)
      }
      var reader = RecordReader(Array(payload))
      let (number, isFile) = (try reader.integer(), try reader.integer() != 0)
      claimants.append(Claimant(claim: try Claim(&reader), keyNumber: number, isFile: isFile))
    }
    settle(claimants)
  }

  /// Settles which forms of one reply give way.
  private mutating func settle(_ claimants: [Claimant]) {
    guard claimants.count > 1 else { return }
    func best(isFile: Bool) -> Claim? { claimants.lazy.filter { $0.isFile == isFile }.map(\.claim).min() }
    guard let file = best(isFile: true) else { return }
    let page = best(isFile: false)
    for claimant in claimants {
      // A page gives way to files only, a file to pages and to other files. The same bytes are a duplicate.
      let rivals = claimant.isFile ? [page, file].compactMap { $0 } : [file]
      guard let best = rivals.min(), best < claimant.claim, best.content != claimant.claim.content else { continue }
      let earlier = displaced[claimant.claim.document]?.keyNumber ?? .max
      if claimant.keyNumber < earlier { displaced[claimant.claim.document] = (claimant.keyNumber, best.path) }
    }
  }

  /// The path of the form that is kept in the place of a document; nil where the document is kept.
  func kept(insteadOf document: EncodedDocument) -> String? {
    displaced.isEmpty ? nil : displaced[Claim(document).document]?.path
  }

  private static func keys(of record: DocumentRecord) -> [UInt64] {
    guard !record.agency.isEmpty else { return [] }
    var keys: [String] = []
    if let number = record.metadata.documentNumber, !number.isEmpty { keys.append("\(record.agency)\n\(number)") }
    if let title = record.metadata.title, let date = record.metadata.date,
      let proposal = record.metadata.proposalNumber
    {
      let plain = String(String.UnicodeScalarView(title.unicodeScalars.filter { !$0.properties.isWhitespace }))
      keys.append("\(record.agency)\n\(plain)\n\(date)\n\(proposal)")
    }
    return keys.map { digest($0) }
  }

  /// FNV-1a: the same on every run, as the standard hash is not.
  private static func digest(_ text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  private static func isFile(_ format: DocumentFormat) -> Bool {
    switch format {
    case .html, .xml, .markdown, .text: false
    case .docx, .ofd, .pdf, .scannedPDF, .image: true
    }
  }

  private static func rank(_ format: DocumentFormat) -> Int {
    switch format {
    case .html, .xml, .markdown, .text: 0
    case .docx: 1
    case .ofd: 2
    case .pdf: 3
    case .scannedPDF, .image: 4
    }
  }
}

extension RecordWriter {
  fileprivate mutating func append(_ digest: Digest) {
    withUnsafeBytes(of: (digest.high.littleEndian, digest.low.littleEndian)) { append(raw: $0) }
  }
}

extension RecordReader {
  fileprivate mutating func digest() throws(DamagedRecord) -> Digest {
    let bytes = Array(try slice(16))
    return bytes.withUnsafeBytes { bytes in
      Digest(
        high: UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self)),
        low: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
    }
  }
}
