import DafuCodelists
import DafuModel
import Testing

@testable import DafuPipeline

@Suite struct CorrectionsTests {
  static let header = "document,figure,action,to,reason,expect\n"

  private func list(_ name: String, _ codes: [Code] = []) -> Codelist { Codelist(name: name, codes: codes) }

  private func corrections(_ rows: String) throws -> Corrections {
    let codelists = try CodelistSet.reading(folder: Repository.path("pipelines/codelists"))
    return try Corrections(
      file: "corrections.csv", bytes: Array((CorrectionsTests.header + rows).utf8), codelists: codelists)
  }

  private func observation(_ number: Int, value: Int, text: String) throws -> Observation {
    let day = try #require(CivilDate("2024-12-31"))
    return Observation(
      observationID: "d-\(number)", documentID: "d",
      period: Period(start: day, end: day, type: .instant, basis: .stated), agency: "x-a", agencyName: "某局",
      agencyBasis: .publisher, instrument: "_Z", instrumentName: "", metric: "loan_balance", metricName: "贷款余额",
      subject: "", measure: .level, value: ExactDecimal(value), unit: "CNY", unitText: "亿元", comparator: .equal,
      valueText: text, status: .realized, refArea: "_U", refAreaName: "", section: "", evidence: text, start: 0,
      end: text.utf8.count, confidence: ExactDecimal(1), rule: "figure")
  }

  private func document() throws -> NormalizedDocument {
    NormalizedDocument(
      record: DocumentRecord(
        documentID: "d", path: "a/d.html", format: .html, sha256: "", metadata: ReplyMetadata(), agency: "x-a",
        agencyName: "某局", refArea: "_U", refAreaName: "", coAgencyNames: []),
      observations: [
        try observation(1, value: 350, text: "3.5亿元"), try observation(2, value: 7, text: "7家"),
        try observation(3, value: 7, text: "7家"),
      ])
  }

  private func applied(_ rows: String) throws -> (document: NormalizedDocument, failures: [String]) {
    var failures: [String] = []
    let document = try corrections(rows).applied(to: document(), failures: &failures)
    return (document, failures)
  }

  @Test func aFigureIsSetScaledOrDropped() throws {
    let (document, failures) = try applied(
      """
      a/d.html,3.5亿元,scale,0.0001,typo,350
      d,d-2,drop,,counted twice,7
      d,d-3,status,planned,a plan,7
      another,1,drop,,not here,1

      """)
    #expect(failures == [])
    #expect(document.observations.map(\.observationID) == ["d-1", "d-3"])
    #expect(document.observations.map(\.value.description) == ["0.035", "7"])
    #expect(document.observations.map(\.status) == [.realized, .planned])
    #expect(document.observations.map(\.rule) == ["figure+correction", "figure+correction"])
    #expect(document.observations.first?.derivation["correction"] == "typo")
  }

  @Test func aMendedSourceFailsTheRun() throws {
    let (_, changed) = try applied("d,3.5亿元,value,1,typo,999\n")
    #expect(changed.count == 1)
    #expect(changed.first?.hasPrefix("corrections.csv:2: a/d.html now states 350") == true)
    let (_, gone) = try applied("d,4亿元,value,1,typo,400\n")
    #expect(gone.first?.contains("no figure `4亿元` any more") == true)
  }

  @Test func aFigureThatStandsTwiceMustBeNamedByIdentifier() throws {
    let (document, failures) = try applied("d,7家,drop,,typo,7\n")
    #expect(failures.first?.contains("d-2, d-3") == true)
    #expect(document.observations.count == 3)
  }

  @Test(arguments: [
    ("d,1,forget,,r,1\n", "`forget`"), ("d,1,value,lots,r,1\n", "decimal"), ("d,1,unit,shekel,r,1\n", "units.csv"),
    ("d,1,drop,,r,\n", "`expect`"), ("d,1,drop,,,1\n", "reason"), ("d,1,drop\n", "3 fields"),
    ("d,1,drop,x,r,1\n", "needs no `to`"), ("d,1,period_end,2024-02-30,r,1\n", "ISO date"),
  ])
  func aBrokenRowIsNamed(rows: String, word: String) {
    let error = #expect(throws: UsageError.self) { try corrections(rows) }
    #expect(error?.line == 2)
    #expect(error?.message.contains(word) == true, "\(error?.message ?? "")")
  }
}
