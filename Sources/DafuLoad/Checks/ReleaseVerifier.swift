import DafuCodelists
import DafuDigest
import DafuModel

/// Verifies a release folder as it stands on disk: digests, structure, types, keys, references, and that the
/// formats of a table hold the same rows.
public enum ReleaseVerifier {
  /// What does not hold; nothing where the release is sound. Throws `FileError` where the folder cannot be read.
  public static func verify(_ path: String) throws -> [CheckFailure] {
    var failures = try damagedFiles(in: path)
    var contents: [TableContent] = []
    for table in ReleaseTables.all {
      let file = path + "/" + table.name + ".csv"
      guard try FileSystem.kind(of: file) == .file else { continue }
      let bytes = try FileSystem.read(file)
      let (content, faults) = CSVTableReader.read(bytes, as: table)
      failures += faults
      guard let content else { continue }
      contents.append(content)
      let other = path + "/" + table.name + ".json"
      guard table.formats.contains(.json), try FileSystem.kind(of: other) == .file else { continue }
      if let difference = try difference(of: FileSystem.read(other), from: content) { failures.append(difference) }
    }
    return failures + (try TableChecker.failures(in: contents))
  }

  /// The files that are missing, too many, or other than their digests say.
  static func damagedFiles(in path: String) throws -> [CheckFailure] {
    guard try FileSystem.kind(of: path + "/" + Checksums.fileName) == .file else {
      return [CheckFailure(table: Checksums.fileName, rule: .files, message: "the file is missing")]
    }
    guard let entries = Checksums.read(try FileSystem.read(path + "/" + Checksums.fileName)) else {
      return [CheckFailure(table: Checksums.fileName, rule: .structure, message: "a line is no digest and file name")]
    }
    var failures: [CheckFailure] = []
    let listed = Set(entries.map(\.name))
    for name in try FileSystem.names(in: path) where name != Checksums.fileName && !listed.contains(name) {
      failures.append(CheckFailure(table: name, rule: .files, message: "\(Checksums.fileName) does not list this file"))
    }
    let required = [DataPackage.fileName] + ReleaseTables.all.map { $0.name + "." + ReleaseFormat.csv.fileExtension }
    for name in required where !listed.contains(name) {
      failures.append(CheckFailure(table: name, rule: .files, message: "the file is not in \(Checksums.fileName)"))
    }
    for entry in entries {
      let file = path + "/" + entry.name
      guard !entry.name.utf8.contains(UInt8(ascii: "/")), try FileSystem.kind(of: file) == .file else {
        failures.append(CheckFailure(table: entry.name, rule: .files, message: "the file is missing"))
        continue
      }
      let digest = SHA256.Stream()
      try FileSystem.read(file) { digest.update($0) }
      if digest.finish() != entry.sha256 {
        failures.append(
          CheckFailure(table: entry.name, rule: .digest, message: "the bytes are not those that were published"))
      }
    }
    return failures
  }

  /// Where a JSON file is not what the CSV's rows give.
  private static func difference(of bytes: [UInt8], from content: TableContent) throws -> CheckFailure? {
    let comparison = Comparison(bytes)
    var writer = JSONTableWriter(table: content.table, sink: comparison)
    try writer.write(content)
    guard let offset = comparison.firstDifference else { return nil }
    let row = bytes[..<min(offset, bytes.count)].count { $0 == 0x0A }
    return CheckFailure(
      table: content.table.name + ".json", row: row, rule: .sameContent,
      message: "the JSON differs from the CSV at byte \(offset)")
  }

  /// Compares what is written with bytes that are there.
  private final class Comparison: ByteSink {
    private let expected: [UInt8]
    private var offset = 0
    private var mismatch: Int?

    init(_ expected: [UInt8]) { self.expected = expected }

    func write(_ bytes: [UInt8]) {
      if mismatch == nil {
        for (index, byte) in bytes.enumerated()
        where offset + index >= expected.count || expected[offset + index] != byte {
          mismatch = offset + index
          break
        }
      }
      offset += bytes.count
    }

    var firstDifference: Int? { mismatch ?? (offset == expected.count ? nil : offset) }
  }
}
