/// What belongs to pages, not to the letter: page numbers, running heads and feet.
enum PageFurniture {
  /// The lines of each page without its furniture.
  static func removed(from pages: [[TextLine]], heights: [Int]) -> [[TextLine]] {
    var seen: [Key: Set<Int>] = [:]
    for (number, lines) in pages.enumerated() {
      for line in edges(lines, height: heights[number]) { seen[Key(line), default: []].insert(number) }
    }
    // A number by itself at the foot is a page's if other pages have one too, or if it is the page's own.
    return pages.enumerated().map { number, lines in
      let edge = edges(lines, height: heights[number])
      return lines.filter { line in
        let text = line.line
        let atEdge = edge.contains { $0.box == line.box }
        if atEdge, PageRepair.isPageNumber(text) { return false }
        guard atEdge, line.glyphs.count <= 60 else { return true }
        if PageRepair.bareNumber(text) != nil {
          return !(seen[Key(line)].map { $0.count >= 2 } ?? false || isLast(line, of: lines))
        }
        return !(seen[Key(line)].map { $0.count >= 2 && $0.count * 2 > pages.count } ?? false) || isLetter(text)
      }
    }
  }

  /// The text without its digits, and about where it stands.
  private struct Key: Hashable {
    var scalars: [UInt32]
    var height: Int

    init(_ line: TextLine) {
      scalars = line.line.squashed.scalars.filter { Scalars.digit($0) == nil }
      height = line.box.top / 1500
    }
  }

  /// The lines in the upper and lower ninth of a page.
  private static func edges(_ lines: [TextLine], height: Int) -> [TextLine] {
    lines.filter { $0.box.bottom < height / 9 || $0.box.top > height * 8 / 9 }
  }

  private static func isLast(_ line: TextLine, of lines: [TextLine]) -> Bool {
    lines.allSatisfy { $0.box.bottom <= line.box.bottom || $0.box == line.box }
  }

  /// What ends a sentence, numbers an item or dates a letter is text, wherever it stands.
  private static func isLetter(_ line: Line) -> Bool {
    Mark.sentenceEnd.contains(line.last ?? 0) || Numbering(line) != nil || SignatureLine.isDate(line)
  }
}
