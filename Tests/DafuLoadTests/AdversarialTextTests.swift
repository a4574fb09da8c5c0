import DafuModel
import Foundation
import Testing

@testable import DafuLoad

/// Texts that break careless writers and readers, in names and evidence.
@Suite struct AdversarialTextTests {
  static let texts = [
    "=HYPERLINK(\"http://x\",\"y\")", "+86", "-3%", "@SUM(A1)", "\t=1", "\r=1", "'=1", "''+1", "'", "\"", "\"\"", ",",
    ",,,", "a,b;c|d", "\r\n", "a\nb\rc\r\nd", "a\u{2028}b\u{2029}c\u{85}d", "a\u{B}b\u{C}c", "a\u{0}b", "\u{0}",
    "\u{202E}abc\u{202C}", "\u{200F}甲\u{200E}", "\u{2066}x\u{2069}", "\u{FEFF}x", " padded ", "\u{3000}", "null",
    "{\"a\":1}", "</script><b>", "\\u0041\\n", "e\u{301}é", "😀👨‍👩‍👧", "\u{10FFFF}", "\u{1}\u{1F}\u{7F}", "1e5", "00123",
    "2024-12-31", String(repeating: "长", count: 32_768), String(repeating: "\"", count: 32_768),
    String(repeating: "=", count: 32_768),
  ]

  private func release() throws -> Release {
    let observations = try AdversarialTextTests.texts.enumerated().map { index, text in
      try Fixtures.observation("o\(String(index + 100))", in: "d", start: index * 100) {
        $0.evidence = text
        $0.agencyName = text
        $0.subject = text
        $0.section = text
      }
    }
    return try Fixtures.builder().build([Fixtures.document("d", observations)])
  }

  /// NUL is the one character that CSV readers cut a field at; it becomes U+FFFD in both formats.
  private static func published(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\u{0}" ? "\u{FFFD}" : $0 }))
  }

  @Test func theySurviveCSV() throws {
    let folder = try TemporaryFolder()
    let path = try ReleasePublisher(directory: folder.path).publish(release()).path
    let (content, faults) = try CSVTableReader.read(
      path + "/observations.csv", as: ObservationsTable.definition.table)
    #expect(faults == [])
    var found: [[String]] = []
    let columns = try ["evidence", "agency_name", "subject", "section"].map {
      try #require(ObservationsTable.definition.table.index(of: $0))
    }
    try content?.forEachRow { row in found.append(columns.map { row[$0].plainText }) }
    #expect(found.count == AdversarialTextTests.texts.count)
    for (row, text) in zip(found, AdversarialTextTests.texts) {
      for cell in row { #expect(Array(cell.utf8) == Array(AdversarialTextTests.published(text).utf8)) }
    }
  }

  /// Another reader than ours.
  @Test func theySurviveJSON() throws {
    let folder = try TemporaryFolder()
    let path = try ReleasePublisher(directory: folder.path).publish(release()).path
    let bytes = try FileSystem.read(path + "/observations.json")
    let rows = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [[String: Any]])
    #expect(rows.count == AdversarialTextTests.texts.count)
    for (row, text) in zip(rows, AdversarialTextTests.texts) {
      let evidence = try #require(row["evidence"] as? String)
      #expect(Array(evidence.utf8) == Array(AdversarialTextTests.published(text).utf8))
    }
    // A reader that splits lines sees one object a line.
    let lines = String(decoding: bytes, as: UTF8.self).unicodeScalars.split {
      ["\n", "\r", "\u{2028}", "\u{2029}"].contains($0)
    }
    #expect(lines.count == AdversarialTextTests.texts.count + 2)
  }

  @Test func noCellStartsAFormulaAndTheReleaseIsSound() throws {
    let folder = try TemporaryFolder()
    let path = try ReleasePublisher(directory: folder.path).publish(release()).path
    #expect(try ReleaseVerifier.verify(path) == [])
    let table = ObservationsTable.definition.table
    let stream = try CSVRecordStream(path + "/observations.csv")
    while let record = try stream.next() {
      for (column, field) in zip(table.columns, record.fields) where column.kind == .text {
        #expect(!["=", "+", "-", "@", "\t", "\r"].contains(field.unicodeScalars.first), "\(field.prefix(20))")
      }
    }
  }
}
