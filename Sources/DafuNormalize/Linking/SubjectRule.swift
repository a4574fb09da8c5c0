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
    if end - figure.range.upperBound >= 2 { return sentence.text.string(figure.range.upperBound..<end) }
    // 联络企业816家: the words right before the number, without what counts or dates it.
    var before = leadingScalars(of: index)[...]
    for word in SubjectRule.counters {
      if let last = before.indices.last(where: { before[$0...].starts(with: word) }) {
        before = before[(last + word.count)...]
      }
    }
    return (2...8).contains(before.count) ? TextView.string(before) : ""
  }

  /// Words that count or date what is counted.
  private static let counters: [[UInt32]] = [
    "累计", "其中", "共有", "现有", "已有", "新增", "全省", "全市", "全区", "我省", "我市", "目前", "截至", "已",
  ].map(\.folded)

  private static let openers: [[UInt32]] = [
    "其中", "由", "对", "在", "和", "及", "以及", "另", "、", "，", "：", "（", "给予", "的", "按",
  ].map(\.folded)
  private static let closers: [[UInt32]] = [
    "给予", "补贴", "补助", "不超过", "最高", "最长", "分别", "达到", "金额", "余额", "共", "计", "约", "为", "达", "超", "逾", "的", "，", "、", "：",
    "有", "占",
  ].map(\.folded)

  /// The words right before a figure, back to the figure or the clause before, without what every figure has.
  func lead(of index: Int) -> String { TextView.string(leadingScalars(of: index)) }

  private func leadingScalars(of index: Int) -> [UInt32] {
    let figure = sentence.figures[index]
    let clause = sentence.clause(at: figure.core.lowerBound)
    let previous = index > 0 ? sentence.figures[index - 1].range.upperBound : clause.lowerBound
    var begin = max(clause.lowerBound, previous)
    if let period = sentence.periods.last(where: {
      $0.range.lowerBound >= begin && $0.range.upperBound <= figure.range.lowerBound
    }) {
      begin = period.range.upperBound
    }
    var words = sentence.text.scalars[begin..<figure.range.lowerBound].filter { $0 != Scalar.space }[...]
    if words.isEmpty, let before = sentence.clauses.last(where: { $0.upperBound <= figure.range.lowerBound }) {
      words = sentence.text.scalars[before].filter { $0 != Scalar.space }[...]
    }
    var changed = true
    while changed {
      changed = false
      for opener in SubjectRule.openers where words.first == opener[0] && words.starts(with: opener) {
        words.removeFirst(opener.count)
        changed = true
      }
      for closer in SubjectRule.closers
      where words.last == closer[closer.count - 1] && words.suffix(closer.count).elementsEqual(closer) {
        words.removeLast(closer.count)
        changed = true
      }
    }
    return Array(words.suffix(12))
  }

  /// Scalars that end a short noun phrase: verbs and function words of one character.
  private static let stops: Set<UInt32> = Set("的了和及与为对向将在由从是已共其该此有至到达等提获发开完实，、。；（“”合累占分均".unicodeScalars.map(\.value))
}
