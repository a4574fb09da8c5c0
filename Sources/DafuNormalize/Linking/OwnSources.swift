import DafuModel

/// Money and sums that have a source of their own, so that no product named before carries them: what a budget carries over, what a
/// tax yields, 整合涉农资金186.7亿元, 安排8亿元资金支持…, 通过生态环境保护资金支持…
struct OwnSources {
  let sentence: Sentence

  /// Whether a figure is what a tax yields.
  func isOfTax(_ figure: Figure) -> Bool { isOfTax(figure, sentence.clause(at: figure.core.lowerBound)) }

  /// Whether the words around a figure name such a source, in a clause that names no instrument before it.
  func isOf(_ figure: Figure) -> Bool {
    let text = sentence.text
    let clause = sentence.clause(at: figure.core.lowerBound)
    let before = clause.lowerBound..<figure.range.lowerBound
    guard figure.unitClass == .money || figure.unitClass == .count,
      !sentence.instruments.contains(where: { clause.contains($0.range.lowerBound) })
    else { return false }
    var edge = before.upperBound
    if let filler = OwnSources.fillers.length(in: text, endingAt: edge, from: before.lowerBound) { edge -= filler }
    if figure.unitClass == .money {
      if OwnSources.sums.ends(in: text, at: edge, from: before.lowerBound) { return true }
      if OwnSources.arranging.ends(in: text, at: before.upperBound, from: before.lowerBound),
        OwnSources.funds.stands(in: text, at: figure.range.upperBound, end: clause.upperBound),
        !sentence.hasPart(sentence.range.lowerBound..<before.upperBound)
      {
        return true
      }
    }
    guard let means = text.place(of: "通过", in: before), let fund = text.place(of: "资金", in: means..<before.upperBound)
    else {
      return false
    }
    return (6...20).contains(fund + 2 - means)
  }

  /// 国内增值税增长8.4%: what a tax yields, whatever policy the sentence names as the reason.
  private func isOfTax(_ figure: Figure, _ clause: Range<Int>) -> Bool {
    guard figure.unitClass == .percent || figure.unitClass == .percentagePoint else { return false }
    let text = sentence.text
    func opens(_ place: Int) -> Bool {
      let part = text.trimmingSpaces(sentence.clauses[place])
      guard let length = OwnSources.taxes.length(in: text, at: part.lowerBound, end: part.upperBound) else {
        return false
      }
      return OwnSources.yields.stands(in: text, at: part.lowerBound + length, end: part.upperBound)
    }
    let place = sentence.clauseIndex(at: figure.core.lowerBound)
    if opens(place) { return true }
    // 增值税增长8.4%，较上季度回落3.1个百分点
    return place > 0 && opens(place - 1) && sentence.has(clause) { if case .base = $0 { true } else { false } }
  }

  private static let fillers = WordList(["为", "达", "达到", "约", "共", "共计", "合计"])
  private static let sums = WordList([
    "结转", "结转下年", "上年结转", "调入资金", "收入总计", "支出总计", "上解支出", "上级补助收入", "税收收入", "非税收入", "捐助资金", "捐赠资金", "整合资金",
    "涉农资金", "援助资金", "自有资金",
  ])
  private static let arranging = WordList(["安排", "拿出", "统筹安排", "另安排"])
  private static let funds = WordList(["资金支持", "资金用于", "的资金", "资金，", "资金专项用于"])
  private static let taxes = WordList([
    "国内增值税", "增值税", "企业所得税", "个人所得税", "所得税", "国内消费税", "消费税", "契税", "土地增值税", "房产税", "资源税", "城市维护建设税", "税收收入",
    "非税收入",
  ])
  private static let yields = WordList(["增长", "下降", "完成", "收入", "同比", "实现", "入库"])
}
