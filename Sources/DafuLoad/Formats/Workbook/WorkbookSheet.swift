import CLibXLSXWriter
import DafuModel

/// One sheet of a workbook, written row by row. Columns become as wide as what stands in them.
final class WorkbookSheet {
  /// How many rows a sheet has (Excel 2007 and later).
  static let rowLimit = 1_048_576
  private static let widthLimit = 48

  let name: String
  /// The number of cells whose text was longer than a cell may hold.
  private(set) var cutCells = 0
  private let sheet: UnsafeMutablePointer<lxw_worksheet>
  private let file: WorkbookFile
  private var widths: [Int] = []

  init(_ sheet: UnsafeMutablePointer<lxw_worksheet>, name: String, in file: WorkbookFile) {
    self.sheet = sheet
    self.name = name
    self.file = file
  }

  /// Writes a text. It stays text whatever it begins with, for it is no formula; nothing is written for an empty one.
  func write(_ text: String, row: Int, column: Int, _ format: WorkbookFormat = .init(), widens: Bool = true) throws {
    guard !text.isEmpty else { return }
    let (shown, isCut) = WorkbookText.cell(text)
    if isCut { cutCells += 1 }
    try file.check(
      worksheet_write_string(sheet, lxw_row_t(row), lxw_col_t(column), shown, file.format(format)))
    if widens { widen(column, to: WorkbookText.width(text)) }
  }

  /// Writes a number: the nearest double.
  func write(_ number: Double, row: Int, column: Int, _ format: WorkbookFormat = .init(), width: Int = 10) throws {
    try file.check(
      worksheet_write_number(sheet, lxw_row_t(row), lxw_col_t(column), number, file.format(format)))
    widen(column, to: width)
  }

  private func widen(_ column: Int, to width: Int) {
    while widths.count <= column { widths.append(6) }
    widths[column] = max(widths[column], min(width, WorkbookSheet.widthLimit))
  }

  /// Sets the height of a row in points; before its cells are written.
  func setHeight(ofRow row: Int, to points: Double) throws {
    try file.check(worksheet_set_row(sheet, lxw_row_t(row), points, nil))
  }

  /// Keeps the rows above and the columns left of a cell in sight.
  func freeze(rows: Int, columns: Int) { worksheet_freeze_panes(sheet, lxw_row_t(rows), lxw_col_t(columns)) }

  /// Gives each column of a range a filter; the range's first row is the header.
  func filter(fromRow first: Int, toRow last: Int, columns: Int) throws {
    try file.check(
      worksheet_autofilter(sheet, lxw_row_t(first), 0, lxw_row_t(max(first, last)), lxw_col_t(columns - 1)))
  }

  /// Prints it on sheets of A3 across, the first rows on each.
  func preparePrinting(repeating rows: Int) throws {
    worksheet_set_landscape(sheet)
    worksheet_set_paper(sheet, 8)
    worksheet_fit_to_pages(sheet, 1, 0)
    if rows > 0 { try file.check(worksheet_repeat_rows(sheet, 0, lxw_row_t(rows - 1))) }
  }

  /// Places a chart.
  func insert(_ chart: UnsafeMutablePointer<lxw_chart>, row: Int, column: Int, width: Double, height: Double) throws {
    var options = lxw_chart_options()
    // A new chart is 480 by 288 pixels.
    options.x_scale = width / 480
    options.y_scale = height / 288
    try file.check(worksheet_insert_chart_opt(sheet, lxw_row_t(row), lxw_col_t(column), chart, &options))
  }

  /// Gives the columns their widths; after the rows.
  func setWidths() throws {
    for (column, width) in widths.enumerated() {
      try file.check(
        worksheet_set_column(sheet, lxw_col_t(column), lxw_col_t(column), Double(width) + 2, nil))
    }
  }
}

/// What a text becomes in a cell.
enum WorkbookText {
  /// How many UTF-16 code units a cell holds.
  static let limit = 32_767

  /// The text with what XML forbids replaced by U+FFFD, with `_x0041_` written `_x005F_x0041_` (it would be read as
  /// the character), and cut with `…` where a cell cannot hold it all. Control characters are escaped by the library.
  static func cell(_ text: String) -> (text: String, isCut: Bool) {
    var text = text
    let isPlain = text.withUTF8 { utf8 in
      guard utf8.count <= limit else { return false }
      for (index, byte) in utf8.enumerated() {
        if byte == 0 || byte == 0xEF { return false }
        if byte == UInt8(ascii: "_"), index + 1 < utf8.count, utf8[index + 1] == UInt8(ascii: "x") { return false }
      }
      return true
    }
    if isPlain { return (text, false) }
    let pieces = escaped(text)
    // Escapes count as what they stand for in Excel, and as what they are in the library, which counts characters.
    func fits(_ pieces: ArraySlice<String>, _ limit: Int) -> Int? {
      var length = 0
      for (index, piece) in zip(pieces.indices, pieces) {
        length += max(piece.utf16.count, piece.unicodeScalars.count)
        if length > limit { return index }
      }
      return nil
    }
    guard fits(pieces[...], limit) != nil else { return (pieces.joined(), false) }
    let end = fits(pieces[...], limit - 1) ?? pieces.endIndex
    return (pieces[..<end].joined() + "…", true)
  }

  private static func escaped(_ text: String) -> [String] {
    let scalars = Array(text.unicodeScalars)
    return scalars.enumerated().map { index, scalar in
      switch scalar {
      case "\u{0}", "\u{FFFE}", "\u{FFFF}": "\u{FFFD}"
      case "_" where startsEscape(scalars[index...]): "_x005F_"
      default: String(scalar)
      }
    }
  }

  private static func startsEscape(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
    let escape = Array(scalars.prefix(7))
    return escape.count == 7 && escape[1] == "x" && escape[6] == "_"
      && escape[2...5].allSatisfy { $0.properties.isASCIIHexDigit }
  }

  /// The width of the first line in characters of the standard font, where a Chinese one is two wide.
  static func width(_ text: String) -> Int {
    var width = 0
    for byte in text.utf8 {
      if byte == 0x0A || width > 100 { break }
      // The first byte of a character decides; the others begin with the bits 10.
      if byte < 0x80 || (0xC0..<0xE0).contains(byte) { width += 1 } else if byte >= 0xE0 { width += 2 }
    }
    return width
  }
}
