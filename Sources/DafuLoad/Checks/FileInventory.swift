import DafuDigest
import DafuModel

/// The files of a release folder against its list of digests.
enum FileInventory {
  /// The files that are missing, too many, or other than their digests say.
  static func failures(in path: String) throws -> [CheckFailure] {
    let list = path + "/" + Checksums.fileName
    func failure(_ name: String, _ rule: CheckFailure.Rule, row: Int? = nil, _ message: String) -> CheckFailure {
      CheckFailure(table: name, row: row, rule: rule, message: message)
    }
    guard try FileSystem.kind(of: list) == .file else {
      return [failure(Checksums.fileName, .files, "the file is missing")]
    }
    let lines = Checksums.lines(try FileSystem.read(list))
    if let broken = lines.firstIndex(where: { $0 == nil }) {
      return [failure(Checksums.fileName, .structure, row: broken + 1, "the line is no digest and file name")]
    }
    let entries = lines.compactMap { $0 }
    var failures: [CheckFailure] = []
    for (index, (entry, next)) in zip(entries, entries.dropFirst()).enumerated()
    where !TotalOrder.precedes(entry.name, next.name) {
      failures.append(
        failure(Checksums.fileName, .structure, row: index + 2, "`\(next.name)` is listed twice or out of order"))
    }
    let listed = Set(entries.map(\.name))
    let present = try files(in: path)
    for (name, isFile) in present where name != Checksums.fileName {
      if !listed.contains(name) {
        failures.append(failure(name, .files, "\(Checksums.fileName) does not list this file"))
      } else if !isFile {
        failures.append(failure(name, .files, "it is a link or a device, not a file"))
      }
    }
    let required = [DataPackage.fileName] + ReleaseTables.all.map { $0.name + "." + ReleaseFormat.csv.fileExtension }
    for name in required where !listed.contains(name) {
      failures.append(failure(name, .files, "the file is not in \(Checksums.fileName)"))
    }
    let regular = Set(present.filter(\.isFile).map(\.name))
    for entry in entries {
      guard regular.contains(entry.name) else {
        if !present.contains(where: { $0.name == entry.name }) {
          failures.append(failure(entry.name, .files, "the file is missing"))
        }
        continue
      }
      let digest = SHA256.Stream()
      try FileSystem.read(path + "/" + entry.name) { digest.update($0) }
      if digest.finish() != entry.sha256 {
        failures.append(failure(entry.name, .digest, "the bytes are not those that were published"))
      }
    }
    return failures
  }

  /// Everything below a folder but folders, by its path within, sorted; and whether it is a regular file.
  static func files(in path: String, below folder: String = "") throws -> [(name: String, isFile: Bool)] {
    var found: [(name: String, isFile: Bool)] = []
    for name in try FileSystem.names(in: path + "/" + folder) {
      let relative = folder + name
      let kind = try FileSystem.kind(of: path + "/" + relative)
      if kind == .directory {
        found += try files(in: path, below: relative + "/")
      } else {
        found.append((relative, kind == .file))
      }
    }
    return found
  }
}
