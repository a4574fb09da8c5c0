import DafuCodelists
import DafuModel
import Foundation
import Glibc
import Testing

@testable import DafuLoad

/// Invented replies of an invented city, and the codelists that they use.
enum Fixtures {
  static let codelists = CodelistSet(
    agencies: Codelist(
      name: "agencies",
      codes: [
        Code(code: "310000", name: "上海市人民政府", refArea: "310000"),
        Code(code: "310000-FIN", name: "上海市财政局", aliases: ["市财政局"], parent: "310000", refArea: "310000"),
        Code(code: "310000-STC", name: "上海市科学技术委员会", parent: "310000", refArea: "310000"),
        Code(code: "420000-FIN", name: "湖北省财政厅", refArea: "420000"),
      ]),
    areas: Codelist(name: "areas", codes: [Code(code: "310000", name: "上海市")]),
    departments: DepartmentList(departments: []),
    instruments: Codelist(
      name: "instruments",
      codes: [
        Code(code: "loan", name: "贷款类", nameEnglish: "Loans"),
        Code(code: "tech-loan", name: "科技贷款", aliases: ["科技型企业贷款", "科技信贷"], parent: "loan"),
        Code(code: "guarantee-loan", name: "担保贷款", parent: "loan"),
        Code(code: "green-bond", name: "绿色债券"),
      ]),
    metrics: Codelist(
      name: "metrics",
      codes: [
        Code(code: "loan_balance", name: "贷款余额", domain: "finance"),
        Code(code: "institution_count", name: "机构数", domain: "activity"),
        Code(code: "visit_count", name: "走访数", domain: "activity"),
      ]),
    units: Codelist(
      name: "units",
      codes: [
        Code(code: "CNY", name: "人民币元", symbol: "元", scale: "1"), Code(code: "percent", name: "百分比", symbol: "%"),
        Code(code: "count", name: "个"),
      ]))

  static func options(
    version: String? = nil, byteOrderMark: Bool = true, dataset: String = "replies"
  ) throws -> ReleaseOptions {
    try ReleaseOptions(
      dataset: dataset, title: "答复数据", description: "Invented figures for tests.",
      licence: .init(name: "CC-BY-4.0", path: "https://creativecommons.org/licenses/by/4.0/"), version: version,
      csvByteOrderMark: byteOrderMark)
  }

  static func record(
    _ identifier: String, path: String? = nil, date: CivilDate? = CivilDate("2025-05-19"), bytes: Character = "a"
  ) -> DocumentRecord {
    DocumentRecord(
      documentID: identifier, path: path ?? identifier + ".md", format: .markdown,
      sha256: String(repeating: bytes, count: 64),
      metadata: ReplyMetadata(
        title: "关于“试点”提案的答复", documentNumber: "沪科复〔2025〕1号", date: date, addressedBody: .cppcc, proposalNumber: "0042"),
      agency: "310000-STC", agencyName: "上海市科学技术委员会", refArea: "310000", refAreaName: "上海市",
      coAgencyNames: ["上海市财政局", "上海市数据局"])
  }

  /// An observation of 科技贷款 in 2024, at a place in the text that is as long as its text.
  static func observation(
    _ identifier: String, in document: String, value: String = "1290000000000", text: String = "1.29 万亿元",
    start: Int = 100, change: (inout Observation) -> Void = { _ in }
  ) throws -> Observation {
    let day = CivilDate.lastDay(ofYear: 2024)
    var observation = Observation(
      observationID: identifier, documentID: document,
      period: Period(start: day, end: day, type: .instant, basis: .relative), agency: "310000-STC",
      agencyName: "上海市科学技术委员会", agencyBasis: .publisher, instrument: "tech-loan", instrumentName: "科技贷款",
      metric: "loan_balance", metricName: "贷款余额", subject: "", measure: .level,
      value: try #require(ExactDecimal(value)), unit: "CNY", unitText: "万亿元", comparator: .equal, valueText: text,
      status: .realized, refArea: "310000", refAreaName: "上海市", section: "一、进展 > （一）信贷",
      evidence: "截至2024年底，科技贷款余额\(text)。", start: start, end: start,
      confidence: try #require(ExactDecimal("0.92")), rule: "amount")
    change(&observation)
    observation.end = observation.start + observation.valueText.utf8.count
    return observation
  }

  static func document(
    _ identifier: String, path: String? = nil, date: CivilDate? = CivilDate("2025-05-19"), bytes: Character = "a",
    _ observations: [Observation] = [],
    codes: [String: [Code]] = [:]
  ) -> NormalizeOutcome {
    .document(
      NormalizedDocument(
        record: record(identifier, path: path, date: date, bytes: bytes), observations: observations, codes: codes))
  }

  static func builder(_ corrections: [Correction] = [], version: String? = nil) throws -> ReleaseBuilder {
    ReleaseBuilder(options: try options(version: version), codelists: codelists, corrections: corrections)
  }

  /// A few documents with everything in them: joint codes, discovered ones, ranges, formula-like text, a rejection.
  static func sample() throws -> [NormalizeOutcome] {
    [
      document(
        "沪科复〔2025〕1号",
        [
          try observation("sh-1-100", in: "沪科复〔2025〕1号"),
          try observation("sh-1-200", in: "沪科复〔2025〕1号", value: "18.6", text: "18.6%", start: 200) {
            $0.unit = "percent"
            $0.unitText = "%"
            $0.measure = .changeYearOnYear
          },
          try observation("sh-1-300", in: "沪科复〔2025〕1号", value: "50000000000", text: "超500亿元", start: 300) {
            $0.instrument = "tech-loan+x-hukezhuandai"
            $0.instrumentName = "科技贷款+沪科专贷"
            $0.comparator = .above
          },
          try observation("sh-1-400", in: "沪科复〔2025〕1号", value: "-0.5", text: "-0.5%", start: 400) {
            $0.unit = "percent"
            $0.section = "=1+1, \"quoted\"\r\nnext\u{2028}line"
            $0.measure = .change
          },
        ], codes: ["instruments": [Code(code: "x-hukezhuandai", name: "沪科专贷", status: .discovered)]]),
      document(
        "鄂财复〔2024〕7号", path: "湖北/7.html", date: CivilDate("2024-09-01"), bytes: "b",
        [
          try observation("hb-7-50", in: "鄂财复〔2024〕7号", value: "1200000000000", text: "1.2万亿元", start: 50),
          try observation("hb-7-90", in: "鄂财复〔2024〕7号", value: "12", text: "12家", start: 90) {
            $0.unit = "count"
            $0.metric = "institution_count"
            $0.metricName = "机构数"
            $0.instrument = "_Z"
            $0.instrumentName = ""
            $0.subject = "服务机构"
            $0.agency = "420000-FIN"
            $0.agencyName = "湖北省财政厅"
          },
        ]),
      .rejected(Rejection(path: "broken/空.html", reason: .empty, message: "the file has no bytes")),
    ]
  }
}

/// A folder that is removed when the test ends.
final class TemporaryFolder {
  let path: String

  init() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "dafu-load-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.path
  }

  deinit { try? FileSystem.remove(path) }

  func write(_ name: String, _ text: String) throws {
    try? FileSystem.remove(path + "/" + name)
    let file = try OutputFile(path + "/" + name)
    try file.write(Array(text.utf8))
    _ = try file.finish()
  }

  /// The bytes of every file below, by path; links as their target.
  func snapshot(_ below: String = "") throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for name in try FileSystem.names(in: path + below) {
      let relative = below + "/" + name
      switch try FileSystem.kind(of: path + relative) {
      case .directory: try files.merge(snapshot(relative)) { first, _ in first }
      case .link: files[relative] = Array((FileSystem.target(ofLink: path + relative) ?? "").utf8)
      default: files[relative] = try FileSystem.read(path + relative)
      }
    }
    return files
  }
}

/// Bytes in memory.
final class MemorySink: ByteSink {
  private(set) var bytes: [UInt8] = []

  func write(_ bytes: UnsafeRawBufferPointer) { self.bytes += bytes }

  var text: String { String(decoding: bytes, as: UTF8.self) }
}
