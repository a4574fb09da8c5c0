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
    // What something is part of.
    ("截至6月末，全市普惠小微贷款余额512亿元，在各项贷款中占18%。", "18", "普惠小微贷款"),
  ]) func carries(_ passage: String, _ value: String, _ name: String) throws {
    #expect(try TimeNatureTests.find(value, in: passage).instrumentName == name)
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
