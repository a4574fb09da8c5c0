/// What is sorted: a key, and what belongs to it.
struct SortRecord: Sendable {
  /// The bytes that decide the order.
  let key: [UInt8]
  /// What stands with the key; decides the order of records with one key.
  let payload: [UInt8]

  static func compare(_ left: SortRecord, _ right: SortRecord) -> Int {
    let order = OrderedKey.compare(left.key, right.key)
    return order != 0 ? order : OrderedKey.compare(left.payload, right.payload)
  }
}

/// Sorts any number of records by the bytes of key and payload: in memory while they fit, else as sorted runs in
/// temporary files that are merged when they are read (external merge sort).
final class ExternalSorter {
  /// How many runs of one level are merged into one of the next.
  private static let runsPerLevel = 64

  private let space: WorkingSpace
  private var arena: [UInt8] = []
  private var entries: [SortedRecords.Entry] = []
  private var levels: [[RunFile]] = []
  private var count = 0

  init(_ space: WorkingSpace) { self.space = space }

  func add(key: [UInt8], payload: [UInt8]) throws {
    entries.append(SortedRecords.Entry(start: arena.count, keyCount: key.count, payloadCount: payload.count))
    arena += key
    arena += payload
    count += 1
    if arena.count + entries.count * MemoryLayout<SortedRecords.Entry>.stride >= space.memoryLimit { try spill() }
  }

  /// The records in order; call once, after the last one was added.
  func finish() throws -> SortedRecords {
    if !levels.isEmpty, !entries.isEmpty { try spill() }
    sort()
    defer {
      arena = []
      entries = []
    }
    return SortedRecords(count: count, arena: arena, entries: entries, runs: levels.flatMap { $0 }, space: space)
  }

  private func sort() {
    arena.withUnsafeBytes { arena in
      entries.sort { left, right in
        let order = OrderedKey.compare(
          UnsafeRawBufferPointer(rebasing: arena[left.start..<(left.start + left.keyCount)]),
          UnsafeRawBufferPointer(rebasing: arena[right.start..<(right.start + right.keyCount)]))
        if order != 0 { return order < 0 }
        return OrderedKey.compare(
          UnsafeRawBufferPointer(rebasing: arena[(left.start + left.keyCount)..<left.end]),
          UnsafeRawBufferPointer(rebasing: arena[(right.start + right.keyCount)..<right.end])) < 0
      }
    }
  }

  private func spill() throws {
    sort()
    let writer = try RunWriter(space.newFile())
    for entry in entries {
      try writer.write(
        key: arena[entry.start..<(entry.start + entry.keyCount)],
        payload: arena[(entry.start + entry.keyCount)..<entry.end])
    }
    let run = try writer.finish()
    arena.removeAll(keepingCapacity: true)
    entries.removeAll(keepingCapacity: true)
    try keep(run, level: 0)
  }

  /// Keeps the number of runs, and so of files open at once, small.
  private func keep(_ run: RunFile, level: Int) throws {
    if levels.count == level { levels.append([]) }
    levels[level].append(run)
    guard levels[level].count == ExternalSorter.runsPerLevel else { return }
    let writer = try RunWriter(space.newFile())
    let merge = try MergedRuns(levels[level])
    while let record = try merge.next() { try writer.write(key: record.key[...], payload: record.payload[...]) }
    levels[level] = []
    try keep(try writer.finish(), level: level + 1)
  }
}

/// Sorted records, to be read any number of times.
struct SortedRecords: Sendable {
  /// Where a record stands in memory.
  struct Entry: Sendable {
    let start: Int
    private let keyBytes: UInt32
    private let payloadBytes: UInt32

    init(start: Int, keyCount: Int, payloadCount: Int) {
      self.start = start
      keyBytes = UInt32(clamping: keyCount)
      payloadBytes = UInt32(clamping: payloadCount)
    }

    var keyCount: Int { Int(keyBytes) }
    var payloadCount: Int { Int(payloadBytes) }
    var end: Int { start + keyCount + payloadCount }
  }

  /// How many records there are.
  let count: Int
  fileprivate let arena: [UInt8]
  fileprivate let entries: [Entry]
  fileprivate let runs: [RunFile]
  /// The files live as long as the space.
  private let space: WorkingSpace

  fileprivate init(count: Int, arena: [UInt8], entries: [Entry], runs: [RunFile], space: WorkingSpace) {
    self.count = count
    self.arena = arena
    self.entries = entries
    self.runs = runs
    self.space = space
  }

  /// Whether all records are in memory.
  var isInMemory: Bool { runs.isEmpty }

  /// The records one after the other, from the first.
  func stream() throws -> any RecordStream {
    runs.isEmpty ? MemoryStream(records: self) : try MergedRuns(runs)
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
    guard index < records.entries.count else { return nil }
    let entry = records.entries[index]
    index += 1
    let middle = entry.start + entry.keyCount
    return SortRecord(
      key: Array(records.arena[entry.start..<middle]), payload: Array(records.arena[middle..<entry.end]))
  }
}
