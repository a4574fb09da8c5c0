/// Joins lines to paragraphs by where they begin and end.
struct ParagraphBuilder {
  /// Where the lines of a page begin and end.
  private struct Margins {
    var left: Int
    var right: Int
  }

  private var wholeDocument = Margins(left: 0, right: 0)
  private var margins = Margins(left: 0, right: 0)
  /// Whether bold type is the exception: only then does it mark anything.
  private var boldIsRare = true
  private var leading = 0
  private var text = MappedText()
  private var isStrong = false
  private var previous: TextLine?
  /// Whether the last line stands in the same column of the same page as the next one.
  private var isBeside = false
  private var linesInParagraph = 0

  /// Measures the margins of a document.
  mutating func measure(_ pages: [[TextLine]]) {
    let lines = pages.flatMap { $0 }
    wholeDocument = ParagraphBuilder.margins(of: lines)
    margins = wholeDocument
    boldIsRare = lines.count { $0.isBold } * 2 < lines.count
    let steps = pages.flatMap { page in zip(page, page.dropFirst()).map { $1.box.top - $0.box.top } }.filter { $0 > 0 }
      .sorted()
    leading = steps.isEmpty ? 0 : steps[steps.count / 2]
  }

  /// Margins differ between left and right pages.
  mutating func beginPage(_ lines: [TextLine]) {
    margins = lines.count >= 8 ? ParagraphBuilder.margins(of: lines) : wholeDocument
    isBeside = false
  }

  mutating func endBand() { isBeside = false }

  mutating func add(_ line: TextLine, to reading: inout Reading) {
    if let previous, !text.isEmpty, continues(previous, line) {
      let piece = line.text
      if let end = Line(Array(text.bytes.suffix(8))).last, let begin = Line(piece.bytes, limit: 8).first,
        !Scalars.isWide(end), !Scalars.isWide(begin), Scalars.isLatin(end) || Scalars.isLatin(begin)
      {
        text.append(unmapped: CollectionOfOne(0x20))
      }
      text.append(piece)
      isStrong = isStrong && line.isBold
      linesInParagraph += 1
    } else {
      finish(into: &reading)
      text = line.text
      isStrong = line.isBold && boldIsRare
      linesInParagraph = 1
    }
    previous = line
    isBeside = true
  }

  /// Ends the paragraph that is open.
  mutating func finish(into reading: inout Reading) {
    if !text.isEmpty { reading.blocks.append(SourceBlock(text: text, isStrong: isStrong)) }
    text = MappedText()
    previous = nil
  }

  private func continues(_ last: TextLine, _ next: TextLine) -> Bool {
    let size = max(last.size, 1)
    // Type of another size is something else.
    guard abs(last.size - next.size) * 100 <= size * 18 else { return false }
    if isBeside, leading > 0 {
      let step = next.box.top - last.box.top
      guard step * 10 <= max(leading, size) * 17 else { return false }
    }
    let line = next.line
    let ending = last.line
    let indent = next.box.left - margins.left
    let room = margins.right - last.box.right
    if indent * 10 > size * 11 {
      // Lines of a block that is indented as a whole begin where the lines above begin.
      let isAligned = abs(next.box.left - last.box.left) * 4 < size && linesInParagraph >= 1
      guard isAligned, room * 10 < size * 12, !isEnded(ending), !PageRepair.isStructural(line) else { return false }
      return true
    }
    if room * 10 <= size * 16 { return !(isEnded(ending) && PageRepair.isStructural(line)) && !isTitle(last, line) }
    // A line breaks early where the next word or figure does not fit any more.
    return room < firstWord(of: next) + size && !isEnded(ending) && !PageRepair.isStructural(line)
  }

  /// A line set in the middle of the page stands by itself.
  private func isTitle(_ last: TextLine, _ next: Line) -> Bool {
    let middle = (last.box.left + last.box.right) / 2
    let isCentred = abs(middle * 2 - margins.left - margins.right) < last.size * 2
    return isCentred && last.box.left - margins.left > last.size * 3 / 2 && PageRepair.isStructural(next)
  }

  private func isEnded(_ line: Line) -> Bool {
    guard let last = line.last else { return true }
    return Mark.sentenceEnd.contains(last) || Mark.colon.contains(last) || last == 0xFF1B || last == 0x3B
  }

  /// The width of the letters and figures that a line begins with, which are never broken.
  private func firstWord(of line: TextLine) -> Int {
    var right = line.box.left
    for glyph in line.glyphs {
      if Scalars.isWide(glyph.scalar) { return right + glyph.height - line.box.left }
      right = glyph.right
    }
    return right - line.box.left
  }

  /// The leftmost place where lines begin and the rightmost where they end, outliers left out.
  private static func margins(of lines: [TextLine]) -> Margins {
    guard !lines.isEmpty else { return Margins(left: 0, right: 0) }
    let lefts = lines.map(\.box.left).sorted()
    let rights = lines.map(\.box.right).sorted()
    let size = lines.map(\.size).sorted()[lines.count / 2]
    let needed = max(1, lines.count / 12)
    let left = lefts.first { place in lefts.count { $0 >= place && $0 - place <= size / 3 } >= needed } ?? lefts[0]
    let right =
      rights.last { place in rights.count { $0 <= place && place - $0 <= size } >= min(needed, 2) }
      ?? rights[rights.count - 1]
    return Margins(left: left, right: right)
  }
}
