import DafuModel

/// 两项保险合计, 三类贷款: as many instruments as were named before, spoken of together.
///
/// Not so: 三项指标 (no instruments), 两种方式.
struct CountedInstruments: Equatable, Sendable {
  let count: Int
  /// Their kind; nil where the words do not tell (两者).
  let kind: InstrumentKind?

  private static let numerals = [("两", 2), ("二", 2), ("三", 3), ("四", 4)]
  private static let classifiers = ["项", "类", "种", "款", "只", "个", "支", "大"]
  private static let nouns: [(word: String, kind: InstrumentKind?)] = [
    ("保险", .insurance), ("险种", .insurance), ("贷款", .loan), ("信贷产品", .loan), ("基金", .fund), ("再贷款", .relending),
    ("债券", .bond),
    ("补贴", .subsidy), ("产品", nil), ("业务", nil), ("工具", nil), ("政策工具", nil), ("资金", nil), ("合计", nil), ("共", nil),
    ("加起来", nil), ("相加", nil),
  ]

  private static let all: [(word: String, counted: CountedInstruments)] = {
    var all = [
      ("两者", CountedInstruments(count: 2, kind: nil)), ("二者", CountedInstruments(count: 2, kind: nil)),
      ("三者", CountedInstruments(count: 3, kind: nil)),
    ]
    for (numeral, count) in numerals {
      for classifier in classifiers {
        for noun in nouns {
          all.append((numeral + classifier + noun.word, CountedInstruments(count: count, kind: noun.kind)))
        }
      }
    }
    return all
  }()
  private static let matcher = PatternMatcher(patterns: all.map(\.word))

  /// Where such counts stand in a sentence.
  static func find(in sentence: Sentence) -> [(range: Range<Int>, counted: CountedInstruments)] {
    var found: [(Range<Int>, CountedInstruments)] = []
    matcher.forEachMatch(in: sentence.text.scalars, range: sentence.range) { match in
      found.append((match.range, all[match.pattern].counted))
    }
    return found
  }
}
