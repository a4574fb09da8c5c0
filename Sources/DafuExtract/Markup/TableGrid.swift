/// Data tables: told apart from layout, and expanded to full grids.
enum TableGrid {
  /// A span wider or higher than this is a mistake of the page.
  private static let spanLimit = 200
  /// Signs before a figure: - + − 约 ↑ ↓ ±.
  private static let signs: ScalarSet = [0x2D, 0x2B, 0x2212, 0x7EA6, 0x2191, 0x2193, 0xB1]
  private static let cellLimit = 100_000

  /// The data table at a `table` element; nil if the table only arranges the page or lists metadata.
  static func dataTable(at index: Int, in tree: MarkupTree) -> SourceTable? {
    guard let parts = collect(index, in: tree) else { return nil }
    return grid(parts.rows, caption: parts.caption)
  }

  /// The grid of collected rows, spans expanded; nil if they hold no figures.
  static func grid(_ rows: [CollectedRow], caption: MappedText?) -> SourceTable? {
    guard rows.count >= 2 else { return nil }
    var table = SourceTable()
    table.caption = caption
    var carried: [Int: (text: Int, isHeader: Bool, left: Int)] = [:]
    var headRows = 0
    for row in rows {
      var cells: [SourceTable.Cell] = []
      var column = 0
      func takeCarried() {
        while let above = carried[column] {
          cells.append(.init(text: above.text, isHeader: above.isHeader, begins: false))
          carried[column] = above.left > 1 ? (above.text, above.isHeader, above.left - 1) : nil
          column += 1
        }
      }
      for cell in row.cells {
        takeCarried()
        table.texts.append(cell.piece)
        for place in 0..<cell.columns {
          cells.append(.init(text: table.texts.count - 1, isHeader: cell.isHeader, begins: place == 0))
          if cell.rows > 1 { carried[column] = (table.texts.count - 1, cell.isHeader, cell.rows - 1) }
          column += 1
        }
      }
      takeCarried()
      if row.isHead, headRows == table.rows.count { headRows += 1 }
      if !row.cells.isEmpty { table.rows.append(cells) }
    }
    let hasFigures = finish(&table, headRows: headRows)
    return hasFigures ? table : nil
  }

  /// Squares the grid, takes title rows as captions, and marks headers; false if it holds no figures.
  @discardableResult
  static func finish(_ table: inout SourceTable, headRows: Int) -> Bool {
    var headRows = headRows
    while let first = table.rows.first, table.rows.count > 2, let only = first.first?.text,
      first.allSatisfy({ $0.text == only }), first.count > 1
    {
      let text = table.texts[only].text
      if Line(text.bytes).squashed.contains("单位") && text.count < 60 {
        table.unitNote = text
      } else if table.caption == nil {
        table.caption = text
      }
      table.rows.removeFirst()
      headRows = max(0, headRows - 1)
    }
    let width = table.rows.map(\.count).max() ?? 0
    guard width >= 2, table.rows.count >= 2, width * table.rows.count <= cellLimit else { return false }
    let empty = table.texts.count
    if table.rows.contains(where: { $0.count < width }) { table.texts.append(.init(text: MappedText(), indent: 0)) }
    for row in table.rows.indices {
      while table.rows[row].count < width { table.rows[row].append(.init(text: empty, isHeader: false, begins: false)) }
    }
    markHeaders(&table, headRows: headRows)
    let body = table.rows.dropFirst(table.headerRows).flatMap { $0.filter { !$0.isHeader } }
    let filled = body.filter { !table.texts[$0.text].text.isEmpty }
    let figures = filled.filter { isFigure(table.texts[$0.text].text) }
    return !figures.isEmpty && figures.count * 10 >= filled.count * 3
  }

  private static func markHeaders(_ table: inout SourceTable, headRows: Int) {
    var header = headRows
    if header == 0 {
      header =
        table.rows.firstIndex { row in row.dropFirst().contains { isFigure(table.texts[$0.text].text) } } ?? 1
      header = min(header, table.rows.count - 1)
    }
    table.headerRows = header
    let width = table.rows.first?.count ?? 0
    var labels = 0
    while labels < width {
      let column = table.rows.dropFirst(header).map { table.texts[$0[labels].text].text }
      let figures = column.filter { isFigure($0) }.count
      let isOrdinal = labels == 0 && figures == column.count && width > 2 && isCounting(column)
      guard labels == 0 || figures == 0 || isOrdinal else { break }
      labels += 1
    }
    for row in table.rows.indices {
      for column in table.rows[row].indices where row < header || column < min(labels, width - 1) {
        table.rows[row][column].isHeader = true
      }
    }
  }

  /// 1, 2, 3 …: a column of numbers that only count the rows.
  private static func isCounting(_ column: [MappedText]) -> Bool {
    column.enumerated().allSatisfy { $1.string == String($0 + 1) }
  }

  /// A cell that holds a figure: digits first, and no year or date alone.
  static func isFigure(_ text: MappedText) -> Bool {
    let line = Line(text.bytes, limit: 90).squashed.halfWidth
    guard let first = line.first(where: { !signs.contains($0) }),
      Scalars.digit(first) != nil
    else { return false }
    return !(line.hasSuffix(anyOf: ["年", "年末", "年度", "年底", "月", "日", "季度", "月末"]) || line.count > 24)
  }

  // MARK: Collecting

  /// A cell as it stands in the source, with the columns and rows that it covers.
  struct CollectedCell {
    var piece: SpaceNormalizer.Piece
    var columns: Int
    var rows: Int
    var isHeader: Bool
  }

  /// A row as it stands in the source.
  struct CollectedRow {
    var cells: [CollectedCell]
    var isHead: Bool
  }

  private static func collect(
    _ table: Int, in tree: MarkupTree
  ) -> (rows: [CollectedRow], caption: MappedText?)? {
    var rows: [CollectedRow] = []
    var caption: MappedText?
    var isHead = false
    var headEnd = 0
    var labels = 0
    var links = 0
    var index = table + 1
    let end = tree.end(table)
    var total = 0
    while index < end {
      if index >= headEnd { isHead = false }
      switch tree.nodes[index].name {
      case HTMLName.table.id: return nil
      case HTMLName.caption.id:
        caption = SpaceNormalizer.oneLine(tree.content(of: index))
        index = tree.end(index)
        continue
      case HTMLName.thead.id:
        isHead = true
        headEnd = tree.end(index)
      case HTMLName.tr.id, HTMLName.row.id: rows.append(CollectedRow(cells: [], isHead: isHead))
      case HTMLName.td.id, HTMLName.th.id, HTMLName.cell.id, HTMLName.entry.id:
        guard let cell = cell(at: index, in: tree) else { return nil }
        if rows.isEmpty { rows.append(CollectedRow(cells: [], isHead: isHead)) }
        total += cell.columns * cell.rows
        guard total <= cellLimit else { return nil }
        if isLabel(cell.piece.text) { labels += 1 }
        if holdsLink(index, in: tree) { links += 1 }
        rows[rows.count - 1].cells.append(cell)
        index = tree.end(index)
        continue
      default: break
      }
      index += 1
    }
    rows.removeAll { $0.cells.isEmpty }
    let cells = rows.reduce(0) { $0 + $1.cells.count }
    guard labels < 2 || labels * 6 < cells, links * 3 <= cells else { return nil }
    return (rows, caption)
  }

  /// Whether a cell names a field of the metadata.
  static func isLabel(_ text: MappedText) -> Bool {
    guard text.count < 60 else { return false }
    return MetadataLabels.field(of: Line(text.bytes)) != nil
  }

  private static func holdsLink(_ index: Int, in tree: MarkupTree) -> Bool {
    tree.nodes[index..<tree.end(index)].contains { $0.traits.contains(.link) }
  }

  /// A cell; nil if it holds prose, which no cell of figures does.
  private static func cell(at index: Int, in tree: MarkupTree) -> CollectedCell? {
    var content = MappedText()
    var node = index + 1
    while node < tree.end(index) {
      if tree.isElement(node, .table) { return nil }
      if tree.nodes[node].isText {
        content.append(tree.text, tree.textRange(node))
      } else if tree.isElement(node, .p) || tree.isElement(node, .br) || tree.isElement(node, .div), !content.isEmpty {
        content.append(unmapped: CollectionOfOne(0x0A))
      }
      guard content.count <= 1500 else { return nil }
      node += 1
    }
    guard let piece = piece(of: content) else { return nil }
    return CollectedCell(
      piece: piece, columns: span("colspan", index, tree), rows: span("rowspan", index, tree),
      isHeader: tree.isElement(index, .th))
  }

  /// The normalized text of a cell; nil if it is prose.
  static func piece(of content: MappedText) -> SpaceNormalizer.Piece? {
    guard content.count <= 1500 else { return nil }
    var piece = SpaceNormalizer.block(content)
    let sentences = Line(piece.text.bytes).count { $0 == 0x3002 }
    guard sentences <= 2, piece.text.bytes.hanCount <= 200 else { return nil }
    piece.text = withoutLetterSpaces(piece.text)
    return piece
  }

  /// 合　计 is 合计: ideographs set apart one by one to fill a column.
  static func withoutLetterSpaces(_ text: MappedText) -> MappedText {
    guard text.count <= 60, text.bytes.contains(0x20) else { return text }
    let pieces = Line(text.bytes).scalars.split(separator: 0x20)
    guard pieces.count >= 2, pieces.allSatisfy({ $0.count == 1 && $0.allSatisfy(Scalars.isHan) }) else { return text }
    var joined = MappedText()
    var start = 0
    for part in text.bytes.split(separator: 0x20) {
      joined.append(text, start..<(start + part.count))
      start += part.count + 1
    }
    return joined
  }

  /// The number of columns or rows that an attribute states; 1 if it states none.
  static func span(_ name: String, _ index: Int, _ tree: MarkupTree) -> Int {
    let text = tree.attributeString(name, of: index)?.filter { $0.isNumber } ?? ""
    return limited(Int(text) ?? 1)
  }

  /// A span within reason.
  static func limited(_ span: Int) -> Int { min(max(span, 1), spanLimit) }
}

extension Line {
  fileprivate func first(where condition: (UInt32) -> Bool) -> UInt32? { scalars.first(where: condition) }
  fileprivate func count(where condition: (UInt32) -> Bool) -> Int { scalars.count(where: condition) }
}
