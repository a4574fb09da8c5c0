import DafuCodelists
import DafuModel
import Glibc

/// Verifies a release folder as it stands on disk: digests, structure, types, keys, references, codes, and that the
/// formats of a table hold the same rows. Files are read piece by piece.
public enum ReleaseVerifier {
  /// What was verified.
  public struct Report: Sendable {
    /// What does not hold; nothing where the release is sound.
    public let failures: [CheckFailure]
    /// How many files the release has.
    public let files: Int
    /// The tables that could be read, and their rows.
    public let rows: [(table: String, count: Int)]
  }

  /// What does not hold; nothing where the release is sound. Throws `FileError` where the folder cannot be read.
  public static func verify(_ path: String) throws -> [CheckFailure] { try report(on: path).failures }

  /// Verifies a folder. Throws `FileError` where it cannot be read. Sorting puts temporary files into the system's
  /// folder for them (`TMPDIR`).
  public static func report(on path: String) throws -> Report {
    let temporary = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    return try report(on: path, space: WorkingSpace(below: temporary))
  }

  static func report(on path: String, space: WorkingSpace) throws -> Report {
    var failures = try FileInventory.failures(in: path)
    failures += try DescriptorRules.failures(in: path)
    var contents: [TableContent] = []
    for table in ReleaseTables.all {
      let file = path + "/" + table.name + ".csv"
      guard try FileSystem.kind(of: file) == .file else { continue }
      let (content, faults) = try CSVTableReader.read(file, as: table)
      failures += faults
      if let content { contents.append(content) }
    }
    failures += try TableChecker.failures(in: contents, space: space)
    for content in contents {
      let other = path + "/" + content.table.name + ".json"
      guard content.table.formats.contains(.json), try FileSystem.kind(of: other) == .file else { continue }
      if let difference = try difference(of: other, from: content) { failures.append(difference) }
    }
    failures += try DatabaseRules.failures(in: path, contents: contents)
    return Report(
      failures: failures, files: try FileInventory.files(in: path).count,
      rows: contents.map { ($0.table.name, $0.count) })
  }

  /// Where a JSON file is not what the CSV's rows give.
  private static func difference(of path: String, from content: TableContent) throws -> CheckFailure? {
    let comparison = try Comparison(path)
    var writer = JSONTableWriter(table: content.table, sink: comparison)
    try writer.write(content)
    guard let (offset, line) = try comparison.firstDifference() else { return nil }
    return CheckFailure(
      table: content.table.name + ".json", row: line, rule: .sameContent,
      message: "the JSON differs from the CSV at byte \(offset)")
  }

  /// Compares what is written with a file that is there.
  private final class Comparison: ByteSink {
    private let file: InputFile
    private var buffer: [UInt8] = []
    private var position = 0
    private var offset = 0
    private var lines = 0
    private var mismatch: (offset: Int, line: Int)?

    init(_ path: String) throws { file = try InputFile(path) }

    func write(_ expected: UnsafeRawBufferPointer) throws {
      guard mismatch == nil else { return }
      let bytes = Array(expected)
      while buffer.count - position < bytes.count {
        buffer.removeFirst(position)
        position = 0
        guard try file.append(to: &buffer) else { break }
      }
      let found = Array(buffer[position..<min(buffer.count, position + bytes.count)])
      if OrderedKey.compare(found, bytes) != 0 {
        let same = zip(found, bytes).prefix { $0 == $1 }.count
        mismatch = (offset + same, lines + bytes.prefix(same).count { $0 == 0x0A })
      }
      position += found.count
      offset += bytes.count
      lines += bytes.count { $0 == 0x0A }
    }

    /// The first byte that is another, and the line feeds before it; nil where there is none.
    func firstDifference() throws -> (offset: Int, line: Int)? {
      if mismatch == nil, try position < buffer.count || file.append(to: &buffer) { mismatch = (offset, lines) }
      return mismatch
    }
  }
}
