import DafuModel
import Testing

@testable import DafuExtract

/// Labels around a letter, as offices write them.
@Suite struct LabelTests {
  @Test(arguments: [
    ("类别：Ｂ　　　　　　　　公开", "B", "公开"),
    ("类别：C                    不公开", "C", "不予公开"),
    ("【办理类别】A　【公开方式】主动公开", "A", "主动公开"),
    ("（办理类型：B1　是否公开：主动公开）", "B1", "主动公开"),
    ("类别标记：Ａ类　公开类别：依申请公开", "A", "依申请公开"),
    ("[答复类别] B类  [公开属性] 全文公开", "B", "全文公开"),
  ])
  func classesAndDisclosure(_ line: String, _ disposition: String, _ disclosure: String) throws {
    for source in [
      ([line, "", Fixture.title, ""] + Fixture.letter).joined(separator: "\n"),
      Fixture.page("<h1>\(Fixture.title)</h1><p>\(line)</p>" + Fixture.paragraphs()),
    ] {
      let document = try Fixture.document(source)
      #expect(document.metadata.disposition == disposition)
      #expect(document.metadata.disclosure == disclosure)
      #expect(document.bodyLines == [Fixture.opening, Fixture.heading, Fixture.first, Fixture.second])
    }
  }

  @Test(arguments: [
    "发布时间：2022-07-02　　\(Fixture.number)", "\(Fixture.number) | 2022年7月2日 | 字号：大 中 小", "\(Fixture.number)",
  ])
  func numbersBesideTheDateOfPublication(_ line: String) throws {
    let document = try Fixture.document(
      Fixture.page(
        "<div id=c>" + Fixture.paragraphs() + "</div>", around: "<h1>\(Fixture.title)</h1><div>\(line)</div>"))
    #expect(document.metadata.documentNumber == Fixture.number)
  }

  @Test(arguments: [
    "临川市财政局<br>关于市政协五届二次会议第0071号提案的答复", "临川市财政局关于市政协五届二次会议<br>第0071号提案的答复",
    "临川市财政局<br>关于市政协五届二次会议<br>第0071号提案的答复", "临川市财政局关于<br>市政协五届二次会议第0071号提案的答复",
  ])
  func titlesBrokenAboveTheText(_ title: String) throws {
    let document = try Fixture.document(
      Fixture.page(
        "<div id=c>" + Fixture.paragraphs() + "</div>",
        around: "<table><tr><td>首页 > 建议提案</td></tr><tr><td><strong>\(title)</strong><br></td></tr></table>"))
    #expect(document.lines(.title) == [Fixture.title])
    #expect(document.metadata.title == Fixture.title)
  }

  @Test func bracketedLabelsAreReadWithoutColons() {
    let hints = LabelledValues.inline("【发布机构】临川市财政局【公开日期】2022年7月2日【文　　号】临财函〔2022〕19号", isIndex: false)
    #expect(hints.map(\.field) == [.issuingBody, .published, .documentNumber])
    #expect(hints.map(\.value) == ["临川市财政局", "2022年7月2日", "临财函〔2022〕19号"])
  }

  @Test func placesWhoseNamesBeginLikeACourtesyAreConsulted() {
    let found = ConsultedBodies.find(in: ["经会同贵港市财政局、本溪市商务局、贵会、本局、各部门研究，现答复如下："])
    #expect(found == ["贵港市财政局", "本溪市商务局"])
  }

  @Test func frontMatterIsReadAndNotQuoted() throws {
    let document = try Fixture.document(
      """
      ---
      title: "\(Fixture.title)"
      source: 临川市财政局
      publishDate: 2022-07-02 08:30:00
      docNumber: \(Fixture.number)
      类别: B
      views: 204
      note: 余额1亿元
      ---

      """ + Fixture.letter.joined(separator: "\n\n"))
    Fixture.expectLetter(document)
    #expect(document.metadata.published == CivilDate(year: 2022, month: 7, day: 2))
    #expect(document.metadata.documentNumber == Fixture.number)
    #expect(document.metadata.disposition == "B")
    #expect(!document.text.string.contains("204"))
    #expect(!document.text.string.contains("1亿元"))
  }

  @Test func unitNotesAndIndentsOfPageTables() throws {
    let table = """
      <p>各县区贷款发放情况</p><p style="text-align:right">单位：笔、万元、%</p><table><tr><td rowspan="2">地&nbsp;&nbsp;区</td><td colspan="2">2021年</td></tr>
      <tr><td>笔数</td><td>金 额</td></tr><tr><td>合&nbsp;计</td><td>3,182</td><td>116,130</td></tr><tr><td>&emsp;其中：东县</td><td>641</td><td>24,870</td></tr></table>
      """
    let titled = """
      <table><caption>各县区贷款发放情况</caption><tr><td colspan="3">单位：笔、万元、%</td></tr><tr><td rowspan="2">地 区</td><td colspan="2">2021年</td></tr>
      <tr><td>笔数</td><td>金额</td></tr><tr><td>合计</td><td>3,182</td><td>116,130</td></tr><tr><td>　其中：东县</td><td>641</td><td>24,870</td></tr></table>
      """
    for source in [table, titled] {
      let lines = Fixture.letter.prefix(4).map { "<p>\($0)</p>" }.joined()
      let document = try Fixture.document(
        Fixture.page(
          "<h1>\(Fixture.title)</h1><div>\(lines)\(source)" + Fixture.paragraphs(Array(Fixture.letter.suffix(3)))
            + "</div>"))
      let found = try #require(document.tables.first)
      #expect(found.caption.map { document.text[$0] } == "各县区贷款发放情况")
      #expect(found.unitNote.map { document.text[$0] } == "单位：笔、万元、%")
      #expect(found.headerRows == 2)
      #expect(found.rows[0].map { document.text[$0.range] } == ["地区", "2021年", "2021年"])
      #expect(found.rows[1].map { document.text[$0.range] } == ["地区", "笔数", "金额"])
      #expect(document.text[found.rows[2][0].range] == "合计")
      #expect(found.rows[3][0].indent == 1)
    }
  }
}
