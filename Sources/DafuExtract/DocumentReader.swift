import DafuModel

/// Reads one published reply: bytes to document.
public struct DocumentReader: Sendable {
  /// Creates a reader.
  public init() {}

  /// Reads a document. `path` is relative to the input folder; `sha256` is the digest of `bytes`.
  public func read(_ bytes: [UInt8], path: String, sha256: String) -> ExtractOutcome {
    .rejected(Rejection(path: path, reason: .unsupportedFormat, message: "", sha256: sha256))
  }
}
