import DafuModel
import Testing

@testable import DafuExtract

/// PDF with a text layer, read by a program of its own.
@Suite struct PDFTests {
  private let letter = [Fixture.title, Fixture.number] + Fixture.letter
  private var options: ReaderOptions { ReaderOptions(pdfTool: PDFWriter.tool) }

  private func reason(_ bytes: [UInt8]) -> Rejection.Reason? {
    Fixture.reason(Fixture.read(bytes: bytes, options: options))
  }

  @Test func theReaderIsBuilt() { #expect(PDFWriter.tool != nil) }

  @Test func readsALetterSetInLines() throws {
    let document = try Fixture.document(bytes: PDFWriter.letter(letter).bytes, options: options)
    #expect(document.format == .pdf)
    Fixture.expectLetter(document)
  }

  @Test func rulesOfATableAreSeen() throws {
    var page = ""
    let rows = [["指标", "2020年", "2021年"], ["担保余额", "30", "36"], ["支持农户", "980", "1208"]]
    for (row, cells) in rows.enumerated() {
      for (column, text) in cells.enumerated() {
        page += PDFWriter.line(text, x: 100 + Double(column) * 130, y: 206 + Double(row) * 30)
      }
    }
    for row in 0...3 { page += PDFWriter.stroke(90, 200 + Double(row) * 30, width: 390) }
    for column in 0...3 { page += PDFWriter.stroke(90 + Double(column) * 130, 200, height: 90) }
    let reading = try PDFReader(tool: PDFWriter.tool).document(PDFWriter(pages: [page]).bytes).reading
    let table = try #require(reading.tables.first)
    #expect(table.rows.map { $0.map { table.texts[$0.text].text.string } } == rows)
  }

  @Test func troubleIsRejectedWithItsReason() {
    var script = PDFWriter.letter(letter)
    script.catalogue = "/OpenAction << /Type /Action /S /JavaScript /JS (app.alert\\(1\\)) >>"
    #expect(reason(script.bytes) == .activeContent)
    var locked = PDFWriter.letter(letter)
    let zeros = String(repeating: "00", count: 32)
    locked.trailer =
      "/ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /O <\(zeros)> /U <\(zeros)> /P -4 >>"
    #expect(reason(locked.bytes) == .encrypted)
    #expect(reason(Array("%PDF-1.7\nnothing".utf8)) == .malformed)
    #expect(reason(PDFWriter(pages: Array(repeating: "", count: 2001)).bytes) == .tooLarge)
  }

  @Test func aFontWithoutAMapIsRejected() {
    // Codes that mean nothing without the font's map.
    let codes = (0..<200).compactMap { Unicode.Scalar(0x0400 + $0 * 7) }.map { String(Character($0)) }.joined()
    var writer = PDFWriter(pages: [PDFWriter.line(codes, x: 40, y: 100, size: 8)])
    writer.hasMap = false
    let found = reason(writer.bytes)
    #expect(found == .unmappedFont || found == .noBody)
  }

  @Test func cutAndDamagedDocumentsNeverStopTheRun() {
    let bytes = PDFWriter.letter(letter).bytes
    for end in stride(from: 40, to: bytes.count, by: bytes.count / 6) { _ = reason(Array(bytes[..<end])) }
    var damaged = bytes
    for place in stride(from: 20, to: bytes.count, by: 97) { damaged[place] ^= 0x41 }
    #expect(reason(damaged) != nil)
  }

  @Test func withoutTheReaderPDFIsRejected() {
    let bytes = PDFWriter.letter(letter).bytes
    #expect(Fixture.reason(Fixture.read(bytes: bytes)) == .missingTool)
    #expect(Fixture.reason(Fixture.read(bytes: bytes, options: ReaderOptions(pdfTool: "/nowhere"))) == .missingTool)
  }

  @Test func listingsAreNotBelieved() {
    for text in ["", "dafu-pdf 2\nend", "dafu-pdf 1\npages 1\npage 1 1 0\n", "dafu-pdf 1\nend\n"] {
      #expect(throws: ReadFailure.self) { try PDFListing(Array(text.utf8)) }
    }
    let odd = "dafu-pdf 1\npages 1\npage 100 100 0\ng 1 2\ng 1 2 3 4 110000 0\nr 9999999999999999999 1 1 1\nend\n"
    #expect(throws: Never.self) { try PDFListing(Array(odd.utf8)) }
  }

  @Test func childrenAreBounded() {
    func run(_ script: String, seconds: Int = 5, limit: Int = 1000) -> ChildProcess.Outcome {
      ChildProcess.run("/bin/sh", ["-c", script], input: Array("abc".utf8), seconds: seconds, outputLimit: limit)
    }
    if case .ended(let output, true) = run("cat") { #expect(output == Array("abc".utf8)) } else { Issue.record("cat") }
    if case .timedOut = run("sleep 30", seconds: 1) {} else { Issue.record("time") }
    if case .tooMuch = run("yes") {} else { Issue.record("output") }
    if case .crashed = run("kill -9 $$") {} else { Issue.record("signal") }
    if case .ended(_, false) = run("exit 3") {} else { Issue.record("status") }
  }
}
