/// Why a run would work on each input, or not; made without running, and without writing anything.
public struct RunExplanation: Sendable {
  private let plan: RunPlan

  /// Looks at the inputs and at what earlier runs left. Throws `UsageError` for what cannot be used.
  public init(pipeline: PipelineFile, jobs: Int, options: RunOptions) throws {
    let ingredients = try Ingredients(pipeline)
    let isRead = pipeline.state.isKept && !options.isFresh
    let database = isRead ? StateDatabase.reading(folder: pipeline.stateDirectory) : nil
    defer { database?.close() }
    let program = ProgramIdentity.fingerprint { StateDatabase.digest(ofProgramFile: $0, in: database) }
    let recipe = ingredients.recipe(program: program)
    let state = database.flatMap { try? StateInputs($0, recipe: recipe, isReadOnly: true) }
    let keeping = try InputKeeping(pipeline, isReadOnly: true)
    let reader = InputReader(reader: try pipeline.documentReader(), copies: keeping?.copies)
    func plan(_ state: StateInputs?) throws -> RunPlan {
      try RunPlan(
        ingredients.inputs, copies: keeping?.digests, state: state, reader: reader,
        readsAllBytes: options.readsAllBytes, jobs: jobs)
    }
    do { self.plan = try plan(state) } catch is StateDatabase.Unavailable { self.plan = try plan(nil) }
  }

  /// A line for each input: `unchanged`, or the code of the reason, and the path; then the counts.
  public var text: String {
    var lines: [String] = []
    var counts: [String: Int] = [:]
    func add(_ word: String, _ path: String) {
      counts[word, default: 0] += 1
      lines.append(word + String(repeating: " ", count: max(1, 18 - word.utf8.count)) + path)
    }
    for planned in plan.inputs {
      add(planned.reason?.rawValue ?? (planned.input.copy == nil ? "unchanged" : "missing-kept"), planned.input.path)
    }
    for gone in plan.gone { add("missing", gone.path) }
    let total = counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    return lines.map { $0 + "\n" }.joined() + "\n" + (total.isEmpty ? "no inputs" : total) + "\n"
  }
}
