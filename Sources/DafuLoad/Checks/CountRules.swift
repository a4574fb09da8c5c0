/// What one table counts of another.
enum CountRules {
  /// The documents whose `n_observations` is not the number of their observations.
  static func failures(in contents: [String: TableContent]) throws -> [CheckFailure] {
    guard let documents = contents[DocumentsTable.name], let observations = contents[ObservationsTable.name],
      let owner = observations.table.index(of: "document_id"),
      let identifier = documents.table.index(of: "document_id"),
      let count = documents.table.index(of: "n_observations")
    else { return [] }
    var counts: [Cell: Int] = [:]
    try observations.forEachRow { counts[$0[owner], default: 0] += 1 }
    var failures: [CheckFailure] = []
    var row = 0
    try documents.forEachRow { cells in
      row += 1
      let found = counts[cells[identifier]] ?? 0
      if cells[count] != .integer(found) {
        failures.append(
          CheckFailure(
            table: documents.table.name, row: row, key: "document_id=\(cells[identifier].plainText)", rule: .count,
            message: "n_observations is \(cells[count].plainText), the document has \(found)"))
      }
    }
    return failures
  }
}
