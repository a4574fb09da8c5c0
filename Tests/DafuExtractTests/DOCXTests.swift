import DafuModel
import Testing

@testable import DafuExtract

/// WordprocessingML as Word and WPS write it.
@Suite struct DOCXTests {
  private func run(_ text: String) -> String { DOCXWriter.run(text) }

  /// The letter with other paragraphs in the place of its first one.
  private func letter(_ middle: String) -> DOCXWriter {
    let before = [Fixture.title, "尊敬的委员：", Fixture.opening, Fixture.heading]
    let after = [Fixture.second, Fixture.signer, Fixture.date]
    return DOCXWriter(
      body: before.map { DOCXWriter.paragraph($0) }.joined() + middle + after.map { DOCXWriter.paragraph($0) }.joined())
  }

  private func body(_ writer: DOCXWriter) throws -> [String] {
    let lines = try Fixture.document(bytes: writer.bytes).bodyLines
    // Without what every letter has.
    return lines.filter { ![Fixture.opening, Fixture.heading, Fixture.second].contains($0) }
  }

  @Test func readsALetterWithItsPlaces() throws {
    let document = try Fixture.document(
      bytes: DOCXWriter(lines: [Fixture.title, Fixture.number] + Fixture.letter).bytes)
    #expect(document.format == .docx)
    #expect(document.metadata.documentNumber == Fixture.number)
    Fixture.expectLetter(document)
    #expect(!document.text.runs.isEmpty)
  }

  @Test func deflatedIsTheSame() throws {
    let writer = DOCXWriter(lines: [Fixture.title] + Fixture.letter)
    #expect(try Fixture.document(bytes: ZipWriter.deflated(writer.entries)) == Fixture.document(bytes: writer.bytes))
  }

  @Test func trackedChangesAreAccepted() throws {
    let middle = """
      <w:p>\(run("截至2021年末，贷款余额"))<w:del w:id="1">\
      <w:r><w:delText>35亿元</w:delText></w:r></w:del><w:ins w:id="2">\(run("36亿元"))</w:ins>\
      <w:moveFrom w:id="3">\(run("，户数1万户"))</w:moveFrom>\(run("，同比增长8%"))<w:moveTo w:id="4">\
      \(run("，户数2万户"))</w:moveTo>\(run("。"))</w:p>
      """
    #expect(try body(letter(middle)) == ["截至2021年末，贷款余额36亿元，同比增长8%，户数2万户。"])
    #expect(try Fixture.document(bytes: letter(middle).bytes).findings.map(\.code).contains("tracked-changes"))
  }

  @Test func aDeletedParagraphMarkJoins() throws {
    let mark = "<w:rPr><w:del w:id=\"1\"/></w:rPr>"
    let middle = DOCXWriter.paragraph("2021年发放贷款", properties: mark) + DOCXWriter.paragraph("12亿元。")
    #expect(try body(letter(middle)) == ["2021年发放贷款12亿元。"])
  }

  @Test func fieldsGiveTheirResult() throws {
    let middle = """
      <w:p>\(run("2021年发放贷款"))<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> =SUM(ABOVE) 99亿元 \
      </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>\(run("12亿元"))\
      <w:r><w:fldChar w:fldCharType="end"/></w:r><w:fldSimple w:instr=" REF a ">\(run("，增长8%"))</w:fldSimple>\
      <w:hyperlink r:id="rId9">\(run("，支持900户"))</w:hyperlink>\(run("。"))</w:p>
      """
    #expect(try body(letter(middle)) == ["2021年发放贷款12亿元，增长8%，支持900户。"])
  }

  @Test func aTextBoxIsReadOnce() throws {
    let box = "<w:txbxContent>\(DOCXWriter.paragraph("2021年累计担保7亿元，惠及3000户农户。"))</w:txbxContent>"
    let middle = """
      <w:p>\(run(Fixture.first))<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic>\
      <wps:wsp><wps:txbx>\(box)</wps:txbx></wps:wsp></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict>\
      <v:shape><v:textbox>\(box)</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>
      """
    #expect(try body(letter(middle)) == [Fixture.first, "2021年累计担保7亿元，惠及3000户农户。"])
  }

  @Test func footnotesFollowTheirParagraph() throws {
    var writer = letter(
      "<w:p>\(run("2021年发放贷款12亿元"))<w:r><w:footnoteReference w:id=\"2\"/></w:r>\(run("，增长8%。"))</w:p>")
    writer.footnotes = """
      <w:footnote w:type="separator" w:id="0">\(DOCXWriter.paragraph("分隔"))</w:footnote>\
      <w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>\(run("其中支农再贷款3亿元。"))</w:p></w:footnote>
      """
    #expect(try body(writer) == ["2021年发放贷款12亿元，增长8%。", "其中支农再贷款3亿元。"])
  }

  @Test func headersFootersHiddenTextAndContentsAreNoText() throws {
    var writer = letter(
      "<w:p><w:pPr><w:pStyle w:val=\"10\"/></w:pPr>\(run("担保贷款情况"))<w:r><w:tab/></w:r>\(run("3"))</w:p>"
        + "<w:p>\(run("2021年发放贷款12亿元。"))\(DOCXWriter.run("草稿99亿元。", properties: "<w:vanish/>"))</w:p>")
    writer.styles = "<w:style w:type=\"paragraph\" w:styleId=\"10\"><w:name w:val=\"toc 1\"/></w:style>"
    writer.parts = [("word/header1.xml", Array("<w:hdr>\(run("页眉88亿元"))</w:hdr>".utf8))]
    #expect(try body(writer) == ["2021年发放贷款12亿元。"])
  }

  @Test func softBreaksTabsAndSymbols() throws {
    let middle = """
      <w:p>\(run("2021年1至6月全市担保贷款增长8%，"))<w:r><w:br/></w:r>\(run("全年温度"))<w:r><w:sym w:font="Symbol" w:char="F0B1"/></w:r>\
      \(run("5度，其中"))<w:r><w:noBreakHyphen/></w:r>\(run("3%为降幅。"))</w:p>
      """
    #expect(try body(letter(middle)) == ["2021年1至6月全市担保贷款增长8%，全年温度±5度，其中-3%为降幅。"])
  }

  @Test func mergedCellsCoverTheirPlaces() throws {
    let cell = DOCXWriter.cell
    let table = """
      <w:tbl><w:tr>\(cell("指标", "<w:vMerge w:val=\"restart\"/>"))\(cell("2021年", "<w:gridSpan w:val=\"2\"/>"))</w:tr>\
      <w:tr>\(cell("", "<w:vMerge/>"))\(cell("余额（亿元）", ""))\(cell("户数（户）", ""))</w:tr>\
      <w:tr>\(cell("担保贷款", ""))\(cell("36.5", ""))\(cell("1208", ""))</w:tr></w:tbl>
      """
    let document = try Fixture.document(bytes: letter(table).bytes)
    let rows = try #require(document.tables.first).rows.map { $0.map { document.text[$0.range] } }
    #expect(rows == [["指标", "2021年", "2021年"], ["指标", "余额（亿元）", "户数（户）"], ["担保贷款", "36.5", "1208"]])
    #expect(document.tables.first?.headerRows == 2)
  }

  @Test func aTableOfProseIsProse() throws {
    let table = "<w:tbl><w:tr>\(DOCXWriter.cell(Fixture.first))</w:tr></w:tbl>"
    #expect(try body(letter(table)) == [Fixture.first])
  }

  @Test func headingStylesAreHeadings() throws {
    var writer = letter(
      DOCXWriter.paragraph("担保工作", properties: "<w:pStyle w:val=\"3\"/>") + DOCXWriter.paragraph(Fixture.first))
    writer.styles = """
      <w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>\
      <w:style w:type="paragraph" w:styleId="3"><w:name w:val="小节"/><w:basedOn w:val="2"/></w:style>
      """
    #expect(try Fixture.document(bytes: writer.bytes).lines(.heading).contains("担保工作"))
  }

  @Test(arguments: ["numbering.xml is missing", "a circle of styles"])
  func whatIsMissingIsReadPast(_ fault: String) throws {
    var writer = letter(
      DOCXWriter.paragraph(
        Fixture.first,
        properties: "<w:pStyle w:val=\"a\"/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"7\"/></w:numPr>"))
    if fault != "numbering.xml is missing" {
      writer.styles = """
        <w:style w:styleId="a"><w:basedOn w:val="b"/></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>
        """
    }
    #expect(try body(writer) == [Fixture.first])
  }
}

/// The numbers that word processors put in front of items.
@Suite struct WordNumberingTests {
  @Test(arguments: [
    ("chineseCounting", 1, "一"), ("chineseCounting", 10, "十"), ("chineseCounting", 11, "十一"),
    ("chineseCountingThousand", 20, "二十"), ("chineseCountingThousand", 105, "一百零五"),
    ("japaneseCounting", 12, "十二"), ("chineseLegalSimplified", 12, "拾贰"),
    ("ideographTraditional", 3, "丙"), ("ideographZodiac", 12, "亥"), ("decimalEnclosedCircle", 4, "④"),
    ("decimalEnclosedCircleChinese", 21, "㉑"), ("decimalEnclosedParen", 2, "⑵"), ("decimalEnclosedFullstop", 3, "⒊"),
    ("decimalFullWidth", 12, "１２"), ("upperRoman", 14, "XIV"), ("lowerLetter", 27, "aa"), ("decimalZero", 5, "05"),
    ("ideographDigital", 20, "二〇"), ("ideographEnclosedCircle", 2, "㊁"), ("unheardOf", 6, "6"),
  ])
  func format(_ format: String, _ number: Int, _ text: String) {
    #expect(NumberFormat.text(number, format: format) == text)
  }

  @Test func listsCountAndRestart() throws {
    func level(_ number: Int, _ format: String, _ text: String) -> String {
      "<w:lvl w:ilvl=\"\(number)\"><w:start w:val=\"1\"/><w:numFmt w:val=\"\(format)\"/><w:lvlText w:val=\"\(text)\"/></w:lvl>"
    }
    func item(_ text: String, _ level: Int, list: Int = 1) -> String {
      DOCXWriter.paragraph(
        text, properties: "<w:numPr><w:ilvl w:val=\"\(level)\"/><w:numId w:val=\"\(list)\"/></w:numPr>")
    }
    var writer = DOCXWriter(
      body: [Fixture.title, "尊敬的委员：", Fixture.opening].map { DOCXWriter.paragraph($0) }.joined()
        + item("担保贷款情况", 0) + item("总体情况", 1) + DOCXWriter.paragraph(Fixture.first) + item("分项情况", 1)
        + item("下步打算", 0) + item("目标", 1) + item("年内担保60亿元，支持农户。", 2, list: 2) + DOCXWriter.paragraph(Fixture.second)
        + [Fixture.signer, Fixture.date].map { DOCXWriter.paragraph($0) }.joined())
    writer.numbering = """
      <w:abstractNum w:abstractNumId="0">\(level(0, "chineseCountingThousand", "%1、"))\(level(1, "chineseCounting", "（%2）"))\
      </w:abstractNum><w:abstractNum w:abstractNumId="5">\(level(2, "decimal", "%3."))</w:abstractNum>\
      <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="5"/>\
      <w:lvlOverride w:ilvl="2"><w:startOverride w:val="4"/></w:lvlOverride></w:num>
      """
    let document = try Fixture.document(bytes: writer.bytes)
    #expect(
      document.bodyLines == [
        Fixture.opening, "一、担保贷款情况", "（一）总体情况", Fixture.first, "（二）分项情况", "二、下步打算", "（一）目标",
        "4.年内担保60亿元，支持农户。", Fixture.second,
      ])
    #expect(document.lines(.heading) == ["一、担保贷款情况", "（一）总体情况", "（二）分项情况", "二、下步打算", "（一）目标"])
  }
}
