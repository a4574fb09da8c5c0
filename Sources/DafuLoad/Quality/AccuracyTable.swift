import DafuCodelists

/// How right the program was on documents whose figures somebody had read by hand: the figures of a CSV file, as text,
/// so that they are shown as they were measured.
public struct AccuracyTable: Hashable, Sendable {
  /// One measurement.
  public struct Row: Hashable, Sendable {
    /// What was measured, in English and Chinese.
    public let documents: String
    /// The same in Chinese.
    public let documentsChinese: String
    /// How many figures the documents hold.
    public let figures: String
    /// F1 of value, unit and comparator.
    public let quantity: String
    /// F1 of these with year, instrument and agency.
    public let key: String
    /// F1 of every scored field.
    public let full: String
    /// How many of the documents' own fields were right.
    public let metadataRight: String
    /// How many of them there were.
    public let metadataTotal: String
    /// The day of measurement.
    public let measured: String

    fileprivate init(_ fields: [String]) {
      documents = fields[0]
      documentsChinese = fields[1]
      figures = fields[2]
      quantity = fields[3]
      key = fields[4]
      full = fields[5]
      metadataRight = fields[6]
      metadataTotal = fields[7]
      measured = fields[8]
    }
  }

  /// The header of the file.
  static let header = [
    "documents", "documents_zh", "figures", "quantity_f1", "key_f1", "full_f1", "metadata_right", "metadata_total",
    "measured",
  ]

  /// The measurements in the file's order.
  public let rows: [Row]

  /// What is wrong with the file, and where.
  public struct Fault: Error {
    /// The line, counted from 1.
    public let line: Int
    /// What is wrong.
    public let message: String
  }

  /// Reads the file's bytes. Throws `Fault` for a file that is no CSV, has another header or a row of another length.
  public init(_ bytes: [UInt8]) throws(Fault) {
    let text: DelimitedText
    do { text = try DelimitedText(bytes) } catch { throw Fault(line: error.line, message: error.message) }
    guard text.header == AccuracyTable.header else {
      throw Fault(line: 1, message: "the header must be \(AccuracyTable.header.joined(separator: ","))")
    }
    var rows: [Row] = []
    for record in text.records {
      guard record.fields.count == AccuracyTable.header.count else {
        throw Fault(
          line: record.line, message: "\(record.fields.count) fields where the header has \(AccuracyTable.header.count)"
        )
      }
      rows.append(Row(record.fields))
    }
    self.rows = rows
  }
}
