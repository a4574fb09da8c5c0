import Foundation
import GRDB

/// The state of a dataset's runs in `state.sqlite`: what every input gave, what was published, and the ledger.
///
/// It only saves work. Whatever is wrong with it, the result of a run is the same: it is set aside and built anew, or
/// a run does without it.
struct StateDatabase: Sendable {
  /// The name of the database.
  static let fileName = "state.sqlite"
  /// `PRAGMA application_id`: "dafs" in ASCII.
  private static let applicationIdentifier = 0x6461_6673
  /// `PRAGMA user_version`.
  private static let schemaVersion = 1
  /// How many damaged databases are kept.
  private static let keptDamaged = 3

  /// Why the state cannot be used.
  struct Unavailable: Error {
    /// What the system or SQLite says.
    let message: String
    /// Whether the content is to blame, so that a new database helps.
    let isDamaged: Bool

    init(_ error: any Error) {
      guard let error = error as? DatabaseError else {
        (message, isDamaged) = ("\(error)", false)
        return
      }
      message =
        switch error.resultCode {
        case .SQLITE_FULL: "the disk is full"
        case .SQLITE_READONLY: "it is read-only"
        case .SQLITE_CANTOPEN: "it cannot be opened or made"
        case .SQLITE_IOERR: "the disk reports a fault"
        case .SQLITE_BUSY: "another program is using it"
        case .SQLITE_CORRUPT: "it is damaged"
        case .SQLITE_NOTADB: "it is no database"
        default: error.message ?? "SQLite error \(error.extendedResultCode.rawValue)"
        }
      // A table or column that is not there means that another program wrote it.
      isDamaged = [.SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_ERROR, .SQLITE_MISMATCH, .SQLITE_CONSTRAINT]
        .contains(error.resultCode)
    }

    init(message: String, isDamaged: Bool) { (self.message, self.isDamaged) = (message, isDamaged) }
  }

  /// The folder that holds it.
  let folder: String
  private let reader: any DatabaseReader
  private let writer: (any DatabaseWriter)?

  /// Opens the state in a folder, and makes it where there is none. A damaged or foreign database is set aside; `note`
  /// is told so. Throws `Unavailable` where the system refuses.
  static func open(folder: String, readers: Int, note: (String) -> Void) throws(Unavailable) -> StateDatabase {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw Unavailable(message: "the folder cannot be made", isDamaged: false)
    }
    do { return try StateDatabase(folder: folder, readers: readers) } catch {
      guard error.isDamaged else { throw error }
      try setAside(in: folder, because: error.message, note: note)
      return try StateDatabase(folder: folder, readers: readers)
    }
  }

  /// Opens an existing state for reading only; nil where there is none that can be read.
  static func reading(folder: String) -> StateDatabase? {
    let path = folder + "/" + fileName
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(10)
    guard let queue = try? DatabaseQueue(path: path, configuration: configuration) else { return nil }
    let state = StateDatabase(folder: folder, reader: queue, writer: nil)
    guard (try? queue.read(StateDatabase.isOurs)) == true else { return nil }
    return state
  }

  private init(folder: String, reader: any DatabaseReader, writer: (any DatabaseWriter)?) {
    (self.folder, self.reader, self.writer) = (folder, reader, writer)
  }

  private init(folder: String, readers: Int) throws(Unavailable) {
    var configuration = Configuration()
    configuration.maximumReaderCount = max(1, readers)
    configuration.busyMode = .timeout(10)
    configuration.prepareDatabase { database in
      // Inputs come in the order of their paths: few pages are visited twice.
      try database.execute(sql: "PRAGMA cache_size = -4096")
      // What a crash of the machine takes from the state is made again.
      try database.execute(sql: "PRAGMA synchronous = NORMAL")
    }
    do {
      let pool = try DatabasePool(path: folder + "/" + StateDatabase.fileName, configuration: configuration)
      try pool.writeWithoutTransaction { database in
        if try database.tableExists("inputs") || database.tableExists("runs") {
          guard try StateDatabase.isOurs(database) else {
            throw Unavailable(message: "another program or version wrote it", isDamaged: true)
          }
        } else if try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") ?? 0 > 0 {
          throw Unavailable(message: "another program wrote it", isDamaged: true)
        } else {
          try database.inTransaction {
            for statement in StateDatabase.schema { try database.execute(sql: statement) }
            try database.execute(sql: "PRAGMA application_id = \(StateDatabase.applicationIdentifier)")
            try database.execute(sql: "PRAGMA user_version = \(StateDatabase.schemaVersion)")
            return .commit
          }
        }
      }
      self.init(folder: folder, reader: pool, writer: pool)
    } catch let error as Unavailable {
      throw error
    } catch {
      throw Unavailable(error)
    }
  }

  private static func isOurs(_ database: Database) throws -> Bool {
    try Int.fetchOne(database, sql: "PRAGMA application_id") == applicationIdentifier
      && Int.fetchOne(database, sql: "PRAGMA user_version") == schemaVersion
  }

  /// Reads. Throws `Unavailable`.
  func read<Value>(_ body: (Database) throws -> Value) throws(Unavailable) -> Value {
    do { return try reader.read(body) } catch { throw Unavailable(error) }
  }

  /// Writes in one transaction. Throws `Unavailable`.
  func write<Value>(_ body: (Database) throws -> Value) throws(Unavailable) -> Value {
    guard let writer else { throw Unavailable(message: "it is read-only", isDamaged: false) }
    do { return try writer.write(body) } catch { throw Unavailable(error) }
  }

  /// Brings what stands in the journal into the database, as far as nobody is reading it.
  func settle() throws(Unavailable) {
    do { _ = try writer?.writeWithoutTransaction { try $0.checkpoint(.passive) } } catch { throw Unavailable(error) }
  }

  /// Closes the database; a failure leaves nothing undone. What stands in the journal goes into the database first:
  /// of a pool, the connections that are closed last may not write.
  func close() {
    _ = try? writer?.writeWithoutTransaction { try $0.checkpoint(.truncate) }
    try? reader.close()
  }

  /// Moves the database and its journal out of the way, the newest kept.
  static func setAside(in folder: String, because reason: String, note: (String) -> Void) throws(Unavailable) {
    let path = folder + "/" + fileName
    var number = 1
    while FileManager.default.fileExists(atPath: "\(path).damaged-\(number)") { number += 1 }
    let aside = "\(path).damaged-\(number)"
    guard rename(path, aside) == 0 else {
      throw Unavailable(message: "\(reason), and it cannot be set aside", isDamaged: false)
    }
    for suffix in ["-wal", "-shm", "-journal"] { unlink(path + suffix) }
    if number > keptDamaged { unlink("\(path).damaged-\(number - keptDamaged)") }
    note(
      "the state of earlier runs cannot be used: \(reason); it was set aside as \(aside), and everything is read again")
  }

  /// Times are in nanoseconds since 1970; digests in hexadecimal; outcomes are compressed.
  private static let schema = [
    """
    CREATE TABLE recipes (
      id INTEGER PRIMARY KEY, program TEXT NOT NULL, reader TEXT NOT NULL, codelists TEXT NOT NULL,
      UNIQUE (program, reader, codelists))
    """,
    """
    CREATE TABLE inputs (
      id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, size INTEGER, modified INTEGER, changed INTEGER,
      inode INTEGER, device INTEGER, observed INTEGER, sha256 TEXT, extract_recipe INTEGER, normalize_recipe INTEGER,
      reason TEXT, message TEXT, figures INTEGER NOT NULL)
    """,
    "CREATE TABLE extracted (input INTEGER PRIMARY KEY, outcome BLOB NOT NULL)",
    "CREATE TABLE normalized (input INTEGER PRIMARY KEY, outcome BLOB NOT NULL)",
    """
    CREATE TABLE published (
      id INTEGER PRIMARY KEY CHECK (id = 1), version TEXT NOT NULL, fingerprint TEXT NOT NULL, files TEXT NOT NULL,
      summary TEXT NOT NULL)
    """,
    """
    CREATE TABLE program_files (
      path TEXT PRIMARY KEY, size INTEGER, modified INTEGER, changed INTEGER, inode INTEGER, device INTEGER,
      observed INTEGER, sha256 TEXT NOT NULL) WITHOUT ROWID
    """,
    """
    CREATE TABLE runs (
      id INTEGER PRIMARY KEY, started TEXT NOT NULL, ended TEXT, result TEXT NOT NULL, version TEXT, message TEXT,
      inputs INTEGER, loaded INTEGER, unchanged INTEGER, rejected INTEGER, missing INTEGER, kept INTEGER,
      figures INTEGER, milliseconds INTEGER)
    """,
    """
    CREATE TABLE run_outcomes (
      run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE, path TEXT NOT NULL, outcome TEXT NOT NULL,
      reason TEXT, message TEXT, figures INTEGER, PRIMARY KEY (run, path)) WITHOUT ROWID
    """,
  ]
}
