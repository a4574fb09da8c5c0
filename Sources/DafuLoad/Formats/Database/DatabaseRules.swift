import GRDB

/// `dataset.sqlite` against the rows of the CSV files, one by one, read from both at once.
enum DatabaseRules {
  private static let file = DatabasePart.fileName

  /// What does not hold; nothing where the release has no database. Throws what reading the rows throws.
  static func failures(in path: String, contents: [TableContent]) throws -> [CheckFailure] {
    let location = path + "/" + file
    guard try FileSystem.kind(of: location) == .file else { return [] }
    var failures: [CheckFailure] = []
    do {
      var configuration = Configuration()
      configuration.readonly = true
      let queue = try DatabaseQueue(path: location, configuration: configuration)
      try queue.unsafeRead { database in
        for row in try String.fetchAll(database, sql: "PRAGMA integrity_check(10)") where row != "ok" {
          failures.append(CheckFailure(table: file, rule: .structure, message: row))
        }
        if let broken = try Row.fetchOne(database, sql: "PRAGMA foreign_key_check") {
          failures.append(
            CheckFailure(table: file, rule: .reference, message: "a reference leads nowhere: \(broken)"))
        }
        let schema = DatabaseSchema(tables: ReleaseTables.all)
        for content in contents {
          if let failure = try difference(of: content, in: database, schema: schema) { failures.append(failure) }
        }
      }
    } catch let error as DatabaseError {
      failures.append(
        CheckFailure(table: file, rule: .structure, message: "it cannot be read: \(error.message ?? "\(error)")"))
    }
    return failures
  }

  /// The first row that the database does not have as the CSV file has it.
  private static func difference(
    of content: TableContent, in database: Database, schema: DatabaseSchema
  ) throws -> CheckFailure? {
    let table = content.table
    let fields = schema.fields(of: table)
    let columns = fields.map { "\"\($0.name)\"" }.joined(separator: ", ")
    // Rows were inserted in the order of the table.
    let rows = try Row.fetchCursor(database, sql: "SELECT \(columns) FROM \"\(table.name)\" ORDER BY rowid")
    var number = 0
    var failure: CheckFailure?
    func fail(_ message: String) {
      failure = CheckFailure(table: file, row: number, key: "table=\(table.name)", rule: .sameContent, message: message)
    }
    try content.forEachRow { cells in
      number += 1
      guard failure == nil else { return }
      guard let row = try rows.next() else { return fail("the table \(table.name) has no such row") }
      for (index, field) in fields.enumerated() where row[index] as DatabaseValue != field.value(of: cells) {
        return fail("\(field.name) of \(table.name) is `\(row[index] as DatabaseValue)`, the CSV has another")
      }
    }
    if failure == nil, try rows.next() != nil {
      number += 1
      fail("the table \(table.name) has more rows than the CSV")
    }
    return failure
  }
}
