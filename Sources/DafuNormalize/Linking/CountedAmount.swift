import DafuModel

/// An amount that is told right behind what it belongs to: what was counted, or the noun before brackets.
extension Linker {
  /// 发放贷款69笔，共计3.2亿元: the amount of what was counted.
  func isTotal(_ figure: Figure, after count: Figure, _ sentence: Sentence) -> Bool {
    var place = count.range.upperBound
    let text = sentence.text
    if text.has("贷款", at: place, end: figure.range.lowerBound) { place += 2 }
    guard place < figure.range.lowerBound, Scalar.isAny(text.scalars[place], "，、") else { return false }
    place += 1
    return place == figure.range.lowerBound
      || Linker.totals.length(in: text, at: place, end: figure.range.lowerBound) == figure.range.lowerBound - place
  }

  /// 购房补贴（57.5万元）, 个人缴费标准（2018年—2020年分别为220元、250元、280元）: a sum in brackets is of the noun before them.
  func bracketed(_ index: Int, _ sentence: Sentence) -> MetricRule.Answer? {
    let figure = sentence.figures[index]
    let text = sentence.text
    var open = figure.range.lowerBound - 1
    while open > sentence.range.lowerBound, text.scalars[open] != Scalar.openParenthesis {
      let scalar = text.scalars[open]
      if scalar == Scalar.closeParenthesis || scalar == Scalar.stop || figure.range.lowerBound - open > 40 {
        return nil
      }
      open -= 1
    }
    guard text.scalars[open] == Scalar.openParenthesis else { return nil }
    let cue = sentence.cues(in: max(sentence.range.lowerBound, open - 16)..<open).last { mention in
      guard mention.range.upperBound <= open, case .metric(_, let units, strength: 3) = mention.cue else {
        return false
      }
      return units.contains(figure.unitClass)
    }
    guard let cue, let metric = cue.cue.metricCode,
      !sentence.figures.contains(where: { $0.core.lowerBound >= cue.range.upperBound && $0.core.upperBound <= open }),
      !(cue.range.upperBound..<open).contains(where: { Scalar.isAny(text.scalars[$0], "，；、") })
    else { return nil }
    return MetricRule.Answer(metric: metric, reason: text.string(cue.range), isNamed: true)
  }

  private static let totals = WordList(["共计", "共", "合计", "金额", "总计", "总额", "累计", "计", "总金额", "金额达", "金额共计", "金额为"])
}
