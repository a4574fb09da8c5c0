/// A form in which a release is written. A new one: a case here, and its `TableWriter` or `ReleasePart`.
public enum ReleaseFormat: String, Sendable, CaseIterable {
  /// RFC 4180, a file a table.
  case csv
  /// RFC 8259, a file a table.
  case json
  /// A workbook of all tables.
  case xlsx
  /// A database of all tables.
  case sqlite
  /// SDMX: structure and data of the keyed table.
  case sdmx
  /// CSV on the Web: a description of the CSV files.
  case csvw
  /// `report.html`: a page for people.
  case report
  /// `quality.json`: checks, counts, coverage.
  case quality
  /// `changes.json` and `CHANGES.md`: what differs from the release before.
  case changes
  /// `README.md`, `CITATION.cff` and `LICENSE.md`; last, because it lists the other files.
  case notes

  /// The extension of the files of a form with a file a table.
  public var fileExtension: String { rawValue }

  /// The media type of these files.
  public var mediaType: String { MediaType.ofFile(named: "table." + fileExtension) }

  /// A writer of one table; nil where the form is no file a table.
  func writer(of table: Table, options: ReleaseOptions, to sink: any ByteSink) -> (any TableWriter)? {
    switch self {
    case .csv: CSVTableWriter(table: table, byteOrderMark: options.csvByteOrderMark, sink: sink)
    case .json: JSONTableWriter(table: table, sink: sink)
    case .xlsx, .sqlite, .sdmx, .csvw: nil
    case .report, .quality, .changes, .notes: nil
    }
  }

  /// What makes this form from all tables at once; nil where the form is a file a table.
  var part: (any ReleasePart)? {
    switch self {
    case .csv, .json: nil
    case .xlsx: WorkbookPart()
    case .sqlite: DatabasePart()
    case .sdmx: SDMXPart()
    case .csvw: CSVWMetadata()
    case .report: ReportPart()
    case .quality: QualityPart()
    case .changes: ChangesPart()
    case .notes: NotesPart()
    }
  }
}

/// Where bytes go: a file, or memory in a test.
protocol ByteSink: AnyObject {
  /// Takes bytes in order.
  func write(_ bytes: UnsafeRawBufferPointer) throws
}

extension ByteSink {
  func write(_ bytes: [UInt8]) throws { try bytes.withUnsafeBytes { try write($0) } }
}

/// Writes one table in one format, holding a few rows at a time.
protocol TableWriter {
  /// Where the table goes.
  var sink: any ByteSink { get }
  /// Writes what stands before the rows.
  mutating func begin() throws
  /// Appends one row to what is waiting to be written.
  mutating func append(_ row: TableRow, to buffer: ByteArena)
  /// Writes what stands after the rows.
  mutating func end() throws
}

extension TableWriter {
  /// Writes a whole table.
  mutating func write(_ content: TableContent) throws {
    let limit = 1 << 16
    let buffer = ByteArena(capacity: limit + (1 << 13))
    try begin()
    try content.forEach { row in
      append(row, to: buffer)
      guard buffer.count >= limit else { return }
      try sink.write(buffer.bytes)
      buffer.removeAll()
    }
    try sink.write(buffer.bytes)
    try end()
  }
}
