import DafuModel
import Testing

@testable import DafuPipeline

@Suite struct SummaryTests {
  private func checks(documents: Int = 0, observations: Int = 0, share: String) throws -> PipelineFile.Checks {
    PipelineFile.Checks(
      minimumDocuments: documents, minimumObservations: observations,
      maximumRejectShare: try #require(ExactDecimal(share)))
  }

  private func summary(documents: Int, observations: Int = 0, rejected: Int = 0) -> RunSummary {
    var summary = RunSummary()
    summary.documents = documents
    summary.observations = observations
    summary.rejections = (0..<rejected).map { Rejection(path: "\($0)", reason: .empty, message: "") }
    return summary
  }

  @Test func theShareOfRejectionsIsExact() throws {
    let most = try checks(share: "0.1")
    #expect(most.failures(of: summary(documents: 9, rejected: 1)).isEmpty)
    #expect(most.failures(of: summary(documents: 8, rejected: 1)).count == 1)
    #expect(try checks(share: "0").failures(of: summary(documents: 99, rejected: 1)).count == 1)
    #expect(try checks(share: "1").failures(of: summary(documents: 0, rejected: 5)).isEmpty)
  }

  @Test func minimaHold() throws {
    let minima = try checks(documents: 2, observations: 3, share: "1")
    #expect(minima.failures(of: summary(documents: 2, observations: 3)).isEmpty)
    #expect(minima.failures(of: summary(documents: 1, observations: 2)).count == 2)
  }

  @Test func reasonsAreCountedInTheOrderOfTheirNames() {
    var summary = RunSummary()
    summary.rejections = [.noBody, .binary, .noBody].map { Rejection(path: "a", reason: $0, message: "") }
    #expect(summary.text.contains("rejected      3 (binary 1, no-body 2)\n"))
  }

  @Test func chineseCharactersAreTwoColumnsWide() {
    var table = TextTable(columns: 2, rightAligned: [1])
    table.add(["贷款", "1"])
    table.add(["ab", "100"])
    #expect(table.text == "贷款    1\nab    100\n")
    #expect(TextTable.width(of: "（3%）") == 6)
  }
}
