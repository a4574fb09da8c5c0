import DafuModel

/// Finds replies that were published in two forms, as a page and as its attachment, and says which form is kept.
///
/// Two documents are forms of one reply where they have the same issuing body and document number; where a number is
/// missing, the same body, title, date and proposal number. At least one of them is a file such as pages attach (DOCX,
/// OFD, PDF, a picture): two pages of one number are two documents, as before. The form with more figures is kept: it
/// is the whole one; of equals the page, then DOCX, OFD, PDF. A text that was recognized optically never displaces
/// another.
struct OtherForms {
  /// What speaks for a form; the smallest is kept.
  private struct Claim: Comparable {
    let isOptical: Bool
    let figures: Int
    let rank: Int
    let path: String
    /// Tells its bytes from others: a digest of the digest, which is shorter.
    let content: DigestIndex.Digest

    init(_ document: EncodedDocument) {
      let format = document.record.format
      isOptical = format.isRecognizedOptically
      figures = document.observationCount
      rank = OtherForms.rank(format)
      path = document.record.path
      var sha256 = document.record.sha256
      content = sha256.withUTF8 { DigestIndex.Digest(UnsafeRawBufferPointer($0)) }
    }

    static func < (left: Claim, right: Claim) -> Bool {
      if left.isOptical != right.isOptical { return right.isOptical }
      if left.figures != right.figures { return left.figures > right.figures }
      if left.rank != right.rank { return left.rank < right.rank }
      return left.path.utf8.lexicographicallyPrecedes(right.path.utf8)
    }
  }

  /// The best page and the best file that claim a reply: places in `claims`.
  private struct Claims {
    var page: Int32?
    var file: Int32?
  }

  /// One of each document.
  private var claims: [Claim] = []
  /// By a digest of the key, and by place: of a hundred thousand documents both take some megabytes.
  private var held: [UInt64: Claims] = [:]
  private var hasFiles = false

  /// Notes a document; all must be noted before any is asked for.
  mutating func note(_ document: EncodedDocument) {
    let isFile = OtherForms.isFile(document.record.format)
    if isFile { hasFiles = true }
    let keys = OtherForms.keys(of: document.record)
    guard !keys.isEmpty else { return }
    let claim = Claim(document)
    let place = Int32(clamping: claims.count)
    claims.append(claim)
    func best(_ earlier: Int32?) -> Int32 {
      guard let earlier, !(claim < claims[Int(earlier)]) else { return place }
      return earlier
    }
    for key in keys {
      var known = held[key] ?? Claims()
      if isFile { known.file = best(known.file) } else { known.page = best(known.page) }
      held[key] = known
    }
  }

  /// The path of the form that is kept in the place of a document; nil where the document is kept.
  func kept(insteadOf document: EncodedDocument) -> String? {
    guard hasFiles else { return nil }
    let claim = Claim(document)
    let isFile = OtherForms.isFile(document.record.format)
    for key in OtherForms.keys(of: document.record) {
      guard let known = held[key] else { continue }
      // A page gives way to files only, a file to pages and to other files. The same bytes are a duplicate.
      let rivals = (isFile ? [known.page, known.file] : [known.file]).compactMap { $0.map { claims[Int($0)] } }
      if let best = rivals.min(), best < claim, best.content != claim.content { return best.path }
    }
    return nil
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
