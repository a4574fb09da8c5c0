/// A set of scalars, as the first or last characters of some words, that may answer yes too often but never no too
/// often: one look at 128 bytes tells nearly every place of a text that no word can stand there.
struct ScalarFilter: Sendable {
  private var blocks: [UInt64]

  init(_ scalars: some Sequence<UInt32>) {
    blocks = [UInt64](repeating: 0, count: 16)
    for scalar in scalars { blocks[Int(scalar >> 6 & 15)] |= 1 << UInt64(scalar & 63) }
  }

  /// Whether a scalar may be one of the set.
  @inline(__always)
  func mayHold(_ scalar: UInt32) -> Bool { blocks[Int(scalar >> 6 & 15)] & (1 << UInt64(scalar & 63)) != 0 }
}

/// Words of one meaning, looked for at places of a text. Where several stand at a place, the first of the list counts.
struct WordList: Sendable {
  private let words: [[UInt32]]
  private let heads: [UInt32]
  private let tails: [UInt32]
  private let firsts: ScalarFilter
  private let lasts: ScalarFilter

  /// Creates a list; an empty word is never found.
  init(_ words: [String]) {
    self.words = words.map(\.folded)
    heads = self.words.map { $0.first ?? .max }
    tails = self.words.map { $0.last ?? .max }
    firsts = ScalarFilter(heads)
    lasts = ScalarFilter(tails)
  }

  /// The scalars with which the words begin.
  var firstScalars: [UInt32] { heads }

  /// How many words there are.
  var count: Int { words.count }

  /// The scalars of a word of the list.
  subscript(index: Int) -> [UInt32] { words[index] }

  /// The word that begins at a place and ends at `end` or before, as its index in the list.
  @inline(__always)
  func index(in text: TextView, at place: Int, end: Int) -> Int? {
    guard place >= 0, place < end else { return nil }
    let scalar = text.scalars[place]
    return firsts.mayHold(scalar) ? slowIndex(in: text, at: place, end: end, scalar) : nil
  }

  /// The word that ends at `edge` and begins at `start` or behind, as its index in the list.
  @inline(__always)
  func index(in text: TextView, endingAt edge: Int, from start: Int) -> Int? {
    guard edge > 0, edge > start, edge <= text.count else { return nil }
    let scalar = text.scalars[edge - 1]
    return lasts.mayHold(scalar) ? slowIndex(in: text, endingAt: edge, from: start, scalar) : nil
  }

  /// The length of the word that begins at a place.
  @inline(__always)
  func length(in text: TextView, at place: Int, end: Int) -> Int? {
    index(in: text, at: place, end: end).map { words[$0].count }
  }

  /// The length of the word that ends at `edge`.
  @inline(__always)
  func length(in text: TextView, endingAt edge: Int, from start: Int) -> Int? {
    index(in: text, endingAt: edge, from: start).map { words[$0].count }
  }

  /// The length of the longest word that ends at `edge`.
  func longestLength(in text: TextView, endingAt edge: Int, from start: Int) -> Int? {
    longestIndex(in: text, endingAt: edge, from: start).map { words[$0].count }
  }

  /// The longest word that ends at `edge` and begins at `start` or behind, as its index in the list.
  @inline(__always)
  fileprivate func longestIndex(in text: TextView, endingAt edge: Int, from start: Int) -> Int? {
    guard edge > 0, edge > start, edge <= text.count else { return nil }
    let scalar = text.scalars[edge - 1]
    return lasts.mayHold(scalar) ? slowLongestIndex(in: text, endingAt: edge, from: start, scalar) : nil
  }

  /// Whether a word begins at a place.
  @inline(__always)
  func stands(in text: TextView, at place: Int, end: Int) -> Bool { index(in: text, at: place, end: end) != nil }

  /// Whether a word ends at `edge`.
  @inline(__always)
  func ends(in text: TextView, at edge: Int, from start: Int) -> Bool {
    index(in: text, endingAt: edge, from: start) != nil
  }

  /// Whether a word stands anywhere in a range.
  func occurs(in text: TextView, _ window: Range<Int>) -> Bool {
    var place = window.lowerBound
    while place < window.upperBound {
      if index(in: text, at: place, end: window.upperBound) != nil { return true }
      place += 1
    }
    return false
  }

  private func slowIndex(in text: TextView, at place: Int, end: Int, _ scalar: UInt32) -> Int? {
    for index in heads.indices where heads[index] == scalar && text.has(words[index], at: place, end: end) {
      return index
    }
    return nil
  }

  private func slowLongestIndex(
    in text: TextView, endingAt edge: Int, from start: Int, _ scalar: UInt32
  ) -> Int? {
    var best: Int?
    for index in tails.indices where tails[index] == scalar {
      let begin = edge - words[index].count
      if begin >= start, words[index].count > best.map({ words[$0].count }) ?? 0,
        text.has(words[index], at: begin, end: edge)
      {
        best = index
      }
    }
    return best
  }

  private func slowIndex(in text: TextView, endingAt edge: Int, from start: Int, _ scalar: UInt32) -> Int? {
    for index in tails.indices where tails[index] == scalar {
      let begin = edge - words[index].count
      if begin >= start, text.has(words[index], at: begin, end: edge) { return index }
    }
    return nil
  }
}

/// Words that each say something, looked for at places of a text. Where several stand at a place, the first of the
/// table counts.
struct WordTable<Value: Sendable>: Sendable {
  /// The words in the table's order.
  let words: WordList
  private let values: [Value]

  init(_ entries: [(String, Value)]) {
    words = WordList(entries.map(\.0))
    values = entries.map(\.1)
  }

  /// What the word that begins at a place says, and the word's length.
  @inline(__always)
  func entry(in text: TextView, at place: Int, end: Int) -> (length: Int, value: Value)? {
    guard let index = words.index(in: text, at: place, end: end) else { return nil }
    return (words[index].count, values[index])
  }

  /// What all words that begin at a place say, in the table's order.
  @inline(__always)
  func entries(in text: TextView, at place: Int, end: Int) -> [(length: Int, value: Value)] {
    guard let first = words.index(in: text, at: place, end: end) else { return [] }
    return (first..<values.count).filter { text.has(words[$0], at: place, end: end) }
      .map { (words[$0].count, values[$0]) }
  }

  /// What the longest word that ends at `edge` says, and the word's length.
  func longest(in text: TextView, endingAt edge: Int, from start: Int) -> (length: Int, value: Value)? {
    guard let index = words.longestIndex(in: text, endingAt: edge, from: start) else { return nil }
    return (words[index].count, values[index])
  }
}

/// Many words looked for backwards: the longest one that ends at a place.
struct EndingMatcher: Sendable {
  private let matcher: PatternMatcher
  private let words: [[UInt32]]

  init(_ words: [String]) { self.init(words.map(\.folded)) }

  /// Creates a matcher of folded words.
  init(_ words: [[UInt32]]) {
    self.words = words
    matcher = PatternMatcher(words: words.map { $0.reversed() })
  }

  /// The longest word that ends at `edge` and begins at `start` or behind.
  func longest(in text: TextView, endingAt edge: Int, from start: Int) -> [UInt32]? {
    matcher.longestBackwards(in: text.scalars, endingAt: edge, from: start).map { words[$0] }
  }
}
