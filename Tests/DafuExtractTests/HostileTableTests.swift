import DafuModel
import Testing

@testable import DafuExtract

/// One row a kind of harm: what becomes of it, and nothing else, is checked.
@Suite struct HostileTableTests {
  /// What must become of an input.
  enum Fate: Hashable, Sendable {
    case rejected(Rejection.Reason)
    /// The letter of the fixture, whole.
    case letter
    /// A document of any text, in which the properties hold.
    case document
  }

  struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    let fate: Fate
    let options: ReaderOptions
    let bytes: @Sendable () -> [UInt8]

    init(_ name: String, _ fate: Fate, options: ReaderOptions = .init(), _ bytes: @escaping @Sendable () -> [UInt8]) {
      (self.name, self.fate, self.options, self.bytes) = (name, fate, options, bytes)
    }
    var testDescription: String { name }
  }

  private static let article = Fixture.paragraphs([Fixture.title] + Fixture.letter)
  private static let xml =
    "<reply><title>\(Fixture.title)</title><body>"
    + Fixture.letter.map { "<para>\($0)</para>" }.joined() + "</body></reply>"
  private static let prose = Fixture.title + "\n\n" + Fixture.letter.joined(separator: "\n\n") + "\n"

  private static func utf8(_ text: String) -> [UInt8] { Array(text.utf8) }

  private static func many(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

  /// `insert` behind the first `after` of the fixture's first paragraph.
  private static func insert(_ insert: [UInt8], after: String, in text: String) -> [UInt8] {
    var bytes = Array(text.utf8)
    guard let place = ByteSearch.firstIndex(of: Array(after.utf8), in: bytes[...], from: 0) else { return [] }
    bytes.insert(contentsOf: insert, at: place + after.utf8.count)
    return bytes
  }

  /// A reply in UTF-16 with a unit put behind the first 覆盖.
  private static func utf16(with unit: UInt16) -> [UInt8] {
    var units = Array(prose.utf16)
    let mark = Array("覆盖".utf16)
    for start in units.indices.dropLast(2) where Array(units[start..<(start + 2)]) == mark {
      units.insert(unit, at: start + 2)
      break
    }
    return [0xFF, 0xFE] + units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
  }

  private static let markup: [Row] = [
    Row("nested entities", .rejected(.malformed)) {
      let steps = (1...9).map { "<!ENTITY e\($0) \"\(many("&e\($0 - 1);", 10))\">" }.joined()
      return utf8("<?xml version=\"1.0\"?><!DOCTYPE r [<!ENTITY e0 \"lol\">\(steps)]><r>&e9;</r>")
    },
    Row("one long entity, many references", .rejected(.malformed)) {
      utf8("<!DOCTYPE r [<!ENTITY a \"\(many("x", 100_000))\">]><r>\(many("&a;", 100_000))</r>")
    },
    Row("an entity in a file", .rejected(.malformed)) {
      utf8("<!DOCTYPE r [<!ENTITY a SYSTEM \"file:///dev/zero\">]><r>&a;</r>")
    },
    Row("a parameter entity", .rejected(.malformed)) {
      utf8("<!DOCTYPE r [<!ENTITY % a SYSTEM \"http://127.0.0.1:9/\">%a;]><r/>")
    },
    Row("entities in a web page", .letter) {
      utf8("<!DOCTYPE html [<!ENTITY a \"b\">]><html><body>" + article + "</body></html>")
    },
    Row("100,000 elements deep, HTML", .rejected(.malformed)) { utf8(many("<div>", 100_000) + article) },
    Row("100,000 elements deep, XML", .rejected(.malformed)) {
      utf8(many("<n>", 100_000) + xml + many("</n>", 100_000))
    },
    Row("100,000 formatting elements", .rejected(.malformed)) { utf8(Fixture.page(many("<b><i>", 50_000) + article)) },
    Row("100,000 tables deep", .rejected(.malformed)) {
      utf8(Fixture.page(many("<table><tr><td>", 33_000) + article))
    },
    Row("100,000 end tags", .letter) { utf8(Fixture.page(many("</div>", 100_000) + article)) },
    Row("100,000 open character data sections", .letter) {
      utf8(Fixture.page(article + many("<![CDATA[", 100_000) + "]]>"))
    },
    Row("an attribute of 10 MB, HTML", .letter) {
      utf8(Fixture.page("<p title='\(many("x", 10_000_000))'></p>" + article))
    },
    Row("a style of 10 MB", .letter) {
      utf8(Fixture.page("<div style='\(many("color:red;", 1_000_000))'>" + article + "</div>"))
    },
    Row("an unended attribute", .letter) { utf8("<html><body><p title='" + article) },
    Row("a file that ends in a tag, XML", .rejected(.malformed)) { Array(utf8(xml).dropLast(9)) },
  ]

  private static let characters: [Row] = [
    Row("NULs in a page", .letter) { insert([0, 0, 0], after: "覆盖", in: Fixture.page(article)) },
    Row("NULs in XML", .letter) { insert([0], after: "覆盖", in: xml) },
    Row("NULs in text", .letter) { insert([0, 1, 2], after: "覆盖", in: prose) },
    Row("nothing but NULs", .rejected(.binary)) { [UInt8](repeating: 0, count: 100_000) },
    Row("NULs before a page", .rejected(.binary)) {
      [UInt8](repeating: 0, count: 100_000) + utf8(Fixture.page(article))
    },
    Row("a reference to NUL", .document) { utf8(Fixture.page(article.replacing("覆盖", with: "覆&#0;盖"))) },
    Row("a reference to a surrogate", .document) {
      utf8(Fixture.page(article.replacing("覆盖", with: "覆&#xD800;&#xDC00;盖")))
    },
    Row("a reference beyond Unicode", .document) {
      utf8(Fixture.page(article.replacing("覆盖", with: "覆&#x110000;&#99999999999999999999;盖")))
    },
    Row("a reference to a surrogate, XML", .rejected(.malformed)) {
      utf8(xml.replacing("覆盖", with: "覆&#xD800;盖").replacing("</para>", with: ""))
    },
    Row("a reference to a surrogate, Markdown", .document) {
      utf8("# " + prose.replacing("覆盖", with: "覆&#xD800;盖"))
    },
    Row("a surrogate in UTF-8", .document) { insert([0xED, 0xA0, 0x80], after: "覆盖", in: prose) },
    Row("a lone high surrogate in UTF-16", .document) { utf16(with: 0xD800) },
    Row("a lone low surrogate in UTF-16", .document) { utf16(with: 0xDC00) },
    Row("an odd byte after UTF-16", .letter) { utf16(with: 0xFEFF) + [0x2E] },
    Row("a character cut off at the end, UTF-8", .letter) { utf8(Fixture.page(article)) + [0xE4, 0xB8] },
    Row("a character cut off at the end, GB 18030", .rejected(.noBody)) {
      // 贷款 ten times, then the first byte of one more.
      (0..<10).flatMap { _ in [0xB4, 0xFB, 0xBF, 0xEE] as [UInt8] } + [0xB4]
    },
    Row("overlong and beyond-range sequences", .document) {
      insert([0xC0, 0x80, 0xF5, 0x80, 0x80, 0x80], after: "覆盖", in: prose)
    },
  ]

  private static let sizes: [Row] = [
    Row("a text node up to the byte limit", .document, options: .init(byteLimit: 1 << 20)) { sized(1 << 20) },
    Row("a text node over the byte limit", .rejected(.tooLarge), options: .init(byteLimit: 1 << 20)) {
      sized(1 << 20) + [0x0A]
    },
    Row("a text node of 4 MB in XML", .document) {
      utf8(xml.replacing(Fixture.second, with: Fixture.second + many("余额五亿，", 270_000)))
    },
    Row("a line of 4 MB in text", .document) {
      utf8(prose.replacing(Fixture.second, with: Fixture.second + many("余额五亿，", 270_000)))
    },
    Row("more lines than the limit", .rejected(.tooLarge)) { utf8(prose + many("\n", 300_000)) },
    Row("a million tags", .rejected(.tooLarge)) { utf8(Fixture.page(article + many("<b>", 1_000_001))) },
    Row("a million references", .rejected(.tooLarge)) { utf8(Fixture.page(article + many("&lt;", 1_000_001))) },
  ]

  /// A page of so many bytes, most of them in one text node.
  private static func sized(_ count: Int) -> [UInt8] {
    let head = Array(("<html><body>" + article + "<p>").utf8)
    let unit = Array("余额五亿，".utf8)
    let filled = (count - head.count) / unit.count
    let text = head + Array(repeatElement(unit, count: filled).joined())
    return text + [UInt8](repeating: 0x20, count: count - text.count)
  }

  @Test(arguments: markup + characters + sizes)
  func endsAsItShould(_ row: Row) {
    let bytes = row.bytes()
    #expect(!bytes.isEmpty)
    let outcome = Fixture.read(bytes: bytes, options: row.options)
    switch (outcome, row.fate) {
    case (.rejected(let rejection), .rejected(let reason)):
      #expect(rejection.reason == reason)
      #expect(!rejection.message.isEmpty)
    case (.document(let document), .letter):
      Fixture.expectLetter(document)
      PropertyChecks.check(document)
    case (.document(let document), .document):
      PropertyChecks.check(document)
      #expect(document.bodyLines.contains(Fixture.opening))
      #expect(document.bodyLines.contains { $0.contains("36.5亿元") && $0.contains("1,208户") })
    default:
      Issue.record("\(Fixture.reason(outcome).map(String.init(describing:)) ?? "read"), not \(row.fate)")
    }
  }
}
