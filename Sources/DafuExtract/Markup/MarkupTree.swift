/// Elements and text in document order, in flat arrays: no pointers, no recursion, no C.
struct MarkupTree: Sendable {
  /// An element or a piece of text.
  struct Node: Sendable {
    /// Index into `names`; negative for text.
    let name: Int32
    /// Index of the element around it; negative at the top.
    let parent: Int32
    /// Index after the last node inside it.
    var end: Int32
    /// For text, its range in `text`; for an element, its range in `attributes`.
    let low: Int32
    var high: Int32
    /// What the attributes of an element of HTML say.
    var traits: ElementTraits = []

    var isText: Bool { name < 0 }
  }

  /// One attribute that a reader may ask for.
  struct Attribute: Sendable {
    let name: String
    let value: [UInt8]
  }

  var nodes: [Node] = []
  /// Local names as they stand; HTML names are lower-case, and those of `HTMLName` come first.
  var names: [String]
  /// The namespace of each name; none at all for HTML.
  var namespaces: [String] = []
  var attributes: [Attribute] = []
  /// All text in document order.
  var text = MappedText()

  init(names: [String] = []) { self.names = names }

  /// The local name of an element; empty for text.
  func name(_ index: Int) -> String { nodes[index].isText ? "" : names[Int(nodes[index].name)] }

  func namespace(_ index: Int) -> String {
    nodes[index].isText || namespaces.isEmpty ? "" : namespaces[Int(nodes[index].name)]
  }

  /// Whether a node of a tree of HTML is such an element.
  @inline(__always) func isElement(_ index: Int, _ name: HTMLName) -> Bool { nodes[index].name == name.id }

  func textRange(_ index: Int) -> Range<Int> { Int(nodes[index].low)..<Int(nodes[index].high) }

  func end(_ index: Int) -> Int { Int(nodes[index].end) }

  /// The value of an attribute, by lower-case name.
  func attribute(_ name: String, of index: Int) -> [UInt8]? {
    guard !nodes[index].isText else { return nil }
    return attributes[textRange(index)].first { $0.name == name }?.value
  }

  func attributeString(_ name: String, of index: Int) -> String? {
    attribute(name, of: index).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Indices of the nodes directly inside an element.
  func children(of index: Int) -> [Int] {
    var found: [Int] = []
    var child = index + 1
    while child < end(index) {
      found.append(child)
      child = end(child)
    }
    return found
  }

  /// All text inside an element, with its map, as it stands.
  func content(of index: Int) -> MappedText {
    var first: Int?
    var last = 0
    for node in index..<end(index) where nodes[node].isText {
      if first == nil { first = textRange(node).lowerBound }
      last = textRange(node).upperBound
    }
    guard let first else { return MappedText() }
    return text.slice(first..<last)
  }

  /// All text inside an element, white space at the ends removed.
  func string(of index: Int) -> String {
    SpaceNormalizer.oneLine(content(of: index)).string
  }
}
