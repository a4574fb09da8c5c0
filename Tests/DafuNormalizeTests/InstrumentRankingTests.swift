import DafuModel
import Testing

@testable import DafuNormalize

/// Which of the instruments that a passage names a figure carries.
@Suite struct InstrumentRankingTests {
  @Test func weightsFitTheFeatures() {
    let places = 6
    let features = CandidateFeature.count + places * CandidateFeature.allCases.count
    #expect(InstrumentWeights.values.count == features + 1 << Int(FigureContext.bits))
    #expect(CandidateFeature.allCases.count <= CandidateFeature.pairs)
  }

  @Test(arguments: [
    ("“渔船贷”由市财政贴息。截至6月末，已累计发放12亿元，惠及渔户860户。", "1200000000", "渔船贷"),
    ("我市推出“苗木贷”，今年共发放贷款3.2亿元。", "320000000", "苗木贷"),
    ("截至6月末，全市普惠小微贷款余额512亿元，占各项贷款的18%。", "18", "普惠小微贷款"),
    ("今年发行绿色债券12只，募集资金96亿元。", "9600000000", "绿色债券"),
    ("全市森林保险参保面积300万亩，支付赔款1800万元。", "18000000", "森林保险"),
    ("知识产权质押融资稳步增长。截至6月末，登记金额42亿元。", "4200000000", "知识产权质押融资"),
    // 前者 and 后者 point to one of the last two; 两项 to both.
    ("推出“船灯贷”和“渔港易贷”，前者单户最高30万元，后者已投放2亿元。", "300000", "船灯贷"),
    ("推出“船灯贷”和“渔港易贷”，前者单户最高30万元，后者已投放2亿元。", "200000000", "渔港易贷"),
    ("我市设立茶业种子基金和茶业天使基金。前者规模5亿元，后者已投资企业142家。", "500000000", "茶业种子基金"),
    ("我市设立茶业种子基金和茶业天使基金。前者规模5亿元，后者已投资企业142家。", "142", "茶业天使基金"),
    // A list under 分别 is of the clause's own items.
    ("茶叶保险、柑橘保险每亩保额800元；保费由中央、省级、市县财政分别承担45%、25%、10%。", "45", "茶叶保险+柑橘保险"),
    // A list of changes is of the levels before it, one by one; rates side by side are of the items that the clause lists.
    ("塘坝贷款、渔港贷款余额分别为16亿元、9亿元，同比分别增长12.1%、31.4%。", "12.1", "塘坝贷款"),
    ("塘坝贷款、渔港贷款余额分别为16亿元、9亿元，同比分别增长12.1%、31.4%。", "31.4", "渔港贷款"),
    ("首套、二套个人住房贷款首付款比例不低于15%、25%。", "15", "首套住房贷款"),
    ("首套、二套个人住房贷款首付款比例不低于15%、25%。", "25", "二套住房贷款"),
    // What the sentence before launched, not what it used for it.
    ("市财政设立渔业风险补偿资金池3亿元，依托资金池推出“渔兴贷”。单户额度最高300万元，期限2年。", "3000000", "渔兴贷"),
    // Products of several bodies are named together; a fund's loans are its own.
    ("福州银行“税渔贷”、海峡银行“云渔贷”等产品余额8.9亿元。", "890000000", "税渔贷+云渔贷"),
    ("去年新增住房公积金缴存45亿元，发放个人住房贷款30亿元。", "3000000000", "住房公积金贷款"),
    // Loans that are described: by who may have them; bonds by where they are issued.
    ("疫情期间，名单内的86户企业获得优惠贷款13.6亿元。", "1360000000", "疫情防控专项贷款"),
    ("我市企业去年赴境外发行债券6.5亿美元。", "650000000", "境外债券"),
    // What something is part of.
    ("截至6月末，全市普惠小微贷款余额512亿元，在各项贷款中占18%。", "18", "普惠小微贷款"),
  ]) func carries(_ passage: String, _ value: String, _ name: String) throws {
    #expect(try TimeNatureTests.find(value, in: passage).instrumentName == name)
  }

  /// What grammar rules out is no candidate: what the words point back to, or name together, or name for a neighbour.
  @Test(arguments: [
    // 该险种 is the last insurance, 该基金 the last fund, 该产品 the last in quotation marks.
    (
      "渔业保险稳步扩面。去年开办蚝排风力指数保险，财政给予补贴。该险种承保面积9.8万亩。", "98000", "蚝排风力指数保险",
      ["渔业保险", ""]
    ),
    ("市财政设立渔港产业发展基金。渔船贷款增长较快。该基金已投资企业36家。", "36", "渔港产业发展基金", ["渔船抵押贷款", ""]),
    ("我市推出“渔仓贷”，由存货融资平台放款。该产品累计放款26亿元。", "2600000000", "渔仓贷", ["存货融资", ""]),
    // Of the last two names: the latter, although another is named more often and in the heading before.
    ("产业基金分三类，产业基金由市级管理。我市设立茶业种子基金和茶业天使基金。后者规模5亿元。", "500000000", "茶业天使基金", ["茶业种子基金"]),
    // The closing noun of a name is that name's only behind it.
    (
      "市、区两级资金池规模已达10亿元。市财政另设海洋科技贷款风险补偿资金池2亿元。", "1000000000", "", ["海洋科技贷款风险补偿资金池"]
    ),
    // Two quoted names with nothing between are both meant.
    ("截至6月末，发放“港贸贷”“港贸贴”资金5.2亿元。", "520000000", "港贸贷+港贸贴", ["港贸贷", "港贸贴"]),
    // A breakdown's first figure is not of the second item.
    ("绿色贷款增长较快。从投向看，渔港建设、渔船更新贷款余额分别为12亿元和6亿元。", "1200000000", "绿色贷款", ["渔船更新贷款"]),
    // The provident fund lends nothing but its loans.
    ("去年新增住房公积金缴存45亿元，发放个人住房贷款30亿元。", "3000000000", "住房公积金贷款", ["住房公积金", "个人住房贷款"]),
  ]) func rulesOut(_ passage: String, _ value: String, _ name: String, _ barred: [String]) throws {
    let document = Fixtures.document(sentence: passage, issuer: "福州市财政局", date: "2024-09-12")
    let observations = Normalizer(codelists: try Fixtures.codelists(), listsCandidates: true).normalize(document)
      .observations
    let listed = try #require(observations.first { $0.value.description == value }?.derivation["candidates"])
    let names = listed.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      (line.split(separator: "\t", omittingEmptySubsequences: false).first ?? "").split(separator: "\u{1}").map {
        String($0.prefix { $0 != "=" && $0 != "|" })
      }.joined(separator: "+")
    }
    #expect(names.contains(name))
    #expect(names.allSatisfy { !barred.contains($0) })
  }

  /// A name that is named again as the base of a share is still the subject of what follows.
  @Test func staysSubject() throws {
    let passage = "全市蚝排抵押贷款余额84亿元，占全省蚝排抵押贷款余额的近一成，累计发放380亿元。"
    let document = Fixtures.document(sentence: passage, issuer: "福州市财政局", date: "2024-09-12")
    let observations = Normalizer(codelists: try Fixtures.codelists(), listsCandidates: true).normalize(document)
      .observations
    let listed = try #require(observations.last?.derivation["candidates"]).split(separator: "\n")
    let own = try #require(listed.first { $0.hasPrefix("蚝排抵押贷款") })
    let features = own.split(separator: "\t")[1].split(separator: " ").compactMap { Int($0) }
    #expect(!features.contains(CandidateFeature.afterBase.rawValue))
  }

  /// Changes under 分别, and rates side by side of a list, are told apart by the list and not weighed.
  @Test(arguments: [
    ("塘坝贷款、渔港贷款余额分别为16亿元、9亿元，同比分别增长12.1%、31.4%。", "31.4", "分别"),
    ("首套、二套个人住房贷款首付款比例不低于15%、25%。", "25", Linker.sideBySide),
  ]) func isToldApart(_ passage: String, _ value: String, _ reason: String) throws {
    #expect(try TimeNatureTests.find(value, in: passage).derivation["instrument"] == reason)
  }

  /// What a passage says of something else carries no instrument of the sentence before.
  @Test(arguments: [
    ("名单内的86户科技企业获得优惠贷款13.6亿元。", "1360000000"),
    ("“渔船贷”由市财政贴息。全市举办培训会12场。", "12"), ("我市推出“苗木贷”。去年全市生产总值3200亿元。", "320000000000"),
  ]) func carriesNone(_ passage: String, _ value: String) throws {
    #expect(try TimeNatureTests.find(value, in: passage).instrument == "_Z")
  }

  @Test func listsCandidatesWhereAsked() throws {
    let document = Fixtures.document(sentence: "我市推出“苗木贷”，今年共发放贷款3.2亿元。", issuer: "福州市财政局", date: "2024-09-12")
    let plain = try Fixtures.normalizer.get().normalize(document).observations
    let listing = Normalizer(codelists: try Fixtures.codelists(), listsCandidates: true).normalize(document)
      .observations
    #expect(plain.allSatisfy { $0.derivation["candidates"] == nil })
    #expect(listing.allSatisfy { $0.derivation["candidates"]?.contains("苗木贷") == true })
  }
}
