/// Rows of text in aligned columns; Chinese characters are two columns of a terminal wide.
struct TextTable {
  private let rightAligned: Set<Int>
  private var rows: [[String]] = []
  private var widths: [Int]

  init(columns: Int, rightAligned: Set<Int> = []) {
    self.rightAligned = rightAligned
    widths = Array(repeating: 0, count: columns)
  }

  mutating func add(_ cells: [String]) {
    for (column, cell) in cells.enumerated() where column < widths.count {
      widths[column] = max(widths[column], TextTable.width(of: cell))
    }
    rows.append(cells)
  }

  /// The rows, a line each; every line ends with a line feed and has no blanks before it.
  var text: String {
    var text = ""
    for row in rows {
      var line = ""
      for (column, cell) in row.prefix(widths.count).enumerated() {
        let blanks = String(repeating: " ", count: widths[column] - TextTable.width(of: cell))
        line += (column == 0 ? "" : "  ") + (rightAligned.contains(column) ? blanks + cell : cell + blanks)
      }
      while line.last == " " { line.removeLast() }
      text += line + "\n"
    }
    return text
  }

  /// The columns that a text takes on a terminal (Unicode Standard Annex 11, wide and full-width characters).
  static func width(of text: String) -> Int {
    text.unicodeScalars.reduce(0) { width, scalar in
      switch scalar.value {
      case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
        0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
        width + 2
      default: width + 1
      }
    }
  }
}
