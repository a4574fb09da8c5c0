import Glibc

/// Bytes that grow at their end, for what is written a million times: no reference count and no copy stands between a
/// value and its bytes.
///
/// What `bytes` and `range` give is valid until the next call that adds or removes.
final class ByteArena: @unchecked Sendable {
  // Filled by one thread; afterwards many may read.
  private var base: UnsafeMutableRawPointer
  private var capacity: Int
  /// How many bytes there are.
  private(set) var count = 0

  init(capacity: Int = 1 << 10) {
    self.capacity = max(64, capacity)
    base = ByteArena.room(nil, self.capacity)
  }

  deinit { free(base) }

  /// Memory of a size that begins with what another one holds, which is given back. The system moves large memory
  /// without copying it.
  private static func room(_ old: UnsafeMutableRawPointer?, _ size: Int) -> UnsafeMutableRawPointer {
    guard let room = realloc(old, size) else {
      // Swift's own allocation ends a process that is out of memory; so does this.
      return .allocate(byteCount: .max, alignment: 16)
    }
    return room
  }

  /// All bytes.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

  /// Some of the bytes; a range beyond them is cut.
  @inline(__always)
  func range(_ start: Int, _ end: Int) -> UnsafeRawBufferPointer {
    let last = min(end, count)
    let first = min(max(0, start), last)
    return UnsafeRawBufferPointer(start: base + first, count: last - first)
  }

  /// Sees to it that so many bytes more fit.
  @inline(__always)
  func reserve(_ more: Int) {
    if capacity - count < more { grow(more) }
  }

  @inline(never)
  private func grow(_ more: Int) {
    capacity = max(capacity * 2, count + more)
    base = ByteArena.room(base, capacity)
  }

  @inline(__always)
  func append(_ byte: UInt8) {
    reserve(1)
    base.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
    count += 1
  }

  @inline(__always)
  func append(_ bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress else { return }
    reserve(bytes.count)
    memcpy(base + count, source, bytes.count)
    count += bytes.count
  }

  /// Appends bytes, short ones without a call: cells mostly are.
  @inline(__always)
  func append(copying bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress else { return }
    reserve(bytes.count)
    (base + count).copy(source, bytes.count)
    count += bytes.count
  }

  @inline(__always)
  func append(_ bytes: UnsafeBufferPointer<UInt8>) { append(UnsafeRawBufferPointer(bytes)) }

  func append(_ bytes: [UInt8]) { bytes.withUnsafeBytes { append($0) } }

  /// Appends a number in four bytes, the lowest first.
  @inline(__always)
  func append(number: UInt32) {
    reserve(4)
    base.storeBytes(of: number.littleEndian, toByteOffset: count, as: UInt32.self)
    count += 4
  }

  /// Replaces four bytes that are there.
  @inline(__always)
  func store(_ number: UInt32, at offset: Int) {
    guard offset >= 0, offset + 4 <= count else { return }
    base.storeBytes(of: number.littleEndian, toByteOffset: offset, as: UInt32.self)
  }

  /// Replaces one byte that is there.
  @inline(__always)
  func store(byte: UInt8, at offset: Int) {
    guard offset >= 0, offset < count else { return }
    base.storeBytes(of: byte, toByteOffset: offset, as: UInt8.self)
  }

  /// Appends bytes to be stored into.
  @inline(__always)
  func appendZeros(_ number: Int) {
    reserve(number)
    memset(base + count, 0, number)
    count += number
  }

  /// Appends what `fill` writes into the free space of at least `room` bytes; it gives how many bytes that was.
  func append(room: Int, _ fill: (UnsafeMutableRawBufferPointer) throws -> Int) rethrows {
    reserve(room)
    let written = try fill(UnsafeMutableRawBufferPointer(start: base + count, count: capacity - count))
    count += min(max(0, written), capacity - count)
  }

  /// Removes bytes at the beginning.
  func removeFirst(_ number: Int) {
    let removed = min(max(0, number), count)
    memmove(base, base + removed, count - removed)
    count -= removed
  }

  /// Removes all but the first bytes.
  func cut(to number: Int) { count = min(max(0, number), count) }

  /// Removes everything; the memory stays.
  @inline(__always)
  func removeAll() { count = 0 }
}

extension UnsafeMutableRawPointer {
  /// Copies bytes, up to sixteen without a call.
  @inline(__always)
  func copy(_ source: UnsafeRawPointer, _ count: Int) {
    if count > 16 {
      memcpy(self, source, count)
    } else if count >= 8 {
      let last = (source + (count - 8)).loadUnaligned(as: UInt64.self)
      storeBytes(of: source.loadUnaligned(as: UInt64.self), as: UInt64.self)
      (self + (count - 8)).storeBytes(of: last, as: UInt64.self)
    } else if count >= 4 {
      let last = (source + (count - 4)).loadUnaligned(as: UInt32.self)
      storeBytes(of: source.loadUnaligned(as: UInt32.self), as: UInt32.self)
      (self + (count - 4)).storeBytes(of: last, as: UInt32.self)
    } else {
      for place in 0..<count {
        storeBytes(of: source.load(fromByteOffset: place, as: UInt8.self), toByteOffset: place, as: UInt8.self)
      }
    }
  }
}

extension UnsafeRawBufferPointer {
  /// Part of the bytes, by offsets; what lies outside is cut.
  @inline(__always)
  func slice(_ start: Int, _ end: Int) -> UnsafeRawBufferPointer {
    let last = Swift.min(end, count)
    let first = Swift.min(Swift.max(0, start), last)
    return UnsafeRawBufferPointer(start: baseAddress.map { $0 + first }, count: last - first)
  }

  /// Whether the same bytes stand elsewhere.
  @inline(__always)
  func isSame(as other: UnsafeRawBufferPointer) -> Bool {
    guard count == other.count else { return false }
    guard count > 0, let one = baseAddress, let two = other.baseAddress else { return count == 0 }
    if count > 16 { return memcmp(one, two, count) == 0 }
    // Cells are short: two words that may overlap are all of one.
    if count >= 8 {
      let last = count - 8
      return one.loadUnaligned(as: UInt64.self) == two.loadUnaligned(as: UInt64.self)
        && (one + last).loadUnaligned(as: UInt64.self) == (two + last).loadUnaligned(as: UInt64.self)
    }
    if count >= 4 {
      let last = count - 4
      return one.loadUnaligned(as: UInt32.self) == two.loadUnaligned(as: UInt32.self)
        && (one + last).loadUnaligned(as: UInt32.self) == (two + last).loadUnaligned(as: UInt32.self)
    }
    for place in 0..<count
    where one.load(fromByteOffset: place, as: UInt8.self) != two.load(fromByteOffset: place, as: UInt8.self) {
      return false
    }
    return true
  }

  /// Whether these are the bytes of a text.
  @inline(__always)
  func isSame(as text: StaticString) -> Bool {
    isSame(as: UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// The number in four bytes at an offset, the lowest first; 0 outside of the bytes.
  @inline(__always)
  func number(at offset: Int) -> UInt32 {
    guard offset >= 0, offset + 4 <= count else { return 0 }
    return UInt32(littleEndian: loadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }

  /// The bytes as text.
  var text: String { String(decoding: self, as: UTF8.self) }
}
