import DafuModel
import Testing

@testable import DafuLoad

/// A page and its attachment are one reply.
@Suite struct OtherFormsTests {
  /// A document in a form, with as many figures as told.
  private func document(
    _ identifier: String, _ path: String, _ format: DocumentFormat, bytes: Character, figures: Int = 1,
    change: (inout DocumentRecord) -> Void = { _ in }
  ) throws -> NormalizeOutcome {
    var record = Fixtures.record(identifier, path: path, bytes: bytes)
    record.format = format
    change(&record)
    let observations = try (0..<figures).map {
      try Fixtures.observation("\(identifier)-\($0)", in: identifier, start: 100 * $0)
    }
    return .document(NormalizedDocument(record: record, observations: observations, codes: [:]))
  }

  /// The paths that were kept, and those that were rejected with their reasons; in both orders of the inputs.
  private func kept(_ inputs: [NormalizeOutcome]) throws -> (kept: [String], rejected: [String]) {
    func build(_ inputs: [NormalizeOutcome]) throws -> (kept: [String], rejected: [String]) {
      let release = try Fixtures.builder().build(inputs)
      func column(_ table: String, _ names: [String]) throws -> [String] {
        let content = try #require(release.tables.first { $0.table.name == table })
        let places = try names.map { try #require(content.table.index(of: $0)) }
        var values: [String] = []
        try content.forEachRow { row in values.append(places.map { row[$0].plainText }.joined(separator: " ")) }
        return values.sorted()
      }
      return (try column("documents", ["path"]), try column("rejects", ["path", "reason"]))
    }
    let forward = try build(inputs)
    let backward = try build(inputs.reversed())
    #expect(forward.kept == backward.kept && forward.rejected == backward.rejected)
    return forward
  }

  @Test func ofEqualFormsThePageIsKept() throws {
    let result = try kept([
      document("d", "a.pdf", .pdf, bytes: "a"), document("d", "b.html", .html, bytes: "b"),
      document("d", "c.docx", .docx, bytes: "c"),
    ])
    #expect(result.kept == ["b.html"])
    #expect(result.rejected == ["a.pdf other-form", "c.docx other-form"])
  }

  @Test func theFormWithMoreFiguresIsKept() throws {
    let result = try kept([
      document("d", "a.html", .html, bytes: "a", figures: 1), document("d", "b.ofd", .ofd, bytes: "b", figures: 3),
    ])
    #expect(result.kept == ["b.ofd"])
  }

  @Test func recognizedTextDisplacesNothing() throws {
    let result = try kept([
      document("d", "a.html", .html, bytes: "a", figures: 1),
      document("d", "b.pdf", .scannedPDF, bytes: "b", figures: 3),
    ])
    #expect(result.kept == ["a.html"])
  }

  @Test func withoutANumberTitleDateAndProposalDecide() throws {
    func without(_ identifier: String, _ path: String, _ format: DocumentFormat, _ bytes: Character, day: Int) throws
      -> NormalizeOutcome
    {
      try document(identifier, path, format, bytes: bytes) {
        $0.metadata.documentNumber = nil
        $0.metadata.date = CivilDate(year: 2025, month: 5, day: day)
      }
    }
    let result = try kept([
      without("x", "a.html", .html, "a", day: 1), without("y", "b.pdf", .pdf, "b", day: 1),
      without("z", "c.pdf", .pdf, "c", day: 2),
    ])
    #expect(result.kept == ["a.html", "c.pdf"])
  }

  @Test func otherNumbersAreOtherReplies() throws {
    let result = try kept([
      document("d", "a.html", .html, bytes: "a"),
      document("e", "b.pdf", .pdf, bytes: "b") {
        $0.metadata.documentNumber = "沪科复〔2025〕2号"
        $0.metadata.title = "关于另一提案的答复"
      },
    ])
    #expect(result.kept == ["a.html", "b.pdf"])
    #expect(result.rejected.isEmpty)
  }

  @Test func theSameBytesAreADuplicate() throws {
    let result = try kept([document("d", "a.pdf", .pdf, bytes: "a"), document("d", "b.pdf", .pdf, bytes: "a")])
    #expect(result.rejected == ["b.pdf duplicate"])
  }
}
