import DafuLoad
import Foundation

/// The state as one run uses it. Whatever goes wrong with it is said once, and the run goes on without: a release
/// does not depend on it.
final class RunState {
  private(set) var database: StateDatabase?
  private(set) var inputs: StateInputs?
  private var writer: StateInputWriter?
  private var run: LedgerRun?
  private var outcomes: [LedgerOutcome] = []
  private let note: (String) -> Void
  private let ledgerLimit: Int
  private let jobs: Int
  private let start = ContinuousClock.now

  /// Opens the state of a pipeline, unless it keeps none.
  init(_ pipeline: PipelineFile, jobs: Int, note: @escaping (String) -> Void) {
    self.note = note
    ledgerLimit = pipeline.state.runs
    self.jobs = jobs
    guard pipeline.state.isKept else { return }
    do {
      database = try StateDatabase.open(folder: pipeline.stateDirectory, readers: jobs, note: note)
    } catch {
      note(
        "the state in \(pipeline.stateDirectory) cannot be used: \(error.message); this run goes on without, "
          + "everything is read")
    }
  }

  /// Does something with the state, if there is one.
  private func attempt<Value>(_ body: (StateDatabase) throws -> Value) -> Value? {
    guard let database else { return nil }
    do { return try body(database) } catch {
      giveUp(error as? StateDatabase.Unavailable ?? StateDatabase.Unavailable(error))
      return nil
    }
  }

  private func giveUp(_ error: StateDatabase.Unavailable) {
    guard let database else { return }
    self.database = nil
    inputs = nil
    writer = nil
    database.close()
    if error.isDamaged {
      do {
        try StateDatabase.setAside(in: database.folder, because: error.message, note: note)
        return
      } catch let failure { note(failure.message) }
    }
    note(
      "the state in \(database.folder) cannot be used: \(error.message); this run goes on without it, "
        + "the next one has more to do")
  }

  /// Enters the run into the ledger.
  func begin(isFresh: Bool) {
    attempt { database in
      run = try Ledger(state: database, limit: ledgerLimit).begin()
      if isFresh { try database.forgetInputs() }
    }
  }

  /// The program's identity.
  func programFingerprint() -> String {
    ProgramIdentity.fingerprint { StateDatabase.digest(ofProgramFile: $0, in: database) }
  }

  /// Makes ready to look up inputs made with a recipe.
  func prepare(_ recipe: Recipe) {
    attempt { inputs = try StateInputs($0, recipe: recipe) }
    writer = inputs.map(StateInputWriter.init)
  }

  /// Makes a plan with what the state knows; where that cannot be read, without.
  func plan(_ make: (StateInputs?) throws -> RunPlan) throws -> RunPlan {
    do { return try make(inputs) } catch let error as StateDatabase.Unavailable {
      giveUp(error)
      return try make(nil)
    }
  }

  /// What was published last.
  func published() -> PublishedState? { attempt { try PublishedState($0) } ?? nil }

  /// Remembers an input.
  func remember(_ row: InputRow) {
    guard writer != nil else { return }
    attempt { _ in try writer?.add(row) }
  }

  /// Enters an outcome into the ledger.
  func enter(_ outcome: LedgerOutcome) {
    guard run != nil, database != nil else { return }
    outcomes.append(outcome)
    if outcomes.count >= 1000 { flushOutcomes() }
  }

  private func flushOutcomes() {
    let outcomes = self.outcomes
    self.outcomes = []
    attempt { database in
      if let run { try Ledger(state: database, limit: ledgerLimit).add(outcomes, to: run) }
    }
  }

  /// Writes what is waiting.
  func flush() {
    attempt { _ in try writer?.flush() }
    flushOutcomes()
  }

  /// Writes what is waiting beside `work`, which does nothing with the state.
  func flush<Result>(_ work: () throws -> Result) throws -> Result {
    guard jobs > 1, let database else {
      flush()
      return try work()
    }
    let (run, outcomes, limit) = (run, outcomes, ledgerLimit)
    var writer = writer
    let (failure, result) = try Parallel.both(
      jobs: jobs,
      { () -> StateDatabase.Unavailable? in
        do {
          try writer?.flush()
          if let run { try Ledger(state: database, limit: limit).add(outcomes, to: run) }
          try database.settle()
          return nil
        } catch { return error as? StateDatabase.Unavailable ?? StateDatabase.Unavailable(error) }
      }, work)
    self.outcomes = []
    self.writer = inputs.map(StateInputWriter.init)
    if let failure { giveUp(failure) }
    return result
  }

  /// Remembers what was published, and forgets the inputs that are gone.
  func remember(_ published: PublishedState, forgetting gone: [Int64]) {
    attempt { try published.write(to: $0, forgetting: gone) }
  }

  /// Enters how the run ended, and closes the state.
  func end(_ result: LedgerRun.Result, version: String? = nil, message: String? = nil, summary: RunSummary? = nil) {
    flush()
    attempt { database in
      guard var run else { return }
      run.ended = Ledger.timestamp()
      run.result = result
      run.version = version
      run.message = message
      run.counts = summary?.counts
      run.figures = summary?.observations
      let duration = (ContinuousClock.now - start).components
      run.milliseconds = Int(duration.seconds) * 1000 + Int(duration.attoseconds / 1_000_000_000_000_000)
      try Ledger(state: database, limit: ledgerLimit).end(run)
    }
    database?.close()
    database = nil
  }
}
