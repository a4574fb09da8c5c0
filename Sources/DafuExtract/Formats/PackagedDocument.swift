import DafuModel

/// Documents that are no text: archives of parts, told apart by what the archive holds, PDF, and pictures of pages.
enum PackagedDocument {
  /// Reads a document; nil if the bytes are no such format.
  static func read(
    _ bytes: [UInt8], options: ReaderOptions
  ) throws(ReadFailure) -> (format: DocumentFormat, reading: Reading)? {
    if isPDF(bytes) {
      return try PDFReader(tool: options.pdfTool, recognition: options.opticalRecognition).document(bytes)
    }
    if let name = PictureFile.name(of: bytes) {
      let reader = PDFReader(tool: options.pdfTool, recognition: options.opticalRecognition)
      return (.image, try reader.picture(bytes, name: name))
    }
    guard bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) else { return nil }
    let package = try ZipPackage(bytes)
    if package.holds("OFD.xml") { return (.ofd, try OFDReader(tagLimit: options.tagLimit).read(package)) }
    if let main = try DOCXReader.mainPart(of: package, tagLimit: options.tagLimit), !isSpreadsheet(main) {
      return (.docx, try DOCXReader(tagLimit: options.tagLimit).read(package, mainPart: main))
    }
    for (mark, name) in others where package.names.contains(where: { $0.hasPrefix(mark) }) {
      throw ReadFailure(.unsupportedFormat, "This is \(name); convert it to DOCX, PDF or HTML first.")
    }
    throw ReadFailure(.binary, "This is a ZIP archive, not a document.")
  }

  /// Readers of PDF allow other bytes before the header, within the first kilobyte (ISO 32000-1, annex H).
  private static func isPDF(_ bytes: [UInt8]) -> Bool {
    let mark = Array("%PDF-".utf8)
    if bytes.starts(with: mark) { return true }
    guard let first = bytes.first(where: { $0 > 0x20 }), first != UInt8(ascii: "<") else { return false }
    return ByteSearch.firstIndex(of: mark, in: bytes.prefix(1024), from: 0).map { place in
      // Text that speaks of PDF is text.
      bytes[..<place].contains { $0 < 0x09 } || bytes[..<place].allSatisfy { $0 <= 0x20 }
    } ?? false
  }

  private static func isSpreadsheet(_ part: String) -> Bool { part.hasPrefix("xl/") || part.hasPrefix("ppt/") }

  private static let others: [(mark: String, name: String)] = [
    ("xl/", "a spreadsheet"), ("ppt/", "a presentation"), ("content.xml", "an OpenDocument file"),
    ("META-INF/container.xml", "an electronic book"), ("Documents/1/Pages", "an XPS document"),
  ]
}
