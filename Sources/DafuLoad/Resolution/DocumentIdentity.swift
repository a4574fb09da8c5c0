import DafuModel

/// A finding of `load` and the input that it is about.
public struct LoadFinding: Hashable, Sendable {
  /// The input's path; empty where the finding is about the whole release.
  public let path: String
  /// What was seen.
  public let finding: Finding

  init(path: String, code: String, severity: Finding.Severity, message: String) {
    self.path = path
    finding = Finding(code: code, severity: severity, message: message)
  }
}

/// Inputs, taken in any order and given back with every document under an identifier of its own.
///
/// Documents wait in a sorter; only digests of their identifiers and the rejections stay in memory.
final class DistinctInputs {
  /// What was seen on the way, each under its document's place in the order; complete when the documents have been
  /// visited.
  private(set) var findings: [(key: [UInt8], finding: LoadFinding)] = []
  private let documents: ExternalSorter
  private var taken = DigestSet()
  private var rejected: Set<Rejection> = []
  private var forms: OtherForms

  init(_ space: WorkingSpace) {
    documents = ExternalSorter(space)
    forms = OtherForms(space)
  }

  func add(_ outcome: NormalizeOutcome) throws {
    switch outcome {
    case .document(let document): try add(EncodedDocument(document))
    case .rejected(let rejection): rejected.insert(rejection)
    }
  }

  func add(_ document: EncodedDocument) throws {
    var key = OrderedKey()
    key.append(document.record.documentID)
    key.append(document.record.path)
    key.append(document.record.sha256)
    reserve(document.record.documentID)
    try forms.note(document)
    try documents.add(key: key.bytes, payload: document.bytes)
  }

  /// Takes note of an identifier that a document elsewhere has.
  func reserve(_ identifier: String) { _ = taken.insert(Digest(identifier)) }

  /// Visits every document, once, in the order of identifiers as they were added. Of documents with one identifier
  /// the one with the smallest path keeps it; the same bytes again are rejected as a duplicate; other bytes stay,
  /// under the identifier with `-2`, `-3`, …, unless they are another form of the same reply.
  func forEachDocument(_ body: (EncodedDocument) throws -> Void) throws {
    try forms.settle()
    var current: String?
    var digests: [String: String] = [:]
    try documents.finish().forEach { key, payload in
      let document = try EncodedDocument(bytes: Array(payload))
      let record = document.record
      if let kept = forms.kept(insteadOf: document) {
        rejected.insert(
          Rejection(
            path: record.path, reason: .otherForm, message: "the same reply as \(kept), which was kept",
            sha256: record.sha256))
        return
      }
      guard let identifier = current, record.documentID == identifier else {
        current = record.documentID
        digests = [record.sha256: record.path]
        try body(document)
        return
      }
      if let kept = digests[record.sha256] {
        rejected.insert(
          Rejection(
            path: record.path, reason: .duplicate, message: "the same bytes as \(kept), which was kept",
            sha256: record.sha256))
        return
      }
      digests[record.sha256] = record.path
      var number = 2
      while taken.contains(Digest("\(identifier)-\(number)")) { number += 1 }
      let renamed = "\(identifier)-\(number)"
      reserve(renamed)
      let finding = LoadFinding(
        path: record.path, code: "document-id-shared", severity: .warning,
        message: "another document has the identifier \(identifier) but other bytes; this one is now \(renamed)")
      findings.append((Array(key), finding))
      try body(EncodedDocument(try document.document().renamed(to: renamed)))
    }
  }

  /// The rejected inputs; complete when the documents have been visited.
  var rejections: Set<Rejection> { rejected }

  /// Rejected inputs in the order of their paths, each path once.
  static func onePerPath(_ rejections: Set<Rejection>) -> [Rejection] {
    var unique: [Rejection] = []
    let sorted = rejections.sorted {
      TotalOrder.precedes(
        [$0.path, $0.reason.rawValue, $0.message, $0.sha256 ?? ""],
        [$1.path, $1.reason.rawValue, $1.message, $1.sha256 ?? ""])
    }
    for rejection in sorted {
      if let last = unique.last, last.path == rejection.path {
        // Two input folders may each hold a file of this path; the row's key is the path, so they share the row.
        unique[unique.count - 1] = Rejection(
          path: last.path, reason: last.reason,
          message: "\(last.message); also \(rejection.reason.rawValue): \(rejection.message)", sha256: last.sha256)
      } else {
        unique.append(rejection)
      }
    }
    return unique
  }
}

extension NormalizedDocument {
  /// The document under another identifier, its observations with it.
  fileprivate func renamed(to identifier: String) -> NormalizedDocument {
    var record = self.record
    let former = record.documentID
    record.documentID = identifier
    let observations = self.observations.map { observation in
      var observation = observation
      observation.documentID = identifier
      observation.observationID =
        observation.observationID.utf8.starts(with: former.utf8)
        ? identifier + String(decoding: observation.observationID.utf8.dropFirst(former.utf8.count), as: UTF8.self)
        : "\(observation.observationID)-\(identifier)"
      return observation
    }
    return NormalizedDocument(record: record, observations: observations, codes: codes, findings: findings)
  }
}
