/// A table (w:tbl) as rows of cells, merged cells told apart.
struct WordTable {
  /// A cell and what it covers.
  struct Cell {
    var element: Int
    var columns: Int
    /// Whether it is the lower part of a cell that begins in a row above (w:vMerge).
    var continuesAbove = false
    var raw = MappedText()
    var indent = 0
  }

  /// A row.
  struct Row {
    var cells: [Cell]
    var isHead: Bool
    /// Columns left out before the first cell (w:gridBefore).
    var before = 0
  }

  private static let cellLimit = 100_000

  var rows: [Row] = []
  /// Whether no table stands in a cell.
  private(set) var isFlat = true

  init(_ table: Int, in tree: MarkupTree) {
    var index = table + 1
    while index < tree.end(table) {
      switch tree.name(index) {
      case "tr":
        if let row = WordTable.row(index, in: tree) { rows.append(row) }
        index = tree.end(index)
      case "sdt", "sdtContent", "ins", "moveTo", "customXml": index += 1
      default: index = tree.end(index)
      }
    }
    let cells = rows.flatMap(\.cells)
    for cell in cells where isFlat {
      isFlat = !((cell.element + 1)..<tree.end(cell.element)).contains { tree.name($0) == "tbl" }
    }
    rows.removeAll { $0.cells.isEmpty }
  }

  /// The paragraphs of a cell that holds no table.
  static func paragraphs(of cell: Int, in tree: MarkupTree) -> [Int] {
    var found: [Int] = []
    var index = cell + 1
    while index < tree.end(cell) {
      switch tree.name(index) {
      case "p":
        found.append(index)
        index = tree.end(index)
      case "sdt", "sdtContent", "ins", "moveTo", "customXml": index += 1
      default: index = tree.end(index)
      }
    }
    return found
  }

  private static func row(_ element: Int, in tree: MarkupTree) -> Row? {
    var row = Row(cells: [], isHead: false)
    if let properties = tree.element("trPr", of: element) {
      if tree.element("del", of: properties) != nil { return nil }
      row.isHead = WordFlag.value("tblHeader", in: properties, of: tree) ?? false
      row.before =
        tree.element("gridBefore", of: properties).flatMap { tree.attributeNumber("val", of: $0) }
        .map { min(max($0, 0), 60) } ?? 0
    }
    var index = element + 1
    while index < tree.end(element) {
      switch tree.name(index) {
      case "tc":
        append(index, to: &row, in: tree)
        index = tree.end(index)
      case "sdt", "sdtContent", "ins", "moveTo", "customXml": index += 1
      default: index = tree.end(index)
      }
    }
    return row
  }

  private static func append(_ element: Int, to row: inout Row, in tree: MarkupTree) {
    var cell = Cell(element: element, columns: 1)
    if let properties = tree.element("tcPr", of: element) {
      if tree.element("cellDel", of: properties) != nil { return }
      if let span = tree.element("gridSpan", of: properties).flatMap({ tree.attributeNumber("val", of: $0) }) {
        cell.columns = TableGrid.limited(span)
      }
      if let merge = tree.element("vMerge", of: properties) {
        cell.continuesAbove = tree.attributeString("val", of: merge) != "restart"
      }
      if let merge = tree.element("hMerge", of: properties), tree.attributeString("val", of: merge) != "restart",
        !row.cells.isEmpty
      {
        row.cells[row.cells.count - 1].columns += cell.columns
        return
      }
    }
    row.cells.append(cell)
  }

  /// The data table that this is; nil if it only arranges the page or lists metadata.
  func dataTable(placed: (MappedText) -> MappedText) -> SourceTable? {
    var starts: [[Int: Int]] = []
    for row in rows {
      var column = row.before
      var places: [Int: Int] = [:]
      for (index, cell) in row.cells.enumerated() {
        places[column] = index
        column += cell.columns
      }
      starts.append(places)
    }
    var collected: [TableGrid.CollectedRow] = []
    var total = 0
    var labels = 0
    var count = 0
    for (number, row) in rows.enumerated() {
      var cells: [TableGrid.CollectedCell] = []
      var column = row.before
      if column > 0, number > 0 || !row.cells.isEmpty {
        cells.append(.init(piece: .init(text: MappedText(), indent: 0), columns: column, rows: 1, isHeader: false))
      }
      for cell in row.cells {
        defer { column += cell.columns }
        let hasAbove = number > 0 && starts[number - 1][column] != nil
        if cell.continuesAbove, hasAbove { continue }
        var height = 1
        while number + height < rows.count, let below = starts[number + height][column],
          rows[number + height].cells[below].continuesAbove, height < 1000
        {
          height += 1
        }
        guard var piece = TableGrid.piece(of: cell.raw) else { return nil }
        piece.text = placed(piece.text)
        piece.indent += cell.indent
        total += cell.columns * height
        guard total <= WordTable.cellLimit else { return nil }
        if TableGrid.isLabel(piece.text) { labels += 1 }
        count += 1
        cells.append(.init(piece: piece, columns: cell.columns, rows: height, isHeader: false))
      }
      collected.append(.init(cells: cells, isHead: row.isHead))
    }
    guard labels < 2 || labels * 6 < count else { return nil }
    return TableGrid.grid(collected, caption: nil)
  }
}
