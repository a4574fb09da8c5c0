import Glibc

/// A set of byte strings that keeps their order of arrival.
///
/// Its tables are plain memory: a million cells are looked up in it, each in fewer steps than Swift takes to see that
/// nobody else is changing an array.
final class ByteSet {
  /// Where a member stands in `bytes`, and its hash.
  private struct Member: BitwiseCopyable {
    let start: Int
    let count: Int32
    let hash: UInt32
  }

  private let bytes = ByteArena()
  /// The members in the order of their arrival; there is room for half as many as there are slots.
  private var members: UnsafeMutablePointer<Member>
  /// Places in `members`, counted from 1; 0 is free.
  private var slots: UnsafeMutablePointer<UInt32>
  /// How many slots there are, a power of two, less one.
  private var mask: Int
  /// How many there are.
  private(set) var count = 0

  init() {
    mask = 63
    members = .allocate(capacity: (mask + 1) / 2)
    slots = .allocate(capacity: mask + 1)
    slots.initialize(repeating: 0, count: mask + 1)
  }

  deinit {
    members.deallocate()
    slots.deallocate()
  }

  /// The bytes of the member that came as number `index`.
  func member(_ index: Int) -> UnsafeRawBufferPointer {
    precondition(index >= 0 && index < count)
    let member = members[index]
    return bytes.range(member.start, member.start + Int(member.count))
  }

  func contains(_ member: UnsafeRawBufferPointer) -> Bool { find(member, ByteSet.hash(member)).found }

  /// Adds a member; false where it is there already.
  func insert(_ member: UnsafeRawBufferPointer) -> Bool {
    let hash = ByteSet.hash(member)
    let (slot, found) = find(member, hash)
    guard !found else { return false }
    members[count] = Member(start: bytes.count, count: Int32(clamping: member.count), hash: hash)
    bytes.append(member)
    count += 1
    slots[slot] = UInt32(truncatingIfNeeded: count)
    if count * 2 > mask { grow() }
    return true
  }

  func insert(_ text: String) {
    var text = text
    _ = text.withUTF8 { insert(UnsafeRawBufferPointer($0)) }
  }

  @inline(__always)
  private static func hash(_ member: UnsafeRawBufferPointer) -> UInt32 {
    UInt32(truncatingIfNeeded: ByteHash.value(of: member, seed: 0))
  }

  private func find(_ member: UnsafeRawBufferPointer, _ hash: UInt32) -> (slot: Int, found: Bool) {
    let (slots, members, mask) = (slots, members, mask)
    var slot = Int(hash) & mask
    while slots[slot] != 0 {
      let other = members[Int(slots[slot]) - 1]
      if other.hash == hash, Int(other.count) == member.count,
        bytes.range(other.start, other.start + Int(other.count)).isSame(as: member)
      {
        return (slot, true)
      }
      slot = (slot + 1) & mask
    }
    return (slot, false)
  }

  private func grow() {
    let size = (mask + 1) * 2
    let more = UnsafeMutablePointer<Member>.allocate(capacity: size / 2)
    more.update(from: members, count: count)
    members.deallocate()
    slots.deallocate()
    members = more
    mask = size - 1
    slots = .allocate(capacity: size)
    slots.initialize(repeating: 0, count: size)
    for index in 0..<count {
      var slot = Int(members[index].hash) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = UInt32(truncatingIfNeeded: index + 1)
    }
  }
}

/// A hash of bytes, the same in every run (multiplication of 64-bit words, folded, as in wyhash).
enum ByteHash {
  @inline(__always)
  private static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }

  /// The hash of bytes; other seeds give others.
  static func value(of bytes: UnsafeRawBufferPointer, seed: UInt64) -> UInt64 {
    var hash = seed ^ 0xA076_1D64_78BD_642F
    let count = bytes.count
    var offset = 0
    while count - offset >= 8 {
      hash = mix(hash ^ bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self), 0xE703_7ED1_A0B4_28DB)
      offset += 8
    }
    var rest: UInt64 = 0
    while offset < count {
      rest = rest << 8 | UInt64(bytes[offset])
      offset += 1
    }
    return mix(hash ^ rest, 0x8EBC_6AF0_9C88_C6E3 ^ UInt64(truncatingIfNeeded: count))
  }
}
