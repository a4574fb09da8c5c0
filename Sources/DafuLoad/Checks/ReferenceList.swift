/// What refers to the key of a table too large for a set: both sides are sorted and read side by side.
final class ReferenceList {
  private let reference: Column.Reference
  private let target: TableContent
  private let column: Int
  private let space: WorkingSpace
  private let sorter: ExternalSorter

  init(_ reference: Column.Reference, target: TableContent, column: Int, space: WorkingSpace) {
    self.reference = reference
    self.target = target
    self.column = column
    self.space = space
    sorter = ExternalSorter(space)
  }

  func add(_ text: String, from table: String, column: String, row: Int) throws {
    var key = OrderedKey()
    key.append(text)
    var place = RecordWriter()
    place.append(table)
    place.append(column)
    place.append(row)
    place.append(text)
    try sorter.add(key: key.bytes, payload: place.bytes)
  }

  /// The references that lead nowhere; call once.
  func dangling() throws -> [(table: String, row: Int, rule: CheckFailure.Rule, message: String)] {
    let targets = ExternalSorter(space)
    try target.forEachRow { cells in
      var key = OrderedKey()
      key.append(cells[column].plainText)
      try targets.add(key: key.bytes, payload: [])
    }
    let known = try targets.finish().stream()
    let referring = try sorter.finish().stream()
    var found: [(table: String, row: Int, rule: CheckFailure.Rule, message: String)] = []
    var next = try known.next()
    while let record = try referring.next() {
      while let key = next?.key, OrderedKey.compare(key, record.key) < 0 { next = try known.next() }
      if next?.key == record.key { continue }
      var place = RecordReader(record.payload)
      let (table, name, row) = (try place.text(), try place.text(), try place.integer())
      found.append(
        (
          table, row, .reference, "\(name) `\(try place.text())` is no \(reference.column) of \(reference.table)"
        ))
      // The list of failures holds no more either.
      if found.count > FailureList.limit { break }
    }
    return found
  }
}
