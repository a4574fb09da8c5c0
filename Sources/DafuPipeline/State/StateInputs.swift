import DafuLoad
import DafuModel
import Foundation
import GRDB

/// What the state knows of one input.
struct KnownInput: Hashable, Sendable {
  /// Its row.
  let identifier: Int64
  /// What the file system said when it was read, and when that was; nil for an input that could not be read.
  let stamp: FileStamp?
  let observed: Int64
  /// The digest of its bytes; nil where they could not be read.
  let sha256: String?
  /// Whether what `extract` gave can be used again.
  let isExtractCurrent: Bool
  /// Whether what `normalize` gave can be used again.
  let isNormalizeCurrent: Bool
  /// Which part of the recipe differs, where one does.
  let difference: WorkReason?
  /// Why it was rejected, if it was.
  let rejection: KnownRejection?
  /// How many figures it gave.
  let figures: Int

  struct KnownRejection: Hashable, Sendable {
    let reason: Rejection.Reason
    let message: String
  }

  /// Whether a file with this stamp holds the bytes that were read.
  func isProven(by current: FileStamp) -> Bool {
    stamp == current && current.isSettled(at: observed) && sha256 != nil
  }
}

/// One input's row as it is to be written.
struct InputRow: Sendable {
  var path: String
  var stamp: FileStamp?
  var observed: Int64 = 0
  var sha256: String?
  var rejection: KnownInput.KnownRejection?
  var figures = 0
  /// What `extract` gave.
  var extracted = Change.keep
  /// What `normalize` gave.
  var normalized = Change.keep

  /// What becomes of a stored outcome.
  enum Change: Sendable {
    /// What is there stays.
    case keep
    /// It is replaced by these compressed bytes; where there are none it is removed.
    case replace([UInt8]?)

    var byteCount: Int {
      if case .replace(let bytes?) = self { return bytes.count }
      return 0
    }
  }
}

/// The inputs' part of the state.
struct StateInputs: Sendable {
  let database: StateDatabase
  /// The recipe of this run and its row; 0 where nothing may be written.
  let recipe: Recipe
  let recipeIdentifier: Int64
  private let recipes: [Int64: Recipe]

  /// Finds the recipe among those of earlier runs, or adds it.
  init(_ database: StateDatabase, recipe: Recipe, isReadOnly: Bool = false) throws(StateDatabase.Unavailable) {
    self.database = database
    self.recipe = recipe
    if !isReadOnly {
      try database.write { database in
        try database.execute(
          sql: "INSERT OR IGNORE INTO recipes (program, reader, codelists) VALUES (?, ?, ?)",
          arguments: [recipe.program, recipe.reader, recipe.codelists])
      }
    }
    var recipes: [Int64: Recipe] = [:]
    recipes = try database.read { database in
      let rows = try Row.fetchAll(database, sql: "SELECT id, program, reader, codelists FROM recipes")
      return Dictionary(
        rows.map { ($0[0] as Int64, Recipe(program: $0[1], reader: $0[2], codelists: $0[3])) }
      ) { first, _ in first }
    }
    self.recipes = recipes
    recipeIdentifier = recipes.first { $0.value == recipe }?.key ?? 0
  }

  /// Hands every input that the state knows, in the order of the paths' bytes.
  func forEach(_ body: (_ path: String, KnownInput) throws -> Void) throws(StateDatabase.Unavailable) {
    try database.read { database in
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT id, path, size, modified, changed, inode, device, observed, sha256, extract_recipe, normalize_recipe,
            reason, message, figures
          FROM inputs ORDER BY path
          """)
      while let row = try rows.next() { try body(row[1], known(row)) }
    }
  }

  private func known(_ row: Row) -> KnownInput {
    var stamp: FileStamp?
    if let size = row[2] as Int64?, let modified = row[3] as Int64?, let changed = row[4] as Int64?,
      let inode = row[5] as Int64?, let device = row[6] as Int64?
    {
      stamp = FileStamp(size: size, modified: modified, changed: changed, inode: inode, device: device)
    }
    let extract = (row[9] as Int64?).flatMap { recipes[$0] }
    let normalize = (row[10] as Int64?).flatMap { recipes[$0] }
    let isExtractCurrent = extract?.extractsAs(recipe) == true
    let isNormalizeCurrent = isExtractCurrent && normalize == recipe
    var difference: WorkReason?
    if !isNormalizeCurrent {
      let made = isExtractCurrent ? normalize : extract
      difference =
        made?.program != recipe.program
        ? .programChanged : made?.reader != recipe.reader ? .readerChanged : .codelistsChanged
    }
    let reason = (row[11] as String?).flatMap(Rejection.Reason.init)
    return KnownInput(
      identifier: row[0], stamp: stamp, observed: row[7] as Int64? ?? 0, sha256: row[8],
      isExtractCurrent: isExtractCurrent, isNormalizeCurrent: isNormalizeCurrent, difference: difference,
      rejection: reason.map { .init(reason: $0, message: row[12] as String? ?? "") }, figures: row[13] as Int? ?? 0)
  }

  /// What `extract` gave; nil where it is not there or damaged.
  func extracted(_ known: KnownInput, path: String) -> ReplyDocument? {
    guard let bytes = stored("extracted", known, extractMark(path: path, sha256: known.sha256)) else { return nil }
    var reader = RecordReader(bytes)
    return try? ReplyDocumentCoding.document(&reader)
  }

  /// What `normalize` gave; nil where it is not there or damaged.
  func normalized(_ known: KnownInput, path: String) -> EncodedDocument? {
    guard let bytes = stored("normalized", known, normalizeMark(path: path, sha256: known.sha256)) else { return nil }
    return (try? EncodedDocument(bytes: bytes)).flatMap { $0.isWhole ? $0 : nil }
  }

  private func stored(_ table: String, _ known: KnownInput, _ mark: [UInt8]) -> [UInt8]? {
    let frame = try? database.read { database in
      let statement = try database.cachedStatement(sql: "SELECT outcome FROM \(table) WHERE input = ?")
      return try Data.fetchOne(statement, arguments: [known.identifier])
    }
    guard let frame, let bytes = Compression.decompress(Array(frame)), bytes.starts(with: mark) else { return nil }
    return Array(bytes.dropFirst(mark.count))
  }

  /// A document as the state keeps it.
  func frame(of document: ReplyDocument) -> [UInt8]? {
    var writer = RecordWriter()
    extractMark(path: document.path, sha256: document.sha256).withUnsafeBytes { writer.append(raw: $0) }
    ReplyDocumentCoding.append(document, to: &writer)
    return Compression.compress(writer.bytes)
  }

  /// A normalized document as the state keeps it.
  func frame(of document: EncodedDocument) -> [UInt8]? {
    let record = document.record
    return Compression.compress(normalizeMark(path: record.path, sha256: record.sha256) + document.bytes)
  }

  // What an outcome begins with, so that it can never be taken for that of another input or recipe.
  private func extractMark(path: String, sha256: String?) -> [UInt8] {
    Array("\(sha256 ?? "") \(recipe.program) \(recipe.reader) \(path)\n".utf8)
  }

  private func normalizeMark(path: String, sha256: String?) -> [UInt8] {
    Array("\(sha256 ?? "") \(recipe.program) \(recipe.reader) \(recipe.codelists) \(path)\n".utf8)
  }
}

/// Writes inputs' rows in batches, one transaction each.
struct StateInputWriter {
  private static let rowLimit = 500
  private static let byteLimit = 4 << 20
  private let inputs: StateInputs
  private var rows: [InputRow] = []
  private var bytes = 0

  init(_ inputs: StateInputs) { self.inputs = inputs }

  /// Takes a row, and writes those at hand where there are enough.
  mutating func add(_ row: InputRow) throws(StateDatabase.Unavailable) {
    rows.append(row)
    bytes += row.extracted.byteCount + row.normalized.byteCount
    if rows.count >= StateInputWriter.rowLimit || bytes >= StateInputWriter.byteLimit { try flush() }
  }

  /// Writes the rows at hand.
  mutating func flush() throws(StateDatabase.Unavailable) {
    guard !rows.isEmpty else { return }
    let rows = rows
    let recipe = inputs.recipeIdentifier
    try inputs.database.write { database in
      for row in rows { try StateInputWriter.write(row, recipe, to: database) }
    }
    self.rows.removeAll(keepingCapacity: true)
    bytes = 0
  }

  private static func write(_ row: InputRow, _ recipe: Int64, to database: Database) throws {
    try database.cachedStatement(
      sql: """
        INSERT INTO inputs (path, size, modified, changed, inode, device, observed, sha256, extract_recipe,
          normalize_recipe, reason, message, figures)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (path) DO UPDATE SET size = excluded.size, modified = excluded.modified,
          changed = excluded.changed, inode = excluded.inode, device = excluded.device, observed = excluded.observed,
          sha256 = excluded.sha256, extract_recipe = excluded.extract_recipe,
          normalize_recipe = excluded.normalize_recipe, reason = excluded.reason, message = excluded.message,
          figures = excluded.figures
        """
    ).execute(
      arguments: [
        row.path, row.stamp?.size, row.stamp?.modified, row.stamp?.changed, row.stamp?.inode, row.stamp?.device,
        row.observed, row.sha256, recipe, recipe, row.rejection?.reason.rawValue, row.rejection?.message, row.figures,
      ])
    let changes = [("extracted", row.extracted), ("normalized", row.normalized)]
    guard changes.contains(where: { if case .replace = $0.1 { true } else { false } }) else { return }
    let find = try database.cachedStatement(sql: "SELECT id FROM inputs WHERE path = ?")
    guard let identifier = try Int64.fetchOne(find, arguments: [row.path]) else { return }
    for case (let table, .replace(let outcome)) in changes {
      if let outcome {
        try database.cachedStatement(sql: "INSERT OR REPLACE INTO \(table) (input, outcome) VALUES (?, ?)")
          .execute(arguments: [identifier, Data(outcome)])
      } else {
        try database.cachedStatement(sql: "DELETE FROM \(table) WHERE input = ?").execute(arguments: [identifier])
      }
    }
  }
}
