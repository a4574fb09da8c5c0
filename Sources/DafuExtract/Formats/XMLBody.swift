/// Finds the letter's text in a document whose element names do not tell it: by where its prose stands.
enum XMLBody {
  /// The nodes of the text: from the first child with prose, of the innermost element that holds nearly all prose, to
  /// the last. Nil if there is no prose. `isField` says which elements are labelled values.
  static func range(in root: Int, of tree: MarkupTree, isField: (Int) -> Bool) -> Range<Int>? {
    let prose = paragraphs(in: root, of: tree)
    let total = prose.reduce(0) { $0 + $1.weight }
    guard total > 0 else { return nil }
    let opening = prose.first { OpeningParagraph.matches(Line(tree.content(of: $0.index).bytes, limit: 3000)) }?.index
    /// Of all prose, how much stands in an element.
    func weight(_ index: Int) -> Int {
      prose.reduce(0) { $0 + ($1.index >= index && $1.index < tree.end(index) ? $1.weight : 0) }
    }
    var holder = root
    func holdsText(_ index: Int) -> Bool {
      let share = weight(index) * 100 / total
      // A summary among the fields may be prose too.
      return share >= 95 || share >= 85 && opening.map { $0 >= index && $0 < tree.end(index) } ?? false
    }
    while let inner = elements(in: holder, of: tree).first(where: holdsText),
      !prose.contains(where: { $0.index == inner })
    {
      holder = inner
    }
    let children = elements(in: holder, of: tree)
    let filled = children.indices.filter { weight(children[$0]) > 0 }
    guard var first = filled.first, var last = filled.last else { return nil }
    let name = tree.name(children[first])
    // The salutation above the first paragraph, the signature below the last.
    while first > 0, !isField(children[first - 1]), XMLInline.holdsText(children[first - 1], in: tree) {
      let line = Line(tree.content(of: children[first - 1]).bytes, limit: 600)
      guard tree.name(children[first - 1]) == name || SalutationSplit.isSalutation(line.trimmed) else { break }
      first -= 1
    }
    while last + 1 < children.count, !isField(children[last + 1]) { last += 1 }
    return children[first]..<tree.end(children[last])
  }

  private static func elements(in index: Int, of tree: MarkupTree) -> [Int] {
    tree.children(of: index).filter { !tree.nodes[$0].isText }
  }

  /// Elements that hold a sentence and no other element but inline ones.
  private static func paragraphs(in root: Int, of tree: MarkupTree) -> [(index: Int, weight: Int)] {
    var found: [(index: Int, weight: Int)] = []
    var index = root
    while index < tree.end(root) {
      guard !tree.nodes[index].isText, XMLInline.holdsText(index, in: tree) else {
        index += 1
        continue
      }
      let content = tree.content(of: index).bytes
      let weight = content.hanCount
      let line = Line(content, limit: 3000)
      if weight >= 8, line.scalars.contains(where: Mark.sentenceEnd.contains) || OpeningParagraph.matches(line) {
        found.append((index, weight))
      }
      index = tree.end(index)
    }
    return found
  }
}
