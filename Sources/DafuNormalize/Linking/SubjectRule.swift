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
    if let average = sentence.cues(in: window).last(where: { $0.cue == .average && !isOfSeries($0.range) }) {
      // 每人每月
      let next = average.range.upperBound
      let isDouble =
        next + 2 <= figure.core.lowerBound && sentence.text.scalars[next] == 0x6BCF  // 每
        && sentence.text.scalars[average.range.lowerBound] == 0x6BCF
      return sentence.text.string(average.range.lowerBound..<next + (isDouble ? 2 : 0))
    }
    if SubjectWords.increments.occurs(in: sentence.text, window) { return "增量" }
    if figure.unitClass == .percentagePoint, sentence.contains("增速", in: clause) { return "增速" }
    guard figure.unitClass == .count else { return "" }
    let counted = countedBehind(clause)
    if counted.count >= 2 { return sentence.text.string(counted) }
    // 联络企业816家: the words right before the number, without what counts or dates it.
    var before = leading.words[...]
    for word in SubjectWords.counters {
      if let last = before.indices.last(where: { before[$0...].starts(with: word) }) {
        before = before[(last + word.count)...]
      }
    }
    // 收入达6万元以上的村320个: what told the members apart is no row, nor a part of what they are.
    if let bound = SubjectRule.bounds.first(where: { before.starts(with: $0) }) {
      before = before.dropFirst(bound.count)
    }
    return (2...8).contains(before.count) ? TextView.string(before) : ""
  }

  private static let bounds = ["以上的", "以下的", "以内的"].map(\.folded)

  /// 平均工资的6倍, 高出平均水平2个百分点: another series that is averaged.
  private func isOfSeries(_ average: Range<Int>) -> Bool {
    SubjectWords.series.stands(in: sentence.text, at: average.upperBound, end: figure.core.lowerBound)
  }

  /// 48家孵化器: the noun right behind the classifier. It closes with its last noun (7家企业贷款到期: 企业); where no noun that
  /// is counted is known, with the next verb or function word. Empty where a verb stands there (318户办理展期).
  private func countedBehind(_ clause: Range<Int>) -> Range<Int> {
    let text = sentence.text
    let start = figure.range.upperBound
    var end = start
    while end < clause.upperBound, end - start < 16 {
      let scalar = text.scalars[end]
      guard Scalar.isIdeograph(scalar) else { break }
      if SubjectWords.stops.contains(scalar) {
        // 合作社, 发电企业, 意向企业: a part of a noun is no function word.
        guard
          let word = SubjectWords.compounds.length(in: text, at: end, end: clause.upperBound)
            ?? (SubjectWords.compounds.stands(in: text, at: end - 1, end: clause.upperBound) ? 1 : nil)
        else { break }
        end += word
      } else {
        end += 1
      }
    }
    // 6家公司参|与: what is cut is a verb of two characters.
    if end > start, SubjectWords.halvedVerbs.stands(in: text, at: end - 1, end: clause.upperBound) { end -= 1 }
    var head: Int?
    for cue in sentence.cues(in: start..<end) where cue.range.upperBound <= end {
      guard case .metric(_, let units, _) = cue.cue, units.contains(.count),
        cue.range.count > 1 || cue.range.upperBound == end || cue.range.lowerBound == start
      else { continue }
      // 12家银行支持企业: what stands behind a verb is counted by nobody.
      if let known = head,
        cue.range.lowerBound > known + 3 || cue.range.count == 1 && cue.range.lowerBound > known
          || SubjectWords.verbs.occurs(in: text, known..<cue.range.lowerBound)
      {
        break
      }
      head = cue.range.upperBound
    }
    // 1家登陆创业|板: one character more is no verb.
    if let head, end - head != 1 { return start..<head }
    return start..<min(SubjectWords.verbs.place(in: text, start..<end) ?? end, start + 10)
  }

  private static func leading(_ figure: Figure, from start: Int, _ sentence: Sentence) -> Leading {
    var begin = start
    // 24万元/个提高到25万元/个: the unit that a rate is of belongs to the figure before.
    if sentence.text.scalars[begin] == 0x2F, Scalar.isIdeograph(sentence.text.scalars[begin + 1]) { begin += 2 }
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

  /// What is left of words without those that lead to a figure at their ends; of many the last twenty, from the next word on
  /// that a mark or a function word sets apart. Where nothing else stands (由30%提高到50%), the verb that leads to it.
  private static func trimmed(_ all: ArraySlice<UInt32>) -> [UInt32] {
    // 收入增长30%；收入: what was said before is no part of it.
    let own = all.lastIndex { !Scalar.isIdeograph($0) && !SubjectWords.isOfPhrase($0) }.map { all[($0 + 1)...] } ?? all
    var words = SubjectWords.bare(own)
    if words.count < 2 { words = SubjectWords.bare(own, keepsVerb: true) }
    if SubjectWords.units.contains(Array(words)) { return [] }
    guard words.count > 20 else { return Array(words) }
    let last = words.suffix(20)
    let cut =
      last.dropLast(2).lastIndex { $0 == Scalar.comma }
      ?? last.dropLast(2).firstIndex { $0 == Scalar.enumeration || SubjectWords.stops.contains($0) }
    return Array(SubjectWords.bare(cut.map { last[($0 + 1)...] } ?? last))
  }

  /// The characters of a passage without its spaces.
  private static func bare(_ range: Range<Int>, _ text: TextView) -> [UInt32] {
    var scalars: [UInt32] = []
    scalars.reserveCapacity(range.count)
    for place in range where text.scalars[place] != Scalar.space { scalars.append(text.scalars[place]) }
    return scalars
  }
}
