/// A block of a page: a run of inline content between two block boundaries, or one row of a data table.
struct PageBlock: Sendable {
  var text: MappedText
  var indent = 0
  /// 1 to 6 for H1 to H6; 0 for others.
  var headingRank = 0
  /// How many of its bytes are links.
  var linkBytes = 0
  /// Whether all of it is bold.
  var isStrong = false
  /// Whether it stands in navigation, a footer, a sidebar.
  var isBoilerplate = false
  /// Whether it ended with a BR rather than with its element.
  var endsWithBreak = false
  /// Whether it is the content of a cell of a layout table or of a definition list: then an empty one counts.
  var isCell = false
  /// Whether it is the caption or the unit note of the table below.
  var isCaption = false
  /// Its table and row, for rows of data tables.
  var table: Int?
  var row = 0
  /// The innermost block element around it.
  var node = 0

  var line: Line { Line(text.bytes, limit: 600) }
}

/// A page as blocks in reading order, and where each block element's blocks stand.
struct PageBlocks: Sendable {
  var blocks: [PageBlock] = []
  var tables: [SourceTable] = []
  /// For each block element, the node and the range of its blocks, in the order in which they open.
  var containers: [(node: Int, range: Range<Int>)] = []
  /// Names of linked files.
  var attachments: [String] = []
}

/// Walks a tree and cuts it into blocks.
struct PageBlockBuilder {
  private let tree: MarkupTree
  private let kinds: [ElementKind]
  private let pageBreak = Array("#PAGE_BREAK#".utf8)
  private var page = PageBlocks()
  private var raw = MappedText()
  private var linkInk = 0
  private var strongInk = 0
  private var current = PageBlock(text: MappedText())
  private var open: [Frame] = []
  /// Places in `open` of the block elements.
  private var openBlocks: [Int] = []
  private var spanParents: [Int: Bool] = [:]
  /// How many line breaks of preformatted text made blocks. Beyond the limit they are white space: no letter has more.
  private var keptLines = 0
  private static let keptLineLimit = 50_000

  private struct Frame {
    var node: Int
    var end: Int
    var kind: ElementKind
    var container: Int?
    var isLink: Bool
    var isStrong: Bool
    var isBoilerplate: Bool
    var headingRank: Int
    /// Whether the line breaks of the source count (`pre`, `white-space: pre-line`).
    var keepsLines: Bool
  }

  init(_ tree: MarkupTree) {
    self.tree = tree
    kinds = tree.names.map(ElementKind.init(name:))
  }

  static func blocks(of tree: MarkupTree) -> PageBlocks {
    var builder = PageBlockBuilder(tree)
    builder.walk()
    return builder.page
  }

  private mutating func walk() {
    var index = 0
    while index < tree.nodes.count {
      closeFrames(endingAt: index)
      let node = tree.nodes[index]
      if node.isText {
        appendText(index)
        index += 1
        continue
      }
      let kind = kinds[Int(node.name)]
      let style = style(of: index)
      if kind == .skipped || style.contains(.hidden) {
        if kind.isBlock { flush() }
        index = tree.end(index)
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
        index = tree.end(index)
        continue
      }
      push(index, kind: kind, style: style)
      index += 1
    }
    closeFrames(endingAt: tree.nodes.count)
    flush()
  }

  private mutating func push(_ index: Int, kind: ElementKind, style: Style) {
    let isBlock = kind.isBlock || style.contains(.block) || beginsSpanParagraph(index)
    if isBlock { flush() }
    let around = open.last
    let href = tree.name(index) == "a" ? tree.attribute("href", of: index) : nil
    if let href, LinkedFile.matches(href) { page.attachments.append(String(decoding: href, as: UTF8.self)) }
    var frame = Frame(
      node: index, end: tree.end(index), kind: isBlock ? (kind.isBlock ? kind : .block) : kind, container: nil,
      isLink: around?.isLink ?? false || href != nil,
      isStrong: around?.isStrong ?? false || kind == .strong || style.contains(.bold),
      isBoilerplate: around?.isBoilerplate ?? false || kind == .boilerplate && !isInArticle(index)
        || BoilerplateNames.match(tree, index),
      headingRank: max(around?.headingRank ?? 0, kind.headingRank),
      keepsLines: around?.keepsLines ?? false || tree.name(index) == "pre" || style.contains(.keepsLines))
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
      }
      if frame.container != nil { openBlocks.removeLast() }
      open.removeLast()
    }
  }

  private mutating func appendText(_ index: Int) {
    var range = tree.textRange(index)
    // Publishing systems that page in the browser leave this token between the pages.
    while let token = ByteSearch.firstIndex(of: pageBreak, in: tree.text.bytes[range], from: range.lowerBound) {
      raw.append(tree.text, range.lowerBound..<token)
      flush(byBreak: true)
      range = (token + pageBreak.count)..<range.upperBound
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

  private mutating func appendInk(_ range: Range<Int>) {
    raw.append(tree.text, range)
    let ink = tree.text.bytes[range].count { $0 > 0x20 }
    if open.last?.isLink == true { linkInk += ink }
    if open.last?.isStrong == true { strongInk += ink }
  }

  private mutating func flush(byBreak: Bool = false, asCell: Bool = false) {
    defer {
      raw = MappedText()
      linkInk = 0
      strongInk = 0
    }
    let block = openBlocks.last.map { open[$0] }
    var made = PageBlock(text: MappedText())
    made.headingRank = open.last?.headingRank ?? 0
    made.isBoilerplate = open.last?.isBoilerplate ?? false
    made.node = block?.node ?? 0
    made.isCell = asCell || block?.kind == .cell
    made.endsWithBreak = byBreak
    let pieces = raw.isEmpty ? [] : SpaceNormalizer.paragraphs(raw)
    if pieces.isEmpty {
      if asCell, let container = block?.container, page.containers[container].range.lowerBound == page.blocks.count {
        page.blocks.append(made)
      }
      return
    }
    let ink = max(1, raw.bytes.count { $0 > 0x20 })
    for piece in pieces {
      made.text = piece.text
      made.indent = piece.indent
      made.linkBytes = piece.text.count * linkInk / ink
      made.isStrong = strongInk * 10 >= ink * 9
      page.blocks.append(made)
    }
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
    tree.name(index) == "footer" && open.contains { ["article", "section"].contains(tree.name($0.node)) }
  }

  // MARK: What an element is by its attributes

  /// What the style of an element says of its shape.
  private struct Style: OptionSet {
    let rawValue: Int
    static let hidden = Style(rawValue: 1)
    static let block = Style(rawValue: 2)
    static let bold = Style(rawValue: 4)
    static let keepsLines = Style(rawValue: 8)

    static let declarations: [(text: [UInt8], style: Style)] = [
      (Array("display:none".utf8), .hidden), (Array("visibility:hidden".utf8), .hidden),
      (Array("mso-hide:all".utf8), .hidden), (Array("display:block".utf8), .block),
      (Array("font-weight:bold".utf8), .bold), (Array("font-weight:700".utf8), .bold),
      (Array("white-space:pre".utf8), .keepsLines),
    ]
  }

  private func style(of index: Int) -> Style {
    var style: Style = []
    if tree.attribute("hidden", of: index) != nil || tree.name(index) == "input" { style.insert(.hidden) }
    guard let text = tree.attribute("style", of: index) else { return style }
    let squashed = text.filter { $0 > 0x20 }.map(ByteSearch.lower)
    for (declaration, meaning) in Style.declarations where !style.contains(meaning) {
      if ByteSearch.firstIndex(of: declaration, in: squashed[...], from: 0) != nil { style.insert(meaning) }
    }
    return style
  }

  /// A span for each paragraph: an inline element that follows another one which ended a sentence, in an element that
  /// holds nothing but such spans.
  private mutating func beginsSpanParagraph(_ index: Int) -> Bool {
    guard tree.name(index) == "span", !raw.isEmpty else { return false }
    let parent = Int(tree.nodes[index].parent)
    guard parent >= 0, ["div", "section", "td", "article", "body"].contains(tree.name(parent)) else { return false }
    var end = raw.count
    while end > 0, raw.bytes[end - 1] <= 0x20 { end -= 1 }
    guard end >= 3, raw.bytes[(end - 3)..<end].elementsEqual([0xE3, 0x80, 0x82]) else { return false }
    if let known = spanParents[parent] { return known }
    let children = tree.children(of: parent)
    let holds = children.allSatisfy { child in
      tree.nodes[child].isText ? !tree.text.bytes[tree.textRange(child)].contains { $0 > 0x20 } : true
    }
    spanParents[parent] = holds && children.count >= 3
    return holds && children.count >= 3
  }
}
