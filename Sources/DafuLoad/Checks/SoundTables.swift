import DafuModel

/// Tells quickly that tables are sound: each row is looked at once, as bytes, and what was found right of a value is
/// not asked again. It never takes unsound tables for sound; where it says no, `TableChecker` finds out what is wrong.
struct SoundTables: Sendable {
  private let contents: [TableContent]
  /// The keys that others refer to, by `table.column`.
  private var targets: [String: DigestIndex] = [:]
  private let space: WorkingSpace
  private let setLimit: Int

  /// Whether everything that `TableChecker` asks holds. Throws what reading the rows throws.
  static func hold(
    _ contents: [TableContent], space: WorkingSpace, setLimit: Int, jobs: Int
  ) throws -> Bool {
    var tables = SoundTables(contents: contents, space: space, setLimit: setLimit)
    return try tables.hold(jobs: jobs)
  }

  private init(contents: [TableContent], space: WorkingSpace, setLimit: Int) {
    self.contents = contents
    self.space = space
    self.setLimit = setLimit
  }

  private mutating func hold(jobs: Int) throws -> Bool {
    let references = contents.flatMap { $0.table.columns.compactMap(\.reference) }
    for reference in references {
      let name = reference.table + "." + reference.column
      guard targets[name] == nil else { continue }
      guard let content = contents.first(where: { $0.table.name == reference.table }),
        let column = content.table.index(of: reference.column)
      else { return false }
      let index = DigestIndex(count: content.count, limit: setLimit, space: space)
      try content.forEach { try index.add($0[column]) }
      targets[name] = index
    }
    let tables = self
    guard
      try Parallel.map(contents, jobs: jobs, weight: { $0.count * $0.table.columns.count }, tables.holds)
        .allSatisfy(\.self)
    else { return false }
    // All keys that are referred to must be unique: each is the key of its table.
    for (_, index) in targets where try !index.holds() { return false }
    return try countsHold()
  }

  private func holds(_ content: TableContent) throws -> Bool {
    let table = content.table
    let cells = SoundCells(table, targets)
    let rules = SoundRows(table)
    let keyColumns = table.key.compactMap { table.index(of: $0) }
    let isTarget = table.key.count == 1 && targets[table.name + "." + table.key[0]] != nil
    let identities = isTarget ? nil : DigestIndex(count: content.count, limit: setLimit, space: space)
    let key = ByteArena()
    var isSound = true
    try content.forEach { row in
      guard isSound else { return }
      isSound = try cells.hold(row) && rules.hold(row)
      guard isSound, let identities else { return }
      key.removeAll()
      for column in keyColumns { OrderedKey.append(row[column], to: key) }
      try identities.add(key.bytes)
    }
    guard isSound else { return false }
    return try identities?.holds() ?? true
  }

  /// Whether documents say how many observations they have; a number a document is held.
  private func countsHold() throws -> Bool {
    func content(_ name: String) -> TableContent? { contents.first { $0.table.name == name } }
    guard let documents = content(DocumentsTable.name), let observations = content(ObservationsTable.name),
      let owner = observations.table.index(of: "document_id"),
      let identifier = documents.table.index(of: "document_id"),
      let stated = documents.table.index(of: "n_observations")
    else { return true }
    var counts: [DigestIndex.Digest: Int32] = [:]
    let current = ByteArena()
    var count: Int32 = 0
    func finish() {
      if count > 0 { counts[DigestIndex.Digest(current.bytes), default: 0] += count }
    }
    try observations.forEach { row in
      if current.bytes.isSame(as: row[owner]) {
        count += 1
      } else {
        finish()
        current.removeAll()
        current.append(row[owner])
        count = 1
      }
    }
    finish()
    var isSound = true
    try documents.forEach { row in
      let found = counts[DigestIndex.Digest(row[identifier])] ?? 0
      if PlainText.integer(row[stated]) != Int(found) { isSound = false }
    }
    return isSound
  }
}
