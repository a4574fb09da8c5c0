import DafuExtract
import DafuModel
import Testing

@testable import DafuNormalize

/// Tables of replies: where units, years and products stand that a cell does not repeat.
@Suite struct TableTests {
  /// The figures of a table in Markdown, as value, unit, instrument and year.
  private func cells(_ lead: String, _ rows: String...) throws -> [String] {
    let text = """
      # 福州市财政局关于市政协十四届三次会议第0123号提案的答复

      您提出的提案收悉，现答复如下：

      \(lead)

      \(rows.joined(separator: "\n"))

      福州市财政局

      2024年9月12日
      """
    let outcome = DocumentReader().read(Array(text.utf8), path: "reply.md", sha256: String(repeating: "0", count: 64))
    guard case .document(let document) = outcome else { return [] }
    return try Fixtures.normalizer.get().normalize(document).observations.filter { $0.rule == "table-cell" }.map {
      "\($0.value) \($0.unit) \($0.instrumentName) \($0.period.end.year)"
    }
  }

  @Test func unitsOfANoteStandInTheOrderOfTheColumns() throws {
    let said = try cells(
      "2023年渔港保险投保情况如下。\n\n单位：家、万元、亿元", "| 地区 | 投保企业数 | 保费 | 保险金额 |", "| --- | --- | --- | --- |",
      "| 沙湾 | 318 | 986 | 7.2 |")
    #expect(said == ["318 count 渔港保险 2023", "9860000 CNY 渔港保险 2023", "720000000 CNY 渔港保险 2023"])
  }

  @Test func aPartIsInTheUnitOfItsWhole() throws {
    let said = try cells(
      "竹编产业贷款情况见下表。", "| 指标 | 2022年末 | 2023年末 |", "| --- | --- | --- |", "| 竹编产业贷款余额（亿元） | 38.6 | 43.1 |",
      "| 其中：信用贷款 | 7.4 | 9.6 |")
    #expect(said.map { $0.split(separator: " ")[0] } == ["3860000000", "4310000000", "740000000", "960000000"])
  }

  @Test func theProductMayStandOverTheColumns() throws {
    let said = try cells(
      "截至2023年末，两只基金情况见下表。", "| 指标 | 竹海天使引导基金 | 竹海创业引导基金 |", "| --- | --- | --- |", "| 引导基金规模（亿元） | 10 | 20 |")
    #expect(said.map { $0.split(separator: " ")[2] } == ["竹海天使引导基金", "竹海创业引导基金"])
  }

  @Test func aNoteOfUnitsMayCloseTheCaption() throws {
    let said = try cells(
      "情况见下表。\n\n**全市竹编产业贷款情况**（单位：亿元、户）", "| 项目 | 2022年 | 2023年 |", "| --- | --- | --- |", "| 发放额 | 98.6 | 124.9 |",
      "| 支持农户数 | 742 | 968 |")
    #expect(
      said.map { $0.split(separator: " ")[..<2].joined(separator: " ") } == [
        "9860000000 CNY", "12490000000 CNY", "742 count", "968 count",
      ])
  }
}
