import DafuCodelists
import DafuLoad
import DafuModel

/// What became of one input, a document in the form in which `load` takes it.
enum EncodedOutcome: Sendable {
  case document(EncodedDocument)
  case rejected(Rejection)

  init(_ outcome: NormalizeOutcome) {
    switch outcome {
    case .document(let document): self = .document(EncodedDocument(document))
    case .rejected(let rejection): self = .rejected(rejection)
    }
  }

  /// The input's path.
  var path: String {
    switch self {
    case .document(let document): document.record.path
    case .rejected(let rejection): rejection.path
    }
  }
}

/// The way from outcomes to a published release, and the only place where the run meets DafuLoad: build with
/// corrections, check what the pipeline file asks, publish.
struct ReleaseLoading {
  private let pipeline: PipelineFile
  private let intake: ReleaseIntake

  /// The files beside documents and codelists that a release is made from, read once.
  struct Sources: Sendable {
    let corrections: [UInt8]?
    let accuracy: [UInt8]?

    /// Reads them. Throws `UsageError` where they cannot be read.
    init(_ pipeline: PipelineFile) throws {
      func bytes(_ file: String, _ what: String) throws -> [UInt8] {
        do { return try FileSystemPath(file).readAll() } catch {
          throw UsageError(file: file, "the \(what) cannot be read: \(error.reason)")
        }
      }
      corrections = try pipeline.corrections.map { try bytes($0, "corrections") }
      accuracy = try pipeline.accuracy.map { try bytes($0, "measured accuracy") }
    }
  }

  /// Reads the corrections. Throws `UsageError` where they, or the dataset's settings, are broken.
  init(pipeline: PipelineFile, codelists: CodelistSet, sources: Sources, jobs: Int) throws {
    self.pipeline = pipeline
    // Beside the releases: there is room for a release, so there is room for what it is made of.
    intake = try ReleaseLoading.builder(
      pipeline: pipeline, codelists: codelists, sources: sources, workingFolder: pipeline.home, jobs: jobs
    ).intake()
  }

  /// What builds the pipeline's release, or a part of it.
  static func builder(
    pipeline: PipelineFile, codelists: CodelistSet, sources: Sources, workingFolder: String, jobs: Int = 1
  ) throws -> ReleaseBuilder {
    let options: ReleaseOptions
    let accuracy = try sources.accuracy.map { try ReleaseLoading.accuracy($0, file: pipeline.accuracy ?? "") }
    do { options = try ReleaseOptions(pipeline, accuracy) } catch {
      throw UsageError(file: pipeline.path, error.message)
    }
    return ReleaseBuilder(
      options: options, codelists: codelists,
      corrections: try sources.corrections.map {
        try ReleaseLoading.corrections($0, file: pipeline.corrections ?? "")
      } ?? [], workingFolder: workingFolder, jobs: jobs)
  }

  /// Takes one outcome; their order does not matter. Throws `OutputFailure` where a temporary file cannot be written.
  func add(_ outcome: EncodedOutcome) throws {
    do {
      switch outcome {
      case .document(let document): try intake.add(document)
      case .rejected(let rejection): try intake.add(.rejected(rejection))
      }
    } catch let error as FileError {
      throw ReleaseLoading.failure(error.description)
    }
  }

  /// Takes one record that another machine made; their order does not matter. Throws `UsageError` where it is none.
  func add(_ record: ReleaseRecord, line: Int) throws {
    do { try intake.add(record) } catch let error as FileError {
      throw ReleaseLoading.failure(error.description)
    } catch is DamagedRecord {
      throw RecordLine.fault(line)
    }
  }

  /// Builds, checks and publishes; gives what the release has, and the release. Throws `FailedChecks` where a check
  /// fails, `HeldBack` where too many figures would be lost, and `OutputFailure` where the system refuses; nothing is
  /// published then.
  ///
  /// `progress` is told each file that is written, and the last steps.
  func publish(
    acceptsLosses: Bool, progress: @escaping (StageProgress) -> Void = { _ in }
  ) throws -> (summary: RunSummary, release: PublishedRelease) {
    // The publisher calls it back on this thread, before it returns.
    nonisolated(unsafe) let progress = progress
    nonisolated(unsafe) var written = 0
    progress(StageProgress(stage: "load", done: 0, total: nil, detail: "building the tables"))
    return try ReleaseLoading.reportingFailures(pipeline) {
      let release = try intake.build()
      try Interruption.check()
      var summary = try RunSummary(of: release, at: pipeline.latestRelease)
      let failures = pipeline.checks.failures(of: summary)
      guard failures.isEmpty else { throw FailedChecks(failures) }
      let gate = CoverageGate(share: acceptsLosses ? nil : pipeline.checks.maximumLostShare)
      let published: PublishedRelease
      do {
        let publisher = ReleasePublisher(directory: pipeline.outputs.directory) { step in
          // Between the last two steps there is nothing to save any more.
          if step != "switch" { try Interruption.check() }
          progress(StageProgress(stage: "publish", done: written, total: nil, detail: step))
          written += 1
        }
        published = try publisher.publish(release, if: gate.allows)
      } catch let held as HeldRelease {
        throw HeldBack(gate, held)
      }
      summary.version = published.version
      summary.releasePath = FileSystemPath(summary.releasePath).readable
      return (summary, published)
    }
  }

  /// Does something with the parts of a release; throws what went wrong as the command line reports it.
  static func reportingFailures<Result>(_ pipeline: PipelineFile, _ body: () throws -> Result) throws -> Result {
    do { return try body() } catch let error as ReleaseCheckError {
      throw FailedChecks(
        error.failures.map { failure in
          guard failure.rule == .correction, let file = pipeline.corrections, let line = failure.row else {
            return failure.description
          }
          return "\(file):\(line): \(failure.message)"
        })
    } catch let error as FileError {
      throw ReleaseLoading.failure(error.description)
    } catch let error as DamagedRecord {
      throw ReleaseLoading.failure(error.description)
    } catch let error as PublishError {
      throw ReleaseLoading.failure(error.description)
    }
  }

  private static func failure(_ message: String) -> OutputFailure {
    OutputFailure(message: message + "\nnothing was published; an earlier release is untouched")
  }

  private static func accuracy(_ bytes: [UInt8], file: String) throws -> AccuracyTable {
    do { return try AccuracyTable(bytes) } catch { throw UsageError(file: file, line: error.line, error.message) }
  }

  private static func corrections(_ bytes: [UInt8], file: String) throws -> [Correction] {
    do { return try Correction.read(file: file, bytes: bytes) } catch {
      throw UsageError(file: error.file, line: error.line, error.message)
    }
  }
}

extension ReleaseOptions {
  fileprivate init(_ pipeline: PipelineFile, _ accuracy: AccuracyTable?) throws(ReleaseOptionsError) {
    let dataset = pipeline.dataset
    let sentences = [dataset.description, "Publisher: \(dataset.publisher)."].filter { !$0.isEmpty }
    try self.init(
      dataset: dataset.name, title: "\(dataset.titleChinese) (\(dataset.title))",
      description: sentences.joined(separator: " "), licence: Licence(name: dataset.licence),
      publisher: dataset.publisher, accuracy: accuracy, version: pipeline.outputs.version,
      csvByteOrderMark: pipeline.outputs.csvByteOrderMark,
      formats: Set(pipeline.outputs.formats.compactMap(ReleaseFormat.init)))
  }
}

extension RunSummary {
  /// Counts a release's rows.
  fileprivate init(of release: Release, at path: String) throws {
    releasePath = path
    documents = release.counts.documents
    observations = release.counts.observations
    (years, agencies, instruments) = (release.counts.years, release.counts.agencies, release.counts.instruments)
    tables = release.tables.map { Table(file: $0.table.name + ".csv", rows: $0.count) }
    for content in release.tables {
      func column(_ name: String) -> Int? { content.table.index(of: name) }
      switch content.table.name {
      case "rejects":
        guard let path = column("path"), let reason = column("reason"), let message = column("message") else { break }
        try content.forEachRow { row in
          guard let reason = Rejection.Reason(rawValue: row[reason].plainText) else { return }
          rejections.append(Rejection(path: row[path].plainText, reason: reason, message: row[message].plainText))
        }
      default: break
      }
    }
  }
}

extension PipelineFile.Checks {
  /// What does not hold of a run, a sentence each.
  func failures(of summary: RunSummary) -> [String] {
    var failures: [String] = []
    if summary.documents < minimumDocuments {
      failures.append("\(summary.documents) documents were read, at least \(minimumDocuments) are required")
    }
    if summary.observations < minimumObservations {
      failures.append("\(summary.observations) observations were found, at least \(minimumObservations) are required")
    }
    if let most = ExactDecimal(summary.inputs).multiplied(by: maximumRejectShare),
      ExactDecimal(summary.rejections.count) > most
    {
      failures.append(
        "\(summary.rejections.count) of \(summary.inputs) inputs were rejected, more than the share of "
          + "\(maximumRejectShare) that is allowed")
    }
    return failures
  }
}
