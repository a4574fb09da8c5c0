import DafuModel
import Testing

@testable import DafuExtract

/// Input that means harm: it is rejected with a reason or read correctly.
@Suite struct HostileInputTests {
  private let article = Fixture.paragraphs([Fixture.title] + Fixture.letter)

  @Test func deepNestingIsRejectedInEitherLanguage() {
    #expect(Fixture.reason(Fixture.read(String(repeating: "<div>", count: 100_000) + article)) == .malformed)
    let xml = String(repeating: "<n>", count: 100_000) + String(repeating: "</n>", count: 100_000)
    #expect(Fixture.reason(Fixture.read(xml)) == .malformed)
  }

  @Test func endTagsThatCloseNothing() throws {
    let page = String(repeating: "<b>", count: 1_500) + String(repeating: "</i>", count: 100_000) + article
    Fixture.expectLetter(try Fixture.document(page))
  }

  @Test(arguments: [
    "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><a>&x;</a>",
    "<!DOCTYPE a [<!ENTITY % p SYSTEM \"http://127.0.0.1/\"> %p;]><a/>",
    "<!DOCTYPE a [<!ENTITY a \"一二三四五六七八九\">]><a>&a;</a>", "<!DOCTYPE a [<!ENTITY a \"<b/>\">]><a>&a;</a>",
    "<!DOCTYPE a [<!ENTITY a \"&#60;b/>\">]><a>&a;</a>",
    "<!DOCTYPE a [<!ENTITY a \"aa\"><!ENTITY b \"&a;&a;\">]><a>&b;</a>", "<?xml version='1.0'?><!DOCTYPE a [",
  ])
  func entitiesAreNeverExpanded(_ source: String) {
    #expect(
      Fixture.reason(Fixture.read("<?xml version='1.0'?>" + source.replacing("<?xml version='1.0'?>", with: "")))
        == .malformed)
  }

  @Test func entitiesOfAFewPlainCharactersStandForThem() throws {
    let body = Fixture.letter.map { "<para>&sp;\($0.replacing("覆盖面", with: "&覆盖;"))</para>" }.joined()
    let document = try Fixture.document(
      "<!DOCTYPE r [\n<!ENTITY sp \"&#12288;\">\n<!ENTITY 覆盖 '覆盖面' >\n<!ENTITY 覆盖 'x'>]>"
        + "<r><title>\(Fixture.title)</title><body>\(body)</body></r>")
    Fixture.expectLetter(document)
  }

  @Test func externalDocumentTypesAreNotLoaded() throws {
    let body = Fixture.letter.map { "<para>\($0)</para>" }.joined()
    let document = try Fixture.document(
      "<!DOCTYPE r SYSTEM \"http://127.0.0.1:9/r.dtd\"><r><title>\(Fixture.title)</title><body>\(body)</body></r>")
    Fixture.expectLetter(document)
  }

  @Test func surrogatesInReferencesAndBytes() throws {
    var bytes = Array(Fixture.page(article.replacing("覆盖面", with: "覆&#xD800;盖面")).utf8)
    let place = try #require(ByteSearch.firstIndex(of: Array("更多".utf8), in: bytes[...], from: 0))
    bytes.insert(contentsOf: [0xED, 0xA0, 0x80], at: place)
    let document = try Fixture.document(bytes: bytes)
    #expect(document.bodyLines.contains(Fixture.first))
    #expect(String(validating: document.text.utf8, as: UTF8.self) != nil)
  }

  @Test func anAttributeOfTenMillionBytes() throws {
    let page = Fixture.page("<a title=\"" + String(repeating: "x", count: 10_000_000) + "\"> </a>" + article)
    Fixture.expectLetter(try Fixture.document(page))
  }

  @Test func spansThatWouldFillMemory() throws {
    let table =
      "<table>" + String(repeating: "<tr><td colspan=9999 rowspan=9999>1</td><td>2.5</td></tr>", count: 300)
      + "</table>"
    #expect(try Fixture.document(Fixture.page(table + article)).tables.isEmpty)
  }

  @Test func moreTagsThanTheLimit() {
    let outcome = Fixture.read(Fixture.page(article), options: .init(tagLimit: 10))
    #expect(Fixture.reason(outcome) == .tooLarge)
  }

  @Test(arguments: ["<", "&", "<!--", "<a b='", "</", "<![CDATA[", "&#", "<script>", "\u{0}"])
  func unfinishedMarkupEndsSomewhere(_ piece: String) {
    let outcome = Fixture.read(Fixture.page(String(repeating: piece, count: 20_000)) + article)
    if case .document(let document) = outcome { PropertyChecks.check(document) }
  }

  @Test(arguments: ["**", "[", "![", "|", "&", "<", "# ", "> ", "（", "“他说。", "2024年5月6日\n", "委员：\n"])
  func repeatedMarksInProse(_ piece: String) {
    let outcome = Fixture.read("# 答复\n\n委员：\n\n" + Fixture.opening + "\n\n" + String(repeating: piece, count: 20_000))
    if case .document(let document) = outcome { PropertyChecks.check(document) }
  }

  /// Every prefix of a page ends in a document or a rejection, and never in text that breaks a property.
  @Test func everyPrefixOfAPage() {
    let bytes = Array(Fixture.page(article).utf8)
    for end in stride(from: 0, to: bytes.count, by: 7) {
      if case .document(let document) = Fixture.read(bytes: Array(bytes[..<end])) { PropertyChecks.check(document) }
    }
  }
}
