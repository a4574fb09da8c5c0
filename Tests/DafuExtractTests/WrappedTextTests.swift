import DafuModel
import Testing

@testable import DafuExtract

/// Lines cut at a fixed length, as programs that convert PDF leave them.
@Suite struct WrappedTextTests {
  private static let paragraphs = [
    "截至 2021 年 9 月末，全市共有 36 家担保机构，在保余额 128.4 亿元，其中小微企业 1,386 户、74.2 亿元，比年初增加 9.8 亿元，平均费率 0.85%，低于上年 0.3 至 1.5 个百分点。",
    "下一步，我局将推动银行在 2022 年一、二季度新增授信 15、20 亿元，对 12 个重点县实行名单管理，按月通报进度，确保 2023 年 6 月底前受益农户达到 5 万户以上，贷款户均利率稳步下降。",
  ]

  /// Cuts a text into lines of as many characters, or of as many columns.
  private static func wrap(_ text: String, at length: Int, columns: Bool) -> String {
    var lines = [""]
    var used = 0
    for scalar in text.unicodeScalars {
      let width = columns && scalar.value >= 0x2E80 ? 2 : 1
      if used + width > length {
        lines.append("")
        used = 0
      }
      lines[lines.count - 1].unicodeScalars.append(scalar)
      used += width
    }
    return lines.joined(separator: "\n")
  }

  /// Without spaces: where a line broke beside one, it is gone.
  private static func squashed(_ text: String) -> String { text.filter { $0 != " " } }

  @Test(arguments: [24, 25, 27, 30, 33, 38], [true, false])
  func linesOfFixedLengthAreRejoined(_ length: Int, _ columns: Bool) throws {
    let text =
      [Fixture.title, "尊敬的委员：", Fixture.opening, "一、担保贷款情况"] + Self.paragraphs + [Fixture.signer, Fixture.date]
    let length = columns ? length * 2 : length
    let wrapped = text.map { Self.wrap($0, at: length, columns: columns) }.joined(separator: "\n\n")
    let document = try Fixture.document(wrapped)
    #expect(
      document.bodyLines.map(Self.squashed)
        == ([Fixture.opening, "一、担保贷款情况"] + Self.paragraphs).map(Self.squashed))
    #expect(document.lines(.heading) == ["一、担保贷款情况"])
  }

  @Test(arguments: [
    "全市三个片区今年前三季度分别新增小微企业贷款\n15、20和30亿元，合计占全市新增额的三分之二。",
    "全市三个片区今年前三季度新增贷款利率比上年低\n1.5 个百分点；合计占全市新增额的三分之二强。",
    "全市三个片区今年共为小微企业和农户减免担保费\n1,386\n万元，合计占全市新增额的三分之二强还多一些。",
    "全市三个片区小微企业贷款，同比增幅在前三个月\n一、二季度均高于全部贷款，占新增额的三分之二。",
  ])
  func aFigureThatBeginsALineIsNoHeading(_ paragraph: String) throws {
    let filler = "我局坚持把服务实体经济摆在突出位置，引导银行让\n利于企业，推动融资成本稳中有降，惠及更多市场主\n体和农户，取得了明显的成效，得到各方面的好评。"
    let head = ["尊敬的委员：", "您提出的《关于扶持小微农户的提案》收悉。我局认\n真研究，现答复如下："]
    let document = try Fixture.document((head + [filler, paragraph, filler]).joined(separator: "\n\n"))
    #expect(
      document.bodyLines.dropFirst(2).first.map(Self.squashed) == Self.squashed(paragraph.replacing("\n", with: "")))
    #expect(document.lines(.heading).isEmpty)
  }

  @Test func itemsAndHeadingsOfWrappedTextStayApart() throws {
    let lines = [
      "尊敬的委员：", "", "您提出的《关于扶持小微农户的提案》收悉。我局认", "真研究，现答复如下：", "", "一、关于扩大小微企业贷款投放规模有关情况的答复", "1.加大信贷投放。全市新增贷款五十二亿元，惠及企",
      "业三百一十八户，比上年同期增加四十六户，增量位", "居全省第三位，取得阶段性成效。", "2.降低融资成本。全市企业贷款利率连续两年下降，", "为企业节约利息支出三千余万元。",
    ]
    let document = try Fixture.document(lines.joined(separator: "\n"))
    #expect(
      document.bodyLines.map { String($0.prefix(8)) }
        == ["您提出的《关于扶", "一、关于扩大小微", "1.加大信贷投放", "2.降低融资成本"])
  }
}
