import DafuCodelists
import DafuModel

/// One known error of a source, as data: a line of `corrections.csv`.
///
/// Columns: `document` (its `document_id` or `path`), `figure` (an `observation_id`, or the figure's `value_text`),
/// `action` (`drop`, `override`, `flag`), `field` (the column to override), `value` (what it is to be; for `flag`
/// the confidence, 0 where empty), `reason` (why, for people), `expect` (a piece of the figure's sentence that must
/// still be there). A correction whose figure is gone, whose `expect` no longer stands in the sentence, or whose
/// field has the right value already fails the run: the source has mended itself and the line must go. Corrections
/// of documents that are not in the run are passed over.
public struct Correction: Hashable, Sendable {
  /// What is done to the figure.
  public enum Action: Hashable, Sendable {
    /// It is left out of the release.
    case drop
    /// One column gets another value.
    case override(field: Field, value: String)
    /// It stays, with this confidence.
    case flag(confidence: ExactDecimal)
  }

  /// A column of `observations` that a correction may override; the names beside the codes follow.
  public enum Field: String, Sendable, CaseIterable {
    /// The exact value.
    case value
    /// The unit's code.
    case unit
    /// The comparator.
    case comparator
    /// The measure.
    case measure
    /// The metric's code.
    case metric
    /// The instrument's code, or several joined by `+`.
    case instrument
    /// The agency's code, or several joined by `+`.
    case agency
    /// What is counted.
    case subject
    /// Realized, planned or proposed.
    case status
    /// The period's first day.
    case periodStart = "period_start"
    /// The period's last day.
    case periodEnd = "period_end"
    /// Instant, duration or cumulative.
    case periodType = "period_type"
    /// The area's code.
    case refArea = "ref_area"
  }

  /// The columns of the file.
  public static let columns = ["document", "figure", "action", "field", "value", "reason", "expect"]

  /// The line in the file, counted from 1.
  public let line: Int
  /// The document's identifier or path.
  public let document: String
  /// The observation's identifier, or the figure as written.
  public let figure: String
  /// What is done.
  public let action: Action
  /// Why.
  public let reason: String
  /// What must still stand in the sentence; empty where nothing is asked.
  public let expect: String

  /// Reads a corrections file. Throws the first fault with its file and line.
  public static func read(file: String, bytes: [UInt8]) throws(CorrectionError) -> [Correction] {
    let text: DelimitedText
    do { text = try DelimitedText(bytes) } catch {
      throw CorrectionError(file: file, line: error.line, message: error.message)
    }
    guard Set(text.header) == Set(columns), text.header.count == columns.count else {
      throw CorrectionError(
        file: file, line: 1, message: "the columns must be \(columns.joined(separator: ", "))")
    }
    var corrections: [Correction] = []
    for record in text.records {
      func fault(_ message: String) -> CorrectionError {
        CorrectionError(file: file, line: record.line, message: message)
      }
      guard record.fields.count == text.header.count else {
        throw fault("\(record.fields.count) fields where the header has \(text.header.count)")
      }
      let row = Dictionary(zip(text.header, record.fields)) { first, _ in first }
      func field(_ name: String) -> String { row[name] ?? "" }
      guard !field("document").isEmpty, !field("figure").isEmpty, !field("reason").isEmpty else {
        throw fault("document, figure and reason must not be empty")
      }
      let action: Action
      switch field("action") {
      case "drop": action = .drop
      case "flag":
        guard let confidence = ExactDecimal(field("value").isEmpty ? "0" : field("value")), !confidence.isNegative,
          confidence <= ExactDecimal(1)
        else { throw fault("the value of `flag` is a confidence between 0 and 1") }
        action = .flag(confidence: confidence)
      case "override":
        guard let column = Field(rawValue: field("field")) else {
          let known = Field.allCases.map(\.rawValue).joined(separator: ", ")
          throw fault("the field `\(field("field"))` cannot be overridden; there are \(known)")
        }
        guard column.accepts(field("value")) else {
          throw fault("`\(field("value"))` is no \(column.rawValue)")
        }
        action = .override(field: column, value: field("value"))
      default: throw fault("the action `\(field("action"))` is unknown; there are drop, override, flag")
      }
      corrections.append(
        Correction(
          line: record.line, document: field("document"), figure: field("figure"), action: action,
          reason: field("reason"), expect: field("expect")))
    }
    return corrections
  }
}

extension Correction.Field {
  /// Whether a text is a value of the column.
  fileprivate func accepts(_ text: String) -> Bool {
    switch self {
    case .value: ExactDecimal(text) != nil
    case .comparator: Comparator(rawValue: text) != nil
    case .measure: Measure(rawValue: text) != nil
    case .status: ObservationStatus(rawValue: text) != nil
    case .periodType: PeriodType(rawValue: text) != nil
    case .periodStart, .periodEnd: CivilDate(text) != nil
    case .instrument, .agency: TextSyntax.jointCode.matches(text)
    case .unit, .metric, .refArea: TextSyntax.code.matches(text)
    case .subject: true
    }
  }
}

/// What is wrong with a corrections file, and where.
public struct CorrectionError: Error, CustomStringConvertible {
  /// The file as named to the reader.
  public let file: String
  /// The line, counted from 1.
  public let line: Int
  /// What is wrong.
  public let message: String

  /// `corrections.csv:3: …`
  public var description: String { "\(file):\(line): \(message)" }
}
