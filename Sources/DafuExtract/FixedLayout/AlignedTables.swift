/// Tables without a full grid of rules: lines whose parts stand in columns.
enum AlignedTables {
  /// A table by alignment: the lines that it takes, and in each row the cells.
  struct Table: Sendable {
    var lines: Range<Int>
    var rows: [[TextLine?]]
    var columns: [LayoutBox]
  }

  /// Tables among lines that go down one column of a page.
  static func tables(in lines: [TextLine]) -> [Table] {
    let parts = lines.map { $0.segments(gap: $0.size * 3 / 2) }
    var tables: [Table] = []
    var index = 0
    while index < lines.count {
      guard parts[index].count >= 3 || parts[index].count == 2 && index + 1 < lines.count && parts[index + 1].count >= 2
      else {
        index += 1
        continue
      }
      var end = index + 1
      while end < lines.count, parts[end].count >= 2,
        lines[end].box.top - lines[end - 1].box.bottom < lines[end].size * 3
      {
        end += 1
      }
      if end - index >= 3, let table = table(Array(parts[index..<end]), at: index..<end) {
        tables.append(table)
        index = end
      } else {
        index += 1
      }
    }
    return tables
  }

  private static func table(_ rows: [[TextLine]], at lines: Range<Int>) -> Table? {
    // Columns are what the parts cover together, looked at from above.
    var spans = rows.flatMap { $0 }.map { ($0.box.left, $0.box.right) }.sorted { $0 < $1 }
    guard let first = spans.first else { return nil }
    spans.removeFirst()
    var columns = [first]
    for span in spans {
      if span.0 < columns[columns.count - 1].1 {
        columns[columns.count - 1].1 = max(columns[columns.count - 1].1, span.1)
      } else {
        columns.append(span)
      }
    }
    guard columns.count >= 2 else { return nil }
    var cells: [[TextLine?]] = []
    var figures = 0
    var filled = 0
    for row in rows {
      var line = [TextLine?](repeating: nil, count: columns.count)
      for part in row {
        guard let column = columns.firstIndex(where: { part.box.left >= $0.0 && part.box.right <= $0.1 }) else {
          continue
        }
        line[column] = line[column].map { TextLine($0.glyphs + part.glyphs) } ?? part
        filled += 1
        if column > 0, TableGrid.isFigure(part.text) { figures += 1 }
      }
      cells.append(line)
    }
    // Two blocks of prose side by side are no table; nor are signatures beside dates.
    guard figures * 10 >= filled * 3, figures >= 2 else { return nil }
    return Table(
      lines: lines, rows: cells,
      columns: columns.map { LayoutBox(left: $0.0, top: 0, right: $0.1, bottom: 0) })
  }
}
