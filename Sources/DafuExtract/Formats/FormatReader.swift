import DafuModel

/// Reads one format: decoded text to blocks in reading order. A new input format is one more conforming type.
protocol FormatReader: Sendable {
  /// Reads `source`, which is all of the document's decoded text.
  func read(_ source: MappedText) throws(ReadFailure) -> Reading
}

/// Why a document cannot go on to its anatomy.
struct ReadFailure: Error {
  let reason: Rejection.Reason
  let message: String

  init(_ reason: Rejection.Reason, _ message: String) {
    self.reason = reason
    self.message = message
  }

  init(_ failure: MarkupParser.Failure) {
    switch failure {
    case .tooManyTags(let limit): self.init(.tooLarge, "The page has more than \(limit) tags.")
    case .tooDeep(let limit): self.init(.malformed, "Its elements nest more than \(limit) deep.")
    case .declaresEntities(let line):
      self.init(
        .malformed, "Line \(line) declares an entity that is more than a few plain characters; it is never expanded.")
    case .notWellFormed(let line, let message):
      self.init(.malformed, "It is not well-formed XML at line \(line): \(message).")
    case .outOfMemory: self.init(.tooLarge, "The parser had no memory for it.")
    }
  }
}

/// What a format's reader gives: the text in blocks, before anyone asks what part of a reply they are.
struct Reading: Sendable {
  var blocks: [SourceBlock] = []
  var tables: [SourceTable] = []
  var hints: [MetadataHint] = []
  var findings: [Finding] = []
  /// Names of attachments that the page links to.
  var attachments: [String] = []
}

/// One heading, paragraph, line or table row of a source, its white space already normalized.
struct SourceBlock: Sendable {
  /// What the source's own markup says of a block.
  enum Role: Sendable, Hashable {
    /// Nothing.
    case text
    /// A heading of a rank, 1 the highest.
    case heading(Int)
    /// A row of a table: indices into the tables and its rows.
    case tableRow(table: Int, row: Int)
    /// A caption or unit note of a table.
    case caption
    /// A part of the anatomy that an element's name states.
    case stated(Block.Kind)
  }

  var text: MappedText { didSet { whole = nil } }
  var role: Role = .text
  /// Whether all of it is set in bold: a heading in a format without headings.
  var isStrong = false
  /// Indent in full-width characters.
  var indent = 0
  /// The text as a line, where it is at hand.
  private var whole: Line?

  init(text: MappedText, role: Role = .text, isStrong: Bool = false, indent: Int = 0, line: Line? = nil) {
    self.text = text
    self.role = role
    self.isStrong = isStrong
    self.indent = indent
    whole = line
  }

  var line: Line { whole ?? Line(text.bytes) }

  /// The text as a line, up to so many bytes.
  func line(limit: Int) -> Line {
    guard let whole else { return Line(text.bytes, limit: limit) }
    return text.count <= limit ? whole : whole.prefix(bytes: limit)
  }

  /// The line, or the end of one too long to be anything but prose: what decides whether another goes on with it.
  var ending: Line { text.count > 900 ? line.suffix(bytes: 600) : line }
}

/// A data table of a source, expanded to a full grid.
struct SourceTable: Sendable {
  /// A cell in each place that it covers.
  struct Cell: Sendable {
    /// Index into `texts`.
    var text: Int
    var isHeader: Bool
    /// Whether it begins here; else it reaches here from the left or from above.
    var begins: Bool
  }

  /// The text of each cell that stands in the source, once.
  var texts: [SpaceNormalizer.Piece] = []
  var rows: [[Cell]] = []
  var headerRows = 0
  var caption: MappedText?
  var unitNote: MappedText?
}

extension Reading {
  /// Appends a table: its caption, its unit note, and a block a row, cells told apart by a tab.
  mutating func append(_ table: SourceTable) {
    let number = tables.count
    if let caption = table.caption { blocks.append(SourceBlock(text: caption, role: .caption)) }
    if let note = table.unitNote { blocks.append(SourceBlock(text: note, role: .caption)) }
    for (row, cells) in table.rows.enumerated() {
      var text = MappedText()
      for (place, cell) in cells.filter(\.begins).enumerated() {
        if place > 0 { text.append(unmapped: CollectionOfOne(0x09)) }
        text.append(table.texts[cell.text].text)
      }
      blocks.append(SourceBlock(text: text, role: .tableRow(table: number, row: row)))
    }
    tables.append(table)
  }
}
