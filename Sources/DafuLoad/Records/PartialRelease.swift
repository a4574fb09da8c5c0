import DafuModel

/// The records of a part of a corpus: what one machine of many makes of its documents.
///
/// A part must hold all documents of an identifier, and be told of every identifier elsewhere that begins with one of
/// its own and goes on with `-` and a number: such names are given to documents that share an identifier.
public final class PartialTabulation {
  private let builder: ReleaseBuilder
  private let inputs: DistinctInputs

  /// Creates a tabulation; the builder's options do not matter.
  public init(_ builder: ReleaseBuilder) {
    self.builder = builder
    inputs = DistinctInputs(WorkingSpace(below: builder.workingFolder, memoryLimit: builder.memoryLimit))
  }

  /// Takes an outcome, in any order. Throws `FileError` where a temporary file cannot be written.
  public func add(_ outcome: NormalizeOutcome) throws { try inputs.add(outcome) }

  /// Takes a document that is encoded already.
  public func add(_ document: EncodedDocument) throws { try inputs.add(document) }

  /// Takes note of an identifier that a document of another part has.
  public func reserve(_ identifier: String) { inputs.reserve(identifier) }

  /// Hands every record to `take`; call once. Throws `ReleaseCheckError` where a correction no longer fits its
  /// source, and `FileError`.
  public func finish(take: (ReleaseRecord) throws -> Void) throws {
    var tabulator = DocumentTabulator(builder)
    try inputs.forEachDocument { document in
      try tabulator.tabulate(document) { kind, key, groupCount, payload in
        try take(
          ReleaseRecord(
            kind: kind, group: Array(key.prefix(groupCount)), rest: Array(key.dropFirst(groupCount)),
            payload: Array(payload)))
      }
    }
    guard tabulator.failures.isEmpty else { throw ReleaseCheckError(failures: tabulator.failures) }
    for record in tabulator.codes.records() { try take(record) }
    for rejection in inputs.rejections.sorted(by: { TotalOrder.precedes($0.path, $1.path) }) {
      try take(ReleaseRecord(rejection: rejection))
    }
    for (key, finding) in inputs.findings { try take(ReleaseRecord(finding: finding, key: key)) }
  }
}

/// The keyed table's rows of some groups of candidates: what one machine of many resolves.
///
/// It must be given all candidates of a group, and all records of codes: which metrics are financial is known when
/// all documents have been seen.
public final class PartialResolution {
  private let assembly: ReleaseAssembly

  /// Creates a resolution; the builder's options do not matter.
  public init(_ builder: ReleaseBuilder) {
    assembly = ReleaseAssembly(
      builder, WorkingSpace(below: builder.workingFolder, memoryLimit: builder.memoryLimit))
  }

  /// Takes a record of a code or a candidate, in any order. Throws `DamagedRecord` where it is none, and `FileError`.
  public func add(_ record: ReleaseRecord) throws {
    guard record.kind == .candidate || record.kind == .code else { throw DamagedRecord() }
    try assembly.add(record)
  }

  /// Hands every row to `take`, in the order of the keys; call once.
  public func finish(take: (ReleaseRecord) throws -> Void) throws {
    try assembly.resolvedMetrics().forEachRow { key, row, _ in
      try take(ReleaseRecord(kind: .metric, group: Array(key), rest: [], payload: Array(row.bytes)))
    }
  }
}
