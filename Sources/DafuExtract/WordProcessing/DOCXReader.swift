import DafuModel

/// Reads WordprocessingML (ISO/IEC 29500), as Word and WPS write it. Places in the source are those of its main part.
struct DOCXReader {
  let tagLimit: Int

  /// The name of the main part; nil if the package is no such document.
  static func mainPart(of package: ZipPackage, tagLimit: Int) throws(ReadFailure) -> String? {
    if let relations = try PackageXML.tree("_rels/.rels", in: package, tagLimit: tagLimit), let root = relations.root {
      for element in relations.elements(of: root) {
        guard relations.attributeString("type", of: element)?.hasSuffix("/officeDocument") == true,
          let target = relations.attributeString("target", of: element)
        else { continue }
        let name = PackageXML.resolve(target, from: "")
        return package.holds(name) && name.hasSuffix(".xml") ? name : nil
      }
    }
    return package.holds("word/document.xml") ? "word/document.xml" : nil
  }

  func read(_ package: ZipPackage, mainPart: String) throws(ReadFailure) -> Reading {
    guard let tree = try PackageXML.tree(mainPart, in: package, tagLimit: tagLimit), let root = tree.root,
      let body = tree.element("body", of: root)
    else { throw ReadFailure(.malformed, "The document has no body.") }
    func part(_ name: String) throws(ReadFailure) -> MarkupTree? {
      try PackageXML.tree(PackageXML.resolve(name, from: mainPart), in: package, tagLimit: tagLimit)
    }
    let styles = WordStyles(try part("styles.xml"))
    let numbering = WordNumbering(try part("numbering.xml"))
    let footnotes = try notes(of: try part("footnotes.xml"), styles: styles, numbering: numbering)
    let endnotes = try notes(of: try part("endnotes.xml"), styles: styles, numbering: numbering)
    var walker = WordBody(tree: tree, styles: styles, numbering: numbering) { note in
      (note.isEndnote ? endnotes[note.id] : footnotes[note.id]) ?? []
    }
    try walker.walk(body)
    return reading(of: walker.page, changed: hasChanges(tree))
  }

  private func reading(of page: PageBlocks, changed: Bool) -> Reading {
    var reading = Reading()
    let blocks = page.blocks
    let opening = blocks.firstIndex { MainContent.isOpening($0) } ?? 0
    reading.hints = LabelledValues.hints(in: blocks[..<opening].filter(\.isCell))
    let wrapped = WrappedLines(blocks[opening...])
    HTMLReader(tagLimit: tagLimit).addBlocks(blocks.indices, of: page, wrapped: wrapped, to: &reading)
    TableNotes.attach(to: &reading)
    if changed {
      reading.findings.append(
        Finding(
          code: "tracked-changes", severity: .note,
          message: "The document has tracked changes; it was read as if all were accepted."))
    }
    return reading
  }

  private func hasChanges(_ tree: MarkupTree) -> Bool {
    let names = Set(
      ["ins", "del", "moveFrom", "moveTo"].flatMap { name in
        tree.names.indices.filter { tree.names[$0] == name }.map { Int32($0) }
      })
    return !names.isEmpty && tree.nodes.contains { names.contains($0.name) }
  }

  /// The paragraphs of each note by its identifier, separators left out.
  private func notes(
    of tree: MarkupTree?, styles: WordStyles, numbering: WordNumbering
  ) throws(ReadFailure) -> [String: [MappedText]] {
    guard let tree, let root = tree.root else { return [:] }
    var notes: [String: [MappedText]] = [:]
    for element in tree.elements(of: root) {
      guard let id = tree.attributeString("id", of: element), tree.attributeString("type", of: element) == nil else {
        continue
      }
      var walker = WordBody(tree: tree, styles: styles, numbering: numbering, hasPlaces: false)
      try walker.walk(element)
      notes[id] = walker.page.blocks.filter { $0.table == nil && !$0.isEmpty }.map(\.text)
    }
    return notes
  }
}
