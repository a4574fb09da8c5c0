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
/// A row is a byte with the care of its texts, one with `CompletedCodes`, then for each cell 0 where it is that of the
/// row before, else its size and 1 (seven bits a byte, the lowest first) and its bytes.
enum RowPacking {
  /// Appends the rows of observations.
  static func append(_ observations: [Observation], to writer: inout RecordWriter) {
    let columns = ObservationsTable.definition.table.columns
    let packed = ByteArena(capacity: 512 * observations.count)
    let arenas = [ByteArena(), ByteArena()]
    var writers = arenas.map { RowWriter($0, tellsCare: false) }
    var previous: TableRow?
    // The care of each cell: that of a cell as in the row before is known.
    var cares = [UInt8](repeating: 0, count: columns.count)
    let isText = columns.map { $0.kind == .text }
    observations.withUnsafeBufferPointer { observations in
      for number in observations.indices {
        arenas[number & 1].removeAll()
        let row = ObservationsTable.write(observations[number], columns: columns.count, to: &writers[number & 1])
        var cells = RowCells(row)
        var above = previous.map { RowCells($0) }
        let start = packed.count
        packed.append(0)
        packed.append(CompletedCodes(observations[number]).rawValue)
        packed.reserve(row.bytes.count + 10 * columns.count)
        var care: UInt8 = 0
        for column in columns.indices {
          let cell = cells.next()
          if let old = above?.next(), old.isSame(as: cell) {
            packed.append(0)
          } else {
            if isText[column] { cares[column] = UInt8(truncatingIfNeeded: TextCare.of(cell).rawValue) }
            append(size: cell.count + 1, to: packed)
            packed.append(copying: cell)
          }
          care |= cares[column]
        }
        packed.store(byte: care, at: start)
        previous = row
      }
    }
    writer.append(raw: packed.bytes)
  }

  @inline(__always)
  private static func append(size: Int, to packed: ByteArena) {
    var size = size
    while size >= 0x80 {
      packed.append(UInt8(truncatingIfNeeded: size) | 0x80)
      size >>= 7
    }
    packed.append(UInt8(truncatingIfNeeded: size))
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
    let columns = ObservationsTable.definition.table.columns.count
    let arenas = [ByteArena(), ByteArena()]
    var previous: TableRow?
    var place = 0
    for number in 0..<max(0, count) {
      guard place + 2 + columns <= bytes.count else { throw DamagedRecord() }
      let care = TextCare(rawValue: UInt32(bytes[place]))
      let completed = CompletedCodes(rawValue: bytes[place + 1])
      place += 2
      let arena = arenas[number & 1]
      arena.removeAll()
      let room = RowSpace.size(columns: columns, text: (previous?.text.count ?? 0) + bytes.count - place)
      try arena.append(room: room) { space in
        var row = try RowSpace(space, columns: columns)
        row.care = care
        var above = previous.map { RowCells($0) }
        for _ in 0..<columns {
          let old = above?.next()
          guard let size = PackedRows.size(in: bytes, &place) else { throw DamagedRecord() }
          if size > 0 {
            guard size - 1 <= bytes.count - place else { throw DamagedRecord() }
            row.cell(bytes.slice(place, place + size - 1))
            place += size - 1
          } else {
            guard let old else { throw DamagedRecord() }
            row.cell(old)
          }
        }
        return row.finish()
      }
      let row = TableRow(arena.bytes, count: columns)
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
