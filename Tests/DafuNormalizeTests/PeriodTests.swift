import DafuModel
import Testing

@testable import DafuNormalize

/// Times as the prose states them, read in a document of 12 September 2024.
@Suite struct PeriodTests {
  @Test(arguments: [
    ("截至2024年6月末，", "2024-06-30", "2024-06-30"), ("2023年，", "2023-01-01", "2023-12-31"),
    ("今年1—8月，", "2024-01-01", "2024-08-31"), ("上半年，", "2024-01-01", "2024-06-30"),
    ("去年底，", "2023-12-31", "2023-12-31"), ("2019—2021年，", "2019-01-01", "2021-12-31"),
    ("“十三五”期间，", "2016-01-01", "2020-12-31"), ("近三年，", "2022-01-01", "2024-09-12"),
    ("自2019年设立以来，", "2019-01-01", "2024-09-12"), ("二〇二三年末，", "2023-12-31", "2023-12-31"),
    ("截至今年一季度末，", "2024-03-31", "2024-03-31"), ("截至20236月末，", "2023-06-30", "2023-06-30"),
    ("10月末，", "2023-10-31", "2023-10-31"), ("前三季度，", "2023-01-01", "2023-09-30"),
    ("2022年7月至2023年6月，", "2022-07-01", "2023-06-30"), ("脱贫攻坚期内，", "2016-01-01", "2020-12-31"),
    ("自2023年6月起，累计发放消费券", "2023-06-01", "2024-09-12"), ("自2023年6月起，对企业给予补贴", "2023-06-01", "2023-06-30"),
    ("截至2024年，", "2024-09-12", "2024-09-12"),
  ]) func stated(_ words: String, _ start: String, _ end: String) throws {
    let text = TextView(words)
    let date = try #require(CivilDate("2024-09-12"))
    var context = PeriodScanner.Context(reference: date, sentenceYear: nil, paragraphYear: nil)
    let mention = try #require(
      PeriodScanner().mentions(in: text, range: 0..<text.count, context: &context).first)
    #expect(mention.start.description == start)
    #expect(mention.end.description == end)
    #expect(!mention.isComparisonBase)
  }

  @Test(arguments: ["2021、2022两年", "2021和2022两个年度", "2021、2022年"]) func listsOfYears(_ words: String) throws {
    let text = TextView(words + "共发放2亿元")
    let date = try #require(CivilDate("2024-09-12"))
    var context = PeriodScanner.Context(reference: date, sentenceYear: nil, paragraphYear: nil)
    let years = PeriodScanner().mentions(in: text, range: 0..<text.count, context: &context).map(\.end.year)
    #expect(years == [2021, 2022])
  }

  @Test(arguments: ["较年初增长", "比上年同期下降", "是2018年末的3倍", "相当于2014年的2.6倍", "连续两年"])
  func basesGovernNothing(_ words: String) throws {
    let text = TextView(words)
    let date = try #require(CivilDate("2024-09-12"))
    var context = PeriodScanner.Context(reference: date, sentenceYear: nil, paragraphYear: nil)
    let mentions = PeriodScanner().mentions(in: text, range: 0..<text.count, context: &context)
    #expect(mentions.allSatisfy { $0.isComparisonBase })
  }
}
