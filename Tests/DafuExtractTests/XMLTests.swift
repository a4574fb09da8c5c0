import DafuModel
import Testing

@testable import DafuExtract

/// XML vocabularies.
@Suite struct XMLTests {
  @Test func akomaNtoso() throws {
    let document = try Fixture.document(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><doc name="reply"><meta><identification source="#a">
      <FRBRWork><FRBRdate date="2022-06-08" name="Generation"/><FRBRauthor href="#a"/><FRBRnumber value="\(Fixture.number)"/></FRBRWork>
      <FRBRManifestation><FRBRdate date="2022-09-09" name="XMLConversion"/></FRBRManifestation></identification>
      <publication date="2022-07-02" name="网站"/><references source="#a"><TLCOrganization eId="a" href="/o" showAs="临川市财政局"/></references></meta>
      <preface><p><docTitle>\(Fixture.title)</docTitle></p><p><docNumber>\(Fixture.number)</docNumber></p></preface>
      <mainBody><section><content><p>尊敬的委员：</p><p>\(Fixture.opening)</p></content></section>
      <section><num>一、</num><heading>担保贷款情况</heading><content><p>\(Fixture.first.replacing("2021年末", with: "<date date='2021-12-31'>2021年末</date>"))</p><p>\(Fixture.second)</p></content></section></mainBody>
      <conclusions><p><signature><organization refersTo="#a">\(Fixture.signer)</organization></signature></p><p><date date="2022-06-08">\(Fixture.date)</date></p>
      <p>联系人：赵某 000-1</p></conclusions></doc></akomaNtoso>
      """)
    Fixture.expectLetter(document)
    #expect(document.format == .xml)
    #expect(document.metadata.documentNumber == Fixture.number)
    #expect(document.metadata.published == CivilDate(year: 2022, month: 7, day: 2))
    #expect(document.blocks.first { $0.kind == .heading }?.level == 1)
  }

  @Test(arguments: [true, false])
  func feedsWithEscapedOrCharacterData(_ escaped: Bool) throws {
    let html = "<div>" + Fixture.paragraphs() + "</div>"
    let content = escaped ? html.replacing("<", with: "&lt;").replacing(">", with: "&gt;") : "<![CDATA[\(html)]]>"
    let document = try Fixture.document(
      """
      <?xml version="1.0"?><rss version="2.0" xmlns:c="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
      <channel><title>建议提案</title><link>https://a.example/</link><item><title>\(Fixture.title)</title><link>https://a.example/1.html</link>
      <pubDate>Sat, 02 Jul 2022 08:00:00 +0800</pubDate><dc:creator>临川市财政局</dc:creator><description>摘要&nbsp;</description>
      <c:encoded>\(content)</c:encoded></item></channel></rss>
      """)
    Fixture.expectLetter(document)
    #expect(document.metadata.url == "https://a.example/1.html")
    #expect(document.metadata.published == CivilDate(year: 2022, month: 7, day: 2))
  }

  @Test func atomWithElements() throws {
    let document = try Fixture.document(
      """
      <feed xmlns="http://www.w3.org/2005/Atom"><title>答复</title><entry><title>\(Fixture.title)</title><link href="https://a.example/2"/>
      <published>2022-07-02T08:00:00Z</published><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">\(Fixture.paragraphs())</div></content></entry></feed>
      """)
    Fixture.expectLetter(document)
    #expect(document.metadata.url == "https://a.example/2")
  }

  @Test func aSchemaWithChineseNames() throws {
    let document = try Fixture.document(
      """
      <?xml version="1.0" encoding="gb2312"?><答复件><公文标题>\(Fixture.title)</公文标题><发文字号>\(Fixture.number)</发文字号><发文机关>临川市财政局</发文机关>
      <成文日期>2022-06-08</成文日期><发布日期>2022-07-02</发布日期><办理类别>A类</办理类别><公开属性>主动公开</公开属性><提案人>赵某某</提案人>
      <提案><编号>0071</编号><题目>关于扶持小微农户的提案</题目></提案><会办单位><单位>市农业农村局</单位><单位>市商务局</单位></会办单位>
      <正文><称谓>尊敬的委员：</称谓><段落>\(Fixture.opening)</段落><节><小标题>\(Fixture.heading)</小标题><段落>\(Fixture.first)</段落><段落>\(Fixture.second)</段落></节>
      <落款>\(Fixture.signer)</落款><落款日期>二〇二二年六月八日</落款日期></正文><相关><条>全市新增贷款88.8亿元，同比增长。</条></相关></答复件>
      """)
    Fixture.expectLetter(document)
    #expect(document.metadata.disposition == "A")
    #expect(document.metadata.disclosure == "主动公开")
    #expect(document.metadata.documentNumber == Fixture.number)
    #expect(!document.text.string.contains("赵某某"))
    #expect(!document.text.string.contains("88.8"))
  }

  @Test func aMappingNamesTheFields() throws {
    let mapping = XMLMapping(
      rootName: "R", rootNamespace: "urn:r", prefixes: ["r": "urn:r"],
      fields: [.number: "/r:R/@wh", .issuer: "//r:who", .body: "//r:t", .title: "//r:n", .published: "//r:p"])
    let source = """
      <R xmlns="urn:r" wh="\(Fixture.number)"><n>\(Fixture.title)</n><who>临川市财政局</who><p>20220702</p><x>余额1亿元，不是正文。</x>
      <t>\(Fixture.letter.prefix(5).map { "<z>\($0)</z>" }.joined())</t></R>
      """
    let document = try Fixture.document(source, options: .init(xmlMappings: [mapping]))
    #expect(document.bodyLines == [Fixture.opening, Fixture.heading, Fixture.first, Fixture.second])
    #expect(document.metadata.documentNumber == Fixture.number)
    #expect(document.metadata.title == Fixture.title)
    #expect(document.metadata.issuingBody == "临川市财政局")
    #expect(document.metadata.published == CivilDate(year: 2022, month: 7, day: 2))
  }

  @Test func smallFaultsAreMendedAndHalfFilesRejected() throws {
    let whole =
      "<reply><title>\(Fixture.title)</title><body>\(Fixture.letter.map { "<para>\($0)</para>" }.joined())</body></reply>"
    let faulty = whole.replacing("覆盖面", with: "覆盖&nbsp;面 A & B")
    #expect(try Fixture.document(faulty).bodyLines.contains { $0.contains("A & B") })
    #expect(Fixture.reason(Fixture.read(String(whole.prefix(whole.count / 2)))) == .malformed)
  }
}
