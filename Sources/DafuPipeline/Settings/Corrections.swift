import DafuCodelists
import DafuModel

/// Known errors of the sources, as data (`pipelines/corrections.csv`): what a document states wrongly and what the
/// dataset holds instead.
struct Corrections: Sendable {
  /// One row of the file.
  struct Row: Sendable {
    let line: Int
    /// The document's identifier or its path.
    let document: String
    /// The observation's identifier, or the figure as written.
    let figure: String
    let change: Change
    let reason: String
    /// The value that the document states as long as the error stands.
    let expect: ExactDecimal
  }

  /// What is done to the observation.
  enum Change: Sendable {
    case drop
    case scale(ExactDecimal)
    case value(ExactDecimal)
    case unit(String)
    case comparator(Comparator)
    case measure(Measure)
    case status(ObservationStatus)
    case periodStart(CivilDate)
    case periodEnd(CivilDate)
    case metric(Code)
    case instrument(Code)
  }

  /// The file's path.
  let file: String
  /// Its rows by the document that they name.
  private let rows: [String: [Row]]

  /// The columns of the file, all required.
  static let columns = ["document", "figure", "action", "to", "reason", "expect"]
  /// The actions: `drop`, `scale`, or the column of `observations` that is set to `to`.
  static let actions = [
    "drop", "scale", "value", "unit", "comparator", "measure", "status", "period_start", "period_end", "metric",
    "instrument",
  ]

  /// No corrections.
  init() {
    file = ""
    rows = [:]
  }

  /// Reads the file. Throws `UsageError` with file and line.
  init(reading file: String, codelists: CodelistSet) throws {
    let bytes: [UInt8]
    do { bytes = try FileSystemPath(file).readAll() } catch {
      throw UsageError(file: file, "the corrections cannot be read: \(error.reason)")
    }
    try self.init(file: file, bytes: bytes, codelists: codelists)
  }

  /// Reads the file's bytes.
  init(file: String, bytes: [UInt8], codelists: CodelistSet) throws {
    let table: DelimitedText
    do { table = try DelimitedText(bytes) } catch {
      throw UsageError(file: file, line: error.line, error.message)
    }
    guard table.header == Corrections.columns else {
      throw UsageError(file: file, line: 1, "the header must be \(Corrections.columns.joined(separator: ","))")
    }
    var rows: [String: [Row]] = [:]
    for record in table.records {
      let row = try Corrections.row(record, file: file, codelists: codelists)
      rows[row.document, default: []].append(row)
    }
    self.file = file
    self.rows = rows
  }

  /// The document with its corrections. What does not fit goes to `failures`: a correction whose figure is gone, has
  /// another value than expected, or is not the only one of its kind.
  func applied(to document: NormalizedDocument, failures: inout [String]) -> NormalizedDocument {
    let record = document.record
    let due = ((rows[record.documentID] ?? []) + (rows[record.path] ?? [])).sorted { $0.line < $1.line }
    guard !due.isEmpty else { return document }
    var observations = document.observations
    for row in due {
      let matches = observations.indices.filter {
        observations[$0].observationID == row.figure || observations[$0].valueText == row.figure
      }
      let place = "\(file):\(row.line): "
      guard let index = matches.first else {
        failures.append(
          place + "\(record.path) has no figure `\(row.figure)` any more; remove the correction if the source "
            + "has mended itself")
        continue
      }
      guard matches.count == 1 else {
        failures.append(
          place + "\(record.path) has \(matches.count) figures `\(row.figure)`; name one by its observation_id: "
            + matches.map { observations[$0].observationID }.joined(separator: ", "))
        continue
      }
      guard observations[index].value == row.expect else {
        failures.append(
          place + "\(record.path) now states \(observations[index].value) where \(row.expect) was expected; "
            + "the source has changed: check it, then remove or renew the correction")
        continue
      }
      if case .drop = row.change {
        observations.remove(at: index)
      } else {
        row.apply(to: &observations[index])
      }
    }
    return NormalizedDocument(
      record: record, observations: observations, codes: document.codes, findings: document.findings)
  }

  private static func row(
    _ record: DelimitedText.Record, file: String, codelists: CodelistSet
  ) throws -> Row {
    func wrong(_ message: String) -> UsageError { UsageError(file: file, line: record.line, message) }
    let fields = record.fields
    guard fields.count == columns.count else {
      throw wrong("\(fields.count) fields where the header has \(columns.count)")
    }
    let (document, figure, action, target) = (fields[0], fields[1], fields[2], fields[3])
    guard !document.isEmpty, !figure.isEmpty, !fields[4].isEmpty else {
      throw wrong("document, figure and reason must not be empty")
    }
    guard let expect = ExactDecimal(fields[5]) else {
      throw wrong("`expect` must be the value that the document states today, not `\(fields[5])`")
    }
    func value<Value>(_ value: Value?, _ kind: String) throws -> Value {
      guard let value else { throw wrong("`to` must be \(kind) for the action `\(action)`, not `\(target)`") }
      return value
    }
    let change: Change
    switch action {
    case "drop":
      guard target.isEmpty else { throw wrong("the action `drop` needs no `to`") }
      change = .drop
    case "scale": change = .scale(try value(ExactDecimal(target), "a decimal number"))
    case "value": change = .value(try value(ExactDecimal(target), "a decimal number"))
    case "unit": change = .unit(try value(codelists.units[target], "a code of units.csv").code)
    case "comparator": change = .comparator(try value(Comparator(rawValue: target), "a comparator"))
    case "measure": change = .measure(try value(Measure(rawValue: target), "a measure"))
    case "status": change = .status(try value(ObservationStatus(rawValue: target), "a status"))
    case "period_start": change = .periodStart(try value(CivilDate(target), "an ISO date"))
    case "period_end": change = .periodEnd(try value(CivilDate(target), "an ISO date"))
    case "metric": change = .metric(try value(codelists.metrics[target], "a code of metrics.csv"))
    case "instrument": change = .instrument(try value(codelists.instruments[target], "a code of instruments.csv"))
    default: throw wrong("unknown action `\(action)`; there are \(actions.joined(separator: ", "))")
    }
    return Row(
      line: record.line, document: document, figure: figure, change: change, reason: fields[4], expect: expect)
  }
}

extension Corrections.Row {
  fileprivate func apply(to observation: inout Observation) {
    switch change {
    case .drop: break
    case .scale(let factor): observation.value = observation.value.multiplied(by: factor) ?? observation.value
    case .value(let value): observation.value = value
    case .unit(let unit): observation.unit = unit
    case .comparator(let comparator): observation.comparator = comparator
    case .measure(let measure): observation.measure = measure
    case .status(let status): observation.status = status
    case .periodStart(let date): observation.period.start = date
    case .periodEnd(let date): observation.period.end = date
    case .metric(let code):
      observation.metric = code.code
      observation.metricName = code.name
    case .instrument(let code):
      observation.instrument = code.code
      observation.instrumentName = code.name
    }
    // The dataset says of each figure what recognized it; a corrected one says so too.
    observation.rule += "+correction"
    observation.derivation["correction"] = reason
  }
}
