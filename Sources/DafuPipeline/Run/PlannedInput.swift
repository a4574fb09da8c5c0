import DafuModel

/// An input and what is to be done with it.
struct PlannedInput: Sendable {
  /// The input.
  let input: DiscoveredInput
  /// What the state knows of it.
  let known: KnownInput?
  /// Why it is to be worked on; nil where it is as it was.
  var reason: WorkReason?
  /// Whether its bytes are those that the state knows.
  var hasKnownBytes: Bool
  /// The stamp that the bytes were checked with, where it is not the one that the state knows.
  var checked: (stamp: FileStamp, observed: Int64)?
}

/// The inputs of a run in the order of their paths, packed as `InputList` is.
struct PlannedInputs: RandomAccessCollection, MutableCollection, Sendable {
  /// What is planned for one input.
  private struct Plan: Sendable {
    var knowledge = Knowledge.nothing
    var reason: WorkReason?
    var hasKnownBytes: Bool
  }

  /// Indirect: a hundred thousand new inputs are held without room for what is known of none.
  private indirect enum Knowledge: Sendable {
    case nothing
    case input(KnownInput, checked: (stamp: FileStamp, observed: Int64)?)
  }

  private let inputs: InputList
  private var plans: [Plan] = []

  /// Begins with no plan.
  init(_ inputs: InputList) {
    self.inputs = inputs
    plans.reserveCapacity(inputs.count)
  }

  /// Adds the plan for the next of the inputs.
  mutating func append(_ planned: PlannedInput) { plans.append(PlannedInputs.plan(planned)) }

  private static func plan(_ planned: PlannedInput) -> Plan {
    Plan(
      knowledge: planned.known.map { .input($0, checked: planned.checked) } ?? .nothing, reason: planned.reason,
      hasKnownBytes: planned.hasKnownBytes)
  }

  var startIndex: Int { 0 }
  var endIndex: Int { plans.count }

  /// The input at a place; only what is planned for it can be changed.
  subscript(index: Int) -> PlannedInput {
    get {
      let plan = plans[index]
      guard case .input(let known, let checked) = plan.knowledge else {
        return PlannedInput(
          input: inputs[index], known: nil, reason: plan.reason, hasKnownBytes: plan.hasKnownBytes)
      }
      return PlannedInput(
        input: inputs[index], known: known, reason: plan.reason, hasKnownBytes: plan.hasKnownBytes, checked: checked)
    }
    set { plans[index] = PlannedInputs.plan(newValue) }
  }

  /// Whether a copy stands in for the input at a place.
  func isCopy(at index: Int) -> Bool { inputs.isCopy(at: index) }

  /// How many inputs are to be worked on.
  var workCount: Int { plans.reduce(0) { $0 + ($1.reason == nil ? 0 : 1) } }

  /// Where an input stands, by its path.
  func index(of path: String) -> Int? { inputs.index(of: path) }
}
