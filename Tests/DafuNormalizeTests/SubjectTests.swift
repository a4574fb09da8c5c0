import DafuModel
import Testing

@testable import DafuNormalize

/// What a figure counts or describes: a noun phrase of the text, never a part of a word, a verb or another figure.
@Suite struct SubjectTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let sentence: String
    let value: String
    let subject: String

    init(_ sentence: String, _ value: String, _ subject: String) {
      self.sentence = sentence
      self.value = value
      self.subject = subject
    }

    var testDescription: String { sentence }
  }

  static let cases: [Case] = [
    // Behind the classifier: up to the last noun, not into the verb.
    Case("全市有9家企业贷款已经到期。", "9", "企业"),
    Case("共有16家担保公司参与分险。", "16", "担保公司"),
    Case("向46个县区印发了方案。", "46", "县区"),
    Case("建成6个中小企业特色产业集群。", "6", "中小企业特色产业集群"),
    Case("扶持38家合作社发展。", "38", "合作社"),
    Case("吸引27家发电企业入市。", "27", "发电企业"),
    Case("为310笔林权抵押贷款提供担保。", "310", "林权抵押贷款"),
    Case("8个部门召开会议。", "8", "部门"),
    Case("创建3个农村产业融合发展示范园。", "3", "农村产业融合发展示范园"),
    Case("建成续贷中心36个。", "36", "续贷中心"),
    Case("已经有油茶加工企业260家。", "260", "油茶加工企业"),
    Case("低保标准为每人每月620元。", "620", "每人每月"),
    // Where a verb stands behind the classifier, the words before the number.
    Case("走访企业816家。", "816", "走访企业"),
    Case("累计对接企业82家次。", "82", "对接企业"),
    Case("在孵企业126家。", "126", "在孵企业"),
    Case("合作银行增加到19家。", "19", "合作银行"),
  ]

  @Test(arguments: cases) func reads(_ test: Case) throws {
    let said = try SubjectTests.read(test.sentence)
    #expect(said.first { $0.value.description == test.value }?.subject == test.subject)
  }

  /// Figures that share the key are told apart by whole words.
  @Test func toldApart() throws {
    let said = try SubjectTests.read("2023年安排专项资金，其中临江市水源工程安排3700万元、老城区管网改造安排300万元。")
    #expect(said.map(\.subject) == ["", "老城区管网改造安排"])
    let raised = try SubjectTests.read("2023年，稳岗返还比例由30%提高到50%。")
    #expect(raised.map(\.subject) == ["", "提高到"])
    let rates = try SubjectTests.read("2023年，村级经费由24万元/个提高到25万元/个，与此同时城区社区经费安排25万元/个。")
    #expect(rates.map(\.subject) == ["", "提高到", "城区社区经费安排"])
    for observation in said + raised {
      #expect(!observation.subject.contains { $0.isNumber || "，；：（）".contains($0) })
    }
  }

  private static func read(_ sentence: String) throws -> [Observation] {
    let document = Fixtures.document(sentence: sentence, issuer: "福州市财政局", date: "2024-09-12")
    return try Fixtures.normalizer.get().normalize(document).observations
  }
}
