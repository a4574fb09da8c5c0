import Foundation
import GRDB

/// Copies of the inputs of a pipeline that keeps documents whose inputs are gone: `.kept/inputs.sqlite` beside the
/// releases, apart from the state, because a release depends on it.
final class KeptInputs: Sendable {
  private static let fileName = "inputs.sqlite"
  private let database: DatabaseQueue

  /// Opens the copies; makes the database where there is none, unless it is only to be read. Throws `OutputFailure`
  /// where they cannot be used: a release without them would lose documents.
  init(folder: String, isReadOnly: Bool = false) throws(OutputFailure) {
    let path = folder + "/" + KeptInputs.fileName
    var configuration = Configuration()
    configuration.busyMode = .timeout(10)
    configuration.readonly = isReadOnly
    if !isReadOnly {
      configuration.prepareDatabase { try $0.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL") }
    }
    do {
      if !isReadOnly {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      }
      database = try DatabaseQueue(path: path, configuration: configuration)
      if !isReadOnly {
        try database.write {
          try $0.execute(
            sql: """
              CREATE TABLE IF NOT EXISTS kept (path TEXT PRIMARY KEY, sha256 TEXT NOT NULL, bytes BLOB NOT NULL)
              """)
        }
      }
    } catch {
      throw KeptInputs.failure(path, error)
    }
  }

  private static func failure(_ path: String, _ error: any Error) -> OutputFailure {
    OutputFailure(
      message: "the copies of inputs in \(path) cannot be used: \(StateDatabase.Unavailable(error).message)\n"
        + "nothing was published; restore them, or set `missing_inputs: drop`")
  }

  /// The digests of the copies by path. Throws `OutputFailure`.
  func digests() throws(OutputFailure) -> [String: String] {
    do {
      return try database.read { database in
        let rows = try Row.fetchCursor(database, sql: "SELECT path, sha256 FROM kept")
        var digests: [String: String] = [:]
        while let row = try rows.next() { digests[row[0]] = row[1] }
        return digests
      }
    } catch {
      throw KeptInputs.failure(database.path, error)
    }
  }

  /// The bytes of a copy; nil where it is damaged or not there.
  func bytes(of path: String) -> [UInt8]? {
    let frame = try? database.read {
      try Data.fetchOne($0, sql: "SELECT bytes FROM kept WHERE path = ?", arguments: [path])
    }
    return frame.flatMap { Compression.decompress(Array($0)) }
  }

  /// What is to be done with the copy of an input.
  enum Change: Sendable {
    case replace(path: String, sha256: String, frame: [UInt8])
    case remove(path: String)
  }

  /// Makes and removes copies, all or none. Throws `OutputFailure`.
  func apply(_ changes: [Change]) throws(OutputFailure) {
    guard !changes.isEmpty else { return }
    do {
      try database.write { database in
        for change in changes {
          switch change {
          case .replace(let path, let sha256, let frame):
            try database.cachedStatement(sql: "INSERT OR REPLACE INTO kept (path, sha256, bytes) VALUES (?, ?, ?)")
              .execute(arguments: [path, sha256, Data(frame)])
          case .remove(let path):
            try database.cachedStatement(sql: "DELETE FROM kept WHERE path = ?").execute(arguments: [path])
          }
        }
      }
    } catch {
      throw KeptInputs.failure(database.path, error)
    }
  }
}

/// The copies as one run uses them: what they hold at its beginning, and what is to be copied, in batches.
final class InputKeeping {
  private static let batch = 200
  /// The digests of the copies at the beginning, by path.
  let digests: [String: String]
  /// The copies.
  let copies: KeptInputs
  private var changes: [KeptInputs.Change] = []

  /// Opens the copies of a pipeline that keeps them; nil for one that does not.
  init?(_ pipeline: PipelineFile, isReadOnly: Bool = false) throws(OutputFailure) {
    guard pipeline.missingInputs == .keep else { return nil }
    let folder = pipeline.home + "/.kept"
    guard !isReadOnly || FileManager.default.fileExists(atPath: folder) else { return nil }
    copies = try KeptInputs(folder: folder, isReadOnly: isReadOnly)
    digests = try copies.digests()
  }

  /// Takes note of what an input gave: a document's bytes are copied, what is no document any more is not kept.
  func note(_ worked: WorkedInput, isKept: Bool) throws {
    let path = worked.outcome.path
    if let frame = worked.copy, let sha256 = worked.sha256 {
      changes.append(.replace(path: path, sha256: sha256, frame: frame))
    } else if worked.rejection != nil, worked.sha256 != nil, !isKept, digests[path] != nil {
      changes.append(.remove(path: path))
    }
    if changes.count >= InputKeeping.batch { try flush() }
  }

  /// Writes what is waiting.
  func flush() throws {
    try copies.apply(changes)
    changes.removeAll(keepingCapacity: true)
  }
}
