import DafuModel
import Testing

@testable import DafuNormalize

/// What a figure measures: each rule with a sentence that it reads and a near one that it must leave alone.
@Suite struct MetricTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let sentence: String
    /// `value unit measure metric`, in the text's order.
    let expected: [String]
    init(_ sentence: String, _ expected: String...) {
      self.sentence = sentence
      self.expected = expected
    }
    var testDescription: String { sentence }
  }

  static let cases: [Case] = [
    // What stands before 的 is the base of a percentage; 占 makes it a share.
    Case("企业对外担保不得超过总资产的30%。", "30 percent limit guarantee_amount"),
    Case("按融资额的3%给予奖励。", "3 percent level compensation_ratio"),
    Case("年末总资产增长3%。", "3 percent change_yoy total_assets"),
    // The noun behind 的 governs the list before it.
    Case(
      "分别提供最高300万元、700万元的授信额度。", "3000000 CNY limit credit_line", "7000000 CNY limit credit_line"),
    Case("发放贷款300万元，授信额度900万元。", "3000000 CNY level loan_amount", "9000000 CNY level credit_line"),
    Case("按每人300元的标准发放一次性培训补助。", "300 CNY level subsidy_amount"),
    Case("按每户300元的标准收取保费。", "300 CNY level premium"),
    // Money by its noun.
    Case("工作经费共计36万元。", "360000 CNY level budget_amount"),
    Case("研发经费投入36亿元。", "3600000000 CNY level rd_spending"),
    Case("带动社会资本投入36亿元。", "3600000000 CNY level investment_amount"),
    Case("市财政投入36亿元。", "3600000000 CNY level budget_amount"),
    Case("全年减少利息支出3亿元。", "300000000 CNY level cost_saving"),
    Case("全年预算支出3亿元。", "300000000 CNY level budget_amount"),
    Case("减免担保费3亿元。", "300000000 CNY level cost_saving"),
    Case("减免税费3亿元。", "300000000 CNY level tax_relief"),
    Case("奖补项目资金800万元，产业项目资金900万元。", "8000000 CNY level budget_amount", "9000000 CNY level budget_amount"),
    // A rate that no list holds is a rate all the same; 率先 is none.
    Case("出租率为93%。", "93 percent level other"),
    Case("率先发放贷款6亿元，占全省的12%。", "600000000 CNY level loan_amount", "12 percent share loan_amount"),
    Case("返还比例由30%提高到45%。", "30 percent level compensation_ratio", "45 percent level compensation_ratio"),
    Case("贷款占比由30%提高到45%。", "30 percent share loan_amount", "45 percent share loan_amount"),
    Case("投保率稳定在96%以上。", "96 percent level coverage_rate"),
    Case("投保率不低于96%。", "96 percent limit coverage_rate"),
    // Counts.
    Case("完成46栋楼、2600余户改造。", "46 count level other", "2600 count level household_count"),
    Case("服务中小企业2600余户。", "2600 count level enterprise_count"),
    Case("支持企业完成技术攻关120项。", "120 count level project_count"),
    Case("支持企业120家。", "120 count level enterprise_count"),
    Case("村级协办点360个。", "360 count level facility_count"),
    Case("覆盖36个县。", "36 count level region_count"),
    Case("试点县36个。", "36 count level region_count"),
    Case(
      "全市有担保机构57家，其中国有企业4家。", "57 count level institution_count", "4 count level institution_count"),
    Case("全市有担保机构57家，服务企业400家。", "57 count level institution_count", "400 count level enterprise_count"),
    Case("承保户次同比增长16%。", "16 percent change_yoy policy_count"),
    // Observed values are levels, rules are limits.
    Case("亩均收入5000—7000元。", "5000 CNY level output_value", "7000 CNY level output_value"),
    Case("每户补贴5000—7000元。", "5000 CNY level subsidy_amount", "7000 CNY level subsidy_amount"),
    Case("种植面积130万亩以上。", "1300000 mu level area"),
    // Another series is no earlier time.
    Case("贷款利率4.2%，比同期市场利率低35个基点。", "4.2 percent level interest_rate", "-35 basis_point difference interest_rate"),
    Case("贷款利率4.2%，比上年同期低35个基点。", "4.2 percent level interest_rate", "-35 basis_point change_yoy interest_rate"),
    // What is lowered to a rate is that rate; what is lowered by points, or is so much below another thing, is negative.
    Case("贷款利率由1.75%下调到1.5%。", "1.75 percent level interest_rate", "1.5 percent level interest_rate"),
    Case("租金低于周边市场水平10%。", "-10 percent difference other"),
    Case("全面降准0.5个百分点。", "-0.5 percentage_point change other"),
    // Another series over the same period, a whole behind 达到, a multiple of a growth.
    Case(
      "全市支出增长8%，比同期全省支出增幅高出0.7个百分点。", "8 percent change_yoy budget_amount",
      "0.7 percentage_point difference budget_amount"),
    Case("增幅达到平均增幅的两倍。", "2 times multiple other"),
    Case("带动农户增收12%以上。", "12 percent change other"),
    // A label and the rising noun of the clause before; what closes a list; what lets off a premium.
    Case("保险金额：2600元/亩，保险费率：6%。", "2600 CNY level risk_coverage", "6 percent level fee_rate"),
    Case("居民医保财政补助标准稳步提高，2022年、2023年分别为每人每年610元、640元。", "610 CNY level subsidy_amount", "640 CNY level subsidy_amount"),
    Case("为企业缓缴养老保险费6亿元。", "600000000 CNY level tax_relief"),
    Case("全年收取企业养老保险费6亿元。", "600000000 CNY level premium"),
    Case("给予大户300万元的规模经营贷款支持。", "3000000 CNY level loan_amount"),
    Case("给予大户300万元的贷款贴息。", "3000000 CNY level subsidy_amount"),
    // Counts by their own noun.
    Case("设置监测断面42个，扶持木本油料树种12个。", "42 count level facility_count", "12 count level product_count"),
    Case("挂牌公司完成82次股票发行。", "82 count level issuance_count"),
    Case("核准26家企业IPO，筹资80亿元。", "26 count level listed_company_count", "8000000000 CNY level ipo_proceeds"),
    Case(
      "6个人才公寓项目已开工。其中，城东街道2个，新桥镇3个。", "6 count level project_count", "2 count level project_count",
      "3 count level project_count"),
    Case("覆盖26个乡镇。其中，城东街道2个。", "26 count level region_count", "2 count level region_count"),
    // Verbs and nouns of what is pledged, owed under guarantee, traded, short and paid.
    Case("全年少付利息600万元。", "6000000 CNY level cost_saving"),
    Case("办理专利权质押登记287笔，金额24亿元。", "287 count level loan_count", "2400000000 CNY level pledge_amount"),
    Case("在保2140户、余额6亿元。", "2140 count level enterprise_count", "600000000 CNY level guarantee_balance"),
    Case("成交土地经营权218宗，抵押房屋218宗。", "218 count level transaction_count", "218 count level other"),
    Case("建设海外仓12个，修建蓄水池310口。", "12 count level facility_count", "310 count level facility_count"),
    Case("纳入监管的担保机构268户。", "268 count level institution_count"),
    Case("每台补6万元，另奖8万元。", "60000 CNY level subsidy_amount", "80000 CNY level subsidy_amount"),
    Case("上市公司定向增发募集资金88亿元。", "8800000000 CNY level equity_financing"),
    Case("企业资金缺口6400万元。", "64000000 CNY level financing_demand"),
    Case("基金收支缺口6400万元。", "64000000 CNY level other"),
    Case("旅行社责任保险统保率93%。", "93 percent level coverage_rate"),
    Case("2.3万家养殖场受益。", "23000 count level enterprise_count"),
    // The year before is the base of a change; a name with 提升 raises nothing; a standard is raised.
    Case(
      "2023年安排资金52亿元，较2022年增加6亿元。", "5200000000 CNY level budget_amount", "600000000 CNY change_yoy budget_amount"),
    Case("安排人居环境改造提升资金800万元。", "8000000 CNY level budget_amount"),
    Case("基础养老金每人每月增加18元。", "18 CNY change other"),
    Case(
      "参保人数环比增加8万人，增长0.7%，同比增加56万人，增长4.9%。", "80000 count change_mom person_count",
      "0.7 percent change_mom person_count", "560000 count change_yoy person_count",
      "4.9 percent change_yoy person_count"),
    Case("粮食产量较上年减产14%。", "-14 percent change_yoy other"),
    Case("降低小额贷款利率0.5%。", "-0.5 percent change interest_rate"),
    Case("对新认定的企业奖励50万元。", "500000 CNY level subsidy_amount"),
    // Public money, needs, what a fund is filled with; a loan by the word behind it.
    Case("2023年下拨补助资金118万元。", "1180000 CNY level subsidy_amount"),
    Case("贷款需求金额1.2亿元。", "120000000 CNY level financing_demand"),
    Case("“政惠保”实现69笔贷款，共计3.2亿元。", "69 count level loan_count", "320000000 CNY level loan_amount"),
    Case("保费由县、乡按照20:80比例分担。", "20 percent level premium_subsidy_ratio", "80 percent level premium_subsidy_ratio"),
    Case("2023年社会融资规模增量为300亿元。", "30000000000 CNY level social_financing"),
    // A share of what stands behind 的 or before 占比.
    Case("41.5%的企业认为融资成本偏高。", "41.5 percent share enterprise_count"),
    Case("减按15%的税率缴纳企业所得税。", "15 percent level other"),
    Case("普惠项目占比达到70%以上。", "70 percent share project_count"),
    Case("信用贷款占比22.4%。", "22.4 percent share loan_balance"),
    Case("上半年发放贷款9亿元，信用贷款占比22.4%。", "900000000 CNY level loan_amount", "22.4 percent share loan_amount"),
    // A loan that touches its amount outranks the support named before; the support itself does not turn into a loan.
    Case(
      "拨付贴息资金1.2亿元，撬动技改贷款63亿元。", "120000000 CNY level subsidy_amount", "6300000000 CNY level loan_amount"),
    Case("拨付技改贷款贴息资金1.2亿元。", "120000000 CNY level subsidy_amount"),
    // Settled abroad, paid out for losses, raised by a fund, registered as a pledge.
    Case(
      "办理贸易外汇收支便利化业务1.3万笔、金额35亿美元。", "13000 count level transaction_count",
      "3500000000 USD level transaction_amount"),
    Case("发生风险补偿9笔、1380万元。", "9 count level loan_count", "13800000 CNY level compensation_amount"),
    Case("渭北天使投资基金完成备案，募集6.5亿元。", "650000000 CNY level fund_size"),
    Case("短期险渗透率达31.5%。", "31.5 percent level coverage_rate"),
    Case("脱贫人口小额信贷发放1.08万户。", "10800 count level household_count"),
    Case("流动资金贷款发放1.08万户。", "10800 count level enterprise_count"),
    // A number without a unit counts what the noun before names.
    Case("全年参保人次约1.67亿。", "167000000 count level participant_count"),
    Case("全年保费收入约1.67亿。", "167000000 CNY level premium"),
    // A numeral that sums up the list before it, or what was named before, is no figure.
    Case("首批围绕钢铁、煤电、建材、农业四个行业开展研究。"),
    Case("两项试点的费率均为3%。", "3 percent level fee_rate"),
    Case("完成试点两项。", "2 count level other"),
    Case(
      "对信用村农户贷款利率优惠30至50个基点。", "-30 basis_point difference interest_rate", "-50 basis_point difference interest_rate"),
    // What is added of loans is granted, what is added of balances is a balance.
    Case(
      "绿色贷款余额80亿元，全年新增碳汇质押贷款2亿元。", "8000000000 CNY level loan_balance",
      "200000000 CNY level loan_amount"),
  ]

  @Test(arguments: cases) func reads(_ test: Case) throws {
    let normalizer = try Fixtures.normalizer.get()
    let document = Fixtures.document(sentence: test.sentence, issuer: "福州市财政局", date: "2024-09-12")
    let said = normalizer.normalize(document).observations.map {
      "\($0.value) \($0.unit) \($0.measure.rawValue) \($0.metric)"
    }
    #expect(said == test.expected)
  }
}
