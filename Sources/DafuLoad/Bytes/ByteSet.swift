/// A set of byte strings that keeps their order of arrival.
final class ByteSet {
  /// Where a member stands in `bytes`, and its hash.
  private struct Member {
    let start: Int
    let count: Int32
    let hash: UInt32
  }

  private let bytes = ByteArena()
  private var members: [Member] = []
  /// Places in `members`, counted from 1; 0 is free. Its size is a power of two.
  private var slots = [UInt32](repeating: 0, count: 64)

  /// How many there are.
  var count: Int { members.count }

  /// The bytes of the member that came as number `index`.
  func member(_ index: Int) -> UnsafeRawBufferPointer {
    let member = members[index]
    return bytes.range(member.start, member.start + Int(member.count))
  }

  func contains(_ member: UnsafeRawBufferPointer) -> Bool { find(member, ByteSet.hash(member)).found }

  /// Adds a member; false where it is there already.
  func insert(_ member: UnsafeRawBufferPointer) -> Bool {
    let hash = ByteSet.hash(member)
    let (slot, found) = find(member, hash)
    guard !found else { return false }
    members.append(Member(start: bytes.count, count: Int32(clamping: member.count), hash: hash))
    bytes.append(member)
    slots[slot] = UInt32(truncatingIfNeeded: members.count)
    if members.count * 2 > slots.count { grow() }
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
    slots.withUnsafeBufferPointer { slots in
      members.withUnsafeBufferPointer { members in
        let mask = slots.count - 1
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
    }
  }

  private func grow() {
    var larger = [UInt32](repeating: 0, count: slots.count * 2)
    for (index, member) in members.enumerated() {
      var slot = Int(member.hash) & (larger.count - 1)
      while larger[slot] != 0 { slot = (slot + 1) & (larger.count - 1) }
      larger[slot] = UInt32(truncatingIfNeeded: index + 1)
    }
    slots = larger
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
