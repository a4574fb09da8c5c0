import DafuDigest
import DafuExtract
import DafuModel
import Foundation

/// Reads a discovered input: its bytes, their digest, the document. Whatever is wrong with it becomes a rejection.
struct InputReader: Sendable {
  /// Inputs beyond this many bytes are rejected; the largest published replies stay far below.
  static let limit = 64 << 20

  private let reader: DocumentReader

  init(reader: DocumentReader) { self.reader = reader }

  /// The outcome of one input; never throws, never blocks on what is no regular file.
  func read(_ input: DiscoveredInput) -> ExtractOutcome {
    if let rejection = input.rejection { return .rejected(rejection) }
    let bytes: [UInt8]
    do { bytes = try input.location.readAll(limit: InputReader.limit) } catch {
      return .rejected(InputReader.rejection(path: input.path, error: error))
    }
    return read(bytes, path: input.path)
  }

  /// The outcome of an input whose bytes are at hand.
  func read(_ bytes: [UInt8], path: String) -> ExtractOutcome {
    guard bytes.count <= InputReader.limit else {
      return .rejected(InputReader.rejection(path: path, error: FileSystemError(code: EFBIG)))
    }
    return reader.read(bytes, path: path, sha256: SHA256.hexadecimal(of: bytes))
  }

  private static func rejection(path: String, error: FileSystemError) -> Rejection {
    switch error.code {
    case EFBIG:
      Rejection(
        path: path, reason: .tooLarge, message: "the file is larger than \(limit >> 20) MiB; no reply is that long")
    case EISDIR, ENXIO: Rejection(path: path, reason: .notAFile, message: error.reason)
    default: Rejection(path: path, reason: .unreadable, message: "it cannot be read: \(error.reason)")
    }
  }
}
