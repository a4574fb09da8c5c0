import CLibZstd

/// Zstandard (RFC 8878) frames with a checksum: what was stored comes back exactly, or not at all.
enum Compression {
  /// Nothing that is stored is longer; a damaged length must not ask for all memory.
  private static let limit = 1 << 30

  /// The bytes as one frame; nil where memory is short.
  static func compress(_ bytes: [UInt8]) -> [UInt8]? {
    guard let context = ZSTD_createCCtx() else { return nil }
    defer { ZSTD_freeCCtx(context) }
    guard ZSTD_isError(ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, 1)) == 0,
      ZSTD_isError(ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)) == 0
    else { return nil }
    let bound = ZSTD_compressBound(bytes.count)
    var size = 0
    let frame = [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
      size = ZSTD_compress2(context, buffer.baseAddress, bound, bytes, bytes.count)
      count = ZSTD_isError(size) == 0 ? size : 0
    }
    return frame.isEmpty ? nil : frame
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
