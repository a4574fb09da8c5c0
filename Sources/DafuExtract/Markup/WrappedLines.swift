/// Pages pasted from PDF, where every printed line is a paragraph element.
struct WrappedLines: Sendable {
  /// The length of a printed line; nil where elements are whole paragraphs.
  private let wrap: WrapWidth?

  /// Whether elements are printed lines.
  var isWrapped: Bool { wrap != nil }

  /// Looks at the body's blocks, from the opening on.
  init(_ blocks: ArraySlice<PageBlock>) {
    let lines = blocks.filter { block in
      block.table == nil && !block.isBoilerplate && block.headingRank == 0 && !block.isEmpty
        && block.linkBytes * 2 < block.count
    }
    guard lines.count >= 12, lines.allSatisfy({ $0.count <= 400 }),
      lines.count(where: { WrappedLines.isOpen($0.line) }) * 10 >= lines.count * 4
    else {
      wrap = nil
      return
    }
    wrap = WrapWidth(of: lines.map { ProseLine(text: $0.text) })
  }

  /// Whether `next` goes on where a full line ends without a mark that ends a sentence.
  func continues(_ previous: MappedText, _ next: Line) -> Bool {
    guard let wrap else { return false }
    let line = Line(previous.bytes, limit: 900)
    guard (85...105).contains(wrap.fullness(of: ProseLine(text: previous))), WrappedLines.isOpen(line) else {
      return false
    }
    return !PageRepair.isStructural(next) || PageRepair.isList(next, after: line)
  }

  private static func isOpen(_ line: Line) -> Bool {
    guard let last = line.last else { return false }
    return !Mark.sentenceEnd.contains(last) && !Mark.colon.contains(last) && last != 0xFF1B
  }
}
