import DafuModel

/// Checks the tables of a release against their definitions and against each other, row by row: keys of large tables
/// are compared as sorted streams, those of small ones as sets.
struct TableChecker {
  /// Up to how many rows a table that others refer to is held as a set of its keys.
  static let setLimit = 250_000

  private let contents: [String: TableContent]
  private let space: WorkingSpace
  private let setLimit: Int
  private var lists: [String: FailureList] = [:]
  /// The keys of small tables that others refer to, by `table.column`.
  private var keys: [String: Set<String>] = [:]
  /// What refers to large tables, by `table.column`.
  private var references: [String: ReferenceList] = [:]

  private init(_ contents: [TableContent], space: WorkingSpace, setLimit: Int) {
    self.contents = Dictionary(contents.map { ($0.table.name, $0) }) { first, _ in first }
    self.space = space
    self.setLimit = setLimit
  }

  /// What does not hold, in the order of the tables and rows. Throws only what reading the rows and sorting throws.
  static func failures(
    in contents: [TableContent], space: WorkingSpace, setLimit: Int = TableChecker.setLimit
  ) throws -> [CheckFailure] {
    var checker = TableChecker(contents, space: space, setLimit: setLimit)
    for content in contents {
      for column in content.table.columns {
        if let reference = column.reference { try checker.prepare(reference) }
      }
    }
    for content in contents { try checker.check(content) }
    for (_, list) in checker.references.sorted(by: { TotalOrder.precedes($0.key, $1.key) }) {
      for (table, row, rule, message) in try list.dangling() {
        checker.lists[table, default: FailureList()].add(row: row, rule, message)
      }
    }
    if let (table, failures) = try CountRules.failures(in: checker.contents, space: space) {
      for failure in failures {
        checker.lists[table, default: FailureList()].add(row: failure.row, .count, failure.message)
      }
    }
    return try contents.flatMap { try checker.lists[$0.table.name]?.failures(in: $0) ?? [] }
  }

  private mutating func prepare(_ reference: Column.Reference) throws {
    let name = reference.table + "." + reference.column
    guard keys[name] == nil, references[name] == nil, let content = contents[reference.table],
      let index = content.table.index(of: reference.column)
    else { return }
    guard content.count <= setLimit else {
      references[name] = ReferenceList(reference, target: content, column: index, space: space)
      return
    }
    var found: Set<String> = []
    try content.forEachRow { found.insert($0[index].plainText) }
    keys[name] = found
  }

  private mutating func check(_ content: TableContent) throws {
    let table = content.table
    let keyColumns = table.key.compactMap { table.index(of: $0) }
    let rules = RowRules(table)
    let identities = ExternalSorter(space)
    let columns = table.columns.enumerated().map { index, column in
      CheckedColumn(
        index: index, column: column, categories: Set(column.categories.map(\.value)),
        keys: column.reference.flatMap { keys[$0.table + "." + $0.column] },
        references: column.reference.flatMap { references[$0.table + "." + $0.column] })
    }
    var list = lists[table.name] ?? FailureList()
    var row = 0
    try content.forEachRow { cells in
      row += 1
      func fail(_ rule: CheckFailure.Rule, _ message: String) { list.add(row: row, rule, message) }
      for column in columns { try column.check(cells[column.index], row: row, table: table.name, fail) }
      var key = OrderedKey()
      for index in keyColumns { key.append(cells[index].plainText) }
      var number = OrderedKey()
      number.append(row)
      try identities.add(key: key.bytes, payload: number.bytes)
      rules.check(cells, fail)
    }
    try TableChecker.visitRepetitions(try identities.finish()) { row, first in
      list.add(row: row, .uniqueKey, "row \(first) has the same \(table.key.joined(separator: ", "))")
    }
    lists[table.name] = list
  }

  /// Tells each row whose key an earlier row has, and that row.
  private static func visitRepetitions(_ identities: SortedRecords, _ body: (_ row: Int, _ first: Int) -> Void) throws {
    let stream = try identities.stream()
    var first: SortRecord?
    while let record = try stream.next() {
      if let first, first.key == record.key {
        body(RowNumber.value(record.payload), RowNumber.value(first.payload))
      } else {
        first = record
      }
    }
  }
}

/// Row numbers as the bytes of an ordered key.
enum RowNumber {
  static func value(_ bytes: [UInt8]) -> Int {
    Int(Int64(bitPattern: bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) } ^ (1 << 63)))
  }
}

/// A column and what its cells are held against.
private struct CheckedColumn {
  let index: Int
  let column: Column
  let categories: Set<String>
  let keys: Set<String>?
  let references: ReferenceList?

  func check(
    _ cell: Cell, row: Int, table: String, _ fail: (CheckFailure.Rule, String) -> Void
  ) throws {
    switch cell {
    case .empty:
      if column.isRequired { fail(.required, "\(column.name) is empty") }
    case .text(let text):
      guard column.kind == .text else { return fail(.type, "\(column.name) `\(text)` is no \(column.kind.rawValue)") }
      if let syntax = column.syntax, !syntax.matches(text) {
        fail(.syntax, "\(column.name) `\(text)` does not match \(syntax.pattern)")
      }
      if !categories.isEmpty, !categories.contains(text) {
        fail(.category, "\(column.name) `\(text)` is none of \(column.categories.map(\.value).joined(separator: ", "))")
      }
      if let reference = column.reference { try check(text, refersTo: reference, row: row, table: table, fail) }
    case .integer(let integer):
      if column.minimum != nil || column.maximum != nil { checkBounds(ExactDecimal(integer), fail) }
    case .number(let number): checkBounds(number, fail)
    case .date: break
    }
  }

  private func check(
    _ text: String, refersTo reference: Column.Reference, row: Int, table: String,
    _ fail: (CheckFailure.Rule, String) -> Void
  ) throws {
    let isJoint = reference.isJoint && text.utf8.contains(UInt8(ascii: "+"))
    for part in isJoint ? text.split(separator: "+").map(String.init) : [text] {
      if let references {
        try references.add(part, from: table, column: column.name, row: row)
      } else if let keys {
        if !keys.contains(part) {
          fail(.reference, "\(column.name) `\(part)` is no \(reference.column) of \(reference.table)")
        }
      } else {
        return fail(.reference, "\(column.name) refers to \(reference.table), which is not there")
      }
    }
  }

  private func checkBounds(_ number: ExactDecimal, _ fail: (CheckFailure.Rule, String) -> Void) {
    if let minimum = column.minimum, number < ExactDecimal(minimum) {
      fail(.bounds, "\(column.name) \(number) is below \(minimum)")
    }
    if let maximum = column.maximum, number > ExactDecimal(maximum) {
      fail(.bounds, "\(column.name) \(number) is above \(maximum)")
    }
  }
}
