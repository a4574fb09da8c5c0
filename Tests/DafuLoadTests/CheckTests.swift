import DafuModel
import Testing

@testable import DafuLoad

@Suite struct CheckTests {
  /// The rules that fail where one observation is changed.
  private func failures(_ change: (inout Observation) -> Void) throws -> [CheckFailure] {
    var observation = try Fixtures.observation("o", in: "d")
    change(&observation)
    let outcome = Fixtures.document("d", [observation])
    do {
      _ = try Fixtures.builder().build([outcome])
      return []
    } catch let error as ReleaseCheckError { return error.failures }
  }

  @Test func aSoundReleasePasses() throws { #expect(try failures { _ in }.isEmpty) }

  @Test func eachRuleIsHeld() throws {
    let day = try #require(CivilDate("2025-01-01"))
    let cases: [(CheckFailure.Rule, (inout Observation) -> Void)] = [
      (.required, { $0.evidence = "" }), (.offsets, { $0.end += 1 }), (.offsets, { $0.end = $0.start }),
      (.bounds, { $0.start = -1 }), (.bounds, { $0.confidence = ExactDecimal(2) }),
      (.period, { $0.period.start = day }),
      (.reference, { $0.documentID = "nowhere" }), (.syntax, { $0.refArea = "31 00" }),
      (.syntax, { $0.metric = "a|b" }),
    ]
    for (rule, change) in cases {
      #expect(try failures(change).contains { $0.rule == rule && $0.row == 1 }, "\(rule)")
    }
  }

  @Test func aFailureNamesTableRowAndRule() throws {
    let failure = try #require(try failures { $0.confidence = ExactDecimal(2) }.first)
    #expect(failure.description == "observations row 1 (observation_id=o): bounds: confidence 2 is above 1")
  }

  @Test func identifiersAreUnique() throws {
    let twice = [try Fixtures.observation("o", in: "d"), try Fixtures.observation("o", in: "d", start: 500)]
    let error = #expect(throws: ReleaseCheckError.self) {
      try Fixtures.builder().build([Fixtures.document("d", twice)])
    }
    #expect(error?.failures.contains { $0.rule == .uniqueKey && $0.table == "observations" && $0.row == 2 } == true)
  }

  @Test func everyReferenceLeadsToAColumnOfATable() {
    for table in ReleaseTables.all {
      for column in table.columns {
        guard let reference = column.reference else { continue }
        let target = ReleaseTables.all.first { $0.name == reference.table }
        #expect(target?.index(of: reference.column) != nil, "\(table.name).\(column.name)")
      }
      #expect(Set(table.columns.map(\.name)).count == table.columns.count)
      #expect(table.key.allSatisfy { table.index(of: $0) != nil })
    }
  }
}

@Suite struct VerifierTests {
  @Test func aPublishedReleaseIsSound() throws {
    let folder = try TemporaryFolder()
    let published = try ReleasePublisher(directory: folder.path).publish(Fixtures.builder().build(Fixtures.sample()))
    #expect(try ReleaseVerifier.verify(published.path) == [])
  }

  /// Damage to a file: what is replaced, and the rules that notice beside the digest.
  @Test(arguments: [
    ("observations.csv", "1290000000000", "1.29e12", CheckFailure.Rule.type),
    ("observations.csv", "2024-12-31,instant", "2024-12-32,instant", .type),
    ("observations.csv", ",instant,", ",sometimes,", .category),
    ("observations.csv", ",loan_balance,", ",loan_balanec,", .reference),
    ("observations.csv", "tech-loan+x-hukezhuandai", "tech-loan+x-hukezhuandaj", .reference),
    ("observations.csv", "sh-1-200", "sh-1-100", .uniqueKey),
    ("observations.csv", "observation_id,", "observation_number,", .structure),
    ("observations.csv", ",100,", ",x100,", .type),
    ("documents.csv", "上海市财政局", "上海市财政厅", .sameContent),
    ("documents.csv", ",4\r\n", ",5\r\n", .count),
    ("financial_metrics.csv", ",1290000000000,eq", ",1300000000000,eq", .span),
    ("observations.json", "1.29 万亿元", "1.28 万亿元", .sameContent),
    ("instruments.csv", ",loan,curated", ",loam,curated", .reference),
    ("instruments.csv", ",curated", ",", .required),
    ("datapackage.json", "CC-BY", "CC-BX", .digest),
    ("SHA256SUMS", "  rejects.csv", " rejects.csv", .structure),
  ])
  func damageIsFound(file: String, text: String, damaged: String, rule: CheckFailure.Rule) throws {
    let folder = try TemporaryFolder()
    let published = try ReleasePublisher(directory: folder.path).publish(Fixtures.builder().build(Fixtures.sample()))
    let path = published.path + "/" + file
    let original = String(decoding: try FileSystem.read(path), as: UTF8.self)
    let range = try #require(original.firstRange(of: text))
    try folder.write("damaged", original.replacingCharacters(range, damaged))
    try FileSystem.rename(folder.path + "/damaged", to: path)
    let failures = try ReleaseVerifier.verify(published.path)
    #expect(failures.contains { $0.rule == rule }, "\(failures)")
    if file != "SHA256SUMS" { #expect(failures.contains { $0.rule == .digest && $0.table == file }) }
  }

  @Test func missingAndForeignFilesAreFound() throws {
    let folder = try TemporaryFolder()
    let published = try ReleasePublisher(directory: folder.path).publish(Fixtures.builder().build(Fixtures.sample()))
    try folder.write("extra", "x")
    try FileSystem.rename(folder.path + "/extra", to: published.path + "/extra.txt")
    try FileSystem.remove(published.path + "/units.csv")
    let failures = try ReleaseVerifier.verify(published.path)
    #expect(failures.contains { $0.table == "extra.txt" && $0.rule == .files })
    #expect(failures.contains { $0.table == "units.csv" && $0.rule == .files })
    #expect(failures.contains { $0.table == "observations" && $0.rule == .reference })
  }
}

extension String {
  fileprivate func replacingCharacters(_ range: Range<String.Index>, _ text: String) -> String {
    String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
  }
}
