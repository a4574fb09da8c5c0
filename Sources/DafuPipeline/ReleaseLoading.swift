import DafuCodelists
import DafuModel

/// The way from outcomes to a published release: corrections, the pipeline's checks, then DafuLoad.
struct ReleaseLoading {
  private let pipeline: PipelineFile
  private let corrections: Corrections
  private var collector = SummaryCollector()
  private var failures: [String] = []
  private var outcomes: [NormalizeOutcome] = []

  init(pipeline: PipelineFile, codelists: CodelistSet) throws {
    self.pipeline = pipeline
    corrections = try pipeline.corrections.map { try Corrections(reading: $0, codelists: codelists) } ?? Corrections()
  }

  /// Takes one outcome.
  mutating func add(_ outcome: NormalizeOutcome) throws {
    switch outcome {
    case .rejected: outcomes.append(outcome)
    case .document(let document):
      outcomes.append(.document(corrections.applied(to: document, failures: &failures)))
    }
  }

  /// Checks and publishes.
  mutating func publish() throws -> RunSummary {
    for outcome in outcomes { collector.add(outcome) }
    let summary = collector.summary
    let failures = failures + pipeline.checks.failures(of: summary)
    guard failures.isEmpty else { throw CheckFailure(failures) }
    return summary
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
