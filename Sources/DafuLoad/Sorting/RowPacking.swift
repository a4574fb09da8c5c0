import DafuModel
import Glibc

/// Which codes of an observation were empty and stand in its row as `_U` or `_Z`.
struct CompletedCodes: OptionSet, Sendable {
  let rawValue: UInt8

  static let agency = CompletedCodes(rawValue: 1)
  static let instrument = CompletedCodes(rawValue: 2)
  static let metric = CompletedCodes(rawValue: 4)
  static let unit = CompletedCodes(rawValue: 8)
  static let refArea = CompletedCodes(rawValue: 16)

  init(rawValue: UInt8) { self.rawValue = rawValue }

  init(_ observation: Observation) {
    var completed: CompletedCodes = []
    if observation.agency.isEmpty { completed.insert(.agency) }
    if observation.instrument.isEmpty { completed.insert(.instrument) }
    if observation.metric.isEmpty { completed.insert(.metric) }
    if observation.unit.isEmpty { completed.insert(.unit) }
    if observation.refArea.isEmpty { completed.insert(.refArea) }
    self = completed
  }
}

/// The rows of one document's observations behind one another, without what each has in common with the one before:
/// most of a document's figures share agency, area, headings and often the sentence.
///
/// A row is a byte with the care of its texts, one with `CompletedCodes`, a bit for each cell that is another than that
/// of the row before (the lowest byte first), then for each of these its size (seven bits a byte, the lowest first) and
/// its bytes.
enum RowPacking {
  /// How many cells a row has.
  static let columns = ObservationsTable.definition.table.columns.count
  /// The bytes before the cells.
  static let headSize = 2 + (columns + 7) / 8
  /// A bit for each cell.
  static let allChanges: UInt64 = columns < 64 ? 1 << UInt64(columns) - 1 : .max

  /// Appends the rows of observations.
  static func append(_ observations: [Observation], to writer: inout RecordWriter) {
    var packed = PackedRowWriter(ByteArena(capacity: 256 * observations.count))
    observations.withUnsafeBufferPointer { observations in
      for number in observations.indices {
        packed.begin(CompletedCodes(observations[number]), isFirst: number == 0)
        ObservationsTable.append(observations[number], after: observations[max(0, number - 1)], to: &packed)
        packed.finish()
      }
    }
    writer.append(raw: packed.arena.bytes)
  }
}

/// Writes of a row what is not in the row before.
struct PackedRowWriter: CellWriter {
  /// Where the rows go.
  let arena: ByteArena
  private var start = 0
  private var column: UInt64 = 0
  private var isFirst = true
  private var changes: UInt64 = 0
  /// A bit for each cell that needs care.
  private var csv: UInt64 = 0
  private var json: UInt64 = 0

  init(_ arena: ByteArena) { self.arena = arena }

  /// Begins a row; all cells of the first one are written.
  mutating func begin(_ completed: CompletedCodes, isFirst: Bool) {
    start = arena.count
    (column, changes) = (0, 0)
    self.isFirst = isFirst
    arena.appendZeros(RowPacking.headSize)
    arena.store(byte: completed.rawValue, at: start + 1)
  }

  /// Ends the row.
  mutating func finish() {
    var care = TextCare()
    if csv != 0 { care.insert(.csv) }
    if json != 0 { care.insert(.json) }
    arena.store(byte: UInt8(truncatingIfNeeded: care.rawValue), at: start)
    var rest = changes
    for place in (start + 2)..<(start + RowPacking.headSize) {
      arena.store(byte: UInt8(truncatingIfNeeded: rest), at: place)
      rest >>= 8
    }
  }

  /// Goes to the next cell; false where it is as in the row before and need not be written.
  @inline(__always)
  private mutating func isWritten(_ isSame: Bool) -> Bool {
    let bit: UInt64 = 1 << column
    column += 1
    guard isFirst || !isSame else { return false }
    changes |= bit
    return true
  }

  @inline(__always)
  private func append(_ cell: UnsafeRawBufferPointer) {
    var size = cell.count
    while size >= 0x80 {
      arena.append(UInt8(truncatingIfNeeded: size) | 0x80)
      size >>= 7
    }
    arena.append(UInt8(truncatingIfNeeded: size))
    arena.append(copying: cell)
  }

  @inline(__always)
  mutating func text(_ text: String, before: String) {
    guard isWritten(SameText.areSame(text, before)) else { return }
    var text = text
    text.withUTF8 { utf8 in
      let cell = UnsafeRawBufferPointer(utf8)
      append(cell)
      note(.of(cell))
    }
  }

  /// Keeps which care the cell just written needs.
  @inline(__always)
  private mutating func note(_ care: TextCare) {
    let bit: UInt64 = 1 << (column - 1)
    csv = care.contains(.csv) ? csv | bit : csv & ~bit
    json = care.contains(.json) ? json | bit : json & ~bit
  }

  @inline(__always)
  mutating func text(_ text: String, orElse other: String, before: String) {
    self.text(text.isEmpty ? other : text, before: before.isEmpty ? other : before)
  }

  @inline(__always)
  mutating func word<Word: RawRepresentable<String> & Equatable>(_ word: Word, before: Word) {
    guard isWritten(areSame(word, before)) else { return }
    var text = word.rawValue
    text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
  }

  /// Without the raw values, by which two of the kind would be compared otherwise.
  @inline(__always)
  private func areSame<Value: Equatable>(_ left: Value, _ right: Value) -> Bool { left == right }

  @inline(__always)
  mutating func integer(_ integer: Int, before: Int) {
    if isWritten(integer == before) { sized { PlainText.append(integer, to: $0) } }
  }

  @inline(__always)
  mutating func number(_ number: ExactDecimal, before: ExactDecimal) {
    if isWritten(number.isWritten(as: before)) { sized { PlainText.append(number, to: $0) } }
  }

  @inline(__always)
  mutating func date(_ date: CivilDate, before: CivilDate) {
    if isWritten(date == before) { sized { PlainText.append(date, to: $0) } }
  }

  /// Appends what `write` appends, its size before it.
  @inline(__always)
  private func sized(_ write: (ByteArena) -> Void) {
    let place = arena.count
    arena.append(0)
    write(arena)
    let size = arena.count - place - 1
    guard size >= 0x80 else { return arena.store(byte: UInt8(truncatingIfNeeded: size), at: place) }
    // No number of a reply is as long.
    let cell = Array(arena.range(place + 1, arena.count))
    arena.cut(to: place)
    cell.withUnsafeBytes { append($0) }
  }
}

extension ExactDecimal {
  /// Whether both are the same digits at the same place.
  @inline(__always)
  fileprivate func isWritten(as other: ExactDecimal) -> Bool {
    significand == other.significand && exponent == other.exponent
  }
}

/// Compares texts by their bytes.
private enum SameText {
  /// Whether two texts are the same bytes; that they are one text in memory, as neighbours' mostly are, is seen first.
  @inline(__always)
  static func areSame(_ left: String, _ right: String) -> Bool {
    unsafeBitCast(left, to: (UInt64, UInt64).self) == unsafeBitCast(right, to: (UInt64, UInt64).self)
      || areSameBytes(left, right)
  }

  @inline(never)
  private static func areSameBytes(_ left: String, _ right: String) -> Bool {
    guard left.utf8.count == right.utf8.count else { return false }
    var (left, right) = (left, right)
    return left.withUTF8 { left in
      right.withUTF8 { UnsafeRawBufferPointer(left).isSame(as: UnsafeRawBufferPointer($0)) }
    }
  }
}

/// The packed rows of one document's observations.
struct PackedRows {
  /// How many there are.
  let count: Int
  /// What `RowPacking` appended.
  let bytes: UnsafeRawBufferPointer

  /// Visits the rows; `completed` says which of their codes were empty. Throws `DamagedRecord` where the bytes are none.
  func forEach(_ body: (_ row: TableRow, _ completed: CompletedCodes) throws -> Void) throws {
    let (columns, headSize, all) = (RowPacking.columns, RowPacking.headSize, RowPacking.allChanges)
    let arenas = (ByteArena(), ByteArena())
    var previous: TableRow?
    var place = 0
    for number in 0..<max(0, count) {
      guard place + headSize <= bytes.count else { throw DamagedRecord() }
      let care = TextCare(rawValue: UInt32(bytes[place]))
      let completed = CompletedCodes(rawValue: bytes[place + 1])
      var changes: UInt64 = 0
      for offset in (2..<headSize).reversed() { changes = changes << 8 | UInt64(bytes[place + offset]) }
      guard changes & ~all == 0, previous != nil || changes == all else { throw DamagedRecord() }
      place += headSize
      let arena = number & 1 == 0 ? arenas.0 : arenas.1
      arena.removeAll()
      let room = RowSpace.size(columns: columns, text: (previous?.text.count ?? 0) + bytes.count - place)
      try arena.append(room: room) { space in
        var row = try RowSpace(space, columns: columns)
        row.care = care
        var column = 0
        while column < columns {
          let same = min((changes >> UInt64(column)).trailingZeroBitCount, columns - column)
          if same > 0, let previous {
            row.cells(of: previous, column, same)
            column += same
          } else {
            guard let size = PackedRows.size(in: bytes, &place), size <= bytes.count - place else {
              throw DamagedRecord()
            }
            row.cell(bytes.slice(place, place + size))
            place += size
            column += 1
          }
        }
        return row.finish()
      }
      let row = TableRow(arena.bytes, count: columns, changes: changes)
      try body(row, completed)
      previous = row
    }
    guard place == bytes.count else { throw DamagedRecord() }
  }

  @inline(__always)
  private static func size(in bytes: UnsafeRawBufferPointer, _ place: inout Int) -> Int? {
    var value = 0
    var shift = 0
    while place < bytes.count, shift < 56 {
      let byte = bytes[place]
      place += 1
      value |= Int(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    return nil
  }
}
