import DafuCodelists
import DafuLoad
import DafuNormalize

/// Reads the codelists and prepares the normalizer, which takes the most of a start: when they are asked for, or beside
/// what is done before that.
struct ReaderPreparation {
  private let codelists: CodelistFolder
  private let pending: PendingWork<(CodelistSet, Normalizer)>?

  /// Begins at once where `isBeside` says so.
  init(_ codelists: CodelistFolder, beside isBeside: Bool) {
    self.codelists = codelists
    pending = isBeside ? PendingWork { try ReaderPreparation.prepare(codelists) } : nil
  }

  /// The codelists and the normalizer. Throws `UsageError` for a broken codelist.
  func finish() throws -> (CodelistSet, Normalizer) {
    try pending?.take() ?? ReaderPreparation.prepare(codelists)
  }

  private static func prepare(_ folder: CodelistFolder) throws -> (CodelistSet, Normalizer) {
    let codelists = try folder.codelists()
    return (codelists, Normalizer(codelists: codelists))
  }
}
