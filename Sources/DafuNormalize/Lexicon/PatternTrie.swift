/// The tables of a `PatternMatcher`. Places in them come from the tables themselves, and a step's from its mask.
///
/// They are filled where they stay: a start builds a dozen of them, of up to a hundred thousand characters.
final class PatternTrie: @unchecked Sendable {
  /// A place of the trie.
  struct Node: BitwiseCopyable {
    /// The characters that may follow, by six bits of each.
    var followers: UInt64 = 0
    /// The word that ends here, or -1.
    var word: Int32 = -1
  }

  /// A step from a node by a scalar.
  private struct Step: BitwiseCopyable {
    /// The node in the upper half, the scalar in the lower; 0 for an empty place.
    var key: UInt64 = 0
    /// The node that the step leads to.
    var target: Int32 = 0
  }

  static let root: Int32 = -1

  let nodes: RawTable<Node>
  private let steps: RawTable<Step>
  private let mask: Int
  /// Of every scalar of the basic plane the node of the words that begin with it, counted from 1, or 0: in blocks of 256, of
  /// which the first stands for all scalars with which no word begins. One table of all scalars would take much more memory
  /// than is ever looked at, and a start would wait for it.
  private let firsts: RawTable<Int32>
  private let blocks: RawTable<UInt16>
  private var blockCount = 1
  /// A bit for every scalar of the basic plane with which a word begins.
  let heads: RawTable<UInt64>
  private var nodeCount = 0

  /// Creates a trie with room for words of so many scalars together.
  init(scalars: Int) {
    nodes = RawTable(capacity: scalars)
    // Words share beginnings, mostly a half of their characters: there are always free places.
    var capacity = 64
    while capacity < scalars + scalars / 8 { capacity *= 2 }
    steps = RawTable(zeroed: capacity)
    mask = capacity - 1
    blocks = RawTable(zeroed: 0x100)
    firsts = RawTable(capacity: 0x101 << 8)
    firsts.base.initialize(repeating: 0, count: 0x100)
    heads = RawTable(zeroed: 0x10000 / 64)
  }

  // MARK: Building

  /// The node behind another by a scalar, which is made where there is none.
  @inline(__always)
  func extend(_ node: Int32, by scalar: UInt32) -> Int32 {
    if node == PatternTrie.root, scalar < 0x10000 {
      let block = Int(scalar >> 8)
      if blocks[block] == 0 {
        blocks.base[block] = UInt16(blockCount)
        (firsts.base + (blockCount << 8)).initialize(repeating: 0, count: 0x100)
        blockCount += 1
      }
      let place = place(of: scalar)
      if firsts[place] == 0 {
        firsts.base[place] = append() + 1
        heads.base[Int(scalar >> 6)] |= 1 << UInt64(scalar & 63)
      }
      return firsts[place] - 1
    }
    let key = PatternTrie.key(node, scalar)
    var slot = PatternTrie.hash(key) & mask
    while steps[slot].key != key {
      if steps[slot].key == 0 {
        if node != PatternTrie.root { nodes.base[Int(node)].followers |= PatternTrie.bit(scalar) }
        steps.base[slot] = Step(key: key, target: append())
      } else {
        slot = (slot + 1) & mask
      }
    }
    return steps[slot].target
  }

  /// Takes note that a word ends at a node, unless another does.
  func end(_ word: Int, at node: Int32) {
    if node != PatternTrie.root, nodes[Int(node)].word < 0 { nodes.base[Int(node)].word = Int32(word) }
  }

  private func append() -> Int32 {
    nodes.base[nodeCount] = Node()
    nodeCount += 1
    return Int32(nodeCount - 1)
  }

  // MARK: Walking

  /// The node of the words that begin with a scalar, or -1.
  @inline(__always)
  func first(_ scalar: UInt32) -> Int32 {
    scalar < 0x10000 ? firsts[place(of: scalar)] - 1 : step(PatternTrie.root, scalar)
  }

  @inline(__always)
  private func place(of scalar: UInt32) -> Int { Int(blocks[Int(scalar >> 8)]) << 8 | Int(scalar & 0xFF) }

  /// The node behind another by a scalar, or -1.
  @inline(__always)
  func next(_ node: Int32, _ place: Node, _ scalar: UInt32) -> Int32 {
    place.followers & PatternTrie.bit(scalar) == 0 ? -1 : step(node, scalar)
  }

  private func step(_ node: Int32, _ scalar: UInt32) -> Int32 {
    let key = PatternTrie.key(node, scalar)
    var slot = PatternTrie.hash(key) & mask
    while true {
      let step = steps[slot]
      if step.key == key { return step.target }
      if step.key == 0 { return -1 }
      slot = (slot + 1) & mask
    }
  }

  @inline(__always)
  private static func bit(_ scalar: UInt32) -> UInt64 { 1 << UInt64((scalar ^ scalar >> 6) & 63) }

  /// Never 0: the root counts as 1.
  @inline(__always)
  private static func key(_ node: Int32, _ scalar: UInt32) -> UInt64 {
    UInt64(UInt32(bitPattern: node &+ 2)) << 32 | UInt64(scalar)
  }

  @inline(__always)
  private static func hash(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 29)
  }
}
