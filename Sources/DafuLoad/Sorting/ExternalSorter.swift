import Glibc

/// What is sorted: a key, and what belongs to it.
struct SortRecord: Sendable {
  /// The bytes that decide the order.
  let key: [UInt8]
  /// What stands with the key; decides the order of records with one key.
  let payload: [UInt8]
}

/// Sorts any number of records by the bytes of key and payload: in memory while they fit, else as sorted runs in
/// temporary files that are merged when they are read (external merge sort).
///
/// What comes in order is not sorted: of any number of records in order there is one run, nothing to merge, and
/// little to hold in memory.
final class ExternalSorter {
  /// How many runs of one level are merged into one of the next.
  private static let runsPerLevel = 128
  /// How many bytes are held before they are written behind others in order.
  private static let orderedLimit = 1 << 20

  private let space: WorkingSpace
  /// How many bytes are held before a run is written, and how many at the moment.
  private let sortedLimit: Int
  private var limit: Int
  private var arena = ByteArena()
  private var entries: [SortedRecords.Entry] = []
  /// Whether the records at hand came in order.
  private var isInOrder = true
  /// The run of records that came in order, and the last of them.
  private var ordered: RunWriter?
  private let lastOrdered = ByteArena()
  private var levels: [[RunFile]] = []
  private var count = 0

  /// Creates a sorter that holds as many bytes as its space allows, or fewer.
  init(_ space: WorkingSpace, limit: Int = .max) {
    self.space = space
    sortedLimit = space.memoryLimit == .max ? .max : min(limit, space.memoryLimit)
    self.limit = sortedLimit
  }

  func add(key: [UInt8], payload: [UInt8]) throws {
    try key.withUnsafeBytes { key in
      try payload.withUnsafeBytes { try add(key: key, payload: $0) }
    }
  }

  /// Takes a record.
  func add(key: UnsafeRawBufferPointer, payload: UnsafeRawBufferPointer) throws {
    let start = arena.count
    SortedRecords.append(key: key, payload: payload, to: arena)
    if isInOrder, let last = entries.last, SortedRecords.compare(arena.bytes, last.start, arena.bytes, start) > 0 {
      isInOrder = false
    }
    entries.append(SortedRecords.Entry(start: start))
    count += 1
    if arena.count + entries.count * MemoryLayout<SortedRecords.Entry>.stride >= limit { try spill() }
  }

  /// The records in order; call once, after the last one was added.
  func finish() throws -> SortedRecords {
    let isInMemory = ordered == nil && levels.isEmpty
    if isInMemory {
      if !isInOrder { sort() }
    } else {
      if !entries.isEmpty { try spill() }
      // Their memory is for the next sorter.
      releaseMemory()
    }
    var runs = levels.flatMap { $0 }
    if let ordered { runs.append(try ordered.finish()) }
    defer { releaseMemory() }
    return SortedRecords(count: count, arena: arena, entries: entries, runs: runs, space: space)
  }

  private func releaseMemory() {
    arena = ByteArena()
    entries = []
  }

  /// Sorts the records at hand: by eight bytes behind what all keys begin with, and where these are the same by all.
  private func sort() {
    let bytes = arena.bytes
    guard let first = entries.first else { return }
    let model = SortedRecords.key(bytes, first.start)
    var common = model.count
    for entry in entries {
      let key = SortedRecords.key(bytes, entry.start)
      common = min(common, key.count)
      if let one = key.baseAddress, let other = model.baseAddress, memcmp(one, other, common) != 0 {
        common = (0..<common).first { key[$0] != model[$0] } ?? common
      }
    }
    func prefix(_ entry: SortedRecords.Entry) -> UInt64 {
      let key = SortedRecords.key(bytes, entry.start).slice(common, common + 8)
      if key.count == 8 { return UInt64(bigEndian: key.loadUnaligned(as: UInt64.self)) }
      return key.reduce(0) { $0 << 8 | UInt64($1) } << UInt64(8 * (8 - key.count))
    }
    var sorted = entries.map { (prefix: prefix($0), entry: $0) }
    sorted.sort { left, right in
      if left.prefix != right.prefix { return left.prefix < right.prefix }
      return SortedRecords.compare(bytes, left.entry.start, bytes, right.entry.start) < 0
    }
    for (index, element) in sorted.enumerated() { entries[index] = element.entry }
  }

  private func spill() throws {
    if !isInOrder { sort() }
    guard let first = entries.first, let last = entries.last else { return }
    let continues = ordered == nil || SortedRecords.compare(lastOrdered.bytes, 0, arena.bytes, first.start) <= 0
    let writer = continues ? try ordered ?? RunWriter(space.newFile()) : try RunWriter(space.newFile())
    if isInOrder {
      try writer.write(arena.bytes)
    } else {
      for entry in entries { try writer.write(SortedRecords.record(arena.bytes, entry.start)) }
    }
    if continues {
      ordered = writer
      lastOrdered.removeAll()
      lastOrdered.append(SortedRecords.record(arena.bytes, last.start))
    } else {
      try keep(try writer.finish(), level: 0)
    }
    let staysInOrder = isInOrder && levels.isEmpty
    if staysInOrder, arena.count > ExternalSorter.orderedLimit {
      releaseMemory()
    } else {
      arena.removeAll()
      entries.removeAll(keepingCapacity: true)
    }
    limit = staysInOrder ? min(sortedLimit, ExternalSorter.orderedLimit) : sortedLimit
    isInOrder = true
  }

  /// Keeps the number of runs, and so of files open at once, small.
  private func keep(_ run: RunFile, level: Int) throws {
    if levels.count == level { levels.append([]) }
    levels[level].append(run)
    guard levels[level].count == ExternalSorter.runsPerLevel else { return }
    let writer = try RunWriter(space.newFile())
    let merge = try MergedRuns(levels[level])
    while try merge.advance() { try writer.write(key: merge.key, payload: merge.payload) }
    levels[level] = []
    try keep(try writer.finish(), level: level + 1)
  }
}

/// Sorted records, to be read any number of times.
///
/// A record in memory is what it is in a run: the sizes of key and payload in four bytes each, then both.
struct SortedRecords: Sendable {
  /// Where a record stands in memory.
  struct Entry: Sendable {
    let start: Int
  }

  /// How many records there are.
  let count: Int
  private let arena: ByteArena
  private let entries: [Entry]
  private let runs: [RunFile]
  /// The files live as long as the space.
  private let space: WorkingSpace

  fileprivate init(count: Int, arena: ByteArena, entries: [Entry], runs: [RunFile], space: WorkingSpace) {
    self.count = count
    self.arena = arena
    self.entries = entries
    self.runs = runs
    self.space = space
  }

  /// Whether all records are in memory.
  var isInMemory: Bool { runs.isEmpty }

  /// Visits the records from the first; key and payload are valid during the visit.
  func forEach(_ body: (_ key: UnsafeRawBufferPointer, _ payload: UnsafeRawBufferPointer) throws -> Void) throws {
    guard isInMemory else {
      let merge = try MergedRuns(runs)
      while try merge.advance() { try body(merge.key, merge.payload) }
      return
    }
    let bytes = arena.bytes
    for entry in entries {
      try body(SortedRecords.key(bytes, entry.start), SortedRecords.payload(bytes, entry.start))
    }
    withExtendedLifetime(arena) {}
  }

  /// The records one after the other, from the first.
  func stream() throws -> any RecordStream {
    isInMemory ? MemoryStream(records: self) : try MergedRuns(runs)
  }

  @inline(__always)
  fileprivate static func append(
    key: UnsafeRawBufferPointer, payload: UnsafeRawBufferPointer, to arena: ByteArena
  ) {
    arena.reserve(8 + key.count + payload.count)
    arena.append(number: UInt32(clamping: key.count))
    arena.append(number: UInt32(clamping: payload.count))
    arena.append(key)
    arena.append(payload)
  }

  @inline(__always)
  fileprivate static func key(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> UnsafeRawBufferPointer {
    bytes.slice(start + 8, start + 8 + Int(bytes.number(at: start)))
  }

  @inline(__always)
  fileprivate static func payload(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> UnsafeRawBufferPointer {
    let middle = start + 8 + Int(bytes.number(at: start))
    return bytes.slice(middle, middle + Int(bytes.number(at: start + 4)))
  }

  @inline(__always)
  fileprivate static func record(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> UnsafeRawBufferPointer {
    bytes.slice(start, start + 8 + Int(bytes.number(at: start)) + Int(bytes.number(at: start + 4)))
  }

  fileprivate static func compare(
    _ left: UnsafeRawBufferPointer, _ leftStart: Int, _ right: UnsafeRawBufferPointer, _ rightStart: Int
  ) -> Int {
    let order = OrderedKey.compare(key(left, leftStart), key(right, rightStart))
    return order != 0 ? order : OrderedKey.compare(payload(left, leftStart), payload(right, rightStart))
  }

  fileprivate func record(_ index: Int) -> SortRecord? {
    guard index < entries.count else { return nil }
    let bytes = arena.bytes
    return SortRecord(
      key: Array(SortedRecords.key(bytes, entries[index].start)),
      payload: Array(SortedRecords.payload(bytes, entries[index].start)))
  }
}

/// Records, one after the other.
protocol RecordStream: AnyObject {
  /// The next record; nil after the last.
  func next() throws -> SortRecord?
}

private final class MemoryStream: RecordStream {
  private let records: SortedRecords
  private var index = 0

  init(records: SortedRecords) { self.records = records }

  func next() -> SortRecord? {
    defer { index += 1 }
    return records.record(index)
  }
}
