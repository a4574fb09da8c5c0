import DafuModel
import Testing

@testable import DafuExtract

/// What XML says by structure rather than by names: inline elements, tables, labels, where the text stands.
@Suite struct XMLStructureTests {
  private func reply(_ body: String, fields: String = "") -> String {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><复文 版本=\"1\"><著录>\(fields)<公文标题>\(Fixture.title)</公文标题></著录><文稿>"
      + "<节><段>\(Fixture.opening)</段></节>\(body)<落款>\(Fixture.signer)</落款><落款日期>\(Fixture.date)</落款日期></文稿></复文>"
  }

  @Test(arguments: [
    "<段>全市发放贷款<数值>52.4亿元</数值>，惠及<数值>318户</数值>企业。</段>",
    "<段>全市发放贷款<num unit=\"亿元\">52.4亿元</num>，惠及<term><b>318</b>户</term>企业。</段>",
    "<para>全市<date when=\"2021\"></date>发放<ref href=\"#a\">贷款</ref>52.4<i>亿元</i>，惠及318<sup>户</sup>企业<footnote>见附件。</footnote>。</para>",
    "<para><emphasis role=\"bold\">全市</emphasis><emphasis>发放贷款52.4亿元，惠及318户企业。</emphasis></para>",
    "<z>全市发放贷款<指标><值>52.4</值><单位>亿元</单位>，</指标>惠及318户企业。</z>",
  ])
  func inlineElementsStayInTheirLine(_ paragraph: String) throws {
    let document = try Fixture.document(reply("<节><标题>\(Fixture.heading)</标题>\(paragraph)</节>"))
    #expect(document.bodyLines == [Fixture.opening, Fixture.heading, "全市发放贷款52.4亿元，惠及318户企业。"])
  }

  @Test func paragraphsBesideLooseTextStayParagraphs() throws {
    let document = try Fixture.document(
      reply("<节>\(Fixture.heading)<p>\(Fixture.first)</p><文段>\(Fixture.second)</文段></节>"))
    #expect(document.bodyLines == [Fixture.opening, Fixture.heading, Fixture.first, Fixture.second])
  }

  private let cals = """
    <table><title>担保贷款投放情况</title><tgroup cols="3"><colspec colname="a"/><colspec colname="b"/><colspec colname="c"/>
    <thead><row><entry morerows="1">地　区</entry><entry namest="b" nameend="c">余额（亿元）</entry></row>
    <row><entry>2020年</entry><entry>2021年</entry></row></thead>
    <tbody><row><entry>合 计</entry><entry>30.2</entry><entry>36.5</entry></row>
    <row><entry>　　东区</entry><entry>12.1</entry><entry>14.0</entry></row></tbody></tgroup></table>
    """

  private let chinese = """
    <表格 单位="亿元"><表题>担保贷款投放情况</表题><表头><列 跨行="2">地区</列><列 跨列="2">余额（亿元）</列></表头>
    <表头><列>2020年</列><列>2021年</列></表头><表体><行><列>合计</列><列>30.2</列><列>36.5</列></行>
    <行><列>　　东区</列><列>12.1</列><列>14.0</列></行></表体><注>东区含新区。</注></表格>
    """

  private let plain = """
    <表 标题="担保贷款投放情况"><行 类型="表头"><单元格 rowspan="2">地区</单元格><单元格 colspan="2">余额（亿元）</单元格></行>
    <行 类型="表头"><单元格>2020年</单元格><单元格>2021年</单元格></行><行><格>合计</格><格>30.2</格><格>36.5</格></行>
    <行><格>　　东区</格><格>12.1</格><格>14.0</格></行></表>
    """

  @Test(arguments: [0, 1, 2])
  func tablesOfSeveralVocabularies(_ vocabulary: Int) throws {
    let source = [cals, chinese, plain][vocabulary]
    let document = try Fixture.document(reply("<节><段>\(Fixture.first)</段>\(source)<段>\(Fixture.second)</段></节>"))
    let table = try #require(document.tables.first)
    func text(_ range: Range<Int>) -> String { document.text[range] }
    #expect(
      table.rows.map { $0.map { text($0.range) } } == [
        ["地区", "余额（亿元）", "余额（亿元）"], ["地区", "2020年", "2021年"], ["合计", "30.2", "36.5"], ["东区", "12.1", "14.0"],
      ])
    #expect(table.headerRows == 2)
    #expect(table.caption.map(text) == "担保贷款投放情况")
    #expect(table.rows[3][0].indent == 2)
    #expect(table.rows[3][0].isHeader)
    #expect(!table.rows[3][1].isHeader)
    if vocabulary == 1 {
      #expect(table.unitNote.map(text) == "单位：亿元")
      #expect(document.bodyLines.contains("东区含新区。"))
    }
  }

  @Test func repeatedElementsAreRowsUnderTheirNames() throws {
    let rows = [("东区", "12.1", "3.4"), ("西区", "10.0", "-2.5"), ("南区", "7.7", "6.0")]
    let records = rows.map { "<区情><地区>\($0.0)</地区><余额亿元>\($0.1)</余额亿元><增速>\($0.2)%</增速></区情>" }.joined()
    let document = try Fixture.document(reply("<节><段>各区贷款情况如下。</段><各区>\(records)</各区></节>"))
    let table = try #require(document.tables.first)
    #expect(
      table.rows.map { $0.map { document.text[$0.range] } }.prefix(2) == [
        ["地区", "余额亿元", "增速"], ["东区", "12.1", "3.4%"],
      ])
    #expect(table.headerRows == 1)
    // Outside of the text such a list is the system's own.
    let around = try Fixture.document(reply("<段>\(Fixture.first)</段>", fields: "<日志>\(records)</日志>"))
    #expect(around.tables.isEmpty)
    #expect(!around.text.string.contains("12.1"))
  }

  @Test(arguments: [
    "<bibliomisc role=\"文号\">\(Fixture.number)</bibliomisc><bibliomisc role=\"办理类别\">Ｂ</bibliomisc>"
      + "<bibliomisc role=\"公开方式\">主动公开</bibliomisc>",
    "<field name=\"发文字号\">\(Fixture.number)</field><field name=\"disposition\">B类</field><field label=\"公开属性\">主动公开</field>",
    "<meta key=\"文号\" value=\"\(Fixture.number)\"/><meta key=\"办理类型\" value=\"B\"/><meta name=\"公开类别\" content=\"主动公开\"/>",
    "<项><名>文号</名><值>\(Fixture.number)</值></项><项><名>类别标记</名><值>B</值></项><项><名>公开形式</名><值>主动公开</值></项>",
    "<状态 文号=\"\(Fixture.number)\" 办理类别=\"B\" 公开属性=\"主动公开\"/>",
  ])
  func labelsInAttributesAndPairs(_ fields: String) throws {
    let document = try Fixture.document(reply("<段>\(Fixture.first)</段>", fields: fields))
    #expect(document.metadata.documentNumber == Fixture.number)
    #expect(document.metadata.disposition == "B")
    #expect(document.metadata.disclosure == "主动公开")
    #expect(document.metadata.title == Fixture.title)
    #expect(document.bodyLines == [Fixture.opening, Fixture.first])
  }

  @Test func partsOfAnOfficialDocumentNameTheIssuer() throws {
    let document = try Fixture.document(
      """
      <公文><版头><发文机关标志>临川市财政局</发文机关标志><发文字号>\(Fixture.number)</发文字号></版头><主体><标题>\(Fixture.title)</标题>
      <主送机关>\(Fixture.letter[0])</主送机关><正文><段>\(Fixture.opening)</段><段>\(Fixture.first)</段></正文>
      <落款><发文机关署名>临川市财政局</发文机关署名><成文日期>\(Fixture.date)</成文日期></落款></主体></公文>
      """)
    #expect(document.metadata.issuingBody == "临川市财政局")
    #expect(document.metadata.date == CivilDate(year: 2022, month: 6, day: 8))
    #expect(document.bodyLines == [Fixture.opening, Fixture.first])
  }

  @Test func theTextIsFoundWithoutAName() throws {
    let document = try Fixture.document(
      """
      <article><info><title>\(Fixture.title)</title><views>516</views><keyword>小微金融</keyword></info><para>\(Fixture.letter[0])</para>
      <para>\(Fixture.opening)</para><section><title>\(Fixture.heading)</title><para>\(Fixture.first)</para><para>\(Fixture.second)</para>
      <para role="signature">\(Fixture.signer)</para><para role="date">\(Fixture.date)</para></section></article>
      """)
    Fixture.expectLetter(document)
    #expect(document.lines(.salutation) == [Fixture.letter[0]])
    #expect(document.lines(.heading) == [Fixture.heading])
    #expect(!document.text.string.contains("516"))
    #expect(!document.text.string.contains("小微金融"))
  }
}
