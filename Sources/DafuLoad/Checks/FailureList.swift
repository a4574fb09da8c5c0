/// The failures of one table, gathered row by row. Of very many the first are kept and the others counted, so that a
/// broken table of millions of rows neither fills memory nor the screen.
struct FailureList {
  /// How many failures of a table are listed.
  static let limit = 1000

  /// A failure whose row is not yet identified by its key.
  private struct Pending {
    let row: Int
    let rule: CheckFailure.Rule
    let message: String
  }

  private var pending: [Pending] = []
  private var further: (count: Int, rule: CheckFailure.Rule)?

  mutating func add(row: Int, _ rule: CheckFailure.Rule, _ message: String) {
    guard pending.count < FailureList.limit else {
      further = ((further?.count ?? 0) + 1, further?.rule ?? rule)
      return
    }
    pending.append(Pending(row: row, rule: rule, message: message))
  }

  /// The failures in the order of their rows, each with its row's key.
  func failures(in content: TableContent) throws -> [CheckFailure] {
    guard !pending.isEmpty else { return [] }
    let table = content.table
    let columns = table.key.compactMap { table.index(of: $0) }.prefix(3)
    let wanted = Set(pending.map(\.row))
    var keys: [Int: String] = [:]
    var row = 0
    try content.forEachRow { cells in
      row += 1
      guard wanted.contains(row) else { return }
      keys[row] = columns.map { "\(table.columns[$0].name)=\(cells[$0].plainText)" }.joined(separator: ", ")
    }
    var failures = pending.enumerated()
      .sorted { ($0.element.row, $0.offset) < ($1.element.row, $1.offset) }
      .map { _, failure in
        CheckFailure(
          table: table.name, row: failure.row, key: keys[failure.row] ?? "", rule: failure.rule,
          message: failure.message)
      }
    if let further {
      failures.append(
        CheckFailure(table: table.name, rule: further.rule, message: "… and \(further.count) more failures"))
    }
    return failures
  }
}
