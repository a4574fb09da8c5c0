/// One reply as published: its text in blocks, its tables, and what it says of itself. What `extract` gives.
public struct ReplyDocument: Hashable, Sendable, Codable {
  /// The path relative to the input folder, with `/` between its parts.
  public let path: String
  /// The format found in the content.
  public let format: DocumentFormat
  /// SHA-256 of the bytes, lower-case hexadecimal.
  public let sha256: String
  /// What the document says of itself, as written.
  public let metadata: ReplyMetadata
  /// The normalized text.
  public let text: NormalizedText
  /// The parts of the text in reading order.
  public let blocks: [Block]
  /// The data tables; their rows are blocks too.
  public let tables: [DataTable]
  /// What the reader noticed.
  public let findings: [Finding]

  /// Creates a document.
  public init(
    path: String, format: DocumentFormat, sha256: String, metadata: ReplyMetadata, text: NormalizedText,
    blocks: [Block], tables: [DataTable] = [], findings: [Finding] = []
  ) {
    self.path = path
    self.format = format
    self.sha256 = sha256
    self.metadata = metadata
    self.text = text
    self.blocks = blocks
    self.tables = tables
    self.findings = findings
  }
}

/// The format of an input, decided by its content.
public enum DocumentFormat: String, Sendable, Codable, CaseIterable {
  /// HyperText Markup Language, in any version and state of repair.
  case html
  /// Any XML vocabulary: Akoma Ntoso, RSS, Atom, a publisher's own.
  case xml
  /// Markdown, also as converted from PDF.
  case markdown
  /// Plain text.
  case text
  /// Office Open XML, WordprocessingML (ISO/IEC 29500), as Word and WPS write it.
  case docx
  /// Open Fixed-layout Document (GB/T 33190).
  case ofd
  /// Portable Document Format (ISO 32000) with a text layer.
  case pdf
  /// Portable Document Format of scanned pages; the text was recognized optically.
  case scannedPDF = "pdf-ocr"
  /// A picture of a page; the text was recognized optically.
  case image = "image-ocr"

  /// Whether the text was recognized optically and may have misread characters.
  public var isRecognizedOptically: Bool { self == .scannedPDF || self == .image }
}

/// A part of the text: one heading, paragraph or table row.
public struct Block: Hashable, Sendable, Codable {
  /// What part of the reply's anatomy a block is (公文 anatomy, GB/T 9704).
  public enum Kind: String, Sendable, Codable, CaseIterable {
    /// 发文机关标志: the issuing body's name above the document.
    case letterhead
    /// 标题: the title.
    case title
    /// 发文字号: the document number.
    case documentNumber = "document-number"
    /// 办理结果、公开属性 and other lines about the document.
    case note
    /// 主送机关 or 称谓: to whom it is addressed.
    case salutation
    /// A heading within the body; its level is `level`.
    case heading
    /// A paragraph of the body.
    case paragraph
    /// A row of a data table; its cells are in the document's `tables`.
    case tableRow = "table-row"
    /// The caption or unit note of a table.
    case caption
    /// 落款: the signing body or the date of signature.
    case signature
    /// 联系人: the contact block, with personal names and telephone numbers already removed.
    case contact
    /// 抄送、印发: copies and printing.
    case distribution
  }

  /// What it is.
  public let kind: Kind
  /// Its UTF-8 byte range in the normalized text.
  public let range: Range<Int>
  /// The level of a heading, 1 for 一、, 2 for（一）, 3 for 1., 4 for（1）; 0 for other blocks.
  public let level: Int
  /// The headings above it, outermost first, as written without Markdown marks; a heading does not include itself.
  public let section: [String]
  /// The sentences of a paragraph, as byte ranges in the normalized text.
  public let sentences: [Range<Int>]

  /// Creates a block.
  public init(kind: Kind, range: Range<Int>, level: Int = 0, section: [String] = [], sentences: [Range<Int>] = []) {
    self.kind = kind
    self.range = range
    self.level = level
    self.section = section
    self.sentences = sentences
  }

  /// Whether the block belongs to the reply's body, where figures count.
  public var isBody: Bool {
    switch kind {
    case .heading, .paragraph, .tableRow, .caption: true
    default: false
    }
  }
}

/// A table of figures, expanded to a full grid.
public struct DataTable: Hashable, Sendable, Codable {
  /// One cell of the grid. A merged cell stands in every place that it covers, with the same range.
  public struct Cell: Hashable, Sendable, Codable {
    /// The cell's text in the normalized text; empty where the cell is empty.
    public let range: Range<Int>
    /// Whether it labels a row or a column.
    public let isHeader: Bool
    /// Indent of the cell's text in full-width characters (an indented row label belongs to the row above).
    public let indent: Int

    /// Creates a cell.
    public init(range: Range<Int>, isHeader: Bool = false, indent: Int = 0) {
      self.range = range
      self.isHeader = isHeader
      self.indent = indent
    }
  }

  /// The rows, all of the same length.
  public let rows: [[Cell]]
  /// How many rows from the top are column headers.
  public let headerRows: Int
  /// The caption's range, if there is one.
  public let caption: Range<Int>?
  /// The unit note's range (单位：亿元), if there is one apart from the caption.
  public let unitNote: Range<Int>?
  /// The headings above the table.
  public let section: [String]

  /// Creates a table.
  public init(
    rows: [[Cell]], headerRows: Int, caption: Range<Int>? = nil, unitNote: Range<Int>? = nil, section: [String] = []
  ) {
    self.rows = rows
    self.headerRows = headerRows
    self.caption = caption
    self.unitNote = unitNote
    self.section = section
  }
}

/// What a reply says of itself, in its own words; codes and official names come with `normalize`.
public struct ReplyMetadata: Hashable, Sendable, Codable {
  /// To which body the proposal was put.
  public enum AddressedBody: String, Sendable, Codable {
    /// 政协: a committee of the Chinese People's Political Consultative Conference.
    case cppcc
    /// 人大: a People's Congress.
    case npc
  }

  /// 标题.
  public var title: String?
  /// 发文字号, with 〔〕: 沪科提复〔2025〕42号.
  public var documentNumber: String?
  /// 成文日期: the date of signature.
  public var date: CivilDate?
  /// When the page was published.
  public var published: CivilDate?
  /// The body that signed, as written.
  public var issuingBody: String?
  /// 政协 or 人大.
  public var addressedBody: AddressedBody?
  /// 届次: 十四届三次会议.
  public var session: String?
  /// The number of the proposal or suggestion, digits only, leading zeros kept.
  public var proposalNumber: String?
  /// The title of the proposal, without a closing 的提案 or 的建议.
  public var proposalTitle: String?
  /// 会办单位: the bodies consulted, as written, in the text's order.
  public var coAgencies: [String]
  /// 办理结果: 解决采纳, A, B, C.
  public var disposition: String?
  /// 公开属性: 主动公开.
  public var disclosure: String?
  /// The page's own address.
  public var url: String?

  /// Creates metadata; everything may be missing.
  public init(
    title: String? = nil, documentNumber: String? = nil, date: CivilDate? = nil, published: CivilDate? = nil,
    issuingBody: String? = nil, addressedBody: AddressedBody? = nil, session: String? = nil,
    proposalNumber: String? = nil, proposalTitle: String? = nil, coAgencies: [String] = [],
    disposition: String? = nil, disclosure: String? = nil, url: String? = nil
  ) {
    self.title = title
    self.documentNumber = documentNumber
    self.date = date
    self.published = published
    self.issuingBody = issuingBody
    self.addressedBody = addressedBody
    self.session = session
    self.proposalNumber = proposalNumber
    self.proposalTitle = proposalTitle
    self.coAgencies = coAgencies
    self.disposition = disposition
    self.disclosure = disclosure
    self.url = url
  }
}
