import DafuModel
import Foundation
import Testing

@testable import DafuPipeline

/// The stages' lines are written and read by hand; the types' `Codable` form says what they hold.
@Suite struct StageLineTests {
  /// Every character that JSON escapes, and some that it does not.
  private static let hostile =
    String(String.UnicodeScalarView((0..<0x21).compactMap { Unicode.Scalar(UInt32($0)) }))
    + "\"\\/\u{7F}\u{80}\u{2028}\u{FEFF}\u{FFFD}😀e\u{301}余额\u{3000}１．２％"

  private static let metadata = ReplyMetadata(
    title: "甲" + hostile, documentNumber: "乙〔2024〕7号", date: CivilDate(year: 2024, month: 3, day: 9),
    published: CivilDate(year: 2024, month: 12, day: 31), issuingBody: hostile, addressedBody: .npc, session: "一",
    proposalNumber: "0007", proposalTitle: "", coAgencies: ["丙", hostile], disposition: "A", disclosure: "主动公开",
    url: "https://example.org/a?b=\"c\"")

  private static let findings = [
    Finding(code: "a", severity: .note, message: hostile),
    Finding(code: "b", severity: .warning, message: "", range: 3..<9),
  ]

  private static let rejection = Rejection(path: "x/" + hostile, reason: .noBody, message: "nothing", sha256: "00ff")

  private static let document = ReplyDocument(
    path: "a/b.html", format: .markdown, sha256: "0123", metadata: metadata,
    text: NormalizedText(
      utf8: Array(("正文\t1\n" + hostile).utf8),
      runs: [NormalizedText.Run(start: 0, source: 12, count: 6), NormalizedText.Run(start: 7, source: 99, count: 1)]),
    blocks: [
      Block(kind: .documentNumber, range: 0..<6),
      Block(kind: .heading, range: 6..<7, level: 2, section: ["一、" + hostile], sentences: [0..<3, 3..<3]),
    ],
    tables: [
      DataTable(
        rows: [[DataTable.Cell(range: 0..<0), DataTable.Cell(range: 1..<4, isHeader: true, indent: 2)], []],
        headerRows: 1, caption: 0..<6, unitNote: 2..<4, section: ["二"]),
      DataTable(rows: [], headerRows: 0),
    ], findings: findings)

  private static func observation(_ value: ExactDecimal) -> Observation {
    Observation(
      observationID: "o", documentID: "d",
      period: Period(
        start: .firstDay(ofYear: 2020), end: .lastDay(ofYear: 2020), type: .cumulative, basis: .inherited),
      agency: "CN-A+CN-B", agencyName: hostile, agencyBasis: .stated, instrument: "_Z", instrumentName: "",
      metric: "loan_balance", metricName: "贷款余额", subject: hostile, measure: .changeYearOnYear, value: value,
      unit: "CNY", unitText: "亿元", comparator: .atMost, valueText: "“1”", status: .proposed, refArea: "000000",
      refAreaName: "中国", section: "一 > 二", evidence: hostile, start: 0, end: 1_234_567,
      confidence: ExactDecimal(significand: 93, exponent: -2), rule: "r",
      derivation: ["period": hostile, "a10": "", "a2": "x", "B": "y", "余额": "z", hostile: "k"])
  }

  private static let normalized = NormalizedDocument(
    record: DocumentRecord(
      documentID: "d", path: "p", format: .xml, sha256: "ab", metadata: ReplyMetadata(), agency: "CN-A",
      agencyName: "甲部", refArea: "110000", refAreaName: "北京市", coAgencyNames: ["乙", ""]),
    observations: [observation(ExactDecimal(significand: -125, exponent: -3)), observation(ExactDecimal(7))],
    codes: [
      "instruments": [
        Code(
          code: "c", name: "名", nameEnglish: "name", aliases: ["别", hostile], parent: "p", refArea: "1", domain: "d",
          measure: "level", symbol: "元", scale: "100", status: .discovered)
      ], "agencies": [Code(code: "e", name: "f")], "": [],
    ], findings: findings)

  private static let extracted: [ExtractOutcome] = [
    .document(document), .rejected(rejection), .rejected(Rejection(path: "", reason: .empty, message: "")),
    .document(
      ReplyDocument(
        path: "", format: .text, sha256: "", metadata: ReplyMetadata(), text: NormalizedText(utf8: []), blocks: [])),
  ]

  private static let read: [NormalizeOutcome] = [.document(normalized), .rejected(rejection)]

  private static func standard(_ value: some Encodable, _ options: JSONEncoder.OutputFormatting) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = options
    return Array(try encoder.encode(value))
  }

  @Test func writesWhatTheStandardEncoderWrites() throws {
    for outcome in Self.extracted {
      #expect(StageLine.encode(outcome) == (try Self.standard(outcome, [.sortedKeys, .withoutEscapingSlashes])))
    }
    for outcome in Self.read {
      #expect(StageLine.encode(outcome) == (try Self.standard(outcome, [.sortedKeys, .withoutEscapingSlashes])))
    }
  }

  /// Eight bytes are looked at together: marks and escapes at every place among them.
  @Test func escapesAreWrittenAndReadAtEveryPlace() throws {
    for length in 0..<20 {
      for place in 0...length {
        for mark in ["\"", "\\", "\n", "\u{1F}", "\u{7F}", "贷", "\u{0}"] {
          let text = String(repeating: "x", count: place) + mark + String(repeating: "款", count: length - place)
          let outcome = ExtractOutcome.document(
            ReplyDocument(
              path: text, format: .text, sha256: "", metadata: ReplyMetadata(),
              text: NormalizedText(utf8: Array((text + text).utf8)), blocks: []))
          let line = StageLine.encode(outcome)
          #expect(line == (try Self.standard(outcome, [.sortedKeys, .withoutEscapingSlashes])))
          let read = try line.withUnsafeBufferPointer { bytes in
            var reader = JSONLineReader(bytes)
            return try reader.extractOutcome()
          }
          #expect(read == outcome)
        }
      }
    }
  }

  @Test func readsItsOwnLinesWithoutTheStandardDecoder() throws {
    for outcome in Self.extracted {
      let line = StageLine.encode(outcome)
      let read = try line.withUnsafeBufferPointer { bytes in
        var reader = JSONLineReader(bytes)
        let read = try reader.extractOutcome()
        #expect(reader.isAtEnd)
        return read
      }
      #expect(read == outcome)
    }
    for outcome in Self.read {
      let line = StageLine.encode(outcome)
      let read = try line.withUnsafeBufferPointer { bytes in
        var reader = JSONLineReader(bytes)
        let read = try reader.normalizeOutcome()
        #expect(reader.isAtEnd)
        return read
      }
      #expect(read == outcome)
    }
  }

  @Test func readsEveryOtherFormOfTheSameJSON() throws {
    for outcome in Self.extracted {
      for options: JSONEncoder.OutputFormatting in [[], [.prettyPrinted], [.sortedKeys, .prettyPrinted]] {
        let line = try Self.standard(outcome, options)
        #expect(try StageLine.extractOutcome(from: line, number: 1) == outcome)
      }
    }
    for outcome in Self.read {
      #expect(try StageLine.normalizeOutcome(from: Self.standard(outcome, [.prettyPrinted]), number: 1) == outcome)
    }
  }

  @Test func refusesDamagedLinesWithTheirNumber() throws {
    let line = StageLine.encode(Self.extracted[0])
    for length in stride(from: 0, to: line.count, by: 7) {
      let error = #expect(throws: UsageError.self) {
        try StageLine.extractOutcome(from: Array(line[..<length]), number: 42)
      }
      #expect(error?.line == 42)
    }
    #expect(throws: UsageError.self) { try StageLine.extractOutcome(from: line + line, number: 1) }
    let reversed = Array(String(decoding: line, as: UTF8.self).replacing("[0,6]", with: "[6,0]").utf8)
    #expect(throws: UsageError.self) { try StageLine.extractOutcome(from: reversed, number: 1) }
  }
}
