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
    base = .allocate(byteCount: self.capacity, alignment: 16)
  }

  deinit { base.deallocate() }

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
    let larger = max(capacity * 2, count + more)
    let moved = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 16)
    memcpy(moved, base, count)
    base.deallocate()
    (base, capacity) = (moved, larger)
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
    let number = bytes.count
    reserve(number)
    let target = base + count
    if number >= 8, number <= 16 {
      let (first, last) = (
        bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self),
        bytes.loadUnaligned(fromByteOffset: number - 8, as: UInt64.self)
      )
      target.storeBytes(of: first, as: UInt64.self)
      (target + number - 8).storeBytes(of: last, as: UInt64.self)
    } else if number < 8 {
      for place in 0..<number { target.storeBytes(of: bytes[place], toByteOffset: place, as: UInt8.self) }
    } else if let source = bytes.baseAddress {
      memcpy(target, source, number)
    }
    count += number
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

  /// Removes everything; the memory stays.
  @inline(__always)
  func removeAll() { count = 0 }
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
    return memcmp(one, two, count) == 0
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
