/// A line of a text or Markdown document with what its marks say.
struct ProseLine: Sendable {
  /// What the line is by its marks.
  enum Role: Sendable, Hashable {
    case text
    case heading(Int)
    case tableRow
    case rule
    case page
    case blank
    /// A whole HTML table in a Markdown document: index into the reader's list.
    case markup(Int)
  }

  var text: MappedText
  var indent = 0
  var role: Role = .text
  var isStrong = false
  /// Whether the source says that the line ends here (two spaces, a backslash, a BR).
  var hasHardBreak = false
  var cells: [SpaceNormalizer.Piece] = []
  var isDelimiterRow = false

  var line: Line { Line(text.bytes, limit: 4000) }
}

/// Joins lines to blocks: drops page furniture, rejoins broken paragraphs, collects tables.
struct ProseAssembler {
  private var lines: [ProseLine]
  private var reading = Reading()

  static func reading(of lines: [ProseLine], markup: (Int, inout Reading) -> Void = { _, _ in }) -> Reading {
    var assembler = ProseAssembler(lines: lines)
    assembler.dropPageFurniture()
    assembler.assemble(markup: markup)
    TableNotes.attach(to: &assembler.reading)
    return assembler.reading
  }

  private init(lines: [ProseLine]) { self.lines = lines }

  // MARK: Page furniture

  private mutating func dropPageFurniture() {
    var bare: [(index: Int, number: Int)] = []
    for index in lines.indices where lines[index].role == .text || isHeading(lines[index]) {
      guard lines[index].text.count <= 60 else { continue }
      let line = lines[index].line
      if PageRepair.isPageNumber(line) {
        lines[index].role = .page
      } else if let number = PageRepair.bareNumber(line), standsAlone(index) {
        bare.append((index, number))
      }
    }
    let rising = zip(bare, bare.dropFirst()).allSatisfy { $0.number < $1.number }
    for item in bare where rising && bare.count >= 2 || breaksSentence(item.index) { lines[item.index].role = .page }
    dropRunningHeads()
  }

  private func isHeading(_ line: ProseLine) -> Bool {
    if case .heading = line.role { true } else { false }
  }

  private func standsAlone(_ index: Int) -> Bool {
    let above = index == 0 || lines[index - 1].role == .blank || lines[index - 1].role == .page
    let below = index + 1 >= lines.count || lines[index + 1].role == .blank || lines[index + 1].role == .page
    return above && below
  }

  private func breaksSentence(_ index: Int) -> Bool {
    guard let above = neighbour(of: index, by: -1), let below = neighbour(of: index, by: 1) else { return false }
    return PageRepair.continues(lines[above].line, lines[below].line)
  }

  private func neighbour(of index: Int, by step: Int) -> Int? {
    var place = index + step
    while lines.indices.contains(place), abs(place - index) < 12 {
      if lines[place].role != .blank, lines[place].role != .page, lines[place].role != .rule { return place }
      place += step
    }
    return nil
  }

  /// Short lines that come back beside page breaks.
  private mutating func dropRunningHeads() {
    var seen: [Line: [Int]] = [:]
    for index in lines.indices where lines[index].role == .page {
      for step in [-1, 1] {
        guard let beside = neighbour(of: index, by: step), lines[beside].text.count <= 120 else { continue }
        let line = lines[beside].line
        guard !Mark.sentenceEnd.contains(line.last ?? 0), Numbering(line) == nil, !SignatureLine.isDate(line) else {
          continue
        }
        let key = Line(line.squashed.scalars.filter { Scalars.digit($0) == nil })
        if seen[key]?.last != beside { seen[key, default: []].append(beside) }
      }
    }
    for places in seen.values where places.count >= 2 {
      for place in places { lines[place].role = .page }
    }
  }

  // MARK: Assembly

  private mutating func assemble(markup: (Int, inout Reading) -> Void) {
    let wrap = WrapWidth(of: lines)
    let hasIndents = lines.count { $0.role == .text && $0.indent >= 2 } >= 3
    var blank = true
    var page = false
    var previous: ProseLine?
    var index = 0
    while index < lines.count {
      let line = lines[index]
      index += 1
      switch line.role {
      case .blank: blank = true
      case .page: page = true
      case .rule:
        blank = true
        previous = nil
      case .markup(let number):
        markup(number, &reading)
        previous = nil
        blank = true
      case .tableRow:
        let start = index - 1
        while index < lines.count, lines[index].role == .tableRow { index += 1 }
        addTable(Array(lines[start..<index]))
        previous = nil
        blank = true
      case .text, .heading:
        let last = reading.blocks.last?.ending
        if let previous, let last,
          joins(previous, last, line, blank: blank, page: page, wrap: wrap, hasIndents: hasIndents)
        {
          append(line)
        } else {
          addBlock(line)
        }
        previous = line
        blank = false
        page = false
      }
    }
  }

  private func joins(
    _ previous: ProseLine, _ last: Line, _ line: ProseLine, blank: Bool, page: Bool, wrap: WrapWidth?, hasIndents: Bool
  ) -> Bool {
    let next = line.line
    if isHeading(previous) || previous.hasHardBreak, !page, !blank {
      return previous.hasHardBreak && PageRepair.continues(last, next)
    }
    if isHeading(line), !isStrayHeading(next) { return false }
    // 一、强化保障，完善机制: a numbered heading that does not fill its line is whole, commas or not.
    if let numbering = Numbering(last), numbering.level <= 3, last.count < 60, HeadingRules.isHeadingText(last),
      let begin = next.first, !Mark.closing.contains(begin),
      blank || wrap.map({ $0.fullness(of: previous) < 85 }) ?? true
    {
      return false
    }
    if line.indent >= 2, hasIndents || !PageRepair.continues(last, next) { return false }
    // 关于建议省政府每年安排2000万元资金的支持: above a blank line what is asked for is the heading of the answer.
    if blank, last.count <= 60, last.hasPrefix(ProseAssembler.requests), HeadingRules.isHeadingText(last) {
      return false
    }
    if blank || page { return !isHeading(previous) && PageRepair.continues(last, next) }
    if PageRepair.splitsFigure(last, next) { return true }
    if let wrap {
      let fullness = wrap.fullness(of: previous)
      if fullness >= 85, line.indent < 2, PageRepair.isList(next, after: last) { return true }
      // A line breaks early where a long figure or a word does not fit any more.
      guard fullness >= 85, line.indent < 2, !PageRepair.isStructural(next) else {
        return fullness >= 60 && PageRepair.continues(last, next)
      }
      guard let end = last.last else { return false }
      return !(Mark.sentenceEnd.contains(end) || Mark.colon.contains(end)) || hasIndents
    }
    return PageRepair.continues(last, next)
  }

  private static let requests: Line = "关于"

  /// A heading mark that a converter set on the rest of a paragraph.
  private func isStrayHeading(_ line: Line) -> Bool {
    Numbering(line) == nil && (line.contains(scalar: 0x3002) || line.contains(scalar: 0xFF0C))
      && !TitleLine.matches(line)
      && line.count > 20
  }

  private mutating func append(_ line: ProseLine) {
    let index = reading.blocks.count - 1
    if let end = reading.blocks[index].ending.last, let begin = line.line.first, !Scalars.isWide(end),
      !Scalars.isWide(begin), Scalars.isLatin(end) || Scalars.isLatin(begin)
    {
      reading.blocks[index].text.append(unmapped: CollectionOfOne(0x20))
    }
    reading.blocks[index].text.append(line.text)
    reading.blocks[index].isStrong = false
  }

  private mutating func addBlock(_ line: ProseLine) {
    var role: SourceBlock.Role = .text
    if case .heading(let rank) = line.role { role = .heading(rank) }
    reading.blocks.append(SourceBlock(text: line.text, role: role, isStrong: line.isStrong, indent: line.indent))
  }

  private mutating func addTable(_ rows: [ProseLine]) {
    var table = SourceTable()
    var headRows = 0
    for row in rows {
      if row.isDelimiterRow {
        headRows = max(headRows, table.rows.count)
        continue
      }
      var cells: [SourceTable.Cell] = []
      for piece in row.cells {
        table.texts.append(.init(text: TableGrid.withoutLetterSpaces(piece.text), indent: piece.indent))
        cells.append(.init(text: table.texts.count - 1, isHeader: false, begins: true))
      }
      table.rows.append(cells)
    }
    guard TableGrid.finish(&table, headRows: headRows) || table.rows.count >= 2 && table.rows[0].count >= 2 else {
      for row in rows where !row.isDelimiterRow {
        for piece in row.cells where !piece.text.isEmpty { reading.blocks.append(SourceBlock(text: piece.text)) }
      }
      return
    }
    reading.append(table)
  }
}
