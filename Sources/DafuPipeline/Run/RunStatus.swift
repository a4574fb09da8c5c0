import Foundation

/// What the ledger says of the last runs.
public struct RunStatus: Sendable {
  private static let shownRuns = 10
  private static let shownOutcomes = 20

  /// The runs, the last one first.
  public let runs: [LedgerRun]
  /// What became of the inputs of the last run, by path.
  public let outcomes: [LedgerOutcome]

  /// Reads the ledger of a pipeline. Throws `UsageError` where there is none.
  public init(of pipeline: PipelineFile) throws {
    guard let database = StateDatabase.reading(folder: pipeline.stateDirectory) else {
      throw UsageError(
        file: pipeline.stateDirectory,
        "there is no ledger: no run has ended here, or the pipeline keeps no state")
    }
    defer { database.close() }
    do {
      let ledger = Ledger(state: database, limit: pipeline.state.runs)
      runs = try ledger.runs()
      outcomes = try runs.first.map { try ledger.allOutcomes(of: $0.number) } ?? []
    } catch let error as StateDatabase.Unavailable {
      throw UsageError(file: pipeline.stateDirectory, "the ledger cannot be read: \(error.message)")
    }
  }

  /// The runs as a table, then the last one in detail: the inputs that were rejected or are missing, or all.
  public func text(allDocuments: Bool) -> String {
    guard let last = runs.first else { return "no runs\n" }
    var table = TextTable(columns: 7, rightAligned: [3, 6])
    table.add(["started", "result", "version", "figures", "inputs", "message", "seconds"])
    for run in runs.prefix(RunStatus.shownRuns) {
      let message = (run.message ?? "").split(separator: "\n").first.map(String.init) ?? ""
      table.add([
        run.started, run.result.rawValue, run.version ?? "", run.figures.map { "\($0)" } ?? "",
        run.counts?.text ?? "", message.count > 60 ? message.prefix(60) + "…" : message,
        run.milliseconds.map { "\($0 / 1000).\($0 % 1000 / 100)" } ?? "",
      ])
    }
    var text = table.text
    if let message = last.message { text += "\nlast run: \(last.result.rawValue)\n\(message)\n" }
    let listed = allDocuments ? outcomes : outcomes.filter { [.rejected, .missing, .kept].contains($0.outcome) }
    guard !listed.isEmpty else { return text }
    var documents = TextTable(columns: 4)
    documents.add(["outcome", "reason", "path", "message"])
    for outcome in allDocuments ? listed[...] : listed.prefix(RunStatus.shownOutcomes) {
      documents.add([outcome.outcome.rawValue, outcome.reason ?? "", outcome.path, outcome.message ?? ""])
    }
    text += "\n" + documents.text
    if !allDocuments, listed.count > RunStatus.shownOutcomes {
      text += "… and \(listed.count - RunStatus.shownOutcomes) more: --documents lists all\n"
    }
    return text
  }

  /// Runs and outcomes as one JSON object.
  public func json() throws -> String {
    struct Content: Encodable {
      let runs: [LedgerRun]
      let outcomes: [LedgerOutcome]
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    return String(decoding: try encoder.encode(Content(runs: runs, outcomes: outcomes)), as: UTF8.self) + "\n"
  }
}
