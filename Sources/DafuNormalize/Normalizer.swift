import DafuCodelists
import DafuModel

/// Reads the figures of a document and what they mean.
public struct Normalizer: Sendable {
  private let codelists: CodelistSet

  /// Prepares the lexicons once; one normalizer serves all documents and threads.
  public init(codelists: CodelistSet) { self.codelists = codelists }
}
