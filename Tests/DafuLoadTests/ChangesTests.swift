import DafuCodelists
import DafuModel
import Foundation
import Testing

@testable import DafuLoad

@Suite struct ChangesTests {
  private static let parts: Set<ReleaseFormat> = [.csv, .json, .report, .quality, .changes, .notes]

  private func publish(_ outcomes: [NormalizeOutcome], in folder: TemporaryFolder) throws -> PublishedRelease {
    let options = try ReleaseOptions(
      dataset: "replies", title: "答复数据", description: "Invented.", formats: ChangesTests.parts)
    let release = try ReleaseBuilder(options: options, codelists: Fixtures.codelists).build(outcomes)
    return try ReleasePublisher(directory: folder.path).publish(release)
  }

  private func document(_ values: [(String, String)]) throws -> NormalizeOutcome {
    Fixtures.document(
      "d",
      try values.enumerated().map { index, entry in
        try Fixtures.observation(entry.0, in: "d", value: entry.1, start: 100 * (index + 1)) {
          $0.subject = entry.0
        }
      })
  }

  private func text(_ release: PublishedRelease, _ name: String) throws -> String {
    String(decoding: try FileSystem.read(release.path + "/" + name), as: UTF8.self)
  }

  @Test func theFirstReleaseHasNothingBeforeIt() throws {
    let folder = try TemporaryFolder()
    let first = try publish([document([("a", "5")])], in: folder)
    #expect(try text(first, "changes.json").contains("\"previous\": null"))
    #expect(try text(first, "CHANGES.md").contains("首次发布"))
  }

  @Test func figuresAddedRemovedAndChangedAreTold() throws {
    let folder = try TemporaryFolder()
    let first = try publish([document([("a", "5"), ("b", "6"), ("c", "7")])], in: folder)
    let second = try publish([document([("a", "5"), ("b", "66"), ("d", "8"), ("e", "9")])], in: folder)
    let changes = try ReleaseComparison.compare(first.path, second.path)
    #expect(changes.previous == first.version)
    #expect(changes.version == second.version)
    for name in ["financial_metrics", "observations"] {
      let table = try #require(changes.tables.first { $0.name == name })
      #expect(table.count(.added) == 2, "\(name)")
      #expect(table.count(.removed) == 1, "\(name)")
      #expect((table.rowsBefore, table.rowsAfter) == (3, 4), "\(name)")
    }
    let figures = try #require(changes.tables.first { $0.name == "financial_metrics" })
    #expect(figures.count(.changed) == 1)
    #expect(figures.valuesChanged == 1)
    let changed = try #require(figures.rows.first { $0.kind == .changed })
    #expect(changed.value("subject") == "b")
    let value = try #require(changed.differences.first { $0.column == "value" })
    #expect((value.before, value.after) == ("6", "66"))
    // The release's own files say the same.
    #expect(try text(second, "changes.json") == changes.json)
    #expect(try text(second, "CHANGES.md") == changes.markdown)
    #expect(!changes.isUnchanged)
  }

  @Test func noChangeIsAResult() throws {
    let folder = try TemporaryFolder()
    let first = try publish(Fixtures.sample(), in: folder)
    let changes = try ReleaseComparison.compare(first.path, folder.path + "/replies/latest")
    #expect(changes.isUnchanged)
    #expect(changes.markdown.contains("没有变化"))
    #expect(changes.json.contains("\"unchanged\": true"))
  }

  /// What is said of the release before is not what makes a release another one.
  @Test func aRunAgainFindsTheSameReleaseWhateverWasBefore() throws {
    let folder = try TemporaryFolder()
    let first = try publish([document([("a", "5")])], in: folder)
    let second = try publish([document([("a", "6")])], in: folder)
    let before = try folder.snapshot()
    #expect(try !publish([document([("a", "6")])], in: folder).changed)
    #expect(try folder.snapshot() == before)
    // Back to the first: its folder stays as it was published, though another release came before this run.
    let back = try publish([document([("a", "5")])], in: folder)
    #expect(back.changed)
    #expect(back.version == first.version)
    #expect(try text(back, "changes.json").contains("\"previous\": null"))
    #expect(try text(second, "changes.json").contains("\"previous\": \"\(first.version)\""))
  }

  @Test func aDamagedReleaseBeforeStopsNothing() throws {
    let folder = try TemporaryFolder()
    let first = try publish([document([("a", "5")])], in: folder)
    try FileSystem.remove(first.path + "/observations.csv")
    let second = try publish([document([("a", "6")])], in: folder)
    let json = try text(second, "changes.json")
    #expect(json.contains("\"obstacle\": \"a table of \(first.version) cannot be read\""))
    #expect(!json.contains(folder.path))
  }

  @Test func promotedCodesAreFoundByTheirNames() throws {
    let folder = try TemporaryFolder()
    func outcome(_ code: String) throws -> NormalizeOutcome {
      Fixtures.document(
        "d",
        [
          try Fixtures.observation("o", in: "d") {
            $0.instrument = code
            $0.instrumentName = "科技贷款"
          }
        ], codes: ["instruments": [Code(code: "x-kejidaikuan", name: "科技贷款", status: .discovered)]])
    }
    let first = try publish([outcome("x-kejidaikuan")], in: folder)
    let second = try publish([outcome("tech-loan")], in: folder)
    let promotion = try #require(ReleaseComparison.compare(first.path, second.path).promotions.first)
    #expect(promotion.list == "instruments")
    #expect((promotion.before, promotion.after, promotion.name) == ("x-kejidaikuan", "tech-loan", "科技贷款"))
  }

  @Test func whatIsNoReleaseIsRefused() throws {
    let folder = try TemporaryFolder()
    #expect(throws: ReleaseComparisonError.self) { try ReleaseComparison.compare(folder.path, folder.path) }
  }

  @Test func rowsOutOfOrderAreRefusedAndNotMisread() throws {
    let folder = try TemporaryFolder()
    let header = "code,name,name_en,aliases,parent,symbol,scale,status\r\n"
    try folder.write("a.csv", header + "b,x,,,,,,curated\r\na,x,,,,,,curated\r\n")
    try folder.write("b.csv", header)
    let comparison = try TableComparison(
      CodelistTables.units.table, before: CSVRecords(folder.path + "/a.csv"), after: CSVRecords(folder.path + "/b.csv"),
      limit: 10)
    #expect(throws: ReleaseComparisonError.self) { try comparison.compare() }
  }

  @Test func recordsAreReadAsTheyWereWritten() throws {
    let folder = try TemporaryFolder()
    let fields = [
      "a,b", "line\r\nbreak", "\"quoted\"", "", "=1+1", "'", "\u{2028}", "答复", String(repeating: "长", count: 200_000),
    ]
    let columns = fields.indices.map { Column("c\($0)", .text, "", "") }
    let table = Table(name: "t", chinese: "", english: "", key: ["c0"], columns: columns, formats: [])
    let sink = MemorySink()
    var writer: any TableWriter = CSVTableWriter(table: table, byteOrderMark: true, sink: sink)
    let cells = fields.map { Cell.text(orEmpty: $0) }
    try writer.write(
      TableContent(
        table: table, count: 2,
        cells: { body in
          try body(cells)
          try body(cells)
        }))
    try folder.write("t.csv", sink.text)
    let records = try CSVRecords(folder.path + "/t.csv")
    #expect(records.header == columns.map(\.name))
    for _ in 0..<2 {
      let record = try #require(try records.next())
      #expect((0..<record.count).map(record.text) == fields)
    }
    #expect(try records.next() == nil)
  }
}
