import Glibc

/// GB 18030 (with its subsets GBK and GB 2312) to UTF-8, by the C library's converter, with repair.
///
/// A converter told `gb2312` or `GBK` stops at the first character beyond that set and the rest of the page is lost;
/// GB 18030 holds every character, and a byte that fits nowhere becomes U+FFFD instead of ending the text.
enum GB18030 {
  /// Decodes; nil only if the C library lacks the converter.
  static func decode(_ bytes: [UInt8]) -> (bytes: [UInt8], replaced: Int)? {
    guard let converter = iconv_open("UTF-8", "GB18030"), Int(bitPattern: converter) != -1 else { return nil }
    defer { iconv_close(converter) }
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count * 3 / 2 + 16)
    var replaced = 0
    var input = bytes
    let chunk = 65_536
    var buffer = [UInt8](repeating: 0, count: chunk)
    input.withUnsafeMutableBytes { source in
      guard let base = source.baseAddress else { return }
      var position: UnsafeMutablePointer<CChar>? = base.assumingMemoryBound(to: CChar.self)
      var left = source.count
      while left > 0 {
        let (failed, reason): (Bool, Int32) = buffer.withUnsafeMutableBytes { target in
          var write: UnsafeMutablePointer<CChar>? = target.baseAddress?.assumingMemoryBound(to: CChar.self)
          var room = chunk
          let result = iconv(converter, &position, &left, &write, &room)
          let reason = errno
          out.append(contentsOf: target.prefix(chunk - room))
          return (result == Int.max || Int(bitPattern: UInt(bitPattern: result)) == -1, reason)
        }
        guard failed, reason != E2BIG else { continue }
        // EILSEQ: no such character; EINVAL: the text ends in mid-character. Either way, step over one byte.
        out.append(scalar: 0xFFFD)
        replaced += 1
        position = position?.advanced(by: 1)
        left -= 1
      }
    }
    return (out, replaced)
  }
}
