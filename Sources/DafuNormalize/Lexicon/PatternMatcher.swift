/// Finds all words of a lexicon in UTF-8 text in one pass.
///
/// A trie over Unicode scalars. At every character of the text the trie is walked as far as it leads; in prose
/// nearly all walks end at the first or second character, so the pass is linear in the text and independent of the
/// number of words. Transitions live in one open-addressing table, the first step in a direct table.
public struct PatternMatcher: Sendable {
  /// One word found in the text.
  public struct Match: Hashable, Sendable {
    /// The word's index in the order in which the words were given.
    public let pattern: Int
    /// Where it stands, in UTF-8 bytes.
    public let range: Range<Int>
  }

  private var keys: [UInt64]
  private var targets: [Int32]
  private let mask: Int
  private var first: [Int32]
  /// The word that ends at a node, or -1.
  private var words: [Int32]

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
    keys = [UInt64](repeating: .max, count: capacity)
    targets = [Int32](repeating: 0, count: capacity)
    first = [Int32](repeating: -1, count: 0x10000)
    words = []
    for (index, pattern) in patterns.enumerated() {
      var node: Int32 = -1
      for scalar in pattern { node = child(of: node, scalar, create: true) }
      if node >= 0, words[Int(node)] < 0 { words[Int(node)] = Int32(index) }
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
        var node: Int32 = -1
        var cursor = position
        while cursor < range.upperBound {
          let (scalar, width) = PatternMatcher.scalar(bytes, at: cursor, end: range.upperBound)
          node = lookup(node, scalar)
          if node < 0 { break }
          cursor += width
          let word = words[Int(node)]
          if word >= 0 { body(Match(pattern: Int(word), range: position..<cursor)) }
        }
        position += PatternMatcher.width(bytes[position])
      }
    }
  }

  /// Calls `body` with every word in a range of folded scalars; the match's range counts scalars.
  func forEachMatch(in scalars: [UInt32], range: Range<Int>, _ body: (Match) -> Void) {
    var position = range.lowerBound
    while position < range.upperBound {
      var node: Int32 = -1
      var cursor = position
      while cursor < range.upperBound {
        node = lookup(node, scalars[cursor])
        if node < 0 { break }
        cursor += 1
        let word = words[Int(node)]
        if word >= 0 { body(Match(pattern: Int(word), range: position..<cursor)) }
      }
      position += 1
    }
  }

  /// The longest word that begins at a place in folded scalars.
  func longest(in scalars: [UInt32], at position: Int, end: Int) -> Match? {
    var node: Int32 = -1
    var cursor = position
    var best: Match?
    while cursor < end {
      node = lookup(node, scalars[cursor])
      if node < 0 { break }
      cursor += 1
      let word = words[Int(node)]
      if word >= 0 { best = Match(pattern: Int(word), range: position..<cursor) }
    }
    return best
  }

  /// The index of the longest word that, read from its end, ends at `edge`; words were given reversed.
  func longestBackwards(in scalars: [UInt32], endingAt edge: Int, from start: Int) -> Int? {
    var node: Int32 = -1
    var cursor = edge
    var best: Int?
    while cursor > start {
      node = lookup(node, scalars[cursor - 1])
      if node < 0 { break }
      cursor -= 1
      let word = words[Int(node)]
      if word >= 0 { best = Int(word) }
    }
    return best
  }

  private func longest(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int, end: Int) -> Match? {
    var node: Int32 = -1
    var cursor = position
    var best: Match?
    while cursor < end {
      let (scalar, width) = PatternMatcher.scalar(bytes, at: cursor, end: end)
      node = lookup(node, scalar)
      if node < 0 { break }
      cursor += width
      let word = words[Int(node)]
      if word >= 0 { best = Match(pattern: Int(word), range: position..<cursor) }
    }
    return best
  }

  @inline(__always)
  private func lookup(_ node: Int32, _ scalar: UInt32) -> Int32 {
    if node < 0 { return scalar < 0x10000 ? first[Int(scalar)] : -1 }
    let key = UInt64(UInt32(bitPattern: node)) << 32 | UInt64(scalar)
    var slot = PatternMatcher.hash(key) & mask
    while keys[slot] != .max {
      if keys[slot] == key { return targets[slot] }
      slot = (slot + 1) & mask
    }
    return -1
  }

  private mutating func child(of node: Int32, _ scalar: UInt32, create: Bool) -> Int32 {
    let existing = lookup(node, scalar)
    if existing >= 0 || !create { return existing }
    if node < 0 && scalar >= 0x10000 { return -1 }
    let fresh = Int32(words.count)
    words.append(-1)
    if node < 0 {
      first[Int(scalar)] = fresh
      return fresh
    }
    let key = UInt64(UInt32(bitPattern: node)) << 32 | UInt64(scalar)
    var slot = PatternMatcher.hash(key) & mask
    while keys[slot] != .max { slot = (slot + 1) & mask }
    keys[slot] = key
    targets[slot] = fresh
    return fresh
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
