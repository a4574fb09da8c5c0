/// What one table counts of another.
enum CountRules {
  /// The documents whose `n_observations` is not the number of their observations, and the table's name; nil where
  /// the tables are not there.
  static func failures(
    in contents: [String: TableContent], space: WorkingSpace
  ) throws -> (table: String, failures: [(row: Int, message: String)])? {
    guard let documents = contents[DocumentsTable.name], let observations = contents[ObservationsTable.name],
      let owner = observations.table.index(of: "document_id"),
      let identifier = documents.table.index(of: "document_id"),
      let count = documents.table.index(of: "n_observations")
    else { return nil }
    // Observations of one document stand together, so that there are about as many counts as documents.
    let counts = ExternalSorter(space)
    var current: (document: Cell, count: Int)?
    func finish() throws {
      guard let current else { return }
      var number = RecordWriter()
      number.append(current.count)
      try counts.add(key: key(current.document), payload: number.bytes)
    }
    try observations.forEachRow { cells in
      if current?.document == cells[owner] {
        current?.count += 1
      } else {
        try finish()
        current = (cells[owner], 1)
      }
    }
    try finish()

    let stated = ExternalSorter(space)
    var row = 0
    try documents.forEachRow { cells in
      row += 1
      var place = RecordWriter()
      place.append(row)
      place.append(cells[count].plainText)
      try stated.add(key: key(cells[identifier]), payload: place.bytes)
    }

    var failures: [(row: Int, message: String)] = []
    let found = try counts.finish().stream()
    let documentsInOrder = try stated.finish().stream()
    var next = try found.next()
    while let document = try documentsInOrder.next(), failures.count <= FailureList.limit {
      while let key = next?.key, OrderedKey.compare(key, document.key) < 0 { next = try found.next() }
      var number = 0
      while let counted = next, counted.key == document.key {
        var reader = RecordReader(counted.payload)
        number += try reader.integer()
        next = try found.next()
      }
      var place = RecordReader(document.payload)
      let (row, statedCount) = (try place.integer(), try place.text())
      if statedCount != String(number) {
        failures.append((row, "n_observations is \(statedCount), the document has \(number)"))
      }
    }
    return (documents.table.name, failures)
  }

  private static func key(_ cell: Cell) -> [UInt8] {
    var key = OrderedKey()
    key.append(cell.plainText)
    return key.bytes
  }
}
