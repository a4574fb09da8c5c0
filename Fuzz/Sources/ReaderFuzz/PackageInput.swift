/// Inputs that stand for archives: a fuzzer that changes a byte of an archive breaks its checksum, and gets no further.
///
/// An input that begins with the byte 1 is a DOCX, with 2 an OFD; the rest is its parts, a NUL between them. Other
/// inputs are documents as they are.
enum PackageInput {
  static func unfolded(_ input: [UInt8]) -> [UInt8] {
    guard let kind = input.first, kind == 1 || kind == 2 else { return input }
    let parts = input.dropFirst().split(separator: 0, maxSplits: 3, omittingEmptySubsequences: false).map { Array($0) }
    return ZipWriter.stored(kind == 1 ? word(parts) : fixedLayout(parts))
  }

  private static func word(_ parts: [[UInt8]]) -> [(name: String, bytes: [UInt8])] {
    let relations =
      "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r\" "
      + "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" "
      + "Target=\"word/document.xml\"/></Relationships>"
    let names = ["word/document.xml", "word/numbering.xml", "word/styles.xml", "word/footnotes.xml"]
    return [("_rels/.rels", Array(relations.utf8))] + zip(names, parts).map { ($0, $1) }
  }

  private static func fixedLayout(_ parts: [[UInt8]]) -> [(name: String, bytes: [UInt8])] {
    let entry = "<OFD><DocBody><DocRoot>Doc_0/Document.xml</DocRoot></DocBody></OFD>"
    let document =
      "<Document><CommonData><PageArea><PhysicalBox>0 0 210 297</PhysicalBox></PageArea>"
      + "<PublicRes>PublicRes.xml</PublicRes><TemplatePage ID=\"4\" BaseLoc=\"Template.xml\"/></CommonData>"
      + "<Pages><Page ID=\"1\" BaseLoc=\"Page_0.xml\"/><Page ID=\"2\" BaseLoc=\"Page_1.xml\"/></Pages></Document>"
    let names = ["Doc_0/Page_0.xml", "Doc_0/Page_1.xml", "Doc_0/PublicRes.xml", "Doc_0/Template.xml"]
    return [("OFD.xml", Array(entry.utf8)), ("Doc_0/Document.xml", Array(document.utf8))]
      + zip(names, parts).map { ($0, $1) }
  }
}
