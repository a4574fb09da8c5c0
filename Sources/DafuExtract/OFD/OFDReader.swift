import DafuModel

/// Reads the Open Fixed-layout Document (GB/T 33190). Annotations, seals and attachments are no part of the text.
struct OFDReader {
  /// More pages than this are no reply.
  static let pageLimit = 2_000
  /// More characters than this are no reply.
  static let glyphLimit = 4_000_000

  let tagLimit: Int

  func read(_ package: ZipPackage) throws(ReadFailure) -> Reading {
    if package.names.contains(where: OFDReader.tellsEncryption) {
      throw ReadFailure(.encrypted, "The OFD document is encrypted; publish it without a password.")
    }
    guard let entry = try tree("OFD.xml", in: package), let root = entry.root else {
      throw ReadFailure(.malformed, "The package has no OFD.xml.")
    }
    var pages: [LayoutPage] = []
    var images = 0
    for body in entry.elements(of: root) where entry.name(body) == "DocBody" {
      guard let place = entry.element("DocRoot", of: body) else { continue }
      let name = PackageXML.resolve(entry.string(of: place), from: "")
      try read(document: name, in: package, pages: &pages, images: &images)
    }
    guard !pages.isEmpty else { throw ReadFailure(.malformed, "The OFD document has no page.") }
    if let failure = TextLayer.failure(of: pages, images: images) { throw failure }
    return LayoutReader.reading(of: pages)
  }

  private func tree(_ name: String, in package: ZipPackage) throws(ReadFailure) -> MarkupTree? {
    try PackageXML.tree(name, in: package, tagLimit: tagLimit)
  }

  private static func tellsEncryption(_ name: String) -> Bool {
    let plain = name.lowercased()
    return plain.hasSuffix("encryptions.xml") || plain.hasSuffix("decryptseed.dat")
  }

  private func read(
    document name: String, in package: ZipPackage, pages: inout [LayoutPage], images: inout Int
  ) throws(ReadFailure) {
    guard let document = try tree(name, in: package), let root = document.root else {
      throw ReadFailure(.malformed, "The part \(name), which OFD.xml names, is missing.")
    }
    let common = document.element("CommonData", of: root)
    let area = size(of: common.flatMap { document.element("PageArea", of: $0) }, in: document) ?? (210, 297)
    var templates: [String: MarkupTree] = [:]
    var bold: Set<String> = []
    for element in common.map({ document.elements(of: $0) }) ?? [] {
      switch document.name(element) {
      case "TemplatePage":
        guard templates.count < 200, let id = document.attributeString("id", of: element),
          let place = document.attributeString("baseloc", of: element)
        else { continue }
        templates[id] = try tree(PackageXML.resolve(place, from: name), in: package)
      case "PublicRes", "DocumentRes":
        let place = PackageXML.resolve(document.string(of: element), from: name)
        bold.formUnion(boldFonts(in: try tree(place, in: package)))
      default: break
      }
    }
    guard let list = document.element("Pages", of: root) else { return }
    let elements = document.elements(of: list).filter { document.name($0) == "Page" }
    guard pages.count + elements.count <= OFDReader.pageLimit else {
      throw ReadFailure(.tooLarge, "It has \(elements.count) pages; the limit is \(OFDReader.pageLimit).")
    }
    var shown: Set<String> = []
    var glyphs = pages.reduce(0) { $0 + $1.glyphs.count }
    for element in elements {
      guard let place = document.attributeString("baseloc", of: element),
        let content = try tree(PackageXML.resolve(place, from: name), in: package), let root = content.root
      else { continue }
      let own = size(of: content.element("Area", of: root), in: content) ?? area
      var reader = OFDPageReader(
        width: own.width, height: own.height, boldFonts: bold, glyphLimit: OFDReader.glyphLimit - glyphs)
      for use in content.elements(of: root) where content.name(use) == "Template" {
        guard let id = content.attributeString("templateid", of: use), let template = templates[id] else { continue }
        // What a template prints on every page is read where it is printed first.
        reader.read(template, text: shown.insert(id).inserted)
      }
      reader.read(content, text: true)
      glyphs += reader.page.glyphs.count
      guard glyphs < OFDReader.glyphLimit else {
        throw ReadFailure(.tooLarge, "It has more than \(OFDReader.glyphLimit) characters.")
      }
      images += reader.images
      pages.append(reader.page)
    }
  }

  /// The physical box of an area, in millimetres.
  private func size(of area: Int?, in tree: MarkupTree) -> (width: Double, height: Double)? {
    guard let area, let box = tree.element("PhysicalBox", of: area) else { return nil }
    let numbers = OFDNumbers.read(tree.string(of: box))
    guard numbers.count == 4, numbers[2] > 0, numbers[3] > 0 else { return nil }
    return (numbers[2], numbers[3])
  }

  private func boldFonts(in resources: MarkupTree?) -> Set<String> {
    guard let resources else { return [] }
    var found: Set<String> = []
    for index in resources.nodes.indices where resources.name(index) == "Font" {
      guard let id = resources.attributeString("id", of: index) else { continue }
      let name = resources.attributeString("fontname", of: index) ?? ""
      if resources.attributeString("bold", of: index) == "true" || FontName.isBold(name) { found.insert(id) }
    }
    return found
  }
}
