import DafuCodelists
import DafuModel
import Testing

@testable import DafuLoad

/// The rows of a table as plain text, by column.
func rows(_ release: Release, _ name: String) throws -> [[String: String]] {
  var rows: [[String: String]] = []
  for content in release.tables where content.table.name == name {
    try content.forEachRow { cells in
      rows.append(
        Dictionary(uniqueKeysWithValues: zip(content.table.columns.map(\.name), cells.map(\.plainText))))
    }
  }
  return rows
}

@Suite struct KeyedTableTests {
  /// Builds documents `d0`, `d1`, … with one observation of one key each; gives the only row of the keyed table.
  private func row(_ changes: [(value: String, date: String?, change: (inout Observation) -> Void)]) throws
    -> [String: String]
  {
    let outcomes = try changes.enumerated().map { index, change in
      Fixtures.document(
        "d\(index)", date: change.date.flatMap { CivilDate($0) },
        [try Fixtures.observation("o\(index)", in: "d\(index)", value: change.value, change: change.change)])
    }
    let found = try rows(Fixtures.builder().build(outcomes), "financial_metrics")
    #expect(found.count == 1)
    return try #require(found.first)
  }

  @Test func oneObservationIsSingle() throws {
    let row = try row([("5", "2025-01-01", { _ in })])
    #expect(row["agreement"] == "single")
    #expect(row["n_observations"] == "1")
    #expect(row["value_min"] == "5")
  }

  @Test func equalValuesAgreeHoweverTheyAreWritten() throws {
    let row = try row([("5", "2025-01-01", { _ in }), ("5.00", "2025-01-02", { _ in })])
    #expect(row["agreement"] == "agree")
    #expect(row["n_documents"] == "2")
  }

  @Test func latestPeriodComesFirst() throws {
    let june = try #require(CivilDate("2024-06-30"))
    let row = try row([
      ("5", "2024-01-01", { _ in }),
      (
        "7", "2025-09-01",
        {
          $0.period.start = june
          $0.period.end = june
        }
      ),
    ])
    #expect(row["observation_id"] == "o0")
    #expect(row["value"] == "5")
    #expect(row["agreement"] == "conflict")
    #expect(row["value_min"] == "5")
    #expect(row["value_max"] == "7")
  }

  @Test func thenTheLatestDocumentAndNoDateIsOldest() throws {
    let later = try row([("5", nil, { _ in }), ("6", "2025-02-01", { _ in }), ("7", "2025-01-01", { _ in })])
    #expect(later["observation_id"] == "o1")
    #expect(later["n_observations"] == "3")
  }

  @Test func thenStatedBeforeInferred() throws {
    let row = try row([("5", "2025-01-01", { _ in }), ("7", "2025-01-01", { $0.period.basis = .stated })])
    #expect(row["observation_id"] == "o1")
    let agency = try self.row([("5", "2025-01-01", { _ in }), ("7", "2025-01-01", { $0.agencyBasis = .stated })])
    #expect(agency["observation_id"] == "o1")
  }

  @Test func thenTheMostDigitsThenTheSmallestIdentifier() throws {
    let digits = try row([
      ("1290", "2025-01-01", { $0.valueText = "0.129万元" }), ("1291.5", "2025-01-01", { $0.valueText = "1291.5元" }),
    ])
    #expect(digits["observation_id"] == "o1")
    let tie = try row([("7", "2025-01-01", { _ in }), ("5", "2025-01-01", { _ in })])
    #expect(tie["observation_id"] == "o0")
  }

  @Test(arguments: [
    ("1.29 万亿元", 3), ("0.050", 2), ("三百二十一亿元", 3), ("二〇二四", 4), ("１２家", 2), ("近千家", 0), ("超500亿元", 3),
  ])
  func significantDigits(text: String, count: Int) {
    var text = text
    #expect(text.withUTF8 { SignificantDigits.count(in: UnsafeRawBufferPointer($0)) } == count)
  }

  @Test func theEndsOfARangeAgreeAndOtherBoundsDoNot() throws {
    let range = try row([
      ("5", "2025-01-01", { $0.comparator = .atLeast }), ("8", "2025-01-01", { $0.comparator = .atMost }),
    ])
    #expect(range["agreement"] == "agree")
    #expect(range["value_max"] == "8")
    let crossed = try row([
      ("8", "2025-01-01", { $0.comparator = .atLeast }), ("5", "2025-01-01", { $0.comparator = .atMost }),
    ])
    #expect(crossed["agreement"] == "conflict")
  }

  @Test func onlyFinancialObservationsAreInIt() throws {
    func build(_ change: @escaping (inout Observation) -> Void) throws -> Int {
      let observation = try Fixtures.observation("o", in: "d") {
        $0.instrument = "_Z"
        $0.metric = "visit_count"
        $0.unit = "count"
        change(&$0)
      }
      return try Fixtures.builder().build([Fixtures.document("d", [observation])]).counts.financialMetrics
    }
    #expect(try build { _ in } == 0)
    #expect(try build { $0.unit = "CNY" } == 1)
    #expect(try build { $0.metric = "loan_balance" } == 1)
    #expect(try build { $0.instrument = "green-bond" } == 1)
  }

  @Test func everyPartOfTheKeyTellsRowsApart() throws {
    let changes: [(inout Observation) -> Void] = [
      { _ in }, { $0.subject = "户均" }, { $0.measure = .limit }, { $0.period.type = .duration },
      { $0.status = .planned }, { $0.refArea = "420000" }, { $0.agency = "310000-FIN" }, { $0.unit = "percent" },
      { $0.instrument = "green-bond" }, { $0.metric = "institution_count" },
    ]
    let observations = try changes.enumerated().map { index, change in
      try Fixtures.observation("o\(index)", in: "d", start: index * 100, change: change)
    }
    let release = try Fixtures.builder().build([Fixtures.document("d", observations)])
    #expect(release.counts.financialMetrics == changes.count)
    #expect(release.counts.conflicts == 0)
  }
}

@Suite struct IdentityTests {
  @Test func sameBytesTwiceAreOneDocument() throws {
    let release = try Fixtures.builder().build([
      Fixtures.document("d", path: "b.md", [try Fixtures.observation("d-1", in: "d")]),
      Fixtures.document("d", path: "a.md", [try Fixtures.observation("d-1", in: "d")]),
    ])
    #expect(try rows(release, "documents").map { $0["path"] } == ["a.md"])
    let rejects = try rows(release, "rejects")
    #expect(rejects.map { $0["path"] } == ["b.md"])
    #expect(rejects.first?["reason"] == "duplicate")
    #expect(release.counts.observations == 1)
  }

  @Test func otherBytesUnderOneIdentifierBothStay() throws {
    let release = try Fixtures.builder().build([
      Fixtures.document("d", path: "c.md", bytes: "c", [try Fixtures.observation("d-1", in: "d")]),
      Fixtures.document("d", path: "b.md", bytes: "b", [try Fixtures.observation("d-1", in: "d")]),
      Fixtures.document("d", path: "z.md", bytes: "c", [try Fixtures.observation("d-1", in: "d")]),
      Fixtures.document("d-2", path: "a.md", bytes: "a"),
    ])
    #expect(try rows(release, "documents").map { $0["document_id"] } == ["d", "d-2", "d-3"])
    #expect(try rows(release, "documents").map { $0["path"] } == ["b.md", "a.md", "c.md"])
    #expect(try rows(release, "documents").map { $0["n_observations"] } == ["1", "0", "1"])
    #expect(try rows(release, "observations").map { $0["observation_id"] } == ["d-1", "d-3-1"])
    #expect(try rows(release, "rejects").map { $0["path"] } == ["z.md"])
    #expect(release.findings.map(\.finding.code) == ["document-id-shared"])
  }

  @Test func rejectsOfOnePathShareARow() throws {
    let release = try Fixtures.builder().build([
      .rejected(Rejection(path: "a", reason: .empty, message: "no bytes")),
      .rejected(Rejection(path: "a", reason: .binary, message: "an image")),
      .rejected(Rejection(path: "a", reason: .empty, message: "no bytes")),
    ])
    #expect(try rows(release, "rejects").map { $0["message"] } == ["an image; also empty: no bytes"])
  }
}

@Suite struct CodesInUseTests {
  @Test func onlyUsedCodesAndTheirAncestors() throws {
    let release = try Fixtures.builder().build(Fixtures.sample())
    #expect(try rows(release, "instruments").map { $0["code"] } == ["_Z", "loan", "tech-loan", "x-hukezhuandai"])
    #expect(
      try rows(release, "instruments").map { $0["status"] } == ["curated", "curated", "curated", "discovered"])
    #expect(try rows(release, "agencies").map { $0["code"] } == ["310000", "310000-STC", "420000-FIN"])
    #expect(try rows(release, "units").map { $0["code"] } == ["CNY", "count", "percent"])
  }

  @Test func whatSeveralDocumentsSayOfACodeIsOneRow() throws {
    func document(_ identifier: String, _ code: Code) throws -> NormalizeOutcome {
      Fixtures.document(
        identifier, [try Fixtures.observation("o-" + identifier, in: identifier) { $0.instrument = "x-dai" }],
        codes: ["instruments": [code]])
    }
    let outcomes = [
      try document("a", Code(code: "x-dai", name: "乙贷", aliases: ["科技信贷", "快贷"], status: .discovered)),
      try document("b", Code(code: "x-dai", name: "甲贷", parent: "loan", status: .discovered)),
      Fixtures.document("c", [try Fixtures.observation("o-c", in: "c")]),
    ]
    let found = try rows(Fixtures.builder().build(outcomes), "instruments").first { $0["code"] == "x-dai" }
    #expect(found?["name"] == "乙贷")
    // 科技信贷 is a curated code's alias and stays with it.
    #expect(found?["aliases"] == "快贷|甲贷")
    #expect(found?["parent"] == "loan")
  }

  @Test func aCodeThatNobodyDefinesGetsARowAndAFinding() throws {
    let observation = try Fixtures.observation("o", in: "d") {
      $0.instrument = "tech-loan+x-unheard"
      $0.instrumentName = "科技贷款+没听说过贷"
    }
    let release = try Fixtures.builder().build([Fixtures.document("d", [observation])])
    #expect(try rows(release, "instruments").last?["name"] == "没听说过贷")
    #expect(release.findings.map(\.finding.code) == ["code-undefined"])
  }

  @Test func emptyCodesBecomeUnknown() throws {
    let observation = try Fixtures.observation("o", in: "d") {
      $0.agency = ""
      $0.refArea = ""
      $0.instrument = ""
    }
    let release = try Fixtures.builder().build([Fixtures.document("d", [observation])])
    let row = try rows(release, "observations").first
    #expect(row?["agency"] == "_U")
    #expect(row?["ref_area"] == "_U")
    #expect(row?["instrument"] == "_Z")
  }
}
