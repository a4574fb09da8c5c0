/// One table of a release: its file name, key and columns.
public struct Table: Sendable {
  /// The name of the table and, with an extension, of its files.
  public let name: String
  /// What a row is, in Chinese.
  public let chinese: String
  /// What a row is, in English.
  public let english: String
  /// The columns that identify a row.
  public let key: [String]
  /// The columns in order.
  public let columns: [Column]
  /// The formats beside CSV in which the table is written.
  public let formats: Set<ReleaseFormat>

  /// The place of a column, if the table has it.
  public func index(of column: String) -> Int? { columns.firstIndex { $0.name == column } }
}

/// A column and how a value fills it.
struct BoundColumn<Value>: Sendable {
  let column: Column
  let write: @Sendable (Value, inout RowWriter) -> Void

  init(_ column: Column, _ write: @escaping @Sendable (Value, inout RowWriter) -> Void) {
    self.column = column
    self.write = write
  }
}

/// A table and how its rows are made from values of one type.
struct TableDefinition<Value: Sendable>: Sendable {
  let table: Table
  private let cells: @Sendable (Value, inout RowWriter) -> Void

  /// A table whose rows are written cell by cell, in the order of the columns.
  init(_ table: Table, cells: @escaping @Sendable (Value, inout RowWriter) -> Void) {
    self.table = table
    self.cells = cells
  }

  init(
    name: String, chinese: String, english: String, key: [String], formats: Set<ReleaseFormat> = [],
    columns: [BoundColumn<Value>]
  ) {
    let writers = columns.map(\.write)
    self.init(
      Table(
        name: name, chinese: chinese, english: english, key: key, columns: columns.map(\.column), formats: formats)
    ) { value, row in
      for write in writers { write(value, &row) }
    }
  }

  /// Writes the row of a value.
  func write(_ value: Value, to row: inout RowWriter) -> TableRow {
    row.begin(columns: table.columns.count)
    cells(value, &row)
    return row.finish()
  }

  /// The table filled with rows, in the order given.
  func filled(with values: [Value]) -> TableContent {
    TableContent(
      table: table, count: values.count,
      rows: { body in
        let arena = ByteArena()
        var writer = RowWriter(arena)
        for value in values {
          arena.removeAll()
          try body(write(value, to: &writer))
        }
      })
  }
}

/// A table's rows, visited one by one in the table's order. Nothing here asks that they all be in memory.
public struct TableContent: Sendable {
  /// The table.
  public let table: Table
  /// How many rows there are.
  public let count: Int
  private let visit: @Sendable (_ body: (TableRow) throws -> Void) throws -> Void

  /// Creates content from a function that hands each row to its argument.
  init(
    table: Table, count: Int, rows visit: @escaping @Sendable (_ body: (TableRow) throws -> Void) throws -> Void
  ) {
    self.table = table
    self.count = count
    self.visit = visit
  }

  /// Creates content from a function that hands each row's cells to its argument.
  public init(
    table: Table, count: Int, cells visit: @escaping @Sendable (_ body: ([Cell]) throws -> Void) throws -> Void
  ) {
    self.init(
      table: table, count: count,
      rows: { body in
        let arena = ByteArena()
        var writer = RowWriter(arena)
        try visit { cells in
          arena.removeAll()
          writer.begin(columns: table.columns.count)
          for cell in cells { writer.cell(cell) }
          try body(writer.finish())
        }
      })
  }

  /// Creates content from sorted records whose payload is a row.
  init(table: Table, records: SortedRecords) {
    let columns = table.columns.count
    self.init(
      table: table, count: records.count,
      rows: { body in
        try records.forEach { _, payload in try body(TableRow(payload, count: columns)) }
      })
  }

  /// Visits every row; it is valid during the visit.
  func forEach(_ body: (TableRow) throws -> Void) throws { try visit(body) }

  /// Visits every row's cells, one a column.
  public func forEachRow(_ body: ([Cell]) throws -> Void) throws {
    try visit { try body($0.cells(of: table.columns)) }
  }
}
