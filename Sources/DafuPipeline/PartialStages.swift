import DafuCodelists
import DafuLoad
import DafuModel
import Foundation

/// The first stage on inputs that come as lines with their bytes.
public struct ExtractRecordsStage {
  private let reader: InputReader
  private let jobs: Int

  /// Prepares the stage. Throws `UsageError` where the pipeline asks for a program that is not installed.
  public init(pipeline: PipelineFile, jobs: Int) throws {
    reader = InputReader(reader: try pipeline.documentReader())
    self.jobs = jobs
  }

  /// Reads lines from a file descriptor and writes the outcome of each, in their order, as soon as it is done. A line
  /// that is no record is a rejection, never an error. Gives the counts and the rejections.
  public func run(
    from descriptor: Int32, to writer: LineWriter, progress: (StageProgress) -> Void
  ) throws -> RunSummary {
    let lines = LineReader(descriptor: descriptor)
    let reader = reader
    var summary = RunSummary()
    try OrderedWork.run(
      jobs: jobs, next: { try lines.next() },
      transform: { line in
        let outcome = InputRecord.outcome(of: line.bytes, number: line.number, reader: reader)
        return (outcome: outcome, line: StageLine.encode(outcome))
      },
      deliver: { result in
        try writer.write(result.line)
        switch result.outcome {
        case .document: summary.documents += 1
        case .rejected(let rejection): summary.rejections.append(rejection)
        }
        progress(StageProgress(stage: "extract", done: summary.inputs, total: nil))
      })
    return summary
  }
}

/// The part of `load` that many machines do, each for some documents: outcomes to records of the release's tables.
public struct TabulateStage {
  /// A line of the stream: an outcome, or an identifier that a document elsewhere has.
  private enum Line {
    case outcome(EncodedOutcome)
    case taken(String)

    private struct Taken: Decodable { let taken: String }

    init(_ line: [UInt8], number: Int) throws {
      if line.starts(with: Array(#"{"taken":"#.utf8)),
        let line = try? JSONDecoder().decode(Taken.self, from: Data(line))
      {
        self = .taken(line.taken)
      } else {
        self = .outcome(
          EncodedOutcome(try StageLine.normalizeOutcome(from: line, number: number, keepsDerivations: false)))
      }
    }
  }

  private let pipeline: PipelineFile
  private let tabulation: PartialTabulation
  private let jobs: Int

  /// Prepares the stage; temporary files go into `scratch`. Throws `UsageError` for broken codelists, corrections or
  /// settings.
  public init(pipeline: PipelineFile, scratch: String, jobs: Int) throws {
    self.pipeline = pipeline
    self.jobs = jobs
    tabulation = PartialTabulation(
      try ReleaseLoading.builder(
        pipeline: pipeline, codelists: try CodelistSet.reading(folder: pipeline.codelists), sources: .init(pipeline),
        workingFolder: scratch))
  }

  /// Reads lines of `dafu normalize`, and lines `{"taken":"…"}`, and writes records. Throws `FailedChecks` where a
  /// correction no longer fits its source.
  public func run(from descriptor: Int32, to writer: LineWriter) throws {
    let lines = LineReader(descriptor: descriptor)
    let records = RecordLineWriter(writer)
    var read = 0
    try ReleaseLoading.reportingFailures(pipeline) {
      try OrderedWork.run(
        jobs: jobs, next: { try lines.next() },
        transform: { line in
          try Line(line.bytes, number: line.number)
        },
        deliver: { line in
          read += 1
          switch line {
          case .outcome(.document(let document)): try tabulation.add(document)
          case .outcome(.rejected(let rejection)): try tabulation.add(.rejected(rejection))
          case .taken(let identifier): tabulation.reserve(identifier)
          }
        })
      try tabulation.finish { try records.write($0) }
      try records.finish(read: read)
    }
  }
}

/// The keyed table's part of `load` that many machines do, each for some of its keys: records to rows.
public struct ResolveStage {
  private let pipeline: PipelineFile
  private let resolution: PartialResolution
  private let jobs: Int

  /// Prepares the stage; temporary files go into `scratch`. Throws `UsageError` for broken codelists, corrections or
  /// settings.
  public init(pipeline: PipelineFile, scratch: String, jobs: Int) throws {
    self.pipeline = pipeline
    self.jobs = jobs
    resolution = PartialResolution(
      try ReleaseLoading.builder(
        pipeline: pipeline, codelists: try CodelistSet.reading(folder: pipeline.codelists), sources: .init(pipeline),
        workingFolder: scratch))
  }

  /// Reads records of codes and of candidates, all of a group, and writes the rows of the groups.
  public func run(from descriptor: Int32, to writer: LineWriter) throws {
    let records = RecordLineWriter(writer)
    var read = 0
    try ReleaseLoading.reportingFailures(pipeline) {
      try RecordLine.read(from: descriptor, jobs: jobs) { record, number in
        read += 1
        do { try resolution.add(record) } catch is DamagedRecord { throw RecordLine.fault(number) }
      }
      try resolution.finish { try records.write($0) }
      try records.finish(read: read)
    }
  }
}
