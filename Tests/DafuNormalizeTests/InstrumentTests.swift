import DafuModel
import Testing

@testable import DafuNormalize

/// Which instrument a figure carries: each rule with a sentence that it reads and a near one that it must leave alone.
@Suite struct InstrumentTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let sentence: String
    /// `value instrument`, in the text's order; `_Z` where none is meant.
    let expected: [String]
    init(_ sentence: String, _ expected: String...) {
      self.sentence = sentence
      self.expected = expected
    }
    var testDescription: String { sentence }
  }

  static let cases: [Case] = [
    // What one item of a list names does not reach the next; what stands before the first item does.
    Case(
      "一是推动“渔港贷”全年放款不低于30亿元；二是新建冷链园区5个；三是冷库出租率达到80%。",
      "3000000000 渔港贷", "5 _Z", "80 _Z"),
    Case("用好创业担保贷款：一是全年发放30亿元；二是贴息比例不低于50%。", "3000000000 创业担保贷款", "50 创业担保贷款"),
    // Behind listed parts the whole is meant again, in the sentence and in the next.
    Case(
      "全市知识产权质押融资登记60亿元，其中专利质押融资40亿元、商标质押融资20亿元，惠及企业500家。今年登记12亿元。",
      "6000000000 知识产权质押融资", "4000000000 专利质押融资", "2000000000 商标质押融资", "500 知识产权质押融资",
      "1200000000 知识产权质押融资"),
    Case(
      "普惠小微贷款余额80亿元，其中信用贷款占20%；无还本续贷余额6亿元，惠及900户。",
      "8000000000 普惠小微贷款", "20 信用贷款", "600000000 无还本续贷", "900 无还本续贷"),
    // A guarantor guarantees, whatever is lent under it.
    Case("市科创融资担保公司去年为300家企业提供担保9亿元。", "300 融资担保", "900000000 融资担保"),
    Case("市科创融资担保公司推出“港担贷”，已放款9亿元。", "900000000 港担贷"),
    // What was named before is told apart by 两个工具; a longer word holds no shorter name; who deals in it is not it.
    Case(
      "运用碳减排支持工具和科技创新再贷款。年末，两个工具余额分别为45亿元和24亿元。", "4500000000 碳减排支持工具", "2400000000 科技创新再贷款"),
    Case("中小微企业信用贷款余额600亿元。", "60000000000 中小微企业信用贷款"),
    Case("其中小微企业信用贷款余额600亿元。", "60000000000 小微企业信用贷款"),
    Case("设立绿色保险事业部8家。", "8 _Z"),
    Case("“放心金融”示范网点34家。", "34 _Z"),
    Case("工贸行业安全生产责任保险保费2亿元。", "200000000 安全生产责任保险"),
    Case("城乡低保对象40万人，发放低保资金3亿元。", "400000 _Z", "300000000 最低生活保障金"),
    // The head before brackets that list kinds; what pays for the first item pays for the others.
    Case("发放社会保险补贴（失业、工伤、生育保险）2亿元。", "200000000 社会保险补贴"),
    Case(
      "通过林业改革发展资金安排良种补助5亿元；造林补助8亿元，其中我省2亿元。", "500000000 林业草原改革发展资金", "800000000 林业草原改革发展资金",
      "200000000 林业草原改革发展资金"),
    // The name behind the last of a list; a foundation; who bears a share.
    Case("分别给予8万元、6万元、3万元购房补贴。", "80000 购房补贴", "60000 购房补贴", "30000 购房补贴"),
    Case("争取医疗扶贫基金会捐赠救护车5辆。", "5 _Z"),
    // Counts in a sentence without a word of money belong to no product named before.
    Case("推出“海苔贷”。全市紫菜种植企业260家，种植面积3万亩。", "260 _Z", "30000 _Z"),
    Case("推出“海苔贷”，已支持企业260家。", "260 海苔贷"),
    // The base of a reckoning is not what is given.
    Case("用好普惠小微贷款支持工具，按普惠小微贷款余额增量的2%给予激励资金。", "2 普惠小微贷款支持工具"),
    Case("对普惠小微贷款，按贷款余额增量的2%给予激励资金。", "2 普惠小微贷款"),
    // The short form of a name that the document holds once; two of a kind have no short form.
    Case(
      "设立渭北现代产业引导基金，规模20亿元。目前，引导基金参股子基金6支。", "2000000000 渭北现代产业引导基金",
      "6 渭北现代产业引导基金"),
    Case(
      "设立渭北现代产业引导基金、渭南文旅产业引导基金。目前，引导基金共参股子基金6支。", "6 政府引导基金"),
    // A pool named in full belongs to no guarantee named before.
    Case("政府性融资担保费率不高于1%。市信贷风险补偿资金池总规模8亿元。", "1 政府性融资担保", "800000000 贷款风险补偿资金池"),
    // 续贷 is done with the loan that the passage is about; 无还本续贷 is a product.
    Case("脱贫人口小额信贷余额9亿元。上半年办理续贷300户。", "900000000 脱贫人口小额信贷", "300 脱贫人口小额信贷"),
    Case("脱贫人口小额信贷余额9亿元。上半年办理无还本续贷300户。", "900000000 脱贫人口小额信贷", "300 无还本续贷"),
    // Verbs end the noun phrase of a name.
    Case("拟采取母子基金方式设立乡村振兴基金，首期规模2亿元。", "200000000 乡村振兴基金"),
    Case("累计办理外贸订单融资3亿元。", "300000000 外贸订单融资"),
    Case("沿海两县触发蚝排低温指数保险赔付，去年共赔付1375万元。", "13750000 蚝排低温指数保险"),
    // Bodies that are insured narrow nothing.
    Case("民办学校校方责任险参保率达到98%。", "98 校方责任保险"),
    // A part of a whole loan has the name that the list holds, or its own.
    Case("制造业贷款余额900亿元，其中中长期贷款余额300亿元。", "90000000000 制造业贷款", "30000000000 制造业中长期贷款"),
    Case("各项贷款余额900亿元，其中中长期贷款余额300亿元。", "90000000000 各项贷款", "30000000000 中长期贷款"),
    // A kind of insurance is that of the one thing named before it; of two nobody tells.
    Case("柚子大幅减产，全县单独设立柚子保险。蜜橘则试办价格指数保险，每亩保额900元。", "900 蜜橘价格指数保险"),
    Case("生姜、大蒜产区试办价格指数保险，每亩保额900元。", "900 价格指数保险"),
    Case("茶叶各类保险承保3万亩。", "30000 茶叶保险"),
    // All of a list in quotation marks are products where they are called so; a fund that a document names once may be called by
    // its kind; a tool's amount is that tool's.
    Case(
      "推出“蚝税贷”“链易达”“船机易”三款产品，额度上限分别为80万元、90万元、70万元。", "800000 蚝税贷", "900000 链易达", "700000 船机易"),
    Case("设立渭水新动能发展基金，规模60亿元。目前，引导基金参股设立基金9只。", "6000000000 渭水新动能发展基金", "9 渭水新动能发展基金"),
    Case("先后安排30亿元专项再贷款、50亿元再贷款再贴现额度。", "3000000000 专项再贷款", "5000000000 再贷款再贴现"),
    Case("省财政设立“小巨人”上市培育基金，规模3亿元。", "300000000 小巨人上市培育基金"),
  ]

  @Test(arguments: cases) func reads(_ example: Case) throws { try InstrumentTests.check(example) }

  static func check(_ example: Case) throws {
    let normalizer = try Fixtures.normalizer.get()
    let document = Fixtures.document(sentence: example.sentence, issuer: "陕西省财政厅", date: "2024-08-15")
    let said = normalizer.normalize(document).observations.map {
      "\($0.value) \($0.instrumentName.isEmpty ? "_Z" : $0.instrumentName)"
    }
    #expect(said == example.expected)
  }
}
