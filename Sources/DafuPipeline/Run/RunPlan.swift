import DafuDigest
import DafuModel
import Foundation

/// Which inputs are to be worked on, and which are gone.
struct RunPlan: Sendable {
  /// An input that the state knows and that is gone.
  struct Gone: Hashable, Sendable {
    let path: String
    let identifier: Int64
    let figures: Int
  }

  /// The inputs in the order of their paths.
  private(set) var inputs: PlannedInputs
  /// What the state knows and the folders lack, in the order of the paths.
  private(set) var gone: [Gone] = []

  /// Makes the plan: one look at the file system an input, and the bytes of those that this leaves in doubt.
  ///
  /// `copies` are the digests of the copies of inputs, by path, where the pipeline keeps them: they stand in for inputs
  /// that are gone, and documents without one are read again to be copied.
  init(
    _ found: InputList, copies: [String: String]?, state: StateInputs?, reader: InputReader,
    readsAllBytes: Bool, jobs: Int, progress: (StageProgress) -> Void = { _ in }
  ) throws {
    let discovered = RunPlan.adding(copies, to: found)
    inputs = PlannedInputs(discovered)
    var index = 0
    func plan(_ known: KnownInput?) {
      inputs.append(RunPlan.plan(discovered[index], known, readsAllBytes: readsAllBytes))
      index += 1
    }
    try state?.forEach { path, known in
      while index < discovered.count, discovered.path(at: index, precedes: path) { plan(nil) }
      if index < discovered.count, discovered.path(at: index, is: path) {
        plan(known)
      } else {
        gone.append(Gone(path: path, identifier: known.identifier, figures: known.figures))
      }
    }
    while index < discovered.count { plan(nil) }
    try settleDoubts(reader: reader, jobs: jobs, progress: progress)
    guard let copies else { return }
    for index in inputs.indices {
      let planned = inputs[index]
      guard planned.hasKnownBytes, planned.known?.rejection == nil, copies[planned.input.path] != planned.known?.sha256
      else { continue }
      inputs[index].hasKnownBytes = false
      inputs[index].reason = planned.reason ?? .stateIncomplete
    }
  }

  private static func adding(_ copies: [String: String]?, to found: InputList) -> InputList {
    guard let copies, !copies.isEmpty else { return found }
    let present = Set(found.map(\.path))
    let gone = copies.filter { !present.contains($0.key) }.map { path, sha256 in
      DiscoveredInput(path: path, location: FileSystemPath(path), rejection: nil, copy: sha256)
    }
    guard !gone.isEmpty else { return found }
    return InputList((found + gone).sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) })
  }

  private static func plan(_ input: DiscoveredInput, _ known: KnownInput?, readsAllBytes: Bool) -> PlannedInput {
    guard let known else { return PlannedInput(input: input, known: nil, reason: .new, hasKnownBytes: false) }
    var planned = PlannedInput(input: input, known: known, reason: nil, hasKnownBytes: false)
    if let copy = input.copy {
      planned.hasKnownBytes = copy == known.sha256
      planned.reason = planned.hasKnownBytes ? known.difference : .bytesChanged
    } else if let rejection = input.rejection {
      let isSame = known.sha256 == nil && known.rejection == .init(rejection)
      planned.reason = isSame ? nil : .accessChanged
    } else if !readsAllBytes, let stamp = FileStamp(of: input.location), known.isProven(by: stamp) {
      planned.hasKnownBytes = true
      planned.reason = known.difference
    }
    return planned
  }

  /// Reads the inputs whose stamps prove nothing. What holds the same bytes, or is rejected as before, is as it was.
  private mutating func settleDoubts(
    reader: InputReader, jobs: Int, progress: (StageProgress) -> Void
  ) throws {
    let doubtful = inputs.indices.filter { index in
      let planned = inputs[index]
      return planned.known != nil && planned.input.rejection == nil && planned.input.copy == nil
        && !planned.hasKnownBytes
    }
    guard !doubtful.isEmpty else { return }
    let planned = inputs
    var rest = doubtful.makeIterator()
    var settled: [(Int, PlannedInput)] = []
    try OrderedWork.run(
      jobs: min(jobs, doubtful.count), next: { rest.next() },
      transform: { index in (index, RunPlan.settle(planned[index], reader: reader)) },
      deliver: {
        try Interruption.check()
        settled.append($0)
        progress(StageProgress(stage: "compare", done: settled.count, total: doubtful.count))
      })
    for (index, planned) in settled { inputs[index] = planned }
  }

  private static func settle(_ planned: PlannedInput, reader: InputReader) -> PlannedInput {
    guard let known = planned.known else { return planned }
    var planned = planned
    switch reader.bytes(of: planned.input) {
    case .rejected(let rejection):
      let isSame = known.sha256 == nil && known.rejection == .init(rejection)
      planned.reason = isSame ? nil : .accessChanged
    case .read(let reading):
      if reading.sha256 == known.sha256 {
        planned.hasKnownBytes = true
        planned.checked = reading.stamp.map { ($0, reading.observed) }
        planned.reason = known.difference
      } else {
        planned.reason = known.sha256 == nil ? .accessChanged : .bytesChanged
      }
    }
    return planned
  }
}

extension KnownInput.KnownRejection {
  init(_ rejection: Rejection) { self.init(reason: rejection.reason, message: rejection.message) }
}

/// The digest of everything that a release is made from.
struct ContentFingerprint {
  private let stream = SHA256.Stream()

  init(recipe: Recipe, load: String) {
    stream.update(Array("\(recipe.program) \(recipe.reader) \(recipe.codelists) \(load)\n".utf8))
  }

  /// Adds an input, in the order of the paths: the digest of its bytes, or why they could not be had.
  func add(path: String, sha256: String?, rejection: KnownInput.KnownRejection?) {
    let content = sha256 ?? "! \(rejection?.reason.rawValue ?? "") \(rejection?.message ?? "")"
    stream.update(Array("\(path.utf8.count):\(path)\(content)\n".utf8))
  }

  /// The digest; call once.
  func finish() -> String { stream.finish() }
}
