/// The order in which the lines of a page are read: one column, or two.
enum ReadingOrder {
  /// The lines of a page in reading order, cut where the page has columns.
  static func ordered(_ lines: [TextLine], page: LayoutPage) -> [[TextLine]] {
    guard let gutter = gutter(of: lines, page: page) else { return [lines] }
    var bands: [[TextLine]] = []
    var left: [TextLine] = []
    var right: [TextLine] = []
    func finish() {
      if !left.isEmpty { bands.append(left) }
      if !right.isEmpty { bands.append(right) }
      left = []
      right = []
    }
    for line in lines {
      let parts = cut(line, at: gutter)
      if parts.left == nil || parts.right == nil, line.box.left < gutter, line.box.right > gutter {
        // A line across both columns ends them.
        finish()
        bands.append([line])
        continue
      }
      if let part = parts.left { left.append(part) }
      if let part = parts.right { right.append(part) }
    }
    finish()
    return bands
  }

  /// The middle of a gap that goes down most of the page, prose on both sides; nil for one column.
  private static func gutter(of lines: [TextLine], page: LayoutPage) -> Int? {
    let wide = lines.filter { $0.box.right - $0.box.left > page.width / 2 }
    guard wide.count >= 8 else { return nil }
    var votes: [Int: Int] = [:]
    for line in wide {
      for (left, right) in zip(line.glyphs, line.glyphs.dropFirst()) where right.left - left.right > line.size * 5 / 4 {
        let middle = (left.right + right.left) / 2
        if middle > page.width * 2 / 5, middle < page.width * 3 / 5 { votes[middle / 1000, default: 0] += 1 }
      }
    }
    guard let best = votes.max(by: { ($0.value, -$0.key) < ($1.value, -$1.key) }) else { return nil }
    let gutter = best.key * 1000 + 500
    let parted = wide.filter { line in
      let parts = cut(line, at: gutter)
      return parts.left.map { $0.glyphs.count >= 10 } ?? false && parts.right.map { $0.glyphs.count >= 10 } ?? false
    }
    return parted.count * 10 >= wide.count * 7 ? gutter : nil
  }

  /// The parts of a line on both sides of a gutter; both nil where a character or a word stands in it.
  private static func cut(_ line: TextLine, at gutter: Int) -> (left: TextLine?, right: TextLine?) {
    if line.box.right <= gutter { return (line, nil) }
    if line.box.left >= gutter { return (nil, line) }
    let left = line.glyphs.filter { ($0.left + $0.right) / 2 < gutter }
    let right = line.glyphs.filter { ($0.left + $0.right) / 2 >= gutter }
    guard let last = left.last, let first = right.first, first.left - last.right > line.size else { return (nil, nil) }
    return (TextLine(left), TextLine(right))
  }
}
