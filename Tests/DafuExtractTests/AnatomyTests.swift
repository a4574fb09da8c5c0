import DafuModel
import Testing

@testable import DafuExtract

/// Rules of the anatomy, a sentence each.
@Suite struct AnatomyTests {
  @Test(arguments: [
    ("政协十三届全国委员会第三次会议", "十三届三次会议"), ("省十三届人大五次会议", "十三届五次会议"), ("市政协14届3次会议", "十四届三次会议"),
    ("第十四届全国人民代表大会第二次会议", "十四届二次会议"), ("县十八届人大一次会议", "十八届一次会议"),
  ])
  func sessions(_ written: String, _ session: String) {
    #expect(ProposalReference.session(in: Line("关于\(written)第12号的答复")) == session)
  }

  @Test(arguments: [
    ("关于政协第1846号（财税金融类132号）提案的答复", "1846"), ("关于市政协会议20211093号提案的答复", "20211093"),
    ("对第 0334 号提案的答复", "0334"), ("对第0012号、第0013号提案的答复", "0012;0013"), ("关于第Ａ２３号建议的答复", "23"),
  ])
  func proposalNumbers(_ title: String, _ number: String) {
    #expect(ProposalReference.numbers(in: Line(title)) == number)
  }

  @Test(arguments: [
    ("您提出的《关于甲业务 助力乙产业的建议》（第12号）收悉。", "关于甲业务 助力乙产业"), ("你们提出的“关于推进‘甲-乙’协同”的提案收悉。", "关于推进‘甲-乙’协同"),
    ("您提出的关于加强夜间公交保障的建议收悉。", "关于加强夜间公交保障"), ("关于省人大会议第8号《关于落实〈某条例〉的建议》收悉。", "关于落实〈某条例〉"),
  ])
  func proposalTitles(_ opening: String, _ title: String) {
    #expect(ProposalReference.title(opening: Line(opening), replyTitle: "") == title)
  }

  @Test(arguments: [
    ("我局商市金融办、市商务局研究，现答复如下：", ["市金融办", "市商务局"]),
    ("经商人力资源和社会保障部、财政部，现答复如下：", ["人力资源和社会保障部", "财政部"]),
    ("我委会同市委金融办认真研究，同时梳理了市财政局、甲证监局和市教委的会办意见。", ["市委金融办", "市财政局", "甲证监局", "市教委"]),
    ("我厅商务工作取得成效，现答复如下：", []),
    ("在征求省财政厅、人民银行甲市分行意见的基础上，现答复如下：", ["省财政厅", "人民银行甲市分行"]),
    ("会同有关部门认真研究，现答复如下：", []),
  ])
  func consultedBodies(_ opening: String, _ bodies: [String]) {
    #expect(ConsultedBodies.find(in: [Line(opening)]) == bodies)
  }

  @Test(arguments: [
    ("孙某立、刘某宇委员：", "委员："), ("尊敬的张某代表：", "尊敬的代表："), ("民革甲省委：", "民革甲省委："), ("工商联界别：", "工商联界别："),
    ("甲省人大常委会代表工作室并转李某某代表：", "甲省人大常委会代表工作室并转代表："), ("民盟甲市委、王某委员：", "民盟甲市委、委员："),
    ("市政协赵某委员：", "市政协委员："), ("李明等6名代表：", "代表："), ("市政协委员钱多多：", "市政协委员："), ("市政协提案委员会：", "市政协提案委员会："),
  ])
  func salutationsWithoutNames(_ written: String, _ kept: String) {
    #expect(PersonalNames.withoutNames(Line(written)).description == kept)
  }

  @Test(
    arguments: [
      ("办理结果：解决采纳", "解决采纳", nil), ("公开属性：主动公开·全文", nil, "主动公开"), ("〔A类〕　主动公开", "A", "主动公开"), ("类别：Ｂ", "B", nil),
      ("（办理类别：C　公开属性：依申请公开）", "C", "依申请公开"), ("同意公开", nil, "同意公开"), ("A 类", "A", nil), ("A股市场情况", nil, nil),
    ] as [(String, String?, String?)])
  func notes(_ line: String, _ disposition: String?, _ disclosure: String?) {
    let content = NoteLine.content(of: Line(line))
    #expect(content.disposition == disposition)
    #expect(content.disclosure == disclosure)
  }

  @Test(
    arguments: [
      ("2024年07月26日", "2024-07-26"), ("2022-07-22 10:31:05", "2022-07-22"), ("2022/7/2", "2022-07-02"),
      ("2022.07.02", "2022-07-02"),
      ("Fri, 25 Jul 2025 16:48:00 +0800", "2025-07-25"), ("20240802", "2024-08-02"), ("二〇二三年十二月三十一日", "2023-12-31"),
      ("二○一六年十月十日", "2016-10-10"), ("2023-06-21T09:40:12+08:00", "2023-06-21"), ("二0二三年廿一日", nil), ("2023年13月1日", nil),
    ] as [(String, String?)])
  func dates(_ written: String, _ date: String?) {
    #expect(DateText.value(written)?.description == date)
  }

  @Test(arguments: [
    ("余额5亿元。同比增长3%！是否可行？", ["余额5亿元。", "同比增长3%！", "是否可行？"]), ("他说：“好。”会议继续。", ["他说：“好。”", "会议继续。"]),
    ("推广“先用。后付”模式。成效好", ["推广“先用。后付”模式。", "成效好"]), ("印发《甲。乙办法》。", ["印发《甲。乙办法》。"]), ("没有句号", ["没有句号"]),
    ("余额5亿元（含展期。）。完", ["余额5亿元（含展期。）。", "完"]), ("“没有结束的引号。后一句。", ["“没有结束的引号。", "后一句。"]),
  ])
  func sentences(_ text: String, _ expected: [String]) {
    let bytes = Array(text.utf8)
    #expect(Sentences.ranges(in: bytes[...], base: 0).map { String(decoding: bytes[$0], as: UTF8.self) } == expected)
  }

  @Test(
    arguments: [
      ("一、总体情况", 1), ("（十二）机制", 2), ("(三)机制", 2), ("1.做大", 3), ("２、做大", 3), ("（1）农户", 4), ("十、展望", 1),
      ("3.5亿元贷款", nil), ("一是推进", nil), ("2024年情况", nil), ("一、二、三产业", nil),
    ] as [(String, Int?)])
  func numbering(_ line: String, _ level: Int?) {
    #expect(Numbering(Line(line))?.level == level)
  }

  @Test(arguments: [
    ("[建议提案] 对甲会议第1号提案的答复", "对甲会议第1号提案的答复"), ("甲省文旅厅 建议提案 对省人大会议第6号建议的答复", "对省人大会议第6号建议的答复"),
    ("对甲会议第1号提案的答复_甲市财政局", "对甲会议第1号提案的答复"), ("对甲会议第1号提案的答复-提案办理-甲市财政局", "对甲会议第1号提案的答复"),
  ])
  func siteNames(_ title: String, _ cleaned: String) {
    #expect(TitleText.withoutSiteName(Line(title)).description == cleaned)
  }
}
