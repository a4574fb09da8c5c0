/// Pages pasted from PDF, where every printed line is a paragraph element.
struct WrappedLines: Sendable {
  /// The width of a printed line in full-width characters; nil where elements are whole paragraphs.
  let width: Int?

  /// Looks at the body's blocks, from the opening on.
  init(_ blocks: ArraySlice<PageBlock>) {
    let lines = blocks.filter { block in
      block.table == nil && !block.isBoilerplate && block.headingRank == 0 && !block.text.isEmpty
        && block.linkBytes * 2 < block.text.count
    }
    guard lines.count >= 12, lines.allSatisfy({ $0.text.count <= 400 }) else {
      width = nil
      return
    }
    let widths = lines.map { WrappedLines.width(of: $0.line) }
    let widest = widths.max() ?? 0
    let full = widths.count { $0 * 20 >= widest * 17 }
    let open = lines.count { WrappedLines.isOpen($0.line) }
    width =
      (15...70).contains(widest) && full * 10 >= lines.count * 4 && open * 10 >= lines.count * 4 ? widest : nil
  }

  /// Whether `next` goes on where a full line ends without a mark that ends a sentence.
  func continues(_ previous: Line, _ next: Line) -> Bool {
    guard let width else { return false }
    let reach = WrappedLines.width(of: previous)
    return reach * 20 >= width * 17 && reach <= width + 1 && WrappedLines.isOpen(previous)
      && !PageRepair.isStructural(next)
  }

  private static func isOpen(_ line: Line) -> Bool {
    guard let last = line.last else { return false }
    return !Mark.sentenceEnd.contains(last) && !Mark.colon.contains(last) && last != 0xFF1B
  }

  private static func width(of line: Line) -> Int {
    line.scalars.reduce(0) { $0 + (Scalars.isWide($1) ? 2 : 1) } / 2
  }
}
