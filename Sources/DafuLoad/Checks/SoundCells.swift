import DafuModel

/// Whether the cells of a table's rows are what their columns say, row by row.
///
/// Most cells are that of the row before, and nearly all others have been met.
final class SoundCells {
  /// What is asked of the cells of a column.
  private enum Test {
    /// Nothing but that they are there where the column is required.
    case presence
    /// Everything that the column says.
    case all(SoundColumn)
  }

  private let tests: [Test]
  private let isRequired: [Bool]
  /// A bit for each column that something is asked of.
  private let asked: UInt64
  /// The row before.
  private let previous = ByteArena()

  init(_ table: Table, _ targets: [String: DigestIndex]) {
    isRequired = table.columns.map(\.isRequired)
    tests = table.columns.map { column in
      let isOpen =
        column.kind == .text && column.syntax == nil && column.categories.isEmpty && column.reference == nil
      return isOpen ? .presence : .all(SoundColumn(column, targets))
    }
    asked = zip(tests, isRequired).enumerated().reduce(0) { bits, column in
      if case (.presence, false) = column.element { return bits }
      return bits | 1 << UInt64(column.offset)
    }
  }

  /// Looks at the next row.
  func hold(_ row: TableRow) throws -> Bool {
    if row.changes != TableRow.anyChanges { return try holdChanges(of: row) }
    // Without a row before all of its cells are empty.
    var before = RowCells(TableRow(previous.bytes, count: row.count))
    var cells = RowCells(row)
    let areSound = try tests.withUnsafeBufferPointer { tests in
      for index in tests.indices {
        let (cell, above) = (cells.next(), before.next())
        guard cell.count > 0 else {
          if isRequired[index] { return false }
          continue
        }
        guard case .all(let column) = tests[index] else { continue }
        if above.isSame(as: cell) { continue }
        guard try column.isRight(cell) else { return false }
      }
      return true
    }
    previous.removeAll()
    previous.append(row.bytes)
    return areSound
  }

  /// Looks at the cells that are not known to be those of the row before.
  private func holdChanges(of row: TableRow) throws -> Bool {
    previous.removeAll()
    var rest = row.changes & asked
    return try tests.withUnsafeBufferPointer { tests in
      while rest != 0 {
        let index = rest.trailingZeroBitCount
        rest &= rest - 1
        let cell = row[index]
        guard cell.count > 0 else {
          if isRequired[index] { return false }
          continue
        }
        guard case .all(let column) = tests[index] else { continue }
        guard try column.isRight(cell) else { return false }
      }
      return true
    }
  }
}

/// A column and what has been found right in it.
private final class SoundColumn {
  /// How many right values are remembered.
  private static let limit = 20_000

  private let column: Column
  private let kind: Column.Kind
  private let smallest: Int
  private let largest: Int
  private let isBounded: Bool
  private let target: DigestIndex?
  private let refersToNothing: Bool
  private let right = ByteSet()

  init(_ column: Column, _ targets: [String: DigestIndex]) {
    self.column = column
    kind = column.kind
    (smallest, largest) = (column.minimum ?? .min, column.maximum ?? .max)
    isBounded = column.minimum != nil || column.maximum != nil
    target = column.reference.flatMap { targets[$0.table + "." + $0.column] }
    refersToNothing = column.reference != nil && target == nil
  }

  /// Whether a cell that is not empty is a value of the column.
  func isRight(_ cell: UnsafeRawBufferPointer) throws -> Bool {
    if kind == .integer { return isRightInteger(cell) }
    if kind == .number, !isBounded { return PlainText.isNumber(cell) }
    if right.contains(cell) { return true }
    guard try isRightAtFirst(cell) else { return false }
    if right.count < SoundColumn.limit { _ = right.insert(cell) }
    return true
  }

  private func isRightInteger(_ cell: UnsafeRawBufferPointer) -> Bool {
    guard let integer = PlainText.integer(cell) else { return false }
    return integer >= smallest && integer <= largest
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
struct SoundRows {
  private let columns: RuleColumns

  init(_ table: Table) { columns = RuleColumns(table) }

  func hold(_ row: TableRow) -> Bool {
    if let start = columns.start, let end = columns.end, let valueText = columns.valueText {
      guard let from = PlainText.integer(row[start]), let to = PlainText.integer(row[end]), from < to,
        to - from == row[valueText].count
      else { return false }
    }
    if let year = columns.year, let periodStart = columns.periodStart, let periodEnd = columns.periodEnd {
      guard let from = PlainText.date(row[periodStart]), let to = PlainText.date(row[periodEnd]), from <= to,
        PlainText.integer(row[year]) == to.year
      else { return false }
    }
    if let value = columns.value, let smallest = columns.smallest, let largest = columns.largest {
      if row[value].isSame(as: row[smallest]), row[value].isSame(as: row[largest]) { return true }
      guard let number = PlainText.number(row[value]), let low = PlainText.number(row[smallest]),
        let high = PlainText.number(row[largest]), low <= number, number <= high
      else { return false }
    }
    return true
  }
}
