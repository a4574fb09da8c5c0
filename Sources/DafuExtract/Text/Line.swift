/// A short text as scalars: what the rules about lines (titles, labels, dates, salutations) look at.
///
/// Rules are written with literals: `line.contains("收悉")`.
struct Line: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
  var scalars: [UInt32]

  init(_ scalars: some Sequence<UInt32>) { self.scalars = Array(scalars) }
  init(_ scalars: [UInt32]) { self.scalars = scalars }
  init(_ string: String) { scalars = string.unicodeScalars.map(\.value) }
  init(stringLiteral value: String) { self.init(value) }

  /// Reads valid UTF-8, at most `limit` bytes of it.
  init(_ utf8: [UInt8], limit: Int = .max) {
    scalars = []
    scalars.reserveCapacity(min(utf8.count, limit) / 3 + 8)
    utf8.withUnsafeBufferPointer { utf8 in
      var index = 0
      while index < utf8.count, index < limit {
        let (scalar, width) = utf8.scalar(at: index)
        scalars.append(scalar)
        index += width
      }
    }
  }

  var count: Int { scalars.count }
  var isEmpty: Bool { scalars.isEmpty }
  var first: UInt32? { scalars.first }
  var last: UInt32? { scalars.last }
  var description: String { String(String.UnicodeScalarView(scalars.compactMap(Unicode.Scalar.init))) }
  subscript(_ range: Range<Int>) -> Line {
    let range = range.clamped(to: 0..<scalars.count)
    return range.count == scalars.count ? self : Line(scalars[range])
  }

  func hasPrefix(_ other: Line) -> Bool { scalars.starts(with: other.scalars) }
  func hasSuffix(_ other: Line) -> Bool {
    scalars.count >= other.count && scalars[(scalars.count - other.count)...].elementsEqual(other.scalars)
  }
  func contains(_ other: Line) -> Bool { range(of: other) != nil }
  func contains(anyOf others: [Line]) -> Bool { others.contains { contains($0) } }
  func hasPrefix(anyOf others: [Line]) -> Bool { others.contains { hasPrefix($0) } }
  func hasSuffix(anyOf others: [Line]) -> Bool { others.contains { hasSuffix($0) } }
  func contains(scalar: UInt32) -> Bool { scalars.contains(scalar) }

  /// The first place of `other` at or after `start`.
  func range(of other: Line, from start: Int = 0) -> Range<Int>? {
    guard let head = other.first, count >= other.count else { return nil }
    var index = max(start, 0)
    while index + other.count <= count {
      if scalars[index] == head, scalars[index..<(index + other.count)].elementsEqual(other.scalars) {
        return index..<(index + other.count)
      }
      index += 1
    }
    return nil
  }

  /// The first place of any of `others` at or after `start`; of several at one place the longest.
  func firstRange(ofAny others: [Line], from start: Int = 0) -> Range<Int>? {
    var best: Range<Int>?
    for other in others {
      guard let found = range(of: other, from: start) else { continue }
      if let held = best, (held.lowerBound, -held.count) <= (found.lowerBound, -found.count) { continue }
      best = found
    }
    return best
  }

  /// Without white space of any kind.
  var squashed: Line {
    guard let first = scalars.firstIndex(where: Scalars.isBlank) else { return self }
    var kept: [UInt32] = []
    kept.reserveCapacity(scalars.count)
    kept.append(contentsOf: scalars[..<first])
    for scalar in scalars[first...] where !Scalars.isBlank(scalar) { kept.append(scalar) }
    return Line(kept)
  }

  /// Without white space at both ends.
  var trimmed: Line { trimming(Scalars.isSpace) }

  /// Without the scalars at both ends for which `drop` holds.
  func trimming(_ drop: (UInt32) -> Bool) -> Line {
    var low = 0
    var high = scalars.count
    while low < high, drop(scalars[low]) { low += 1 }
    while high > low, drop(scalars[high - 1]) { high -= 1 }
    return self[low..<high]
  }

  /// Parts between the scalars for which `isSeparator` holds, trimmed, without the empty ones.
  func split(_ isSeparator: (UInt32) -> Bool) -> [Line] {
    scalars.split(whereSeparator: isSeparator).map { Line($0).trimmed }.filter { !$0.isEmpty }
  }

  /// How many UTF-8 bytes the scalars before `index` take.
  func utf8Offset(of index: Int) -> Int {
    scalars[..<min(index, count)].reduce(0) { $0 + ($1 < 0x80 ? 1 : $1 < 0x800 ? 2 : $1 < 0x10000 ? 3 : 4) }
  }

  /// With full-width letters, digits and signs as ASCII.
  var halfWidth: Line {
    scalars.contains { (0xFF01...0xFF5E).contains($0) }
      ? Line(scalars.map { (0xFF01...0xFF5E).contains($0) ? $0 - 0xFEE0 : $0 }) : self
  }
}

/// Single scalars by name, for rules that compare one.
enum Mark {
  static let colon: ScalarSet = [0x3A, 0xFF1A, 0xFE55]
  /// 。！？!?；: what ends a clause for good.
  static let sentenceEnd: ScalarSet = [0x3002, 0xFF01, 0xFF1F, 0x21, 0x3F]
  /// ）)】〕］]」』”’》〉: what closes.
  static let closing: ScalarSet = [
    0xFF09, 0x29, 0x3011, 0x3015, 0xFF3D, 0x5D, 0x300D, 0x300F, 0x201D, 0x2019, 0x300B, 0x3009, 0x22,
  ]
  static let opening: ScalarSet = [
    0xFF08, 0x28, 0x3010, 0x3014, 0xFF3B, 0x5B, 0x300C, 0x300E, 0x201C, 0x2018, 0x300A, 0x3008,
  ]
  static let chineseNumerals = ChineseNumerals()
  static let ten: UInt32 = 0x5341
  static let hundred: UInt32 = 0x767E
  /// Every form of zero that dates are typed with: 〇 ○ 零 ◯ Ｏ O o 0 Ο О ０ ⚪.
  static let zeros: ScalarSet = [
    0x3007, 0x25CB, 0x96F6, 0x25EF, 0xFF2F, 0x4F, 0x6F, 0x30, 0x39F, 0x41E, 0xFF10, 0xFF4F, 0x26AA, 0x2D54,
  ]
}

/// The values of 一 to 九.
struct ChineseNumerals: Sendable {
  subscript(scalar: UInt32) -> Int? {
    switch scalar {
    case 0x4E00: 1
    case 0x4E8C: 2
    case 0x4E09: 3
    case 0x56DB: 4
    case 0x4E94: 5
    case 0x516D: 6
    case 0x4E03: 7
    case 0x516B: 8
    case 0x4E5D: 9
    default: nil
    }
  }
}
