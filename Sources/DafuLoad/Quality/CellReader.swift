import DafuModel

/// Reads one column of a table's rows by name, found once and not for every row.
struct CellReader {
  private let index: Int?

  init(_ table: Table, _ column: String) { index = table.index(of: column) }

  /// The cell; empty where the table has no such column.
  func cell(_ row: [Cell]) -> Cell { index.map { row[$0] } ?? .empty }

  /// The cell in plain characters.
  func text(_ row: [Cell]) -> String { cell(row).plainText }

  /// The whole number, where the cell holds one.
  func integer(_ row: [Cell]) -> Int? {
    if case .integer(let integer) = cell(row) { return integer }
    return nil
  }

  /// The number, where the cell holds one.
  func number(_ row: [Cell]) -> ExactDecimal? {
    switch cell(row) {
    case .number(let number): return number
    case .integer(let integer): return ExactDecimal(integer)
    default: return nil
    }
  }
}

/// A 64-bit digest of texts (FNV-1a), the same in every run: what maps over millions of keys hold instead of them.
struct KeyDigest: Hashable {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  init(_ texts: String...) {
    for text in texts {
      for byte in text.utf8 { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
      // A byte that no UTF-8 text holds keeps `ab`+`c` and `a`+`bc` apart.
      value = (value ^ 0xFF) &* 0x100_0000_01B3
    }
  }
}
