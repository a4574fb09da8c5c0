/// Compares one table of two releases by a merge join of its sorted CSV files.
struct TableComparison {
  private let before: CSVGroups
  private let after: CSVGroups
  private let beforeHeader: [String]
  private let afterHeader: [String]
  private let table: Table
  private let rowKey: [String]
  private let limit: Int

  /// Throws `ReleaseComparisonError` where a key column is missing.
  init(_ table: Table, before: CSVRecords, after: CSVRecords, limit: Int) throws {
    // Observations stand in the order of documents and places; a figure is the same where its identifier is, so
    // the rows of one document are compared as a group.
    let groupKey = table.name == ObservationsTable.name ? ["document_id"] : table.key
    self.table = table
    self.limit = limit
    rowKey = table.key
    (beforeHeader, afterHeader) = (before.header, after.header)
    for (side, header) in [("earlier", before.header), ("later", after.header)] {
      let missing = (groupKey + table.key).filter { !header.contains($0) }
      guard missing.isEmpty else {
        throw ReleaseComparisonError(
          message: "\(table.name).csv of the \(side) release has no column \(missing.joined(separator: ", "))")
      }
    }
    func groups(_ records: CSVRecords, _ side: String) -> CSVGroups {
      let keys = groupKey.compactMap { name in
        records.header.firstIndex(of: name).map { index in
          (index: index, isNumber: table.index(of: name).map { table.columns[$0].kind == .integer } ?? false)
        }
      }
      return CSVGroups(records: records, keys: keys, place: "\(table.name).csv of the \(side) release")
    }
    self.before = groups(before, "earlier")
    self.after = groups(after, "later")
  }

  /// The differences, and the discovered codes that only the earlier release has.
  func compare() throws -> (ReleaseChanges.Table, abandoned: [(code: String, name: String)]) {
    var result = ReleaseChanges.Table(name: table.name)
    result.columnsAdded = afterHeader.filter { !beforeHeader.contains($0) }
    result.columnsRemoved = beforeHeader.filter { !afterHeader.contains($0) }
    var abandoned: [(code: String, name: String)] = []
    let pairing = Pairing(self)
    var left = try before.next()
    var right = try after.next()
    while left != nil || right != nil {
      var earlier: [CSVRecord] = []
      var later: [CSVRecord] = []
      if let one = left, let other = right {
        let order = one.key.compare(other.key)
        if order <= 0 { earlier = one.records }
        if order >= 0 { later = other.records }
      } else {
        earlier = left?.records ?? []
        later = right?.records ?? []
      }
      result.rowsBefore += earlier.count
      result.rowsAfter += later.count
      if earlier != later || beforeHeader != afterHeader {
        pairing.compare(earlier, later) { row, isDiscovered in
          let count = result.counts[row.kind, default: 0]
          result.counts[row.kind] = count + 1
          if row.differences.contains(where: { $0.column == "value" || $0.column == "comparator" }) {
            result.valuesChanged += 1
          }
          if count < limit { result.rows.append(row) }
          if row.kind == .removed, isDiscovered { abandoned.append((row.value("code"), row.value("name"))) }
        }
      }
      if !earlier.isEmpty { left = try before.next() }
      if !later.isEmpty { right = try after.next() }
    }
    return (result, abandoned)
  }

  /// Pairs the rows of one group and says what became of each.
  private struct Pairing {
    /// Columns that tell a reader what a row is, beside its key.
    private static let describing: Set<String> = [
      "document_id", "year", "instrument_name", "agency_name", "metric_name", "subject", "measure", "value",
      "comparator", "unit", "value_text", "title", "path", "reason", "name", "status",
    ]
    private let beforeKeys: [Int]
    private let afterKeys: [Int]
    private let beforeFields: [(name: String, index: Int)]
    private let afterFields: [(name: String, index: Int)]
    private let common: [(name: String, before: Int, after: Int)]
    private let status: Int?

    init(_ comparison: TableComparison) {
      let (old, new) = (comparison.beforeHeader, comparison.afterHeader)
      func places(_ names: [String], _ header: [String]) -> [Int] { names.compactMap { header.firstIndex(of: $0) } }
      func fields(_ header: [String]) -> [(name: String, index: Int)] {
        header.enumerated()
          .filter { comparison.rowKey.contains($0.element) || Pairing.describing.contains($0.element) }
          .map { ($0.element, $0.offset) }
      }
      beforeKeys = places(comparison.rowKey, old)
      afterKeys = places(comparison.rowKey, new)
      beforeFields = fields(old)
      afterFields = fields(new)
      common = new.enumerated().compactMap { index, name in old.firstIndex(of: name).map { (name, $0, index) } }
      let isCodelist = comparison.rowKey == ["code"]
      status = isCodelist ? old.firstIndex(of: "status") : nil
    }

    func compare(
      _ earlier: [CSVRecord], _ later: [CSVRecord], _ body: (ReleaseChanges.Row, _ isDiscovered: Bool) -> Void
    ) {
      var rest: [[String]: CSVRecord] = [:]
      for record in later { rest[afterKeys.map(record.text)] = record }
      for record in earlier {
        guard let counterpart = rest.removeValue(forKey: beforeKeys.map(record.text)) else {
          body(row(.removed, record, beforeFields), status.map { record.text($0) == "discovered" } ?? false)
          continue
        }
        let differences = common.compactMap { name, before, after -> ReleaseChanges.Row.Difference? in
          guard record.field(before) != counterpart.field(after) else { return nil }
          return .init(column: name, before: record.text(before), after: counterpart.text(after))
        }
        if !differences.isEmpty { body(row(.changed, counterpart, afterFields, differences), false) }
      }
      for record in later where rest.removeValue(forKey: afterKeys.map(record.text)) != nil {
        body(row(.added, record, afterFields), false)
      }
    }

    private func row(
      _ kind: ReleaseChanges.Row.Kind, _ record: CSVRecord, _ fields: [(name: String, index: Int)],
      _ differences: [ReleaseChanges.Row.Difference] = []
    ) -> ReleaseChanges.Row {
      ReleaseChanges.Row(
        kind: kind,
        fields: fields.compactMap { name, index in
          let value = record.text(index)
          return value.isEmpty ? nil : (name, value)
        }, differences: differences)
    }
  }
}

/// Hands the records of a sorted CSV file group by group: records of one key.
final class CSVGroups {
  /// A key in the order of the tables: whole numbers by value, texts by their bytes.
  struct Key {
    private let parts: [(number: Int?, text: String)]

    init(_ record: CSVRecord, _ keys: [(index: Int, isNumber: Bool)]) {
      parts = keys.map { index, isNumber in
        let text = record.text(index)
        return (isNumber ? Int(text) : nil, text)
      }
    }

    /// Below, at or above zero as this key comes before, is or comes after the other.
    func compare(_ other: Key) -> Int {
      for (one, another) in zip(parts, other.parts) {
        if let left = one.number, let right = another.number {
          if left != right { return left < right ? -1 : 1 }
        } else {
          if TotalOrder.precedes(one.text, another.text) { return -1 }
          if TotalOrder.precedes(another.text, one.text) { return 1 }
        }
      }
      return 0
    }
  }

  private let records: CSVRecords
  private let keys: [(index: Int, isNumber: Bool)]
  private let place: String
  private var pending: (key: Key, record: CSVRecord)?
  private var hasBegun = false

  init(records: CSVRecords, keys: [(index: Int, isNumber: Bool)], place: String) {
    self.records = records
    self.keys = keys
    self.place = place
  }

  private func advance() throws {
    pending = try records.next().map { (Key($0, keys), $0) }
    if let pending, pending.record.count != records.header.count {
      throw ReleaseComparisonError(message: "\(place) has a row of \(pending.record.count) fields")
    }
  }

  /// The next group. Throws `ReleaseComparisonError` where the groups are not in order.
  func next() throws -> (key: Key, records: [CSVRecord])? {
    if !hasBegun {
      hasBegun = true
      try advance()
    }
    guard let first = pending else { return nil }
    var group = [first.record]
    while true {
      try advance()
      guard let pending else { break }
      let order = first.key.compare(pending.key)
      if order < 0 { break }
      guard order == 0 else { throw ReleaseComparisonError(message: "\(place) is not in the order of its key") }
      group.append(pending.record)
    }
    return (first.key, group)
  }
}
