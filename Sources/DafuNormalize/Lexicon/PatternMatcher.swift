/// Finds all words of a lexicon in UTF-8 text or in folded scalars in one pass.
///
/// A trie over Unicode scalars. At every character of the text the trie is walked as far as it leads; in prose
/// nearly all walks end at the first or second character, so the pass is linear in the text and independent of the
/// number of words. The first step is one look into a table of pages; every node knows by a set of 64 bits which
/// characters may follow, and only where one may, the step is looked up in an open-addressing table.
public struct PatternMatcher: Sendable {
  /// One word found in the text.
  public struct Match: Hashable, Sendable {
    /// The word's index in the order in which the words were given.
    public let pattern: Int
    /// Where it stands, in UTF-8 bytes.
    public let range: Range<Int>
  }

  /// A place of the trie.
  private struct Node: Sendable, BitwiseCopyable {
    /// The characters that may follow, by six bits of each.
    var followers: UInt64 = 0
    /// The word that ends here, or -1.
    var word: Int32 = -1
  }

  /// A step from a node by a scalar.
  private struct Step: Sendable, BitwiseCopyable {
    /// The node in the upper half, the scalar in the lower; all bits for an empty place.
    var key: UInt64 = .max
    /// The node that the step leads to.
    var target: Int32 = -1
  }

  private static let root: Int32 = -1

  /// The tables. Places in them come from the tables themselves, and a step's from its mask.
  private final class Trie: @unchecked Sendable {
    let nodes: RawTable<Node>
    let steps: RawTable<Step>
    let mask: Int
    /// The page of every 256 scalars of the basic plane; page 0 is empty.
    let pages: RawTable<UInt16>
    /// The first nodes, or -1, page by page.
    let firsts: RawTable<Int32>
    /// Whether a word begins with a scalar beyond the basic plane.
    let goesBeyond: Bool

    init(nodes: [Node], steps: [Step], pages: [UInt16], firsts: [Int32], goesBeyond: Bool) {
      self.nodes = RawTable(nodes)
      self.steps = RawTable(steps)
      mask = steps.count - 1
      self.pages = RawTable(pages)
      self.firsts = RawTable(firsts)
      self.goesBeyond = goesBeyond
    }
  }

  private let trie: Trie

  /// Builds a matcher. Equal words share the index of the first; empty words are never found.
  public init(patterns: [String]) {
    self.init(words: patterns.map(\.folded))
  }

  /// Builds a matcher of folded words.
  init(words patterns: [[UInt32]]) {
    var capacity = 64
    let scalarCount = patterns.reduce(0) { $0 + $1.count }
    while capacity < scalarCount * 2 { capacity *= 2 }
    let mask = capacity - 1
    var steps = [Step](repeating: Step(), count: capacity)
    var nodes: [Node] = []
    var pages = [UInt16](repeating: 0, count: 256)
    var firsts = [Int32](repeating: -1, count: 256)
    var goesBeyond = false
    nodes.reserveCapacity(scalarCount)
    for (index, pattern) in patterns.enumerated() {
      var node = PatternMatcher.root
      for scalar in pattern {
        let key = PatternMatcher.key(node, scalar)
        var slot = PatternMatcher.hash(key) & mask
        while steps[slot].key != key, steps[slot].key != .max { slot = (slot + 1) & mask }
        if steps[slot].key == .max {
          steps[slot] = Step(key: key, target: Int32(nodes.count))
          if node != PatternMatcher.root {
            nodes[Int(node)].followers |= PatternMatcher.bit(scalar)
          } else if scalar < 0x10000 {
            let page = Int(scalar >> 8)
            if pages[page] == 0 {
              pages[page] = UInt16(firsts.count >> 8)
              firsts += [Int32](repeating: -1, count: 256)
            }
            firsts[Int(pages[page]) << 8 | Int(scalar & 255)] = Int32(nodes.count)
          } else {
            goesBeyond = true
          }
          nodes.append(Node())
        }
        node = steps[slot].target
      }
      if node != PatternMatcher.root, nodes[Int(node)].word < 0 { nodes[Int(node)].word = Int32(index) }
    }
    trie = Trie(nodes: nodes, steps: steps, pages: pages, firsts: firsts, goesBeyond: goesBeyond)
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
        let behind = position + PatternMatcher.width(bytes[position])
        var node = first(scalar)
        var cursor = position
        while node >= 0 {
          cursor += width
          let place = trie.nodes[Int(node)]
          if place.word >= 0 { body(Match(pattern: Int(place.word), range: position..<cursor)) }
          if cursor >= range.upperBound { break }
          (scalar, width) = PatternMatcher.scalar(bytes, at: cursor, end: range.upperBound)
          node = next(node, place, scalar)
        }
        position = behind
      }
    }
  }

  /// Calls `body` with every word in a range of folded scalars; the match's range counts scalars.
  @inline(__always)
  func forEachMatch(in scalars: Scalars, range: Range<Int>, _ body: (Match) -> Void) {
    var position = firstPlace(in: scalars, range)
    while position < range.upperBound {
      var node = first(scalars[position])
      var cursor = position
      while node >= 0 {
        cursor += 1
        let place = trie.nodes[Int(node)]
        if place.word >= 0 { body(Match(pattern: Int(place.word), range: position..<cursor)) }
        if cursor >= range.upperBound { break }
        node = next(node, place, scalars[cursor])
      }
      position = firstPlace(in: scalars, position + 1..<range.upperBound)
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
    let pages = trie.pages.base
    let firsts = trie.firsts.base
    let goesBeyond = trie.goesBeyond
    return scalars.withMemory(range) { memory, inside in
      var place = inside.lowerBound
      while place < inside.upperBound {
        let scalar = memory[place]
        if scalar >= 0x10000 {
          if goesBeyond { return place }
        } else if firsts[Int(pages[Int(scalar >> 8)]) << 8 | Int(scalar & 255)] >= 0 {
          return place
        }
        place &+= 1
      }
      return max(range.lowerBound, range.upperBound)
    }
  }

  /// Whether a word stands anywhere in a range of folded scalars.
  func occurs(in scalars: Scalars, _ range: Range<Int>) -> Bool {
    var position = firstPlace(in: scalars, range)
    while position < range.upperBound {
      let node = first(scalars[position])
      if node >= 0, walk(node, scalars, at: position, end: range.upperBound) != nil { return true }
      position = firstPlace(in: scalars, position + 1..<range.upperBound)
    }
    return false
  }

  /// The longest word that begins at a place in folded scalars.
  @inline(__always)
  func longest(in scalars: Scalars, at position: Int, end: Int) -> Match? {
    guard position < end else { return nil }
    let node = first(scalars[position])
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
      node = next(node, place, scalars[cursor])
    }
    return best
  }

  /// The longest word that, read from its end, ends at `edge`, and its length; words were given reversed.
  @inline(__always)
  func longestBackwards(
    in scalars: Scalars, endingAt edge: Int, from start: Int
  ) -> (pattern: Int, length: Int)? {
    guard edge > start else { return nil }
    let node = first(scalars[edge - 1])
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
      node = next(node, place, scalars[cursor])
    }
    return best
  }

  private func longest(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int, end: Int) -> Match? {
    var (scalar, width) = PatternMatcher.scalar(bytes, at: position, end: end)
    var node = first(scalar)
    var cursor = position
    var best: Match?
    while node >= 0 {
      cursor += width
      let place = trie.nodes[Int(node)]
      if place.word >= 0 { best = Match(pattern: Int(place.word), range: position..<cursor) }
      if cursor >= end { break }
      (scalar, width) = PatternMatcher.scalar(bytes, at: cursor, end: end)
      node = next(node, place, scalar)
    }
    return best
  }

  // MARK: Steps

  /// The node of the words that begin with a scalar, or -1.
  @inline(__always)
  private func first(_ scalar: UInt32) -> Int32 {
    guard scalar < 0x10000 else { return trie.goesBeyond ? step(PatternMatcher.root, scalar) : -1 }
    return trie.firsts[Int(trie.pages[Int(scalar >> 8)]) << 8 | Int(scalar & 255)]
  }

  /// The node behind another by a scalar, or -1.
  @inline(__always)
  private func next(_ node: Int32, _ place: Node, _ scalar: UInt32) -> Int32 {
    place.followers & PatternMatcher.bit(scalar) == 0 ? -1 : step(node, scalar)
  }

  private func step(_ node: Int32, _ scalar: UInt32) -> Int32 {
    let key = PatternMatcher.key(node, scalar)
    var slot = PatternMatcher.hash(key) & trie.mask
    while true {
      let step = trie.steps[slot]
      if step.key == key { return step.target }
      if step.key == .max { return -1 }
      slot = (slot + 1) & trie.mask
    }
  }

  @inline(__always)
  private static func bit(_ scalar: UInt32) -> UInt64 { 1 << UInt64((scalar ^ scalar >> 6) & 63) }

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
