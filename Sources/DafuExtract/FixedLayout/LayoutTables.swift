/// Collects the rows of a table over the pages that it takes.
struct LayoutTables {
  private var rows: [[LayoutCell]] = []
  private var edges: [Int] = []

  /// A cell with its text, before it is known whether it holds prose.
  struct LayoutCell {
    var text: MappedText
    var columns: Int
    var rows: Int
    var left: Int?
    var size: Int
  }

  static func holdsText(_ table: RuledTable, of page: LayoutPage) -> Bool {
    page.glyphs.count { table.box.contains(x: ($0.left + $0.right) / 2, y: $0.middle) && !Scalars.isSpace($0.scalar) }
      >= 4
  }

  /// The rows of a ruled table.
  static func rows(of table: RuledTable, page: LayoutPage) -> [[LayoutCell]] {
    let inside = page.glyphs.filter { table.box.contains(x: ($0.left + $0.right) / 2, y: $0.middle) }
    var owned = [[Glyph]](repeating: [], count: table.cells.count)
    var places: [Int: [Int]] = [:]
    for (index, cell) in table.cells.enumerated() { places[cell.row, default: []].append(index) }
    for glyph in inside {
      let x = (glyph.left + glyph.right) / 2
      if let index = table.cells.firstIndex(where: { $0.box.contains(x: x, y: glyph.middle) }) {
        owned[index].append(glyph)
      }
    }
    return (0..<table.rowCount).map { row in
      (places[row] ?? []).map { index in
        let lines = TextLines.lines(of: owned[index])
        return LayoutCell(
          text: text(of: lines), columns: table.cells[index].columns, rows: table.cells[index].rows,
          left: lines.first?.box.left, size: lines.first?.size ?? 1)
      }
    }
  }

  /// The rows of a table by alignment.
  static func rows(of table: AlignedTables.Table) -> [[LayoutCell]] {
    table.rows.map { row in
      row.map { part in
        LayoutCell(
          text: part?.text ?? MappedText(), columns: 1, rows: 1, left: part?.box.left, size: part?.size ?? 1)
      }
    }
  }

  private static func text(of lines: [TextLine]) -> MappedText {
    var text = MappedText()
    for line in lines {
      if !text.isEmpty { text.append(unmapped: CollectionOfOne(0x0A)) }
      text.append(line.text)
    }
    return text
  }

  /// Whether a table with these columns goes on with the one that is open.
  func continues(_ other: [Int]) -> Bool {
    guard !rows.isEmpty, edges.count == other.count else { return false }
    return zip(edges, other).allSatisfy { abs($0 - $1) < 800 }
  }

  mutating func append(_ more: [[LayoutCell]], edges: [Int]) {
    var more = more[...]
    // The head is printed again on every page.
    if let first = rows.first, let again = more.first, !rows.isEmpty,
      first.map(\.text.bytes) == again.map(\.text.bytes), rows.count > 1
    {
      var same = 0
      while same < rows.count, let next = more.first, next.map(\.text.bytes) == rows[same].map(\.text.bytes) {
        more.removeFirst()
        same += 1
      }
    }
    rows += more
    self.edges = edges
  }

  /// Ends the table that is open: rows of figures, or the cells' texts where it only arranges the page.
  mutating func finish(into reading: inout Reading) {
    guard !rows.isEmpty else { return }
    let finished = rows
    rows = []
    edges = []
    if let table = dataTable(finished) {
      reading.append(table)
      return
    }
    for cell in finished.flatMap({ $0 }) {
      for piece in SpaceNormalizer.paragraphs(cell.text) { reading.blocks.append(SourceBlock(text: piece.text)) }
    }
  }

  private func dataTable(_ rows: [[LayoutCell]]) -> SourceTable? {
    let indents = firstColumnIndents(rows)
    var collected: [TableGrid.CollectedRow] = []
    var labels = 0
    var count = 0
    for (number, row) in rows.enumerated() {
      var cells: [TableGrid.CollectedCell] = []
      for (place, cell) in row.enumerated() {
        guard var piece = TableGrid.piece(of: cell.text) else { return nil }
        if place == 0 { piece.indent = max(piece.indent, indents[number]) }
        if TableGrid.isLabel(piece.text) { labels += 1 }
        count += 1
        cells.append(
          .init(
            piece: piece, columns: TableGrid.limited(cell.columns), rows: TableGrid.limited(cell.rows), isHeader: false)
        )
      }
      collected.append(.init(cells: cells, isHead: false))
    }
    guard labels < 2 || labels * 6 < count else { return nil }
    return TableGrid.grid(collected, caption: nil)
  }

  /// How far the labels of a column that is set flush left are indented, in characters.
  private func firstColumnIndents(_ rows: [[LayoutCell]]) -> [Int] {
    let lefts = rows.dropFirst().compactMap { $0.first?.left }
    guard let least = lefts.min() else { return rows.map { _ in 0 } }
    let size = rows.compactMap { $0.first?.size }.max() ?? 1
    let steps = rows.map { row in row.first?.left.map { ($0 - least) * 10 / max(size, 1) } ?? 0 }
    // Set in the middle, labels begin anywhere; indents are whole characters.
    let isFlush = lefts.count { ($0 - least) * 10 < size * 3 } * 2 >= lefts.count
    let isWhole = steps.dropFirst().allSatisfy { $0 % 10 <= 3 || $0 % 10 >= 7 }
    return isFlush && isWhole ? steps.map { max(0, min(($0 + 5) / 10, 20)) } : rows.map { _ in 0 }
  }
}
