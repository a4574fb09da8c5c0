import Glibc

/// GB 18030 (with its subsets GBK and GB 2312) to UTF-8, with repair. The C library's converter knows the characters;
/// those of two bytes, which is nearly all, are asked of it once and kept in a table.
///
/// A converter told `gb2312` or `GBK` stops at the first character beyond that set and the rest of the page is lost;
/// GB 18030 holds every character, and a byte that fits nowhere becomes U+FFFD instead of ending the text.
struct GB18030 {
  /// What came of decoding: the text, without what no text holds.
  struct Decoded {
    var bytes: [UInt8] = []
    /// How many bytes that fit nowhere became U+FFFD.
    var replaced = 0
    /// How many characters that no text holds were dropped, control characters among them.
    var dropped = 0
    var controls = 0
  }

  /// Decodes; nil only if the C library lacks the converter.
  static func decode(_ source: [UInt8]) -> Decoded? {
    guard let table else { return nil }
    // Opened for what the table does not hold, which most pages have nothing of.
    var converter: Converter?
    var decoded = Decoded()
    source.withUnsafeBufferPointer { source in
      // Two bytes become at most four, one byte at most three.
      decoded.bytes = [UInt8](unsafeUninitializedCapacity: source.count * 3 + 16) { out, count in
        let raw = UnsafeRawBufferPointer(source)
        let target = UnsafeMutableRawBufferPointer(out)
        var index = 0
        while index < source.count {
          let byte = source[index]
          if byte < 0x80 {
            if index + 8 <= source.count {
              let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
              let marks = UTF8Survey.careful(word)
              let plain = marks == 0 ? 8 : marks.trailingZeroBitCount / 8
              if plain > 0 {
                target.storeBytes(of: word, toByteOffset: count, as: UInt64.self)
                index += plain
                count += plain
                continue
              }
            }
            if byte < 0x20, UTF8Survey.isUnwanted(source, at: index) {
              decoded.dropped += 1
              decoded.controls += 1
            } else {
              out[count] = byte
              count += 1
            }
            index += 1
            continue
          }
          if index + 1 < source.count, let place = place(byte, source[index + 1]), table[place] != 0 {
            let encoded = table[place]
            target.storeBytes(of: encoded, toByteOffset: count, as: UInt32.self)
            let lead = encoded & 0xFF
            count += lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
            index += 2
            continue
          }
          let rest = UnsafeBufferPointer(rebasing: source[index..<min(index + 4, source.count)])
          if converter == nil { converter = Converter() }
          let (text, used) = converter?.convert(rest) ?? ([], 0)
          index += max(used, 1)
          if used == 0 {
            decoded.replaced += 1
            for byte in [0xEF, 0xBF, 0xBD] as [UInt8] {
              out[count] = byte
              count += 1
            }
            continue
          }
          var place = 0
          text.withUnsafeBufferPointer { text in
            while place < text.count {
              let length = max(UTF8Survey.sequenceLength(text, at: place), 1)
              if UTF8Survey.isUnwanted(text, at: place) {
                decoded.dropped += 1
              } else {
                for byte in text[place..<min(place + length, text.count)] {
                  out[count] = byte
                  count += 1
                }
              }
              place += length
            }
          }
        }
      }
    }
    return decoded
  }

  // MARK: Characters of two bytes

  /// The place of a character in the table: 126 leading bytes, 191 bytes that may follow.
  @inline(__always) private static func place(_ lead: UInt8, _ trail: UInt8) -> Int? {
    guard lead > 0x80, lead < 0xFF, trail >= 0x40, trail < 0xFF else { return nil }
    return Int(lead - 0x81) * 191 + Int(trail - 0x40)
  }

  /// The UTF-8 of each character of two bytes, the first byte lowest; 0 where there is none.
  private static let table: [UInt32]? = {
    guard let converter = Converter() else { return nil }
    var table = [UInt32](repeating: 0, count: 126 * 191)
    for lead in UInt8(0x81)...0xFE {
      let trails = (UInt8(0x40)...0xFE).filter { $0 != 0x7F }
      var next = 0
      while next < trails.count {
        // As far as there are characters; then past the place that has none.
        let (text, used) = trails[next...].flatMap { [lead, $0] }.withUnsafeBufferPointer { converter.convert($0) }
        var index = 0
        for trail in trails[next..<(next + used / 2)] {
          let first = text[index]
          let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
          if length > 1, let place = place(lead, trail) {
            var encoded: UInt32 = 0
            for offset in (index..<(index + length)).reversed() { encoded = encoded << 8 | UInt32(text[offset]) }
            table[place] = encoded
          }
          index += length
        }
        next += used / 2 + 1
      }
    }
    return table
  }()

  /// The C library's converter.
  private final class Converter {
    private let handle: iconv_t

    init?() {
      guard let handle = iconv_open("UTF-8", "GB18030"), Int(bitPattern: handle) != -1 else { return nil }
      self.handle = handle
    }

    deinit { iconv_close(handle) }

    /// The text of the first characters of a few bytes, and how many bytes they are; none if the first is no character.
    func convert(_ bytes: UnsafeBufferPointer<UInt8>) -> (text: [UInt8], used: Int) {
      var input = Array(bytes)
      var left = input.count
      let capacity = bytes.count * 2 + 8
      let text = [UInt8](unsafeUninitializedCapacity: capacity) { out, count in
        input.withUnsafeMutableBytes { source in
          var read = source.baseAddress?.assumingMemoryBound(to: CChar.self)
          out.withMemoryRebound(to: CChar.self) { target in
            var write = target.baseAddress
            var room = capacity
            _ = iconv(handle, &read, &left, &write, &room)
            count = capacity - room
          }
        }
      }
      return (text, bytes.count - left)
    }
  }
}
