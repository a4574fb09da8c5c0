/// What is counted or described, the shortest noun phrase as written.
struct SubjectRule {
  let sentence: Sentence

  /// Averages, increments and scope words keep figures apart that share metric and instrument.
  func subject(of index: Int, metric: String) -> String {
    let figure = sentence.figures[index]
    let clause = sentence.clause(at: figure.core.lowerBound)
    let previous = index > 0 ? sentence.figures[index - 1].core.upperBound : clause.lowerBound
    let window = max(clause.lowerBound, previous)..<figure.core.lowerBound
    if let average = sentence.cues(in: window).last(where: { $0.cue == .average }) {
      return sentence.text.string(average.range)
    }
    if sentence.contains("多增", in: window) || sentence.contains("少增", in: window) { return "增量" }
    if sentence.contains("增速", in: clause), figure.unitClass == .percentagePoint { return "增速" }
    guard figure.unitClass == .count else { return "" }
    // 48家孵化器: the noun right behind the classifier, up to the next verb or mark.
    var end = figure.range.upperBound
    while end < clause.upperBound, end - figure.range.upperBound < 10 {
      let scalar = sentence.text.scalars[end]
      guard Scalar.isIdeograph(scalar), !SubjectRule.stops.contains(scalar) else { break }
      end += 1
    }
    let noun = sentence.text.string(figure.range.upperBound..<end)
    if noun.unicodeScalars.count >= 2 { return noun }
    // 联络企业816家: the noun phrase right before the number.
    var begin = figure.range.lowerBound
    while begin > window.lowerBound, figure.range.lowerBound - begin < 8 {
      let scalar = sentence.text.scalars[begin - 1]
      guard Scalar.isIdeograph(scalar), !SubjectRule.stops.contains(scalar) else { break }
      begin -= 1
    }
    let before = sentence.text.string(begin..<figure.range.lowerBound)
    return before.unicodeScalars.count >= 2 ? before : ""
  }

  /// Scalars that end a short noun phrase: verbs and function words of one character.
  private static let stops: Set<UInt32> = Set("的了和及与为对向将在由从是已共其该此有至到达等提获发开完实，、。；（“”合累占分均".unicodeScalars.map(\.value))
}
