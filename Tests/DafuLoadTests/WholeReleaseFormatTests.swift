import DafuModel
import GRDB
import Testing

@testable import DafuLoad

/// The formats that are made from all tables at once.
@Suite struct WholeReleaseFormatTests {
  /// The sample's release in every format, with `change` made to its first observation.
  private func release(
    in folder: TemporaryFolder, change: (inout Observation) -> Void = { _ in }
  ) throws -> String {
    let options = try ReleaseOptions(
      dataset: "replies", title: "答复数据", description: "Invented figures for tests.",
      formats: [.csv, .json, .xlsx, .sqlite, .sdmx, .csvw])
    let builder = ReleaseBuilder(options: options, codelists: Fixtures.codelists, corrections: [])
    let outcomes =
      try Fixtures.sample() + [
        Fixtures.document(
          "hostile", path: "hostile.md", bytes: "c",
          [try Fixtures.observation("x-1-100", in: "hostile", change: change)])
      ]
    return try ReleasePublisher(directory: folder.path).publish(try builder.build(outcomes)).path
  }

  @Test func theSameInputGivesTheSameBytes() throws {
    let first = try TemporaryFolder()
    let second = try TemporaryFolder()
    _ = try release(in: first)
    _ = try release(in: second)
    let bytes = try first.snapshot()
    #expect(bytes == (try second.snapshot()))
    #expect(bytes.keys.contains { $0.hasSuffix("/dataset.xlsx") })
    #expect(bytes.keys.contains { $0.hasSuffix("/dataset.sqlite") })
  }

  @Test func theDatabaseHoldsTheExactValueAndOneToCalculateWith() throws {
    let folder = try TemporaryFolder()
    let path = try release(in: folder) { $0.value = ExactDecimal("12345678901234567890.125") ?? $0.value }
    let queue = try DatabaseQueue(path: path + "/dataset.sqlite")
    try queue.read { database in
      let row = try #require(
        try Row.fetchOne(
          database, sql: "SELECT value, value_exact FROM observations WHERE observation_id = 'x-1-100'"))
      #expect(row["value_exact"] as String == "12345678901234567890.125")
      #expect(row["value"] as Double == 12_345_678_901_234_567_890.125)
      #expect(try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").isEmpty)
      let joint = try Int.fetchOne(
        database, sql: "SELECT count(*) FROM observations_instruments WHERE observation_id = 'sh-1-300'")
      #expect(joint == 2)
      let found = try Int.fetchOne(
        database, sql: "SELECT count(*) FROM observations_fts WHERE observations_fts MATCH '贷款余额'")
      #expect((found ?? 0) > 0)
      let chosen = try Int.fetchOne(database, sql: "SELECT count(*) FROM conflicts WHERE is_chosen")
      let conflicts = try Int.fetchOne(
        database, sql: "SELECT count(*) FROM financial_metrics WHERE agreement = 'conflict'")
      #expect(chosen == conflicts)
      #expect((conflicts ?? 0) > 0)
    }
  }

  @Test(arguments: [
    "=1+1", "a,b\"c\"", "一\r\n二", "一\u{2028}二", "一\u{0}二", "右\u{200F}左\u{202E}", String(repeating: "长", count: 40_000),
  ])
  func theDatabaseHoldsEveryText(text: String) throws {
    let folder = try TemporaryFolder()
    let path = try release(in: folder) { $0.evidence = text }
    let stored = try DatabaseQueue(path: path + "/dataset.sqlite").read {
      try String.fetchOne($0, sql: "SELECT evidence FROM observations WHERE observation_id = 'x-1-100'")
    }
    #expect(Array((stored ?? "").utf8) == Array(text.withoutNUL.utf8))
  }

  @Test func theDatabaseRefusesWhatIsNoCode() throws {
    let folder = try TemporaryFolder()
    let path = try release(in: folder)
    let queue = try DatabaseQueue(path: path + "/dataset.sqlite")
    for change in [
      "UPDATE observations SET measure = 'guess'", "UPDATE observations SET value = 'much'",
      "UPDATE observations SET metric = 'none'", "UPDATE observations SET period_end = '2024-02-30'",
      "UPDATE observations SET observation_id = 'one'", "UPDATE observations SET year = NULL",
    ] {
      #expect(throws: DatabaseError.self, "\(change)") { try queue.write { try $0.execute(sql: change) } }
    }
  }

  @Test func theDataOfSDMXHasOneLineARow() throws {
    let folder = try TemporaryFolder()
    let path = try release(in: folder) { $0.subject = "一\u{2028}二\r\n三\u{85}四" }
    let text = String(decoding: try FileSystem.read(path + "/sdmx/data.csv"), as: UTF8.self)
    let lines = text.utf8.split(separator: 0x0A)
    let rows = try FileSystem.read(path + "/financial_metrics.json").count { $0 == UInt8(ascii: "{") }
    #expect(lines.count == rows + 1)
    #expect(!text.unicodeScalars.contains("\u{2028}"))
    #expect(text.contains("tech-loan$x-hukezhuandai"))
    #expect(text.hasPrefix("STRUCTURE,STRUCTURE_ID,ACTION,FREQ,"))
  }

  @Test func everyFileIsDescribed() throws {
    let folder = try TemporaryFolder()
    let path = try release(in: folder)
    let text = String(decoding: try FileSystem.read(path + "/datapackage.json"), as: UTF8.self)
    for name in ["dataset.xlsx", "dataset.sqlite", "sdmx/data.csv", "sdmx/structure.xml", "csv-metadata.json"] {
      #expect(text.contains("\"path\": \"\(name)\""), "\(name)")
    }
  }
}

@Suite struct WorkbookTests {
  @Test(arguments: [
    ("=1+1", "=1+1"), ("_x0041_", "_x005F_x0041_"), ("_x00zz_", "_x00zz_"), ("a\u{0}b\u{FFFF}", "a\u{FFFD}b\u{FFFD}"),
    ("行\n行", "行\n行"), ("\u{200F}", "\u{200F}"),
  ])
  func cell(text: String, expected: String) {
    let (shown, isCut) = WorkbookText.cell(text)
    #expect(Array(shown.utf8) == Array(expected.utf8))
    #expect(!isCut)
  }

  @Test(arguments: ["长", "😀", "_x0041_"])
  func aCellHoldsNoMoreThanItsLimit(piece: String) {
    let (shown, isCut) = WorkbookText.cell(String(repeating: piece, count: 32_768))
    #expect(isCut)
    #expect(shown.hasSuffix("…"))
    #expect(shown.utf16.count <= WorkbookText.limit)
    #expect(shown.utf16.count > WorkbookText.limit - 10)
    #expect(!WorkbookText.cell(String(repeating: "长", count: 32_767)).isCut)
  }

  @Test(arguments: [
    ("1290000000000", "CNY", "0\\.00,,\"亿元\""), ("-100000000", "CNY", "0\\.00,,\"亿元\""),
    ("99999999", "CNY", "0\\.0,\"万元\""), ("9999.5", "CNY", "General\"元\""), ("18.6", "percent", "General\"%\""),
    ("1234", "count", "#,##0"), ("0.5", "count", "General"),
  ])
  func numberFormat(value: String, unit: String, expected: String) throws {
    #expect(NumberDisplay.format(of: try #require(ExactDecimal(value)), unit: unit) == expected)
  }

  @Test(arguments: [("1900-03-01", 61), ("2000-01-01", 36526), ("2024-02-29", 45351), ("2024-12-31", 45657)])
  func serialDay(date: String, expected: Int) throws {
    #expect(NumberDisplay.serial(of: try #require(CivilDate(date))) == expected)
  }

  @Test func earlyDaysHaveNoSerial() throws {
    #expect(NumberDisplay.serial(of: try #require(CivilDate("1900-02-28"))) == nil)
    #expect(NumberDisplay.secondsSince1970(of: try #require(CivilDate("1970-01-02"))) == 86_400)
  }

  @Test func digitsBeyondFifteenAreTooMany() throws {
    #expect(!NumberDisplay.exceedsSpreadsheet(try #require(ExactDecimal("999999999999999"))))
    #expect(NumberDisplay.exceedsSpreadsheet(try #require(ExactDecimal("1234567890123456"))))
    #expect(!NumberDisplay.exceedsSpreadsheet(try #require(ExactDecimal("1290000000000000000"))))
  }
}

@Suite struct IdentifierTests {
  @Test(arguments: [
    ("310000-STC", "310000-STC"), ("a+b", "a$b"), ("", "_Z"), ("a.b", "a@2Eb"), ("中", "@E4@B8@AD"),
  ])
  func code(code: String, expected: String) { #expect(SDMXIdentifier.code(code) == expected) }

  @Test func artefact() {
    #expect(SDMXIdentifier.artefact("official-replies") == "OFFICIAL_REPLIES")
    #expect(SDMXIdentifier.artefact("2024") == "D_2024")
  }

  @Test func markupIsEscaped() {
    #expect(XMLText.escaped("<a & \"b\">\n\u{0}") == "&lt;a &amp; &quot;b&quot;&gt;&#10;\u{FFFD}")
  }
}
