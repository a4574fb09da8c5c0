import DafuModel

/// Reads Akoma Ntoso 3.0 (OASIS LegalDocML): a `doc` with `meta`, `preface`, `mainBody` and `conclusions`.
struct AkomaNtoso {
  let tree: MarkupTree
  let tagLimit: Int

  func read(root: Int) -> Reading {
    var reading = Reading()
    reading.hints = hints(root)
    let blocks = XMLBlocks(tree: tree, tagLimit: tagLimit) { index in
      switch tree.name(index) {
      case "meta", "authorialNote", "note": .skip
      case "docTitle": .role(.stated(.title))
      case "docNumber": .role(.stated(.documentNumber))
      case "heading", "subheading": .role(.heading(1))
      case "num": .number
      default: .plain
      }
    }
    blocks.append(root, to: &reading)
    return reading
  }

  private func hints(_ root: Int) -> [MetadataHint] {
    var hints: [MetadataHint] = []
    var organizations: [String: String] = [:]
    var authors: [String] = []
    for index in root..<tree.end(root) where !tree.nodes[index].isText {
      func value(_ name: String) -> String? { tree.attributeString(name, of: index) }
      switch tree.name(index) {
      case "FRBRnumber":
        if let number = value("value") { hints.append(.init(field: .documentNumber, value: number, origin: .element)) }
      case "FRBRdate":
        // The manifestation's date is that of a conversion, not of the document.
        guard let date = value("date"), let name = value("name")?.lowercased(),
          ["generation", "signature", "creation", "document"].contains(name)
        else { continue }
        hints.append(.init(field: .date, value: date, origin: .element))
      case "FRBRauthor":
        if let reference = value("href") { authors.append(reference) }
      case "publication":
        if let date = value("date") { hints.append(.init(field: .published, value: date, origin: .element)) }
      case "TLCOrganization":
        if let id = value("eid") ?? value("id"), let name = value("showas") { organizations["#" + id] = name }
      case "docTitle":
        hints.append(.init(field: .title, value: tree.string(of: index), origin: .element))
      default: continue
      }
    }
    if let author = authors.lazy.compactMap({ organizations[$0] }).first {
      hints.append(.init(field: .issuingBody, value: author, origin: .element))
    }
    return hints
  }
}
