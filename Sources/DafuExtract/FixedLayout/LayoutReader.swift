import DafuModel

/// Reads pages of placed characters: lines, columns, tables and paragraphs are found from where things stand.
struct LayoutReader {
  private let pages: [LayoutPage]
  private var builder: ParagraphBuilder
  private var tables: LayoutTables
  private var reading = Reading()

  static func reading(of pages: [LayoutPage]) -> Reading {
    var reader = LayoutReader(pages)
    reader.read()
    return reader.reading
  }

  private init(_ pages: [LayoutPage]) {
    self.pages = pages
    builder = ParagraphBuilder()
    tables = LayoutTables()
  }

  private mutating func read() {
    let ruled = pages.map { page in RuledTables.tables(of: page).filter { LayoutTables.holdsText($0, of: page) } }
    let lines = zip(pages, ruled).map { page, tables in
      TextLines.lines(
        of: page.glyphs.filter { glyph in
          !tables.contains { $0.box.contains(x: (glyph.left + glyph.right) / 2, y: glyph.middle) }
        })
    }
    let kept = PageFurniture.removed(from: lines, heights: pages.map(\.height))
    builder.measure(kept)
    for (number, page) in pages.enumerated() {
      read(page, lines: kept[number], tables: ruled[number])
    }
    finishTable()
    builder.finish(into: &reading)
    TableNotes.attach(to: &reading)
  }

  private mutating func read(_ page: LayoutPage, lines: [TextLine], tables ruled: [RuledTable]) {
    builder.beginPage(lines)
    var rest = lines[...]
    for table in ruled {
      let above = rest.prefix { $0.box.top < table.box.top }
      rest = rest.dropFirst(above.count)
      read(Array(above), on: page)
      add(table, of: page)
    }
    read(Array(rest), on: page)
  }

  private mutating func read(_ lines: [TextLine], on page: LayoutPage) {
    guard !lines.isEmpty else { return }
    for band in ReadingOrder.ordered(lines, page: page) {
      var next = 0
      for table in AlignedTables.tables(in: band) {
        add(band[next..<table.lines.lowerBound])
        add(table)
        next = table.lines.upperBound
      }
      add(band[next...])
      builder.endBand()
    }
  }

  private mutating func add(_ lines: ArraySlice<TextLine>) {
    guard !lines.isEmpty else { return }
    finishTable()
    for line in lines { builder.add(line, to: &reading) }
  }

  private mutating func add(_ table: RuledTable, of page: LayoutPage) {
    let rows = LayoutTables.rows(of: table, page: page)
    if !tables.continues(table.columnEdges) { finishTable() }
    builder.finish(into: &reading)
    tables.append(rows, edges: table.columnEdges)
  }

  private mutating func add(_ table: AlignedTables.Table) {
    let edges = table.columns.map(\.left)
    if !tables.continues(edges) { finishTable() }
    builder.finish(into: &reading)
    tables.append(LayoutTables.rows(of: table), edges: edges)
  }

  /// A table ends where anything else begins: only then is it known how many pages it takes.
  private mutating func finishTable() { tables.finish(into: &reading) }
}
