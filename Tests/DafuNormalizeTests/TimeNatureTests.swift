import DafuModel
import Testing

@testable import DafuNormalize

/// Which sentences give stocks, flows and sums since a beginning, which plan and which only name a plan.
@Suite struct TimeNatureTests {
  static func read(_ sentence: String) throws -> [Observation] {
    let normalizer = try Fixtures.normalizer.get()
    return normalizer.normalize(Fixtures.document(sentence: sentence, issuer: "福州市财政局", date: "2024-09-12"))
      .observations
  }

  static func find(_ value: String, in sentence: String) throws -> Observation {
    let said = try read(sentence)
    return try #require(said.first { $0.value == ExactDecimal(value) }, "\(said.map(\.valueText))")
  }

  @Test(arguments: [
    ("2023年，全市查实违规企业31户。", "31", PeriodType.duration),
    ("2023年，全市享受优惠的企业412户。", "412", .duration),
    ("2023年，全市登记在册企业412户。", "412", .instant),
    ("2023年，拨付补助1亿元，惠及担保机构42家。", "42", .duration),
    ("2023年末，全市担保机构42家。", "42", .instant),
    ("2021年以来，先后批准创建产业集群75个。", "75", .cumulative),
    ("截至2024年5月末，基金累计结余93亿元。", "9300000000", .instant),
    ("2023年，基金当期结余35亿元。", "3500000000", .duration),
    ("截至2024年6月末，债券面值17亿元。", "1700000000", .instant),
    ("截至2024年6月末，累计发放贷款17亿元。", "1700000000", .cumulative),
    ("2023年，按每名职工600元的标准发放补助。", "600", .instant),
    ("2023年，发放补助600万元。", "6000000", .duration),
    ("2023年，对新设机构按注册资本的1%给予奖励。", "1", .instant),
    ("2023年，赔付率82%。", "82", .duration),
    ("新校区占地面积5200平方米。", "5200", .instant),
    ("2023年发行高标准农田专项债券20亿元。", "2000000000", .duration),
    ("自试点以来，已为企业提供保障65亿元。", "6500000000", .cumulative),
    ("2023年，为企业提供保障65亿元。", "6500000000", .duration),
    ("截至2024年6月末，累计发行产品11单，募集资金22亿元。", "2200000000", .cumulative),
    ("截至2024年6月末，累计发行产品11单，今年募集资金22亿元。", "2200000000", .duration),
    ("企业在境内上市的，给予1600万元奖励。", "16000000", .instant),
    ("2023年给予上市企业奖励1600万元。", "16000000", .duration),
    ("到2027年，服务企业达到5万家。", "50000", .instant),
    ("到2027年，年度投放贷款突破120亿元。", "12000000000", .duration),
  ]) func types(_ sentence: String, _ value: String, _ type: PeriodType) throws {
    #expect(try TimeNatureTests.find(value, in: sentence).period.type == type)
  }

  @Test(arguments: [
    ("去年强降雨灾害发生以来，全年新增就业23万人。", "230000", 2023),
    ("全市对2000年12月31日前建成的150个小区进行改造。", "150", 2024),
    ("成员单位从2021年的4家增加到9家。", "9", 2024), ("成员单位从2021年的4家增加到9家。", "4", 2021),
    ("2019年设立以来，累计周转资金728亿元。", "72800000000", 2024), ("2019年设立资金池728亿元。", "72800000000", 2019),
    ("2021、2022、2023三个年度参保人数分别为5万人、7万人和9万人。", "70000", 2022),
    ("2021、2022年分别发行债券5亿元、7亿元。", "500000000", 2021),
    ("对2025年预算，计划在去年基础上增加3亿元。", "300000000", 2025),
    ("已有产品2023个。", "2023", 2024),
    // 上年 of a sentence that names its year is the year before that one.
    ("2022年，平均费率由上年的1.42%降至1.18%。", "1.42", 2021), ("平均费率由上年的1.42%降至1.18%。", "1.42", 2023),
    // What a rule sets holds at the document's date, whenever the product began or another item was done.
    ("“园区贷”去年9月上线，单户最高1000万元。", "10000000", 2024),
    ("一是2022年清退机构19家；二是单户贷款不超过300万元。", "3000000", 2024),
    // 接近去年全年的两倍 compares; 今明两年 runs to the end of next year.
    ("截至6月末，已发放贷款26亿元，接近去年全年的两倍，惠及企业300家。", "300", 2024),
    ("计划今明两年发行债券5亿元。", "500000000", 2025),
    // What is reached since a beginning is of the writer's day; what was done at the beginning is not.
    ("“园区贷”2021年上线，已累计投放贷款37亿元。", "3700000000", 2024),
    ("去年市里成立收储中心，目前帮助银行收回贷款2180万元。", "21800000", 2024),
    ("2021年设立引导基金，市财政出资3亿元，已投出2亿元。", "200000000", 2024),
    ("2021年设立引导基金，市财政出资3亿元，已投出2亿元。", "300000000", 2021),
    // A year told from the writer's day ends with its part of the sentence.
    ("去年放款16亿元；4月末在保余额88亿元。", "8800000000", 2024), ("去年放款16亿元，4月末在保余额88亿元。", "8800000000", 2023),
    ("信用贷款占比由2019年末的13.5%提高到21.6%。", "21.6", 2024), ("信用贷款占比由2019年末的13.5%提高到21.6%。", "13.5", 2019),
    ("2023年，参保居民年度内最高支付40万元。", "400000", 2023),
    ("2023年发放补助600万元。按照现行办法，每家机构最高补助50万元。", "500000", 2024),
    ("（一）到2026年贷款余额突破9亿元；（二）全年培训3000人次。", "3000", 2024),
    ("一是到2026年贷款余额突破9亿元；二是全年培训3000人次。", "3000", 2024),
    // What stands in brackets behind a base is of then; 于 behind a figure dates it, and nothing else.
    ("2023年零售总额695亿元，比2022年同期（653亿元）增长6.4%。", "65300000000", 2022),
    ("2023年零售总额695亿元，比2022年同期（653亿元）增长6.4%。", "69500000000", 2023),
    ("截至目前，10万亩农田已于2022年底修复，2万亩已于今年6月底修复。", "100000", 2022),
    ("截至目前，10万亩农田已于2022年底修复，2万亩已于今年6月底修复。", "20000", 2024),
    ("2023年，我局会同有关部门印发《整治方案（2021—2022年）》，全年完成改造80户。", "80", 2023),
    ("2019—2021年，我委已累计安排农村公路资金11亿元。", "1100000000", 2021),
    // Both ends of a change without times of its own; a total since what opens the sentence.
    ("贫困户从2012年底的9万户减少到2019年底的1万户，发生率由8.4%降至1.2%。", "8.4", 2012),
    ("贫困户从2012年底的9万户减少到2019年底的1万户，发生率由8.4%降至1.2%。", "1.2", 2019),
    ("2016—2019年，投入从16亿元增加至22亿元。", "1600000000", 2016), ("2016—2019年，投入从16亿元增加至22亿元。", "2200000000", 2019),
    ("“十三五”以来，投入从2016年的3亿元增加到2019年的4亿元，累计支出15亿元。", "1500000000", 2024),
    ("绿色贷款余额85亿元，是2019年试验区创建之初的5.4倍。", "5.4", 2024),
    ("在投企业2023年6月末达到420家，近两年增长了40%。", "40", 2023),
    ("2022年生产总值136亿元。物流业增加值11亿元，金融业增加值14亿元。", "1400000000", 2022),
    ("自付费用在11万元以上年度救助限额2万元。", "20000", 2024),
    // A half-width comma before a year; 2012年来; 毕业3年内 tells who may apply; a plan runs to its end.
    ("健全机制,2022年支持企业26家。", "26", 2022), ("2012年来累计投入6亿元。", "600000000", 2024),
    ("对毕业3年内来榕的给予补贴10万元。", "100000", 2024), ("“十四五”期间全市规划新建校舍67万平方米。", "670000", 2025),
    ("“十二五”五年，支出193亿元。", "19300000000", 2015),
    ("从2012年到2020年，补助由每人每年235元增加到665元。", "235", 2012),
    ("2021—2023年分别发行债券5亿元、7亿元和9亿元。", "700000000", 2022), ("2021—2023年共发行债券7亿元。", "700000000", 2023),
  ]) func years(_ sentence: String, _ value: String, _ year: Int) throws {
    #expect(try TimeNatureTests.find(value, in: sentence).period.end.year == year)
  }

  @Test(arguments: [
    ("按照《全市交通发展规划》，2022年完成公路180公里。", "180", ObservationStatus.realized),
    // The years of a plan's title date nothing; what changed until a day that has passed is no plan.
    ("我局牵头制定《港口金融三年行动方案（2025—2027年）》。全市新增贷款52亿元，同比增长16.3%。", "16.3", .realized),
    (
      "我局牵头制定《港口金融三年行动方案（2024—2026年）》。截至2024年6月末，全市港口企业贷款余额52亿元。其中，码头贷款、渔港贷款余额分别为16亿元和9亿元，同比分别增长12%、31%。",
      "31", .realized
    ),
    ("实施青年创业促进计划，发放贷款1860万元。", "18600000", .realized),
    ("计划发放贷款1860万元。", "18600000", .planned),
    ("今年5月1日至12月31日，补贴比例为50%。", "50", .realized),
    ("代表们建议修建道路，概算投资40万元。", "400000", .proposed),
    ("代表们建议修建道路，我局已拨付补助15万元。", "150000", .realized),
    ("一、工作情况 2023年贷款1亿元。二、下一步，力争发放贷款2亿元。三、政策情况 2023年4月，设立再贷款5亿元。", "500000000", .realized),
    ("下一步，抓好两项工作。一、做好融资服务，发放贷款5亿元。", "500000000", .planned),
    // What of a plan is completed, what is obtained, what expectation ends with its part of the sentence.
    ("今年发放贷款2亿元，完成全年计划的53.6%。", "53.6", .realized),
    ("全年计划发放贷款2亿元。", "200000000", .planned),
    ("我市争取到18.6亿元。", "1860000000", .realized),
    ("争取到2026年发放贷款18.6亿元。", "1860000000", .planned),
    ("预计每年减排1730万吨；银行按本金的60%提供资金。", "60", .realized),
    ("力争贷款余额由2020年的2180亿元提高到2026年的3200亿元。", "218000000000", .realized),
    ("您还建议设立规模2亿元的转贷基金。", "200000000", .proposed),
    // What was got is no plan, what is striven for is.
    ("2023年争取到省级前期工作经费100万元。", "1000000", .realized),
    ("我市已争取到位资金118万元。", "1180000", .realized), ("我市共争取资金118万元。", "1180000", .realized),
    ("各部门共同争取在年底前落实资金118万元。", "1180000", .planned),
    ("积极争取在年底前落实资金118万元。", "1180000", .planned),
    // Papers, programmes and what was weighed; the verb plans.
    ("从中央预算内投资计划中下达资金1000万元。", "10000000", .realized),
    ("落实综合治理总体规划，安排资金1.5亿元。", "150000000", .realized),
    ("重点研发计划支持项目，获得资金6亿元。", "600000000", .realized),
    ("综合考虑减收因素，下达转移支付46亿元。", "4600000000", .realized),
    ("我局考虑安排转移支付46亿元。", "4600000000", .planned),
    ("我县计划投资2.3亿元。", "230000000", .planned),
    // 将 before what is made into something, or what is disposed of.
    ("我省将永福县确定为试点县，安排资金3000万元。", "30000000", .realized),
    ("当年将新增债券资金1.7亿元直达县区。", "170000000", .realized),
    ("下半年将新增债券资金1.7亿元。", "170000000", .planned),
    ("我中心将提高租房提取额度，由1万元提高至2万元。", "20000", .planned), ("我中心将提高租房提取额度，由1万元提高至2万元。", "10000", .realized),
    // A plan ends behind a semicolon that dates, and with its item.
    ("力争年底开通航线9条；1—5月保障货邮14万吨。", "140000", .realized),
    ("一是拟申请资金8亿元；二是梳理储备项目，已完成3个。", "3", .realized),
    // 要 before a growth plans, 需要 does not; a list that is called 拟…名录 plans nothing, nor do motions that are counted.
    ("今年绿色贷款余额要增长25%以上。", "25", .planned), ("企业需要增加流动资金5亿元。", "500000000", .realized),
    ("对列入民宿拟推荐名录的给予4万元补助。", "40000", .realized), ("拟对民宿给予3万元的补助。", "30000", .planned),
    ("办理人大议案、代表建议348件，政协提案259件。", "348", .realized), ("办理人大议案、代表建议348件，政协提案259件。", "259", .realized),
    ("关于建议每年安排2000万元资金的支持。", "20000000", .proposed),
    ("省政府将提高低保标准纳入民生实事，低保标准由600元提高到620元。", "620", .realized),
    ("三年计划投入1800万元。", "18000000", .planned),
    ("初步计划安排改造57万亩，其中今年安排10万亩，下达补助资金3652万元。", "36520000", .realized),
    // What a work will do once it stands, unless it does; a need is a plan; a task and what was done of it.
    ("水库建成后可新增灌溉面积92万亩。", "920000", .planned), ("水库建成后已新增灌溉面积92万亩。", "920000", .realized),
    ("需要修建蓄水池2座。", "2", .planned), ("所需投资64亿元由省里承担，已拨付3亿元。", "300000000", .realized),
    ("年度目标任务盘活车位300个，实际完成323个。", "323", .realized),
    ("市规划和自然资源局指导39个区县完成编制。", "39", .realized),
    // The parts of a plan are planned, but for what is done of it.
    ("计划建设充电桩1000个。其中市公路局建设160个。", "160", .planned),
    ("已建设充电桩1000个。其中市公路局建设160个。", "160", .realized),
    ("计划建设充电桩1000个。市交通局建设150个。", "150", .realized),
  ]) func status(_ sentence: String, _ value: String, _ status: ObservationStatus) throws {
    #expect(try TimeNatureTests.find(value, in: sentence).status == status)
  }

  @Test func figures() throws {
    let funds = try TimeNatureTests.read("第一批1500万项目资金已经下达。")
    #expect(funds.first?.unit == "CNY" && funds.first?.value == ExactDecimal("15000000"))
    #expect(try TimeNatureTests.read("全市实施项目15项。").first?.value == ExactDecimal("15"))
    #expect(try TimeNatureTests.read("出台复工复产15条等举措。").isEmpty)
    #expect(try TimeNatureTests.read("今年开通公交线路15条。").first?.value == ExactDecimal("15"))
  }
}
