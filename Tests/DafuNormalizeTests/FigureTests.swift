import DafuModel
import Testing

@testable import DafuNormalize

/// Marked sentences: what stands between ⟦ and ⟧ must be read as a figure, and nothing else.
@Suite struct FigureTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let sentence: String
    let expected: [String]
    var testDescription: String { sentence }
  }

  static func figures(_ marked: String) throws -> (found: [String], marked: [String]) {
    var plain = ""
    var spans: [String] = []
    var open: String.Index?
    for character in marked {
      if character == "⟦" {
        open = plain.endIndex
      } else if character == "⟧" {
        if let begin = open { spans.append(String(plain[begin...])) }
        open = nil
      } else {
        plain.append(character)
      }
    }
    let text = TextView(plain)
    let scanner = FigureScanner(units: UnitLexicon(try Fixtures.codelists().units))
    var context = PeriodScanner.Context(reference: .lastDay(ofYear: 2024), sentenceYear: nil, paragraphYear: nil)
    let periods = PeriodScanner().mentions(in: text, range: 0..<text.count, context: &context).map(\.range)
    let skipping = (Traps.ranges(in: text, range: 0..<text.count) + periods).sorted { $0.lowerBound < $1.lowerBound }
    let found = scanner.figures(in: text, range: 0..<text.count, skipping: skipping)
    let utf8 = Array(plain.utf8)
    return (
      found.map { "\($0.value) \($0.unit) \($0.comparator.rawValue)" },
      zip(found, spans).compactMap { figure, span in
        String(decoding: utf8[text.bytes(of: figure.range)], as: UTF8.self) == span ? nil : span
      } + (found.count == spans.count ? [] : ["\(found.count) figures where \(spans.count) are marked"])
    )
  }

  static let cases: [Case] = [
    Case(sentence: "贷款余额⟦1.29 万亿元⟧，惠及⟦6500 余户⟧。", expected: ["1290000000000 CNY eq", "6500 count gt"]),
    Case(sentence: "授信⟦92.0696 亿元⟧，放款⟦1亿8000万元⟧。", expected: ["9206960000 CNY eq", "180000000 CNY eq"]),
    Case(sentence: "发放贷款⟦1,234.5万元⟧、⟦三亿二千万元⟧。", expected: ["12345000 CNY eq", "320000000 CNY eq"]),
    Case(sentence: "覆盖⟦百分之五十⟧，逾期率⟦万分之一点二⟧，费率⟦5‰⟧。", expected: ["50 percent eq", "0.012 percent eq", "0.5 percent eq"]),
    Case(sentence: "占比⟦超六成⟧，⟦近半⟧投向县域，⟦四分之一⟧为信用贷款。", expected: ["60 percent gt", "50 percent lt", "25 percent eq"]),
    // Classes by how much their members have, nicknames of size, what was named before.
    Case(sentence: "营业收入超过50亿元的有⟦38家⟧、10亿元至50亿元的有⟦220家⟧。", expected: ["38 count eq", "220 count eq"]),
    Case(sentence: "年收入在50万元以上的村级集体经济占⟦33.8%⟧。", expected: ["33.8 percent eq"]),
    Case(sentence: "年产值达⟦50亿元以上⟧，累计投入⟦超过50亿元⟧。", expected: ["5000000000 CNY ge", "5000000000 CNY gt"]),
    Case(sentence: "500亿级项目⟦6个⟧，10亿元级项目⟦8个⟧。", expected: ["6 count eq", "8 count eq"]),
    Case(sentence: "贷款⟦不超过1000万元⟧（含1000万元）。", expected: ["10000000 CNY le"]),
    Case(sentence: "柳村、江村、塘村3个村受益，新建村⟦3个⟧。", expected: ["3 count eq"]),
    Case(sentence: "这三个项目总投资⟦5亿元⟧，5部门联合印发。", expected: ["500000000 CNY eq"]),
    Case(sentence: "“三元共治”成效明显，每斤⟦三元⟧。", expected: ["3 CNY eq"]),
    // Sums without 元, abbreviated units, GDP.
    Case(sentence: "拨付经费⟦117万⟧，生活补贴（⟦40.2万⟧）。", expected: ["1170000 CNY eq", "402000 CNY eq"]),
    Case(sentence: "参保人数⟦117万⟧。", expected: ["1170000 count eq"]),
    Case(
      sentence: "铺设管道⟦28km⟧，全长⟦30千米⟧，蓄水⟦210万m³⟧。",
      expected: ["28 kilometre eq", "30 kilometre eq", "2100000 cubic_metre eq"]),
    Case(
      sentence: "增加值占GDP⟦8.9%⟧，高⟦5⟧、⟦3.5个百分点⟧。",
      expected: ["8.9 percent eq", "5 percentage_point eq", "3.5 percentage_point eq"]),
    Case(sentence: "存款⟦突破万亿⟧大关，报废更新⟦近270万辆⟧。", expected: ["1000000000000 CNY gt", "2700000 count lt"]),
    // From a fund so much to so much is a range; from so much to so much is none.
    Case(sentence: "从资金中安排⟦200万元⟧至⟦500万元⟧。", expected: ["2000000 CNY ge", "5000000 CNY le"]),
    Case(sentence: "标准从⟦200万元⟧到⟦500万元⟧。", expected: ["2000000 CNY eq", "5000000 CNY eq"]),
    Case(sentence: "早稻最低收购价为每斤⟦1.21元⟧，每亩⟦最低补贴30元⟧。", expected: ["1.21 CNY eq", "30 CNY ge"]),
    Case(sentence: "费用由财政补贴⟦一半⟧，自负部分⟦不足一半⟧；另一半自筹。", expected: ["50 percent eq", "50 percent lt"]),
    Case(sentence: "三家银行余额合计⟦31亿元⟧，二手船⟦20艘⟧，连续六个季度下降，首套、二套住房。", expected: ["3100000000 CNY eq", "20 count eq"]),
    Case(
      sentence: "利率⟦3%⟧—⟦5%⟧，额度⟦5⟧至⟦8亿元⟧。",
      expected: ["3 percent ge", "5 percent le", "500000000 CNY ge", "800000000 CNY le"]),
    Case(sentence: "分别为⟦12⟧、⟦18⟧和⟦30家⟧。", expected: ["12 count eq", "18 count eq", "30 count eq"]),
    Case(
      sentence: "⟦不超过300万元⟧，⟦最长3年⟧，⟦约20家⟧，⟦100个以上⟧。",
      expected: ["3000000 CNY le", "3 year le", "20 count approx", "100 count ge"]),
    Case(sentence: "服务企业⟦上万户⟧，⟦近百家⟧机构参与，居全省⟦第2位⟧。", expected: ["10000 count ge", "100 count lt", "2 rank eq"]),
    Case(sentence: "规模⟦１０２ 亿元⟧，比上年⟦翻一番⟧。", expected: ["10200000000 CNY eq", "1 times eq"]),
    Case(sentence: "风险由双方按⟦8⟧:⟦2⟧的比例分担。", expected: ["80 percent eq", "20 percent eq"]),
    Case(sentence: "落实《三年行动计划（2023—2025年）》和〔2023〕18号文，构建“1+4+X”体系，开展第3期培训。", expected: []),
    Case(sentence: "进一步统一认识，一是抓好两个方面，拨打12345热线，数十家企业参加。", expected: []),
    Case(sentence: "南平、三明、龙岩三个地区开展试点。", expected: []),
    // Spaces between scales, classifiers of points, places at the head, classes told by a price or a tenor.
    Case(sentence: "发放贷款⟦18 亿 7000 万元⟧，惠及 ⟦1.26 万户⟧。", expected: ["1870000000 CNY eq", "12600 count eq"]),
    Case(sentence: "利率低⟦1个⟧至⟦1.5个百分点⟧。", expected: ["1 percentage_point ge", "1.5 percentage_point le"]),
    Case(sentence: "总量居全省⟦榜首⟧，登上榜首人物名单。", expected: ["1 rank eq"]),
    Case(sentence: "单张500万元及以下的票据占⟦六成⟧，二套首付比例⟦25%⟧。", expected: ["60 percent eq", "25 percent eq"]),
    // 重点 and 工程 describe what is counted, or are the text's own parts.
    Case(sentence: "推进⟦12个⟧重点项目，建成⟦6个⟧重点实验室，批复⟦8个⟧工程研究中心。", expected: ["12 count eq", "6 count eq", "8 count eq"]),
    Case(sentence: "聚焦3个重点领域，明确5个重点任务，抓好6个重点。", expected: []),
    // Classes by what their members have, and the size of a fund.
    Case(sentence: "市值达900亿元企业⟦两户以上⟧，产值超8亿元的镇有⟦17个⟧。", expected: ["2 count ge", "17 count eq"]),
    Case(sentence: "设立规模⟦不低于60亿元⟧的民营企业纾困基金，给予规模不低于60亿元的企业奖励。", expected: ["6000000000 CNY ge"]),
    // A bound before a list of 分别; 以上 is no year; 平方; ranks beside each other; a premium of three kinds.
    Case(
      sentence: "每户保额分别⟦不低于8000元⟧、⟦9000元⟧，农户分别承担⟦约5元⟧、⟦9元⟧。",
      expected: ["8000 CNY ge", "9000 CNY ge", "5 CNY approx", "9 CNY approx"]),
    Case(
      sentence: "保额为⟦8000元⟧、⟦9000元⟧，约定⟦5元⟧、⟦9元⟧。", expected: ["8000 CNY eq", "9000 CNY eq", "5 CNY eq", "9 CNY eq"]),
    Case(sentence: "新建综合楼⟦730平方⟧，绿化⟦16平方公里⟧。", expected: ["730 square_metre eq", "16 square_kilometre eq"]),
    Case(sentence: "竞争力居全国⟦第十位⟧、中部⟦第一位⟧。", expected: ["10 rank eq", "1 rank eq"]),
    Case(sentence: "缓缴三项社会保险费⟦13亿元⟧，完成三项工程，实施⟦30项⟧工程。", expected: ["1300000000 CNY eq", "30 count eq"]),
    Case(
      sentence: "自付费用达⟦3万以上⟧，⟦5个⟧人才公寓项目开工，⟦约需资金600万元⟧。", expected: ["30000 CNY ge", "5 count eq", "6000000 CNY approx"]),
    // 上万 counts, 迈上万亿元台阶 does not; m; courts by 片; who proposes; 最多跑一次; what each of the counted has.
    Case(sentence: "带动⟦上万户⟧农户，首次迈上万亿元台阶。", expected: ["10000 count ge"]),
    Case(sentence: "修复渠道⟦180m⟧，足球场⟦21片⟧，3片区域，李四等3位代表提出的建议。", expected: ["180 metre eq", "21 count eq"]),
    // Courts by 片 with a modifier between, and none before the first figure of a text.
    Case(sentence: "约21片场地，球场⟦约21片⟧。", expected: ["21 count approx"]),
    Case(sentence: "最多跑一次占比⟦98.6%⟧，⟦最多3年⟧。", expected: ["98.6 percent eq", "3 year le"]),
    Case(sentence: "处理设施⟦301座⟧（处理规模≥20吨/日），⟦近30个⟧产值超50亿元的产业园。", expected: ["301 count eq", "30 count lt"]),
    Case(sentence: "机制健全,2023年支持企业⟦1,234家⟧。", expected: ["1234 count eq"]),
    Case(sentence: "5年以下和5年以上首套住房公积金贷款利率分别为⟦2.6%⟧和⟦3.1%⟧。", expected: ["2.6 percent eq", "3.1 percent eq"]),
  ]

  @Test(arguments: cases) func marked(_ test: Case) throws {
    let (found, wrong) = try FigureTests.figures(test.sentence)
    #expect(found == test.expected)
    #expect(wrong.isEmpty)
  }

  /// Syntax that is no number and numbers beyond 38 digits end in no figure, never in a wrong one or a crash.
  @Test(arguments: [
    "余额" + String(repeating: "9", count: 60) + "亿元。", "万亿万亿万亿万亿万亿万亿万亿元。", "百分之。", "第第第一一一。", "1.2.3.4亿元",
    "，，，1，234，5亿元、和至到—%", "〔2023〕〔〔《《“““1亿元", "分之一分之二分之三", "0.0.0", "", "亿", "成成成", "三百五十％以上以下左右",
  ]) func oddities(_ sentence: String) throws {
    let observations = Normalizer(codelists: try Fixtures.codelists())
      .normalize(Fixtures.document(sentence: sentence, issuer: "福州市财政局", date: "2024-09-12")).observations
    for observation in observations { #expect(observation.start < observation.end) }
  }
}
