import DafuModel
import Testing

@testable import DafuExtract

/// Open Fixed-layout Documents as their producers write them.
@Suite struct OFDTests {
  private let letter = [Fixture.title, Fixture.number] + Fixture.letter

  private func body(_ writer: OFDWriter) throws -> [String] { try Fixture.document(bytes: writer.bytes).bodyLines }

  @Test func readsALetterSetInLines() throws {
    let document = try Fixture.document(bytes: OFDWriter.letter(letter).bytes)
    #expect(document.format == .ofd)
    Fixture.expectLetter(document)
  }

  @Test func pagesGoOnAndTheirNumbersAreDropped() throws {
    let document = try Fixture.document(bytes: OFDWriter.letter(letter, width: 20, linesPerPage: 5).bytes)
    #expect(document.bodyLines == [Fixture.opening, Fixture.heading, Fixture.first, Fixture.second])
  }

  @Test func pathsFromTheRootAreFollowed() throws {
    var writer = OFDWriter.letter(letter)
    writer.hasAbsolutePaths = true
    Fixture.expectLetter(try Fixture.document(bytes: writer.bytes))
  }

  @Test func theOrderOfObjectsIsNoOrder() throws {
    var writer = OFDWriter.letter(letter)
    let objects = writer.pages[0].split(separator: "<ofd:TextObject").map { "<ofd:TextObject" + $0 }
    writer.pages[0] = objects.reversed().joined()
    Fixture.expectLetter(try Fixture.document(bytes: writer.bytes))
  }

  @Test func aTransformMovesAndScales() throws {
    let text = "截至2021年末，全市担保贷款余额36.5亿元，支持农户1208户。"
    var page = ""
    for (place, line) in ([Fixture.title] + Fixture.letter.prefix(3)).enumerated() {
      page += OFDWriter.line(line, x: 10, y: 20 + Double(place) * 10)
    }
    // Half the size in the object, doubled by its transform.
    let steps = Array(repeating: "2.8", count: text.count - 1).joined(separator: " ")
    page +=
      "<ofd:TextObject ID=\"7\" Boundary=\"10 70 190 8\" Font=\"2\" Size=\"2.8\" CTM=\"2 0 0 2 0 0\"><ofd:TextCode X=\"0\" "
    page += "Y=\"2.4\" DeltaX=\"\(steps)\">\(text)</ofd:TextCode></ofd:TextObject>"
    #expect(try body(OFDWriter(pages: [page])).last == text)
  }

  @Test func turnedHiddenAndTemplateTextIsNoProse() throws {
    var writer = OFDWriter.letter(letter, width: 20, linesPerPage: 6)
    writer.template = OFDWriter.line("内部资料88亿元", x: 60, y: 15)
    writer.pages[0] += OFDWriter.line("水印99亿元", x: 60, y: 120, extra: " CTM=\"0.7 -0.7 0.7 0.7 0 0\"")
    writer.pages[0] += OFDWriter.line("草稿77亿元", x: 60, y: 130, extra: " Visible=\"false\"")
    let text = try Fixture.document(bytes: writer.bytes).text.string
    #expect(!text.contains("99亿元") && !text.contains("77亿元") && !text.contains("88亿元"))
  }

  @Test func charactersPrintedTwiceAreOne() throws {
    var writer = OFDWriter.letter(letter)
    writer.pages[0] += OFDWriter.line(Fixture.title, x: 28.2, y: 37)
    #expect(try Fixture.document(bytes: writer.bytes).metadata.title == Fixture.title)
  }

  @Test func aRuledTableHasItsMergedCells() throws {
    var writer = OFDWriter.letter(letter)
    let rows = [["指标", "2021年", ""], ["", "余额（亿元）", "户数（户）"], ["担保贷款", "36.5", "1208"]]
    let top = 180.0
    for (row, cells) in rows.enumerated() {
      for (column, text) in cells.enumerated() where !text.isEmpty {
        writer.pages[0] += OFDWriter.line(text, x: 31 + Double(column) * 50, y: top + 2 + Double(row) * 10)
      }
    }
    for row in [0, 2, 3] { writer.pages[0] += OFDWriter.stroke(28, top + Double(row) * 10, width: 150) }
    writer.pages[0] += OFDWriter.stroke(78, top + 10, width: 100)
    for column in [0, 1, 3] { writer.pages[0] += OFDWriter.stroke(28 + Double(column) * 50, top, height: 30) }
    writer.pages[0] += OFDWriter.stroke(128, top + 10, height: 20)
    // The signature stands below the table.
    writer.pages[0] += OFDWriter.line(Fixture.second, x: 28, y: top + 40)
    let reading = try OFDReader(tagLimit: 100_000).read(ZipPackage(writer.bytes))
    let table = try #require(reading.tables.first)
    let texts = table.rows.map { $0.map { table.texts[$0.text].text.string } }
    #expect(texts == [["指标", "2021年", "2021年"], ["指标", "余额（亿元）", "户数（户）"], ["担保贷款", "36.5", "1208"]])
  }

  @Test func aTableWithoutRulesIsFoundByItsColumns() throws {
    var page = ""
    let rows = [["指标", "2020年", "2021年"], ["担保贷款余额", "30.1", "36.5"], ["支持农户", "980", "1208"]]
    for (row, cells) in rows.enumerated() {
      for (column, text) in cells.enumerated() {
        page += OFDWriter.line(text, x: 30 + Double(column) * 50, y: 60 + Double(row) * 10)
      }
    }
    let reading = try OFDReader(tagLimit: 100_000).read(ZipPackage(OFDWriter(pages: [page]).bytes))
    #expect(try #require(reading.tables.first).rows.count == 3)
  }

  @Test func twoColumnsAreReadOneAfterTheOther() throws {
    let prose = (1...24).map { "第\($0)户农户得到担保贷款支持生产" }
    var page = ""
    for line in 0..<12 {
      page += OFDWriter.line(prose[line], x: 15, y: 30 + Double(line) * 9)
      page += OFDWriter.line(prose[line + 12], x: 112, y: 30 + Double(line) * 9)
    }
    let reading = try OFDReader(tagLimit: 100_000).read(ZipPackage(OFDWriter(pages: [page]).bytes))
    #expect(reading.blocks.map(\.text.string).joined() == prose.joined())
  }

  @Test func formsForVerticalLinesAreLevel() throws {
    var page = ""
    for (place, line) in ["︽办法︾规定︐担保贷款余额︵不含逾期︶为三十六亿元︒", Fixture.first].enumerated() {
      page += OFDWriter.line(line, x: 20, y: 40 + Double(place) * 10)
    }
    let reading = try OFDReader(tagLimit: 100_000).read(ZipPackage(OFDWriter(pages: [page]).bytes))
    #expect(reading.blocks.first?.text.string == "《办法》规定，担保贷款余额（不含逾期）为三十六亿元。")
  }

  @Test func whatCannotBeReadIsRejected() {
    func reason(_ writer: OFDWriter) -> Rejection.Reason? { Fixture.reason(Fixture.read(bytes: writer.bytes)) }
    var encrypted = OFDWriter.letter(letter)
    encrypted.parts = [("Encryptions.xml", Array("<a/>".utf8))]
    #expect(reason(encrypted) == .encrypted)
    #expect(
      reason(OFDWriter(pages: ["<ofd:ImageObject ID=\"1\" Boundary=\"0 0 210 297\" ResourceID=\"5\"/>"])) == .scanned)
    let unmapped = String(repeating: "\u{E0AB}\u{E123}", count: 20)
    #expect(reason(OFDWriter(pages: [OFDWriter.line(unmapped, x: 10, y: 20)])) == .unmappedFont)
    #expect(reason(OFDWriter(pages: Array(repeating: "", count: 2001))) == .tooLarge)
    #expect(Fixture.reason(Fixture.read(bytes: ZipWriter.stored([("OFD.xml", Array("<a/>".utf8))]))) == .malformed)
  }

  @Test(arguments: ["g 999999999 1", "g -5 1 2", "1e99 nan inf", "g", "g 3", "x y z"])
  func distancesAreRead(_ text: String) {
    #expect(OFDNumbers.distances(text, limit: 50).count <= 50)
  }

  @Test func theShortFormOfDistances() {
    #expect(OFDNumbers.distances("g 3 2.5 1 g 2 4", limit: 50) == [2.5, 2.5, 2.5, 1, 4, 4])
    #expect(OFDNumbers.distances("g 9 2", limit: 4) == [2, 2, 2, 2])
  }
}
