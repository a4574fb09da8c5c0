import CLibZstd
import Synchronization

/// Zstandard (RFC 8878) frames with a checksum: what was stored comes back exactly, or not at all.
enum Compression {
  /// Nothing that is stored is longer; a damaged length must not ask for all memory.
  private static let limit = 1 << 30
  /// Faster than the fastest of the positive levels, and a tenth larger.
  private static let level: Int32 = -1

  /// A context's memory is used again: to make it takes longer than to compress a document.
  private final class Context: @unchecked Sendable {
    private let pointer: OpaquePointer

    /// The bytes as one frame, in no more room than it takes: frames wait in batches. Nil where memory is short.
    func compress(_ bytes: [UInt8]) -> [UInt8]? {
      withUnsafeTemporaryAllocation(byteCount: ZSTD_compressBound(bytes.count), alignment: 16) { room in
        let size = ZSTD_compress2(pointer, room.baseAddress, room.count, bytes, bytes.count)
        return ZSTD_isError(size) == 0 && size > 0 ? Array(room[..<size]) : nil
      }
    }

    init?() {
      guard let pointer = ZSTD_createCCtx() else { return nil }
      self.pointer = pointer
      guard ZSTD_isError(ZSTD_CCtx_setParameter(pointer, ZSTD_c_compressionLevel, Compression.level)) == 0,
        ZSTD_isError(ZSTD_CCtx_setParameter(pointer, ZSTD_c_checksumFlag, 1)) == 0
      else { return nil }
    }

    deinit { ZSTD_freeCCtx(pointer) }
  }

  /// Those that nobody is using; as many as there were threads at once.
  private static let idle = Mutex<[Context]>([])

  /// The bytes as one frame; nil where memory is short.
  static func compress(_ bytes: [UInt8]) -> [UInt8]? {
    guard let context = idle.withLock({ $0.popLast() }) ?? Context() else { return nil }
    defer { idle.withLock { $0.append(context) } }
    return context.compress(bytes)
  }

  /// The bytes of a frame; nil where it is none, is cut off, or does not match its checksum.
  static func decompress(_ frame: [UInt8]) -> [UInt8]? {
    let size = ZSTD_getFrameContentSize(frame, frame.count)
    guard size <= UInt64(limit) else { return nil }
    let expected = Int(size)
    var received = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: max(1, expected)) { buffer, count in
      received = ZSTD_decompress(buffer.baseAddress, expected, frame, frame.count)
      count = received == expected ? received : 0
    }
    return received == expected ? bytes : nil
  }
}
