/// What a reader may be told.
public struct ReaderOptions: Sendable {
  /// Inputs larger than this many bytes are rejected as too large. 32 MiB unless told.
  public var byteLimit: Int
  /// Pages with more tags and references than this, and texts with more than a fifth as many lines, are rejected as too
  /// large. One million unless told.
  public var tagLimit: Int
  /// Mappings for publishers' own XML schemas, the first that matches is used; the default rules read the others.
  public var xmlMappings: [XMLMapping]

  /// The path of the program that reads PDF, `dafu-pdf`; nil to reject PDF.
  public var pdfTool: String?

  /// How pictures of pages are recognized; nil to reject them.
  public var opticalRecognition: OpticalRecognition?

  /// Creates options.
  public init(
    byteLimit: Int = 32 << 20, tagLimit: Int = 1_000_000, xmlMappings: [XMLMapping] = [], pdfTool: String? = nil,
    opticalRecognition: OpticalRecognition? = nil
  ) {
    self.byteLimit = byteLimit
    self.tagLimit = tagLimit
    self.xmlMappings = xmlMappings
    self.pdfTool = pdfTool
    self.opticalRecognition = opticalRecognition
  }
}

/// Where a publisher's own XML schema keeps what a reply says of itself: an XPath 1.0 expression a field.
public struct XMLMapping: Hashable, Sendable {
  /// A field that an expression may name.
  public enum Field: String, Hashable, Sendable, CaseIterable {
    /// 标题.
    case title
    /// 发文字号.
    case number
    /// 成文日期.
    case date
    /// When it was published on the web.
    case published
    /// The body that signed.
    case issuer
    /// 届次.
    case session
    /// The proposal's number.
    case proposalNumber = "proposal_number"
    /// The proposal's title.
    case proposalTitle = "proposal_title"
    /// 会办单位, one node each or one list.
    case coAgencies = "co_agencies"
    /// 办理结果.
    case disposition
    /// 公开属性.
    case disclosure
    /// The page's address.
    case url
    /// The elements that hold the text, markup or escaped HTML.
    case body
  }

  /// Local name of the root element that this mapping reads.
  public var rootName: String
  /// Namespace of the root element; any if nil.
  public var rootNamespace: String?
  /// Prefixes used in the expressions, with their namespaces.
  public var prefixes: [String: String]
  /// The expressions.
  public var fields: [Field: String]

  /// Creates a mapping.
  public init(
    rootName: String, rootNamespace: String? = nil, prefixes: [String: String] = [:], fields: [Field: String]
  ) {
    self.rootName = rootName
    self.rootNamespace = rootNamespace
    self.prefixes = prefixes
    self.fields = fields
  }
}
