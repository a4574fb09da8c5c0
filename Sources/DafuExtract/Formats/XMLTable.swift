/// Data tables in XML: of HTML, of CALS and DocBook (OASIS Exchange Table Model), with Chinese names, and rows of any
/// names where the elements repeat.
struct XMLTable {
  let tree: MarkupTree

  /// A table with the lines that belong to it.
  struct Found {
    var table: SourceTable
    /// Remarks below the table, as the document has them.
    var notes: [MappedText] = []
  }

  /// The table at an element; nil if it is none. `allowsRecords` says whether repeated elements of unknown names may
  /// be rows: only within a text, for around it they are the system's own lists.
  func found(at index: Int, allowsRecords: Bool) -> Found? {
    if XMLTable.tableNames.contains(key(index)) { return named(index) ?? (allowsRecords ? records(index) : nil) }
    return allowsRecords ? records(index) : nil
  }

  // MARK: Tables by name

  private func named(_ table: Int) -> Found? {
    var rows: [TableGrid.CollectedRow] = []
    var caption = attribute(XMLTable.captionNames, of: table)
    var unit = attribute(XMLTable.unitNames, of: table)
    var notes: [MappedText] = []
    var columns: [String: Int] = [:]
    var headEnd = 0
    var index = table + 1
    while index < tree.end(table) {
      let end = tree.end(index)
      if tree.nodes[index].isText {
        index = end
        continue
      }
      let name = key(index)
      if XMLTable.tableNames.contains(name), name != "tgroup" { return nil }
      if XMLTable.captionNames.contains(name), rows.isEmpty, isText(index) {
        caption = SpaceNormalizer.oneLine(tree.content(of: index))
      } else if XMLTable.unitNames.contains(name), isText(index) {
        unit = SpaceNormalizer.oneLine(tree.content(of: index))
      } else if XMLTable.noteNames.contains(name) {
        let note = SpaceNormalizer.oneLine(tree.content(of: index))
        if TableNotes.isUnitNote(Line(note.bytes)) { unit = note } else { notes.append(note) }
      } else if name == "colspec" {
        if let stated = tree.attributeString("colname", of: index) {
          columns[stated] = Int(tree.attributeString("colnum", of: index) ?? "") ?? columns.count + 1
        }
      } else if isRow(index) {
        guard let cells = cells(of: index, columns: columns) else { return nil }
        if !cells.isEmpty {
          rows.append(.init(cells: cells, isHead: index < headEnd || isHead(index)))
        }
      } else {
        if XMLTable.headNames.contains(name) { headEnd = max(headEnd, end) }
        index += 1
        continue
      }
      index = end
    }
    return finished(rows, caption: caption, unit: unit, notes: notes)
  }

  private func finished(
    _ rows: [TableGrid.CollectedRow], caption: MappedText?, unit: MappedText?, notes: [MappedText] = []
  ) -> Found? {
    guard var table = TableGrid.grid(rows, caption: caption) else { return nil }
    if let unit, !unit.isEmpty {
      var note = MappedText()
      if !Line(unit.bytes).contains("单位") { note.append(unmapped: Array("单位：".utf8)) }
      note.append(unit)
      table.unitNote = note
    }
    return Found(table: table, notes: notes.filter { !$0.isEmpty })
  }

  /// A row by its name, or an element in a table that holds nothing but short texts.
  private func isRow(_ index: Int) -> Bool {
    let name = key(index)
    if XMLTable.rowNames.contains(name) { return true }
    if ["tbody", "tfoot", "tgroup", "spanspec"].contains(name) { return false }
    let inside = elements(in: index)
    return inside.count >= 2 && !hasText(index)
      && inside.allSatisfy { isText($0) && !XMLTable.rowNames.contains(key($0)) }
  }

  private func isHead(_ row: Int) -> Bool {
    if XMLTable.headNames.contains(key(row)) { return true }
    return ["type", "role", "kind", "class", "类型", "类别"].contains { name in
      guard let value = tree.attributeString(name, of: row)?.lowercased() else { return false }
      return value.contains("head") || value.contains("表头") || value.contains("标题")
    }
  }

  private func cells(of row: Int, columns: [String: Int]) -> [TableGrid.CollectedCell]? {
    var cells: [TableGrid.CollectedCell] = []
    for child in elements(in: row) {
      guard let piece = TableGrid.piece(of: tree.content(of: child)) else { return nil }
      var across = ["colspan", "跨列", "跨列数", "合并列", "列跨"].map { TableGrid.span($0, child, tree) }.max() ?? 1
      if let first = tree.attributeString("namest", of: child).flatMap({ columns[$0] }),
        let last = tree.attributeString("nameend", of: child).flatMap({ columns[$0] }), last > first
      {
        across = TableGrid.limited(last - first + 1)
      }
      var down = ["rowspan", "跨行", "跨行数", "合并行", "行跨"].map { TableGrid.span($0, child, tree) }.max() ?? 1
      if let more = tree.attributeString("morerows", of: child).flatMap({ Int($0) }), more > 0, more < 1000 {
        down = TableGrid.limited(more + 1)
      }
      cells.append(
        .init(piece: piece, columns: across, rows: down, isHeader: ["th", "表头"].contains(key(child))))
    }
    return cells.reduce(0, { $0 + $1.columns * $1.rows }) <= 100_000 ? cells : nil
  }

  // MARK: Tables by repetition

  /// Equal elements one after another, each with as many short texts: rows. Where the texts have names of their own
  /// in Chinese, the names head the columns.
  private func records(_ parent: Int) -> Found? {
    let children = elements(in: parent)
    let titles = children.prefix { XMLTable.captionNames.contains(key($0)) || XMLTable.unitNames.contains(key($0)) }
    let rows = children[titles.count...]
    guard rows.count >= 2, rows.count <= 5000, !hasText(parent), let first = rows.first,
      rows.allSatisfy({ key($0) == key(first) && !hasText($0) })
    else { return nil }
    let names = elements(in: first).map { tree.name($0) }
    guard names.count >= 2, names.count <= 60 else { return nil }
    var collected: [TableGrid.CollectedRow] = []
    for row in rows {
      let inside = elements(in: row)
      guard inside.map({ tree.name($0) }) == names, inside.allSatisfy({ isText($0) }),
        let cells = cells(of: row, columns: [:]), cells.allSatisfy({ isShort($0.piece.text) })
      else { return nil }
      collected.append(.init(cells: cells, isHead: false))
    }
    if let head = heading(names, above: collected[0]) { collected.insert(head, at: 0) }
    let caption = titles.first { XMLTable.captionNames.contains(key($0)) }
    let unit = titles.first { XMLTable.unitNames.contains(key($0)) }
    return finished(
      collected, caption: caption.map { SpaceNormalizer.oneLine(tree.content(of: $0)) },
      unit: unit.map { SpaceNormalizer.oneLine(tree.content(of: $0)) })
  }

  private func heading(_ names: [String], above row: TableGrid.CollectedRow) -> TableGrid.CollectedRow? {
    guard Set(names).count == names.count, names.allSatisfy({ Line($0).scalars.contains(where: Scalars.isHan) }) else {
      return nil
    }
    let cells = zip(names, row.cells).map { name, cell in
      var text = MappedText()
      text.append(Array(name.utf8), replacing: cell.piece.text.isEmpty ? nil : cell.piece.text.source(of: 0))
      return TableGrid.CollectedCell(piece: .init(text: text, indent: 0), columns: 1, rows: 1, isHeader: true)
    }
    return .init(cells: cells, isHead: true)
  }

  private func isShort(_ text: MappedText) -> Bool {
    text.bytes.hanCount <= 24 && !Line(text.bytes).contains(scalar: 0x3002)
  }

  // MARK: Elements

  private func elements(in index: Int) -> [Int] { tree.children(of: index).filter { !tree.nodes[$0].isText } }
  private func isText(_ index: Int) -> Bool { XMLInline.holdsText(index, in: tree) }
  private func hasText(_ index: Int) -> Bool { XMLInline.isMixed(index, in: tree) }
  private func key(_ index: Int) -> String { tree.name(index).lowercased() }

  private func attribute(_ names: Set<String>, of index: Int) -> MappedText? {
    for name in names.sorted() {
      guard let value = tree.attribute(name, of: index), !value.isEmpty, value.count <= 300 else { continue }
      var text = MappedText()
      text.append(unmapped: value)
      return text
    }
    return nil
  }

  private static let tableNames: Set<String> = [
    "table", "informaltable", "tgroup", "datatable", "grid", "表格", "表", "数据表", "统计表", "附表",
  ]
  private static let rowNames: Set<String> = [
    "tr", "row", "tablerow", "record", "headerrow", "行", "表行", "数据行", "记录", "表头行", "标题行",
  ]
  private static let headNames: Set<String> = ["thead", "header", "head", "headerrow", "表头", "表头行", "标题行"]
  private static let captionNames: Set<String> = ["title", "caption", "标题", "表题", "表名", "题注", "表标题"]
  private static let unitNames: Set<String> = ["unit", "units", "单位", "单位说明", "计量单位", "单位注"]
  private static let noteNames: Set<String> = ["note", "notes", "tablenote", "注", "附注", "表注", "备注", "说明"]
}

/// Which elements of XML are part of a line of text.
enum XMLInline {
  /// Whether an element has text of its own beside its child elements.
  static func isMixed(_ index: Int, in tree: MarkupTree) -> Bool {
    var child = index + 1
    while child < tree.end(index) {
      if tree.nodes[child].isText, tree.text.bytes[tree.textRange(child)].contains(where: { $0 > 0x20 }) { return true }
      child = tree.end(child)
    }
    return false
  }

  /// Whether all that an element holds is one text: no elements, text around them, or marks of type alone.
  static func holdsText(_ index: Int, in tree: MarkupTree) -> Bool {
    var child = index + 1
    var isMarked = true
    while child < tree.end(index) {
      if tree.nodes[child].isText {
        if tree.text.bytes[tree.textRange(child)].contains(where: { $0 > 0x20 }) { return true }
      } else if !marks.contains(tree.name(child).lowercased()) {
        isMarked = false
      }
      child = tree.end(child)
    }
    return isMarked
  }

  /// Marks of type, which are inline wherever they stand.
  static let marks: Set<String> = [
    "b", "i", "u", "s", "em", "strong", "emphasis", "sup", "sub", "span", "font", "small", "mark", "phrase", "hi", "q",
    "a", "ulink", "加粗", "粗体", "强调", "上标", "下标",
  ]
}
