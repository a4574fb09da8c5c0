/// A set of scalars, as the first or last characters of some words, that may answer yes too often but never no too
/// often: one look at 128 bytes tells nearly every place of a text that no word can stand there.
struct ScalarFilter: Sendable {
  private final class Bits: @unchecked Sendable {
    let blocks: RawTable<UInt64>

    init(_ blocks: [UInt64]) { self.blocks = RawTable(blocks) }
  }

  private let bits: Bits

  init(_ scalars: some Sequence<UInt32>) {
    var blocks = [UInt64](repeating: 0, count: 16)
    for scalar in scalars { blocks[Int(scalar >> 6 & 15)] |= 1 << UInt64(scalar & 63) }
    bits = Bits(blocks)
  }

  /// The first place of a range whose scalar may be one of the set; the end of the range where there is none.
  func first(in scalars: Scalars, _ range: Range<Int>) -> Int {
    let blocks = bits.blocks.base
    return scalars.withMemory(range) { memory, inside in
      var place = inside.lowerBound
      while place < inside.upperBound {
        let scalar = memory[place]
        if blocks[Int(scalar >> 6 & 15)] & (1 << UInt64(scalar & 63)) != 0 { return place }
        place &+= 1
      }
      return max(range.lowerBound, range.upperBound)
    }
  }

  /// Whether a scalar may be one of the set.
  @inline(__always)
  func mayHold(_ scalar: UInt32) -> Bool {
    bits.blocks[Int(scalar >> 6 & 15)] & (1 << UInt64(scalar & 63)) != 0
  }
}

/// The words of a list by one of their characters, in the list's order.
private final class WordsByScalar: @unchecked Sendable {
  /// The words of one character, as a range of `order`.
  private struct Place: BitwiseCopyable {
    var scalar: UInt32 = .max
    var begin: UInt16 = 0
    var end: UInt16 = 0
  }

  private let places: RawTable<Place>
  private let order: RawTable<UInt16>
  private let mask: Int

  init(_ scalars: [UInt32]) {
    var capacity = 8
    while capacity < scalars.count * 2 { capacity *= 2 }
    mask = capacity - 1
    var places = [Place](repeating: Place(), count: capacity)
    var order: [UInt16] = []
    for scalar in scalars where scalar != .max {
      var slot = WordsByScalar.hash(scalar) & mask
      while places[slot].scalar != scalar, places[slot].scalar != .max { slot = (slot + 1) & mask }
      guard places[slot].scalar == .max else { continue }
      let begin = order.count
      for (index, other) in scalars.enumerated() where other == scalar { order.append(UInt16(index)) }
      places[slot] = Place(scalar: scalar, begin: UInt16(begin), end: UInt16(order.count))
    }
    self.places = RawTable(places)
    self.order = RawTable(order)
  }

  /// The first word of a character of which `isWanted` holds.
  @inline(__always)
  func first(_ scalar: UInt32, where isWanted: (Int) -> Bool) -> Int? {
    var slot = WordsByScalar.hash(scalar) & mask
    while true {
      let place = places[slot]
      if place.scalar == scalar {
        for index in Int(place.begin)..<Int(place.end) {
          let word = Int(order[index])
          if isWanted(word) { return word }
        }
        return nil
      }
      if place.scalar == .max { return nil }
      slot = (slot + 1) & mask
    }
  }

  @inline(__always)
  private static func hash(_ scalar: UInt32) -> Int { Int((scalar &* 0x9E37_79B1) >> 16) }
}

/// Words of one meaning, looked for at places of a text. Where several stand at a place, the first of the list counts.
struct WordList: Sendable {
  private final class Words: @unchecked Sendable {
    let words: [[UInt32]]
    /// All words, one behind the other.
    let letters: RawTable<UInt32>
    /// Where each word begins in `letters`, and where the last one ends.
    let bounds: RawTable<UInt32>
    let byHead: WordsByScalar
    let byTail: WordsByScalar
    let firsts: ScalarFilter
    let lasts: ScalarFilter

    init(_ words: [[UInt32]]) {
      self.words = words
      let heads = words.map { $0.first ?? .max }
      let tails = words.map { $0.last ?? .max }
      firsts = ScalarFilter(heads.filter { $0 != .max })
      lasts = ScalarFilter(tails.filter { $0 != .max })
      byHead = WordsByScalar(heads)
      byTail = WordsByScalar(tails)
      letters = RawTable(Array(words.joined()))
      var bounds: [UInt32] = [0]
      for word in words { bounds.append((bounds.last ?? 0) + UInt32(word.count)) }
      self.bounds = RawTable(bounds)
    }
  }

  private let list: Words

  /// Creates a list; an empty word is never found.
  init(_ words: [String]) { list = Words(words.map(\.folded)) }

  /// The scalars with which the words begin.
  var firstScalars: [UInt32] { list.words.compactMap(\.first) }

  /// How many words there are.
  var count: Int { list.words.count }

  /// The scalars of a word of the list.
  subscript(index: Int) -> [UInt32] { list.words[index] }

  /// The number of scalars of a word of the list.
  @inline(__always)
  func length(of index: Int) -> Int { Int(list.bounds[index + 1]) - Int(list.bounds[index]) }

  /// The word that begins at a place and ends at `end` or before, as its index in the list.
  @inline(__always)
  func index(in text: TextView, at place: Int, end: Int) -> Int? {
    guard place >= 0, place < end else { return nil }
    let scalar = text.scalars[place]
    return list.firsts.mayHold(scalar) ? slowIndex(in: text, at: place, end: end, scalar) : nil
  }

  /// The word that ends at `edge` and begins at `start` or behind, as its index in the list.
  @inline(__always)
  func index(in text: TextView, endingAt edge: Int, from start: Int) -> Int? {
    guard edge > 0, edge > start else { return nil }
    let scalar = text.scalars[edge - 1]
    return list.lasts.mayHold(scalar) ? slowIndex(in: text, endingAt: edge, from: start, scalar) : nil
  }

  /// The length of the word that begins at a place.
  @inline(__always)
  func length(in text: TextView, at place: Int, end: Int) -> Int? {
    index(in: text, at: place, end: end).map { length(of: $0) }
  }

  /// The length of the word that ends at `edge`.
  @inline(__always)
  func length(in text: TextView, endingAt edge: Int, from start: Int) -> Int? {
    index(in: text, endingAt: edge, from: start).map { length(of: $0) }
  }

  /// The length of the longest word that ends at `edge`.
  func longestLength(in text: TextView, endingAt edge: Int, from start: Int) -> Int? {
    longestIndex(in: text, endingAt: edge, from: start).map { length(of: $0) }
  }

  /// The longest word that ends at `edge` and begins at `start` or behind, as its index in the list.
  @inline(__always)
  fileprivate func longestIndex(in text: TextView, endingAt edge: Int, from start: Int) -> Int? {
    guard edge > 0, edge > start else { return nil }
    let scalar = text.scalars[edge - 1]
    return list.lasts.mayHold(scalar) ? slowLongestIndex(in: text, endingAt: edge, from: start, scalar) : nil
  }

  /// Whether a word begins at a place.
  @inline(__always)
  func stands(in text: TextView, at place: Int, end: Int) -> Bool { index(in: text, at: place, end: end) != nil }

  /// Whether a word ends at `edge`.
  @inline(__always)
  func ends(in text: TextView, at edge: Int, from start: Int) -> Bool {
    index(in: text, endingAt: edge, from: start) != nil
  }

  /// Where the first word begins that stands in a range.
  func place(in text: TextView, _ window: Range<Int>) -> Int? {
    let firsts = list.firsts
    let scalars = text.scalars
    var place = firsts.first(in: scalars, window)
    while place < window.upperBound {
      if slowIndex(in: text, at: place, end: window.upperBound, scalars[place]) != nil { return place }
      place = firsts.first(in: scalars, place + 1..<window.upperBound)
    }
    return nil
  }

  /// Whether a range holds a word and nothing else.
  func isWhole(_ text: TextView, _ range: Range<Int>) -> Bool {
    guard !range.isEmpty else { return false }
    let scalar = text.scalars[range.lowerBound]
    guard list.firsts.mayHold(scalar) else { return false }
    return list.byHead.first(scalar) { length(of: $0) == range.count && stands($0, in: text, at: range.lowerBound) }
      != nil
  }

  /// Whether a word stands anywhere in a range.
  func occurs(in text: TextView, _ window: Range<Int>) -> Bool {
    place(in: text, window) != nil
  }

  /// Where the first word ends that stands in a range, in the order of their ends.
  func firstEnd(in text: TextView, _ window: Range<Int>) -> Int? {
    var found: Int?
    let scalars = text.scalars
    var place = list.firsts.first(in: scalars, window)
    while place < window.upperBound {
      defer { place = list.firsts.first(in: scalars, place + 1..<window.upperBound) }
      _ = list.byHead.first(text.scalars[place]) { index in
        let end = place + length(of: index)
        if end <= window.upperBound, end < found ?? .max, stands(index, in: text, at: place) { found = end }
        return false
      }
    }
    return found
  }

  private func slowIndex(in text: TextView, at place: Int, end: Int, _ scalar: UInt32) -> Int? {
    list.byHead.first(scalar) { place + length(of: $0) <= end && stands($0, in: text, at: place) }
  }

  private func slowLongestIndex(
    in text: TextView, endingAt edge: Int, from start: Int, _ scalar: UInt32
  ) -> Int? {
    var best: (index: Int, length: Int)?
    _ = list.byTail.first(scalar) { index in
      let length = length(of: index)
      if edge - length >= start, edge - length >= 0, length > best?.length ?? 0,
        stands(index, in: text, at: edge - length)
      {
        best = (index, length)
      }
      return false
    }
    return best?.index
  }

  private func slowIndex(in text: TextView, endingAt edge: Int, from start: Int, _ scalar: UInt32) -> Int? {
    list.byTail.first(scalar) { index in
      let begin = edge - length(of: index)
      return begin >= start && begin >= 0 && stands(index, in: text, at: begin)
    }
  }

  /// Whether the scalars of a word stand at a place.
  @inline(__always)
  private func stands(_ index: Int, in text: TextView, at place: Int) -> Bool {
    var letter = Int(list.bounds[index])
    let end = Int(list.bounds[index + 1])
    var cursor = place
    while letter < end {
      if list.letters[letter] != text.scalars[cursor] { return false }
      letter += 1
      cursor += 1
    }
    return true
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
    return (words.length(of: index), values[index])
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
    return (words.length(of: index), values[index])
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
    matcher = PatternMatcher(reversed: words)
  }

  /// The length of the longest word that ends at `edge` and begins at `start` or behind; 0 where none does.
  @inline(__always)
  func longestLength(in text: TextView, endingAt edge: Int, from start: Int) -> Int {
    matcher.longestBackwards(in: text.scalars, endingAt: edge, from: start)?.length ?? 0
  }

  /// The longest word that ends at `edge` and begins at `start` or behind.
  func longest(in text: TextView, endingAt edge: Int, from start: Int) -> [UInt32]? {
    matcher.longestBackwards(in: text.scalars, endingAt: edge, from: start).map { words[$0.pattern] }
  }
}
