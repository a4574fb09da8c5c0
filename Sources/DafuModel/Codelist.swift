/// One code of a codelist (SDMX: an item of a codelist).
public struct Code: Hashable, Sendable, Codable {
  /// Whether people put it into the codelist or the program met it in a text.
  public enum Status: String, Sendable, Codable {
    /// It stands in `pipelines/codelists`.
    case curated
    /// No list holds it: minted from the text as `x-<pinyin>`.
    case discovered
  }

  /// The code itself.
  public let code: String
  /// The official Chinese name.
  public let name: String
  /// The English name; empty where nobody gave one.
  public let nameEnglish: String
  /// Other names; no name or alias belongs to two codes of a list.
  public let aliases: [String]
  /// The broader code, if any.
  public let parent: String?
  /// GB/T 2260 code of the area of an agency.
  public let refArea: String?
  /// The domain of a metric: `finance`, `economy` or `activity`.
  public let domain: String?
  /// The measure that a metric has by default.
  public let measure: String?
  /// The symbol of a unit as written in Chinese.
  public let symbol: String?
  /// The scale of a unit: a power of ten as a plain number.
  public let scale: String?
  /// Curated or discovered.
  public let status: Status

  /// Creates a code.
  public init(
    code: String, name: String, nameEnglish: String = "", aliases: [String] = [], parent: String? = nil,
    refArea: String? = nil, domain: String? = nil, measure: String? = nil, symbol: String? = nil,
    scale: String? = nil, status: Status = .curated
  ) {
    self.code = code
    self.name = name
    self.nameEnglish = nameEnglish
    self.aliases = aliases
    self.parent = parent
    self.refArea = refArea
    self.domain = domain
    self.measure = measure
    self.symbol = symbol
    self.scale = scale
    self.status = status
  }

  /// The code for "not applicable" (SDMX cross-domain code).
  public static let notApplicable = "_Z"

  /// The code for "unknown" (SDMX cross-domain code).
  public static let unknown = "_U"
}
