/// How a release compares with hand-made gold tables.
public struct EvaluationResult: Sendable {
  /// Precision, recall and their harmonic mean, each rounded to four decimals.
  public struct Score: Hashable, Sendable {
    /// Of what was said, the part that is right.
    public let precision: Double
    /// Of what was wanted, the part that was found.
    public let recall: Double
    /// The harmonic mean of both.
    public let f1: Double

    init(right: Int, said: Int, gold: Int) {
      let precision = said > 0 ? Double(right) / Double(said) : 0
      let recall = gold > 0 ? Double(right) / Double(gold) : 0
      self.precision = Rounding.toFourDecimals(precision)
      self.recall = Rounding.toFourDecimals(recall)
      let sum = precision + recall
      f1 = sum != 0 ? Rounding.toFourDecimals(2 * precision * recall / sum) : 0
    }
  }

  /// How many of the paired rows that are scored for a field have it right.
  public struct FieldScore: Hashable, Sendable {
    /// The field.
    public let field: String
    /// Rows that have it right.
    public var right: Int
    /// Rows scored.
    public var of: Int
  }

  /// Metadata fields right, of those in the gold table.
  public struct DocumentScore: Hashable, Sendable {
    /// Fields right.
    public let right: Int
    /// Fields in the gold table.
    public let of: Int

    /// The part that is right, rounded to four decimals; nil where the gold table has no fields.
    public var accuracy: Double? {
      of > 0 ? Rounding.toFourDecimals(Double(right) / Double(of)) : nil
    }
  }

  /// Something that is not as the gold table has it.
  public struct Miss: Hashable, Sendable {
    /// The document's file name.
    public let document: String
    /// The figure as written (for metadata: the column).
    public let figure: String?
    /// The field, `missed` for a figure not found, `extra` for one not wanted, `document` for metadata.
    public let field: String
    /// What was wanted.
    public let wanted: String
    /// What was said; nil where the release has no such column.
    public let said: String?
  }

  /// Figures of one band of confidence.
  public struct ConfidenceBand: Hashable, Sendable {
    /// The band's lower end in tenths; the last band includes 1.
    public let tenths: Int
    /// Figures in the band that count for or against.
    public var figures: Int
    /// Those of them with every scored field right.
    public var right: Int
  }

  /// Value, unit and comparator right.
  public let quantity: Score
  /// Quantity, year, instrument and agency right: the dataset's key.
  public let key: Score
  /// Every scored field right.
  public let full: Score
  /// The fields in the order in which the gold table first asks for them.
  public let fields: [FieldScore]
  /// Gold rows that count.
  public let goldRows: Int
  /// Said rows that count.
  public let saidRows: Int
  /// Gold rows that were met.
  public let pairedRows: Int
  /// Metadata, where the gold folder has a table of documents.
  public let documents: DocumentScore?
  /// What is not right, document by document.
  public let misses: [Miss]
  /// How confidence and being right go together: ten bands.
  public let calibration: [ConfidenceBand]
}
