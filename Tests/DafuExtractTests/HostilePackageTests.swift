import DafuModel
import Testing

@testable import DafuExtract

/// Archives made to do harm, and documents that are none of ours.
@Suite struct HostilePackageTests {
  private let letter = DOCXWriter(lines: [Fixture.title] + Fixture.letter)

  private func reason(_ bytes: [UInt8]) -> Rejection.Reason? { Fixture.reason(Fixture.read(bytes: bytes)) }

  private func replacingMain(_ xml: [UInt8]) -> [(name: String, bytes: [UInt8])] {
    letter.entries.map { $0.name == "word/document.xml" ? ($0.name, xml) : $0 }
  }

  /// Why a part cannot be read under limits; nil if it can.
  private func reason(_ part: [UInt8], _ change: (inout PackageLimits) -> Void) throws -> Rejection.Reason? {
    var limits = PackageLimits()
    change(&limits)
    do {
      let package = try ZipPackage(try ZipWriter.deflated([("a", part), ("b", part)]), limits: limits)
      _ = try package.part("a")
      _ = try package.part("b")
      return nil
    } catch let failure as ReadFailure {
      return failure.reason
    }
  }

  @Test func whatUnpacksWithoutMeasureIsRefused() throws {
    let blank = [UInt8](repeating: 0x20, count: 1 << 20)
    #expect(try reason(blank) { _ in } == nil)
    #expect(try reason(blank) { $0.freeBytes = 1 << 18 } == .unsafeArchive)
    #expect(try reason(blank) { $0.partBytes = 1 << 19 } == .tooLarge)
    #expect(try reason(blank) { $0.totalBytes = 3 << 19 } == .tooLarge)
    #expect(try reason(blank) { $0.entries = 1 } == .unsafeArchive)
  }

  @Test func theDefaultLimitsStopABomb() throws {
    let bomb = [UInt8](repeating: 0x20, count: 8 << 20)
    #expect(reason(try ZipWriter.deflated(replacingMain(bomb))) == .unsafeArchive)
  }

  @Test(arguments: ["../../etc/passwd", "/etc/passwd", "word\\..\\..\\a.xml", "C:\\a.xml"])
  func aPathThatLeadsOutIsRefused(_ name: String) {
    #expect(reason(ZipWriter.stored(letter.entries + [(name, [0x41])])) == .unsafeArchive)
  }

  @Test func twoEntriesOfOneNameAreRefused() {
    #expect(reason(ZipWriter.stored(letter.entries + [("word/document.xml", [0x41])])) == .unsafeArchive)
  }

  @Test func aPasswordIsNamed() throws {
    #expect(reason(try ZipWriter.deflated(letter.entries, password: "x")) == .encrypted)
    let stream = "EncryptedPackage".utf8.flatMap { [$0, UInt8(0)] }
    let head: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0]
    #expect(reason(head + stream) == .encrypted)
  }

  @Test func entitiesAreNeverExpanded() {
    let xml = "<!DOCTYPE a [<!ENTITY b \"c\">]><w:document><w:body>&b;</w:body></w:document>"
    #expect(reason(ZipWriter.stored(replacingMain(Array(xml.utf8)))) == .malformed)
  }

  @Test(arguments: ["w:tbl><w:tr><w:tc", "w:sdt><w:sdtContent", "w:p"])
  func deepNestingIsRefused(_ name: String) {
    let names = name.split(separator: "<").map { $0.split(separator: ">")[0] }
    let open = names.map { "<\($0)>" }.joined()
    let close = names.reversed().map { "</\($0)>" }.joined()
    let xml =
      "<w:document xmlns:w=\"w\"><w:body>" + String(repeating: open, count: 900) + String(repeating: close, count: 900)
      + "</w:body></w:document>"
    let found = reason(ZipWriter.stored(replacingMain(Array(xml.utf8))))
    #expect(found == .malformed || found == .noBody)
  }

  @Test func everyCutIsARejectionOrADocument() throws {
    let bytes = try ZipWriter.deflated(letter.entries)
    for end in stride(from: 4, to: bytes.count, by: 23) {
      #expect(reason(Array(bytes[..<end])) == .malformed)
    }
    for place in stride(from: 30, to: bytes.count, by: 7) {
      var damaged = bytes
      damaged[place] ^= 0x55
      _ = Fixture.read(bytes: damaged)
    }
  }

  @Test(arguments: ["xl/workbook.xml", "ppt/presentation.xml", "content.xml"])
  func otherPackagesAreNamed(_ part: String) {
    #expect(reason(ZipWriter.stored([(part, Array("<a/>".utf8))])) == .unsupportedFormat)
  }

  @Test func anArchiveOfAnythingIsBinary() {
    #expect(reason(ZipWriter.stored([("a.txt", [0x41])])) == .binary)
  }
}
