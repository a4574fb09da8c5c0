/// Words of a sentence that stand for instruments named before.
struct ReferenceWords {
  enum Meaning: Equatable {
    /// 前者, 后者
    case former, latter
    /// 两项合计, 三款产品共: as many together.
    case sum(CountedInstruments)
  }

  let range: Range<Int>
  let meaning: Meaning

  /// Those of a sentence, in order; `counted` are its counts of instruments.
  ///
  /// Not so: 较前者高2个百分点 (what is compared with), 两项保险 (a count without a sum may mean one after the other).
  static func find(in sentence: Sentence, counted: [(range: Range<Int>, counted: CountedInstruments)])
    -> [ReferenceWords]
  {
    var found: [ReferenceWords] = []
    let text = sentence.text
    if sentence.mayHold("者") {
      pointers.forEachMatch(in: text.scalars, range: sentence.range) { match in
        if comparing.ends(in: text, at: match.range.lowerBound, from: sentence.range.lowerBound) { return }
        found.append(ReferenceWords(range: match.range, meaning: match.pattern == 0 ? .former : .latter))
      }
    }
    for (range, counted) in counted {
      let clause = sentence.clause(at: range.lowerBound)
      // 上述两项产品2023年合计放款10亿元: the sum may stand behind a time.
      let window = range.upperBound..<max(range.upperBound, min(clause.upperBound, range.upperBound + 12))
      guard let sum = sums.firstEnd(in: text, max(range.lowerBound, range.upperBound - 3)..<window.upperBound),
        // 两项业务共同发展
        !Scalar.isAny(text.scalars[sum], "同享建有担"),
        !sentence.figures.contains(where: { $0.core.lowerBound >= range.lowerBound && $0.core.upperBound <= sum })
      else { continue }
      found.append(ReferenceWords(range: range.lowerBound..<sum, meaning: .sum(counted)))
    }
    return found.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  private static let pointers = PatternMatcher(patterns: ["前者", "后者"])
  private static let comparing = WordList(["比", "较", "于", "是", "为", "占", "超过", "超", "与", "和", "跟"])
  private static let sums = WordList(["合计", "总计", "加起来", "合起来", "相加", "累计", "共计", "一共", "总额", "共"])
}

extension CandidateReader {
  /// What the last words of reference before a figure stand for, unless an instrument is named behind them or a semicolon ends
  /// what they say.
  func reference(before place: Int) -> Int? {
    guard let last = words.references.last(where: { $0.range.upperBound <= place }),
      !sentence.hasSemicolon(last.range.upperBound..<place),
      !mentions.contains(where: {
        $0.range.lowerBound >= last.range.upperBound && $0.range.upperBound <= place && !$0.isWhole
          && !index.lists[$0.list].isReferenceRate
      })
    else { return nil }
    switch last.meaning {
    case .former: return pair(before: last)?.former
    case .latter: return pair(before: last)?.latter
    case .sum(let counted):
      // What the first figure of a sum carries the others do.
      if let known = sums[last.range.lowerBound] { return known }
      guard let list = sum(of: counted, before: last.range) else { return nil }
      sums[last.range.lowerBound] = list
      return list
    }
  }

  /// The two instruments that 前者 and 后者 tell apart: the last two that stand before the first such word of the sentence, or
  /// the last two of one kind that an earlier sentence of the paragraph named.
  private func pair(before words: ReferenceWords) -> (former: Int, latter: Int)? {
    let first = self.words.references.first { $0.meaning == .former || $0.meaning == .latter } ?? words
    let named = mentions.filter { $0.range.upperBound <= first.range.lowerBound }
    if let latter = named.last, named.count > 1 {
      return named.last { $0.name != latter.name }.map { ($0.list, latter.list) }
    }
    let naming = mentions.isEmpty ? discourse.naming : discourse.lastNaming
    let last = discourse.referents.filter { $0.sentence == naming && $0.paragraph == discourse.paragraph }
      .sorted { $0.order < $1.order }.suffix(2)
    guard naming < discourse.sentence, let former = last.first, let latter = last.last, last.count == 2,
      index.lists[former.list].kind == index.lists[latter.list].kind
    else { return nil }
    return (former.list, latter.list)
  }

  /// The instruments that are summed: those listed right before the words, else those that carried figures before them, as many
  /// as the words count. Nil where the sentence, or the last sentences together, tell of more or of other things.
  private func sum(of counted: CountedInstruments, before words: Range<Int>) -> Int? {
    if let nearest = mentions.last(where: { $0.range.upperBound <= words.lowerBound }),
      words.lowerBound - nearest.range.upperBound <= 3, let joint = nearest.joint,
      index.lists[joint].places.count == counted.count
    {
      return joint
    }
    var latest: [Int] = []
    func add(_ list: Int) {
      let entry = index.lists[list]
      guard list != InstrumentIndex.none, entry.isSingle, !latest.contains(list),
        entry.kind == counted.kind ?? entry.kind,
        !latest.contains(where: { index.ends(index.lists[$0].last, with: entry.last) })
      else { return }
      latest.append(list)
    }
    for figure in chosen.reversed() where figure.place < words.lowerBound {
      if latest.count >= counted.count, sentence.hasSemicolon(figure.place..<words.lowerBound) { break }
      add(figure.list)
    }
    if latest.count < counted.count {
      let told = discourse.referents.filter {
        $0.chosenParagraph == discourse.paragraph && $0.chosenSentence < discourse.sentence
      }.sorted { ($1.chosenSentence, $1.order) < ($0.chosenSentence, $0.order) }
      for (place, referent) in told.enumerated() {
        if latest.count >= counted.count, told[place - 1].chosenSentence > referent.chosenSentence { break }
        add(referent.list)
      }
    }
    guard latest.count == counted.count, Set(latest.map { index.lists[$0].kind }).count == 1 else { return nil }
    return index.list(of: latest.reversed().flatMap { index.lists[$0].names })
  }

  /// What 两项工具余额分别为 tells apart: the instruments of a count before a place, in their order; of a sentence that names none
  /// those of the topic, if they are as many.
  func counted(_ count: Int, before place: Int, in clause: Range<Int>, topic: [InstrumentName]) -> [InstrumentName]? {
    guard
      let words = words.counts.last(where: { clause.contains($0.range.lowerBound) && $0.range.upperBound <= place }),
      words.counted.count == count,
      !mentions.contains(where: { $0.range.lowerBound >= words.range.upperBound && $0.range.upperBound <= place })
    else { return nil }
    if let list = sum(of: words.counted, before: words.range) { return index.lists[list].names }
    return topic.count == count && !mentions.contains { $0.range.upperBound <= place } ? topic : nil
  }
}
