import DafuModel

/// Reads web pages, from content alone: no rule knows a site.
struct HTMLReader: FormatReader {
  let tagLimit: Int

  func read(_ source: MappedText) throws(ReadFailure) -> Reading {
    let parsed: HTMLPage
    do { parsed = try HTMLParser.parse(source, tagLimit: tagLimit) } catch { throw ReadFailure(error) }
    let page = PageBlockBuilder.blocks(of: parsed.tree)
    var reading = Reading()
    reading.attachments = page.attachments
    reading.hints = PageMetadata.hints(of: parsed.tree) + LinkedData.hints(parsed.linkedData)
    let choice = MainContent.choose(page)
    let above = page.blocks[..<(choice.opening ?? choice.range.lowerBound)]
    reading.hints += LabelledValues.hints(in: above)
    reading.hints += pageHeadings(above)
    reading.hints += bareDates(above)
    reading.hints += bareNumbers(above)
    addTitleAbove(choice.range, of: page, to: &reading)
    let wrapped = WrappedLines(page.blocks[(choice.opening ?? choice.range.lowerBound)..<choice.range.upperBound])
    addBlocks(choice.range, of: page, wrapped: wrapped, to: &reading)
    TableNotes.attach(to: &reading)
    return reading
  }

  private func pageHeadings(_ blocks: ArraySlice<PageBlock>) -> [MetadataHint] {
    blocks.filter { (1...3).contains($0.headingRank) && $0.linkBytes * 2 < $0.count && !$0.isBoilerplate }
      .map { MetadataHint(field: .title, value: $0.text.string, origin: .pageHeading) }
  }

  /// A date by itself between the title and the letter is that of publication.
  private func bareDates(_ blocks: ArraySlice<PageBlock>) -> [MetadataHint] {
    guard let title = blocks.lastIndex(where: { TitleLine.matches($0.line) && $0.linkBytes == 0 }) else { return [] }
    return blocks[title...].prefix(8).compactMap { block in
      let line = block.line
      guard line.count <= 80, !block.isCell, !line.contains(anyOf: ["星期", "今天"]),
        let found = DateText.find(in: line), found.range.lowerBound <= 2, isDateline(line, from: found.range.upperBound)
      else { return nil }
      return MetadataHint(field: .published, value: line.description, origin: .infoLine)
    }
  }

  /// A document number without a label, by itself or in a line with the date of publication, from the title on.
  private func bareNumbers(_ blocks: ArraySlice<PageBlock>) -> [MetadataHint] {
    guard let title = blocks.lastIndex(where: { TitleLine.matches($0.line) && $0.linkBytes == 0 }) else { return [] }
    return blocks[title...].dropFirst().prefix(8).compactMap { block in
      let line = block.line
      guard line.count <= 80, block.linkBytes == 0, !TitleLine.matches(line), !line.contains(scalar: 0x300A),
        let found = DocumentNumber.find(in: line),
        found.range.count * 2 > line.squashed.count || DateText.find(in: line) != nil
      else { return nil }
      return MetadataHint(field: .documentNumber, value: found.normalized, origin: .infoLine)
    }
  }

  /// Whether nothing but a time and labelled values (来源：…) follows a date.
  private func isDateline(_ line: Line, from end: Int) -> Bool {
    let rest = line[end..<line.count].squashed
    let label = rest.trimming { Scalars.digit($0) != nil || Mark.colon.contains($0) }
    return line.count <= 30 && !line.contains("：")
      || label.hasPrefix(anyOf: ["来源", "信息来源", "文章来源", "稿源", "作者", "编辑", "浏览", "阅读", "点击", "字号", "字体", "【"])
  }

  /// The title stands above the article's element in most templates: the nearest one above goes with it.
  private func addTitleAbove(_ range: Range<Int>, of page: PageBlocks, to reading: inout Reading) {
    let blocks = page.blocks
    for index in blocks.indices[..<range.lowerBound].reversed().prefix(80) {
      let block = blocks[index]
      guard !block.isBoilerplate, block.linkBytes * 2 < block.count, block.table == nil else { continue }
      guard TitleLine.matches(block.line) else { continue }
      var first = index
      while first > 0, index - first < 3, blocks[first - 1].endsWithBreak, isTitlePart(blocks[first - 1]) { first -= 1 }
      for piece in first...index { reading.blocks.append(sourceBlock(blocks[piece])) }
      return
    }
  }

  /// A line of a title that BR elements break: the body's name, or what begins as titles do and does not end so.
  private func isTitlePart(_ block: PageBlock) -> Bool {
    let line = block.line.squashed
    guard line.count >= 4, line.count <= 60, block.linkBytes == 0, !TitleLine.isComplete(line),
      !line.contains(where: { Mark.sentenceEnd.contains($0) || Mark.colon.contains($0) })
    else { return false }
    return BodyName.matches(line)
      || line.contains(anyOf: ["关于", "对"]) && line.contains(anyOf: ["会议", "人大", "政协", "提案", "建议"])
      || line.hasSuffix(anyOf: ["关于", "对"])
  }

  /// Appends blocks of a page, joined where lines or pages cut a paragraph.
  func addBlocks(
    _ range: Range<Int>, of page: PageBlocks, wrapped: WrappedLines, to reading: inout Reading
  ) {
    var tableNumbers: [Int: Int] = [:]
    var continues = false
    // The last printed line of what the reading ends with, where the page is cut into lines.
    var previous: MappedText?
    for index in range {
      let block = page.blocks[index]
      if block.isEmpty && block.table == nil || block.isBoilerplate || MainContent.isLinkList(block) {
        continues = false
        previous = nil
        continue
      }
      if block.table == nil, block.count <= 60, PageRepair.isPageNumber(block.line) {
        continues = true
        continue
      }
      if let table = block.table {
        let number = tableNumbers[table] ?? reading.tables.count
        if tableNumbers[table] == nil {
          tableNumbers[table] = number
          reading.tables.append(page.tables[table])
        }
        reading.blocks.append(SourceBlock(text: block.text, role: .tableRow(table: number, row: block.row)))
        continues = false
        previous = nil
        continue
      }
      let made = sourceBlock(block)
      let line = block.line(limit: 900)
      let goesOn = continues && (reading.blocks.last.map { PageRepair.continues($0.ending, line) } ?? false)
      let isNextLine = previous.map { wrapped.continues($0, line) } ?? false
      if made.indent < 2, goesOn || isNextLine {
        reading.blocks[reading.blocks.count - 1].text.append(made.text)
      } else {
        reading.blocks.append(made)
      }
      continues = block.endsWithBreak || wrapped.isWrapped
      previous = wrapped.isWrapped ? made.text : nil
    }
  }

  private func sourceBlock(_ block: PageBlock) -> SourceBlock {
    SourceBlock(
      text: block.text, role: block.isCaption ? .caption : block.headingRank > 0 ? .heading(block.headingRank) : .text,
      isStrong: block.isStrong, indent: block.indent, line: block.wholeLine)
  }
}
