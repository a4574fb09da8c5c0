import GRDB
import Glibc

/// `dataset.sqlite`: all tables in one SQLite database with keys, foreign keys, indexes, full-text search and views.
///
/// The bytes follow from the rows and the version of SQLite: pages have a fixed size, statements a fixed order, and
/// nothing is deleted, so no page is left free by chance.
struct DatabasePart: ReleasePart {
  static let fileName = "dataset.sqlite"
  /// `PRAGMA application_id`: "dafu" in ASCII, so that `file` and SQLite tools can tell what the database is.
  private static let applicationIdentifier = 0x6461_6675
  /// `PRAGMA user_version`: the major version of the data contract.
  private static let contractVersion = 1

  func write(_ content: ReleaseContent, to folder: ReleaseFolder) throws {
    try folder.adopt(DatabasePart.fileName) { path in
      do {
        let queue = try DatabaseQueue(path: path, configuration: DatabasePart.configuration)
        try queue.writeWithoutTransaction { database in
          try database.execute(sql: "BEGIN")
          try fill(database, with: content)
          try database.execute(sql: "COMMIT")
        }
        try queue.close()
      } catch let error as DatabaseError {
        throw DatabasePart.failure(error, at: path)
      }
    }
  }

  /// No journal, no syncing: a database that is not finished is thrown away, and the folder makes it durable.
  private static var configuration: Configuration {
    var configuration = Configuration()
    // Rows refer to rows that come later; all references are checked at the end.
    configuration.foreignKeysEnabled = false
    configuration.prepareDatabase { database in
      for pragma in [
        "page_size = 4096", "encoding = 'UTF-8'", "auto_vacuum = NONE", "journal_mode = OFF", "synchronous = OFF",
        "temp_store = FILE", "cache_size = -65536", "locking_mode = EXCLUSIVE",
      ] {
        try database.execute(sql: "PRAGMA \(pragma)")
      }
    }
    return configuration
  }

  private static func failure(_ error: DatabaseError, at path: String) -> any Error {
    switch error.resultCode {
    case .SQLITE_FULL: FileError("write", path, code: ENOSPC)
    case .SQLITE_CANTOPEN: FileError("create", path, code: EACCES)
    case .SQLITE_IOERR: FileError("write", path, code: EIO)
    default: PublishError(message: "cannot make \(fileName): \(error.message ?? error.description)")
    }
  }

  private func fill(_ database: Database, with content: ReleaseContent) throws {
    let schema = DatabaseSchema(tables: content.release.tables.map(\.table))
    try database.execute(sql: "PRAGMA application_id = \(DatabasePart.applicationIdentifier)")
    try database.execute(sql: "PRAGMA user_version = \(DatabasePart.contractVersion)")
    for statement in schema.tableStatements { try database.execute(sql: statement) }
    try DatabaseNotes(content: content).write(to: database)
    for table in content.release.tables {
      try DatabaseRows(schema: schema, content: table, links: schema.links(of: table.table)).write(to: database)
    }
    for statement in schema.indexStatements + DatabaseViews.statements { try database.execute(sql: statement) }
    if let broken = try Row.fetchOne(database, sql: "PRAGMA foreign_key_check") {
      throw PublishError(message: "\(DatabasePart.fileName): a reference leads nowhere: \(broken)")
    }
  }
}

/// Writes the rows of one table.
private struct DatabaseRows {
  let schema: DatabaseSchema
  let content: TableContent
  let links: [DatabaseSchema.Link]

  func write(to database: Database) throws {
    let fields = schema.fields(of: content.table)
    let insertion = try database.makeStatement(sql: DatabaseSchema.insertion(content.table.name, count: fields.count))
    let linking = try links.map { link in
      (link: link, statement: try database.makeStatement(sql: DatabaseSchema.insertion(link.name, count: 3)))
    }
    try content.forEachRow { cells in
      let values = fields.map { $0.value(of: cells) }
      insertion.setUncheckedArguments(StatementArguments(values))
      try insertion.execute()
      for (link, statement) in linking {
        guard case .text(let joint) = cells[link.column] else { continue }
        for (index, code) in joint.split(separator: "+").enumerated() {
          statement.setUncheckedArguments(
            StatementArguments([
              cells[link.key].plainText.withoutNUL.databaseValue, (index + 1).databaseValue,
              String(code).withoutNUL.databaseValue,
            ]))
          try statement.execute()
        }
      }
    }
  }
}

/// Writes what the database says of itself: the release, its columns and the permitted values.
private struct DatabaseNotes {
  let content: ReleaseContent

  func write(to database: Database) throws {
    let options = content.release.options
    for (name, value) in [
      ("dataset", options.dataset), ("version", content.version), ("title", options.title),
      ("description", options.description), ("licence", options.licence?.name ?? ""),
    ] {
      try database.execute(sql: "INSERT INTO release VALUES (?, ?)", arguments: [name, value])
    }
    for content in content.release.tables {
      let table = content.table
      for (index, column) in table.columns.enumerated() {
        try database.execute(
          sql: "INSERT INTO dictionary VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
          arguments: [
            table.name, index + 1, column.name, column.kind.rawValue, column.chinese, column.english, column.concept,
            table.key.contains(column.name) ? 1 : 0,
          ])
        for category in column.categories {
          try database.execute(
            sql: "INSERT INTO permitted_values VALUES (?, ?, ?, ?, ?)",
            arguments: [table.name, column.name, category.value, category.chinese, category.english])
        }
      }
    }
  }
}

extension String {
  /// The text with U+FFFD for NUL, at which SQLite and libraries in C would cut it.
  var withoutNUL: String {
    guard utf8.contains(0) else { return self }
    return String(String.UnicodeScalarView(unicodeScalars.map { $0 == "\u{0}" ? "\u{FFFD}" : $0 }))
  }
}
