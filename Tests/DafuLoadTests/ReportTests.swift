import DafuModel
import Foundation
import Testing

@testable import DafuLoad

@Suite struct ReportTests {
  private func files(
    _ outcomes: [NormalizeOutcome], accuracy: AccuracyTable? = nil
  ) throws -> [String: String] {
    let folder = try TemporaryFolder()
    let options = try ReleaseOptions(
      dataset: "replies", title: "答复数据", description: "Invented.", licence: .init(name: "CC-BY-4.0"),
      publisher: "nobody", accuracy: accuracy, formats: Set(ReleaseFormat.allCases))
    let release = try ReleaseBuilder(options: options, codelists: Fixtures.codelists).build(outcomes)
    let path = try ReleasePublisher(directory: folder.path).publish(release).path
    var result: [String: String] = [:]
    for name in ["report.html", "quality.json", "README.md", "CITATION.cff", "LICENSE.md"] {
      result[name] = String(decoding: try FileSystem.read(path + "/" + name), as: UTF8.self)
    }
    return result
  }

  private static let attack = "<script>alert(1)</script>\"><img src=x onerror='a'>&amp;\u{202E}\u{0}"

  @Test func whatStandsInDocumentsIsNeverMarkup() throws {
    let outcome = NormalizeOutcome.document(
      NormalizedDocument(
        record: {
          var record = Fixtures.record("d\"><b>")
          record.metadata.title = ReportTests.attack
          record.metadata.url = "javascript:alert(1)"
          return record
        }(),
        observations: [
          try Fixtures.observation("o\"><b>", in: "d\"><b>") {
            $0.subject = ReportTests.attack
            $0.instrumentName = ReportTests.attack
            $0.agencyName = ReportTests.attack
            $0.section = ReportTests.attack
            $0.evidence = "前\(ReportTests.attack)\($0.valueText)后"
            $0.rule = "<i>"
          }
        ], codes: [:]))
    let rejection = NormalizeOutcome.rejected(
      Rejection(path: ReportTests.attack, reason: .empty, message: ReportTests.attack))
    let page = try #require(try files([outcome, rejection])["report.html"])
    #expect(!page.contains("<img"))
    #expect(!page.contains("<b>"))
    #expect(!page.contains("<i>") || !page.contains("<code><i>"))
    #expect(!page.contains("javascript:"))
    #expect(!page.contains("\u{202E}"))
    #expect(!page.utf8.contains(0))
    #expect(page.components(separatedBy: "<script>").count == 2)
    #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    #expect(page.contains("⟨U+202E⟩"))
  }

  @Test func everyFigureLeadsToItsSentence() throws {
    let page = try #require(try files(Fixtures.sample())["report.html"])
    let links = page.components(separatedBy: "href=\"#e-").dropFirst().map { String($0.prefix { $0 != "\"" }) }
    #expect(links.count >= 5)
    for link in Set(links) { #expect(page.contains("<article id=\"e-\(link)\""), "\(link)") }
    #expect(page.contains("<mark>1.29 万亿元</mark>"))
    #expect(page.contains("12,900 亿元"))
    #expect(page.contains("CNY 1,290 bn"))
    // The page may load nothing: its policy says so, and it names no address but links.
    #expect(page.contains("default-src 'none'"))
    for word in ["src=\"http", "@import", "url(http", "fetch(", "XMLHttpRequest"] { #expect(!page.contains(word)) }
  }

  /// The same words twice in a sentence: the offsets of the figures beside say which is which.
  @Test func theFigureThatIsMeantIsMarked() throws {
    let evidence = "甲5家，乙5家，丙7家。"
    let outcome = Fixtures.document(
      "d",
      try [("a", "5家", 1003), ("b", "5家", 1013), ("c", "7家", 1023)].map { identifier, text, start in
        try Fixtures.observation(identifier, in: "d", value: String(text.prefix(1)), text: text, start: start) {
          $0.evidence = evidence
          $0.subject = identifier
        }
      })
    let page = try #require(try files([outcome])["report.html"])
    #expect(page.contains("甲<mark>5家</mark>，乙5家，丙7家。"))
    #expect(page.contains("甲5家，乙<mark>5家</mark>，丙7家。"))
    #expect(page.contains("甲5家，乙5家，丙<mark>7家</mark>。"))
  }

  @Test func conflictsShowAllStatements() throws {
    let outcomes = try [("a", "5"), ("b", "6")].enumerated().map { index, entry in
      Fixtures.document(
        entry.0, bytes: index == 0 ? "a" : "b", [try Fixtures.observation("o\(entry.0)", in: entry.0, value: entry.1)])
    }
    let page = try #require(try files(outcomes)["report.html"])
    let conflict = try #require(page.components(separatedBy: "<div class=\"conflict\"").dropFirst().first)
    let body = conflict.components(separatedBy: "</ul>")[0]
    #expect(body.components(separatedBy: "<li").count == 3)
    #expect(body.components(separatedBy: "class=\"chosen\"").count == 2)
    #expect(body.contains("href=\"#e-oa\"") && body.contains("href=\"#e-ob\""))
  }

  /// However many figures there are, the page shows a bounded number and says where the others are.
  @Test func thePageStaysSmall() throws {
    let many = try (0..<1500).map { index in
      try Fixtures.observation("o\(index)", in: "d", value: "\(index + 1)", start: 100 * (index + 1)) {
        $0.subject = "s\(index)"
        $0.evidence = String(repeating: "长", count: 5000) + $0.valueText
        $0.instrumentName = String(repeating: "名", count: 5000)
      }
    }
    let page = try #require(try files([Fixtures.document("d", many)])["report.html"])
    #expect(page.contains("1500 项中的 500 项"))
    #expect(page.components(separatedBy: "<tr data-f><td class=\"n\">").count == 501)
    #expect(page.utf8.count < 4_000_000)
  }

  @Test func accuracyIsShownAsMeasured() throws {
    let header = "documents,documents_zh,figures,quantity_f1,key_f1,full_f1,metadata_right,metadata_total,measured\n"
    let table = try AccuracyTable(Array((header + "ten,十份,602,0.950,0.600,0.480,98,106,2026-01-01\n").utf8))
    let result = try files(Fixtures.sample(), accuracy: table)
    let page = try #require(result["report.html"])
    for text in ["十份", "602", "0.950", "98 / 106"] { #expect(page.contains(text), "\(text)") }
    #expect(result["quality.json"]?.contains("\"quantity_f1\": \"0.950\"") == true)
    #expect(throws: AccuracyTable.Fault.self) { try AccuracyTable(Array((header + "ten\n").utf8)) }
    #expect(throws: AccuracyTable.Fault.self) { try AccuracyTable(Array("a,b\n1,2\n".utf8)) }
  }

  @Test func qualityCountsWhatTheTablesHold() throws {
    let text = try #require(try files(Fixtures.sample())["quality.json"])
    let quality = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let counts = try #require(quality["counts"] as? [String: Int])
    #expect(counts["observations"] == 6)
    #expect((quality["rejects_by_reason"] as? [String: Int]) == ["empty": 1])
    let coverage = try #require(quality["coverage"] as? [String: Any])
    let publishers = try #require(coverage["by_publisher"] as? [[String: Any]])
    #expect(publishers.compactMap { $0["observations"] as? Int } == [6])
    let years = try #require(coverage["by_year"] as? [[String: Any]])
    #expect(years.compactMap { $0["observations"] as? Int }.reduce(0, +) == 6)
    let checks = try #require(quality["checked"] as? [[String: Any]])
    #expect(Set(checks.compactMap { $0["table"] as? String }) == Set(ReleaseTables.all.map(\.name)))
  }

  @Test func theReadmeExplainsEveryColumn() throws {
    let result = try files(Fixtures.sample())
    let readme = try #require(result["README.md"])
    for table in ReleaseTables.all {
      #expect(readme.contains("## `\(table.name)`"))
      for column in table.columns { #expect(readme.contains("| `\(column.name)` | \(column.kind.rawValue) |")) }
    }
    #expect(readme.contains("Version"))
    let citation = try #require(result["CITATION.cff"])
    for line in ["cff-version: 1.2.0", "type: dataset", "  - name: \"nobody\"", "license: CC-BY-4.0"] {
      #expect(citation.contains(line), "\(line)")
    }
    #expect(result["LICENSE.md"]?.contains("https://creativecommons.org/licenses/by/4.0/legalcode") == true)
  }

  @Test(arguments: [
    ("1290000000000", "CNY", "eq", "level", "12,900 亿元", "CNY 1,290 bn"),
    ("32000000", "CNY", "lt", "level", "< 3,200 万元", "CNY < 32 m"),
    ("-0.5", "percent", "eq", "change", "−0.5%", "−0.5%"),
    ("18.6", "percent", "ge", "change_yoy", "≥ +18.6%", "≥ +18.6%"),
    ("2", "rank", "eq", "rank", "第 2 位", "No. 2"), ("12345.5", "CNY", "eq", "level", "1.23455 万元", "CNY 12,345.5"),
  ]) func figuresAreWrittenExactly(
    value: String, unit: String, comparator: String, measure: String, chinese: String, english: String
  ) throws {
    let text = FigureText(units: [:], symbols: ["CNY": "元"]).text(
      FigureText.Figure(
        value: try #require(ExactDecimal(value)), comparator: comparator, unit: unit, unitText: "", measure: measure))
    #expect(text.chinese == chinese)
    #expect(text.english == english)
  }

  @Test(arguments: [
    ("0", "7", ["0", "2", "4", "6", "8"]),
    ("0", "1290000000000", ["0", "500000000000", "1000000000000", "1500000000000"]),
    ("-3.5", "12", ["-5", "0", "5", "10", "15"]), ("0", "0.3", ["0", "0.1", "0.2", "0.3"]),
  ]) func ticksAreRound(low: String, high: String, expected: [String]) throws {
    let ticks = SeriesChart.ticks(from: try #require(ExactDecimal(low)), to: try #require(ExactDecimal(high)))
    #expect(ticks.map(\.description) == expected)
  }
}
