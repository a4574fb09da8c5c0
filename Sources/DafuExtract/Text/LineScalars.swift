/// The scalars of a line, counted from its beginning, in storage that other lines may share.
struct LineScalars: RandomAccessCollection, Sendable {
  private let storage: [UInt32]
  private let low: Int
  let count: Int

  init(_ storage: [UInt32]) {
    self.storage = storage
    low = 0
    count = storage.count
  }

  init(_ storage: [UInt32], from start: Int, count: Int) {
    self.storage = storage
    low = start
    self.count = count
  }

  var startIndex: Int { 0 }
  var endIndex: Int { count }

  @inline(__always) subscript(_ index: Int) -> UInt32 {
    precondition(index >= 0 && index < count)
    return storage[low &+ index]
  }

  func view(_ range: Range<Int>) -> LineScalars {
    LineScalars(storage, from: low + range.lowerBound, count: range.count)
  }

  @inline(__always) func withBuffer<Found>(_ body: (UnsafeBufferPointer<UInt32>) -> Found) -> Found {
    storage.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[low..<(low + count)])) }
  }

  /// The first place of a scalar at or after `start`.
  @inline(__always) func place(of scalar: UInt32, from start: Int) -> Int? {
    guard start < count else { return nil }
    return withBuffer { scalars -> Int? in
      var index = start
      while index &+ 4 <= scalars.count {
        if scalars[index] == scalar { return index }
        if scalars[index &+ 1] == scalar { return index &+ 1 }
        if scalars[index &+ 2] == scalar { return index &+ 2 }
        if scalars[index &+ 3] == scalar { return index &+ 3 }
        index &+= 4
      }
      while index < scalars.count {
        if scalars[index] == scalar { return index }
        index &+= 1
      }
      return nil
    }
  }

  func withContiguousStorageIfAvailable<Found>(
    _ body: (UnsafeBufferPointer<UInt32>) throws -> Found
  ) rethrows -> Found? {
    try storage.withUnsafeBufferPointer { try body(UnsafeBufferPointer(rebasing: $0[low..<(low + count)])) }
  }
}

/// Which scalars a text may hold, a bit of 128 for each: a word with a scalar whose bit is missing is not in it.
struct ScalarMarks: Sendable {
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  @inline(__always) mutating func insert(_ scalar: UInt32) {
    let bit: UInt64 = 1 << UInt64(scalar & 63)
    let isHigh = 0 &- UInt64(scalar >> 6 & 1)
    low |= bit & ~isHigh
    high |= bit & isHigh
  }

  @inline(__always) func mayHold(_ scalar: UInt32) -> Bool {
    (scalar & 64 != 0 ? high : low) & 1 << UInt64(scalar & 63) != 0
  }

  @inline(__always) func mayHold(_ other: ScalarMarks) -> Bool {
    other.low & ~low == 0 && other.high & ~high == 0
  }
}

/// What a pass over a line's scalars tells of it.
struct LineFacts: Sendable {
  private(set) var count = 0
  private(set) var marks = ScalarMarks()
  /// Whether there is no white space and nothing without ink.
  private(set) var isSolid = true
  /// Whether there are no full-width letters, digits and signs.
  private(set) var isNarrow = true
  /// How many Han ideographs there are.
  private(set) var han = 0

  init() {}

  init(_ scalars: [UInt32]) {
    for scalar in scalars { add(scalar) }
  }

  /// Decodes valid UTF-8, at most `limit` bytes of it, and writes its scalars, `capacity` at most.
  @inline(never) init(
    decoding utf8: UnsafeBufferPointer<UInt8>, limit: Int = .max, into scalars: UnsafeMutablePointer<UInt32>,
    capacity: Int
  ) {
    let end = min(utf8.count, limit)
    var facts = LineFacts()
    var index = 0
    while index < end, facts.count < capacity {
      let lead = utf8[index]
      if lead &- 0xE4 < 0x0B, index &+ 2 < utf8.count {
        // Ideographs, of which nearly all text consists, are neither blank nor full-width signs.
        let middle = UInt32(utf8[index &+ 1] & 0x3F) << 6
        let scalar = UInt32(lead & 0x0F) << 12 | middle | UInt32(utf8[index &+ 2] & 0x3F)
        scalars[facts.count] = scalar
        facts.marks.insert(scalar)
        facts.count &+= 1
        if scalar < 0xA000, scalar &- 0x4DC0 >= 0x40 { facts.han &+= 1 }
        index &+= 3
      } else {
        let (scalar, width) = utf8.scalar(at: index)
        scalars[facts.count] = scalar
        facts.add(scalar)
        index &+= width
      }
    }
    self = facts
  }

  /// How many scalars valid UTF-8 holds.
  static func scalarCount(_ utf8: UnsafeBufferPointer<UInt8>) -> Int {
    let raw = UnsafeRawBufferPointer(utf8)
    var count = utf8.count
    var place = 0
    // Bytes that go on with a scalar, counted in eight columns at once, none of which may overflow.
    while place &+ 8 <= raw.count {
      let end = min(raw.count, place &+ 8 &* 255)
      var columns: UInt64 = 0
      while place &+ 8 <= end {
        let word = raw.loadUnaligned(fromByteOffset: place, as: UInt64.self)
        columns &+= (word & ~(word << 1) & 0x8080_8080_8080_8080) >> 7
        place &+= 8
      }
      let pairs = (columns & 0x00FF_00FF_00FF_00FF) &+ (columns >> 8 & 0x00FF_00FF_00FF_00FF)
      count &-= Int((pairs &* 0x0001_0001_0001_0001) >> 48)
    }
    while place < raw.count {
      if raw[place] & 0xC0 == 0x80 { count &-= 1 }
      place &+= 1
    }
    return count
  }

  @inline(__always) private mutating func add(_ scalar: UInt32) {
    count &+= 1
    marks.insert(scalar)
    if Scalars.isBlank(scalar) { isSolid = false }
    if Line.isFullWidth(scalar) { isNarrow = false }
    if Scalars.isHan(scalar) { han &+= 1 }
  }
}
