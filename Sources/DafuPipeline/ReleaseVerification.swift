import DafuLoad

/// What verifying a release found.
public struct ReleaseVerification: Hashable, Sendable {
  /// What does not hold, a sentence each with the file and the row; nothing where the release is sound.
  public let failures: [String]
  /// Its files and rows, as a short text table.
  public let text: String

  /// Verifies the release in a folder. Throws `UsageError` where the folder cannot be read.
  public init(of path: String) throws {
    let kind: FileSystemPath.Kind
    do { kind = try FileSystemPath(path).kind(followingLinks: true) } catch {
      throw UsageError(file: path, "the release cannot be read: \(error.reason)")
    }
    guard kind == .directory else { throw UsageError(file: path, "a release is a folder") }
    let report: ReleaseVerifier.Report
    do { report = try ReleaseVerifier.report(on: path) } catch let error as FileError {
      throw UsageError(error.description)
    }
    failures = report.failures.map { failure in
      let row = failure.row.map { " row \($0)" } ?? ""
      let key = failure.key.isEmpty ? "" : " (\(failure.key))"
      return "\(failure.file)\(row)\(key): \(failure.rule.rawValue): \(failure.message)"
    }
    var facts = TextTable(columns: 2)
    facts.add(["release", FileSystemPath(path).readable])
    facts.add(["files", "\(report.files)"])
    facts.add(["verdict", failures.isEmpty ? "sound" : "\(failures.count) failures"])
    var tables = TextTable(columns: 2, rightAligned: [1])
    tables.add(["table", "rows"])
    for (table, count) in report.rows { tables.add([table, "\(count)"]) }
    text = facts.text + "\n" + tables.text
  }
}
