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
    let columns = table.columns.enumerated().map { SoundColumn($1, $0, targets) }
    let rules = SoundRows(table)
    let keyColumns = table.key.compactMap { table.index(of: $0) }
    let isTarget = table.key.count == 1 && targets[table.name + "." + table.key[0]] != nil
    let identities = isTarget ? nil : DigestIndex(count: content.count, limit: setLimit, space: space)
    let key = ByteArena()
    var isSound = true
    try content.forEach { row in
      guard isSound else { return }
      for column in columns where try !column.holds(row[column.index]) {
        isSound = false
        return
      }
      isSound = rules.hold(row)
      guard let identities else { return }
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

/// A column and what has been found right in it.
private final class SoundColumn {
  /// How many right values are remembered.
  private static let limit = 20_000

  let index: Int
  private let column: Column
  private let target: DigestIndex?
  private let refersToNothing: Bool
  private let isOpen: Bool
  private let right = ByteSet()
  private let last = ByteArena()

  init(_ column: Column, _ index: Int, _ targets: [String: DigestIndex]) {
    self.index = index
    self.column = column
    target = column.reference.flatMap { targets[$0.table + "." + $0.column] }
    refersToNothing = column.reference != nil && target == nil
    isOpen = column.kind == .text && column.syntax == nil && column.categories.isEmpty && column.reference == nil
  }

  @inline(__always)
  func holds(_ cell: UnsafeRawBufferPointer) throws -> Bool {
    guard cell.count > 0 else { return !column.isRequired }
    return try isOpen || isRight(cell)
  }

  private func isRight(_ cell: UnsafeRawBufferPointer) throws -> Bool {
    if column.kind == .integer { return isRightInteger(cell) }
    if column.kind == .number, column.minimum == nil, column.maximum == nil { return PlainText.isNumber(cell) }
    if last.bytes.isSame(as: cell) || right.contains(cell) { return true }
    guard try isRightAtFirst(cell) else { return false }
    if right.count < SoundColumn.limit { _ = right.insert(cell) }
    last.removeAll()
    last.append(cell)
    return true
  }

  private func isRightInteger(_ cell: UnsafeRawBufferPointer) -> Bool {
    guard let integer = PlainText.integer(cell) else { return false }
    return integer >= column.minimum ?? .min && integer <= column.maximum ?? .max
  }

  private func isRightAtFirst(_ cell: UnsafeRawBufferPointer) throws -> Bool {
    switch column.kind {
    case .integer: return isRightInteger(cell)
    case .date: return PlainText.date(cell) != nil
    case .number:
      guard let number = PlainText.number(cell) else { return false }
      if let minimum = column.minimum, number < ExactDecimal(minimum) { return false }
      if let maximum = column.maximum, number > ExactDecimal(maximum) { return false }
      return true
    case .text:
      let text = cell.text
      if let syntax = column.syntax, !syntax.matches(text) { return false }
      if !column.categories.isEmpty, !column.categories.contains(where: { $0.value == text }) { return false }
      guard let reference = column.reference else { return true }
      guard let target else { return !refersToNothing }
      guard reference.isJoint, cell.contains(UInt8(ascii: "+")) else {
        return try target.refer(cell)
      }
      return try text.utf8.split(separator: UInt8(ascii: "+")).allSatisfy { part in
        try Array(part).withUnsafeBytes { try target.refer($0) }
      }
    }
  }
}

/// What must hold between the columns of one row (`RowRules`), asked of the bytes.
private struct SoundRows {
  private let start: Int?
  private let end: Int?
  private let valueText: Int?
  private let year: Int?
  private let periodStart: Int?
  private let periodEnd: Int?
  private let value: Int?
  private let smallest: Int?
  private let largest: Int?

  init(_ table: Table) {
    start = table.index(of: "start")
    end = table.index(of: "end")
    valueText = table.index(of: "value_text")
    year = table.index(of: "year")
    periodStart = table.index(of: "period_start")
    periodEnd = table.index(of: "period_end")
    value = table.index(of: "value")
    smallest = table.index(of: "value_min")
    largest = table.index(of: "value_max")
  }

  func hold(_ row: TableRow) -> Bool {
    if let start, let end, let valueText {
      guard let from = PlainText.integer(row[start]), let to = PlainText.integer(row[end]), from < to,
        to - from == row[valueText].count
      else { return false }
    }
    if let year, let periodStart, let periodEnd {
      guard let from = PlainText.date(row[periodStart]), let to = PlainText.date(row[periodEnd]), from <= to,
        PlainText.integer(row[year]) == to.year
      else { return false }
    }
    if let value, let smallest, let largest {
      if row[value].isSame(as: row[smallest]), row[value].isSame(as: row[largest]) { return true }
      guard let number = PlainText.number(row[value]), let low = PlainText.number(row[smallest]),
        let high = PlainText.number(row[largest]), low <= number, number <= high
      else { return false }
    }
    return true
  }
}
