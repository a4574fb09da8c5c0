/// What is counted or described, the shortest noun phrase as written.
struct SubjectRule {
  private let sentence: Sentence
  private let figure: Figure
  /// Where its clause begins, or the figure before it in the clause ends.
  private let begin: Int
  /// The words right before the figure.
  let leading: Leading

  /// The words right before a figure, back to the figure or the clause before, without what every figure has. Few figures are
  /// asked for them.
  struct Leading: Sendable {
    fileprivate let text: TextView
    fileprivate let range: Range<Int>

    var words: [UInt32] { SubjectRule.trimmed(SubjectRule.bare(range, text)[...]) }
  }

  init(sentence: Sentence, index: Int) {
    self.sentence = sentence
    figure = sentence.figures[index]
    let clause = sentence.clause(at: figure.core.lowerBound)
    let previous = index > 0 ? sentence.figures[index - 1] : nil
    begin = max(clause.lowerBound, previous?.core.upperBound ?? clause.lowerBound)
    leading = SubjectRule.leading(
      figure, from: max(clause.lowerBound, previous?.range.upperBound ?? clause.lowerBound), sentence)
  }

  /// Averages, increments and scope words keep figures apart that share metric and instrument.
  func subject() -> String {
    let clause = sentence.clause(at: figure.core.lowerBound)
    let window = begin..<figure.core.lowerBound
    if let average = sentence.cues(in: window).last(where: { $0.cue == .average }) {
      return sentence.text.string(average.range)
    }
    if SubjectRule.increments.occurs(in: sentence.text, window) { return "增量" }
    if figure.unitClass == .percentagePoint, sentence.contains("增速", in: clause) { return "增速" }
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
    var before = leading.words[...]
    for word in SubjectRule.counters {
      if let last = before.indices.last(where: { before[$0...].starts(with: word) }) {
        before = before[(last + word.count)...]
      }
    }
    return (2...8).contains(before.count) ? TextView.string(before) : ""
  }

  private static let increments = WordList(["多增", "少增"])

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

  private static let openerHeads = ScalarFilter(openers.map { $0[0] })
  private static let closerTails = ScalarFilter(closers.map { $0[$0.count - 1] })

  private static func leading(_ figure: Figure, from start: Int, _ sentence: Sentence) -> Leading {
    var begin = start
    if let period = sentence.periods.last(where: {
      $0.range.lowerBound >= begin && $0.range.upperBound <= figure.range.lowerBound
    }) {
      begin = period.range.upperBound
    }
    let own = begin..<figure.range.lowerBound
    if sentence.text.trimmingSpaces(own).isEmpty,
      let before = sentence.clauses.last(where: { $0.upperBound <= figure.range.lowerBound })
    {
      return Leading(text: sentence.text, range: before)
    }
    return Leading(text: sentence.text, range: own)
  }

  /// What is left of words without those that lead to a figure at their ends, the last twelve characters of it.
  private static func trimmed(_ all: ArraySlice<UInt32>) -> [UInt32] {
    var words = all
    var changed = true
    while changed {
      changed = false
      if let first = words.first, openerHeads.mayHold(first) {
        for opener in openers where words.first == opener[0] && words.starts(with: opener) {
          words.removeFirst(opener.count)
          changed = true
        }
      }
      if let last = words.last, closerTails.mayHold(last) {
        for closer in closers
        where words.last == closer[closer.count - 1] && words.suffix(closer.count).elementsEqual(closer) {
          words.removeLast(closer.count)
          changed = true
        }
      }
    }
    return Array(words.suffix(12))
  }

  /// The characters of a passage without its spaces.
  private static func bare(_ range: Range<Int>, _ text: TextView) -> [UInt32] {
    var scalars: [UInt32] = []
    scalars.reserveCapacity(range.count)
    for place in range where text.scalars[place] != Scalar.space { scalars.append(text.scalars[place]) }
    return scalars
  }

  /// Scalars that end a short noun phrase: verbs and function words of one character.
  private static let stops: Set<UInt32> = Set("的了和及与为对向将在由从是已共其该此有至到达等提获发开完实，、。；（“”合累占分均".unicodeScalars.map(\.value))
}
