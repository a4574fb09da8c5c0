/// A short text as scalars: what the rules about lines (titles, labels, dates, salutations) look at.
///
/// Rules are written with literals: `line.contains("收悉")`. A part of a line is a view of the same storage. A line
/// knows of every search for a word, before it begins, whether the word's characters may occur at all.
struct Line: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
  let scalars: LineScalars
  /// What occurs, of a part of a line also what occurs around it.
  let marks: ScalarMarks
  /// Whether it is known to hold no white space and nothing without ink.
  private let isSolid: Bool
  /// Whether it is known to hold no full-width letters, digits and signs.
  private let isNarrow: Bool

  private init(_ scalars: LineScalars, _ marks: ScalarMarks, isSolid: Bool, isNarrow: Bool) {
    self.scalars = scalars
    self.marks = marks
    self.isSolid = isSolid
    self.isNarrow = isNarrow
  }

  init(_ scalars: some Sequence<UInt32>) { self.init(Array(scalars)) }

  @inline(never) init(_ scalars: [UInt32]) { self.init(scalars, from: 0, LineFacts(scalars)) }

  @inline(never) init(_ string: String) {
    var string = string
    self = string.withUTF8 { Line(utf8: $0) }
  }

  @inline(never) init(stringLiteral value: String) { self.init(value) }

  /// Reads valid UTF-8, at most `limit` bytes of it.
  init(_ utf8: [UInt8], limit: Int = .max) {
    self = utf8.withUnsafeBufferPointer { Line(utf8: $0, limit: limit) }
  }

  @inline(never) init(utf8: UnsafeBufferPointer<UInt8>, limit: Int = .max) {
    var facts = LineFacts()
    let part = UnsafeBufferPointer(rebasing: utf8[..<min(utf8.count, limit)])
    // The last scalar may begin before the limit and end after it.
    let storage = [UInt32](unsafeUninitializedCapacity: LineFacts.scalarCount(part)) { out, count in
      guard let base = out.baseAddress else { return }
      facts = LineFacts(decoding: utf8, limit: limit, into: base, capacity: out.count)
      count = facts.count
    }
    self.init(storage, from: 0, facts)
  }

  /// A line of scalars that stand among others.
  init(_ storage: [UInt32], from start: Int, _ facts: LineFacts) {
    self.init(
      LineScalars(storage, from: start, count: facts.count), facts.marks, isSolid: facts.isSolid,
      isNarrow: facts.isNarrow)
  }

  @inline(__always) static func isFullWidth(_ scalar: UInt32) -> Bool { scalar &- 0xFF01 <= 0x5D }

  static func == (left: Line, right: Line) -> Bool { left.scalars.elementsEqual(right.scalars) }

  func hash(into hasher: inout Hasher) { scalars.withBuffer { hasher.combine(bytes: UnsafeRawBufferPointer($0)) } }

  var count: Int { scalars.count }
  var isEmpty: Bool { scalars.isEmpty }
  var first: UInt32? { scalars.first }
  var last: UInt32? { scalars.last }

  var description: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count * 3)
    for scalar in scalars where Unicode.Scalar(scalar) != nil { bytes.append(scalar: scalar) }
    return String(decoding: bytes, as: UTF8.self)
  }

  subscript(_ range: Range<Int>) -> Line {
    let range = range.clamped(to: 0..<count)
    return range.count == count
      ? self : Line(scalars.view(range), marks, isSolid: isSolid, isNarrow: isNarrow)
  }

  /// What of the line takes at most `bytes` as UTF-8, or the scalar more that begins before that.
  func prefix(bytes: Int) -> Line {
    guard count * 4 > bytes else { return self }
    var left = bytes
    var end = 0
    while end < count, left > 0 {
      left -= Line.width(scalars[end])
      end += 1
    }
    return self[0..<end]
  }

  /// What of the line's end takes at most `bytes` as UTF-8.
  func suffix(bytes: Int) -> Line {
    var left = bytes
    var start = count
    while start > 0, left >= Line.width(scalars[start - 1]) {
      start -= 1
      left -= Line.width(scalars[start])
    }
    return self[start..<count]
  }

  func hasPrefix(_ other: Line) -> Bool { holds(other, at: 0) }
  func hasSuffix(_ other: Line) -> Bool { holds(other, at: count - other.count) }
  func contains(_ other: Line) -> Bool { range(of: other) != nil }
  func contains(anyOf others: [Line]) -> Bool { others.contains { contains($0) } }
  func hasPrefix(anyOf others: [Line]) -> Bool { others.contains { hasPrefix($0) } }
  func hasSuffix(anyOf others: [Line]) -> Bool { others.contains { hasSuffix($0) } }
  func contains(scalar: UInt32) -> Bool { marks.mayHold(scalar) && scalars.place(of: scalar, from: 0) != nil }

  /// Whether `other` stands at `index`.
  @inline(__always) func holds(_ other: Line, at index: Int) -> Bool {
    let length = other.count
    guard index >= 0, index + length <= count else { return false }
    for offset in 0..<length where scalars[index + offset] != other.scalars[offset] { return false }
    return true
  }

  /// The first place of `other` at or after `start`.
  func range(of other: Line, from start: Int = 0) -> Range<Int>? {
    guard count >= other.count, marks.mayHold(other.marks), let head = other.first else { return nil }
    var index = max(start, 0)
    while let found = scalars.place(of: head, from: index), found + other.count <= count {
      if holds(other, at: found) { return found..<(found + other.count) }
      index = found + 1
    }
    return nil
  }

  /// The first place of any of `others` at or after `start`; of several at one place the longest.
  func firstRange(ofAny others: some Sequence<Line>, from start: Int = 0) -> Range<Int>? {
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
    guard !isSolid, let first = scalars.firstIndex(where: Scalars.isBlank) else { return self }
    var kept: [UInt32] = []
    kept.reserveCapacity(count)
    for index in 0..<count where index < first || !Scalars.isBlank(scalars[index]) { kept.append(scalars[index]) }
    return Line(LineScalars(kept), marks, isSolid: true, isNarrow: isNarrow)
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
    var parts: [Line] = []
    var start = 0
    for index in 0...count where index == count || isSeparator(scalars[index]) {
      let part = self[start..<index].trimmed
      if index > start, !part.isEmpty { parts.append(part) }
      start = index + 1
    }
    return parts
  }

  /// How many UTF-8 bytes the scalars before `index` take.
  func utf8Offset(of index: Int) -> Int {
    var bytes = 0
    for place in 0..<min(index, count) { bytes += Line.width(scalars[place]) }
    return bytes
  }

  @inline(__always) private static func width(_ scalar: UInt32) -> Int {
    scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : scalar < 0x10000 ? 3 : 4
  }

  /// With full-width letters, digits and signs as ASCII.
  var halfWidth: Line {
    guard !isNarrow, scalars.contains(where: Line.isFullWidth) else { return self }
    return Line(scalars.map { Line.isFullWidth($0) ? $0 - 0xFEE0 : $0 })
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
