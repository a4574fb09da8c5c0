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
    Case("三是创新文博信贷产品。", "文博信贷"),
    Case("关于发展海洋牧场保险的建议。", "海洋牧场保险"),
    // A verb that has its noun before it belongs to the name.
    Case("设立临港产业发展母基金。", "临港产业发展母基金"),
    Case("发放海外仓建设贷款2亿元。", "海外仓建设贷款"),
    Case("拨付数字经济创新专项资金600万元。", "数字经济创新专项资金"),
    // Words of order, quantity and time.
    Case("推出新一批跨境电商贷款。", "跨境电商贷款"),
    Case("比同期渔港贷款低1个百分点。", "渔港贷款"),
    Case("个别农机贷款出现逾期。", "农机贷款"),
    Case("2019年渔港贷款余额2亿元，惠及16家企业贷款户。", "渔港贷款"),
    Case("已发行 12 支乡村文旅票据。", "乡村文旅票据"),
    // The same characters inside a word of the name.
    Case("开办日光温室草莓保险和对虾养殖保险。", "日光温室草莓保险", "对虾养殖保险"),
    Case("推广年审制贷款，余额3亿元。", "年审制贷款"),
    Case("发放在建船舶抵押贷款3亿元。", "在建船舶抵押贷款"),
    Case("新型研发机构专项基金规模1亿元。", "新型研发机构专项基金"),
    Case("投放储备林贷款8亿元、城市更新贷款5亿元。", "国家储备林贷款", "城市更新贷款"),
    Case("全行业竹编普惠保险保费收入3亿元。", "竹编普惠保险"),
    Case("已赠送竹农意外伤害共济保险2万份。", "竹农意外伤害共济保险"),
    // 两类, 三批: a numeral with what it counts.
    Case("竹编、藤编两类产业贷款余额3亿元。"),
    // A payment by its purpose is a name, by its manner none.
    Case("下达竹笋烘干补贴1200万元。", "竹笋烘干补贴"),
    Case("给予一次性补贴500元，最高补助2万元。"),
    // 项下贷款 are the loans of what stands before.
    Case("藤编专项再贷款项下贷款2亿元。", "藤编专项再贷款"),
    Case("商业竹农互助保险原保险保费收入2亿元。", "商业竹农互助保险"),
    // A level belongs to the name, and a place to that of a fund; insurance, loans and guarantees are told apart by the area.
    Case("罗源县大黄鱼价格指数保险承保3000亩。", "大黄鱼价格指数保险"),
    Case("罗源县竹海产业基金规模2亿元。", "罗源县竹海产业基金"),
    Case("市级渔业风险补偿金余额500万元。", "市级渔业风险补偿金"),
    Case("自治区竹牧业信贷担保在保余额3亿元。", "竹牧业信贷担保"),
    // What a table or a breakdown is made by.
    Case("分区域竹农贷款余额3亿元。", "竹农贷款"),
    // What is developed is insured, not lent for.
    Case("围绕“一村一景”开发竹景保险5款。", "竹景保险"),
    Case("竹海资源化利用贷款余额3亿元。", "竹海资源化利用贷款"),
    // A slogan in the form of a name, a line of business by its companies, a pledge by its manner.
    Case("做到“应贷尽贷”“应保尽保”。"),
    Case("全市融资租赁公司12家。", "融资租赁"),
    Case("以仓单质押方式发放竹笋贷款。", "竹笋贷款"),
    Case("办理商标权质押登记20笔。", "商标质押融资"),
    // A fund of its own, whatever class its name closes with.
    Case("竹海产业风险补偿基金规模2亿元。", "竹海产业风险补偿基金"),
    // The class noun alone is no name, whatever verb stands before it.
    Case("简化担保手续，延长贷款期限，丰富债券品种，创新保险品种。"),
    Case("也避免保险公司获取超额利润，我们高度重视保险工作。"),
    Case("这类保险去年才试点，个别保险公司没有开办。"),
    // A suffix stays with what it closed, a numeral with the place that it opens; other numerals end a name.
    Case("设立全国性竹业风险补偿基金。", "竹业风险补偿基金"),
    Case("发行五指山索道收入资产支持专项计划。", "五指山索道收入资产支持专项计划"),
    Case("购买了补充医疗保险，补充竹业基金缺口。", "补充医疗保险", "竹业基金"),
    // 促进 belongs to a fund's name behind its noun only.
    Case("设立竹艺发展促进基金，促进基金规范运作。", "竹艺发展促进基金"),
  ]

  @Test(arguments: boundaries) func boundary(_ example: Case) throws {
    #expect(try names(example.sentence) == example.expected)
  }

  /// What is meant by the instruments of a document's sentences, in the text's order.
  private func families(_ sentences: [String]) throws -> [String] {
    let scanner = try NameTests.scanner.get()
    let views = sentences.map { TextView(NormalizedText($0).utf8) }
    var known: [InstrumentScanner.KnownName] = []
    var names: [InstrumentScanner.IntroducedName] = []
    for view in views {
      let found = scanner.candidates(in: view, range: 0..<view.count)
      let introduced = scanner.introduced(in: view, range: 0..<view.count, candidates: found)
      known += introduced.known
      names += introduced.names
    }
    let all = scanner.known(known, names: names)
    return views.flatMap { scanner.mentions(in: $0, range: 0..<$0.count, known: all).map(\.name) }
  }

  static let documents: [Case] = [
    // What stands in quotation marks before its class is the name without them later; marks may open as they close.
    Case("推出“港易贷”普惠信贷。港易贷已放款2亿元。", "港易贷普惠信贷", "港易贷普惠信贷"),
    Case("推出\"港易贷\"。港易贷已放款2亿元。", "港易贷", "港易贷"),
    // A fuller form and a shorter one are one name: the fuller.
    Case("设立市级藤编担保风险补偿资金。藤编担保风险补偿金已代偿2笔。", "市级藤编担保风险补偿资金", "市级藤编担保风险补偿资金"),
    Case("罗源县竹海产业基金规模2亿元。竹海产业基金已投5个项目。", "罗源县竹海产业基金", "罗源县竹海产业基金"),
    Case("开办河蟹养殖类保险。河蟹养殖保险覆盖六成。", "河蟹养殖类保险", "河蟹养殖类保险"),
    // A province's and a city's are two.
    Case("省级竹业发展引导基金规模10亿元。市级竹业发展引导基金规模2亿元。", "省级竹业发展引导基金", "市级竹业发展引导基金"),
    // Characters of the long name in their order, where one name has them.
    Case("台州市小微企业信用保证基金运作多年。信保基金在保余额3亿元。", "台州市小微企业信用保证基金", "台州市小微企业信用保证基金"),
    Case("规模8亿元的技术装备改造基金已投4亿元。技改基金利率2%。", "技术装备改造基金", "技术装备改造基金"),
    Case("竹业科创担保基金规模1亿元。茶业科创担保基金规模2亿元。科创担保基金均已到位。", "竹业科创担保基金", "茶业科创担保基金", "科创担保基金"),
    // Abbreviations, in quotation marks or not, and in brackets.
    Case("设立临港产业发展母基金（以下简称“临港基金”）。临港基金已投8个项目。", "临港产业发展母基金", "临港产业发展母基金", "临港产业发展母基金"),
    Case("开办竹海碳汇质押融资（简称竹碳融资）业务。竹碳融资余额2亿元。", "竹海碳汇质押融资", "竹海碳汇质押融资", "竹海碳汇质押融资"),
    Case("设立海洋装备改造基金（海改基金）。海改基金规模3亿元。", "海洋装备改造基金", "海洋装备改造基金", "海洋装备改造基金"),
    // A guarantor's short name stands for what it sells.
    Case("福建竹编融资担保有限公司（以下简称“竹编农担”）成立。竹编农担在保余额3亿元。", "融资担保", "农业信贷担保", "农业信贷担保"),
    // What stands in brackets is not always an abbreviation.
    Case("设立海洋装备改造基金（规模三亿元）。竹业基金规模3亿元。", "海洋装备改造基金", "竹业基金"),
  ]

  @Test(arguments: documents) func document(_ example: Case) throws {
    let sentences = example.sentence.split(separator: "。").map { String($0) + "。" }
    #expect(try families(sentences) == example.expected)
  }

  static let shapes: [Case] = [
    // The list's name in another form of writing.
    Case("普惠小微信贷余额30亿元。", "普惠小微贷款"),
    Case("创业投资类基金达到40只。", "创业投资基金"),
    Case("新发放农户小额信用信贷3亿元。", "农户小额信用贷款"),
    // Quoted slogans and what is done are no names.
    Case("由过去的“银行挑担保”转为“银担合作”，缓解“倒贷”压力，整治“逃废债”。"),
    Case("针对企业“先还后贷”的难处，防止“项目等资金”。"),
    Case("推出“茶农贷”“茶商快担”。", "茶农贷", "茶商快担"),
    // A guarantee for a guarantor, a pledge by itself, a verb with its object.
    Case("推广免除反担保贷款。"),
    Case("防范控股股东股权质押风险。"),
    Case("股权质押101亿元。", "股权质押融资"),
    Case("为外贸企业周转资金3亿元。"),
    Case("渔船更新周转金规模3亿元。", "渔船更新周转金"),
    // 其中 ends before 中.
    Case("其中小微企业贷款3亿元。", "小微企业贷款"),
    Case("中小微企业贷款3亿元。", "中小微企业贷款"),
    // The noun behind the last of a list holds for all.
    Case("公益林、商品林保险保费400万元。", "公益林保险", "商品林保险"),
    Case("肉牛、肉羊养殖保险保费400万元。", "肉牛保险", "肉羊保险"),
    Case("公益林、商品林面积400万亩。"),
    // What is insured is listed behind the verb, each with its own number.
    Case("承保滩羊3万只、湖羊2万只。", "滩羊保险", "湖羊保险"),
    Case("每亩保额荞麦不低于300元、燕麦不低于400元。", "荞麦保险", "燕麦保险"),
    Case("收购滩羊3万只、湖羊2万只。"),
    // Beside social insurance, which is none.
    Case("困难群众补充医疗保险赔付860万元。", "补充医疗保险"),
    Case("社会保险参保人数8万人，职工医疗保险报销6亿元。"),
    // An insurer is no insurance.
    Case("泰山保险在全市率先落地黄烟产值保险。", "黄烟产值保险"),
    Case("国寿财险推出蜜桃收入保险，人保财险开办银瓜价格保险。", "蜜桃收入保险", "银瓜价格保险"),
    Case("泰山茶保险承保3万亩。", "泰山茶保险"),
    // Two words share a character: 发放 and 大蒜, not 放大.
    Case("以仓单质押方式发放大蒜贷款1.6亿元。", "大蒜贷款"),
    Case("新设立工业母机产业母基金2亿元。", "工业母机产业母基金"),
    Case("按8倍放大科创贷款规模。", "科技创新贷款"),
    Case("国开行发放储备林贷款1.6亿元。", "国家储备林贷款"),
    // Loans by who borrows.
    Case("科技型中小企业信用贷款余额41亿元。", "科技型中小企业信用贷款"),
    Case("环境高风险企业环境污染责任保险保费3万元。", "环境污染责任保险"),
    Case("政策性奶牛养殖保险、出口信用保险保单融资贷款增长较快。", "奶牛保险", "出口信用保险保单融资"),
    // Plans, pools and boards.
    Case("民企发展支持资产管理计划规模90亿元。", "民企发展支持资产管理计划"),
    Case("农业巨灾风险准备金规模1亿元。", "农业巨灾风险准备金"),
    Case("“竹乡板”挂牌企业30家，补齐“短板”。", "竹乡板"),
    // The closing noun of the last of a list is that of all that are listed with it.
    Case("生猪、肉牛养殖保险和知识产权、股权质押贷款。", "生猪保险", "肉牛保险", "知识产权质押融资", "股权质押融资"),
    Case("银行、小微企业贷款。", "小微企业贷款"),
    // A verb is a name where nothing but a list or a launch stands before it.
    Case("推出壮大贷，科创贷、培育贷余额3亿元。", "壮大贷", "科创贷", "培育贷"),
    Case("“商会贷”余额3亿元，企业不会贷。", "商会贷"),
    Case("“竹融宝”余额3亿元，可用“支付宝”还款。", "竹融宝"),
    // What a quotation says is meant, what it is called is not.
    Case("提出“设立总规模2亿元的竹业母基金，允许亏损”。", "竹业母基金"),
    Case("落实“科创板八条”。"),
    // A nickname before a listed name is no other thing.
    Case("“第二支箭”民营企业债券融资支持工具支持6家。", "民营企业债券融资支持工具"),
    Case("“蟹满仓”河蟹养殖保险承保3万亩。", "蟹满仓河蟹养殖保险"),
    // A unit that insures is no policy.
    Case("食品安全责任保险投保单位3家。", "食品安全责任保险"),
    // Insurance of a second object, told by the contrast.
    Case("奶牛每头保额8000元，肉羊由600元提高到800元。", "奶牛保险", "肉羊保险"),
  ]

  @Test(arguments: shapes) func shape(_ example: Case) throws {
    #expect(try names(example.sentence) == example.expected)
  }

  /// Loans that are told by what they finance or by what is pledged for them.
  static let described: [Case] = [
    Case("投向竹木加工业的贷款余额6亿元。", "竹木加工业贷款"),
    Case("流向冷链物流领域的中长期贷款余额12亿元。", "冷链物流中长期贷款"),
    Case("面向返乡青年的信用贷款共320笔。", "返乡青年信用贷款"),
    Case("用于灌区改造的贷款余额5亿元。", "灌区改造贷款"),
    Case("以码头经营权作质押，向3家企业发放贷款2亿元。", "码头经营权质押贷款"),
    Case("以橡胶林为抵押物的贷款46笔。", "橡胶林抵押贷款"),
    Case("以养殖尾水排放权质押方式获得授信800万元。", "养殖尾水排放权质押贷款"),
    // Any loan, another thing of the loan, nothing lent, and what has a name by itself.
    Case("投向企业的贷款余额6亿元。"),
    Case("用于补充流动资金的贷款2亿元。"),
    Case("面向茶农的贷款贴息300万元。"),
    Case("企业可以质押方式入股，出资3亿元。"),
    Case("以其作抵押，发放贷款2亿元。"),
    // The field that a loan is for, and the verb before what is insured.
    Case("冷链领域中长期贷款余额12亿元。", "冷链领域中长期贷款"),
    Case("按每艘600元的标准补贴渔船碰撞责任险。", "渔船碰撞责任险"),
    Case("首套、二套个人住房贷款利率为3.1%、3.5%。", "首套住房贷款", "二套住房贷款"),
  ]

  @Test(arguments: described) func description(_ example: Case) throws {
    #expect(try names(example.sentence) == example.expected)
  }
}
