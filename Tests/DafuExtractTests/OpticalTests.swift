import DafuModel
import Foundation
import Testing

@testable import DafuExtract

/// Pictures of pages. The program that recognizes them is played by a script: `make format-test` asks the real one.
@Suite struct OpticalTests {
  private static let letter = [Fixture.title, Fixture.number] + Fixture.letter

  /// What tesseract prints of lines set below one another, a word an ideograph or a number.
  private static func listing(_ lines: [String]) -> String {
    var rows = ["level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"]
    rows.append("1\t1\t0\t0\t0\t0\t0\t0\t1240\t1754\t-1\t")
    var top = 160
    for (number, line) in lines.enumerated() {
      var rest = Array(line)[...]
      var indent = number == 0 || line.hasSuffix("：") && line.count < 12 ? 0 : 2
      while !rest.isEmpty {
        let piece = rest.prefix(27 - indent)
        rest = rest.dropFirst(piece.count)
        rows.append("4\t1\t1\t1\t1\t0\t\(170 + 33 * indent)\t\(top)\t\(33 * piece.count)\t33\t-1\t")
        for (place, character) in piece.enumerated() {
          rows.append("5\t1\t1\t1\t1\t1\t\(170 + 33 * (indent + place))\t\(top)\t33\t33\t90.5\t\(character)")
        }
        top += 58
        indent = 0
      }
    }
    return rows.joined(separator: "\n") + "\n"
  }

  private static let program = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures/programs/tesseract")

  /// A recognizer that prints a text whatever it is given.
  private func recognition(printing text: String) throws -> OpticalRecognition {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("dafu-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try text.write(to: folder.appendingPathComponent("listing"), atomically: true, encoding: .utf8)
    try FileManager.default.createSymbolicLink(
      at: folder.appendingPathComponent("tesseract"), withDestinationURL: OpticalTests.program)
    return try #require(OpticalRecognition(searchPath: "/nowhere:\(folder.path)"))
  }

  /// A picture of one white page, uncompressed (TIFF 6.0).
  private static let picture: [UInt8] = {
    let (width, height) = (124, 175)
    func two(_ value: Int) -> [UInt8] { [UInt8(value & 0xFF), UInt8(value >> 8)] }
    func four(_ value: Int) -> [UInt8] { two(value & 0xFFFF) + two(value >> 16) }
    let fields = [
      (256, 4, width), (257, 4, height), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, 8), (277, 3, 1),
      (278, 4, height),
      (279, 4, width * height),
    ]
    let dots = [UInt8](repeating: 0xFF, count: width * height)
    return [0x49, 0x49, 0x2A, 0x00] + four(8 + dots.count) + dots + two(fields.count)
      + fields.flatMap { two($0.0) + two($0.1) + four(1) + four($0.2) } + four(0)
  }()

  @Test func aPictureIsRecognizedAndSaysSo() throws {
    let options = ReaderOptions(
      pdfTool: PDFWriter.tool, opticalRecognition: try recognition(printing: OpticalTests.listing(OpticalTests.letter)))
    let document = try Fixture.document(bytes: OpticalTests.picture, options: options)
    #expect(document.format == .image)
    #expect(document.format.isRecognizedOptically)
    Fixture.expectLetter(document)
    #expect(document.findings.contains { $0.code == "recognized-optically" && $0.message.contains("90 of 100") })
  }

  @Test func aScannedPDFIsRecognized() throws {
    let page = "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \u{7F} EI Q\n"
    let bytes = PDFWriter(pages: [page]).bytes
    #expect(Fixture.reason(Fixture.read(bytes: bytes, options: ReaderOptions(pdfTool: PDFWriter.tool))) == .scanned)
    let options = ReaderOptions(
      pdfTool: PDFWriter.tool, opticalRecognition: try recognition(printing: OpticalTests.listing(OpticalTests.letter)))
    let document = try Fixture.document(bytes: bytes, options: options)
    #expect(document.format == .scannedPDF)
    Fixture.expectLetter(document)
  }

  @Test func aPDFWithTextIsNotRecognized() throws {
    let options = ReaderOptions(
      pdfTool: PDFWriter.tool, opticalRecognition: OpticalRecognition(tool: "/nowhere", identity: ""))
    let document = try Fixture.document(bytes: PDFWriter.letter(OpticalTests.letter).bytes, options: options)
    #expect(document.format == .pdf)
  }

  @Test func picturesAreRejectedWithAReason() throws {
    func reason(_ bytes: [UInt8], _ recognition: OpticalRecognition?) -> Rejection.Reason? {
      Fixture.reason(
        Fixture.read(bytes: bytes, options: ReaderOptions(pdfTool: PDFWriter.tool, opticalRecognition: recognition)))
    }
    #expect(reason(OpticalTests.picture, nil) == .scanned)
    #expect(reason(OpticalTests.picture, OpticalRecognition(tool: "/nowhere", identity: "")) == .missingTool)
    let recognition = try recognition(printing: OpticalTests.listing(["厂", "口"]))
    #expect(reason(OpticalTests.picture, recognition) == .noBody)
    #expect(reason(Array(OpticalTests.picture.prefix(5000)), recognition) == .malformed)
    // A picture of 20,000 by 20,000 dots.
    let large: [UInt8] =
      [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8)
      + [0, 0, 0x4E, 0x20, 0, 0, 0x4E, 0x20, 8, 0, 0, 0, 0] + [UInt8](repeating: 0, count: 64)
    #expect(reason(large, recognition) == .tooLarge)
    #expect(OpticalRecognition(searchPath: "/nowhere") == nil)
  }

  @Test func whatIsPrintedIsNotBelieved() {
    let rows = [
      "", "1", "5\t1\t1\t1\t1\t1\t0\t0\t10\t10\t90\t口", "4\tx", "1\t1\t0\t0\t0\t0\t0\t0\t0\t0\t-1\t",
      "5\t1\t1\t1\t1\t1\t999999999\t0\t999999999\t999999999\t-5\t款额",
      "5\t1\t1\t1\t1\t1\t99999999999999999999\t0\t1\t1\t1\t元", "\u{FFFD}\t\t\t\t\t\t\t\t\t\t\t",
    ]
    let page = RecognizedPage(Array(rows.joined(separator: "\n").utf8), width: 59_500)
    #expect(page.characters == 3)
    #expect(page.confidenceSum == 90)
  }

  @Test func wordsThatOverlapStayInTheirOrder() {
    let rows = [
      "1\t1\t0\t0\t0\t0\t0\t0\t1000\t1400\t-1\t", "4\t1\t1\t1\t1\t0\t100\t100\t300\t40\t-1\t",
      "5\t1\t1\t1\t1\t1\t100\t100\t80\t40\t90\t余额", "5\t1\t1\t1\t1\t2\t150\t100\t60\t40\t90\t36.5",
      "5\t1\t1\t1\t1\t3\t190\t100\t90\t40\t90\t亿元;",
    ]
    let page = RecognizedPage(Array(rows.joined(separator: "\n").utf8), width: 59_500).page
    #expect(TextLines.lines(of: page.glyphs).map(\.text.string) == ["余额36.5亿元；"])
  }
}
