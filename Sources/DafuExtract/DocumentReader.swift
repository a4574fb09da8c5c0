import DafuModel

/// Reads one published reply: bytes to document. Pure and safe to use from many threads at once.
public struct DocumentReader: Sendable {
  private let options: ReaderOptions

  /// Creates a reader.
  public init(options: ReaderOptions = ReaderOptions()) { self.options = options }

  /// Reads a document. `path` is relative to the input folder and only passed on; `sha256` is the digest of `bytes`.
  public func read(_ bytes: [UInt8], path: String, sha256: String) -> ExtractOutcome {
    do {
      return .document(try document(bytes, path: path, sha256: sha256))
    } catch {
      return .rejected(Rejection(path: path, reason: error.reason, message: error.message, sha256: sha256))
    }
  }

  private func document(_ bytes: [UInt8], path: String, sha256: String) throws(ReadFailure) -> ReplyDocument {
    guard bytes.count <= options.byteLimit else {
      throw ReadFailure(.tooLarge, "It has \(bytes.count) bytes; the limit is \(options.byteLimit).")
    }
    if let (format, reading) = try PackagedDocument.read(bytes, options: options) {
      return try document(reading, format: format, path: path, sha256: sha256)
    }
    if let rejection = ContentSniffer.rejection(of: bytes) { throw ReadFailure(rejection.reason, rejection.message) }
    guard let decoded = TextDecoder.decode(bytes) else {
      throw ReadFailure(.binary, "The bytes are text neither in UTF-8 nor in UTF-16 nor in GB 18030.")
    }
    guard decoded.bytes.contains(where: { $0 > 0x20 }) else { throw ReadFailure(.empty, "There is only white space.") }
    guard let format = ContentSniffer.format(of: decoded.bytes), let reader = reader(for: format) else {
      throw ReadFailure(.unsupportedFormat, "It looks like JSON, which is not read.")
    }
    let reading = try reader.read(MappedText(source: decoded.bytes))
    return try document(
      reading, format: format, path: path, sha256: sha256, findings: DecodingFindings.findings(decoded))
  }

  private func document(
    _ reading: Reading, format: DocumentFormat, path: String, sha256: String, findings: [Finding] = []
  ) throws(ReadFailure) -> ReplyDocument {
    let letter = ReplyAnatomy.letter(of: reading)
    try requireBody(letter, reading)
    let layout = DocumentAssembler.layout(letter, tables: reading.tables)
    let (metadata, disagreements) = ReplyMetadataReader.metadata(of: letter)
    return ReplyDocument(
      path: path, format: format, sha256: sha256, metadata: metadata, text: layout.text, blocks: layout.blocks,
      tables: layout.tables,
      findings: findings + reading.findings + letter.findings + disagreements)
  }

  /// The reader of a format that is text.
  private func reader(for format: DocumentFormat) -> (any FormatReader)? {
    switch format {
    case .html: HTMLReader(tagLimit: options.tagLimit)
    case .xml: XMLReader(tagLimit: options.tagLimit, mappings: options.xmlMappings)
    case .markdown: MarkdownReader(tagLimit: options.tagLimit)
    case .text: TextReader(lineLimit: options.tagLimit / 5)
    case .docx, .ofd, .pdf, .scannedPDF, .image: nil
    }
  }

  /// A challenge page, a soft 404 or a list of links has no body; nor has a page whose reply is an attachment.
  private func requireBody(_ letter: Letter, _ reading: Reading) throws(ReadFailure) {
    let floor = letter.opening.contains { OpeningParagraph.matches($0) } ? 20 : 60
    let hasProse = letter.parts.contains { part in
      part.kind == .paragraph && part.text.bytes.hanCount >= 10
    }
    guard letter.hasBody(ofHan: floor), hasProse else {
      let attached = reading.attachments.prefix(3).joined(separator: ", ")
      throw ReadFailure(
        .noBody,
        attached.isEmpty
          ? "No text of a reply was found on the page."
          : "The page holds no text of a reply; it may be in its attachments: \(attached).")
    }
  }
}

/// What the decoder noticed, as findings.
enum DecodingFindings {
  static func findings(_ decoded: DecodedText) -> [Finding] {
    var findings: [Finding] = []
    if decoded.replaced > 0 {
      findings.append(
        Finding(
          code: "charset-repaired", severity: .warning,
          message: "\(decoded.replaced) byte sequences are no \(decoded.encoding.rawValue) and became U+FFFD."))
    }
    if decoded.dropped > 0 {
      findings.append(
        Finding(
          code: "control-characters", severity: .note,
          message: "\(decoded.dropped) control characters were dropped."))
    }
    if let label = declared(decoded.bytes), disagrees(label, decoded.encoding) {
      findings.append(
        Finding(
          code: "charset-mislabelled", severity: .note,
          message: "The page declares \(label), its bytes are \(decoded.encoding.rawValue)."))
    }
    return findings
  }

  /// The value after `charset=` or `encoding=` in the first kilobytes.
  private static func declared(_ bytes: [UInt8]) -> String? {
    let head = bytes.prefix(4096)
    for key in ["charset=", "encoding="] {
      guard let found = ByteSearch.firstIndex(of: Array(key.utf8), in: head, from: 0) else { continue }
      let value = head[(found + key.utf8.count)...].drop { $0 == 0x22 || $0 == 0x27 || $0 == 0x20 }
        .prefix { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF) || $0 == 0x2D || $0 == 0x5F }
      if !value.isEmpty, value.count < 20 { return String(decoding: value, as: UTF8.self) }
    }
    return nil
  }

  private static func disagrees(_ label: String, _ encoding: DecodedText.Encoding) -> Bool {
    let name = label.lowercased()
    return switch encoding {
    case .utf8: !name.hasPrefix("utf-8") && !name.hasPrefix("utf8") && !name.hasSuffix("ascii")
    case .gb18030: !name.hasPrefix("gb") && !name.hasPrefix("hz")
    case .utf16LittleEndian, .utf16BigEndian: !name.hasPrefix("utf-16") && !name.hasPrefix("utf16")
    }
  }
}
