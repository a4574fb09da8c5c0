import DafuLoad
import DafuExtract
import DafuModel
import DafuNormalize

/// All three stages in one process: the same release as the three in a pipe, with no more work than the changes since
/// the last run ask for.
public struct PipelineRun {
  private let pipeline: PipelineFile
  private let options: RunOptions
  private let jobs: Int

  /// Creates a run of a pipeline.
  public init(pipeline: PipelineFile, jobs: Int, options: RunOptions = RunOptions()) {
    self.pipeline = pipeline
    self.options = options
    self.jobs = jobs
  }

  /// Runs the pipeline and publishes the release. Throws `UsageError` for what cannot be used, `FailedChecks` and
  /// `HeldBack` where the release may not be published, `OutputFailure` where the system refuses or another run is at
  /// work; a fault of one input becomes a rejection and never stops the run.
  public func run(report: @escaping (RunEvent) -> Void) throws -> RunSummary {
    // What is wrong with the command must not wait for another run, nor leave a trace.
    var ingredients = try Ingredients(pipeline)
    var hasWaited = false
    let lock = try RunLock(pipeline.home, patience: options.patience) {
      hasWaited = true
      report(.note($0))
    }
    defer { withExtendedLifetime(lock) {} }
    if hasWaited { ingredients = try Ingredients(pipeline) }
    do {
      try ReleasePublisher(directory: pipeline.outputs.directory).removeLeftovers(dataset: pipeline.dataset.name)
    } catch let error as FileError {
      throw OutputFailure(
        message: error.description + "\nnothing was published; an earlier release is untouched")
    }
    report(.began)
    // Without a state there is work to do: what reads documents is prepared while the disk is waited for.
    let isFirstRun = (try? FileSystemPath(pipeline.stateDirectory).kind(followingLinks: true)) == nil
    let preparation = ReaderPreparation(ingredients.codelists, beside: isFirstRun && jobs > 1)
    let state = RunState(pipeline, jobs: jobs) { report(.note($0)) }
    state.begin(isFresh: options.isFresh)
    do {
      return try run(ingredients, preparation, state, report)
    } catch let held as HeldBack {
      state.end(.held, version: held.version, message: held.losses.joined(separator: "\n"))
      throw held
    } catch let stop as Interruption.Requested {
      state.end(.interrupted)
      throw stop
    } catch {
      state.end(.failed, message: "\(error)")
      throw error
    }
  }

  private func run(
    _ ingredients: Ingredients, _ preparation: ReaderPreparation, _ state: RunState,
    _ report: @escaping (RunEvent) -> Void
  ) throws -> RunSummary {
    let program = state.programFingerprint()
    let recipe = ingredients.recipe(program: program)
    let load = ingredients.loadFingerprint(program: program)
    state.prepare(recipe)
    let keeping = try InputKeeping(pipeline)
    let reader = InputReader(reader: try pipeline.documentReader(), copies: keeping?.copies)
    let plan = try state.plan {
      try RunPlan(
        ingredients.inputs, copies: keeping?.digests, state: $0, reader: reader,
        readsAllBytes: options.readsAllBytes, jobs: jobs, progress: { report(.progress($0)) })
    }
    report(.planned(inputs: plan.inputs.count, toWork: plan.inputs.workCount, missing: plan.gone.count))
    if let summary = try unchanged(plan, state, recipe, load) { return summary }
    ProcessMemory.giveBack(after: plan.inputs.count)

    let (codelists, normalizer) = try preparation.finish()
    let loading = try ReleaseLoading(pipeline: pipeline, codelists: codelists, sources: ingredients.sources, jobs: jobs)
    let work = DocumentWork(
      reader: reader, normalizer: normalizer, state: state.inputs, keepsCopies: keeping != nil)
    let fingerprint = ContentFingerprint(recipe: recipe, load: load)
    var counts = InputCounts()
    var isLoaded: [Bool] = []
    isLoaded.reserveCapacity(plan.inputs.count)
    try OrderedWork.run(
      jobs: min(jobs, plan.inputs.count), next: iterator(of: plan.inputs), transform: work.process,
      deliver: { worked in
        try Interruption.check()
        try loading.add(worked.outcome)
        let path = worked.outcome.path
        fingerprint.add(path: path, sha256: worked.sha256, rejection: worked.rejection.map { .init($0) })
        if let row = worked.row { state.remember(row) }
        let isKept = plan.inputs.isCopy(at: isLoaded.count)
        try keeping?.note(worked, isKept: isKept)
        let outcome = worked.ledgerOutcome(path: path, isKept: isKept)
        counts.add(outcome.outcome)
        isLoaded.append(outcome.outcome == .loaded)
        if outcome.outcome != .unchanged { state.enter(outcome) }
        report(
          .progress(
            StageProgress(stage: "extract, normalize", done: isLoaded.count, total: plan.inputs.count)))
      })
    for gone in plan.gone {
      counts.missing += 1
      state.enter(
        LedgerOutcome(path: gone.path, outcome: .missing, reason: nil, message: nil, figures: gone.figures))
    }
    try keeping?.flush()
    ProcessMemory.giveBack(after: plan.inputs.count)
    var (summary, release) = try state.flush {
      try loading.publish(acceptsLosses: options.acceptsLosses) { report(.progress($0)) }
    }
    for duplicate in summary.rejections where duplicate.reason == .duplicate {
      guard let index = plan.inputs.index(of: duplicate.path) else { continue }
      guard !plan.inputs.isCopy(at: index) else { continue }
      if isLoaded[index] { counts.loaded -= 1 } else { counts.unchanged -= 1 }
      counts.rejected += 1
      state.enter(LedgerOutcome(duplicate))
    }
    summary.counts = counts
    state.remember(
      PublishedState(
        version: release.version, fingerprint: fingerprint.finish(), files: release.files, summary: summary),
      forgetting: plan.gone.map(\.identifier))
    state.end(.published, version: release.version, summary: summary)
    return summary
  }

  /// What to say where the newest release was made from the same and stands; nil where there is work to do.
  private func unchanged(
    _ plan: RunPlan, _ state: RunState, _ recipe: Recipe, _ load: String
  ) throws -> RunSummary? {
    guard plan.gone.isEmpty, plan.inputs.workCount == 0, let published = state.published() else { return nil }
    let fingerprint = ContentFingerprint(recipe: recipe, load: load)
    for planned in plan.inputs {
      fingerprint.add(
        path: planned.input.path, sha256: planned.known?.sha256, rejection: planned.known?.rejection)
    }
    guard fingerprint.finish() == published.fingerprint,
      ReleasePublisher(directory: pipeline.outputs.directory).stands(
        dataset: pipeline.dataset.name, version: published.version, files: published.files)
    else { return nil }
    var counts = InputCounts()
    for planned in plan.inputs {
      guard let known = planned.known else { continue }
      if planned.input.copy != nil {
        counts.kept += 1
        state.enter(
          LedgerOutcome(path: planned.input.path, outcome: .kept, reason: nil, message: nil, figures: known.figures))
        continue
      }
      if known.rejection == nil { counts.unchanged += 1 } else { counts.rejected += 1 }
      if let rejection = known.rejection {
        state.enter(
          LedgerOutcome(
            Rejection(path: planned.input.path, reason: rejection.reason, message: rejection.message)))
      }
      if let checked = planned.checked {
        var row = InputRow(path: planned.input.path)
        (row.stamp, row.observed) = (checked.stamp, checked.observed)
        (row.sha256, row.rejection, row.figures) = (known.sha256, known.rejection, known.figures)
        state.remember(row)
      }
    }
    var summary = published.summary
    for duplicate in summary.rejections where duplicate.reason == .duplicate {
      guard let index = plan.inputs.index(of: duplicate.path), !plan.inputs.isCopy(at: index) else { continue }
      counts.unchanged -= 1
      counts.rejected += 1
      state.enter(LedgerOutcome(duplicate))
    }
    summary.isUnchanged = true
    summary.counts = counts
    summary.releasePath = FileSystemPath(pipeline.latestRelease).readable
    state.end(.unchanged, version: published.version, summary: summary)
    return summary
  }
}

/// What a run is made from, beside the documents' bytes, read before anything else is done.
struct Ingredients {
  let inputs: InputList
  let codelists: CodelistFolder
  let sources: ReleaseLoading.Sources
  private let pipeline: PipelineFile
  private let recognition: OpticalRecognition?

  /// Finds the inputs and reads the rest. Throws `UsageError` for what cannot be used.
  init(_ pipeline: PipelineFile) throws {
    self.pipeline = pipeline
    recognition = try pipeline.opticalRecognition()
    inputs = try InputDiscovery.inputs(of: pipeline)
    codelists = try CodelistFolder(reading: pipeline.codelists)
    sources = try ReleaseLoading.Sources(pipeline)
  }

  func recipe(program: String) -> Recipe {
    Recipe(
      program: program, reader: pipeline.readerFingerprint(recognition: recognition), codelists: codelists.fingerprint)
  }

  func loadFingerprint(program: String) -> String {
    pipeline.loadFingerprint(program: program, corrections: sources.corrections, accuracy: sources.accuracy)
  }
}

extension WorkedInput {
  fileprivate func ledgerOutcome(path: String, isKept: Bool) -> LedgerOutcome {
    if let rejection { return LedgerOutcome(rejection) }
    if isKept { return LedgerOutcome(path: path, outcome: .kept, reason: nil, message: nil, figures: figures) }
    return LedgerOutcome(
      path: path, outcome: reason == nil ? .unchanged : .loaded, reason: reason?.rawValue, message: nil,
      figures: figures)
  }
}

extension LedgerOutcome {
  fileprivate init(_ rejection: Rejection) {
    self.init(
      path: rejection.path, outcome: .rejected, reason: rejection.reason.rawValue, message: rejection.message,
      figures: nil)
  }
}

extension InputCounts {
  /// Counts one input.
  fileprivate mutating func add(_ outcome: LedgerOutcome.Outcome) {
    switch outcome {
    case .loaded: loaded += 1
    case .unchanged: unchanged += 1
    case .rejected: rejected += 1
    case .kept: kept += 1
    case .missing: missing += 1
    }
  }
}
