import DafuModel

/// Bounds that only define a class: 单户授信1000万元以下的小微企业贷款, 5年以上贷款利率, 个贷率超过85%的城市.
enum ClassThresholds {
  private static let owners = WordList([
    "单户授信总额", "单户授信额度", "单户授信", "单户", "单笔", "单户贷款", "授信总额", "单户担保金额", "单笔贷款", "单户在保余额", "户均", "出口额", "年出口额", "进出口额",
    "营业收入", "年营业收入", "销售收入", "年销售额", "注册资本", "年收入", "投资额", "总投资", "单张", "单张票据", "单件", "单件销售价格", "销售价格", "单价", "票面金额",
    "面额",
  ])
  private static let classes = WordList([
    "贷款", "小微", "普惠", "业务", "担保", "的贷款", "的小微", "的普惠", "的业务", "的担保", "的融资", "的小额", "的企业贷款", "的涉农", "的信用贷款", "的首贷",
    "的经营",
    "的企业", "的票据", "的手机", "的家电", "的产品", "的设备", "的中小", "的外贸", "的项目", "的技改", "的首台", "的规上", "的个人", "的农户", "的流动资金", "小额",
    "的单户", "的民营", "的科技型",
  ])

  private static let tenors = WordList([
    "首套", "二套", "个人", "住房", "公积金", "期LPR", "LPR", "贷款市场报价利率", "（含", "(含", "首次", "商业性", "和5年以上", "和五年以上", "、5年以上",
  ])

  static func isThreshold(_ figure: Figure, in text: TextView, start: Int, end: Int) -> Bool {
    guard figure.isBound, figure.range.upperBound > figure.core.upperBound else { return false }
    let behind = figure.range.upperBound
    // 5年以下和5年以上首套个人住房公积金贷款利率: tenors by which rates are told apart.
    if figure.unitClass == .duration, tenors.stands(in: text, at: behind, end: end) { return true }
    guard classes.stands(in: text, at: behind, end: end) else { return false }
    if figure.unitClass == .duration { return true }
    guard figure.unitClass == .money else { return false }
    var edge = figure.range.lowerBound
    while edge > start, text.scalars[edge - 1] == Scalar.space || text.scalars[edge - 1] == 0x5728 { edge -= 1 }
    return owners.ends(in: text, at: edge, from: start)
  }
}
