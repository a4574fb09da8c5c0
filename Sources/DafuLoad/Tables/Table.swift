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

/// A column and how a row fills it.
struct BoundColumn<Row>: Sendable {
  let column: Column
  let cell: @Sendable (Row) -> Cell

  init(_ column: Column, _ cell: @escaping @Sendable (Row) -> Cell) {
    self.column = column
    self.cell = cell
  }
}

/// A table and how its rows are made from values of one type.
struct TableDefinition<Row: Sendable>: Sendable {
  let table: Table
  let cells: [@Sendable (Row) -> Cell]

  init(
    name: String, chinese: String, english: String, key: [String], formats: Set<ReleaseFormat> = [],
    columns: [BoundColumn<Row>]
  ) {
    table = Table(
      name: name, chinese: chinese, english: english, key: key, columns: columns.map(\.column), formats: formats)
    cells = columns.map(\.cell)
  }

  /// The cells of one row.
  func row(of value: Row) -> [Cell] { cells.map { $0(value) } }

  /// The table filled with rows, in the order given.
  func filled(with rows: [Row]) -> TableContent {
    let cells = self.cells
    return TableContent(table: table, count: rows.count) { body in
      for row in rows { try body(cells.map { $0(row) }) }
    }
  }
}

/// A table's rows, visited one by one in the table's order. Nothing here asks that they all be in memory.
public struct TableContent: Sendable {
  /// The table.
  public let table: Table
  /// How many rows there are.
  public let count: Int
  private let visit: @Sendable (_ body: ([Cell]) throws -> Void) throws -> Void

  /// Creates content from a function that hands each row to its argument.
  public init(
    table: Table, count: Int, visit: @escaping @Sendable (_ body: ([Cell]) throws -> Void) throws -> Void
  ) {
    self.table = table
    self.count = count
    self.visit = visit
  }

  /// Creates content from sorted records whose payload is a row.
  init(table: Table, records: SortedRecords) {
    self.init(table: table, count: records.count) { body in
      let stream = try records.stream()
      while let record = try stream.next() {
        var reader = RecordReader(record.payload)
        try body(try reader.row(table.columns.count))
      }
    }
  }

  /// Visits every row; a row has one cell a column.
  public func forEachRow(_ body: ([Cell]) throws -> Void) throws { try visit(body) }
}
