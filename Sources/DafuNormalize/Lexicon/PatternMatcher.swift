/// Finds all words of a lexicon in UTF-8 text or in folded scalars in one pass.
///
/// A trie over Unicode scalars. At every character of the text the trie is walked as far as it leads; in prose
/// nearly all walks end at the first or second character, so the pass is linear in the text and independent of the
/// number of words. The first step is one look into a table by scalars; every node knows by a set of 64 bits which
/// characters may follow, and only where one may, the step is looked up in an open-addressing table (`PatternTrie`).
public struct PatternMatcher: Sendable {
  /// One word found in the text.
  public struct Match: Hashable, Sendable {
    /// The word's index in the order in which the words were given.
    public let pattern: Int
    /// Where it stands, in UTF-8 bytes.
    public let range: Range<Int>
  }

  private let trie: PatternTrie

  /// Builds a matcher. Equal words share the index of the first; empty words are never found.
  public init(patterns: [String]) {
    var scalars = 0
    for pattern in patterns {
      pattern.withBytes { for byte in $0 where byte & 0xC0 != 0x80 { scalars += 1 } }
    }
    trie = PatternTrie(scalars: scalars)
    for (index, pattern) in patterns.enumerated() {
      pattern.withBytes { bytes in
        var node = PatternTrie.root
        var position = 0
        while position < bytes.count {
          let (scalar, width) = PatternMatcher.scalar(bytes, at: position, end: bytes.count)
          node = trie.extend(node, by: TextView.folded(scalar))
          position += width
        }
        trie.end(index, at: node)
      }
    }
  }

  /// Builds a matcher of folded words.
  init(words patterns: [[UInt32]]) {
    trie = PatternTrie(scalars: patterns.reduce(0) { $0 + $1.count })
    for (index, pattern) in patterns.enumerated() {
      var node = PatternTrie.root
      for scalar in pattern { node = trie.extend(node, by: scalar) }
      trie.end(index, at: node)
    }
  }

  /// Builds a matcher of folded words read from their ends, for `longestBackwards`.
  init(reversed patterns: [[UInt32]]) {
    trie = PatternTrie(scalars: patterns.reduce(0) { $0 + $1.count })
    for (index, pattern) in patterns.enumerated() {
      var node = PatternTrie.root
      for scalar in pattern.reversed() { node = trie.extend(node, by: scalar) }
      trie.end(index, at: node)
    }
  }

  /// All words that stand in `range`, in the order of their first byte, shorter ones first.
  public func matches(in utf8: [UInt8], range: Range<Int>) -> [Match] {
    var found: [Match] = []
    forEachMatch(in: utf8, range: range) { found.append($0) }
    return found
  }

  /// Calls `body` with the words that stand in `range` when a reader takes at each place the longest and goes on behind
  /// it, until `body` returns false.
  func forEachLongest(in utf8: [UInt8], range: Range<Int>, _ body: (Match) -> Bool) {
    utf8.withUnsafeBufferPointer { bytes in
      var position = range.lowerBound
      while position < range.upperBound {
        if mayPass(bytes, at: position, end: range.upperBound) {
          position += 3
          continue
        }
        if let match = longest(bytes, at: position, end: range.upperBound) {
          if !body(match) { return }
          position = match.range.upperBound
        } else {
          position += PatternMatcher.width(bytes[position])
        }
      }
    }
  }

  /// Calls `body` with every word in `range`.
  public func forEachMatch(in utf8: [UInt8], range: Range<Int>, _ body: (Match) -> Void) {
    utf8.withUnsafeBufferPointer { bytes in
      var position = range.lowerBound
      while position < range.upperBound {
        if mayPass(bytes, at: position, end: range.upperBound) {
          position += 3
          continue
        }
        var (scalar, width) = PatternMatcher.scalar(bytes, at: position, end: range.upperBound)
        let behind = position + PatternMatcher.width(bytes[position])
        var node = trie.first(scalar)
        var cursor = position
        while node >= 0 {
          cursor += width
          let place = trie.nodes[Int(node)]
          if place.word >= 0 { body(Match(pattern: Int(place.word), range: position..<cursor)) }
          if cursor >= range.upperBound { break }
          (scalar, width) = PatternMatcher.scalar(bytes, at: cursor, end: range.upperBound)
          node = trie.next(node, place, scalar)
        }
        position = behind
      }
    }
  }

  /// Whether a character of three bytes stands at a place, as nearly all do, with which no word begins.
  @inline(__always)
  private func mayPass(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int, end: Int) -> Bool {
    guard position &+ 3 <= end else { return false }
    let lead = UInt32(bytes[position])
    guard lead & 0xF0 == 0xE0 else { return false }
    let scalar =
      (lead & 0x0F) << 12 | (UInt32(bytes[position &+ 1]) & 0x3F) << 6 | UInt32(bytes[position &+ 2]) & 0x3F
    return trie.heads.base[Int(scalar >> 6)] & (1 << UInt64(scalar & 63)) == 0
  }

  /// Calls `body` with every word in a range of folded scalars; the match's range counts scalars.
  @inline(__always)
  func forEachMatch(in scalars: Scalars, range: Range<Int>, _ body: (Match) -> Void) {
    let trie = trie
    let heads = trie.heads.base
    scalars.withMemory(range) { memory, inside in
      var position = inside.lowerBound
      while position < inside.upperBound {
        let scalar = memory[position]
        if scalar >= 0x10000 || heads[Int(scalar >> 6)] & (1 << UInt64(scalar & 63)) != 0 {
          var node = trie.first(scalar)
          var cursor = position
          while node >= 0 {
            cursor &+= 1
            let place = trie.nodes[Int(node)]
            if place.word >= 0 { body(Match(pattern: Int(place.word), range: position..<cursor)) }
            if cursor >= inside.upperBound { break }
            node = trie.next(node, place, memory[cursor])
          }
        }
        position &+= 1
      }
    }
  }

  /// The first place of a range with whose scalar a word begins.
  @inline(__always)
  func place(in scalars: Scalars, _ range: Range<Int>) -> Int? {
    let place = firstPlace(in: scalars, range)
    return place < range.upperBound ? place : nil
  }

  /// The first place of a range with whose scalar a word begins; the end of the range where there is none.
  private func firstPlace(in scalars: Scalars, _ range: Range<Int>) -> Int {
    let heads = trie.heads.base
    return scalars.withMemory(range) { memory, inside in
      var place = inside.lowerBound
      while place < inside.upperBound {
        let scalar = memory[place]
        if scalar >= 0x10000 || heads[Int(scalar >> 6)] & (1 << UInt64(scalar & 63)) != 0 { return place }
        place &+= 1
      }
      return max(range.lowerBound, range.upperBound)
    }
  }

  /// Whether a word stands anywhere in a range of folded scalars.
  func occurs(in scalars: Scalars, _ range: Range<Int>) -> Bool {
    var position = firstPlace(in: scalars, range)
    while position < range.upperBound {
      let node = trie.first(scalars[position])
      if node >= 0, walk(node, scalars, at: position, end: range.upperBound) != nil { return true }
      position = firstPlace(in: scalars, position + 1..<range.upperBound)
    }
    return false
  }

  /// The longest word that begins at a place in folded scalars.
  @inline(__always)
  func longest(in scalars: Scalars, at position: Int, end: Int) -> Match? {
    guard position < end else { return nil }
    let node = trie.first(scalars[position])
    return node < 0 ? nil : walk(node, scalars, at: position, end: end)
  }

  private func walk(_ first: Int32, _ scalars: Scalars, at position: Int, end: Int) -> Match? {
    var node = first
    var cursor = position
    var best: Match?
    while node >= 0 {
      cursor += 1
      let place = trie.nodes[Int(node)]
      if place.word >= 0 { best = Match(pattern: Int(place.word), range: position..<cursor) }
      if cursor >= end { break }
      node = trie.next(node, place, scalars[cursor])
    }
    return best
  }

  /// The longest word that, read from its end, ends at `edge`, and its length; words were given reversed.
  @inline(__always)
  func longestBackwards(
    in scalars: Scalars, endingAt edge: Int, from start: Int
  ) -> (pattern: Int, length: Int)? {
    guard edge > start else { return nil }
    let node = trie.first(scalars[edge - 1])
    return node < 0 ? nil : walkBackwards(node, scalars, endingAt: edge, from: start)
  }

  private func walkBackwards(
    _ first: Int32, _ scalars: Scalars, endingAt edge: Int, from start: Int
  ) -> (pattern: Int, length: Int)? {
    var node = first
    var cursor = edge - 1
    var best: (pattern: Int, length: Int)?
    while node >= 0 {
      let place = trie.nodes[Int(node)]
      if place.word >= 0 { best = (Int(place.word), edge - cursor) }
      if cursor <= start { break }
      cursor -= 1
      node = trie.next(node, place, scalars[cursor])
    }
    return best
  }

  private func longest(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int, end: Int) -> Match? {
    var (scalar, width) = PatternMatcher.scalar(bytes, at: position, end: end)
    var node = trie.first(scalar)
    var cursor = position
    var best: Match?
    while node >= 0 {
      cursor += width
      let place = trie.nodes[Int(node)]
      if place.word >= 0 { best = Match(pattern: Int(place.word), range: position..<cursor) }
      if cursor >= end { break }
      (scalar, width) = PatternMatcher.scalar(bytes, at: cursor, end: end)
      node = trie.next(node, place, scalar)
    }
    return best
  }

  // MARK: Bytes

  /// The length in bytes of the character that begins with `byte`; 1 for a continuation byte.
  @inline(__always)
  static func width(_ byte: UInt8) -> Int {
    byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
  }

  /// The scalar at `position` and its length; a damaged sequence counts as its first byte.
  @inline(__always)
  static func scalar(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int, end: Int) -> (UInt32, Int) {
    let lead = bytes[position]
    if lead < 0x80 { return (UInt32(lead), 1) }
    let width = PatternMatcher.width(lead)
    guard width > 1, position + width <= end else { return (UInt32(lead), 1) }
    var value = UInt32(lead) & (width == 2 ? 0x1F : width == 3 ? 0x0F : 0x07)
    for offset in 1..<width { value = value << 6 | UInt32(bytes[position + offset] & 0x3F) }
    return (value, width)
  }
}
