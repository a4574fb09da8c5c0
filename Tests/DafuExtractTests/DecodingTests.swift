import DafuModel
import Testing

@testable import DafuExtract

/// Charsets: the bytes decide, never the label.
@Suite struct DecodingTests {
  /// 喆 (beyond GB 2312), 〇 and a four-byte character in GB 18030, between the bytes of a page.
  private func gb18030Page(label: String) -> [UInt8] {
    var bytes: [UInt8] = Array("<html><head><title>".utf8)
    func gb(_ pairs: [UInt8]) { bytes += pairs }
    gb([0xB4, 0xF0, 0xB8, 0xB4])  // 答复
    bytes += Array(
      "</title><meta http-equiv=Content-Type content=\"text/html; charset=\(label)\"></head><body><p>".utf8)
    gb([0xCE, 0xAF, 0xD4, 0xB1, 0xA3, 0xBA])  // 委员：
    bytes += Array("</p><p>".utf8)
    gb([0xCC, 0xE1, 0xB0, 0xB8, 0xCA, 0xD5, 0xCF, 0xA4, 0xA1, 0xA3])  // 提案收悉。
    gb([0xCF, 0xD6, 0xB4, 0xF0, 0xB8, 0xB4, 0xC8, 0xE7, 0xCF, 0xC2, 0xA3, 0xBA])  // 现答复如下：
    bytes += Array("</p><p>".utf8)
    for _ in 0..<12 { gb([0xB4, 0xFB, 0xBF, 0xEE]) }  // 贷款
    gb([0x86, 0xB4, 0xA9, 0x96, 0x95, 0x32, 0x90, 0x31])  // 喆 〇 and U+20087
    gb([0xD2, 0xDA, 0xD4, 0xAA, 0xA1, 0xA3])  // 亿元。
    bytes += Array("</p></body></html>".utf8)
    return bytes
  }

  @Test(arguments: ["gb2312", "GBK", "utf-8", "iso-8859-1"])
  func gbBytesUnderAnyLabel(_ label: String) throws {
    let document = try Fixture.document(bytes: gb18030Page(label: label))
    let body = try #require(document.bodyLines.last)
    #expect(body.contains("喆〇"))
    #expect(body.unicodeScalars.contains { $0.value == 0x20087 })
    #expect(body.hasSuffix("亿元。"))
  }

  @Test(arguments: ["gb2312", "gbk", "big5"])
  func utf8BytesUnderAnyLabel(_ label: String) throws {
    let page = Fixture.page(Fixture.paragraphs()).replacing("charset=\"utf-8\"", with: "charset=\"\(label)\"")
    let document = try Fixture.document(page)
    Fixture.expectLetter(document)
    #expect(document.findings.contains { $0.code == "charset-mislabelled" })
  }

  @Test func byteOrderMarks() throws {
    let page = Fixture.page(Fixture.paragraphs())
    Fixture.expectLetter(try Fixture.document(bytes: [0xEF, 0xBB, 0xBF] + Array(page.utf8)))
    let units = Array(page.utf16)
    Fixture.expectLetter(
      try Fixture.document(bytes: [0xFF, 0xFE] + units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }))
    Fixture.expectLetter(
      try Fixture.document(bytes: [0xFE, 0xFF] + units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }))
    Fixture.expectLetter(try Fixture.document(bytes: units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }))
  }

  @Test func aCutCharacterIsRepairedNotAnotherCharset() throws {
    var bytes = Array(Fixture.page(Fixture.paragraphs()).utf8)
    let place = try #require(ByteSearch.firstIndex(of: Array("覆盖面".utf8), in: bytes[...], from: 0))
    bytes.remove(at: place)
    let document = try Fixture.document(bytes: bytes)
    #expect(document.bodyLines.contains { $0.contains("36.5亿元") && $0.contains("盖面") })
    #expect(document.findings.contains { $0.code == "charset-repaired" })
  }

  @Test func nulBytesAreDropped() throws {
    var bytes = Array(Fixture.page(Fixture.paragraphs()).utf8)
    let place = try #require(ByteSearch.firstIndex(of: Array("36.5".utf8), in: bytes[...], from: 0))
    bytes.insert(contentsOf: [0, 0, 7], at: place)
    let document = try Fixture.document(bytes: bytes)
    Fixture.expectLetter(document)
    #expect(document.findings.contains { $0.code == "control-characters" })
  }

  @Test func theFormatIsInTheContent() {
    #expect(ContentSniffer.format(of: Array("<?xml version='1.0'?><文件><正文/></文件>".utf8)) == .xml)
    #expect(ContentSniffer.format(of: Array("<答复><正文/></答复>".utf8)) == .xml)
    #expect(ContentSniffer.format(of: Array("<?xml version='1.0'?>\n<!DOCTYPE html><html/>".utf8)) == .html)
    #expect(ContentSniffer.format(of: Array("\n\n<div><p>甲</p></div>".utf8)) == .html)
    #expect(ContentSniffer.format(of: Array("# 标题\n\n正文".utf8)) == .markdown)
    #expect(ContentSniffer.format(of: Array("　　标题\n正文".utf8)) == .text)
    #expect(ContentSniffer.format(of: Array("{\"a\": 1}".utf8)) == nil)
  }

  @Test func binaryAndForeignFormatsAreRejected() {
    #expect(Fixture.reason(Fixture.read(bytes: [])) == .empty)
    #expect(Fixture.reason(Fixture.read(" \n\t　")) == .noBody || Fixture.reason(Fixture.read(" \n\t")) == .empty)
    #expect(Fixture.reason(Fixture.read("%PDF-1.7 ...")) == .missingTool)
    #expect(
      Fixture.reason(Fixture.read(bytes: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0])) == .unsupportedFormat)
    #expect(Fixture.reason(Fixture.read(bytes: [0x89, 0x50, 0x4E, 0x47, 0x0D])) == .scanned)
    #expect(Fixture.reason(Fixture.read(bytes: (0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 37) })) == .binary)
    #expect(Fixture.reason(Fixture.read("甲乙丙", options: .init(byteLimit: 4))) == .tooLarge)
  }
}
