import DafuModel
import Testing

@testable import DafuExtract

/// Markdown and text, also as converted from PDF.
@Suite struct ProseTests {
  @Test func pagesBreakInMidSentence() throws {
    let document = try Fixture.document(
      """
      # **临川市财政局**

      临财函〔2022〕19 号

      # 临川市财政局<br>关于市政协五届二次会议第 0071 号提案的答复

      尊敬的委员：

      \(Fixture.opening)

      ### **一、担保贷款情况**

      截至2021年末，全市担保贷款余额36.5亿元，同比

      — 1 —

      增长12.4%，支持农户1,208户，覆盖面逐步扩大。

      \(Fixture.second.prefix(20))

      \(Fixture.second.dropFirst(20))

      临川市财政局

      2022 年 6 月 8 日

      — 2 —
      """)
    Fixture.expectLetter(document)
    #expect(document.format == .markdown)
    #expect(document.metadata.documentNumber == Fixture.number)
    #expect(document.lines(.letterhead) == ["临川市财政局"])
  }

  @Test func runningHeadsAreDropped() throws {
    func page(_ number: Int, _ text: String) -> String { "临川市财政局公文\n\n\(text)\n\n- \(number) -\n" }
    let document = try Fixture.document(
      page(
        1, Fixture.letter[0] + "\n\n" + Fixture.opening + "\n\n" + Fixture.heading + "\n\n" + Fixture.first.prefix(18))
        + page(2, Fixture.first.dropFirst(18) + "\n\n" + Fixture.second.prefix(12))
        + page(3, Fixture.second.dropFirst(12) + "\n\n" + Fixture.signer + "\n\n" + Fixture.date))
    #expect(document.bodyLines == [Fixture.opening, Fixture.heading, Fixture.first, Fixture.second])
  }

  @Test func levelsComeFromTheNumberingNotFromTheMarks() throws {
    let document = try Fixture.document(
      """
      委员：

      \(Fixture.opening)

      #### 一、总体情况

      # （一）关于“贷款、担保”的建议

      ## 1. 做大总量

      \(Fixture.first)

      ##### （1）农户

      \(Fixture.second)

      **（二）优化服务。**银行设立专窗，受理时间压缩至3天。

      1.办理贷款5笔。

      二、下一步

      加强跟踪问效，巩固已有成果，不断提升服务水平。
      """)
    let headings = document.blocks.filter { $0.kind == .heading }
    #expect(headings.map(\.level) == [1, 2, 3, 4, 1])
    let second = try #require(document.blocks.first { document.text[$0.range] == Fixture.second })
    #expect(second.section == ["一、总体情况", "（一）关于“贷款、担保”的建议", "1. 做大总量", "（1）农户"])
    let lead = try #require(document.blocks.first { document.text[$0.range].hasPrefix("（二）优化服务。银行") })
    #expect(lead.kind == .paragraph)
    #expect(lead.sentences.map { document.text[$0] } == ["（二）优化服务。", "银行设立专窗，受理时间压缩至3天。"])
  }

  /// A heading with a comma, of whatever length, is none with the paragraph behind it; a line that fills the page goes on.
  @Test(arguments: ["", "# "]) func headingsWithCommas(_ mark: String) throws {
    let head = "一、强化政策保障，完善融资服务的长效机制"
    let next = "（一）压实责任，健全工作机制"
    let document = try Fixture.document(
      mark + Fixture.title + "\n\n尊敬的委员：\n\n" + Fixture.opening + "\n\n" + head + "\n\n" + Fixture.first + "\n\n" + next
        + "\n\n"
        + Fixture.second + "\n\n" + Fixture.signer + "\n\n" + Fixture.date + "\n")
    #expect(document.lines(.heading) == [head, next])
    #expect(document.bodyLines == [Fixture.opening, head, Fixture.first, next, Fixture.second])
  }

  /// 〈…〉 typed as < and >: no tag begins with an ideograph (CommonMark 0.31, 6.6).
  @Test func namesInAngleBracketsAreNoTags() throws {
    let title = "根据《关于印发<临江市补贴办法>的通知》，补贴<b>5万元</b>。"
    let document = try Fixture.document(
      "# " + Fixture.title + "\n\n尊敬的委员：\n\n" + Fixture.opening + "\n\n" + title + "\n\n" + Fixture.signer + "\n\n"
        + Fixture.date + "\n")
    #expect(document.bodyLines.last == "根据《关于印发<临江市补贴办法>的通知》，补贴5万元。")
  }

  @Test func textWrappedAtAWidth() throws {
    func wrapped(_ text: String) -> String {
      var lines: [String] = []
      var rest = Substring("　　" + text)
      while !rest.isEmpty {
        lines.append(String(rest.prefix(24)))
        rest = rest.dropFirst(24)
      }
      return lines.joined(separator: "\n")
    }
    let long = Fixture.first + Fixture.second
    let text =
      "　　　　" + Fixture.title + "\n\n尊敬的委员：\n" + wrapped(Fixture.opening) + "\n　　" + Fixture.heading + "\n"
      + wrapped(long) + "\n"
      + wrapped(Fixture.second) + "\n" + wrapped(long) + "\n　　　　　　　　" + Fixture.signer + "\n　　　　　　　　" + Fixture.date
      + "\n"
    let document = try Fixture.document(text)
    #expect(document.format == .text)
    #expect(document.bodyLines == [Fixture.opening, Fixture.heading, long, Fixture.second, long])
    #expect(document.metadata.issuingBody == Fixture.signer)
  }

  @Test func pipeTables() throws {
    let document = try Fixture.document(
      """
      委员：

      \(Fixture.opening)

      表1 主要指标

      （单位：亿元）

      | 指标 | 2020年 | 2021年 |
      |---|---:|---:|
      | **贷款余额** | 30.1 | 36.5 |
      | 　　同比增长(%) | 9.8 | 12.4 |

      \(Fixture.second)
      """)
    let table = try #require(document.tables.first)
    #expect(table.headerRows == 1)
    #expect(table.rows.map { $0.map { document.text[$0.range] } }[1] == ["贷款余额", "30.1", "36.5"])
    #expect(table.caption.map { document.text[$0] } == "表1 主要指标")
    #expect(table.unitNote.map { document.text[$0] } == "（单位：亿元）")
    #expect(table.rows[2][0].indent == 2)
    #expect(document.bodyLines.contains("贷款余额\t30.1\t36.5"))
  }

  @Test func mergedCellsStandInEveryPlace() throws {
    let article =
      Fixture.paragraphs(["委员：", Fixture.opening]) + """
        <table border=1><caption>附表</caption><thead><tr><th rowspan=2>指标</th><th colspan=2>金额</th></tr><tr><td>2020年</td><td>2021年</td></tr></thead>
        <tr><td>贷款</td><td>30.1</td><td>36.5</td></tr><tr><td>&emsp;&emsp;其中：农户</td><td>3.2</td><td>—</td></tr></table>
        """ + Fixture.paragraphs([Fixture.second])
    let document = try Fixture.document(Fixture.page(article))
    let table = try #require(document.tables.first)
    #expect(table.headerRows == 2)
    let cells = table.rows.map { $0.map { document.text[$0.range] } }
    #expect(cells[0] == ["指标", "金额", "金额"])
    #expect(cells[1] == ["指标", "2020年", "2021年"])
    #expect(table.rows[0][0].range == table.rows[1][0].range)
    #expect(table.rows[3][0].indent == 2)
    #expect(table.rows[2].map(\.isHeader) == [true, false, false])
  }
}

/// What stands above a letter in text and Markdown.
@Suite struct ProseHeadTests {
  @Test func keysBetweenFences() throws {
    let document = try Fixture.document(
      "---\ntitle: \(Fixture.title)\ndate: 2022-07-02\nurl: https://a.example/3\n---\n\n"
        + Fixture.letter.joined(separator: "\n\n")
        + "\n\n**完**")
    Fixture.expectLetter(document)
    #expect(document.metadata.published == CivilDate(year: 2022, month: 7, day: 2))
    #expect(document.metadata.url == "https://a.example/3")
  }

  @Test func labelledLinesAndIndexRows() throws {
    let head = """
      | 索引号 | 1-2 | 发文字号 | \(Fixture.number) |
      |---|---|---|---|
      | 发布机构 | 临川市财政局 | 公开方式 | 主动公开 |

      # \(Fixture.title)

      发布时间：2022-07-02 来源：本网 浏览次数：12


      """
    let document = try Fixture.document(head + Fixture.letter.joined(separator: "\n\n"))
    Fixture.expectLetter(document)
    #expect(document.metadata.documentNumber == Fixture.number)
    #expect(document.metadata.published == CivilDate(year: 2022, month: 7, day: 2))
    #expect(document.metadata.disclosure == "主动公开")
    #expect(document.tables.isEmpty)
  }

  @Test func aMonthSignsALetter() throws {
    let lines = Fixture.letter.dropLast() + ["2022年6月"]
    let document = try Fixture.document("# \(Fixture.title)\n\n" + lines.joined(separator: "\n\n"))
    #expect(document.bodyLines == [Fixture.opening, Fixture.heading, Fixture.first, Fixture.second])
    #expect(document.metadata.issuingBody == Fixture.signer)
    #expect(document.metadata.date == nil)
  }

  @Test func boldLinesLikeTheNumberedSectionsAreSections() throws {
    let document = try Fixture.document(
      "委员：\n\n\(Fixture.opening)\n\n**一、担保情况**\n\n\(Fixture.first)\n\n**下一步打算**\n\n\(Fixture.second)")
    #expect(document.blocks.filter { $0.kind == .heading }.map(\.level) == [1, 1])
  }
}
