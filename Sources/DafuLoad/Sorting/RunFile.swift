import Glibc

/// A sorted run in a temporary file; the file is removed when nothing refers to it.
final class RunFile: Sendable {
  let path: String

  init(_ path: String) { self.path = path }

  // A file that cannot be removed goes with its folder.
  deinit { try? FileSystem.remove(path) }
}

/// Writes a run: for each record the sizes of key and payload in four bytes each, then both.
final class RunWriter {
  private static let capacity = 1 << 18
  private let file: RunFile
  private let descriptor: Int32
  private let buffer = ByteArena(capacity: RunWriter.capacity)

  init(_ path: String) throws(FileError) {
    file = RunFile(path)
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw FileError("create", path) }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Writes records that have this form.
  func write(_ records: UnsafeRawBufferPointer) throws(FileError) {
    if buffer.count + records.count > RunWriter.capacity { try flush() }
    if records.count >= RunWriter.capacity { try writeOut(records) } else { buffer.append(records) }
  }

  func write(key: UnsafeRawBufferPointer, payload: UnsafeRawBufferPointer) throws(FileError) {
    if buffer.count + key.count + payload.count > RunWriter.capacity { try flush() }
    buffer.append(number: UInt32(clamping: key.count))
    buffer.append(number: UInt32(clamping: payload.count))
    buffer.append(key)
    buffer.append(payload)
  }

  /// Writes what is left; the run can then be read.
  func finish() throws(FileError) -> RunFile {
    try flush()
    return file
  }

  private func flush() throws(FileError) {
    try writeOut(buffer.bytes)
    buffer.removeAll()
  }

  private func writeOut(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    var offset = 0
    while offset < bytes.count {
      let count = Glibc.write(descriptor, bytes.baseAddress?.advanced(by: offset), bytes.count - offset)
      if count >= 0 {
        offset += count
      } else if errno != EINTR {
        throw FileError("write", file.path)
      }
    }
  }
}

/// Reads the bytes of a file one after the other.
final class InputFile {
  private let path: String
  private let descriptor: Int32
  private let capacity: Int

  init(_ path: String, capacity: Int = 1 << 18) throws(FileError) {
    self.path = path
    self.capacity = capacity
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError("read", path) }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Appends the next bytes to a buffer; false at the end.
  func append(to buffer: inout [UInt8]) throws(FileError) -> Bool {
    let chunk = ByteArena(capacity: capacity)
    guard try append(to: chunk) else { return false }
    buffer.append(contentsOf: chunk.bytes)
    return true
  }

  /// Appends the next bytes to an arena; false at the end.
  func append(to arena: ByteArena) throws(FileError) -> Bool {
    let before = arena.count
    while true {
      var received = 0
      arena.append(room: capacity) { space in
        received = Glibc.read(descriptor, space.baseAddress, space.count)
        return received
      }
      if received >= 0 { return arena.count > before }
      if errno != EINTR { throw FileError("read", path) }
    }
  }
}

/// The records of one run; `key` and `payload` are valid until the next one is read.
private final class RunReader {
  private let run: RunFile
  private let file: InputFile
  private let buffer = ByteArena(capacity: 1 << 16)
  private var start = 0
  private var middle = 0
  private var end = 0

  init(_ run: RunFile) throws {
    self.run = run
    file = try InputFile(run.path, capacity: 1 << 15)
  }

  var key: UnsafeRawBufferPointer { buffer.range(start, middle) }
  var payload: UnsafeRawBufferPointer { buffer.range(middle, end) }

  /// Reads the next record; false at the end.
  func advance() throws -> Bool {
    guard try fill(8) else {
      guard end == buffer.count else { throw DamagedRecord() }
      return false
    }
    let keyCount = Int(buffer.bytes.number(at: end))
    let payloadCount = Int(buffer.bytes.number(at: end + 4))
    guard try fill(8 + keyCount + payloadCount) else { throw DamagedRecord() }
    start = end + 8
    middle = start + keyCount
    end = middle + payloadCount
    return true
  }

  /// Sees to it that `count` bytes behind the record are in the buffer; false where the file ends before.
  private func fill(_ count: Int) throws -> Bool {
    guard buffer.count - end < count else { return true }
    buffer.removeFirst(end)
    (start, middle, end) = (0, 0, 0)
    while buffer.count < count {
      guard try file.append(to: buffer) else { return false }
    }
    return true
  }
}

/// Merges sorted runs into one stream (a heap of the runs by their next records).
final class MergedRuns: RecordStream {
  private var heap: [RunReader] = []
  private var isAtFirst = true

  init(_ runs: [RunFile]) throws {
    for run in runs {
      let reader = try RunReader(run)
      if try reader.advance() { heap.append(reader) }
    }
    for index in heap.indices.reversed() { sink(index) }
  }

  /// The record's key; valid until the next call of `advance`.
  var key: UnsafeRawBufferPointer { heap.first?.key ?? UnsafeRawBufferPointer(start: nil, count: 0) }
  /// What stands under it.
  var payload: UnsafeRawBufferPointer { heap.first?.payload ?? UnsafeRawBufferPointer(start: nil, count: 0) }

  /// Goes to the next record, at first to the first; false after the last.
  func advance() throws -> Bool {
    if isAtFirst {
      isAtFirst = false
      return !heap.isEmpty
    }
    guard let reader = heap.first else { return false }
    if try !reader.advance() {
      heap[0] = heap[heap.count - 1]
      heap.removeLast()
    }
    sink(0)
    return !heap.isEmpty
  }

  func next() throws -> SortRecord? {
    guard try advance() else { return nil }
    return SortRecord(key: Array(key), payload: Array(payload))
  }

  private func precedes(_ left: RunReader, _ right: RunReader) -> Bool {
    let order = OrderedKey.compare(left.key, right.key)
    return order != 0 ? order < 0 : OrderedKey.compare(left.payload, right.payload) < 0
  }

  private func sink(_ start: Int) {
    var index = start
    while true {
      var smallest = index
      for child in (2 * index + 1)..<(2 * index + 3) where child < heap.count {
        if precedes(heap[child], heap[smallest]) { smallest = child }
      }
      guard smallest != index else { return }
      heap.swapAt(index, smallest)
      index = smallest
    }
  }
}
