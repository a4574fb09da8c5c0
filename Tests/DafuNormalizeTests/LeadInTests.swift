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
