import DafuModel

/// Reads RSS 2.0, RSS 1.0 and Atom: the entry that holds a reply, its content escaped, in CDATA or as elements.
struct Feed {
  let tree: MarkupTree
  let tagLimit: Int

  func read(root: Int) throws(ReadFailure) -> Reading {
    var reading = Reading()
    var entries: [Int] = []
    var index = root
    while index < tree.end(root) {
      let isEntry = ["item", "entry"].contains(tree.name(index))
      if isEntry { entries.append(index) }
      index = isEntry ? tree.end(index) : index + 1
    }
    guard let entry = entries.max(by: { weight($0) < weight($1) }) else {
      throw ReadFailure(.noBody, "The feed has no entry.")
    }
    if entries.count > 1 {
      reading.findings.append(
        Finding(
          code: "feed-entries", severity: .warning,
          message: "The feed has \(entries.count) entries; the longest was read."))
    }
    var content: (index: Int, weight: Int)?
    for child in tree.children(of: entry) where !tree.nodes[child].isText {
      readField(child, into: &reading)
      if ["encoded", "content", "description", "summary"].contains(tree.name(child)) {
        let weight = tree.content(of: child).bytes.hanCount
        if weight > content?.weight ?? 0 { content = (child, weight) }
      }
    }
    guard let content else { throw ReadFailure(.noBody, "The entry has no content.") }
    let body = tree.content(of: content.index)
    let hasElements = tree.children(of: content.index).contains { !tree.nodes[$0].isText }
    if hasElements {
      XMLBlocks(tree: tree, tagLimit: tagLimit) { _ in .plain }.append(content.index, to: &reading)
    } else if EmbeddedHTML.isHTML(body) {
      try EmbeddedHTML.append(body, tagLimit: tagLimit, to: &reading)
    } else {
      reading.blocks += try TextReader().read(body).blocks
    }
    return reading
  }

  private func weight(_ entry: Int) -> Int { tree.content(of: entry).bytes.hanCount }

  private func readField(_ index: Int, into reading: inout Reading) {
    func add(_ field: MetadataHint.Field, _ value: String?) {
      guard let value, !value.isEmpty else { return }
      reading.hints.append(.init(field: field, value: value, origin: .element))
    }
    switch tree.name(index) {
    case "title": add(.title, tree.string(of: index))
    case "link": add(.url, tree.attributeString("href", of: index) ?? tree.string(of: index))
    case "pubDate", "published", "date": add(.published, tree.string(of: index))
    case "creator", "author", "source": add(.issuingBody, tree.string(of: index))
    case "category": add(.addressedBody, tree.attributeString("term", of: index) ?? tree.string(of: index))
    default: break
    }
  }
}
