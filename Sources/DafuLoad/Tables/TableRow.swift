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

  /// Looks at the bytes of a row that `RowWriter` wrote, or that `init(validating:)` has looked at before.
  @inline(__always)
  init(_ bytes: UnsafeRawBufferPointer, count: Int) {
    self.bytes = bytes
    self.count = count
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

  /// A cell of a row whose care is known.
  @inline(__always)
  mutating func cell(_ bytes: UnsafeRawBufferPointer, care: TextCare) {
    arena.append(copying: bytes)
    self.care.formUnion(care)
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
