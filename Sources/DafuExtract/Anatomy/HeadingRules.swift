/// Which blocks of a body are headings, and of which level.
struct HeadingRules {
  private let blocks: ArraySlice<SourceBlock>
  private let lines: ArraySlice<Line>
  /// How the headings numbered 一、 are marked; empty if there are none.
  private let sectionMarks: Set<HeadingMark>

  /// How a source marks a heading.
  private enum HeadingMark: Hashable {
    case rank(Int)
    case strong
    case none

    init(_ block: SourceBlock) {
      if case .heading(let rank) = block.role { self = .rank(rank) } else { self = block.isStrong ? .strong : .none }
    }
  }

  init(blocks: ArraySlice<SourceBlock>, lines: ArraySlice<Line>) {
    self.blocks = blocks
    self.lines = lines
    sectionMarks = Set(
      lines.indices.compactMap { index in
        let line = lines[index]
        guard line.count <= 90, Numbering(line)?.level == 1, HeadingRules.isHeadingText(line) else { return nil }
        return HeadingMark(blocks[index])
      })
  }

  /// The level of a block's heading, repaired from its numbering; nil for paragraphs.
  func level(of index: Int) -> Int? {
    let block = blocks[index]
    let line = lines[index]
    let isMarked: Bool
    switch block.role {
    case .heading, .stated(.heading): isMarked = true
    default: isMarked = block.isStrong
    }
    if let numbering = Numbering(line) {
      guard HeadingRules.isHeadingText(line) else { return nil }
      // A short sentence of a list, such as 1.某某贷款余额5亿元, is marked as a heading or is none.
      if numbering.level >= 3, !isMarked, holdsFigure(line) { return nil }
      return numbering.level
    }
    guard isMarked, line.count >= 2, line.count <= 50, HeadingRules.isHeadingText(line),
      line.contains(where: Scalars.isHan)
    else { return nil }
    // Marked like the numbered sections it is one of them; marked otherwise it stands below them.
    return sectionMarks.isEmpty || sectionMarks.contains(HeadingMark(block)) ? 1 : 2
  }

  /// A heading is short and ends without the mark of a sentence.
  static func isHeadingText(_ line: Line) -> Bool {
    guard line.count <= 90, let last = line.last else { return false }
    if Mark.sentenceEnd.contains(last) || [0xFF1B, 0x3B, 0xFF0C, 0x2C, 0x3001].contains(last) { return false }
    var depth = 0
    var outside = 0
    for (index, scalar) in line.scalars.enumerated() {
      if scalar == 0x201C || scalar == 0x300A || scalar == 0xFF08 { depth += 1 }
      if scalar == 0x201D || scalar == 0x300B || scalar == 0xFF09 { depth = max(0, depth - 1) }
      if depth == 0, Mark.sentenceEnd.contains(scalar) || scalar == 0xFF1B { return false }
      if depth == 0, Mark.colon.contains(scalar), index + 12 < line.count { return false }
      if depth == 0 { outside += 1 }
    }
    return outside <= 60
  }

  private func holdsFigure(_ line: Line) -> Bool {
    let body = line.scalars.dropFirst(4)
    return body.contains { Scalars.digit($0) != nil } && line.contains(anyOf: ["亿", "万", "元", "%", "％", "家", "户"])
  }
}
