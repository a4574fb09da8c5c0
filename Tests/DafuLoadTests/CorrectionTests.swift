import DafuModel
import Testing

@testable import DafuLoad

private let header = "document,figure,action,field,value,reason,expect\n"

private func corrections(_ lines: String) throws -> [Correction] {
  try Correction.read(file: "corrections.csv", bytes: Array((header + lines).utf8))
}

private func build(_ lines: String, _ observations: [Observation]? = nil) throws -> Release {
  let observations = try observations ?? [Fixtures.observation("o", in: "d")]
  return try Fixtures.builder(corrections(lines)).build([Fixtures.document("d", path: "a/d.md", observations)])
}

@Suite struct CorrectionTests {
  @Test func dropByIdentifierAndByPath() throws {
    #expect(try build("d,o,drop,,,counted twice,科技贷款\n").counts.observations == 0)
    #expect(try build("a/d.md,1.29 万亿元,drop,,,counted twice,\n").counts.observations == 0)
  }

  @Test func overrideReachesTheKeyedTableAndNames() throws {
    let release = try build("d,o,override,value,129000000000,a slip of 亿,\nd,o,override,instrument,green-bond,slip,\n")
    let row = try rows(release, "financial_metrics").first
    #expect(row?["value"] == "129000000000")
    #expect(row?["instrument_name"] == "绿色债券")
    #expect(try rows(release, "observations").first?["rule"] == "amount+correction")
  }

  @Test func flagLowersConfidence() throws {
    #expect(try rows(build("d,o,flag,,0.1,doubtful,\n"), "observations").first?["confidence"] == "0.1")
  }

  @Test func otherDocumentsAreNobodysBusiness() throws {
    #expect(try build("elsewhere,o,drop,,,gone,\n").counts.observations == 1)
  }

  @Test(arguments: [
    ("d,o,drop,,,slip,此句已改\n", "no longer says"), ("d,9亿元,drop,,,slip,\n", "no longer has"),
    ("d,o,override,value,1290000000000.0,slip,\n", "mended itself"),
  ])
  func aMendedSourceFailsTheRun(line: String, words: String) throws {
    let error = #expect(throws: ReleaseCheckError.self) { try build(line) }
    #expect(error?.failures.map(\.row) == [2])
    #expect(error?.description.contains(words) == true)
  }

  @Test func aFigureThatStandsTwiceMustBeNamedApart() throws {
    let twice = [
      try Fixtures.observation("o", in: "d"), try Fixtures.observation("p", in: "d", start: 900),
    ]
    #expect(throws: ReleaseCheckError.self) { try build("d,1.29 万亿元,drop,,,slip,\n", twice) }
    #expect(try build("d,p,drop,,,slip,\n", twice).counts.observations == 1)
    let samePlace = [try Fixtures.observation("o", in: "d"), try Fixtures.observation("p", in: "d")]
    #expect(try build("d,1.29 万亿元,drop,,,slip,\n", samePlace).counts.observations == 0)
  }

  @Test(arguments: [
    ("d,o,erase,,,why,\n", "erase"), ("d,o,override,colour,red,why,\n", "colour"),
    ("d,o,override,value,12x,why,\n", "12x"), ("d,o,override,period_end,2024-02-30,why,\n", "2024-02-30"),
    ("d,o,drop,,,,\n", "reason"), ("d,o,flag,,1.5,why,\n", "confidence"), ("d,o,drop\n", "fields"),
  ])
  func faultsNameFileAndLine(line: String, words: String) throws {
    let error = #expect(throws: CorrectionError.self) { try corrections("d,o,drop,,,why,\n" + line) }
    #expect(error?.description.hasPrefix("corrections.csv:3: ") == true)
    #expect(error?.message.contains(words) == true)
  }
}
