import DafuModel

/// Checks the tables of a release against their definitions and against each other.
struct TableChecker {
  private(set) var failures: [CheckFailure] = []
  private let contents: [String: TableContent]
  /// The keys of the tables that others refer to, by `table.column`.
  private var keys: [String: Set<String>] = [:]

  private init(_ contents: [TableContent]) {
    self.contents = Dictionary(contents.map { ($0.table.name, $0) }) { first, _ in first }
  }

  /// What does not hold, in the order of the tables and rows. Throws only what reading the rows throws.
  static func failures(in contents: [TableContent]) throws -> [CheckFailure] {
    var checker = TableChecker(contents)
    for content in contents {
      for column in content.table.columns {
        if let reference = column.reference { try checker.collectKeys(of: reference) }
      }
    }
    for content in contents { try checker.check(content) }
    return checker.failures + (try CountRules.failures(in: checker.contents))
  }

  private mutating func collectKeys(of reference: Column.Reference) throws {
    let name = reference.table + "." + reference.column
    guard keys[name] == nil, let content = contents[reference.table],
      let index = content.table.index(of: reference.column)
    else { return }
    var found: Set<String> = []
    try content.forEachRow { found.insert($0[index].plainText) }
    keys[name] = found
  }

  private mutating func check(_ content: TableContent) throws {
    let table = content.table
    let keyColumns = table.key.compactMap { table.index(of: $0) }
    let rules = RowRules(table)
    var seen: [[Cell]: Int] = [:]
    var row = 0
    var found: [CheckFailure] = []
    try content.forEachRow { cells in
      row += 1
      func fail(_ rule: CheckFailure.Rule, _ message: String) {
        let key = keyColumns.prefix(3).map { "\(table.columns[$0].name)=\(cells[$0].plainText)" }
        found.append(
          CheckFailure(
            table: table.name, row: row, key: key.joined(separator: ", "), rule: rule, message: message))
      }
      for (column, cell) in zip(table.columns, cells) { check(cell, of: column, fail) }
      let key = keyColumns.map { cells[$0] }
      if let earlier = seen[key] {
        fail(.uniqueKey, "row \(earlier) has the same \(table.key.joined(separator: ", "))")
      } else {
        seen[key] = row
      }
      rules.check(cells, fail)
    }
    failures += found
  }

  private func check(_ cell: Cell, of column: Column, _ fail: (CheckFailure.Rule, String) -> Void) {
    switch cell {
    case .empty:
      if column.isRequired { fail(.required, "\(column.name) is empty") }
      return
    case .text(let text):
      guard column.kind == .text else { return fail(.type, "\(column.name) `\(text)` is no \(column.kind.rawValue)") }
      if let syntax = column.syntax, !syntax.matches(text) {
        fail(.syntax, "\(column.name) `\(text)` does not match \(syntax.pattern)")
      }
      if !column.categories.isEmpty, !column.categories.contains(where: { $0.value == text }) {
        fail(.category, "\(column.name) `\(text)` is none of \(column.categories.map(\.value).joined(separator: ", "))")
      }
      if let reference = column.reference { check(text, of: column, refersTo: reference, fail) }
    case .integer(let integer): checkBounds(ExactDecimal(integer), column, fail)
    case .number(let number): checkBounds(number, column, fail)
    case .date: break
    }
  }

  private func check(
    _ text: String, of column: Column, refersTo reference: Column.Reference,
    _ fail: (CheckFailure.Rule, String) -> Void
  ) {
    guard let known = keys[reference.table + "." + reference.column] else {
      return fail(.reference, "\(column.name) refers to \(reference.table), which is not there")
    }
    let parts = reference.isJoint ? text.split(separator: "+").map(String.init) : [text]
    for part in parts where !known.contains(part) {
      fail(.reference, "\(column.name) `\(part)` is no \(reference.column) of \(reference.table)")
    }
  }

  private func checkBounds(_ number: ExactDecimal, _ column: Column, _ fail: (CheckFailure.Rule, String) -> Void) {
    if let minimum = column.minimum, number < ExactDecimal(minimum) {
      fail(.bounds, "\(column.name) \(number) is below \(minimum)")
    }
    if let maximum = column.maximum, number > ExactDecimal(maximum) {
      fail(.bounds, "\(column.name) \(number) is above \(maximum)")
    }
  }
}
