import DafuModel

/// Cuts the elements of an XML document into blocks.
///
/// An element within running text (its parent has text of its own) is part of the line; any other element is a block.
struct XMLBlocks {
  private let tree: MarkupTree
  private let tagLimit: Int
  /// What the name of an element says of its blocks; `.skip` leaves it out.
  private let rule: (Int) -> Rule

  /// Whether an element stands in the text of the letter rather than among what the system says of it.
  private let isInBody: (Int) -> Bool

  /// What to do with an element.
  enum Rule {
    /// Nothing known: a block, or a container of blocks.
    case plain
    case role(SourceBlock.Role)
    /// A number (一、) that belongs to the next block.
    case number
    case skip
  }

  init(
    tree: MarkupTree, tagLimit: Int, isInBody: @escaping (Int) -> Bool = { _ in true }, rule: @escaping (Int) -> Rule
  ) {
    self.tree = tree
    self.tagLimit = tagLimit
    self.isInBody = isInBody
    self.rule = rule
  }

  /// Appends the blocks of the element at `root`.
  func append(_ root: Int, to reading: inout Reading) {
    var raw = MappedText()
    var number: MappedText?
    var role = SourceBlock.Role.text
    var open: [(end: Int, isMixed: Bool, role: SourceBlock.Role, isInline: Bool)] = []

    func flush() {
      defer { raw = MappedText() }
      if EmbeddedHTML.isHTML(raw), (try? EmbeddedHTML.append(raw, tagLimit: tagLimit, to: &reading)) != nil { return }
      for piece in SpaceNormalizer.paragraphs(raw) {
        var text = piece.text
        if let prefix = number {
          text = prefix
          text.append(piece.text)
          number = nil
        }
        reading.blocks.append(SourceBlock(text: text, role: role, indent: piece.indent))
      }
    }
    var index = root
    while index < tree.end(root) {
      while let last = open.last, last.end <= index {
        open.removeLast()
        if !last.isInline { flush() }
        role = open.last?.role ?? .text
      }
      if tree.nodes[index].isText {
        raw.append(tree.text, tree.textRange(index))
        index += 1
        continue
      }
      let isInline =
        index != root
        && (open.last?.isMixed == true && !isParagraph(index)
          || XMLInline.marks.contains(tree.name(index).lowercased()))
      // In a line of text a name says nothing of the line; only notes to it are left out.
      let action =
        index == root || isInline && !XMLBlocks.noteNames.contains(tree.name(index)) ? Rule.plain : rule(index)
      if isInline, XMLBlocks.footnoteNames.contains(tree.name(index)) {
        index = tree.end(index)
        continue
      }
      if case .skip = action {
        if !isInline { flush() }
        index = tree.end(index)
        continue
      }
      if !isInline, let found = XMLTable(tree: tree).found(at: index, allowsRecords: isInBody(index)) {
        flush()
        appendTable(found, to: &reading)
        index = tree.end(index)
        continue
      }
      if !isInline { flush() }
      if case .number = action {
        let text = SpaceNormalizer.oneLine(tree.content(of: index))
        if Numbering(Line(text.bytes + Array("题".utf8))) != nil { number = text }
        index = tree.end(index)
        continue
      }
      if case .role(let stated) = action { role = stated }
      open.append((tree.end(index), isInline || XMLInline.isMixed(index, in: tree), role, isInline))
      index += 1
    }
    flush()
  }

  private func appendTable(_ found: XMLTable.Found, to reading: inout Reading) {
    let table = found.table
    reading.append(table)
    for note in found.notes { reading.blocks.append(SourceBlock(text: note)) }
  }

  /// Whether an element in a line of text is a paragraph of its own: by its name, or because it ends as one.
  private func isParagraph(_ index: Int) -> Bool {
    if XMLBlocks.blockNames.contains(tree.name(index)) { return true }
    let text = SpaceNormalizer.oneLine(tree.content(of: index)).bytes
    return text.hanCount >= 40 && text.suffix(3).elementsEqual(Array("。".utf8))
  }

  private static let noteNames: Set<String> = ["note", "authorialNote"]
  private static let footnoteNames: Set<String> = ["footnote", "authorialNote", "脚注", "尾注", "endnote"]
  private static let blockNames: Set<String> = [
    "p", "para", "paragraph", "br", "div", "section", "li", "item", "tr", "table", "h1", "h2", "h3", "h4", "段", "段落",
    "条",
  ]
}
