/// Writes WordprocessingML for tests: the body as the test words it, the other parts where there are any.
struct DOCXWriter {
  var body: String
  var numbering: String?
  var styles: String?
  var footnotes: String?
  /// Further parts by name, headers and footers among them.
  var parts: [(name: String, bytes: [UInt8])] = []

  private static let namespaces =
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
    + "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" "
    + "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" "
    + "xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" "
    + "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" "
    + "xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" "
    + "xmlns:v=\"urn:schemas-microsoft-com:vml\""

  private static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n"

  /// Paragraphs of plain text.
  init(lines: [String]) { body = lines.map { DOCXWriter.paragraph($0) }.joined() }

  init(body: String) { self.body = body }

  static func paragraph(_ text: String, properties: String = "") -> String {
    "<w:p>\(properties.isEmpty ? "" : "<w:pPr>\(properties)</w:pPr>")\(run(text))</w:p>"
  }

  static func run(_ text: String, properties: String = "") -> String {
    "<w:r>\(properties.isEmpty ? "" : "<w:rPr>\(properties)</w:rPr>")<w:t xml:space=\"preserve\">\(text)</w:t></w:r>"
  }

  static func cell(_ text: String, properties: String = "") -> String {
    "<w:tc><w:tcPr>\(properties)</w:tcPr>\(paragraph(text))</w:tc>"
  }

  var entries: [(name: String, bytes: [UInt8])] {
    func part(_ root: String, _ inner: String) -> [UInt8] {
      Array("\(DOCXWriter.head)<w:\(root) \(DOCXWriter.namespaces)>\(inner)</w:\(root)>".utf8)
    }
    var entries: [(name: String, bytes: [UInt8])] = [
      (
        "[Content_Types].xml",
        Array("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>".utf8)
      ),
      (
        "_rels/.rels",
        Array(
          ("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" "
            + "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" "
            + "Target=\"word/document.xml\"/></Relationships>").utf8)
      ),
      ("word/document.xml", part("document", "<w:body>\(body)<w:sectPr/></w:body>")),
    ]
    if let numbering { entries.append(("word/numbering.xml", part("numbering", numbering))) }
    if let styles { entries.append(("word/styles.xml", part("styles", styles))) }
    if let footnotes { entries.append(("word/footnotes.xml", part("footnotes", footnotes))) }
    return entries + parts
  }

  var bytes: [UInt8] { ZipWriter.stored(entries) }
}
