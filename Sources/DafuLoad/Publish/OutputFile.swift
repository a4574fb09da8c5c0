import DafuDigest
import Glibc

/// A new file, written through a buffer, its size and digest counted on the way.
final class OutputFile: ByteSink {
  private static let capacity = 1 << 18
  private let path: String
  private var descriptor: Int32
  private var buffer: [UInt8] = []
  private var byteCount = 0
  private let digest = SHA256.Stream()

  /// Creates the file; throws `FileError` where it exists or cannot be made.
  init(_ path: String) throws(FileError) {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw FileError("create", path) }
    buffer.reserveCapacity(OutputFile.capacity)
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  func write(_ bytes: [UInt8]) throws {
    buffer += bytes
    if buffer.count >= OutputFile.capacity { try flush() }
  }

  private func flush() throws(FileError) {
    digest.update(buffer)
    byteCount += buffer.count
    var offset = 0
    while offset < buffer.count {
      let count = buffer.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress?.advanced(by: offset), $0.count - offset)
      }
      if count >= 0 {
        offset += count
      } else if errno != EINTR {
        throw FileError("write", path)
      }
    }
    buffer.removeAll(keepingCapacity: true)
  }

  /// Writes what is left, makes it durable and closes the file; gives its digest and size.
  func finish() throws -> (sha256: String, byteCount: Int) {
    try flush()
    guard fsync(descriptor) == 0 else { throw FileError("synchronize", path) }
    let closed = close(descriptor)
    descriptor = -1
    guard closed == 0 else { throw FileError("close", path) }
    return (digest.finish(), byteCount)
  }
}
