import DafuExtract
import DafuModel
import Testing

@testable import DafuNormalize

/// Lines that lead in what follows: a numbered line that ends with a colon is a heading and states figures.
@Suite struct LeadInTests {
  @Test func headingThatEndsWithAColon() throws {
    let said = try LeadInTests.read(
      "（一）一般债券资金9600万元，具体安排是：", "1.县道改造工程3600万元。", "2.水厂扩建工程6000万元。")
    #expect(said.map(\.value) == [9600, 3600, 6000].map { ExactDecimal($0 * 10000) })
    #expect(said.map(\.metric) == ["issuance_amount", "issuance_amount", "issuance_amount"])
    #expect(said.first?.instrumentName.hasSuffix("一般债券") == true)
    #expect(said.last?.section.hasPrefix("（一）一般债券资金") == true)
  }

  /// Any other heading only says what its section is about.
  @Test func headingWithoutAColon() throws {
    let said = try LeadInTests.read("（一）突破9600万元大关", "县道改造工程投资3600万元。")
    #expect(said.map(\.value) == [ExactDecimal(36_000_000)])
  }

  /// The items below a paragraph that ends with a colon are of what it names; the next paragraph is not.
  @Test func itemsBelowAColon() throws {
    let said = try LeadInTests.read(
      "市财政局下达专项债券资金5.4亿元，安排如下：", "1.青石水厂3.2亿元；", "2.中医院迁建2.2亿元。", "全县建成文化广场12处，投入资金0.3亿元。")
    #expect(said.prefix(3).allSatisfy { $0.instrumentName.hasSuffix("专项债券") })
    #expect(said.prefix(3).map(\.metric).allSatisfy { $0 == "issuance_amount" || $0 == "budget_amount" })
    #expect(said.dropFirst(3).allSatisfy { $0.instrument == "_Z" })
    #expect(said.count == 5)
  }

  /// A paragraph that begins with a figure is no numbered item.
  @Test func figureIsNoNumber() {
    func isItem(_ line: String) -> Bool {
      let text = TextView(line)
      return ListItems.isItem(text, 0..<text.count)
    }
    #expect(isItem("1.青石水厂3.2亿元；"))
    #expect(isItem("（2）中医院迁建2.2亿元"))
    #expect(!isItem("3.2亿元用于青石水厂"))
    #expect(!isItem("2022年投入3.2亿元"))
  }

  private static func read(_ lines: String...) throws -> [Observation] {
    let text = """
      # 福州市财政局关于市政协十四届三次会议第0123号提案的答复

      您提出的提案收悉，现答复如下：

      \(lines.joined(separator: "\n\n"))

      福州市财政局

      2024年9月12日
      """
    let outcome = DocumentReader().read(Array(text.utf8), path: "reply.md", sha256: String(repeating: "0", count: 64))
    guard case .document(let document) = outcome else { return [] }
    return try Fixtures.normalizer.get().normalize(document).observations
  }
}
