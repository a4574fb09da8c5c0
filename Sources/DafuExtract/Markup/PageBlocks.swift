/// A block of a page: a run of inline content between two block boundaries, or one row of a data table.
struct PageBlock: Sendable {
  var indent = 0
  /// 1 to 6 for H1 to H6; 0 for others.
  var headingRank = 0
  /// How many of its bytes are links.
  var linkBytes = 0
  /// Whether all of it is bold.
  var isStrong = false
  /// Whether it stands in navigation, a footer, a sidebar.
  var isBoilerplate = false
  /// Whether it ended with a BR rather than with its element.
  var endsWithBreak = false
  /// Whether it is the content of a cell of a layout table or of a definition list: then an empty one counts.
  var isCell = false
  /// Whether it is the caption or the unit note of the table below.
  var isCaption = false
  /// Its table and row, for rows of data tables.
  var table: Int?
  var row = 0
  /// The innermost block element around it.
  var node = 0

  /// Its text, where it has one of its own.
  private var own: MappedText?
  /// Else where its text lies in that of the page.
  private(set) var place = 0..<0
  private var page: PageText?
  private var lineStart = 0
  private var lineFacts = LineFacts()

  init(text: MappedText) { own = text }

  /// A block whose text lies in that of a page, which `settle` makes known.
  init(place: Range<Int>) { self.place = place }

  var count: Int { own?.count ?? place.count }
  var isEmpty: Bool { count == 0 }
  var text: MappedText { own ?? page?.text.slice(place) ?? MappedText() }

  /// How many Han ideographs it has.
  var hanCount: Int {
    if let own { return own.bytes.hanCount }
    return lineFacts.han
  }

  /// The text as a line.
  var wholeLine: Line {
    guard own == nil, let page else { return Line(own?.bytes ?? []) }
    return Line(page.scalars, from: lineStart, lineFacts)
  }

  var line: Line { line(limit: 600) }

  /// The text as a line, up to so many bytes.
  func line(limit: Int) -> Line {
    guard own == nil, page != nil else { return Line(own?.bytes ?? [], limit: limit) }
    return count <= limit ? wholeLine : wholeLine.prefix(bytes: limit)
  }

  /// Decodes the text to scalars that stand from `start` on; gives where they end.
  fileprivate mutating func decode(
    _ text: UnsafeBufferPointer<UInt8>, into scalars: UnsafeMutableBufferPointer<UInt32>, from start: Int
  ) -> Int {
    guard own == nil, let base = scalars.baseAddress else { return start }
    lineStart = start
    lineFacts = LineFacts(
      decoding: UnsafeBufferPointer(rebasing: text[place]), into: base + start, capacity: scalars.count - start)
    return start + lineFacts.count
  }

  fileprivate mutating func settle(_ page: PageText) {
    if own == nil { self.page = page }
  }
}

/// The text of a page's blocks, one after the other, and its scalars, which many rules look at.
private final class PageText: Sendable {
  let text: MappedText
  let scalars: [UInt32]

  init(_ text: MappedText, _ scalars: [UInt32]) {
    self.text = text
    self.scalars = scalars
  }
}

/// A page as blocks in reading order, and where each block element's blocks stand.
struct PageBlocks: Sendable {
  var blocks: [PageBlock] = []
  var tables: [SourceTable] = []
  /// For each block element, the node and the range of its blocks, in the order in which they open.
  var containers: [(node: Int, range: Range<Int>)] = []
  /// Names of linked files.
  var attachments: [String] = []

  /// Gives all blocks that lie in one text that text.
  mutating func settle(_ text: MappedText) {
    let scalars = text.bytes.withUnsafeBufferPointer { bytes in
      [UInt32](unsafeUninitializedCapacity: LineFacts.scalarCount(bytes)) { out, count in
        for index in blocks.indices { count = blocks[index].decode(bytes, into: out, from: count) }
      }
    }
    let shared = PageText(text, scalars)
    for index in blocks.indices { blocks[index].settle(shared) }
  }
}
