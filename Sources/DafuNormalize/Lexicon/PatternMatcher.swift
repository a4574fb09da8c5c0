/// Finds all words of a lexicon in UTF-8 text in one pass.
///
/// A trie over Unicode scalars. At every character of the text the trie is walked as far as it leads; in prose
/// nearly all walks end at the first or second character, so the pass is linear in the text and independent of the
/// number of words. Transitions live in one open-addressing table; a filter of 512 bytes in front of it stops the walk at
/// most characters before it begins.
public struct PatternMatcher: Sendable {
  /// One word found in the text.
  public struct Match: Hashable, Sendable {
    /// The word's index in the order in which the words were given.
    public let pattern: Int
    /// Where it stands, in UTF-8 bytes.
    public let range: Range<Int>
  }

  /// A step from a node by a scalar.
  private struct Step: Sendable {
    /// The node in the upper half, the scalar in the lower; all bits for an empty place.
    var key: UInt64
    /// The node that the step leads to.
    var target: Int32
    /// The word that ends there, or -1.
    var word: Int32
  }

  private static let root: Int32 = -1

  private var steps: [Step]
  private let mask: Int
  private var heads: [UInt64]

  /// Builds a matcher. Equal words share the index of the first; empty words are never found.
  public init(patterns: [String]) {
    self.init(words: patterns.map(\.folded))
  }

  /// Builds a matcher of folded words.
  init(words patterns: [[UInt32]]) {
    let scalarCount = patterns.reduce(0) { $0 + $1.count }
    var capacity = 64
    while capacity < scalarCount * 2 { capacity *= 2 }
    mask = capacity - 1
    steps = [Step](repeating: Step(key: .max, target: -1, word: -1), count: capacity)
    heads = [UInt64](repeating: 0, count: 64)
    var nodes: Int32 = 0
    for (index, pattern) in patterns.enumerated() {
      guard let head = pattern.first else { continue }
      heads[Int(head >> 6 & 63)] |= 1 << UInt64(head & 63)
      var node = PatternMatcher.root
      for (position, scalar) in pattern.enumerated() {
        let slot = slot(node, scalar)
        if steps[slot].key == .max {
          steps[slot] = Step(key: PatternMatcher.key(node, scalar), target: nodes, word: -1)
          nodes += 1
        }
        node = steps[slot].target
        if position == pattern.count - 1, steps[slot].word < 0 { steps[slot].word = Int32(index) }
      }
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
        var (scalar, width) = PatternMatcher.scalar(bytes, at: position, end: range.upperBound)
        let next = position + PatternMatcher.width(bytes[position])
        if mayBegin(scalar) {
          var node = PatternMatcher.root
          var cursor = position
          while let step = step(node, scalar) {
            node = step.target
            cursor += width
            if step.word >= 0 { body(Match(pattern: Int(step.word), range: position..<cursor)) }
            if cursor >= range.upperBound { break }
            (scalar, width) = PatternMatcher.scalar(bytes, at: cursor, end: range.upperBound)
          }
        }
        position = next
      }
    }
  }

  /// Calls `body` with every word in a range of folded scalars; the match's range counts scalars.
  @inline(__always)
  func forEachMatch(in scalars: [UInt32], range: Range<Int>, _ body: (Match) -> Void) {
    var position = range.lowerBound
    while position < range.upperBound {
      if mayBegin(scalars[position]) {
        var node = PatternMatcher.root
        var cursor = position
        while cursor < range.upperBound, let step = step(node, scalars[cursor]) {
          node = step.target
          cursor += 1
          if step.word >= 0 { body(Match(pattern: Int(step.word), range: position..<cursor)) }
        }
      }
      position += 1
    }
  }

  /// The longest word that begins at a place in folded scalars.
  @inline(__always)
  func longest(in scalars: [UInt32], at position: Int, end: Int) -> Match? {
    guard position < end, mayBegin(scalars[position]) else { return nil }
    return walk(scalars, at: position, end: end)
  }

  private func walk(_ scalars: [UInt32], at position: Int, end: Int) -> Match? {
    var node = PatternMatcher.root
    var cursor = position
    var best: Match?
    while cursor < end, let step = step(node, scalars[cursor]) {
      node = step.target
      cursor += 1
      if step.word >= 0 { best = Match(pattern: Int(step.word), range: position..<cursor) }
    }
    return best
  }

  /// The index of the longest word that, read from its end, ends at `edge`; words were given reversed.
  func longestBackwards(in scalars: [UInt32], endingAt edge: Int, from start: Int) -> Int? {
    guard edge > start, mayBegin(scalars[edge - 1]) else { return nil }
    var node = PatternMatcher.root
    var cursor = edge
    var best: Int?
    while cursor > start, let step = step(node, scalars[cursor - 1]) {
      node = step.target
      cursor -= 1
      if step.word >= 0 { best = Int(step.word) }
    }
    return best
  }

  private func longest(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int, end: Int) -> Match? {
    var (scalar, width) = PatternMatcher.scalar(bytes, at: position, end: end)
    guard mayBegin(scalar) else { return nil }
    var node = PatternMatcher.root
    var cursor = position
    var best: Match?
    while let step = step(node, scalar) {
      node = step.target
      cursor += width
      if step.word >= 0 { best = Match(pattern: Int(step.word), range: position..<cursor) }
      if cursor >= end { break }
      (scalar, width) = PatternMatcher.scalar(bytes, at: cursor, end: end)
    }
    return best
  }

  // MARK: Steps

  /// Whether a word may begin with a scalar.
  @inline(__always)
  private func mayBegin(_ scalar: UInt32) -> Bool {
    heads[Int(scalar >> 6 & 63)] & (1 << UInt64(scalar & 63)) != 0
  }

  @inline(__always)
  private func step(_ node: Int32, _ scalar: UInt32) -> Step? {
    let step = steps[slot(node, scalar)]
    return step.key == .max ? nil : step
  }

  /// Where a step is, or the empty place where it would be.
  @inline(__always)
  private func slot(_ node: Int32, _ scalar: UInt32) -> Int {
    let key = PatternMatcher.key(node, scalar)
    var slot = PatternMatcher.hash(key) & mask
    while steps[slot].key != key, steps[slot].key != .max { slot = (slot + 1) & mask }
    return slot
  }

  @inline(__always)
  private static func key(_ node: Int32, _ scalar: UInt32) -> UInt64 {
    UInt64(UInt32(bitPattern: node)) << 32 | UInt64(scalar)
  }

  @inline(__always)
  private static func hash(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 29)
  }

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
