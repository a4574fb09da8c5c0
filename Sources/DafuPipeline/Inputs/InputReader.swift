import DafuDigest
import DafuExtract
import DafuModel
import Foundation

/// Reads a discovered input: its bytes, their digest, the document. Whatever is wrong with it becomes a rejection.
struct InputReader: Sendable {
  /// Inputs beyond this many bytes are rejected; the largest published replies stay far below.
  static let limit = 64 << 20
  /// How long an input that is being written is waited for before each further try, in microseconds.
  private static let pauses: [UInt32] = [20_000, 100_000, 300_000]

  /// An input's bytes, and what the file system said of them.
  struct Reading: Sendable {
    let bytes: [UInt8]
    let sha256: String
    let stamp: FileStamp?
    /// When the file system was asked, before the first byte was read.
    let observed: Int64
  }

  /// The bytes, or why there are none.
  enum Bytes: Sendable {
    case read(Reading)
    case rejected(Rejection)
  }

  private let reader: DocumentReader
  private let copies: KeptInputs?

  /// Creates a reader; `copies` stand in for inputs that are gone.
  init(reader: DocumentReader, copies: KeptInputs? = nil) {
    self.reader = reader
    self.copies = copies
  }

  /// The outcome of one input; never throws, never blocks on what is no regular file.
  func read(_ input: DiscoveredInput) -> ExtractOutcome {
    if let rejection = input.rejection { return .rejected(rejection) }
    switch bytes(of: input) {
    case .read(let reading): return outcome(of: reading, input: input)
    case .rejected(let rejection): return .rejected(rejection)
    }
  }

  /// The bytes of one input, all of one moment: what is written to while it is read is read again, and rejected where
  /// that goes on.
  func bytes(of input: DiscoveredInput) -> Bytes {
    if input.copy != nil { return copy(of: input) }
    var pauses = InputReader.pauses.makeIterator()
    while true {
      let observed = FileStamp.now()
      do {
        if let (bytes, stamp) = try input.location.readUnchanging(limit: InputReader.limit) {
          return .read(
            Reading(bytes: bytes, sha256: SHA256.hexadecimal(of: bytes), stamp: stamp, observed: observed))
        }
      } catch {
        return .rejected(InputReader.rejection(path: input.path, error: error))
      }
      guard let pause = pauses.next() else {
        return .rejected(
          Rejection(
            path: input.path, reason: .changing,
            message: "it was being written whenever it was read; it is read again by the next run"))
      }
      usleep(pause)
    }
  }

  private func copy(of input: DiscoveredInput) -> Bytes {
    guard let bytes = copies?.bytes(of: input.path), SHA256.hexadecimal(of: bytes) == input.copy else {
      return .rejected(
        Rejection(
          path: input.path, reason: .unreadable, message: "the input is gone, and the copy of it cannot be read"))
    }
    return .read(Reading(bytes: bytes, sha256: input.copy ?? "", stamp: nil, observed: 0))
  }

  /// The document of an input's bytes, or why it is none.
  func outcome(of reading: Reading, input: DiscoveredInput) -> ExtractOutcome {
    reader.read(reading.bytes, path: input.path, sha256: reading.sha256)
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
