import DafuModel

/// One row of a table as bytes: the cells in plain characters with commas between, and before them where each ends.
///
/// Four bytes say which care the texts need (`TextCare`), four for each cell where it ends, counted from the first
/// text byte. An empty cell has no bytes. A row that needs no care in CSV is its record without the line end.
///
/// A row is valid as long as the bytes that it looks at.
struct TableRow {
  /// All of it.
  let bytes: UnsafeRawBufferPointer
  /// How many cells it has.
  let count: Int
  /// A bit for each cell, the lowest for the first: whether it may be another than that of the row visited before.
  let changes: UInt64
  /// The `changes` of rows of which nothing is known of that.
  static let anyChanges = UInt64.max

  /// Looks at the bytes of a row that `RowWriter` wrote, or that `init(validating:)` has looked at before.
  @inline(__always)
  init(_ bytes: UnsafeRawBufferPointer, count: Int, changes: UInt64 = TableRow.anyChanges) {
    self.bytes = bytes
    self.count = count
    self.changes = changes
  }

  /// Looks at bytes of a row of a table; nil where they are none.
  init?(validating bytes: UnsafeRawBufferPointer, of table: Table) {
    let count = table.columns.count
    self.init(bytes, count: count)
    guard bytes.count >= 4 + 4 * count, String(validating: text, as: UTF8.self) != nil else { return nil }
    var start = 0
    for column in 0..<count {
      let end = end(column)
      guard end >= start, end <= text.count, column + 1 == count ? end == text.count : end < text.count else {
        return nil
      }
      start = end + 1
    }
    // Commas and care must be as they are written: the writers rely on them.
    var writer = RowWriter(ByteArena())
    writer.begin(columns: count)
    for (column, definition) in table.columns.enumerated() {
      writer.cell(self[column], isText: definition.kind == .text)
    }
    guard writer.finish().bytes.isSame(as: bytes) else { return nil }
  }

  /// The cells with commas between.
  @inline(__always)
  var text: UnsafeRawBufferPointer { bytes.slice(4 + 4 * count, bytes.count) }

  /// What its texts need.
  @inline(__always)
  var care: TextCare { TextCare(rawValue: bytes.number(at: 0)) }

  @inline(__always)
  func end(_ column: Int) -> Int { Int(bytes.number(at: 4 + 4 * column)) }

  /// The bytes of a cell.
  @inline(__always)
  subscript(column: Int) -> UnsafeRawBufferPointer {
    let base = 4 + 4 * count
    return bytes.slice(base + (column == 0 ? 0 : end(column - 1) + 1), base + end(column))
  }

  /// The cells as values of their columns. What is no value of its column stays text, which the checks then refuse.
  func cells(of columns: [Column]) -> [Cell] {
    var cells: [Cell] = []
    cells.reserveCapacity(count)
    for (index, column) in columns.enumerated() {
      let cell = self[index]
      guard cell.count > 0 else {
        cells.append(.empty)
        continue
      }
      let value: Cell? =
        switch column.kind {
        case .text: nil
        case .integer: PlainText.integer(cell).map { .integer($0) }
        case .number: PlainText.number(cell).map { .number($0) }
        case .date: PlainText.date(cell).map { .date($0) }
        }
      cells.append(value ?? .text(cell.text))
    }
    return cells
  }
}

/// The cells of a row from the first on, for those who look at all of them.
struct RowCells {
  private let ends: UnsafeRawPointer?
  private let text: UnsafeRawBufferPointer
  private let count: Int
  private var column = 0
  private var start = 0

  @inline(__always)
  init(_ row: TableRow) {
    (count, text) = (row.bytes.count >= 4 + 4 * row.count ? row.count : 0, row.text)
    ends = row.bytes.baseAddress.map { $0 + 4 }
  }

  /// The next cell; empty behind the last.
  @inline(__always)
  mutating func next() -> UnsafeRawBufferPointer {
    guard column < count, let ends else { return UnsafeRawBufferPointer(start: nil, count: 0) }
    let end = Int(UInt32(littleEndian: (ends + 4 * column).loadUnaligned(as: UInt32.self)))
    let cell = text.slice(start, end)
    column += 1
    start = end + 1
    return cell
  }
}

/// Takes the cells of a row, each beside that of the row before.
protocol CellWriter {
  mutating func text(_ text: String, before: String)
  /// A text, or another one where it is empty.
  mutating func text(_ text: String, orElse other: String, before: String)
  /// One of the program's own words: letters, digits, `_` and `-` inside.
  mutating func word<Word: RawRepresentable<String> & Equatable>(_ word: Word, before: Word)
  mutating func integer(_ integer: Int, before: Int)
  mutating func number(_ number: ExactDecimal, before: ExactDecimal)
  mutating func date(_ date: CivilDate, before: CivilDate)
}

/// Writes rows one behind another into an arena.
struct RowWriter {
  /// Where the rows go.
  let arena: ByteArena
  private var start = 0
  private var textStart = 0
  private var column = 0
  private var columns = 0
  private var care = TextCare()

  init(_ arena: ByteArena) { self.arena = arena }

  /// Begins a row of so many cells.
  mutating func begin(columns: Int) {
    start = arena.count
    self.columns = columns
    column = 0
    care = []
    arena.appendZeros(4 + 4 * columns)
    textStart = arena.count
  }

  /// Ends the row; it is valid until more is written to the arena.
  mutating func finish() -> TableRow {
    while column < columns { empty() }
    arena.store(care.rawValue, at: start)
    return TableRow(arena.range(start, arena.count), count: columns)
  }

  @inline(__always)
  private mutating func endCell() {
    guard column < columns else { return }
    arena.store(UInt32(truncatingIfNeeded: arena.count - textStart), at: start + 4 + 4 * column)
    column += 1
    if column < columns { arena.append(UInt8(ascii: ",")) }
  }

  /// A cell without a value.
  mutating func empty() { endCell() }

  /// A text; a cell without a value where it is empty.
  @inline(__always)
  mutating func text(_ text: String) {
    var text = text
    text.withUTF8 { self.text(UnsafeRawBufferPointer($0)) }
  }

  /// A text, or no value.
  mutating func text(_ text: String?) {
    if let text { self.text(text) } else { empty() }
  }

  /// A text, or another one where it is empty.
  mutating func text(_ text: String, orElse other: String) { self.text(text.isEmpty ? other : text) }

  /// A text given as valid UTF-8.
  @inline(__always)
  mutating func text(_ utf8: UnsafeRawBufferPointer) {
    arena.append(copying: utf8)
    care.formUnion(.of(utf8))
    endCell()
  }

  /// One of the program's own words: letters, digits, `_` and `-` inside.
  @inline(__always)
  mutating func word(_ value: some RawRepresentable<String>) {
    var text = value.rawValue
    text.withUTF8 { arena.append($0) }
    endCell()
  }

  mutating func integer(_ integer: Int) {
    PlainText.append(integer, to: arena)
    endCell()
  }

  mutating func number(_ number: ExactDecimal) {
    PlainText.append(number, to: arena)
    endCell()
  }

  mutating func date(_ date: CivilDate?) {
    if let date { PlainText.append(date, to: arena) }
    endCell()
  }

  /// A cell of another row; `isText` says whether its column holds text.
  @inline(__always)
  mutating func cell(_ bytes: UnsafeRawBufferPointer, isText: Bool) {
    arena.append(bytes)
    if isText { care.formUnion(.of(bytes)) }
    endCell()
  }

  /// A cell of a column of a kind.
  mutating func cell(_ cell: Cell) {
    switch cell {
    case .empty: empty()
    case .text(let text): self.text(text)
    case .integer(let integer): self.integer(integer)
    case .number(let number): self.number(number)
    case .date(let date): self.date(date)
    }
  }
}

extension RowWriter: CellWriter {
  mutating func text(_ text: String, before: String) { self.text(text) }
  mutating func text(_ text: String, orElse other: String, before: String) { self.text(text, orElse: other) }
  mutating func word<Word: RawRepresentable<String> & Equatable>(_ word: Word, before: Word) { self.word(word) }
  mutating func integer(_ integer: Int, before: Int) { self.integer(integer) }
  mutating func number(_ number: ExactDecimal, before: ExactDecimal) { self.number(number) }
  mutating func date(_ date: CivilDate, before: CivilDate) { self.date(date) }
}

/// Writes the cells of one row into room that is known to suffice: of rows that are put together from cells of others.
struct RowSpace {
  private let base: UnsafeMutableRawPointer
  private let columns: Int
  private var column = 0
  private var length = 0
  /// What its texts need.
  var care = TextCare()

  /// How much room a row takes at most whose cells have so many bytes together.
  @inline(__always)
  static func size(columns: Int, text: Int) -> Int { 4 + 5 * columns + text }

  /// Begins a row in memory of at least that size. Throws `DamagedRecord` where there is none.
  @inline(__always)
  init(_ space: UnsafeMutableRawBufferPointer, columns: Int) throws {
    guard let base = space.baseAddress, columns > 0 else { throw DamagedRecord() }
    self.base = base
    self.columns = columns
  }

  /// The next cell; there must not be more than columns.
  @inline(__always)
  mutating func cell(_ cell: UnsafeRawBufferPointer) {
    let text = base + (4 + 4 * columns)
    if let source = cell.baseAddress { (text + length).copy(source, cell.count) }
    length += cell.count
    base.storeBytes(
      of: UInt32(truncatingIfNeeded: length).littleEndian, toByteOffset: 4 + 4 * column, as: UInt32.self)
    column += 1
    guard column < columns else { return }
    text.storeBytes(of: UInt8(ascii: ","), toByteOffset: length, as: UInt8.self)
    length += 1
  }

  /// The next cells, those of another row that stand there; there must not be more than columns.
  @inline(__always)
  mutating func cells(of row: TableRow, _ first: Int, _ count: Int) {
    guard let source = row.bytes.baseAddress, count > 0 else { return }
    func end(_ column: Int) -> UInt32 {
      UInt32(littleEndian: (source + (4 + 4 * column)).loadUnaligned(as: UInt32.self))
    }
    let from = first == 0 ? 0 : Int(end(first - 1)) + 1
    let size = Int(end(first + count - 1)) - from
    let head = 4 + 4 * columns
    (base + (head + length)).copy(source + (head + from), size)
    let shift = UInt32(truncatingIfNeeded: length &- from)
    for column in first..<(first + count) {
      base.storeBytes(of: (end(column) &+ shift).littleEndian, toByteOffset: 4 + 4 * column, as: UInt32.self)
    }
    length += size
    column = first + count
    guard column < columns else { return }
    base.storeBytes(of: UInt8(ascii: ","), toByteOffset: head + length, as: UInt8.self)
    length += 1
  }

  /// Ends the row when it has all its cells; gives its size.
  @inline(__always)
  func finish() -> Int {
    base.storeBytes(of: care.rawValue.littleEndian, as: UInt32.self)
    return 4 + 4 * columns + length
  }
}
