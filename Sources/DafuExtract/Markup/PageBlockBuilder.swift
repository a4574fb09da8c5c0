/// Walks a tree and cuts it into blocks.
struct PageBlockBuilder {
  private let tree: MarkupTree
  private let kinds = ElementKind.known
  private var page = PageBlocks()
  /// The normalized text of all blocks.
  private var text = MappedText()
  /// The text of the block that is open: a range of the tree's text, or where it is not in one piece a copy.
  private var rawRange = 0..<0
  private var rawCopy: MappedText?
  private var linkInk = 0
  private var strongInk = 0
  private var open: [Frame] = []
  /// Places in `open` of the block elements.
  private var openBlocks: [Int] = []
  private var spanParents: [Int: Bool] = [:]
  /// How many line breaks of preformatted text made blocks. Beyond the limit they are white space: no letter has more.
  private var keptLines = 0
  private static let keptLineLimit = 50_000
  /// Publishing systems that page in the browser leave this token between the pages.
  private static let pageBreak = Array("#PAGE_BREAK#".utf8)
  private var hasPageBreaks = false

  private struct Frame {
    var node: Int
    var end: Int
    var container: Int?
    var kind: ElementKind
    var isLink: Bool
    var isStrong: Bool
    var isBoilerplate: Bool
    /// Whether the line breaks of the source count (`pre`, `white-space: pre-line`).
    var keepsLines: Bool
    var headingRank: Int
  }

  init(_ tree: MarkupTree) {
    self.tree = tree
    hasPageBreaks = ByteSearch.firstIndex(of: PageBlockBuilder.pageBreak, in: tree.text.bytes[...], from: 0) != nil
  }

  static func blocks(of tree: MarkupTree) -> PageBlocks {
    var builder = PageBlockBuilder(tree)
    builder.walk()
    builder.page.settle(builder.text)
    return builder.page
  }

  private mutating func walk() {
    var index = 0
    let count = tree.nodes.count
    while index < count {
      if let last = open.last, last.end <= index { closeFrames(endingAt: index) }
      let node = tree.nodes[index]
      if node.isText {
        appendText(Int(node.low)..<Int(node.high))
        index += 1
        continue
      }
      let kind = node.name < HTMLName.count ? kinds[Int(node.name)] : .inline
      if kind == .skipped || node.traits.contains(.hidden) {
        if kind.isBlock { flush() }
        index = Int(node.end)
        continue
      }
      if kind == .lineBreak {
        if open.last?.headingRank ?? 0 == 0 { flush(byBreak: true) }
        index += 1
        continue
      }
      if kind == .rule {
        flush()
        index += 1
        continue
      }
      if kind == .table, appendTable(index) {
        index = Int(node.end)
        continue
      }
      push(index, node, kind: kind)
      index += 1
    }
    closeFrames(endingAt: count)
    flush()
  }

  private mutating func push(_ index: Int, _ node: MarkupTree.Node, kind: ElementKind) {
    let traits = node.traits
    let isBlock = kind.isBlock || traits.contains(.block) || beginsSpanParagraph(index)
    if isBlock { flush() }
    if traits.contains(.link), let file = tree.attributeString("href", of: index) { page.attachments.append(file) }
    var frame = Frame(
      node: index, end: Int(node.end), container: nil, kind: isBlock ? (kind.isBlock ? kind : .block) : kind,
      isLink: traits.contains(.link), isStrong: kind == .strong || traits.contains(.bold),
      isBoilerplate: kind == .boilerplate && !isInArticle(index) || traits.contains(.boilerplate),
      keepsLines: node.name == HTMLName.pre.id || traits.contains(.keepsLines), headingRank: kind.headingRank)
    if let around = open.last {
      frame.isLink = frame.isLink || around.isLink
      frame.isStrong = frame.isStrong || around.isStrong
      frame.isBoilerplate = frame.isBoilerplate || around.isBoilerplate
      frame.keepsLines = frame.keepsLines || around.keepsLines
      frame.headingRank = max(frame.headingRank, around.headingRank)
    }
    if isBlock {
      openBlocks.append(open.count)
      frame.container = page.containers.count
      page.containers.append((index, page.blocks.count..<page.blocks.count))
    }
    open.append(frame)
  }

  private mutating func closeFrames(endingAt index: Int) {
    while let frame = open.last, frame.end <= index {
      if let container = frame.container {
        flush(asCell: frame.kind == .cell)
        let low = page.containers[container].range.lowerBound
        page.containers[container].range = low..<page.blocks.count
        openBlocks.removeLast()
      }
      open.removeLast()
    }
  }

  private mutating func appendText(_ whole: Range<Int>) {
    var range = whole
    while hasPageBreaks,
      let token = ByteSearch.firstIndex(
        of: PageBlockBuilder.pageBreak, in: tree.text.bytes[range], from: range.lowerBound)
    {
      appendRaw(range.lowerBound..<token)
      flush(byBreak: true)
      range = (token + PageBlockBuilder.pageBreak.count)..<range.upperBound
    }
    while open.last?.keepsLines == true, keptLines < PageBlockBuilder.keptLineLimit,
      let end = ByteSearch.firstIndex(of: 0x0A, in: tree.text.bytes[range], from: range.lowerBound)
    {
      appendInk(range.lowerBound..<end)
      flush(byBreak: true)
      keptLines += 1
      range = (end + 1)..<range.upperBound
    }
    appendInk(range)
  }

  private mutating func appendRaw(_ range: Range<Int>) {
    if rawCopy != nil {
      rawCopy?.append(tree.text, range)
    } else if rawRange.isEmpty {
      rawRange = range
    } else if rawRange.upperBound == range.lowerBound {
      rawRange = rawRange.lowerBound..<range.upperBound
    } else if !range.isEmpty {
      var copy = tree.text.slice(rawRange)
      copy.append(tree.text, range)
      rawCopy = copy
    }
  }

  private var rawIsEmpty: Bool { rawRange.isEmpty && rawCopy == nil }

  private mutating func appendInk(_ range: Range<Int>) {
    appendRaw(range)
    guard let last = open.last, last.isLink || last.isStrong else { return }
    let ink = PageBlockBuilder.ink(tree.text, range)
    if last.isLink { linkInk += ink }
    if last.isStrong { strongInk += ink }
  }

  private static func ink(_ text: MappedText, _ range: Range<Int>) -> Int {
    text.bytes.withUnsafeBufferPointer { bytes in
      var ink = 0
      for index in range where bytes[index] > 0x20 { ink &+= 1 }
      return ink
    }
  }

  private mutating func flush(byBreak: Bool = false, asCell: Bool = false) {
    if rawIsEmpty, !asCell { return }
    let pieces: SpaceNormalizer.Places
    if let rawCopy {
      pieces = SpaceNormalizer.paragraphs(rawCopy, 0..<rawCopy.count, into: &text)
    } else {
      pieces = SpaceNormalizer.paragraphs(tree.text, rawRange, into: &text)
    }
    if let first = pieces.first {
      appendBlock(first, byBreak: byBreak, asCell: asCell)
      for more in pieces.more { appendBlock(more, byBreak: byBreak, asCell: asCell) }
    } else if asCell, let container = openBlocks.last.flatMap({ open[$0].container }),
      page.containers[container].range.lowerBound == page.blocks.count
    {
      appendBlock(.init(place: text.count..<text.count, indent: 0), byBreak: byBreak, asCell: asCell)
    }
    rawRange = 0..<0
    rawCopy = nil
    linkInk = 0
    strongInk = 0
  }

  private mutating func appendBlock(_ piece: SpaceNormalizer.Place, byBreak: Bool, asCell: Bool) {
    var made = PageBlock(place: piece.place)
    if let last = open.last {
      made.headingRank = last.headingRank
      made.isBoilerplate = last.isBoilerplate
    }
    made.isCell = asCell
    if let block = openBlocks.last {
      made.node = open[block].node
      made.isCell = asCell || open[block].kind == .cell
    }
    made.endsWithBreak = byBreak
    made.indent = piece.indent
    if linkInk > 0 || strongInk > 0 {
      let ink = max(
        1, rawCopy.map { PageBlockBuilder.ink($0, 0..<$0.count) } ?? PageBlockBuilder.ink(tree.text, rawRange))
      made.linkBytes = piece.place.count * linkInk / ink
      made.isStrong = strongInk * 10 >= ink * 9
    }
    page.blocks.append(made)
  }

  private mutating func appendTable(_ index: Int) -> Bool {
    guard var table = TableGrid.dataTable(at: index, in: tree) else { return false }
    flush()
    let caption = table.caption
    table.caption = nil
    let number = page.tables.count
    if let caption { appendWhole(caption, node: index, table: nil) }
    if let note = table.unitNote { appendWhole(note, node: index, table: nil) }
    for (row, cells) in table.rows.enumerated() {
      var text = MappedText()
      for (place, cell) in cells.filter(\.begins).enumerated() {
        if place > 0 { text.append(unmapped: CollectionOfOne(0x09)) }
        text.append(table.texts[cell.text].text)
      }
      appendWhole(text, node: index, table: number, row: row)
    }
    table.caption = caption
    page.tables.append(table)
    return true
  }

  private mutating func appendWhole(_ text: MappedText, node: Int, table: Int?, row: Int = 0) {
    var block = PageBlock(text: text)
    block.node = node
    block.table = table
    block.row = row
    block.isCaption = table == nil
    block.isBoilerplate = open.last?.isBoilerplate ?? false
    page.blocks.append(block)
  }

  /// The FOOTER of an ARTICLE or SECTION holds the letter's signature, not the page's.
  private func isInArticle(_ index: Int) -> Bool {
    tree.isElement(index, .footer)
      && open.contains { tree.isElement($0.node, .article) || tree.isElement($0.node, .section) }
  }

  // MARK: What an element is by its attributes

  /// A span for each paragraph: an inline element that follows another one which ended a sentence, in an element that
  /// holds nothing but such spans.
  private mutating func beginsSpanParagraph(_ index: Int) -> Bool {
    guard tree.isElement(index, .span), !rawIsEmpty else { return false }
    let parent = Int(tree.nodes[index].parent)
    guard parent >= 0, PageBlockBuilder.spanHolders.contains(tree.nodes[parent].name) else { return false }
    guard endsSentence else { return false }
    if let known = spanParents[parent] { return known }
    let children = tree.children(of: parent)
    let holds = children.allSatisfy { child in
      tree.nodes[child].isText ? !tree.text.bytes[tree.textRange(child)].contains { $0 > 0x20 } : true
    }
    spanParents[parent] = holds && children.count >= 3
    return holds && children.count >= 3
  }

  /// Whether the open block's text ends with a full stop.
  private var endsSentence: Bool {
    let bytes = rawCopy?.bytes ?? tree.text.bytes
    let start = rawCopy == nil ? rawRange.lowerBound : 0
    var end = rawCopy?.count ?? rawRange.upperBound
    while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
    return end >= start + 3 && bytes[end - 3] == 0xE3 && bytes[end - 2] == 0x80 && bytes[end - 1] == 0x82
  }

  /// Elements that may hold a span for each paragraph.
  private static let spanHolders = [HTMLName.div, .section, .td, .article, .body].map(\.id)
}
