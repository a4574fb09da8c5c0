import GRDB

/// How the tables of a release stand in SQLite.
///
/// - A number is two columns: `value`, the nearest REAL, to calculate with, and `value_exact`, the exact decimal as
///   text. Whole numbers up to 2^53 (nine million 亿元 in yuan) are exact in both. REAL and not INTEGER, because
///   `value / 100000000` shall be 亿元 and not its whole part.
/// - A number with both bounds (`confidence`) is short enough to be one REAL.
/// - An empty cell is NULL; in a column that is part of a key anywhere it is an empty text, so that keys compare.
/// - A column that joins several codes (`A+B`) also has a table with one row a code, which has foreign keys.
struct DatabaseSchema {
  let tables: [Table]
  /// Columns of keys that may be empty.
  private let neverNull: Set<String>

  init(tables: [Table]) {
    self.tables = tables
    neverNull = Set(
      tables.flatMap { table in table.columns.filter { !$0.isRequired && table.key.contains($0.name) }.map(\.name) })
  }

  /// One column of a database table: the cell that it shows and how.
  struct Field {
    let name: String
    let index: Int
    let isExactText: Bool
    let isNeverNull: Bool

    func value(of cells: [Cell]) -> DatabaseValue {
      switch cells[index] {
      case .empty: isNeverNull ? "".databaseValue : .null
      case .text(let text): text.withoutNUL.databaseValue
      case .integer(let integer): integer.databaseValue
      case .number(let number):
        isExactText ? number.description.databaseValue : (Double(number.description) ?? .nan).databaseValue
      case .date(let date): date.description.databaseValue
      }
    }
  }

  /// A table with one row for each code of a column that joins several.
  struct Link {
    let name: String
    let owner: Table
    /// The place of the owner's key and of the column that is taken apart.
    let key: Int
    let column: Int
    let reference: Column.Reference
  }

  /// The columns of a table in order.
  func fields(of table: Table) -> [Field] {
    table.columns.enumerated().flatMap { index, column -> [Field] in
      let isNeverNull = neverNull.contains(column.name)
      let field = Field(name: column.name, index: index, isExactText: false, isNeverNull: isNeverNull)
      guard DatabaseSchema.hasExactText(column) else { return [field] }
      return [field, Field(name: column.name + "_exact", index: index, isExactText: true, isNeverNull: isNeverNull)]
    }
  }

  /// Whether a column has another beside it that holds the exact decimal as text.
  static func hasExactText(_ column: Column) -> Bool {
    column.kind == .number && (column.minimum == nil || column.maximum == nil)
  }

  /// The tables that take joint columns apart; only of tables whose key is one column.
  func links(of table: Table) -> [Link] {
    guard table.key.count == 1, let key = table.index(of: table.key[0]) else { return [] }
    return table.columns.enumerated().compactMap { index, column in
      guard let reference = column.reference, reference.isJoint else { return nil }
      return Link(
        name: "\(table.name)_\(reference.table)", owner: table, key: key, column: index, reference: reference)
    }
  }

  /// `INSERT` with a place for each value.
  static func insertion(_ name: String, count: Int) -> String {
    "INSERT INTO \(quoted(name)) VALUES (\(Array(repeating: "?", count: count).joined(separator: ", ")))"
  }

  /// Statements that make the tables.
  var tableStatements: [String] {
    [
      """
      CREATE TABLE release ( -- what this release is
        name TEXT NOT NULL PRIMARY KEY,
        value TEXT NOT NULL
      ) STRICT
      """,
      """
      CREATE TABLE dictionary ( -- every column of every table
        table_name TEXT NOT NULL,
        position INTEGER NOT NULL,
        column_name TEXT NOT NULL,
        type TEXT NOT NULL,
        chinese TEXT NOT NULL,
        english TEXT NOT NULL,
        concept TEXT NOT NULL,
        is_key INTEGER NOT NULL,
        PRIMARY KEY (table_name, column_name)
      ) STRICT
      """,
      """
      CREATE TABLE permitted_values ( -- what the values of coded columns mean
        table_name TEXT NOT NULL,
        column_name TEXT NOT NULL,
        value TEXT NOT NULL,
        chinese TEXT NOT NULL,
        english TEXT NOT NULL,
        PRIMARY KEY (table_name, column_name, value),
        FOREIGN KEY (table_name, column_name) REFERENCES dictionary (table_name, column_name)
      ) STRICT
      """,
    ] + tables.map(tableStatement) + tables.flatMap(links).map(linkStatement)
  }

  private func tableStatement(_ table: Table) -> String {
    var constraints: [String] = []
    var lines: [(text: String, note: String)] = []
    for column in table.columns {
      lines.append((definition(of: column), "\(column.chinese)。\(column.english)"))
      if DatabaseSchema.hasExactText(column) {
        let isNull = column.isRequired ? " NOT NULL" : ""
        lines.append(("\(DatabaseSchema.quoted(column.name + "_exact")) TEXT\(isNull)", "精确值。the exact decimal"))
      }
      if let reference = column.reference, !reference.isJoint {
        constraints.append(
          "FOREIGN KEY (\(DatabaseSchema.quoted(column.name))) REFERENCES \(DatabaseSchema.quoted(reference.table))"
            + " (\(DatabaseSchema.quoted(reference.column)))")
      }
    }
    constraints.insert("PRIMARY KEY (\(table.key.map(DatabaseSchema.quoted).joined(separator: ", ")))", at: 0)
    lines += constraints.map { ($0, "") }
    let body = lines.enumerated().map { index, line in
      "  \(line.text)\(index + 1 < lines.count ? "," : "")\(line.note.isEmpty ? "" : " -- \(line.note)")"
    }
    return "CREATE TABLE \(DatabaseSchema.quoted(table.name)) ( -- \(table.chinese)。\(table.english)\n"
      + body.joined(separator: "\n") + "\n) STRICT"
  }

  private func definition(of column: Column) -> String {
    let name = DatabaseSchema.quoted(column.name)
    var text = name
    switch column.kind {
    case .text, .date: text += " TEXT"
    case .integer: text += " INTEGER"
    case .number: text += " REAL"
    }
    if column.isRequired || neverNull.contains(column.name) { text += " NOT NULL" }
    if !column.categories.isEmpty {
      let values = column.categories.map { "'" + $0.value.replacing("'", with: "''") + "'" }
      text += " CHECK (\(name) IN (\(values.joined(separator: ", "))))"
    }
    switch (column.minimum, column.maximum) {
    case (let minimum?, let maximum?): text += " CHECK (\(name) BETWEEN \(minimum) AND \(maximum))"
    case (let minimum?, nil): text += " CHECK (\(name) >= \(minimum))"
    case (nil, let maximum?): text += " CHECK (\(name) <= \(maximum))"
    case (nil, nil): break
    }
    if column.kind == .date { text += " CHECK (\(name) IS date(\(name)))" }
    return text
  }

  private func linkStatement(_ link: Link) -> String {
    let key = link.owner.key[0]
    return """
      CREATE TABLE \(DatabaseSchema.quoted(link.name)) ( -- \(link.owner.columns[link.column].name) taken apart
        \(DatabaseSchema.quoted(key)) TEXT NOT NULL,
        "position" INTEGER NOT NULL,
        "code" TEXT NOT NULL,
        PRIMARY KEY (\(DatabaseSchema.quoted(key)), "position"),
        FOREIGN KEY (\(DatabaseSchema.quoted(key))) REFERENCES \(DatabaseSchema.quoted(link.owner.name)) \
      (\(DatabaseSchema.quoted(key))),
        FOREIGN KEY ("code") REFERENCES \(DatabaseSchema.quoted(link.reference.table)) \
      (\(DatabaseSchema.quoted(link.reference.column)))
      ) STRICT, WITHOUT ROWID
      """
  }

  /// Statements that make the indexes; run after the rows are in, which is faster and packs the pages.
  var indexStatements: [String] {
    let places = [
      (FinancialMetricsTable.name, ["instrument"]), (FinancialMetricsTable.name, ["agency"]),
      (FinancialMetricsTable.name, ["metric"]), (FinancialMetricsTable.name, ["observation_id"]),
      (ObservationsTable.name, ["document_id"]), (ObservationsTable.name, ["year", "instrument", "agency"]),
      (ObservationsTable.name, ["metric"]), (DocumentsTable.name, ["agency"]),
    ]
    let present = places.filter { place in
      tables.contains { table in table.name == place.0 && place.1.allSatisfy { table.index(of: $0) != nil } }
    }
    return (present + tables.flatMap(links).map { ($0.name, ["code"]) }).map { table, columns in
      "CREATE INDEX \(DatabaseSchema.quoted("\(table)_by_" + columns.joined(separator: "_"))) ON "
        + "\(DatabaseSchema.quoted(table)) (\(columns.map(DatabaseSchema.quoted).joined(separator: ", ")))"
    }
  }

  private static func quoted(_ name: String) -> String { "\"\(name)\"" }
}
