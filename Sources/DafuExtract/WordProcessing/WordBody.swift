/// Walks the body of a document and cuts it into the blocks that pages of the web are cut into.
struct WordBody {
  /// How deep tables, text boxes and content controls may stand in one another.
  private static let depthLimit = 60

  private let tree: MarkupTree
  private let styles: WordStyles
  private let hasPlaces: Bool
  private let note: (WordNote) -> [MappedText]
  private var numbering: WordNumbering
  private var reader: WordParagraphReader
  private(set) var page = PageBlocks()
  /// A paragraph whose end is deleted: the next one goes on with it.
  private var merged: [WordParagraph.Piece] = []
  private var depth = 0

  /// Prepares a walk; `note` gives the paragraphs of a note.
  init(
    tree: MarkupTree, styles: WordStyles, numbering: WordNumbering, hasPlaces: Bool = true,
    note: @escaping (WordNote) -> [MappedText] = { _ in [] }
  ) {
    self.tree = tree
    self.styles = styles
    self.numbering = numbering
    self.hasPlaces = hasPlaces
    self.note = note
    reader = WordParagraphReader(tree: tree, styles: styles)
  }

  /// Appends the blocks of all that is inside an element.
  mutating func walk(_ container: Int) throws(ReadFailure) {
    guard depth < WordBody.depthLimit else {
      throw ReadFailure(.malformed, "Its tables and text boxes nest more than \(WordBody.depthLimit) deep.")
    }
    depth += 1
    defer { depth -= 1 }
    for element in tree.elements(of: container) { try visit(element) }
  }

  private mutating func visit(_ element: Int) throws(ReadFailure) {
    switch tree.name(element) {
    case "p": try append(paragraph: element, isCell: false)
    case "tbl": try append(table: element)
    case "sdt":
      if let properties = tree.element("sdtPr", of: element), tree.element("docPartObj", of: properties) != nil,
        tree.string(of: element).isEmpty
      {
        return
      }
      if let content = tree.element("sdtContent", of: element) { try walk(content) }
    case "AlternateContent":
      if let chosen = tree.element("Choice", of: element) ?? tree.element("Fallback", of: element) { try walk(chosen) }
    case "ins", "moveTo", "customXml", "smartTag", "sdtContent", "txbxContent", "bdo", "dir": try walk(element)
    default: break
    }
  }

  // MARK: Paragraphs

  private mutating func append(paragraph: Int, isCell: Bool) throws(ReadFailure) {
    var made = reader.read(paragraph)
    number(&made)
    if made.properties.isMergedWithNext {
      merged += made.pieces
    } else {
      if !merged.isEmpty {
        join(&merged, with: made.pieces)
        made.pieces = merged
        merged = []
      }
      appendPieces(made, isCell: isCell)
    }
    try appendAttached(made.boxes, made.notes)
  }

  private func join(_ pieces: inout [WordParagraph.Piece], with more: [WordParagraph.Piece]) {
    for (place, piece) in more.enumerated() {
      if place == 0, let last = pieces.indices.last, !pieces[last].endsWithBreak {
        pieces[last].raw.append(piece.raw)
        pieces[last].strongInk += piece.strongInk
        pieces[last].endsWithBreak = piece.endsWithBreak
      } else {
        pieces.append(piece)
      }
    }
  }

  /// Puts the number that the word processor shows in front of an item.
  private mutating func number(_ made: inout WordParagraph) {
    let properties = made.properties
    guard let list = properties.list ?? styles.value(\.list, of: properties.style), list != "0" else { return }
    let level =
      properties.listLevel ?? properties.style.flatMap { numbering.level(ofStyle: $0, list: list) }
      ?? styles.value(\.listLevel, of: properties.style) ?? 0
    guard let text = numbering.next(list: list, level: level), !text.isEmpty, let first = made.pieces.first,
      first.raw.bytes.contains(where: { $0 > 0x20 })
    else { return }
    var raw = MappedText()
    raw.append(unmapped: Array(text.utf8))
    raw.append(first.raw)
    made.pieces[0].raw = raw
    if first.strongInk > 0 { made.pieces[0].strongInk += text.utf8.count }
  }

  private mutating func appendPieces(_ made: WordParagraph, isCell: Bool) {
    let rank =
      styles.headingRank(of: made.properties.style) ?? made.properties.outline.flatMap { $0 < 6 ? $0 + 1 : nil }
    if styles.isContents(made.properties.style) || reader.isInContents && isContentsLine(made) { return }
    var pieces = made.pieces
    if rank != nil {
      // A heading broken into lines is one heading.
      var whole = WordParagraph.Piece()
      for piece in pieces {
        if !whole.raw.isEmpty { whole.raw.append(unmapped: CollectionOfOne(0x0A)) }
        whole.raw.append(piece.raw)
        whole.strongInk += piece.strongInk
      }
      pieces = [whole]
    }
    let indent = made.properties.indent ?? styles.value(\.firstLine, of: made.properties.style) ?? 0
    for (place, piece) in pieces.enumerated() {
      let ink = max(1, piece.raw.bytes.count { $0 > 0x20 })
      let parts = SpaceNormalizer.paragraphs(piece.raw)
      for part in parts {
        var block = PageBlock(text: placed(part.text))
        block.indent = part.indent + (place == 0 ? indent : 0)
        block.headingRank = rank ?? 0
        block.isStrong = piece.strongInk * 10 >= ink * 9
        block.endsWithBreak = piece.endsWithBreak
        block.isCell = isCell
        page.blocks.append(block)
      }
      if parts.isEmpty, isCell {
        var block = PageBlock(text: MappedText())
        block.isCell = true
        page.blocks.append(block)
      }
    }
  }

  /// A line of a table of contents: text, a tab, a page.
  private func isContentsLine(_ made: WordParagraph) -> Bool {
    guard let last = made.pieces.last, let tab = last.raw.bytes.lastIndex(of: 0x09) else { return false }
    let page = last.raw.bytes[(tab + 1)...]
    return !page.isEmpty && page.allSatisfy { (0x30...0x39).contains($0) }
  }

  private func placed(_ text: MappedText) -> MappedText {
    guard !hasPlaces else { return text }
    var plain = MappedText()
    plain.append(unmapped: text.bytes)
    return plain
  }

  /// Text boxes and notes follow the paragraph or the table that they belong to.
  private mutating func appendAttached(_ boxes: [Int], _ notes: [WordNote]) throws(ReadFailure) {
    for box in boxes { try walk(box) }
    for note in notes {
      for text in self.note(note) { page.blocks.append(PageBlock(text: text)) }
    }
  }

  // MARK: Tables

  private mutating func append(table element: Int) throws(ReadFailure) {
    var grid = WordTable(element, in: tree)
    var boxes: [Int] = []
    var notes: [WordNote] = []
    if grid.isFlat {
      for row in grid.rows.indices {
        for cell in grid.rows[row].cells.indices where !grid.rows[row].cells[cell].continuesAbove {
          var raw = MappedText()
          for paragraph in WordTable.paragraphs(of: grid.rows[row].cells[cell].element, in: tree) {
            var made = reader.read(paragraph)
            number(&made)
            if !raw.isEmpty { raw.append(unmapped: CollectionOfOne(0x0A)) }
            if raw.isEmpty, let indent = made.properties.indent, indent > 0 {
              grid.rows[row].cells[cell].indent = indent
            }
            for piece in made.pieces {
              raw.append(piece.raw)
              if piece.endsWithBreak { raw.append(unmapped: CollectionOfOne(0x0A)) }
            }
            boxes += made.boxes
            notes += made.notes
          }
          grid.rows[row].cells[cell].raw = raw
        }
      }
      if let table = grid.dataTable(placed: placed) {
        append(table)
        try appendAttached(boxes, notes)
        return
      }
    }
    // A table that only arranges the page: its cells one after the other.
    for row in grid.rows {
      for cell in row.cells where !cell.continuesAbove {
        if grid.isFlat {
          appendCell(cell)
        } else {
          try walk(cell.element)
        }
      }
    }
    if grid.isFlat { try appendAttached(boxes, notes) }
  }

  private mutating func appendCell(_ cell: WordTable.Cell) {
    var start = 0
    var lines: [MappedText] = []
    for (place, byte) in cell.raw.bytes.enumerated() where byte == 0x0A {
      lines.append(cell.raw.slice(start..<place))
      start = place + 1
    }
    lines.append(cell.raw.slice(start..<cell.raw.count))
    for line in lines {
      let parts = SpaceNormalizer.paragraphs(line)
      for part in parts.isEmpty ? [.init(text: MappedText(), indent: 0)] : parts {
        var block = PageBlock(text: placed(part.text))
        block.indent = part.indent
        block.isCell = true
        page.blocks.append(block)
      }
    }
  }

  private mutating func append(_ table: SourceTable) {
    var table = table
    let number = page.tables.count
    let caption = table.caption
    table.caption = nil
    for note in [caption, table.unitNote].compactMap(\.self) {
      var block = PageBlock(text: note)
      block.isCaption = true
      page.blocks.append(block)
    }
    for (row, cells) in table.rows.enumerated() {
      var text = MappedText()
      for (place, cell) in cells.filter(\.begins).enumerated() {
        if place > 0 { text.append(unmapped: CollectionOfOne(0x09)) }
        text.append(table.texts[cell.text].text)
      }
      var block = PageBlock(text: text)
      block.table = number
      block.row = row
      page.blocks.append(block)
    }
    table.caption = caption
    page.tables.append(table)
  }
}
