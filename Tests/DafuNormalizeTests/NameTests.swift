import DafuModel
import Testing

@testable import DafuNormalize

/// What the instruments of a sentence are called: each class of names with sentences that need it, and near ones that must stay
/// as they are.
@Suite struct NameTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let sentence: String
    /// The names in the text's order.
    let expected: [String]
    init(_ sentence: String, _ expected: String...) {
      self.sentence = sentence
      self.expected = expected
    }
    var testDescription: String { sentence }
  }

  private static let scanner = Result {
    let lists = try Fixtures.codelists()
    return InstrumentScanner(lists.instruments, areas: lists.areas)
  }

  private func names(_ sentence: String) throws -> [String] {
    let text = TextView(NormalizedText(sentence).utf8)
    return try NameTests.scanner.get().mentions(in: text, range: 0..<text.count).map(\.name)
  }

  static let boundaries: [Case] = [
    // A body and its verb stand before the name.
    Case("平安产险南平市分公司开发竹林碳汇价值保险，保额300万元。", "竹林碳汇价值保险"),
    Case("支持创投机构发展并购母基金。", "并购母基金"),
    Case("县农商行推广茶农贷款4亿元。", "茶农贷款"),
    // Verbs of every kind.
    Case("全市在售花卉苗木保险产品9款。", "花卉苗木保险"),
    Case("逐步剥离渔港贷款。", "渔港贷款"),
    Case("该行单列民宿产业信贷计划。", "民宿产业信贷"),
    Case("按季向社会披露转型项目贷款的数量。", "转型项目贷款"),
    Case("三是创新渔业信贷产品。", "渔业信贷"),
    Case("关于发展海洋牧场保险的建议。", "海洋牧场保险"),
    // A verb that has its noun before it belongs to the name.
    Case("设立临港产业发展母基金。", "临港产业发展母基金"),
    Case("发放海外仓建设贷款2亿元。", "海外仓建设贷款"),
    Case("拨付数字经济创新专项资金600万元。", "数字经济创新专项资金"),
    // Words of order, quantity and time.
    Case("推出新一批跨境电商贷款。", "跨境电商贷款"),
    Case("比同期渔船贷款低1个百分点。", "渔船贷款"),
    Case("个别农机贷款出现逾期。", "农机贷款"),
    Case("2019年渔船贷款余额2亿元，惠及16家企业贷款户。", "渔船贷款"),
    Case("已发行 12 支乡村文旅票据。", "乡村文旅票据"),
    // The same characters inside a word of the name.
    Case("开办日光温室保险和对虾养殖保险。", "日光温室保险", "对虾养殖保险"),
    Case("推广年审制贷款，余额3亿元。", "年审制贷款"),
    Case("发放在建船舶抵押贷款3亿元。", "在建船舶抵押贷款"),
    Case("新型研发机构专项基金规模1亿元。", "新型研发机构专项基金"),
    Case("投放储备林贷款8亿元、城市更新贷款5亿元。", "储备林贷款", "城市更新贷款"),
    // A place and a level belong to the name.
    Case("罗源县大黄鱼价格指数保险承保3000亩。", "罗源县大黄鱼价格指数保险"),
    Case("市级渔业风险补偿金余额500万元。", "市级渔业风险补偿金"),
    // The class noun alone is no name, whatever verb stands before it.
    Case("简化担保手续，延长贷款期限，丰富债券品种，创新保险品种。"),
    Case("也避免保险公司获取超额利润，我们高度重视保险工作。"),
    Case("这类保险去年才试点，个别保险公司没有开办。"),
  ]

  @Test(arguments: boundaries) func boundary(_ example: Case) throws {
    #expect(try names(example.sentence) == example.expected)
  }
}
