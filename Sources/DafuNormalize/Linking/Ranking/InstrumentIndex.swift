import DafuModel

/// The instruments of one document with a number each: of every name, of every instrument (a name with its code and kind)
/// and of every list of instruments. Whoever weighs candidates for figure after figure compares numbers, and what a name
/// is by itself is found out once.
final class InstrumentIndex {
  /// A name.
  final class Name {
    let text: String
    /// Its pairs of characters.
    let pairs: NamePairs
    /// Its length in scalars.
    let length: Int
    fileprivate let hash: UInt64
    /// Its last eight bytes, the last one lowest.
    let ending: UInt64
    let byteCount: Int
    /// The first instrument of the name.
    @exclusivity(unchecked)
    fileprivate var instrument = -1
    /// The last collection of candidates in which it stood (`CandidateReader`).
    @exclusivity(unchecked)
    fileprivate var collection = 0

    fileprivate init(_ text: String, hash: UInt64) {
      self.text = text
      self.hash = hash
      pairs = NamePairs(text)
      length = text.unicodeScalars.count
      ending = text.withBytes { $0.suffix(8).reduce(0) { $0 << 8 | UInt64($1) } }
      byteCount = text.utf8.count
    }
  }

  /// An instrument.
  struct Instrument {
    let name: InstrumentName
    /// Its name.
    let place: Int
  }

  /// Instruments that a figure carries together.
  final class List {
    let names: [InstrumentName]
    /// The names in their order.
    let places: [Int]
    /// The name that the list would have as a single instrument: lists of the same names are told apart by nothing else.
    let key: Int
    let kinds: InstrumentKinds
    /// What it is, whatever figure may carry it.
    let nature: FeatureSet

    /// The kind of the last instrument.
    let kind: InstrumentKind?
    /// The name of the last instrument; -1 where there is none.
    let last: Int
    let isSingle: Bool
    /// Whether it is a rate that others are reckoned from (LPR).
    let isReferenceRate: Bool
    /// Whether it is the housing provident fund or what a passage about it calls its loans, and whether it is these loans.
    let isOfProvidentFund: Bool
    let isFundLoan: Bool

    fileprivate init(_ members: [Instrument], key: Int, nature: FeatureSet) {
      names = members.map(\.name)
      places = members.map(\.place)
      self.key = key
      self.nature = nature
      var kinds: InstrumentKinds = []
      for member in members { kinds = kinds.union([member.name.kind]) }
      self.kinds = kinds
      kind = members.last?.name.kind
      last = members.last?.place ?? -1
      isSingle = members.count == 1
      isReferenceRate = members.count == 1 && members[0].name.code == "loan-prime-rate"
      isOfProvidentFund = members.count == 1 && Linker.fundLoans.contains(members[0].name.name)
      isFundLoan = members.count == 1 && members[0].name.name == Linker.fundLoan
    }
  }

  /// How the name of a single instrument ends: its last eight bytes, and a mask of those that it has.
  struct Ending: BitwiseCopyable {
    /// The name; -1 for several instruments or none.
    let name: Int
    let bytes: UInt64
    let mask: UInt64

    static let none = Ending(name: -1, bytes: 0, mask: 0)

    /// Whether one of two names may end with the other.
    @inline(__always)
    func mayEnd(_ other: Ending) -> Bool { other.name >= 0 && (bytes ^ other.bytes) & mask & other.mask == 0 }
  }

  @exclusivity(unchecked)
  private(set) var names: [Name] = []
  @exclusivity(unchecked)
  private(set) var instruments: [Instrument] = []
  /// Of each instrument the list of nothing else, and the next instrument of the same name.
  @exclusivity(unchecked)
  private var own: [(list: Int, next: Int)] = []
  @exclusivity(unchecked)
  private(set) var lists: [List] = []
  /// How the name of each list ends.
  @exclusivity(unchecked)
  private(set) var endings: [Ending] = []
  @exclusivity(unchecked)
  private var slots: [Int32] = []
  private var joint: [[Int]: Int] = [:]
  /// Lists that were asked for of late.
  @exclusivity(unchecked)
  private var latest = Array(repeating: Known(), count: 8)
  private var collection = 0

  /// The list of no instrument.
  static let none = 0

  init() {
    let empty = name("")
    lists.append(List([], key: empty, nature: FeatureSet()))
    endings.append(.none)
  }

  /// The number of a name.
  func name(_ text: String) -> Int {
    let hash = text.withBytes { InstrumentIndex.hash($0) }
    if names.count * 2 >= slots.count { grow() }
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] >= 0 {
      let place = Int(slots[slot])
      if names[place].hash == hash, names[place].text == text { return place }
      slot = (slot + 1) & mask
    }
    slots[slot] = Int32(names.count)
    names.append(Name(text, hash: hash))
    return names.count - 1
  }

  /// The number of an instrument.
  func instrument(_ instrument: InstrumentName) -> Int {
    let name = name(instrument.name)
    let first = names[name].instrument
    var place = first
    while place >= 0 {
      if instruments[place].name.kind == instrument.kind, instruments[place].name.code == instrument.code {
        return place
      }
      place = own[place].next
    }
    instruments.append(Instrument(name: instrument, place: name))
    own.append((-1, first))
    names[name].instrument = instruments.count - 1
    return instruments.count - 1
  }

  /// The number of the list of one instrument.
  func list(of instrument: InstrumentName) -> Int {
    let place = self.instrument(instrument)
    if own[place].list < 0 { own[place].list = append([place]) }
    return own[place].list
  }

  /// The number of a list.
  func list(of instruments: [InstrumentName]) -> Int {
    if instruments.isEmpty { return InstrumentIndex.none }
    // What one figure carries the next one often does.
    let slot = instruments.withUnsafeBufferPointer { Int(bitPattern: $0.baseAddress) >> 5 & 7 }
    return list(of: instruments, orLast: &latest[slot])
  }

  private func find(_ instruments: [InstrumentName]) -> Int {
    if instruments.isEmpty { return InstrumentIndex.none }
    if instruments.count == 1 { return list(of: instruments[0]) }
    let places = instruments.map { instrument($0) }
    if let known = joint[places] { return known }
    let list = append(places)
    joint[places] = list
    return list
  }

  /// Instruments whose list is known.
  struct Known {
    fileprivate var names: [InstrumentName] = []
    fileprivate var list = InstrumentIndex.none
  }

  /// The number of a list, which nearly always is that of the same array as before.
  func list(of names: [InstrumentName], orLast known: inout Known) -> Int {
    let isSame =
      names.count == known.names.count
      && names.withUnsafeBufferPointer { one in
        known.names.withUnsafeBufferPointer { one.baseAddress == $0.baseAddress }
      }
    if !isSame { known = Known(names: names, list: find(names)) }
    return known.list
  }

  private func append(_ places: [Int]) -> Int {
    let members = places.map { instruments[$0] }
    let key =
      members.count == 1 ? members[0].place : name(members.map(\.name.name).joined(separator: "+"))
    lists.append(List(members, key: key, nature: nature(members[members.count - 1], count: members.count)))
    endings.append(members.count == 1 ? ending(of: members[0].place) : .none)
    return lists.count - 1
  }

  private func nature(_ last: Instrument, count: Int) -> FeatureSet {
    var features = FeatureSet()
    let length = names[last.place].length
    if length <= 4 { features.add(.short) }
    if length >= 8 { features.add(.long) }
    features.add(last.name.code == nil ? .coined : .listed)
    if InstrumentRule.isBroad(last.name.name, last.name.kind) { features.add(.broad) }
    if count == 2 { features.add(.joint) }
    if count > 2 { features.add(.jointOfThree) }
    features.add(.kind(last.name.kind))
    return features
  }

  private func ending(of name: Int) -> Ending {
    let known = names[name]
    let mask: UInt64 = known.byteCount >= 8 ? .max : 1 << UInt64(known.byteCount * 8) - 1
    return Ending(name: name, bytes: known.ending, mask: mask)
  }

  /// Whether a name ends with another, shorter one.
  func ends(_ name: Int, with other: Int) -> Bool {
    names[other].byteCount < names[name].byteCount && names[name].text.hasSuffix(names[other].text)
  }

  // MARK: Collections

  /// Begins a collection of lists of different names.
  func beginCollection() { collection += 1 }

  /// Whether a list has the names of none that was collected before.
  @inline(__always)
  func collects(_ list: Int) -> Bool {
    let name = names[lists[list].key]
    if name.collection == collection { return false }
    name.collection = collection
    return true
  }

  // MARK: Hashing

  private func grow() {
    slots = [Int32](repeating: -1, count: max(64, slots.count * 2))
    let mask = slots.count - 1
    for (place, name) in names.enumerated() {
      var slot = Int(truncatingIfNeeded: name.hash) & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(place)
    }
  }

  private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    let raw = UnsafeRawBufferPointer(bytes)
    var hash = UInt64(truncatingIfNeeded: raw.count)
    func mix(_ word: UInt64) {
      hash = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash >> 29
    }
    var place = 0
    while place + 8 <= raw.count {
      mix(raw.loadUnaligned(fromByteOffset: place, as: UInt64.self))
      place += 8
    }
    var rest: UInt64 = 0
    while place < raw.count {
      rest = rest << 8 | UInt64(raw[place])
      place += 1
    }
    mix(rest)
    return hash
  }
}
