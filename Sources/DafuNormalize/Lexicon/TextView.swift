/// The normalized text as Unicode scalars with the byte offset of each, folded so that the grammars see one form.
///
/// Folding changes no position: full-width digits, letters, `．` and `％` become ASCII, every kind of space becomes
/// U+0020. Chinese punctuation stays, because it separates what a comma inside a number does not.
struct TextView: Sendable {
  private let storage: TextStorage

  init(_ utf8: [UInt8]) { storage = TextStorage(utf8) }

  /// The text of a string, for lexicon entries and tests.
  init(_ text: String) { self.init(Array(text.utf8)) }

  /// The folded scalars.
  @inline(__always)
  var scalars: Scalars { Scalars(storage) }

  var count: Int { scalars.count }

  /// The index of the scalar that begins at or after a byte offset.
  func index(ofByte offset: Int) -> Int {
    var low = 0
    var high = scalars.count
    while low < high {
      let middle = (low + high) / 2
      if storage.offset(of: middle) < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The same for a byte offset that lies at or behind the scalar of another index.
  private func index(ofByte offset: Int, from known: Int) -> Int {
    let bytes = offset - storage.offset(of: known)
    guard bytes >= 0 else { return index(ofByte: offset) }
    // A scalar takes one to four bytes.
    var low = min(scalars.count, known + bytes / 4)
    var high = min(scalars.count, known + bytes)
    while low < high {
      let middle = (low + high) / 2
      if storage.offset(of: middle) < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Scalar range of a byte range.
  func indices(ofBytes range: Range<Int>) -> Range<Int> { indices(ofBytes: range, from: 0) }

  /// Scalar range of a byte range that begins at or behind the scalar of an index.
  func indices(ofBytes range: Range<Int>, from known: Int) -> Range<Int> {
    let lower = index(ofByte: range.lowerBound, from: known)
    return lower..<max(lower, index(ofByte: range.upperBound, from: lower))
  }

  /// Byte range of a scalar range.
  func bytes(of range: Range<Int>) -> Range<Int> {
    storage.offset(of: range.lowerBound)..<storage.offset(of: range.upperBound)
  }

  /// The folded text of a scalar range.
  func string(_ range: Range<Int>) -> String {
    TextView.string(scalars[range])
  }

  /// The text of scalars.
  static func string(_ scalars: some Collection<UInt32>) -> String {
    // A word of up to fifteen bytes needs no memory of its own, if no more are asked for.
    var capacity = 0
    for scalar in scalars { capacity += scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : scalar < 0x10000 ? 3 : 4 }
    return String(unsafeUninitializedCapacity: capacity) { bytes in
      var length = 0
      func append(_ value: UInt32) {
        bytes[length] = UInt8(truncatingIfNeeded: value)
        length += 1
      }
      for scalar in scalars where Unicode.Scalar(scalar) != nil {
        switch scalar {
        case ..<0x80: append(scalar)
        case ..<0x800:
          append(0xC0 | scalar >> 6)
          append(0x80 | scalar & 0x3F)
        case ..<0x10000:
          append(0xE0 | scalar >> 12)
          append(0x80 | scalar >> 6 & 0x3F)
          append(0x80 | scalar & 0x3F)
        default:
          append(0xF0 | scalar >> 18)
          append(0x80 | scalar >> 12 & 0x3F)
          append(0x80 | scalar >> 6 & 0x3F)
          append(0x80 | scalar & 0x3F)
        }
      }
      return length
    }
  }

  /// Whether a word stands at an index.
  @inline(__always)
  func has(_ word: [UInt32], at index: Int, end: Int) -> Bool {
    guard index >= 0, index + word.count <= end else { return false }
    for offset in 0..<word.count where scalars[index + offset] != word[offset] { return false }
    return true
  }

  /// Whether a word stands at an index.
  @inline(__always)
  func has(_ word: String, at index: Int, end: Int) -> Bool {
    guard index >= 0, index < end else { return false }
    return word.utf8.withContiguousStorageIfAvailable { has($0, at: index, end: end) }
      ?? has(word.folded, at: index, end: end)
  }

  /// Whether a word stands anywhere in a range.
  func holds(_ word: String, in window: Range<Int>) -> Bool {
    place(of: word, in: window) != nil
  }

  /// Where a word stands first in a range.
  func place(of word: String, in window: Range<Int>) -> Int? {
    word.utf8.withContiguousStorageIfAvailable { bytes -> Int? in
      guard !bytes.isEmpty else { return window.isEmpty ? nil : window.lowerBound }
      let head = TextView.folded(PatternMatcher.scalar(bytes, at: 0, end: bytes.count).0)
      var place = window.lowerBound
      while place < window.upperBound {
        if scalars[place] == head, has(bytes, at: place, end: window.upperBound) { return place }
        place += 1
      }
      return nil
    } ?? window.first { has(word.folded, at: $0, end: window.upperBound) }
  }

  /// Where a word stands last in a range.
  func lastPlace(of word: String, in window: Range<Int>) -> Int? {
    word.utf8.withContiguousStorageIfAvailable { bytes -> Int? in
      guard !bytes.isEmpty else { return window.last }
      let head = TextView.folded(PatternMatcher.scalar(bytes, at: 0, end: bytes.count).0)
      var place = window.upperBound
      while place > window.lowerBound {
        place -= 1
        if scalars[place] == head, has(bytes, at: place, end: window.upperBound) { return place }
      }
      return nil
    } ?? window.last { has(word.folded, at: $0, end: window.upperBound) }
  }

  /// Whether a word in UTF-8 stands at an index.
  private func has(_ word: UnsafeBufferPointer<UInt8>, at index: Int, end: Int) -> Bool {
    var place = index
    var position = 0
    while position < word.count {
      guard place < end else { return false }
      let (scalar, width) = PatternMatcher.scalar(word, at: position, end: word.count)
      let found = scalars[place]
      if scalar != found, TextView.folded(scalar) != found { return false }
      place += 1
      position += width
    }
    return true
  }

  /// Whether a range holds one of some texts and nothing else.
  func isAny(_ range: Range<Int>, _ texts: [String]) -> Bool {
    texts.contains { text in
      text.utf8.count <= range.count * 4 && text.utf8.count >= range.count && equals(text, range)
    }
  }

  private func equals(_ text: String, _ range: Range<Int>) -> Bool {
    var place = range.lowerBound
    for scalar in text.unicodeScalars {
      guard place < range.upperBound, scalars[place] == scalar.value else { return false }
      place += 1
    }
    return place == range.upperBound
  }

  /// Whether a title (《…》) begins at `start` or behind and still goes on at a place.
  func isInTitle(_ place: Int, from start: Int) -> Bool {
    var index = place - 1
    while index >= start {
      if scalars[index] == Scalar.closeTitle { return false }
      if scalars[index] == Scalar.openTitle { return true }
      index -= 1
    }
    return false
  }

  /// The last index in `range` from which on only spaces stand before its end.
  func trimmingSpaces(_ range: Range<Int>) -> Range<Int> {
    var lower = range.lowerBound
    var upper = range.upperBound
    while lower < upper, scalars[lower] == 0x20 { lower += 1 }
    while upper > lower, scalars[upper - 1] == 0x20 { upper -= 1 }
    return lower..<upper
  }

  @inline(__always)
  static func folded(_ scalar: UInt32) -> UInt32 {
    // Ideographs and ASCII letters, digits and marks fold to themselves.
    scalar &- 0x4E00 < 0x5200 || scalar &- 0x20 < 0x60 ? scalar : foldedMark(scalar)
  }

  private static func foldedMark(_ scalar: UInt32) -> UInt32 {
    switch scalar {
    case 0xFF10...0xFF19, 0xFF21...0xFF3A, 0xFF41...0xFF5A: scalar - 0xFEE0
    case 0xFF0E: 0x2E
    case 0xFF05, 0xFE6A: 0x25
    case 0xFF0F: 0x2F
    case 0xA0, 0x2000...0x200A, 0x202F, 0x3000, 0x09, 0x0D: 0x20
    case 0x25CB, 0x3007, 0x25EF: 0x3007
    case 0xFF5E, 0x301C: 0x7E
    default: scalar
    }
  }
}

extension String {
  /// The folded scalars of a lexicon word.
  var folded: [UInt32] {
    withBytes { bytes in
      var count = 0
      for byte in bytes where byte & 0xC0 != 0x80 { count += 1 }
      var scalars: [UInt32] = []
      scalars.reserveCapacity(count)
      var position = 0
      while position < bytes.count, scalars.count < count {
        let (scalar, width) = PatternMatcher.scalar(bytes, at: position, end: bytes.count)
        scalars.append(TextView.folded(scalar))
        position += width
      }
      return scalars
    }
  }
}

/// Scalars by class.
enum Scalar {
  static func isDigit(_ scalar: UInt32) -> Bool { scalar >= 0x30 && scalar <= 0x39 }

  static func isLetter(_ scalar: UInt32) -> Bool {
    (scalar >= 0x41 && scalar <= 0x5A) || (scalar >= 0x61 && scalar <= 0x7A)
  }

  static func isIdeograph(_ scalar: UInt32) -> Bool {
    (0x4E00...0x9FFF).contains(scalar) || (0x3400...0x4DBF).contains(scalar) || (0x20000...0x323AF).contains(scalar)
  }

  /// Whether a scalar is one of the characters of a string.
  static func isAny(_ scalar: UInt32, _ characters: StaticString) -> Bool {
    let bytes = UnsafeBufferPointer(start: characters.utf8Start, count: characters.utf8CodeUnitCount)
    var position = 0
    // Nearly all are ideographs or marks of three bytes, whose first one tells most of them apart.
    let lead = scalar < 0x800 || scalar > 0xFFFF ? 0 : UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12)
    while position < bytes.count {
      let byte = bytes[position]
      if byte & 0xF0 == 0xE0, byte != lead {
        position += 3
        continue
      }
      let (character, width) = PatternMatcher.scalar(bytes, at: position, end: bytes.count)
      if character == scalar { return true }
      position += width
    }
    return false
  }

  static let space: UInt32 = 0x20
  static let line: UInt32 = 0x0A
  static let comma: UInt32 = 0xFF0C  // ，
  static let enumeration: UInt32 = 0x3001  // 、
  static let semicolon: UInt32 = 0xFF1B  // ；
  static let stop: UInt32 = 0x3002  // 。
  static let colon: UInt32 = 0xFF1A  // ：
  static let openParenthesis: UInt32 = 0xFF08  // （
  static let closeParenthesis: UInt32 = 0xFF09  // ）
  static let openTitle: UInt32 = 0x300A  // 《
  static let closeTitle: UInt32 = 0x300B  // 》
  static let openQuote: UInt32 = 0x201C  // “
  static let closeQuote: UInt32 = 0x201D  // ”
}
