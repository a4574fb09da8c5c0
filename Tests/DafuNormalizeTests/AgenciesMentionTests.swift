import DafuModel
import Testing

@testable import DafuNormalize

/// Public bodies in running text: ［…］ marks what must be found, nothing else may be.
@Suite struct AgenciesMentionTests {
  static let sentences = [
    "［省财政厅］会同［省科技厅］下达专项资金3亿元。",
    "［江苏省生态环境厅］联合［省财政厅］设立资金池。",
    "截至2024年底，［人民银行武汉分行］累计发放再贷款20亿元。",
    "［中国人民银行湖北省分行］、［湖北金融监管局］、［湖北证监局］联合推动。",
    "［市地方金融监管局（市金融工作局）］牵头，［市经济信息化委］配合。",
    "［我局］积极落实，［我委］自我部署较早，各银行我行我素。",
    "各市财政局和各县区财政部门要加强管理。",
    "《省财政厅 省科技厅关于做好贴息工作的通知》印发后，［省财政厅］拨付1亿元。",
    "在科创板上市委员会审议后，上市公司达到30家。",
    "［市政府］出资，市政府引导基金规模达到20亿元。",
    "工商银行湖北省分行发放贷款3亿元，建设银行三明分行发放2亿元。",
    "［财政部］、［工业和信息化部］安排奖补资金，中小企业主管部门和财政部门组织申报。",
    "［深圳市前海深港现代服务业合作区管理局］出台办法。",
    "［国家税务总局杭州市税务局］办理退税。",
    "［南京市鼓楼区科技局］走访企业120家。",
    "［延边州人社局］发放创业担保贷款。",
    "［国务院］印发意见，［银保监会］、［人民银行］出台细则。",
    "［上海市科学技术委员会］：有关情况如下。",
    "［省委金融办］指导，［福建银保监局］推动全省银行机构。",
    "［苏州市财政局］拨付、［无锡市科技局］审核。",
    "据统计，全市住建领域投资增长8%。",
    "省级财政安排资金，中央财政补助，部分地区先行。",
    "央行票据发行50亿元。",
    "民建湖北省委提出的建议收悉，［省委］、［省政府］高度重视。",
    "财政局长会议召开，市委书记调研，县委办公室协调。",
    "省政府投资基金规模达到20亿元，市政府采购金额5亿元。",
    "推广安全生产责任保险，确保山区农户应保尽保，最新余额9亿元，创新乡村治理。",
    "农行浙江省分行、中国银行厦门市分行、国开行广东省分行投放贷款。",
    "［人行厦门市中心支行］、［国家外汇管理局厦门市分局］开展试点。",
    "［中共北京市委金融委员会办公室］和［北京市地方金融管理局］合署办公。",
    "由［区发改局］牵头，［县农业农村局］落实，新区财政局除外。",
    "［自治区党委金融办］、［自治区财政厅］、［南宁市财政局］共同出资。",
    "［新疆生产建设兵团财政局］下达资金。",
    "［国家金融监督管理总局苏州监管分局］辖内银行贷款增长12%。",
    "［重庆市经济和信息化委员会］支持企业300户。",
    "［合肥高新区科技局］除外的统计口径。",
    "法人行贷款增长，个人行为不计，本人行使权利。",
    "教育部门、水利部门和卫生健康部门各安排1亿元。",
    "［浙江省经信厅］遴选，［宁波市经信局］复核，各地经信部门推荐。",
    "［全国社保基金理事会］出资5亿元。",
    "我办理了手续，我会同有关单位研究，我行业规模较大。",
    "［中国人民银行］　［国家外汇管理局］联合发布。",
  ]

  @Test(arguments: sentences)
  func findsTheMarkedBodies(sentence: String) throws {
    var plain = ""
    var marked: [String] = []
    var current: String?
    for character in sentence {
      switch character {
      case "［": current = ""
      case "］":
        if let current { marked.append(current) }
        current = nil
      default:
        plain.append(character)
        current?.append(character)
      }
    }
    let utf8 = Array(plain.utf8)
    let found = try AgenciesFixture.directory.get().mentions(in: utf8, range: 0..<utf8.count)
    #expect(found.map { String(decoding: utf8[$0.range], as: UTF8.self) } == marked)
  }

  @Test func aListCarriesTheAreaOn() throws {
    let utf8 = Array("省财政厅、科技厅、地方金融监管局联合印发，财政部、发展改革委批复。".utf8)
    let found = try AgenciesFixture.directory.get().mentions(in: utf8, range: 0..<utf8.count)
    #expect(found.map(\.name) == ["省财政厅", "省科技厅", "省地方金融监管局", "财政部", "国家发展和改革委员会"])
  }

  @Test func placesAreFoundOutsideTitlesAndCompanyNames() throws {
    let text = "三明市贷款增长，江苏银行和上海农商行在全省发放，《福建省方案》要求内蒙古自治区、江苏省苏州市跟进。"
    let utf8 = Array(text.utf8)
    let found = try AgenciesFixture.directory.get().areas.mentions(in: utf8, range: 0..<utf8.count)
    #expect(found.map(\.name) == ["三明市", "全省", "内蒙古自治区", "江苏省苏州市"])
  }
}
