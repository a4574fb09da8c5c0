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
  private var buffer: [UInt8] = []

  init(_ path: String) throws(FileError) {
    file = RunFile(path)
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw FileError("create", path) }
    buffer.reserveCapacity(RunWriter.capacity)
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  func write(key: ArraySlice<UInt8>, payload: ArraySlice<UInt8>) throws(FileError) {
    for count in [key.count, payload.count] {
      withUnsafeBytes(of: UInt32(clamping: count).littleEndian) { buffer.append(contentsOf: $0) }
    }
    buffer += key
    buffer += payload
    if buffer.count >= RunWriter.capacity { try flush() }
  }

  /// Writes what is left; the run can then be read.
  func finish() throws(FileError) -> RunFile {
    try flush()
    return file
  }

  private func flush() throws(FileError) {
    var offset = 0
    while offset < buffer.count {
      let count = buffer.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress?.advanced(by: offset), $0.count - offset)
      }
      if count >= 0 {
        offset += count
      } else if errno != EINTR {
        throw FileError("write", file.path)
      }
    }
    buffer.removeAll(keepingCapacity: true)
  }
}

/// Reads the bytes of a file one after the other.
final class InputFile {
  private let path: String
  private let descriptor: Int32
  private var chunk: [UInt8]

  init(_ path: String, capacity: Int = 1 << 18) throws(FileError) {
    self.path = path
    chunk = [UInt8](repeating: 0, count: capacity)
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError("read", path) }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Appends the next bytes to a buffer; false at the end.
  func append(to buffer: inout [UInt8]) throws(FileError) -> Bool {
    while true {
      let received = Glibc.read(descriptor, &chunk, chunk.count)
      if received > 0 {
        buffer.append(contentsOf: chunk[..<received])
        return true
      }
      if received == 0 { return false }
      if errno != EINTR { throw FileError("read", path) }
    }
  }
}

/// The records of one run.
private final class RunReader {
  private let run: RunFile
  private let file: InputFile
  private var buffer: [UInt8] = []
  private var position = 0
  private(set) var current: SortRecord?

  init(_ run: RunFile) throws {
    self.run = run
    file = try InputFile(run.path, capacity: 1 << 16)
    try advance()
  }

  func advance() throws {
    guard try fill(8) else {
      guard position == buffer.count else { throw DamagedRecord() }
      current = nil
      return
    }
    let keyCount = size(at: position)
    let payloadCount = size(at: position + 4)
    guard try fill(8 + keyCount + payloadCount) else { throw DamagedRecord() }
    let start = position + 8
    let middle = start + keyCount
    position = middle + payloadCount
    current = SortRecord(key: Array(buffer[start..<middle]), payload: Array(buffer[middle..<position]))
  }

  private func size(at index: Int) -> Int {
    (0..<4).reduce(0) { $0 | Int(buffer[index + $1]) << ($1 * 8) }
  }

  /// Sees to it that `count` bytes are in the buffer; false where the file ends before.
  private func fill(_ count: Int) throws -> Bool {
    guard buffer.count - position < count else { return true }
    buffer.removeFirst(position)
    position = 0
    while buffer.count < count {
      guard try file.append(to: &buffer) else { return false }
    }
    return true
  }
}

/// Merges sorted runs into one stream (a heap of the runs by their next records).
final class MergedRuns: RecordStream {
  private var heap: [(record: SortRecord, reader: RunReader)] = []

  init(_ runs: [RunFile]) throws {
    for run in runs {
      let reader = try RunReader(run)
      if let record = reader.current { heap.append((record, reader)) }
    }
    for index in heap.indices.reversed() { sink(index) }
  }

  func next() throws -> SortRecord? {
    guard let (record, reader) = heap.first else { return nil }
    try reader.advance()
    if let following = reader.current {
      heap[0].record = following
    } else {
      heap[0] = heap[heap.count - 1]
      heap.removeLast()
    }
    sink(0)
    return record
  }

  private func sink(_ start: Int) {
    var index = start
    while true {
      var smallest = index
      for child in [2 * index + 1, 2 * index + 2] where child < heap.count {
        if SortRecord.compare(heap[child].record, heap[smallest].record) < 0 { smallest = child }
      }
      guard smallest != index else { return }
      heap.swapAt(index, smallest)
      index = smallest
    }
  }
}
