/// The words of a sentence that tell of instruments, looked for once for all its figures.
final class SentenceWords {
  private let sentence: Sentence
  private let names: [Range<Int>]
  /// Where its words and those of its clauses lie.
  private let room: WordPairs.Room
  /// The words of the sentence and of its first clause.
  let ofSentence: WordPairs
  let ofOpening: WordPairs
  @exclusivity(unchecked)
  private var ofClauses: [WordPairs?] = []
  /// Words that tell which kind of thing the sentence speaks of, and where they stand.
  private let echoes: [(range: Range<Int>, kinds: InstrumentKinds)]
  /// Where the first word ends that points back (该, 上述); behind all where none stands.
  let anaphora: Int
  /// 该基金, 该险种: what stands for an instrument named before.
  let demonstratives: [Demonstrative]
  /// Where the clauses begin that turn to another place.
  let places: [Int]
  /// Where a count of instruments stands that were named before (两项保险).
  let counts: [(range: Range<Int>, counted: CountedInstruments)]
  /// 前者, 后者, 两项合计.
  let references: [ReferenceWords]

  init(_ sentence: Sentence) {
    self.sentence = sentence
    names = sentence.instruments.map(\.range)
    room = WordPairs.Room(passages: sentence.clauses.count + 2)
    ofSentence = WordPairs(sentence.text, sentence.range, except: names, in: room, at: 0)
    ofOpening = WordPairs(sentence.text, sentence.clauses.first ?? sentence.range, in: room, at: 1)
    ofClauses.reserveCapacity(sentence.clauses.count)
    for _ in sentence.clauses { ofClauses.append(nil) }
    var echoes: [(range: Range<Int>, kinds: InstrumentKinds)] = []
    var anaphora = Int.max
    CandidateWords.telling.forEachMatch(in: sentence.text.scalars, range: sentence.range) { match in
      let (kinds, isAnaphoric) = CandidateWords.told[match.pattern]
      if !kinds.isEmpty { echoes.append((match.range, kinds)) }
      if isAnaphoric { anaphora = min(anaphora, match.range.upperBound) }
    }
    self.echoes = echoes
    counts = CountedInstruments.find(in: sentence)
    references = ReferenceWords.find(in: sentence, counted: counts)
    self.anaphora = anaphora
    demonstratives = anaphora == Int.max ? [] : Demonstrative.find(in: sentence.text, sentence.range)
    places = sentence.clauses.filter { SentenceWords.opensWithPlace(sentence.text, $0) }.map(\.lowerBound)
  }

  /// The last count of instruments that stands in a passage.
  func counted(in window: Range<Int>) -> CountedInstruments? {
    counts.last { window.contains($0.range.lowerBound) && $0.range.upperBound <= window.upperBound }?.counted
  }

  /// The words of a clause.
  func ofClause(_ index: Int, _ clause: Range<Int>) -> WordPairs {
    guard ofClauses.indices.contains(index) else { return WordPairs(sentence.text, clause, except: names) }
    if let known = ofClauses[index] { return known }
    let words = WordPairs(sentence.text, clause, except: names, in: room, at: index + 2)
    ofClauses[index] = words
    return words
  }

  /// The kinds of which words in a passage tell.
  func echoes(_ window: Range<Int>) -> InstrumentKinds {
    var kinds: InstrumentKinds = []
    for echo in echoes
    where echo.range.lowerBound >= window.lowerBound && echo.range.upperBound <= window.upperBound {
      kinds = kinds.union(echo.kinds)
    }
    return kinds
  }

  /// 南海区对…, 永康市有…: a clause that turns to another place.
  private static func opensWithPlace(_ text: TextView, _ clause: Range<Int>) -> Bool {
    var index = clause.lowerBound + 1
    while index < min(clause.upperBound, clause.lowerBound + 6) {
      if placeEnds.mayHold(text.scalars[index]), Scalar.isAny(text.scalars[index], "市区县州盟旗") {
        return !ownPlaces.stands(in: text, at: clause.lowerBound, end: clause.upperBound)
      }
      if !Scalar.isIdeograph(text.scalars[index]) { return false }
      index += 1
    }
    return false
  }

  private static let placeEnds = ScalarFilter("市区县州盟旗".folded)
  private static let ownPlaces = WordList(["全市", "全区", "全县", "我市", "我区", "我县", "本市", "市场", "各市"])
}
