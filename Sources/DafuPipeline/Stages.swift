import DafuCodelists
import DafuExtract
import DafuModel
import DafuNormalize

/// How far a stage is, for a progress line.
public struct StageProgress: Hashable, Sendable {
  /// `extract`, `normalize` or `load`.
  public let stage: String
  /// How many inputs are done.
  public let done: Int
  /// How many there are, where that is known.
  public let total: Int?
  /// What it is at, where that can be said.
  public var detail: String?
}

/// The first stage by itself: inputs to lines of `ExtractOutcome`.
public struct ExtractStage {
  private let reader: InputReader
  private let inputs: InputList
  private let jobs: Int

  /// Finds the inputs of a pipeline. Throws `UsageError` for an input that does not exist.
  public init(pipeline: PipelineFile, jobs: Int) throws {
    inputs = try InputDiscovery.inputs(of: pipeline)
    reader = InputReader(reader: try pipeline.documentReader())
    self.jobs = jobs
  }

  /// Writes where the inputs are, a line each, in the order of their paths, and reads none.
  public func list(to writer: LineWriter) throws {
    for input in inputs { try writer.write(InputRecord(input).line()) }
  }

  /// Writes one line an input, in the order of their paths; gives the counts and the rejections.
  public func run(to writer: LineWriter, progress: (StageProgress) -> Void) throws -> RunSummary {
    var summary = RunSummary()
    let reader = reader
    try OrderedWork.run(
      jobs: min(jobs, inputs.count), next: iterator(of: inputs),
      transform: { input in
        let outcome = reader.read(input)
        return (outcome: outcome, line: StageLine.encode(outcome))
      },
      deliver: { result in
        try writer.write(result.line)
        switch result.outcome {
        case .document: summary.documents += 1
        case .rejected(let rejection): summary.rejections.append(rejection)
        }
        progress(StageProgress(stage: "extract", done: summary.inputs, total: inputs.count))
      })
    return summary
  }
}

/// The second stage by itself: lines of `ExtractOutcome` to lines of `NormalizeOutcome`, in the same order.
public struct NormalizeStage {
  private let normalizer: Normalizer
  private let jobs: Int

  /// Prepares the stage. Throws `UsageError` for a broken codelist. `listsCandidates` and
  /// `instrumentWeights`: see `Normalizer`.
  public init(
    pipeline: PipelineFile, jobs: Int, listsCandidates: Bool = false, instrumentWeights: [Int16]? = nil
  ) throws {
    normalizer = Normalizer(
      codelists: try CodelistSet.reading(folder: pipeline.codelists), listsCandidates: listsCandidates,
      instrumentWeights: instrumentWeights)
    self.jobs = jobs
  }

  /// Reads lines from a file descriptor and writes one for each, as soon as it and all before it are done.
  public func run(from descriptor: Int32, to writer: LineWriter, progress: (StageProgress) -> Void) throws {
    let lines = LineReader(descriptor: descriptor)
    let normalizer = normalizer
    var done = 0
    try OrderedWork.run(
      jobs: jobs, next: { try lines.next() },
      transform: { line in
        let outcome = try StageLine.extractOutcome(from: line.bytes, number: line.number)
        return StageLine.encode(normalizer.outcome(of: outcome))
      },
      deliver: { line in
        try writer.write(line)
        done += 1
        progress(StageProgress(stage: "normalize", done: done, total: nil))
      })
  }
}

/// The third stage by itself: lines of `NormalizeOutcome` to a published release.
public struct LoadStage {
  private let pipeline: PipelineFile
  private let codelists: CodelistSet
  private let jobs: Int
  private let options: RunOptions

  /// Prepares the stage. Throws `UsageError` for a broken codelist.
  public init(pipeline: PipelineFile, jobs: Int, options: RunOptions = RunOptions()) throws {
    self.pipeline = pipeline
    self.options = options
    codelists = try CodelistSet.reading(folder: pipeline.codelists)
    self.jobs = jobs
  }

  /// Reads records of `dafu tabulate` and `dafu resolve` from a file descriptor and publishes what they hold.
  public func run(recordsFrom descriptor: Int32, progress: (StageProgress) -> Void) throws -> RunSummary {
    try publishing { loading in
      try RecordLine.read(from: descriptor, jobs: jobs) { record, number in
        try Interruption.check()
        try loading.add(record, line: number)
        progress(StageProgress(stage: "load", done: number, total: nil))
      }
    }
  }

  /// Reads lines from a file descriptor and publishes what they hold. Throws `FailedChecks` where a check fails.
  public func run(from descriptor: Int32, progress: (StageProgress) -> Void) throws -> RunSummary {
    try publishing { loading in
      let lines = LineReader(descriptor: descriptor)
      var done = 0
      try OrderedWork.run(
        jobs: jobs, next: { try lines.next() },
        transform: { line in
          EncodedOutcome(
            try StageLine.normalizeOutcome(from: line.bytes, number: line.number, keepsDerivations: false))
        },
        deliver: { outcome in
          try Interruption.check()
          try loading.add(outcome)
          done += 1
          progress(StageProgress(stage: "load", done: done, total: nil))
        })
    }
  }

  /// Publishes what `fill` adds; nobody else publishes meanwhile.
  private func publishing(_ fill: (ReleaseLoading) throws -> Void) throws -> RunSummary {
    let lock = try RunLock(pipeline.home, patience: options.patience) { _ in }
    defer { withExtendedLifetime(lock) {} }
    let loading = try ReleaseLoading(pipeline: pipeline, codelists: codelists, sources: .init(pipeline), jobs: jobs)
    try fill(loading)
    return try loading.publish(acceptsLosses: options.acceptsLosses).summary
  }
}

extension Normalizer {
  /// Normalizes a document; passes a rejection through.
  func outcome(of outcome: ExtractOutcome) -> NormalizeOutcome {
    switch outcome {
    case .document(let document): .document(normalize(document))
    case .rejected(let rejection): .rejected(rejection)
    }
  }
}

/// A function that gives the elements one after the other, then nil.
func iterator<Element>(of elements: some Sequence<Element>) -> () -> Element? {
  var rest = elements.makeIterator()
  return { rest.next() }
}
