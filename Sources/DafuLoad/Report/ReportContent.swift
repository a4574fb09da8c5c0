import DafuModel

/// What the report shows of the tables: chosen rows only, so that the page stays small however large the release is.
struct ReportContent {
  /// How much is shown.
  enum Limit {
    static let figures = 500
    static let pairs = 40
    static let seriesOfPair = 12
    static let years = 12
    static let conflicts = 50
    static let statements = 20
    static let rejects = 200
    static let publishers = 40
  }

  /// One row of the keyed table.
  struct Figure {
    var year: Int
    var instrument: String
    var instrumentName: String
    var agency: String
    var agencyName: String
    var metric: String
    var metricName: String
    var subject: String
    var measure: String
    var unit: String
    var periodType: String
    var refArea: String
    var refAreaName: String
    var status: String
    var value: ExactDecimal
    var comparator: String
    var observationCount: Int
    var documentCount: Int
    var agreement: String
    var smallest: ExactDecimal
    var largest: ExactDecimal
    var observationID: String
    /// The row's place in the table.
    var order: Int

    /// Everything that makes it the same series as another year's figure.
    var seriesKey: [String] { [metric, subject, measure, unit, periodType, refArea, status] }
    /// The key of the table.
    var key: KeyDigest {
      KeyDigest(
        String(year), instrument, agency, metric, subject, measure, unit, periodType, refArea, status)
    }
  }

  /// One figure as a document states it.
  struct Statement {
    var observationID: String
    var documentID: String
    var year: Int
    var value: ExactDecimal
    var comparator: String
    var unit: String
    var unitText: String
    var measure: String
    var valueText: String
    var section: String
    var evidence: String
    /// Where the figure begins in the sentence, in UTF-8 bytes; nil where that cannot be told.
    var mark: Int?
    var start: Int
    var end: Int
    var confidence: String
    var rule: String
    var periodStart: String
    var periodEnd: String
    /// Its place among the observations.
    var order: Int
    /// The key of the row of the keyed table that it belongs to.
    var key: KeyDigest
  }

  /// What is said of a document beside its statements.
  struct Document {
    var title: String
    var number: String
    var date: String
    var agencyName: String
    var path: String
    var url: String
  }

  /// A figure of each of several years.
  struct Series {
    var points: [Figure]
  }

  /// The series of one instrument and agency.
  struct Pair {
    var series: [Series]
    var seriesOmitted: Int
    var first: Figure? { series.first?.points.first }
  }

  var figures: [Figure] = []
  var figureCount = 0
  var pairs: [Pair] = []
  var pairCount = 0
  var conflicts: [Figure] = []
  var conflictCount = 0
  var rejects: [(path: String, reason: String, message: String)] = []
  var rejectCount = 0
  /// The statements shown, by identifier.
  var statements: [String: Statement] = [:]
  /// The identifiers of the statements of a conflict, in the order of the documents.
  var conflictStatements: [KeyDigest: [String]] = [:]
  var documents: [String: Document] = [:]
  /// English names of codes, by list and code.
  var englishNames: [String: [String: String]] = [:]
  var unitSymbols: [String: String] = [:]
  var unitNames: [String: Bilingual] = [:]
}

/// Keeps the first items of an order out of many.
struct BestItems<Item> {
  private let limit: Int
  private let precedes: (Item, Item) -> Bool
  private var items: [Item] = []
  /// How many items were offered.
  private(set) var count = 0

  init(_ limit: Int, by precedes: @escaping (Item, Item) -> Bool) {
    self.limit = limit
    self.precedes = precedes
  }

  mutating func offer(_ item: Item) {
    count += 1
    items.append(item)
    if items.count >= limit * 2 + 16 { items = best }
  }

  /// The first of those offered, in order.
  var best: [Item] { Array(items.sorted(by: precedes).prefix(limit)) }
}
