import DafuModel
import Foundation
import Testing

@testable import DafuExtract

/// What holds of every document that is read.
enum PropertyChecks {
  static func check(_ document: ReplyDocument, sourceLocation: SourceLocation = #_sourceLocation) {
    let bytes = document.text.utf8
    #expect(String(validating: bytes, as: UTF8.self) != nil, sourceLocation: sourceLocation)
    func isBoundary(_ offset: Int) -> Bool {
      offset >= 0 && offset <= bytes.count && (offset == bytes.count || bytes[offset] & 0xC0 != 0x80)
    }
    func isGood(_ range: Range<Int>) -> Bool { isBoundary(range.lowerBound) && isBoundary(range.upperBound) }
    var last = 0
    for block in document.blocks {
      #expect(isGood(block.range) && block.range.lowerBound >= last, sourceLocation: sourceLocation)
      #expect(block.kind == .tableRow || !block.range.isEmpty, sourceLocation: sourceLocation)
      last = block.range.upperBound
      var sentenceEnd = block.range.lowerBound
      for sentence in block.sentences {
        #expect(
          isGood(sentence) && sentence.lowerBound >= sentenceEnd && sentence.upperBound <= block.range.upperBound,
          sourceLocation: sourceLocation)
        sentenceEnd = sentence.upperBound
      }
      #expect((block.kind == .paragraph) == !block.sentences.isEmpty, sourceLocation: sourceLocation)
    }
    for table in document.tables {
      #expect(Set(table.rows.map(\.count)).count == 1, sourceLocation: sourceLocation)
      #expect(table.rows.allSatisfy { $0.allSatisfy { isGood($0.range) } }, sourceLocation: sourceLocation)
    }
    var runEnd = 0
    for run in document.text.runs {
      #expect(
        run.start >= runEnd && run.count > 0 && run.start + run.count <= bytes.count, sourceLocation: sourceLocation)
      runEnd = run.start + run.count
    }
  }

  /// Every byte of ink but separators is mapped to the same byte of the source.
  static func checkMap(_ document: ReplyDocument, source: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) {
    var wrong = 0
    var unmapped = 0
    for (offset, byte) in document.text.utf8.enumerated() where byte > 0x20 {
      guard let place = document.text.sourceOffset(of: offset) else {
        unmapped += 1
        continue
      }
      if place >= source.count || source[place] != byte { wrong += 1 }
    }
    #expect(wrong == 0, sourceLocation: sourceLocation)
    #expect(unmapped == 0, sourceLocation: sourceLocation)
  }
}

@Suite struct PropertyTests {
  @Test func theMapLeadsBackToTheSource() throws {
    let pages = [
      Fixture.page(
        "<div>" + Fixture.letter.map { "<p>　　<b>\($0.prefix(4))</b><!-- 注 -->\($0.dropFirst(4))</p>" }.joined()
          + "</div>"),
      "<reply><title>\(Fixture.title)</title><body>\n" + Fixture.letter.map { "<para>\($0)</para>\r\n" }.joined()
        + "</body></reply>",
      "# \(Fixture.title)\n\n" + Fixture.letter.joined(separator: "\n\n"),
      "<rss><channel><item><title>\(Fixture.title)</title><description><![CDATA[\(Fixture.paragraphs())]]></description></item></channel></rss>",
    ]
    for page in pages {
      let document = try Fixture.document(page)
      Fixture.expectLetter(document)
      PropertyChecks.check(document)
      PropertyChecks.checkMap(document, source: Array(page.utf8))
    }
  }

  @Test func longTextKeepsItsMap() throws {
    // Longer than the parser's buffers, with and without line ends, references and wide characters.
    let long = (0..<400).map { "第\($0)笔贷款余额\($0).5亿元，同比增长\($0 % 90)%；" }.joined()
    let page = Fixture.page(Fixture.paragraphs(["委员：", Fixture.opening, long + "&amp;完。"]))
    let document = try Fixture.document(page)
    #expect(document.bodyLines.last == long + "&完。")
    let plain = Fixture.page(Fixture.paragraphs(["委员：", Fixture.opening, long]))
    PropertyChecks.checkMap(try Fixture.document(plain), source: Array(plain.utf8))
  }

  @Test func readingIsTheSameOnManyThreads() async throws {
    let page = Fixture.page(Fixture.paragraphs([Fixture.title, Fixture.number] + Fixture.letter))
    let expected = Fixture.read(page)
    let all = await withTaskGroup(of: ExtractOutcome.self) { group in
      for _ in 0..<32 { group.addTask { Fixture.read(page) } }
      return await group.reduce(into: [ExtractOutcome]()) { $0.append($1) }
    }
    #expect(all.allSatisfy { $0 == expected })
  }

  /// The development corpus, where it is at hand: all read, with all metadata that a reply must have.
  @Test func theDevelopmentCorpus() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("shared/corpus")
    for folder in ["seed", "dev"] {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent(folder).path)) ?? []
      for name in names.sorted() {
        let bytes = [UInt8](try Data(contentsOf: root.appendingPathComponent(folder).appendingPathComponent(name)))
        let document = try Fixture.document(bytes: bytes)
        PropertyChecks.check(document)
        let metadata = document.metadata
        #expect(metadata.title != nil && metadata.documentNumber != nil && metadata.date != nil, "\(name)")
        #expect(metadata.issuingBody != nil && metadata.session != nil && metadata.proposalNumber != nil, "\(name)")
        #expect(
          metadata.proposalTitle != nil && metadata.addressedBody != nil && !metadata.coAgencies.isEmpty, "\(name)")
        #expect(document.blocks.count { $0.kind == .heading } >= 2, "\(name)")
      }
    }
  }
}
