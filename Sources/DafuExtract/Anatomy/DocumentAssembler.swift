import DafuModel

/// Lays a letter's parts out as one normalized text with blocks, sentences, sections and tables.
struct DocumentAssembler {
  private var text = MappedText()
  private var blocks: [Block] = []
  private var headings: [(level: Int, text: String)] = []
  /// For each table of the reading, the range of each of its cell texts.
  private var cellRanges: [Int: [Range<Int>]] = [:]
  private var tableSections: [Int: [String]] = [:]
  private var captions: [Int: Range<Int>] = [:]
  private var unitNotes: [Int: Range<Int>] = [:]
  private let source: [SourceTable]

  private init(tables: [SourceTable]) { source = tables }

  /// What a document is made of.
  struct Layout {
    var text: NormalizedText
    var blocks: [Block]
    var tables: [DataTable]
  }

  static func layout(_ letter: Letter, tables: [SourceTable]) -> Layout {
    var assembler = DocumentAssembler(tables: tables)
    for (index, part) in letter.parts.enumerated() where !part.text.isEmpty || part.table != nil {
      assembler.add(part, at: index, of: letter)
    }
    return Layout(
      text: NormalizedText(utf8: assembler.text.bytes, runs: assembler.text.runs), blocks: assembler.blocks,
      tables: assembler.finishedTables())
  }

  private mutating func add(_ part: Letter.Part, at index: Int, of letter: Letter) {
    if !blocks.isEmpty { text.append(unmapped: CollectionOfOne(0x0A)) }
    let start = text.count
    var section = headings.map(\.text)
    switch part.kind {
    case .tableRow:
      if let (table, row) = part.table { addRow(table, row, section: section) }
    case .heading:
      text.append(part.text)
      headings.removeAll { $0.level >= part.level }
      section = headings.map(\.text)
      headings.append((part.level, part.text.string))
    case .paragraph, .caption:
      text.append(part.text)
    default:
      text.append(part.text)
      section = []
      if part.kind == .signature || part.kind == .distribution { headings = [] }
    }
    let range = start..<text.count
    if part.kind == .caption, let table = nextTable(after: index, in: letter) {
      let line = Line(text.bytes[range].map { $0 })
      if TableNotes.isUnitNote(line) || line.squashed.hasPrefix("单位") {
        unitNotes[table] = range
      } else {
        captions[table] = range
      }
    }
    blocks.append(
      Block(
        kind: part.kind, range: range, level: part.level, section: section,
        sentences: part.kind == .paragraph ? Sentences.ranges(in: text.bytes[range], base: start) : []))
  }

  private func nextTable(after index: Int, in letter: Letter) -> Int? {
    for part in letter.parts[(index + 1)...].prefix(3) {
      if let table = part.table { return table.table }
    }
    return nil
  }

  private mutating func addRow(_ table: Int, _ row: Int, section: [String]) {
    let cells = source[table].rows[row]
    if cellRanges[table] == nil {
      cellRanges[table] = Array(repeating: text.count..<text.count, count: source[table].texts.count)
      tableSections[table] = section
    }
    var isFirst = true
    for cell in cells where cell.begins {
      if !isFirst { text.append(unmapped: CollectionOfOne(0x09)) }
      isFirst = false
      let start = text.count
      text.append(source[table].texts[cell.text].text)
      cellRanges[table]?[cell.text] = start..<text.count
    }
  }

  private func finishedTables() -> [DataTable] {
    cellRanges.keys.sorted().map { index in
      let table = source[index]
      let ranges = cellRanges[index] ?? []
      return DataTable(
        rows: table.rows.map { row in
          row.map { cell in
            DataTable.Cell(
              range: ranges[cell.text], isHeader: cell.isHeader, indent: table.texts[cell.text].indent)
          }
        },
        headerRows: table.headerRows, caption: captions[index], unitNote: unitNotes[index],
        section: tableSections[index] ?? [])
    }
  }
}
