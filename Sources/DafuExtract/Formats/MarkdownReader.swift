import DafuModel

/// Reads Markdown, also as converted from PDF.
struct MarkdownReader: FormatReader {
  let tagLimit: Int

  func read(_ source: MappedText) throws(ReadFailure) -> Reading {
    try SourceLines.require(source, atMost: tagLimit / 5)
    var lines: [ProseLine] = []
    var markup: [MappedText] = []
    var pending: MappedText?
    let (rest, hints) = MarkdownFrontMatter.split(SourceLines.split(source))
    for raw in rest {
      if pending != nil || opens("<table", raw) {
        var held = pending ?? MappedText()
        held.append(raw)
        held.append(unmapped: CollectionOfOne(0x0A))
        if opens("</table", raw) || held.count > 1 << 20 {
          lines.append(ProseLine(text: MappedText(), role: .markup(markup.count)))
          markup.append(held)
          pending = nil
        } else {
          pending = held
        }
        continue
      }
      lines += MarkdownLine.lines(of: raw)
    }
    if let pending {
      lines.append(ProseLine(text: MappedText(), role: .markup(markup.count)))
      markup.append(pending)
    }
    var reading = ProseAssembler.reading(of: lines) { number, reading in
      MarkdownReader.addMarkup(markup[number], tagLimit: tagLimit, to: &reading)
    }
    reading.hints += hints
    return reading
  }

  private func opens(_ tag: StaticString, _ line: MappedText) -> Bool {
    var index = 0
    while let found = ByteSearch.firstIndex(of: UInt8(ascii: "<"), in: line.bytes[...], from: index) {
      if ByteSearch.hasPrefix(tag, in: line.bytes, at: found) { return true }
      index = found + 1
    }
    return false
  }

  private static func addMarkup(_ source: MappedText, tagLimit: Int, to reading: inout Reading) {
    guard let parsed = try? HTMLParser.parse(source, tagLimit: tagLimit) else { return }
    let page = PageBlockBuilder.blocks(of: parsed.tree)
    let base = reading.tables.count
    for block in page.blocks where !block.isEmpty || block.table != nil {
      let role =
        block.table.map { SourceBlock.Role.tableRow(table: base + $0, row: block.row) }
        ?? (block.isCaption ? .caption : .text)
      reading.blocks.append(SourceBlock(text: block.text, role: role))
    }
    reading.tables += page.tables
  }
}
