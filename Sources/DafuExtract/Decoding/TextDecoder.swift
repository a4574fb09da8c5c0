import DafuModel

/// Text decoded to valid UTF-8 and cleaned of what no text holds (NULs, control bytes, noncharacters).
struct DecodedText: Sendable {
  /// The encodings that Chinese sites publish in.
  enum Encoding: String, Sendable {
    case utf8 = "UTF-8"
    case utf16LittleEndian = "UTF-16LE"
    case utf16BigEndian = "UTF-16BE"
    case gb18030 = "GB18030"
  }

  /// Valid UTF-8: the decoded source that all maps point into.
  let bytes: [UInt8]
  let encoding: Encoding
  /// How many byte sequences were replaced by U+FFFD.
  let replaced: Int
  /// How many control characters were dropped.
  let dropped: Int
}

/// Decides the encoding by the bytes alone and decodes.
///
/// A declaration inside the page is no evidence: pages say gb2312 over GBK, UTF-8 over GB18030 and the other way
/// round. A byte order mark decides; else strict UTF-8, which GB text meets only by accident; else GB18030, of which
/// GBK and GB2312 are subsets.
enum TextDecoder {
  /// Decodes; nil if the bytes are text in none of the encodings.
  static func decode(_ bytes: [UInt8]) -> DecodedText? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      return repairedUTF8(bytes.dropFirst(3))
    }
    if bytes.starts(with: [0xFF, 0xFE]) { return utf16(bytes.dropFirst(2), bigEndian: false) }
    if bytes.starts(with: [0xFE, 0xFF]) { return utf16(bytes.dropFirst(2), bigEndian: true) }
    if let bigEndian = looksLikeUTF16(bytes) { return utf16(bytes[...], bigEndian: bigEndian) }
    let survey = UTF8Survey(bytes)
    if survey.isHopeless { return gb18030(bytes) }
    guard survey.controls * 50 <= bytes.count else { return nil }
    if survey.invalid == 0, survey.controls == 0, survey.noncharacters == 0 {
      return DecodedText(bytes: bytes, encoding: .utf8, replaced: 0, dropped: 0)
    }
    // A few bad sequences in much good UTF-8 are damage (a cut in mid-character), not another encoding.
    if survey.invalid * 20 <= survey.multibyte || survey.multibyte == 0 && survey.invalid <= 1 {
      return repairedUTF8(bytes[...])
    }
    return gb18030(bytes)
  }

  private static func repairedUTF8(_ bytes: ArraySlice<UInt8>) -> DecodedText {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var replaced = 0
    var dropped = 0
    bytes.withUnsafeBufferPointer { bytes in
      var index = 0
      // Sound text is copied in stretches, from here to the next place that needs care.
      var stretch = 0
      while index < bytes.count {
        let plain = UTF8Survey.endOfPlainText(bytes, from: index)
        if plain > index {
          index = plain
          continue
        }
        let length = UTF8Survey.sequenceLength(bytes, at: index)
        if length > 0, !UTF8Survey.isUnwanted(bytes, at: index) {
          index += length
          continue
        }
        out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[stretch..<index]))
        if length > 0 {
          dropped += 1
          index += length
        } else {
          out.append(scalar: 0xFFFD)
          replaced += 1
          index += UTF8Survey.damageLength(bytes, at: index)
        }
        stretch = index
      }
      out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[stretch...]))
    }
    return DecodedText(bytes: out, encoding: .utf8, replaced: replaced, dropped: dropped)
  }

  /// The byte order, if one byte of every pair is the high byte of a letter, an ideograph or a Chinese mark.
  private static func looksLikeUTF16(_ bytes: [UInt8]) -> Bool? {
    guard bytes.count >= 16, bytes.count % 2 == 0 else { return nil }
    let sample = min(bytes.count, 4096) & ~1
    guard ByteSearch.firstIndex(of: 0, in: bytes[..<sample], from: 0) != nil else { return nil }
    func high(_ byte: UInt8) -> Bool {
      byte == 0 || byte == 0x20 || byte == 0x30 || byte == 0xFF || (0x4E...0x9F).contains(byte)
    }
    var zeros = (even: 0, odd: 0)
    var highs = (even: 0, odd: 0)
    for index in stride(from: 0, to: sample, by: 2) {
      if bytes[index] == 0 { zeros.even += 1 }
      if bytes[index + 1] == 0 { zeros.odd += 1 }
      if high(bytes[index]) { highs.even += 1 }
      if high(bytes[index + 1]) { highs.odd += 1 }
    }
    let pairs = sample / 2
    // Text in other encodings has no zero bytes at all.
    if zeros.odd * 20 > pairs, zeros.even * 5 < zeros.odd, highs.odd * 20 >= pairs * 19 { return false }
    if zeros.even * 20 > pairs, zeros.odd * 5 < zeros.even, highs.even * 20 >= pairs * 19 { return true }
    return nil
  }

  private static func utf16(_ bytes: ArraySlice<UInt8>, bigEndian: Bool) -> DecodedText {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count * 3 / 2)
    var replaced = bytes.count % 2
    var dropped = 0
    var index = bytes.startIndex
    let end = bytes.startIndex + (bytes.count & ~1)
    func unit(_ at: Int) -> UInt32 {
      bigEndian ? UInt32(bytes[at]) << 8 | UInt32(bytes[at + 1]) : UInt32(bytes[at + 1]) << 8 | UInt32(bytes[at])
    }
    while index < end {
      var scalar = unit(index)
      index += 2
      if (0xD800..<0xDC00).contains(scalar), index < end, (0xDC00..<0xE000).contains(unit(index)) {
        scalar = 0x10000 + (scalar - 0xD800) << 10 + (unit(index) - 0xDC00)
        index += 2
      }
      if (0xD800..<0xE000).contains(scalar) {
        scalar = 0xFFFD
        replaced += 1
      }
      if scalar < 0x20 && !(scalar == 9 || scalar == 10 || scalar == 12 || scalar == 13) || scalar == 0xFEFF
        || scalar & 0xFFFE == 0xFFFE
      {
        dropped += 1
      } else {
        out.append(scalar: scalar)
      }
    }
    let encoding: DecodedText.Encoding = bigEndian ? .utf16BigEndian : .utf16LittleEndian
    return DecodedText(bytes: out, encoding: encoding, replaced: replaced, dropped: dropped)
  }

  private static func gb18030(_ bytes: [UInt8]) -> DecodedText? {
    guard let decoded = GB18030.decode(bytes), decoded.controls * 50 <= bytes.count else { return nil }
    // Damage is rare in text; bytes that are no text at all fail everywhere.
    if decoded.replaced > 0, decoded.replaced * 20 > decoded.bytes.hanCount { return nil }
    return DecodedText(
      bytes: decoded.bytes, encoding: .gb18030, replaced: decoded.replaced, dropped: decoded.dropped)
  }
}

/// What a pass over the bytes as UTF-8 counts.
struct UTF8Survey: Sendable {
  private(set) var multibyte = 0
  private(set) var invalid = 0
  private(set) var controls = 0
  private(set) var noncharacters = 0
  /// Whether the survey was given up: more is damaged than can be by a few cuts.
  private(set) var isHopeless = false

  init(_ bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { bytes in
      // At most half of the bytes begin a sequence of several.
      let damageLimit = bytes.count / 40 + 1
      var index = 0
      while index < bytes.count {
        let plain = UTF8Survey.endOfPlainText(bytes, from: index, ideographs: &multibyte)
        if plain > index {
          index = plain
          continue
        }
        let byte = bytes[index]
        if byte < 0x80 {
          if byte < 0x20, UTF8Survey.isUnwanted(bytes, at: index) { controls += 1 }
          index += 1
          continue
        }
        let length = UTF8Survey.sequenceLength(bytes, at: index)
        if length > 0 {
          multibyte += 1
          if byte == 0xEF, UTF8Survey.isUnwanted(bytes, at: index) { noncharacters += 1 }
          index += length
        } else {
          invalid += 1
          if invalid > damageLimit {
            isHopeless = true
            return
          }
          index += UTF8Survey.damageLength(bytes, at: index)
        }
      }
    }
  }

  /// Passes over what needs no second look: ASCII by eights, and ideographs.
  @inline(__always) static func endOfPlainText(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, ideographs: inout Int
  ) -> Int {
    let raw = UnsafeRawBufferPointer(bytes)
    var index = start
    let last = bytes.count - 8
    while index <= last {
      let marks = careful(raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      if marks == 0 {
        index &+= 8
        continue
      }
      index &+= marks.trailingZeroBitCount / 8
      let byte = bytes[index]
      if byte == 0x0A || byte == 0x0D || byte == 0x09 {
        index &+= 1
        continue
      }
      // 1110xxxx 10xxxxxx 10xxxxxx, from U+1000 to U+CFFF: no surrogate and no noncharacter is among them.
      let begin = index
      while index <= last {
        let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        guard word & 0xC0C0F0 == 0x8080E0, word & 0x0F &- 1 < 0x0C else { break }
        index &+= 3
      }
      ideographs &+= (index &- begin) / 3
      if index == begin { break }
    }
    return index
  }

  @inline(__always) static func endOfPlainText(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var ideographs = 0
    return endOfPlainText(bytes, from: start, ideographs: &ideographs)
  }

  /// The highest bit of the first of eight bytes that is no ASCII or a control character; above it there may be others.
  @inline(__always) static func careful(_ word: UInt64) -> UInt64 {
    // A byte below 0x20 borrows into its highest bit; a byte above 0x7F has it.
    (word | (word &- 0x2020_2020_2020_2020)) & 0x8080_8080_8080_8080
  }

  /// Length of the well-formed sequence at `index` (Unicode standard, table 3-7); 0 if there is none.
  @inline(__always) static func sequenceLength(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    let first = bytes[index]
    if first < 0x80 { return 1 }
    if first < 0xC2 || first > 0xF4 { return 0 }
    func follows(_ offset: Int, _ low: UInt8 = 0x80, _ high: UInt8 = 0xBF) -> Bool {
      index + offset < bytes.endIndex && bytes[index + offset] >= low && bytes[index + offset] <= high
    }
    if first < 0xE0 { return follows(1) ? 2 : 0 }
    if first < 0xF0 {
      let low: UInt8 = first == 0xE0 ? 0xA0 : 0x80
      let high: UInt8 = first == 0xED ? 0x9F : 0xBF
      return follows(1, low, high) && follows(2) ? 3 : 0
    }
    let low: UInt8 = first == 0xF0 ? 0x90 : 0x80
    let high: UInt8 = first == 0xF4 ? 0x8F : 0xBF
    return follows(1, low, high) && follows(2) && follows(3) ? 4 : 0
  }

  /// How many bytes one replacement character stands for: the lead and the continuation bytes that belong to it.
  static func damageLength(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    let first = bytes[index]
    let wanted = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 1
    var length = 1
    while length < wanted, index + length < bytes.endIndex, bytes[index + length] & 0xC0 == 0x80 { length += 1 }
    return length == wanted ? 1 : length
  }

  /// Whether a character that no text holds stands at `index`: a control other than tab, line feed, form feed and
  /// carriage return, a byte order mark in the middle, or U+FFFE and U+FFFF.
  @inline(__always) static func isUnwanted(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
    let byte = bytes[index]
    if byte < 0x20 { return !(byte == 9 || byte == 10 || byte == 12 || byte == 13) }
    guard byte == 0xEF, index + 2 < bytes.endIndex else { return false }
    return bytes[index + 1] == 0xBF && bytes[index + 2] >= 0xBE || bytes[index + 1] == 0xBB && bytes[index + 2] == 0xBF
  }
}
