import DafuModel
import Glibc

/// Reads PDF (ISO 32000) with a text layer, by a program of its own: `dafu-pdf` tells where the characters stand.
struct PDFReader {
  /// The program's path; nil where it is not installed.
  let tool: String?

  /// A listing takes some 35 bytes a character.
  private static let outputLimit = 256 << 20
  private static let seconds = 90

  /// The pages of a document and how many pictures they hold.
  func listing(of bytes: [UInt8]) throws(ReadFailure) -> PDFListing {
    guard let tool, access(tool, X_OK) == 0 else {
      throw ReadFailure(
        .missingTool, "PDF is read by the program dafu-pdf, which is not beside dafu; `make build` makes both.")
    }
    // The library looks for scripts in most places, not in all.
    for mark in ["/JavaScript", "/Launch"]
    where ByteSearch.firstIndex(of: Array(mark.utf8), in: bytes[...], from: 0) != nil {
      throw PDFListing.failure("script")
    }
    switch ChildProcess.run(
      tool, input: bytes, seconds: PDFReader.seconds, outputLimit: PDFReader.outputLimit)
    {
    case .ended(let output, true): return try PDFListing(output)
    case .ended: throw ReadFailure(.malformed, "The PDF could not be read.")
    case .crashed: throw ReadFailure(.malformed, "The PDF made its reader fail; ask for it in another form.")
    case .timedOut: throw ReadFailure(.timedOut, "Reading the PDF took longer than \(PDFReader.seconds) seconds.")
    case .tooMuch: throw ReadFailure(.tooLarge, "The PDF holds more text than any reply.")
    case .notStarted: throw ReadFailure(.missingTool, "The program dafu-pdf could not be started.")
    }
  }

  func read(_ bytes: [UInt8]) throws(ReadFailure) -> Reading {
    let listing = try listing(of: bytes)
    if let failure = TextLayer.failure(of: listing.pages, images: listing.images) { throw failure }
    return LayoutReader.reading(of: listing.pages)
  }
}
