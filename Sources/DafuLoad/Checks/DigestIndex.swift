import Glibc
import Synchronization

/// The values of a key and those that refer to it, as digests of 128 bits: whether each value stands once, and every
/// reference leads to one.
///
/// Digests are in memory while there are few; of many they are divided by their first bits into files that fit in
/// memory one by one (a partitioned hash join). Equal values have equal digests, so that a repetition is never missed;
/// of references that lead nowhere one in 2^128 would be.
/// Values are added by one thread.
final class DigestIndex: @unchecked Sendable {
  private static let partitionBits = 6
  private static let bufferLimit = 1 << 14

  /// Digests divided by their first bits, in files.
  private final class Partitions: @unchecked Sendable {
    private let space: WorkingSpace
    private let buffers = (0..<(1 << DigestIndex.partitionBits)).map { _ in ByteArena(capacity: 64) }
    private var files: [Int: RunFile] = [:]
    private(set) var counts = [Int](repeating: 0, count: 1 << DigestIndex.partitionBits)

    init(_ space: WorkingSpace) { self.space = space }

    func add(_ digest: Digest) throws {
      let number = Int(digest.high >> UInt64(64 - DigestIndex.partitionBits))
      let buffer = buffers[number]
      withUnsafeBytes(of: (digest.high, digest.low)) { buffer.append($0) }
      counts[number] += 1
      guard buffer.count >= DigestIndex.bufferLimit else { return }
      let file = try files[number] ?? RunFile(space.newFile())
      files[number] = file
      let descriptor = open(file.path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { throw FileError("write", file.path) }
      defer { close(descriptor) }
      var offset = 0
      while offset < buffer.count {
        let count = write(descriptor, buffer.bytes.baseAddress?.advanced(by: offset), buffer.count - offset)
        if count >= 0 { offset += count } else if errno != EINTR { throw FileError("write", file.path) }
      }
      buffer.removeAll()
    }

    /// Visits the digests of a partition.
    func forEach(in number: Int, _ body: (Digest) -> Bool) throws -> Bool {
      func visit(_ bytes: UnsafeRawBufferPointer) -> Bool {
        for offset in stride(from: 0, to: bytes.count - 15, by: 16) {
          let digest = Digest(
            high: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self),
            low: bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self))
          guard body(digest) else { return false }
        }
        return true
      }
      if let file = files[number] {
        let reader = try InputFile(file.path)
        let bytes = ByteArena()
        while try reader.append(to: bytes) {}
        guard visit(bytes.bytes) else { return false }
      }
      return visit(buffers[number].bytes)
    }
  }

  private var table: DigestSet?
  private var values: Partitions?
  private let references: Mutex<Partitions?>
  /// Whether each value stood once and every reference led to one, as far as is known.
  private var isSound = true

  /// Makes room for so many values; more than `limit` go into files.
  init(count: Int, limit: Int, space: WorkingSpace) {
    if count <= limit {
      table = DigestSet(capacity: count)
      references = Mutex(nil)
    } else {
      values = Partitions(space)
      references = Mutex(Partitions(space))
    }
  }

  /// Adds a value of the key; no more than were said.
  func add(_ value: UnsafeRawBufferPointer) throws {
    let digest = Digest(value)
    if table != nil {
      if table?.insert(digest) == false { isSound = false }
    } else {
      try values?.add(digest)
    }
  }

  /// Takes note of a reference; all values must have been added. False where it is known to lead nowhere. Any number of
  /// threads may do so at once.
  func refer(_ value: UnsafeRawBufferPointer) throws -> Bool {
    let digest = Digest(value)
    if let table { return table.contains(digest) }
    try references.withLock { try $0?.add(digest) }
    return true
  }

  /// Whether each value stands once and every reference leads to one; call once, at the end.
  func holds() throws -> Bool {
    guard isSound, let values else { return isSound }
    return try references.withLock { references in
      for number in values.counts.indices {
        var table = DigestSet(capacity: values.counts[number])
        guard try values.forEach(in: number, { table.insert($0) }),
          try references?.forEach(in: number, { table.contains($0) }) ?? true
        else { return false }
      }
      return true
    }
  }
}
