import DafuModel
import Synchronization

/// Tells quickly that tables are sound: each row is looked at once, as bytes, and what was found right of a value is
/// not asked again. It never takes unsound tables for sound; where it says no, `TableChecker` finds out what is wrong.
///
/// Any number of threads may look at tables, each at one. A table is looked at when those that it refers to have been.
final class SoundTables: Sendable {
  /// What columns refer to, as `table.column`.
  private static let targetNames = Set(
    ReleaseTables.all.flatMap { $0.columns.compactMap(\.reference) }.map { $0.table + "." + $0.column })

  private let space: WorkingSpace
  private let setLimit: Int
  private let state = Mutex(State())

  private struct State {
    /// Whether all rows so far are right by themselves.
    var areSound = true
    /// The keys that others refer to, by `table.column`.
    var targets: [String: DigestIndex] = [:]
    /// How many observations each document has: by their rows, and by what it says.
    var counted: CountDigest?
    var stated: CountDigest?
  }

  init(space: WorkingSpace, setLimit: Int = TableChecker.setLimit) { (self.space, self.setLimit) = (space, setLimit) }

  /// Looks at the rows of a table. Throws what reading them throws.
  func look(at content: TableContent) throws {
    let (areSound, known) = state.withLock { ($0.areSound, $0.targets) }
    guard areSound else { return }
    let table = content.table
    let name = table.name + "." + (table.key.first ?? "")
    let isTarget = table.key.count == 1 && SoundTables.targetNames.contains(name)
    let keys = DigestIndex(count: content.count, limit: setLimit, space: space)
    let keyColumns = table.key.compactMap { table.index(of: $0) }
    let key = ByteArena()
    func addKey(of row: TableRow) throws {
      if isTarget { return try keys.add(row[keyColumns[0]]) }
      key.removeAll()
      for column in keyColumns { OrderedKey.append(row[column], to: key) }
      try keys.add(key.bytes)
    }
    var targets = known
    // What a table says of itself may stand further down.
    let refersToItself = table.columns.contains { $0.reference?.table == table.name }
    if refersToItself {
      try content.forEach(addKey)
      targets[name] = keys
    }
    let cells = SoundCells(table, targets)
    let rules = SoundRows(table)
    let counts = DocumentCounts(table)
    var isSound = true
    try content.forEach { row in
      guard isSound else { return }
      isSound = try cells.hold(row) && rules.hold(row)
      guard isSound else { return }
      if !refersToItself { try addKey(of: row) }
      counts.note(row)
    }
    // Others may refer to a key until the end; any other is known to be unique now.
    if isSound, !isTarget { isSound = try keys.holds() }
    let (counted, stated) = counts.finish()
    state.withLock { state in
      if !isSound { state.areSound = false }
      if isTarget { state.targets[name] = keys }
      if let counted { state.counted = counted }
      if let stated { state.stated = stated }
    }
  }

  /// Whether everything that `TableChecker` asks holds of the tables looked at; call once, at the end.
  func hold() throws -> Bool {
    let (areSound, targets) = state.withLock { ($0.areSound, $0.targets) }
    guard areSound else { return false }
    // All keys that are referred to must be unique: each is the key of its table.
    for (_, index) in targets where try !index.holds() { return false }
    return state.withLock { state in
      guard let counted = state.counted, let stated = state.stated else { return true }
      return counted == stated
    }
  }
}

/// A digest of how many observations each document has, whatever the order of the documents: other numbers, or other
/// documents, have another one, but for one case in 2^128.
private struct CountDigest: Equatable {
  private var high: UInt64 = 0
  private var low: UInt64 = 0

  /// Adds a document. One without observations adds nothing: no row of theirs says that it is there.
  mutating func add(_ document: UnsafeRawBufferPointer, count: Int) {
    guard count != 0 else { return }
    let digest = Digest(document)
    let pair = (digest.high, digest.low, Int64(count))
    let sum = withUnsafeBytes(of: pair) { Digest($0) }
    (high, low) = (high &+ sum.high, low &+ sum.low)
  }
}

/// How many observations documents have, as a table's rows say: those of `observations` one by one, those of
/// `documents` in a column.
private final class DocumentCounts {
  private let owner: Int?
  private let document: Int?
  private let number: Int?
  private var digest = CountDigest()
  /// Observations of one document stand together.
  private let current = ByteArena()
  private var count = 0

  init(_ table: Table) {
    owner = table.name == ObservationsTable.name ? table.index(of: "document_id") : nil
    document = table.name == DocumentsTable.name ? table.index(of: "document_id") : nil
    number = table.index(of: "n_observations")
  }

  func note(_ row: TableRow) {
    if let document, let number {
      // What is no number is told by the check of its column.
      digest.add(row[document], count: PlainText.integer(row[number]) ?? -1)
    }
    guard let owner else { return }
    if !current.bytes.isSame(as: row[owner]) {
      endDocument()
      current.removeAll()
      current.append(row[owner])
    }
    count += 1
  }

  private func endDocument() {
    if count > 0 { digest.add(current.bytes, count: count) }
    count = 0
  }

  /// The numbers of observations: counted, of a table that has them, and stated, of one that says them.
  func finish() -> (counted: CountDigest?, stated: CountDigest?) {
    endDocument()
    return (owner == nil ? nil : digest, document == nil ? nil : digest)
  }
}
