import DafuModel

/// What a run did: counts, what was rejected and why, and where the release stands.
public struct RunSummary: Hashable, Sendable, Codable {
  /// One table of the release.
  public struct Table: Hashable, Sendable, Codable {
    /// Its file name.
    public let file: String
    /// Its rows.
    public let rows: Int
  }

  /// The documents in the release.
  public var documents = 0
  /// The observations in the release.
  public var observations = 0
  /// The inputs that were rejected, in the order of their paths.
  public var rejections: [Rejection] = []
  /// The last days' years of the periods, first and last; nil without observations.
  public var years: ClosedRange<Int>?
  /// How many bodies figures are attributed to.
  public var agencies = 0
  /// How many instruments have figures.
  public var instruments = 0
  /// The tables of the release and their rows.
  public var tables: [Table] = []
  /// Where the newest release stands: `<output>/<dataset>/latest`.
  public var releasePath = ""

  /// The version of the newest release, where the run knows it.
  public var version: String?
  /// Whether nothing had changed, so that the newest release was left as it stands.
  public var isUnchanged = false
  /// What became of each input, where the run knows of earlier ones.
  public var counts: InputCounts?

  /// The inputs: documents and rejections.
  public var inputs: Int { documents + rejections.count }

  /// How many inputs were rejected for each reason, in the order of the reasons' names.
  public var rejectionsByReason: [(reason: Rejection.Reason, count: Int)] {
    Dictionary(grouping: rejections, by: \.reason).map { ($0.key, $0.value.count) }
      .sorted { $0.reason.rawValue < $1.reason.rawValue }
  }

  /// The summary as a short text table.
  public var text: String {
    var facts = TextTable(columns: 2)
    facts.add(["release", releasePath + (isUnchanged ? " (unchanged)" : "")])
    if let counts { facts.add(["inputs", counts.text]) }
    facts.add(["documents", "\(documents)"])
    var figures = "\(observations)"
    if let years {
      figures +=
        ", \(years.lowerBound == years.upperBound ? "\(years.lowerBound)" : "\(years.lowerBound)–\(years.upperBound)")"
      figures += ", \(agencies) agencies, \(instruments) instruments"
    }
    facts.add(["observations", figures])
    let reasons = rejectionsByReason.map { "\($0.reason.rawValue) \($0.count)" }.joined(separator: ", ")
    facts.add(["rejected", rejections.isEmpty ? "0" : "\(rejections.count) (\(reasons))"])
    var files = TextTable(columns: 2, rightAligned: [1])
    files.add(["file", "rows"])
    for table in tables { files.add([table.file, "\(table.rows)"]) }
    return facts.text + "\n" + files.text
  }
}
