import DafuDigest
import DafuLoad
import Foundation
import GRDB

/// The release that a run published last, as the state remembers it.
struct PublishedState: Sendable {
  /// Its version.
  let version: String
  /// The digest of everything that it was made from.
  let fingerprint: String
  /// Its files.
  let files: [ReleaseFile]
  /// What was said of it.
  let summary: RunSummary

  /// What the state remembers; nil where nothing was published, or nothing that this program understands.
  init?(_ state: StateDatabase) throws(StateDatabase.Unavailable) {
    let row = try state.read { database in
      try Row.fetchOne(database, sql: "SELECT version, fingerprint, files, summary FROM published")
    }
    guard let row,
      let files = try? JSONDecoder().decode([ReleaseFile].self, from: Data((row[2] as String).utf8)),
      let summary = try? JSONDecoder().decode(RunSummary.self, from: Data((row[3] as String).utf8))
    else { return nil }
    self.init(version: row[0], fingerprint: row[1], files: files, summary: summary)
  }

  init(version: String, fingerprint: String, files: [ReleaseFile], summary: RunSummary) {
    (self.version, self.fingerprint, self.files, self.summary) = (version, fingerprint, files, summary)
  }

  /// Remembers the release, and forgets the inputs that are gone.
  func write(to state: StateDatabase, forgetting gone: [Int64]) throws {
    let encoder = JSONEncoder()
    let files = String(decoding: try encoder.encode(files), as: UTF8.self)
    let summary = String(decoding: try encoder.encode(summary), as: UTF8.self)
    try state.write { database in
      try database.execute(
        sql: """
          INSERT OR REPLACE INTO published (id, version, fingerprint, files, summary) VALUES (1, ?, ?, ?, ?)
          """,
        arguments: [version, fingerprint, files, summary])
      for identifier in gone {
        for (table, column) in [("inputs", "id"), ("extracted", "input"), ("normalized", "input")] {
          try database.cachedStatement(sql: "DELETE FROM \(table) WHERE \(column) = ?")
            .execute(arguments: [identifier])
        }
      }
      try database.execute(
        sql: """
          DELETE FROM recipes WHERE id NOT IN (SELECT extract_recipe FROM inputs WHERE extract_recipe IS NOT NULL)
            AND id NOT IN (SELECT normalize_recipe FROM inputs WHERE normalize_recipe IS NOT NULL)
            AND id <> (SELECT max(id) FROM recipes)
          """)
    }
  }
}

extension StateDatabase {
  /// Forgets all inputs and what was published; the ledger stays.
  func forgetInputs() throws(Unavailable) {
    try write { database in
      for table in ["inputs", "extracted", "normalized", "published"] {
        try database.execute(sql: "DELETE FROM \(table)")
      }
    }
  }

  /// What tells a file of the program from all others: the identifier that its linker gave it, else the digest of its
  /// content, remembered where its stamp proves that it is the same.
  static func digest(ofProgramFile path: FileSystemPath, in state: StateDatabase?) -> String? {
    if let identifier = BuildIdentifier.of(path) { return identifier }
    let observed = FileStamp.now()
    guard let location = try? path.canonical(), let stamp = FileStamp(of: location) else { return nil }
    let name = String(decoding: location.bytes, as: UTF8.self)
    let row = try? state?.read { database in
      try Row.fetchOne(
        database,
        sql: "SELECT size, modified, changed, inode, device, observed, sha256 FROM program_files WHERE path = ?",
        arguments: [name])
    }
    if let row {
      let known = FileStamp(size: row[0], modified: row[1], changed: row[2], inode: row[3], device: row[4])
      if known == stamp, stamp.isSettled(at: row[5]) { return row[6] }
    }
    guard let bytes = try? location.readAll() else { return nil }
    let digest = SHA256.hexadecimal(of: bytes)
    try? state?.write { database in
      try database.execute(
        sql: "INSERT OR REPLACE INTO program_files VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        arguments: [
          name, stamp.size, stamp.modified, stamp.changed, stamp.inode, stamp.device, observed, digest,
        ])
    }
    return digest
  }
}
