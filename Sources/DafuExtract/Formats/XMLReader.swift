import DafuModel

/// Reads XML of any vocabulary: Akoma Ntoso, RSS and Atom, a publisher's own schema.
struct XMLReader: FormatReader {
  let tagLimit: Int
  let mappings: [XMLMapping]

  func read(_ source: MappedText) throws(ReadFailure) -> Reading {
    let (page, tree, repaired) = try parse(source)
    guard let root = tree.nodes.indices.first(where: { !tree.nodes[$0].isText }) else {
      throw ReadFailure(.malformed, "The document has no element.")
    }
    var reading: Reading
    if let mapping = mappings.first(where: { matches($0, root: root, in: tree) }) {
      reading = try MappedXML(tree: tree, page: page, mapping: mapping, tagLimit: tagLimit).read()
    } else if tree.name(root) == "akomaNtoso" {
      reading = AkomaNtoso(tree: tree, tagLimit: tagLimit).read(root: root)
    } else if ["rss", "feed", "rdf", "RDF"].contains(tree.name(root)) {
      reading = try Feed(tree: tree, tagLimit: tagLimit).read(root: root)
    } else {
      reading = PublisherXML(tree: tree, tagLimit: tagLimit).read(root: root)
    }
    if let repaired {
      reading.findings.append(
        Finding(
          code: "xml-repaired", severity: .warning,
          message: "The XML is not well-formed at line \(repaired); it was mended."))
    }
    TableNotes.attach(to: &reading)
    return reading
  }

  private func parse(
    _ source: MappedText
  ) throws(ReadFailure) -> (page: MappedText, tree: MarkupTree, repaired: Int?) {
    do throws(MarkupParser.Failure) {
      let page = try XMLPrescan.scan(source, allowsEntities: true)
      guard page.bytes.count(where: { $0 == UInt8(ascii: "<") }) <= tagLimit * 2 else {
        throw MarkupParser.Failure.tooManyTags(limit: tagLimit)
      }
      let (tree, repaired) = try MarkupParser.parseXML(page)
      return (page, tree, repaired)
    } catch {
      throw ReadFailure(error)
    }
  }

  private func matches(_ mapping: XMLMapping, root: Int, in tree: MarkupTree) -> Bool {
    tree.name(root) == mapping.rootName
      && (mapping.rootNamespace == nil || mapping.rootNamespace == tree.namespace(root))
  }
}

/// Text of an element that is itself HTML: in a CDATA section, escaped, or as child elements.
enum EmbeddedHTML {
  /// Whether text holds tags of HTML.
  static func isHTML(_ text: MappedText) -> Bool {
    let bytes = text.bytes
    var index = 0
    while let tag = ByteSearch.firstIndex(of: UInt8(ascii: "<"), in: bytes[...], from: index) {
      let slash = tag + 1 < bytes.count && bytes[tag + 1] == UInt8(ascii: "/")
      if names.contains(ByteSearch.name(in: bytes, at: tag + (slash ? 2 : 1))) { return true }
      index = tag + 1
    }
    return false
  }

  private static let names: Set<String> = [
    "p", "br", "div", "span", "td", "table", "strong", "b", "section", "h1", "h2", "h3",
  ]

  /// The blocks of a piece of HTML; all of it is the article.
  static func append(_ html: MappedText, tagLimit: Int, to reading: inout Reading) throws(ReadFailure) {
    let inner = try HTMLReader(tagLimit: tagLimit).read(html)
    let base = reading.tables.count
    for block in inner.blocks {
      var block = block
      if case .tableRow(let table, let row) = block.role { block.role = .tableRow(table: base + table, row: row) }
      reading.blocks.append(block)
    }
    reading.tables += inner.tables
    reading.attachments += inner.attachments
    reading.hints += inner.hints
  }
}
