import DafuLoad
import DafuModel

/// A document as the state keeps it: what `extract` gave, as bytes that give it back exactly.
///
/// Offsets are written as distances from the one before, headings once for the blocks that follow one another.
enum ReplyDocumentCoding {
  static func append(_ document: ReplyDocument, to writer: inout RecordWriter) {
    writer.reserve(document.text.utf8.count * 2 + 4096)
    writer.append(document.path)
    writer.append(document.format)
    writer.append(document.sha256)
    writer.append(document.metadata)
    writer.append(document.text.utf8.count)
    document.text.utf8.withUnsafeBytes { writer.append(raw: $0) }
    writer.append(document.text.runs.count)
    var (start, source) = (0, 0)
    for run in document.text.runs {
      writer.append(run.start - start)
      writer.append(run.source - source)
      writer.append(run.count)
      (start, source) = (run.start + run.count, run.source + run.count)
    }
    var section = SectionMemo()
    writer.append(document.blocks.count)
    var end = 0
    for block in document.blocks {
      writer.append(block.kind)
      writer.append(block.range, after: &end)
      writer.append(block.level)
      section.append(block.section, to: &writer)
      writer.append(block.sentences.count)
      var place = block.range.lowerBound
      for sentence in block.sentences { writer.append(sentence, after: &place) }
    }
    writer.append(document.tables.count)
    for table in document.tables { append(table, &section, to: &writer) }
    writer.append(document.findings.count)
    for finding in document.findings {
      writer.append(finding.code)
      writer.append(finding.severity)
      writer.append(finding.message)
      writer.append(optional: finding.range)
    }
  }

  private static func append(_ table: DataTable, _ section: inout SectionMemo, to writer: inout RecordWriter) {
    writer.append(table.headerRows)
    writer.append(optional: table.caption)
    writer.append(optional: table.unitNote)
    section.append(table.section, to: &writer)
    writer.append(table.rows.count)
    var place = 0
    for row in table.rows {
      writer.append(row.count)
      for cell in row {
        writer.append(cell.range, after: &place)
        writer.append(cell.indent * 2 + (cell.isHeader ? 1 : 0))
      }
    }
  }

  /// The document of such bytes. Throws `DamagedRecord` for others.
  static func document(_ reader: inout RecordReader) throws(DamagedRecord) -> ReplyDocument {
    let path = try reader.text()
    let format = try reader.value(DocumentFormat.self)
    let sha256 = try reader.text()
    let metadata = try reader.metadata()
    let text = Array(try reader.slice(try reader.integer()))
    var runs: [NormalizedText.Run] = []
    var (start, source) = (0, 0)
    for _ in 0..<max(0, try reader.integer()) {
      let run = NormalizedText.Run(
        start: start &+ (try reader.integer()), source: source &+ (try reader.integer()), count: try reader.integer())
      (start, source) = (run.start &+ run.count, run.source &+ run.count)
      runs.append(run)
    }
    var section = SectionMemo()
    var blocks: [Block] = []
    var end = 0
    for _ in 0..<max(0, try reader.integer()) {
      let kind = try reader.value(Block.Kind.self)
      let range = try reader.range(after: &end)
      let level = try reader.integer()
      let headings = try section.read(&reader)
      var place = range.lowerBound
      var sentences: [Range<Int>] = []
      for _ in 0..<max(0, try reader.integer()) { sentences.append(try reader.range(after: &place)) }
      blocks.append(Block(kind: kind, range: range, level: level, section: headings, sentences: sentences))
    }
    var tables: [DataTable] = []
    for _ in 0..<max(0, try reader.integer()) { tables.append(try table(&reader, &section)) }
    var findings: [Finding] = []
    for _ in 0..<max(0, try reader.integer()) {
      findings.append(
        Finding(
          code: try reader.text(), severity: try reader.value(Finding.Severity.self), message: try reader.text(),
          range: try reader.optionalRange()))
    }
    try reader.expectEnd()
    return ReplyDocument(
      path: path, format: format, sha256: sha256, metadata: metadata, text: NormalizedText(utf8: text, runs: runs),
      blocks: blocks, tables: tables, findings: findings)
  }

  private static func table(
    _ reader: inout RecordReader, _ section: inout SectionMemo
  ) throws(DamagedRecord) -> DataTable {
    let headerRows = try reader.integer()
    let caption = try reader.optionalRange()
    let unitNote = try reader.optionalRange()
    let headings = try section.read(&reader)
    var rows: [[DataTable.Cell]] = []
    var place = 0
    for _ in 0..<max(0, try reader.integer()) {
      var row: [DataTable.Cell] = []
      for _ in 0..<max(0, try reader.integer()) {
        let range = try reader.range(after: &place)
        let marks = try reader.integer()
        row.append(DataTable.Cell(range: range, isHeader: marks & 1 == 1, indent: marks >> 1))
      }
      rows.append(row)
    }
    return DataTable(rows: rows, headerRows: headerRows, caption: caption, unitNote: unitNote, section: headings)
  }
}

/// The headings of the block before: most blocks share them.
private struct SectionMemo {
  private var last: [String] = []

  mutating func append(_ section: [String], to writer: inout RecordWriter) {
    guard section != last else { return writer.append(-1) }
    writer.append(section)
    last = section
  }

  mutating func read(_ reader: inout RecordReader) throws(DamagedRecord) -> [String] {
    let count = try reader.integer()
    guard count >= 0 else { return last }
    last = []
    for _ in 0..<count { last.append(try reader.text()) }
    return last
  }
}

extension RecordWriter {
  /// Appends a range, its beginning as the distance from a place, which becomes its end.
  fileprivate mutating func append(_ range: Range<Int>, after place: inout Int) {
    append(range.lowerBound - place)
    append(range.count)
    place = range.upperBound
  }

  fileprivate mutating func append(optional range: Range<Int>?) {
    append(range?.lowerBound ?? -1)
    if let range { append(range.count) }
  }
}

extension RecordReader {
  fileprivate mutating func range(after place: inout Int) throws(DamagedRecord) -> Range<Int> {
    let start = place &+ (try integer())
    let (end, overflow) = start.addingReportingOverflow(try integer())
    guard !overflow, end >= start else { throw DamagedRecord() }
    place = end
    return start..<end
  }

  fileprivate mutating func optionalRange() throws(DamagedRecord) -> Range<Int>? {
    let start = try integer()
    guard start >= 0 else { return nil }
    let (end, overflow) = start.addingReportingOverflow(try integer())
    guard !overflow, end >= start else { throw DamagedRecord() }
    return start..<end
  }
}
