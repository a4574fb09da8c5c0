import DafuModel
import Glibc

/// Reads PDF (ISO 32000) by a program of its own: `dafu-pdf` tells where the characters stand, and draws the pages that
/// have none.
struct PDFReader {
  /// The program's path; nil where it is not installed.
  let tool: String?
  /// How pages without characters are recognized; nil to reject documents of such pages.
  var recognition: OpticalRecognition?

  /// A listing takes some 35 bytes a character.
  private static let outputLimit = 256 << 20
  private static let seconds = 90
  /// A page of the largest size drawn in grey, and its header.
  private static let drawingLimit = 40 << 20

  /// Reads a document; its format says whether its text was recognized optically.
  func document(_ bytes: [UInt8]) throws(ReadFailure) -> (format: DocumentFormat, reading: Reading) {
    let pages = try listing(of: bytes).pages
    guard let failure = TextLayer.failure(of: pages, images: pages.reduce(0) { $0 + $1.images }) else {
      var reading = LayoutReader.reading(of: pages)
      let pictures = pages.count { $0.isPicture }
      if pictures > 0 {
        reading.findings.append(
          Finding(
            code: "pages-not-read", severity: .note,
            message: "\(pictures) of \(pages.count) pages are pictures without text."))
      }
      return (.pdf, reading)
    }
    guard let recognition else { throw failure }
    // Where fonts do not say what they show, no page's characters are to be trusted.
    let chosen = pages.indices.filter { failure.reason == .unmappedFont || pages[$0].isPicture }
    return (.scannedPDF, try recognized(pages, chosen, of: bytes, by: recognition))
  }

  /// Reads a picture of a page, or a file of several; `name` is what its format is called.
  func picture(_ bytes: [UInt8], name: String) throws(ReadFailure) -> Reading {
    guard let recognition else {
      throw ReadFailure(
        .scanned, "This is \(name); it is recognized where the pipeline file says `optical_recognition: true`.")
    }
    let pages = try listing(of: bytes, isPicture: true).pages
    return try recognized(pages, Array(pages.indices), of: bytes, isPicture: true, by: recognition)
  }

  /// The pages of a document with their characters and rules.
  func listing(of bytes: [UInt8], isPicture: Bool = false) throws(ReadFailure) -> PDFListing {
    // The library looks for scripts in most places, not in all.
    for mark in ["/JavaScript", "/Launch"]
    where !isPicture && ByteSearch.firstIndex(of: Array(mark.utf8), in: bytes[...], from: 0) != nil {
      throw PDFListing.failure("script")
    }
    return try PDFListing(try output([], of: bytes, isPicture: isPicture, limit: PDFReader.outputLimit))
  }

  /// What the program prints of a document.
  private func output(
    _ arguments: [String], of bytes: [UInt8], isPicture: Bool, limit: Int
  ) throws(ReadFailure) -> [UInt8] {
    guard let tool, access(tool, X_OK) == 0 else {
      throw ReadFailure(
        .missingTool,
        "PDF and pictures are read by the program dafu-pdf, which is not beside dafu; `make build` makes both.")
    }
    let name = isPicture ? "picture" : "PDF"
    let arguments = (isPicture ? ["--picture"] : []) + arguments
    switch ChildProcess.run(tool, arguments, input: bytes, seconds: PDFReader.seconds, outputLimit: limit) {
    case .ended(let output, true): return output
    case .ended: throw ReadFailure(.malformed, "The \(name) could not be read.")
    case .crashed: throw ReadFailure(.malformed, "The \(name) made its reader fail; ask for it in another form.")
    case .timedOut:
      throw ReadFailure(.timedOut, "Reading the \(name) took longer than \(PDFReader.seconds) seconds.")
    case .tooMuch: throw ReadFailure(.tooLarge, "The \(name) holds more text than any reply.")
    case .notStarted: throw ReadFailure(.missingTool, "The program dafu-pdf could not be started.")
    }
  }

  /// The text of pages some of which are recognized; their rules were seen when the pages were drawn.
  private func recognized(
    _ pages: [LayoutPage], _ chosen: [Int], of bytes: [UInt8], isPicture: Bool = false,
    by recognition: OpticalRecognition
  ) throws(ReadFailure) -> Reading {
    guard chosen.count <= OpticalRecognition.pageLimit else {
      throw ReadFailure(.tooLarge, "More than \(OpticalRecognition.pageLimit) of its pages are pictures.")
    }
    var pages = pages
    var characters = 0
    var confidenceSum = 0
    for number in chosen {
      let drawing = try output(
        ["--draw", "\(number + 1)"], of: bytes, isPicture: isPicture, limit: PDFReader.drawingLimit)
      guard drawing.starts(with: Array("P5".utf8)) else {
        throw ReadFailure(.malformed, "Page \(number + 1) could not be drawn.")
      }
      let found = try recognition.page(of: drawing, width: pages[number].width)
      pages[number].glyphs = found.page.glyphs
      characters += found.characters
      confidenceSum += found.confidenceSum
    }
    var reading = LayoutReader.reading(of: pages)
    reading.findings.append(
      recognition.finding(pages: chosen.count, characters: characters, confidenceSum: confidenceSum))
    return reading
  }
}
