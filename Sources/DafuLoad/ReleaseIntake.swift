import DafuModel

/// Takes outcomes one by one, in any order, and makes the release of them. Neither the documents nor their
/// observations are held in memory when there are many: both wait, sorted, in temporary files.
public final class ReleaseIntake {
  private let assembly: ReleaseAssembly
  private let builder: ReleaseBuilder
  private let inputs: DistinctInputs

  init(_ builder: ReleaseBuilder) {
    let space = WorkingSpace(below: builder.workingFolder, memoryLimit: builder.memoryLimit)
    self.builder = builder
    assembly = ReleaseAssembly(builder, space)
    inputs = DistinctInputs(space)
  }

  /// Takes one outcome. Throws `FileError` where a temporary file cannot be written.
  public func add(_ outcome: NormalizeOutcome) throws { try inputs.add(outcome) }

  /// Takes a document that is encoded already.
  public func add(_ document: EncodedDocument) throws { try inputs.add(document) }

  /// Takes a record of another machine, of any kind. Throws `DamagedRecord` where it is none, and `FileError`.
  public func add(_ record: ReleaseRecord) throws { try assembly.add(record) }

  /// Builds the release; call once. Throws `ReleaseCheckError` where a check or a correction fails, `FileError` where
  /// a temporary file cannot be written or read.
  public func build() throws -> Release {
    var tabulator = DocumentTabulator(builder)
    let candidates = CandidateRecords(metrics: builder.codelists.metrics)
    // The part in the keyed table is made beside all else; where there is one thread, of the rows that it has at hand.
    let isAlone = builder.jobs == 1
    try Parallel.beside(
      jobs: builder.jobs,
      consume: { [assembly] in if !isAlone { try assembly.takeCandidates(of: $0, candidates) } },
      work: { handOver in
        try inputs.forEachDocument { document in
          let document = try tabulator.opened(document)
          try handOver(document)
          let date = CandidateRecords.date(of: document)
          try document.open { brought, rows in
            tabulator.bring(brought)
            try assembly.take(rows, of: document) { row in
              tabulator.note(row)
              if isAlone { try assembly.takeCandidate(row, documentDate: date, candidates) }
            }
          }
          try tabulator.tabulateDocument(document) { try assembly.take($0, key: $1, groupCount: $2, payload: $3) }
        }
      })
    guard tabulator.failures.isEmpty else { throw ReleaseCheckError(failures: tabulator.failures) }
    assembly.add(tabulator.codes)
    for rejection in inputs.rejections { assembly.add(rejection) }
    for (key, finding) in inputs.findings { assembly.add(finding, key: key) }
    return try assembly.release()
  }
}
