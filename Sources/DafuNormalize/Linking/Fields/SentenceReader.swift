import DafuModel

/// Reads the figures of one sentence, one after the other and field by field: what the words before it make of it (measure,
/// what it comments on), what it measures, which instrument it carries, of which time it is.
final class SentenceReader {
  let linker: Linker
  let sentence: Sentence
  /// What was remembered before the sentence.
  let memory: Linker.Memory
  let distribution: Distribution
  let candidates: CandidateReader
  let periods: PeriodRule
  let statuses: StatusRule
  /// The runs of figures that stand side by side.
  let groups: [Range<Int>]
  /// The readings of the figures before.
  @exclusivity(unchecked)
  private(set) var earlier: [Reading] = []
  /// What its words alone made of the last figure that was opened.
  private var ruled: (index: Int, measure: Measure)?

  init(_ linker: Linker, _ sentence: Sentence, _ memory: Linker.Memory) {
    self.linker = linker
    self.sentence = sentence
    self.memory = memory
    distribution = Distribution(sentence: sentence)
    groups = distribution.groups()
    candidates = CandidateReader(sentence, memory.discourse)
    periods = PeriodRule(sentence: sentence, reference: linker.reference)
    statuses = StatusRule(sentence: sentence, isPlanning: memory.isPlanning, reference: linker.reference)
  }

  /// A figure with what is known of it.
  struct State {
    let index: Int
    let figure: Figure
    let clause: Range<Int>
    /// The figures side by side that it belongs to, and whether 分别 stands before them.
    let group: Range<Int>?
    let isDistributed: Bool

    var answer: MeasureRule.Answer
    /// The figure that it comments on, and the one whose instruments it shares by its place in a list.
    var comment: Reading?
    var aligned: Reading?
    /// What a list before it names for it.
    var listed: InstrumentName?
    /// What a list before it names for its neighbours, where it is not told that the item of its own is its instrument.
    var neighbours: [InstrumentName] = []

    var metric = MetricRule.Answer(metric: "other", reason: "", isNamed: false)
    var instruments: [InstrumentName] = []
    /// The instruments as a list of the document's index, where it is known.
    var list: Int?
    var isPlanning = false

    var leads = Reading.Leads()
    var derivation = Derivation()
  }

  /// When a figure is of, and whether it has come to be.
  struct Time {
    var nature: PeriodRule.Nature
    var governing: PeriodRule.Governing?
    var status: (value: ObservationStatus, reason: String)
    var period: Period
    var reason: String
  }

  /// The readings of the sentence's figures, in their order.
  func readings() -> [Reading] {
    earlier.reserveCapacity(sentence.figures.count)
    for index in sentence.figures.indices {
      guard var state = opened(index) else { continue }
      comment(on: &state)
      align(&state)
      measure(&state)
      carry(&state)
      weighMetric(&state)
      weighMeasure(&state)
      settleMetric(&state)
      let time = time(of: &state)
      let reading = reading(&state, time)
      earlier.append(reading)
      candidates.choose(reading.instruments, list: state.list, for: reading.figure)
    }
    guard earlier.contains(where: { $0.measure == .rank }), sentence.mayHold("均") || sentence.mayHold("都") else {
      return earlier
    }
    let shared = SharedRanks(sentence: sentence, readings: earlier)
    return earlier.indices.flatMap { place in [earlier[place]] + shared.others(of: place) }
  }

  /// A figure with what its words say of it alone; nil for one that is not read.
  private func opened(_ index: Int) -> State? {
    let figure = sentence.figures[index]
    let clause = sentence.clause(at: figure.core.lowerBound)
    if figure.unitClass == .duration, !TermRule(sentence: sentence).isTerm(index) { return nil }
    let group = groups.first { $0.contains(index) }
    let listEnd = group.map { sentence.figures[$0.upperBound - 1].range.upperBound }
    let before = ruled.flatMap { $0.index == index - 1 ? $0.measure : nil }
    var state = State(
      index: index, figure: figure, clause: clause, group: group,
      isDistributed: group.map { distribution.isDistributed($0) } ?? false,
      answer: MeasureRule(sentence: sentence, listEnd: listEnd, previous: before).measure(of: index))
    ruled = (index, state.answer.measure)
    bound(&state)
    state.derivation.measure = state.answer.reason
    return state
  }

  private func reading(_ state: inout State, _ time: Time) -> Reading {
    let (figure, answer) = (state.figure, state.answer)
    let value = answer.isNegative && !figure.value.isNegative ? figure.value.negated : figure.value
    var agency = sentence.agencies.last { $0.range.lowerBound <= figure.core.lowerBound }
    if let subject = agency, subject.bodies.isEmpty { agency = nil }
    state.derivation.agency = agency == nil ? "the body that issued the reply" : "subject of the sentence"
    if let group = state.group, state.isDistributed, let bodies = distribution.agencies(for: group),
      let range = agency?.range
    {
      let body = bodies[state.index - group.lowerBound]
      agency = AgencySubject(range: range, code: body.code, name: body.name, bodies: [body])
    }
    var bounded = linker.signed(figure, negative: answer.isNegative)
    if answer.measure == .limit, bounded.comparator == .equal, bounded.rangeEnd == nil, bounded.unitClass == .money {
      bounded.comparator = .atMost
    }
    let subject = SubjectRule(sentence: sentence, index: state.index)
    return Reading(
      figure: bounded, value: value, metric: state.metric.metric, measure: answer.measure,
      instruments: state.instruments, period: time.period, agency: agency, status: time.status.value,
      subject: subject.subject(), leading: subject.leading, leads: state.leads, derivation: state.derivation)
  }
}
