/// Names in the order in which they were added, found again by their bytes.
///
/// A dictionary of strings compares and hashes them by the rules of Unicode; names in Chinese are equivalent to nothing
/// but themselves, and their bytes tell as much in a tenth of the time.
public struct NamePlaces: Sendable {
  /// The names in the order in which they were added.
  public private(set) var names: [String] = []
  private var hashes: [UInt32] = []
  /// The place of a name, or -1, by its hash.
  private var slots: [Int32]

  /// Creates an empty list with room for some names.
  public init(capacity: Int = 8) {
    var size = 16
    while size < capacity * 2 { size *= 2 }
    slots = [Int32](repeating: -1, count: size)
    names.reserveCapacity(capacity)
    hashes.reserveCapacity(capacity)
  }

  /// How many names there are.
  public var count: Int { names.count }

  /// The place of a name.
  public subscript(name: String) -> Int? { NamePlaces.bytes(name) { find($0, NamePlaces.hash($0)).place } }

  /// The place of a name given by its bytes.
  public func place(of bytes: UnsafeBufferPointer<UInt8>) -> Int? { find(bytes, NamePlaces.hash(bytes)).place }

  /// Adds a name, if it is not there; gives its place and whether it is new.
  public mutating func add(_ name: String) -> (place: Int, isNew: Bool) {
    let (hash, found) = NamePlaces.bytes(name) { bytes in
      let hash = NamePlaces.hash(bytes)
      return (hash, find(bytes, hash))
    }
    if let place = found.place { return (place, false) }
    slots[found.slot] = Int32(names.count)
    names.append(name)
    hashes.append(hash)
    if names.count * 2 > slots.count { grow() }
    return (names.count - 1, true)
  }

  private func find(_ bytes: UnsafeBufferPointer<UInt8>, _ hash: UInt32) -> (place: Int?, slot: Int) {
    let mask = slots.count - 1
    var slot = Int(hash) & mask
    while true {
      let place = Int(slots[slot])
      if place < 0 { return (nil, slot) }
      if hashes[place] == hash, NamePlaces.bytes(names[place], { $0.isSame(as: bytes) }) {
        return (place, slot)
      }
      slot = (slot + 1) & mask
    }
  }

  private mutating func grow() {
    let mask = slots.count * 2 - 1
    slots = [Int32](repeating: -1, count: mask + 1)
    for (place, hash) in hashes.enumerated() {
      var slot = Int(hash) & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(place)
    }
  }

  // MARK: Bytes

  private static func bytes<Result>(_ name: String, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    if let result = name.utf8.withContiguousStorageIfAvailable(body) { return result }
    var name = name
    return name.withUTF8(body)
  }

  private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let raw = UnsafeRawBufferPointer(bytes)
    var hash = UInt64(truncatingIfNeeded: raw.count) &* 0x9E37_79B9_7F4A_7C15
    var place = 0
    while place + 8 <= raw.count {
      hash = (hash ^ raw.loadUnaligned(fromByteOffset: place, as: UInt64.self)) &* 0x9FB2_1C65_1E98_DF25
      hash ^= hash >> 32
      place += 8
    }
    var rest: UInt64 = 0
    while place < raw.count {
      rest = rest << 8 | UInt64(raw[place])
      place += 1
    }
    hash = (hash ^ rest) &* 0x9FB2_1C65_1E98_DF25
    return UInt32(truncatingIfNeeded: hash >> 32)
  }
}
