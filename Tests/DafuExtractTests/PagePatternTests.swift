import DafuModel
import Testing

@testable import DafuExtract

/// How official pages are built, one test a pattern.
@Suite struct PagePatternTests {
  @Test func metaElementsInAnyCaseGiveTitleAndPublication() throws {
    let head = "<META content='2022-07-01 08:30' NAME=PubDate><meta name=\"articletitle\" content=\"\(Fixture.title)\">"
    let document = try Fixture.document(Fixture.page(Fixture.paragraphs(), head: head))
    Fixture.expectLetter(document)
    #expect(document.metadata.published == CivilDate(year: 2022, month: 7, day: 1))
  }

  @Test func indexTableWithPaddedLabelsAndEmptyValues() throws {
    let table = """
      <table><tr><td>索 引 号：</td><td>1/2022-3</td><td>文　　号：</td><td></td></tr>
      <tr><td>发布机构：</td><td>临川市财政局</td><td>成文日期：</td><td>2022年06月08日</td></tr>
      <tr><td>发布日期：</td><td>2022-07-02</td><td>公开方式：</td><td>主动公开</td></tr></table><h1>\(Fixture.title)</h1>
      """
    let document = try Fixture.document(
      Fixture.page(Fixture.paragraphs([Fixture.number] + Fixture.letter), around: table))
    Fixture.expectLetter(document)
    #expect(document.metadata.documentNumber == Fixture.number)
    #expect(document.metadata.published == CivilDate(year: 2022, month: 7, day: 2))
    #expect(document.metadata.disclosure == "主动公开")
    #expect(document.tables.isEmpty)
  }

  @Test(arguments: ["临财函[2022]19号", "临财函（2022）19号", "临财函【2022】19 号", "临财函〔 2022 〕 19号", "临财函〔２０２２〕１９号"])
  func documentNumberInAnyBrackets(_ printed: String) throws {
    let document = try Fixture.document(Fixture.page(Fixture.paragraphs([Fixture.title, printed] + Fixture.letter)))
    #expect(document.metadata.documentNumber == Fixture.number)
  }

  @Test func signatureAndPublicationStayApartAndTheTextWins() throws {
    let around = "<table><tr><td>成文日期</td><td>2022-06-20</td><td>发布日期</td><td>2022-07-02</td></tr></table>"
    let document = try Fixture.document(Fixture.page(Fixture.paragraphs(), around: around))
    #expect(document.metadata.date == CivilDate(year: 2022, month: 6, day: 8))
    #expect(document.metadata.published == CivilDate(year: 2022, month: 7, day: 2))
    #expect(document.findings.contains { $0.code == "metadata-disagrees" })
  }

  @Test func titleRepeatedAndBrokenOverLines() throws {
    let around = "<h1>\(Fixture.title)</h1>"
    let article = "<p>临川市财政局<br>关于市政协五届二次会议<br>第0071号提案的答复</p>" + Fixture.paragraphs()
    let document = try Fixture.document(Fixture.page(article, around: around))
    Fixture.expectLetter(document)
    #expect(document.lines(.title) == [Fixture.title])
  }

  @Test func styleInsideTheTextContainer() throws {
    let article =
      "<div class=TRS_Editor><style type=text/css>.TRS_Editor P{line-height:1.5}</style>\(Fixture.paragraphs())</div>"
    Fixture.expectLetter(try Fixture.document(Fixture.page(article)))
  }

  @Test func upperCaseTagsAndMetaInsideTheText() throws {
    let article =
      "<TABLE><TR><TD><!--content.begin--><META NAME=ContentStart><FOUNDER-CONTENT>"
      + Fixture.letter.map { "<P><FONT face=宋体>" + $0 + "</FONT></P>" }.joined()
      + "</FOUNDER-CONTENT><META NAME=ContentEnd><!--content.end--></TD></TR></TABLE>"
    Fixture.expectLetter(try Fixture.document(Fixture.page(article)))
  }

  @Test func unknownElementsAndPageTokens() throws {
    let article =
      "<UCAPCONTENT>" + Fixture.paragraphs(Array(Fixture.letter[..<4])) + "<p>#PAGE_BREAK#</p>"
      + Fixture.paragraphs(Array(Fixture.letter[4...])) + "</UCAPCONTENT>"
    Fixture.expectLetter(try Fixture.document(Fixture.page(article)))
  }

  @Test func emptyParagraphsBetweenParagraphs() throws {
    let article = Fixture.letter.map { "<p>\($0)</p><p>&nbsp;</p><p>　</p>" }.joined()
    Fixture.expectLetter(try Fixture.document(Fixture.page(article)))
  }

  @Test func wordRunsNeverCutNumbers() throws {
    let cut = Fixture.letter.map { line in
      "<p class=MsoNormal>"
        + line.map { "<span lang=EN-US style='mso-bidi-font-size:16pt'>\($0)</span>" }.joined(separator: "\n")
        + "<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>"
    }.joined()
    Fixture.expectLetter(try Fixture.document(Fixture.page("<div>\(cut)</div>")))
  }

  @Test func spacesOfEveryKind() throws {
    let article = Fixture.letter.map {
      "<p>\u{FEFF}&nbsp;&ensp;　\u{2009}\($0.prefix(3))\u{200B}\($0.dropFirst(3))&emsp;</p>"
    }.joined()
    Fixture.expectLetter(try Fixture.document(Fixture.page(article)))
  }

  @Test func singleSpacesInsideALineStay() throws {
    let document = try Fixture.document(
      Fixture.page(Fixture.paragraphs(["委员：", Fixture.opening, "截至 2021 年末，余额&nbsp;36.5　亿元，惠及农户 12&nbsp;306 户，成效明显。"])))
    #expect(document.bodyLines.last == "截至 2021 年末，余额 36.5 亿元，惠及农户 12 306 户，成效明显。")
  }

  @Test func earlyEndOfBodyAndUnclosedCells() throws {
    let article =
      "<table width=100%><tr><td>位置</html></body><tr><td>" + Fixture.letter.joined(separator: "<br>　　")
      + "</table></body></html>"
    Fixture.expectLetter(try Fixture.document(Fixture.page(article)))
  }

  @Test func breaksAreParagraphs() throws {
    let article =
      "<table><tr><td>" + Fixture.letter.map { "&nbsp;&nbsp;&nbsp;&nbsp;" + $0 }.joined(separator: "<br>\n")
      + "</td></tr></table>"
    Fixture.expectLetter(try Fixture.document(Fixture.page(article)))
  }

  @Test func formWithTheReplyInOneCell() throws {
    let article = """
      <table border=1><tr><td>案由</td><td>关于扶持小微农户</td></tr><tr><td>系统编号</td><td>12059999</td></tr>
      <tr><td>主办单位</td><td>临川市财政局</td></tr><tr><td>答复</td><td>\(Fixture.paragraphs([Fixture.title] + Fixture.letter))</td></tr></table>
      """
    Fixture.expectLetter(try Fixture.document(Fixture.page(article)))
  }

  @Test(arguments: ["section", "div", "article", "li", "dd"])
  func anElementAParagraph(_ element: String) throws {
    let article = "<div>" + Fixture.letter.map { "<\(element)><span>\($0)</span></\(element)>" }.joined() + "</div>"
    Fixture.expectLetter(try Fixture.document(Fixture.page(article)))
  }

  @Test func relatedLinksWidgetsAndHiddenCopiesAreNoText() throws {
    let around = """
      <div style="display: none">\(Fixture.first)</div><select><option>临川市农担贷款99亿元</option></select>
      <script type="text/javascript">var t = "余额77亿元";</script><noscript>请开启脚本，余额66亿元。</noscript>
      """
    let article = Fixture.paragraphs() + "<p>扫一扫在手机打开当前页</p><p>【打印】【关闭】</p><p>责任编辑：某某</p>"
    let document = try Fixture.document(Fixture.page(article, around: around))
    Fixture.expectLetter(document)
    #expect(!document.text.string.contains("99亿元"))
    #expect(!document.text.string.contains("责任编辑"))
  }

  @Test func replyOnlyAsAnAttachment() {
    let outcome = Fixture.read(Fixture.page("<h1>\(Fixture.title)</h1><p>答复见附件：<a href='./P0202.pdf'>答复.pdf</a></p>"))
    #expect(Fixture.reason(outcome) == .noBody)
    guard case .rejected(let rejection) = outcome else { return }
    #expect(rejection.message.contains("P0202.pdf"))
  }

  @Test(arguments: ["二〇二二年六月八日", "二○二二年六月八日", "二零二二年六月八日", "二０二二年六月八日", "二O二二年六月八日", "2022 年 6 月 8 日"])
  func datesInEveryNumeral(_ date: String) throws {
    let lines = Array(Fixture.letter.dropLast()) + [date]
    Fixture.expectLetter(try Fixture.document(Fixture.page(Fixture.paragraphs(lines))))
  }

  @Test func severalProposalsAndNamedAddressees() throws {
    let title = "对市五届人大二次会议第012号、第034号建议的答复"
    let lines = ["王建国、欧阳兰等3名代表：", "你们提出的《关于办好夜市的建议》和《关于拓宽融资的建议》收悉。现答复如下："] + Fixture.letter[2...]
    let document = try Fixture.document(
      Fixture.page(Fixture.paragraphs([title] + lines)).replacing(Fixture.title, with: title))
    #expect(document.metadata.proposalNumber == "012;034")
    #expect(document.metadata.addressedBody == .npc)
    #expect(document.lines(.salutation) == ["代表："])
    #expect(!document.text.string.contains("建国"))
  }

  @Test func theTailIsClassifiedAndPersonsAreDropped() throws {
    let lines =
      Fixture.letter + ["（联系人：赵钱孙；联系电话：000-12345678）", "（此件公开发布）", "抄送：市政府办公室，市政协提案委。", "临川市财政局办公室 2022年6月9日印发"]
    let document = try Fixture.document(Fixture.page(Fixture.paragraphs(lines)))
    Fixture.expectLetter(document)
    #expect(document.lines(.signature) == [Fixture.signer, Fixture.date])
    #expect(document.lines(.distribution).first == "抄送：市政府办公室，市政协提案委。")
    #expect(!document.text.string.contains("赵钱孙"))
    #expect(!document.text.string.contains("12345678"))
  }

  @Test func challengePagesAndSoftErrorsHaveNoBody() {
    #expect(
      Fixture.reason(Fixture.read("<html><script>document.cookie='a=b';location.reload()</script></html>")) == .noBody)
    #expect(Fixture.reason(Fixture.read(Fixture.page("<h1>页面不存在</h1><p>您访问的页面已被移除，5秒后返回首页。</p>"))) == .noBody)
  }

  @Test(arguments: ["<pre>", "<div style=\"white-space: pre-wrap\">"])
  func preformattedLetters(_ element: String) throws {
    let lines = Fixture.letter.dropFirst().map { line in
      "　　" + line.prefix(24) + (line.count > 24 ? "\n" + line.dropFirst(24) : "")
    }
    let end = element.hasPrefix("<pre") ? "</pre>" : "</div>"
    let article = "\(element)\(Fixture.number)\n\n委员：\n\(lines.joined(separator: "\n"))\n\(end)"
    let document = try Fixture.document(Fixture.page("<h2>\(Fixture.title)</h2>" + article))
    Fixture.expectLetter(document)
    #expect(document.metadata.documentNumber == Fixture.number)
    #expect(document.lines(.salutation) == ["委员："])
  }

  @Test func aRowOfALayoutTableEachParagraph() throws {
    let rows = ([Fixture.number] + Fixture.letter).map { "<tr><td colspan=2>　　\($0)</td></tr>" }.joined()
    let document = try Fixture.document(
      Fixture.page(
        "<table><tr><td colspan=2>\(Fixture.title)</td></tr><tr><td>来源：本网</td><td>时间：2022-07-02</td></tr>\(rows)</table>"
      ))
    Fixture.expectLetter(document)
    #expect(document.metadata.documentNumber == Fixture.number)
    #expect(document.lines(.salutation) == ["尊敬的委员："])
    #expect(document.metadata.published == CivilDate(year: 2022, month: 7, day: 2))
  }

  @Test func marksOfCharacterDataAreNoText() throws {
    let lines = Fixture.letter.map { "<p><![CDATA[]]>\($0)</p>" }.joined()
    Fixture.expectLetter(try Fixture.document(Fixture.page("<h1>\(Fixture.title)</h1>" + lines)))
    let wrapped = "<div><![CDATA[" + Fixture.paragraphs() + "]]></div>"
    Fixture.expectLetter(try Fixture.document(Fixture.page("<h1>\(Fixture.title)</h1>" + wrapped)))
  }

  @Test func aDateLineUnderTheTitle() throws {
    let document = try Fixture.document(
      Fixture.page("<h1>\(Fixture.title)</h1><p>2022-07-02 10:32 来源：临川市财政局</p>" + Fixture.paragraphs()))
    Fixture.expectLetter(document)
    #expect(document.metadata.published == CivilDate(year: 2022, month: 7, day: 2))
  }

  /// Pasted from PDF: an element each printed line, page numbers between.
  @Test func everyPrintedLineAnElement() throws {
    func printed(_ text: String) -> [String] {
      stride(from: 0, to: text.count, by: 22).map { "<p>" + text.dropFirst($0).prefix(22) + "</p>" }
    }
    let long = "各银行机构完善尽职免责制度并且引导信贷资源向重点领域倾斜以此扩大覆盖范围，取得初步成效。"
    var lines = printed(Fixture.opening) + ["<p>\(Fixture.heading)</p>"] + printed(Fixture.first) + printed(long)
    lines += printed(long) + printed(Fixture.second)
    lines.insert("<p>— 1 —</p>", at: 6)
    lines.insert("<p>— 2 —</p>", at: 12)
    let article = "<p>尊敬的委员：</p>\(lines.joined())<p>\(Fixture.signer)</p><p>\(Fixture.date)</p>"
    let document = try Fixture.document(Fixture.page("<h1>\(Fixture.title)</h1><div>\(article)</div>"))
    #expect(document.bodyLines == [Fixture.opening, Fixture.heading, Fixture.first, long, long, Fixture.second])
    #expect(document.metadata.proposalTitle == "关于扶持小微农户")
  }

  @Test func shortParagraphsAreNotJoined() throws {
    let lines = (1...14).map { "第\($0)项工作已经落实到位，成效初显；" }
    let article = Fixture.paragraphs(["委员：", Fixture.opening] + lines + [Fixture.signer, Fixture.date])
    let document = try Fixture.document(Fixture.page("<h1>\(Fixture.title)</h1>" + article))
    #expect(document.bodyLines == [Fixture.opening] + lines)
  }
}
