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
    let columns = ObservationsTable.definition.table.columns.count
    let packed = ByteArena(capacity: 512 * observations.count)
    let arenas = [ByteArena(), ByteArena()]
    var writers = arenas.map { RowWriter($0) }
    var previous: TableRow?
    for (number, observation) in observations.enumerated() {
      arenas[number & 1].removeAll()
      let row = ObservationsTable.write(observation, columns: columns, to: &writers[number & 1])
      packed.append(UInt8(truncatingIfNeeded: row.care.rawValue))
      packed.append(CompletedCodes(observation).rawValue)
      for column in 0..<columns {
        let cell = row[column]
        if let previous, previous[column].isSame(as: cell) {
          packed.append(0)
          continue
        }
        packed.reserve(cell.count + 10)
        var size = cell.count + 1
        while size >= 0x80 {
          packed.append(UInt8(truncatingIfNeeded: size) | 0x80)
          size >>= 7
        }
        packed.append(UInt8(truncatingIfNeeded: size))
        packed.append(copying: cell)
      }
      previous = row
    }
    writer.append(raw: packed.bytes)
  }

  /// Visits rows. Throws `DamagedRecord` for bytes that are none.
  static func forEach(
    in bytes: UnsafeRawBufferPointer, count: Int, _ body: (TableRow, CompletedCodes) throws -> Void
  ) throws {
    let columns = ObservationsTable.definition.table.columns.count
    let arenas = [ByteArena(), ByteArena()]
    var writers = arenas.map { RowWriter($0) }
    var previous: TableRow?
    var place = 0
    for number in 0..<max(0, count) {
      guard place + 2 + columns <= bytes.count else { throw DamagedRecord() }
      let care = TextCare(rawValue: UInt32(bytes[place]))
      let completed = CompletedCodes(rawValue: bytes[place + 1])
      place += 2
      arenas[number & 1].removeAll()
      writers[number & 1].begin(columns: columns)
      for column in 0..<columns {
        guard let size = size(in: bytes, &place) else { throw DamagedRecord() }
        guard size > 0 else {
          guard let previous else { throw DamagedRecord() }
          writers[number & 1].cell(previous[column], care: care)
          continue
        }
        guard size - 1 <= bytes.count - place else { throw DamagedRecord() }
        writers[number & 1].cell(bytes.slice(place, place + size - 1), care: care)
        place += size - 1
      }
      let row = writers[number & 1].finish()
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
