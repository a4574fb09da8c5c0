import DafuDigest
import Glibc

/// A new file, written through a buffer, its size and digest counted on the way.
final class OutputFile: ByteSink, @unchecked Sendable {
  // One thread writes, and another one may make it durable when it is finished.
  private static let capacity = 1 << 17
  private let path: String
  private var descriptor: Int32
  private let buffer = ByteArena(capacity: OutputFile.capacity)
  private var byteCount = 0
  private let digest = SHA256.Stream()

  /// Creates the file; throws `FileError` where it exists or cannot be made.
  init(_ path: String) throws(FileError) {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw FileError("create", path) }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    if buffer.count + bytes.count > OutputFile.capacity { try flush() }
    if bytes.count >= OutputFile.capacity / 8 {
      try flush()
      try writeOut(bytes)
    } else {
      buffer.append(bytes)
    }
  }

  private func flush() throws(FileError) {
    try writeOut(buffer.bytes)
    buffer.removeAll()
  }

  private func writeOut(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    digest.update(bytes)
    byteCount += bytes.count
    var offset = 0
    while offset < bytes.count {
      let count = Glibc.write(descriptor, bytes.baseAddress?.advanced(by: offset), bytes.count - offset)
      if count >= 0 {
        offset += count
      } else if errno != EINTR {
        throw FileError("write", path)
      }
    }
  }

  /// Writes what is left; gives the file's digest and size. It is durable after `synchronize`.
  func finish() throws -> (sha256: String, byteCount: Int) {
    try flush()
    return (digest.finish(), byteCount)
  }

  /// Makes the finished file durable and closes it.
  func synchronize() throws {
    guard fsync(descriptor) == 0 else { throw FileError("synchronize", path) }
    let closed = close(descriptor)
    descriptor = -1
    guard closed == 0 else { throw FileError("close", path) }
  }
}
