import DafuModel

/// `dataset.xlsx`: the tables for people with a spreadsheet, with a dictionary and charts.
struct WorkbookPart: ReleasePart {
  static let fileName = "dataset.xlsx"
  /// Rows from which on the archive may pass 4 GiB.
  private static let largeFrom = 400_000
  /// The tables that get a sheet each, with the number of columns that stay in sight.
  private static let sheets = [(FinancialMetricsTable.name, 3), (ObservationsTable.name, 1), (DocumentsTable.name, 1)]
  /// The first sheet as a table, for descriptors. Its days are the spreadsheet's own, its keys text.
  static let mainSheet: Table = {
    let table = FinancialMetricsTable.table
    let columns = table.columns.map {
      Column($0.name, $0.kind, $0.chinese, $0.english, required: $0.isRequired, concept: $0.concept)
    }
    let exact = table.columns.filter(DatabaseSchema.hasExactText).map {
      Column($0.name + "_exact", .text, "\($0.name) 超过 15 位数字时的精确值", "the exact value where it has more than 15 digits")
    }
    return Table(
      name: table.name, chinese: table.chinese, english: table.english, key: table.key, columns: columns + exact,
      formats: [])
  }()
  private let rowLimit: Int

  /// Creates the part; `rowLimit` is how many rows a sheet may have.
  init(rowLimit: Int = WorkbookSheet.rowLimit) { self.rowLimit = rowLimit }

  func write(_ content: ReleaseContent, to folder: ReleaseFolder) throws {
    try folder.adopt(WorkbookPart.fileName) { path in
      let isLarge = content.release.tables.contains { $0.count >= WorkbookPart.largeFrom }
      let file = try WorkbookFile(path, isLarge: isLarge)
      try write(content, to: file)
      try file.close()
    }
  }

  private func write(_ content: ReleaseContent, to file: WorkbookFile) throws {
    let options = content.release.options
    try file.describe(
      title: options.title, subject: "\(options.dataset) \(content.version)", comments: options.description,
      created: NumberDisplay.secondsSince1970(of: try content.latestDate()))
    // The sheets stand in the order in which they are added; they are filled as their content becomes known.
    let first = try file.addSheet(FinancialMetricsTable.name)
    let charts = try file.addSheet("charts")
    var sheets = [first]
    for (name, _) in WorkbookPart.sheets.dropFirst() { sheets.append(try file.addSheet(name)) }
    let codes = try file.addSheet("codes")
    let dictionary = try file.addSheet("dictionary")

    var notes: [WorkbookDictionary.Note] = []
    for (sheet, (name, frozen)) in zip(sheets, WorkbookPart.sheets) {
      guard let table = content.table(name) else { continue }
      let shown = try TableSheet(sheet: sheet, content: table, rowLimit: rowLimit).write(frozenColumns: frozen)
      notes.append(.init(table: table.table.name, rows: table.count, shown: shown, cutCells: sheet.cutCells))
    }
    if let metrics = content.table(FinancialMetricsTable.name) {
      try WorkbookCharts(sheet: charts, file: file, metrics: metrics).write()
    }
    try WorkbookDictionary.writeCodes(of: content, to: codes, rowLimit: rowLimit)
    try WorkbookDictionary.write(content, notes: notes, to: dictionary)
  }
}

/// A sheet that shows a table: Chinese headers, English ones, rows.
private struct TableSheet {
  /// Thrown to stop visiting rows that no sheet can hold.
  private struct SheetIsFull: Error {}

  static let headerRows = 2
  let sheet: WorkbookSheet
  let content: TableContent
  let rowLimit: Int

  /// Writes it and gives the number of rows that it shows.
  func write(frozenColumns: Int) throws -> Int {
    let table = content.table
    let exact = table.columns.indices.filter { DatabaseSchema.hasExactText(table.columns[$0]) }
    try sheet.setHeight(ofRow: 0, to: 45)
    try writeHeader(
      table.columns.map(WorkbookDictionary.label) + exact.map { "\(table.columns[$0].name) 的精确值" }, row: 0)
    try writeHeader(table.columns.map(\.name) + exact.map { table.columns[$0].name + "_exact" }, row: 1)
    let unit = table.index(of: "unit")
    var row = TableSheet.headerRows
    do {
      try content.forEachRow { cells in
        guard row < rowLimit else { throw SheetIsFull() }
        let unit = unit.map { cells[$0].plainText } ?? ""
        for (index, cell) in cells.enumerated() { try write(cell, row: row, column: index, unit: unit) }
        for (place, index) in exact.enumerated() {
          guard case .number(let number) = cells[index], NumberDisplay.exceedsSpreadsheet(number) else { continue }
          try sheet.write(number.description, row: row, column: table.columns.count + place)
        }
        row += 1
      }
    } catch is SheetIsFull {}
    try sheet.filter(fromRow: TableSheet.headerRows - 1, toRow: row - 1, columns: table.columns.count + exact.count)
    sheet.freeze(rows: TableSheet.headerRows, columns: frozenColumns)
    try sheet.preparePrinting(repeating: TableSheet.headerRows)
    try sheet.setWidths()
    return row - TableSheet.headerRows
  }

  private func writeHeader(_ texts: [String], row: Int) throws {
    for (column, text) in texts.enumerated() {
      try sheet.write(text, row: row, column: column, WorkbookFormat(isHeader: true, wraps: row == 0), widens: row > 0)
    }
  }

  private func write(_ cell: Cell, row: Int, column: Int, unit: String) throws {
    switch cell {
    case .empty: break
    case .text(let text): try sheet.write(text, row: row, column: column)
    case .integer(let integer):
      if NumberDisplay.exceedsSpreadsheet(ExactDecimal(integer)) {
        try sheet.write(String(integer), row: row, column: column)
      } else {
        try sheet.write(Double(integer), row: row, column: column, WorkbookFormat(number: "0"), width: 6)
      }
    case .number(let number):
      guard let value = Double(number.description), value.isFinite else { break }
      let format = NumberDisplay.format(of: number, unit: unit)
      try sheet.write(value, row: row, column: column, WorkbookFormat(number: format), width: 16)
    case .date(let date):
      if let serial = NumberDisplay.serial(of: date) {
        try sheet.write(Double(serial), row: row, column: column, WorkbookFormat(number: "yyyy\\-mm\\-dd"), width: 10)
      } else {
        try sheet.write(date.description, row: row, column: column)
      }
    }
  }
}

extension ReleaseContent {
  /// The latest date of its documents: the one that files carry which must carry a date, for it follows from the
  /// content and not from the clock. 1 January 2000 where there is none.
  func latestDate() throws -> CivilDate {
    var latest: CivilDate?
    if let documents = table(DocumentsTable.name) {
      let columns = documents.table.columns.indices.filter { documents.table.columns[$0].kind == .date }
      try documents.forEachRow { cells in
        for column in columns {
          if case .date(let date) = cells[column] { latest = latest.map { max($0, date) } ?? date }
        }
      }
    }
    let earliest = CivilDate.firstDay(ofYear: 2000)
    return max(latest ?? earliest, earliest)
  }
}
