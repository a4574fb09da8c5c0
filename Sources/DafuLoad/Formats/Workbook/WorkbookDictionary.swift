/// The sheets that explain the workbook: what was left out, what every column means, what every code means.
enum WorkbookDictionary {
  /// What a sheet shows of its table.
  struct Note {
    let table: String
    let rows: Int
    let shown: Int
    let cutCells: Int
  }

  private static let header = WorkbookFormat(isHeader: true)
  private static let wrapped = WorkbookFormat(wraps: true)

  /// A column's Chinese meaning up to its first comma or bracket: short enough for a header.
  static func label(of column: Column) -> String {
    String(column.chinese.prefix { $0 != "，" && $0 != "（" && $0 != "；" })
  }

  /// Writes the dictionary.
  static func write(_ content: ReleaseContent, notes: [Note], to sheet: WorkbookSheet) throws {
    let options = content.release.options
    var row = 0
    func line(_ texts: [String], _ format: WorkbookFormat = .init(), widens: Bool = false) throws {
      for (column, text) in texts.enumerated() {
        try sheet.write(text, row: row, column: column, format, widens: widens)
      }
      row += 1
    }
    try line([options.title], WorkbookFormat(isTitle: true))
    try line([options.description])
    try line(["数据集 dataset", options.dataset])
    try line(["版本 version", content.version])
    if let licence = options.licence { try line(["许可 licence", licence.name]) }
    for text in statements(notes) { try line([text]) }
    row += 1

    let first = row
    let titles = ["表 table", "列 column", "含义", "meaning", "类型 type", "主键 key", "必填 required", "取值 values"]
    try line(titles, header, widens: true)
    for content in content.release.tables {
      let table = content.table
      for column in table.columns {
        let values = column.categories.map { "\($0.value) \($0.chinese) \($0.english)" }.joined(separator: "\n")
        let cells = [
          table.name, column.name, column.chinese, column.english, column.kind.rawValue,
          table.key.contains(column.name) ? "✓" : "", column.isRequired ? "✓" : "", values,
        ]
        try line(cells, wrapped, widens: true)
      }
    }
    try sheet.filter(fromRow: first, toRow: row - 1, columns: titles.count)
    sheet.freeze(rows: first + 1, columns: 0)
    try sheet.preparePrinting(repeating: 0)
    try sheet.setWidths()
  }

  /// What to know before reading the sheets.
  private static func statements(_ notes: [Note]) -> [String] {
    var texts = [
      "金额按亿元、万元显示，单元格内是以元为单位的值。Amounts show in 亿元 (10^8) and 万元 (10^4); the cells hold the value in the unit itself.",
      "超过 15 位有效数字的值，末尾的 …_exact 列给出精确值。Where a value has more than 15 digits, a column …_exact at the end "
        + "has them all.",
    ]
    for note in notes {
      if note.shown < note.rows {
        texts.append(
          "\(note.table)：共 \(note.rows) 行，本表只容纳前 \(note.shown) 行，全部数据见 \(note.table).csv。"
            + "The table has \(note.rows) rows; a sheet holds the first \(note.shown); all are in \(note.table).csv.")
      } else {
        texts.append("\(note.table)：\(note.rows) 行，完整。All \(note.rows) rows.")
      }
      if note.cutCells > 0 {
        texts.append(
          "\(note.table)：\(note.cutCells) 个单元格超过 \(WorkbookText.limit) 字，以“…”截断，全文见 \(note.table).csv。"
            + "\(note.cutCells) cells are cut at \(WorkbookText.limit) characters (…); whole in \(note.table).csv.")
      }
    }
    return texts
  }

  /// Writes the codelists, one below the other.
  static func writeCodes(of content: ReleaseContent, to sheet: WorkbookSheet, rowLimit: Int) throws {
    let names = ["code", "name", "name_en", "parent", "status"]
    let titles = [["代码表", "代码", "中文名称", "英文名称", "上级代码", "收录或发现"], ["codelist"] + names]
    for (row, texts) in titles.enumerated() {
      for (column, text) in texts.enumerated() { try sheet.write(text, row: row, column: column, header) }
    }
    var row = titles.count
    for list in content.release.tables where list.table.key == ["code"] {
      let columns = names.map { list.table.index(of: $0) }
      try list.forEachRow { cells in
        guard row < rowLimit else { return }
        try sheet.write(list.table.name, row: row, column: 0)
        for (place, index) in columns.enumerated() {
          guard let index else { continue }
          try sheet.write(cells[index].plainText, row: row, column: place + 1)
        }
        row += 1
      }
    }
    try sheet.filter(fromRow: titles.count - 1, toRow: row - 1, columns: titles[1].count)
    sheet.freeze(rows: titles.count, columns: 2)
    try sheet.preparePrinting(repeating: titles.count)
    try sheet.setWidths()
  }
}
