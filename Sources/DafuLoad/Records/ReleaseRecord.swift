import DafuModel

/// A piece of a release on its way from one machine to another: a row under the key that it is sorted by, or what a
/// part of the inputs says about the whole.
///
/// Its bytes are those of one program version: parts of different versions must not meet.
public struct ReleaseRecord: Hashable, Sendable {
  /// What a record is. The raw values are those of the stream form.
  public enum Kind: String, Sendable, CaseIterable {
    /// A row of `observations`.
    case observation = "observations"
    /// A row of `documents`.
    case document = "documents"
    /// An observation that may have a part in the keyed table; those of one `group` are one row of it.
    case candidate = "metric_candidates"
    /// A row of the keyed table.
    case metric = "financial_metrics"
    /// A code in use: the names beside it, and how documents define it.
    case code = "codes"
    /// A rejected input.
    case rejection = "rejects"
    /// Something noticed about an input.
    case finding = "findings"
  }

  /// What it is.
  public let kind: Kind
  /// The first part of the key, in the order of unsigned bytes. Records of one group belong together.
  public let group: [UInt8]
  /// The rest of the key; empty for most.
  public let rest: [UInt8]
  /// What stands under the key.
  public let payload: [UInt8]

  /// Creates a record.
  public init(kind: Kind, group: [UInt8], rest: [UInt8], payload: [UInt8]) {
    self.kind = kind
    self.group = group
    self.rest = rest
    self.payload = payload
  }

  /// The whole key.
  var key: [UInt8] { rest.isEmpty ? group : group + rest }

  init(rejection: Rejection) {
    var key = OrderedKey()
    key.append(rejection.path)
    var payload = RecordWriter()
    payload.append(rejection.path)
    payload.append(rejection.reason)
    payload.append(rejection.message)
    payload.append(rejection.sha256)
    self.init(kind: .rejection, group: key.bytes, rest: [], payload: payload.bytes)
  }

  func rejection() throws(DamagedRecord) -> Rejection {
    var reader = RecordReader(payload)
    let rejection = Rejection(
      path: try reader.text(), reason: try reader.value(Rejection.Reason.self), message: try reader.text(),
      sha256: try reader.optionalText())
    try reader.expectEnd()
    return rejection
  }

  init(finding: LoadFinding, key: [UInt8]) {
    var payload = RecordWriter()
    payload.append(finding.path)
    payload.append(finding.finding.code)
    payload.append(finding.finding.severity)
    payload.append(finding.finding.message)
    self.init(kind: .finding, group: key, rest: [], payload: payload.bytes)
  }

  func finding() throws(DamagedRecord) -> LoadFinding {
    var reader = RecordReader(payload)
    let finding = LoadFinding(
      path: try reader.text(), code: try reader.text(), severity: try reader.value(Finding.Severity.self),
      message: try reader.text())
    try reader.expectEnd()
    return finding
  }

  /// Throws `DamagedRecord` where the record holds no row of a table.
  func checkRow(of table: Table) throws(DamagedRecord) {
    guard payload.withUnsafeBytes({ TableRow(validating: $0, of: table) != nil }) else { throw DamagedRecord() }
  }
}
