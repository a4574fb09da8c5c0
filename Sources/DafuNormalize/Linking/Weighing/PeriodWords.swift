/// Words that tell of which time figures behind them are and how they behave in it, where they stand in a sentence.
struct PeriodWords: Sendable {
  /// The first words tell how figures behave in time; all of them tell of which time they are.
  private static let ofBehaviour = 24
  private static let words = [
    "截至", "累计", "已", "今年", "目前", "年末", "月末", "底", "共", "新增", "去年", "全年", "上半年", "现有", "余额", "在", "达", "发放", "以来", "期间",
    "到", "力争", "预计", "每",
    "现行", "其中", "将", "拟", "当年", "同期", "首", "规定", "可", "按", "单户", "最高", "期限", "利率", "推出", "印发", "设立", "启动", "试点", "增至",
    "最初",
    "由", "从", "扩大", "提高", "给予", "不超过", "建议", "据", "分别", "占", "先后", "自", "后", "同时", "运行", "现", "实行", "此后", "随后", "上线",
    "成立", "创新",
  ]
  /// How many there are.
  static let count = words.count
  private static let matcher = PatternMatcher(patterns: words)

  private let found: [(word: Int, place: Int)]

  init(_ text: TextView, _ range: Range<Int>) {
    var found: [(word: Int, place: Int)] = []
    found.reserveCapacity(16)
    PeriodWords.matcher.forEachMatch(in: text.scalars, range: range) { match in
      found.append((match.pattern, match.range.lowerBound))
    }
    self.found = found
  }

  /// Calls `body` with each word about behaviour that stands before a place and with where it stands last.
  @inline(__always)
  func forEachLast(before place: Int, _ body: (_ word: Int, _ place: Int) -> Void) {
    withUnsafeTemporaryAllocation(of: Int.self, capacity: PeriodWords.ofBehaviour) { places in
      places.initialize(repeating: -1)
      for entry in found {
        // They are in the order of the text.
        if entry.place >= place { break }
        if entry.word < PeriodWords.ofBehaviour { places[entry.word] = entry.place }
      }
      for word in places.indices where places[word] >= 0 { body(word, places[word]) }
    }
  }

  /// Calls `body` with each word that stands in a range, once.
  @inline(__always)
  func forEach(in window: Range<Int>, _ body: (Int) -> Void) {
    var seen: (UInt64, UInt64) = (0, 0)
    for entry in found where window.contains(entry.place) {
      let bit = UInt64(1) << UInt64(entry.word & 63)
      if entry.word < 64 {
        if seen.0 & bit != 0 { continue }
        seen.0 |= bit
      } else {
        if seen.1 & bit != 0 { continue }
        seen.1 |= bit
      }
      body(entry.word)
    }
  }
}
