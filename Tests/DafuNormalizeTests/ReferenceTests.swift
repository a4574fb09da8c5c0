import Testing

/// What words of reference stand for, and lists that go through the same items in the same order.
@Suite struct ReferenceTests {
  typealias Case = InstrumentTests.Case

  static let cases: [Case] = [
    // 前者 and 后者 hold until a semicolon, another such word or another name.
    Case(
      "开发了“海参贷”和“扇贝贷”，前者单户最高80万元，半年发放600万元；后者累计投放900万元。", "800000 海参贷", "6000000 海参贷",
      "9000000 扇贝贷"),
    Case(
      "水稻保险、油茶保险保费分别为230万元和760万元，后者费率为2%，每亩保额900元。", "2300000 水稻保险", "7600000 油茶保险", "2 油茶保险",
      "900 油茶保险"),
    Case("推出“桑蚕贷”“茶青贷”等产品，前者单户最高50万元，后者利率3.5%。", "500000 桑蚕贷", "3.5 茶青贷"),
    // What is compared with is not what is spoken of.
    Case("推出“桑蚕贷”“茶青贷”，后者利率3.5%，比前者低1个百分点。", "3.5 茶青贷", "-1 茶青贷"),
    // A sum is of as many as it counts: those of the sentence, or those of the sentences before.
    Case(
      "支农、支小再贷款余额分别为42亿元和37亿元，再贴现余额61亿元，三者合计140亿元。", "4200000000 支农再贷款", "3700000000 支小再贷款",
      "6100000000 再贴现", "14000000000 支农再贷款+支小再贷款+再贴现"),
    Case(
      "林权抵押贷款余额21亿元，农机抵押贷款余额3亿元，两项合计占涉农贷款的12%。", "2100000000 林权抵押贷款", "300000000 农机抵押贷款",
      "12 林权抵押贷款+农机抵押贷款"),
    Case(
      "“苗圃贷”余额2亿元。“花卉贷”余额3亿元。上述两款产品去年合计发放9亿元，惠及500户。", "200000000 苗圃贷", "300000000 花卉贷",
      "900000000 苗圃贷+花卉贷", "500 苗圃贷+花卉贷"),
    // Three when two are counted are not summed; things of two kinds are not.
    Case(
      "水稻保险保费3亿元，小麦保险保费2亿元，玉米保险保费1亿元，两项合计赔付4亿元。", "300000000 水稻保险", "200000000 小麦保险",
      "100000000 玉米保险", "400000000 玉米保险"),
    Case(
      "水稻保险保费3亿元，小麦保险保费2亿元，两项业务共同发展，小麦保险赔付1亿元。", "300000000 水稻保险", "200000000 小麦保险",
      "100000000 小麦保险"),
    // A list told apart once keeps its order, also where 分别 stands behind other figures or the items are counted differently.
    Case(
      "发行棚改专项债券30亿元、水利专项债券12亿元，期限分别为7年和15年，票面利率分别为3.1%和3.6%。", "3000000000 棚户区改造专项债券",
      "1200000000 水利专项债券", "7 棚户区改造专项债券", "15 水利专项债券", "3.1 棚户区改造专项债券", "3.6 水利专项债券"),
    Case("奶牛、肉羊每头保险金额分别为9000元、900元，对应费率5%和6%。", "9000 奶牛保险", "900 肉羊保险", "5 奶牛保险", "6 肉羊保险"),
    Case("船员意外保险和港口责任保险保费合计2亿元，分别增长6%和13%。", "200000000 船员意外保险+港口责任保险", "6 船员意外保险", "13 港口责任保险"),
    Case("试办山羊养殖保险和核桃收入保险，去年分别承保920户、1.6万亩。", "920 山羊养殖保险", "16000 核桃收入保险"),
    Case("邮储银行的“桑蚕e贷”、农商银行的“茶青贷”额度分别最高50万元和90万元。", "500000 桑蚕e贷", "900000 茶青贷"),
    // Not so where the figures are of other items: of a count and an amount of one list.
    Case("发行蓝色债券、绿色债券20单、90亿元，分别增长6%和9%。", "20 蓝色债券+绿色债券", "9000000000 蓝色债券+绿色债券", "6 蓝色债券+绿色债券", "9 蓝色债券+绿色债券"),
  ]

  @Test(arguments: cases) func reads(_ example: Case) throws { try InstrumentTests.check(example) }
}
