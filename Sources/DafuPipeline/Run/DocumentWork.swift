import DafuLoad
import DafuModel
import DafuNormalize

/// What became of one planned input.
struct WorkedInput: Sendable {
  /// For `load`.
  let outcome: EncodedOutcome
  /// The digest of its bytes, where they could be read.
  let sha256: String?
  /// Why it was worked on; nil where the outcome of an earlier run was taken.
  let reason: WorkReason?
  /// What the state is to remember; nil where it knows already.
  let row: InputRow?
  /// The input's bytes, compressed, where a copy is to be kept.
  var copy: [UInt8]?

  /// How many figures it gives.
  var figures: Int {
    if case .document(let document) = outcome { return document.observationCount }
    return 0
  }

  /// Why it was rejected, if it was.
  var rejection: Rejection? {
    if case .rejected(let rejection) = outcome { return rejection }
    return nil
  }
}

/// Turns planned inputs into outcomes, with as little work as is needed. Used by many threads at once.
///
/// A class, so that handing it to a thread copies none of the lists that it holds.
final class DocumentWork: Sendable {
  private let reader: InputReader
  private let normalizer: Normalizer
  private let state: StateInputs?
  /// Whether copies of the documents' bytes are kept.
  private let keepsCopies: Bool

  init(reader: InputReader, normalizer: Normalizer, state: StateInputs?, keepsCopies: Bool) {
    self.reader = reader
    self.normalizer = normalizer
    self.state = state
    self.keepsCopies = keepsCopies
  }

  /// The outcome of one input; never throws.
  func process(_ planned: PlannedInput) -> WorkedInput {
    if let rejection = planned.input.rejection { return rejected(planned, rejection) }
    if let known = planned.known, planned.hasKnownBytes, let worked = reused(planned, known) { return worked }
    switch reader.bytes(of: planned.input) {
    case .rejected(let rejection): return rejected(planned, rejection)
    case .read(let reading):
      var row = InputRow(path: planned.input.path)
      row.stamp = reading.stamp
      row.observed = reading.observed
      row.sha256 = reading.sha256
      // Where the input was to be taken as it was, the state turned out not to hold what it should.
      let reason = planned.reason ?? (planned.known == nil ? .new : .stateIncomplete)
      switch reader.outcome(of: reading, input: planned.input) {
      case .rejected(let rejection):
        row.rejection = .init(rejection)
        row.extracted = .replace(nil)
        row.normalized = .replace(nil)
        return WorkedInput(
          outcome: .rejected(rejection), sha256: reading.sha256, reason: reason, row: state.map { _ in row })
      case .document(let document):
        row.extracted = .replace(state?.frame(of: document))
        var worked = normalized(document, row, reason)
        if keepsCopies, planned.input.copy == nil { worked.copy = Compression.compress(reading.bytes) }
        return worked
      }
    }
  }

  /// Takes what an earlier run made of the same bytes; nil where it is not there.
  private func reused(_ planned: PlannedInput, _ known: KnownInput) -> WorkedInput? {
    guard let state, let sha256 = known.sha256, known.isExtractCurrent else { return nil }
    let path = planned.input.path
    var row = InputRow(path: path)
    row.stamp = planned.checked?.stamp ?? known.stamp
    row.observed = planned.checked?.observed ?? known.observed
    row.sha256 = sha256
    row.rejection = known.rejection
    row.figures = known.figures
    let isRemembered = planned.checked == nil && known.isNormalizeCurrent
    if let rejection = known.rejection {
      // A rejection does not depend on codelists.
      let outcome = Rejection(path: path, reason: rejection.reason, message: rejection.message, sha256: sha256)
      return WorkedInput(outcome: .rejected(outcome), sha256: sha256, reason: nil, row: isRemembered ? nil : row)
    }
    if known.isNormalizeCurrent, let document = state.normalized(known, path: path) {
      return WorkedInput(outcome: .document(document), sha256: sha256, reason: nil, row: isRemembered ? nil : row)
    }
    guard let document = state.extracted(known, path: path) else { return nil }
    return normalized(document, row, planned.reason ?? .stateIncomplete)
  }

  private func normalized(_ document: ReplyDocument, _ row: InputRow, _ reason: WorkReason) -> WorkedInput {
    let normalized = EncodedDocument(normalizer.normalize(document))
    var row = row
    row.figures = normalized.observationCount
    row.normalized = .replace(state?.frame(of: normalized))
    return WorkedInput(
      outcome: .document(normalized), sha256: document.sha256, reason: reason, row: state.map { _ in row })
  }

  /// An input whose bytes could not be had: nothing to rely on the next time.
  private func rejected(_ planned: PlannedInput, _ rejection: Rejection) -> WorkedInput {
    var row = InputRow(path: planned.input.path)
    row.rejection = .init(rejection)
    row.extracted = .replace(nil)
    row.normalized = .replace(nil)
    let isRemembered = planned.reason == nil && planned.known?.rejection == row.rejection
    return WorkedInput(
      outcome: .rejected(rejection), sha256: nil, reason: planned.reason,
      row: isRemembered ? nil : state.map { _ in row })
  }
}
