import DafuDigest
import Testing

@testable import DafuLoad

/// A piece of a file replaced by another, and what must be said of it.
struct Damage: Sendable, CustomTestStringConvertible {
  let file: String
  let text: String
  let damaged: String
  let rule: CheckFailure.Rule
  let row: Int?
  /// The file that the failure names, where it is another than the damaged one.
  let named: String

  init(
    _ file: String, _ text: String, _ damaged: String, _ rule: CheckFailure.Rule, row: Int? = nil,
    named: String? = nil
  ) {
    self.file = file
    self.text = text
    self.damaged = damaged
    self.rule = rule
    self.row = row
    self.named = named ?? file
  }

  var testDescription: String { "\(file): \(text.debugDescription) → \(damaged.debugDescription)" }

  static let all: [Damage] = [
    // Values of observations.
    Damage("observations.csv", "1290000000000", "1.29e12", .type, row: 1),
    Damage("observations.csv", "1290000000000", "1,290", .structure, row: 1),
    Damage("observations.csv", "1290000000000", "01290000000000", .type, row: 1),
    Damage("observations.csv", "1290000000000", "", .required, row: 1),
    Damage("observations.csv", "1290000000000", "1290000000001", .sameContent, row: 1, named: "observations.json"),
    Damage("observations.csv", ",100,", ",x100,", .type, row: 1),
    Damage("observations.csv", ",100,", ",99,", .offsets, row: 1),
    Damage("observations.csv", ",100,", ",-1,", .bounds, row: 1),
    Damage("observations.csv", ",100,", ",900,", .offsets, row: 1),
    Damage("observations.csv", ",0.92,", ",1.92,", .bounds, row: 1),
    Damage("observations.csv", ",0.92,", ",0.920,", .type, row: 1),
    Damage("observations.csv", "2024-12-31,instant", "2024-12-32,instant", .type, row: 1),
    Damage("observations.csv", "2024-12-31,instant", "2023-12-31,instant", .period, row: 1),
    Damage("observations.csv", "2024-12-31,instant", "2024/12/31,instant", .type, row: 1),
    Damage("observations.csv", ",2024,2024", ",2025,2024", .period, row: 1),
    Damage("observations.csv", ",instant,", ",sometimes,", .category, row: 1),
    Damage("observations.csv", ",realized,", ",Realized,", .category, row: 1),
    Damage("observations.csv", ",eq,", ",,", .required, row: 1),
    Damage("observations.csv", ",loan_balance,", ",loan balance,", .syntax, row: 1),
    // Keys and references.
    Damage("observations.csv", ",loan_balance,", ",loan_balanec,", .reference, row: 1),
    Damage("observations.csv", "tech-loan+x-hukezhuandai", "tech-loan+x-hukezhuandaj", .reference, row: 3),
    Damage("observations.csv", ",310000-STC,", ",310000-STD,", .reference, row: 1),
    Damage("observations.csv", ",CNY,", ",CNX,", .reference, row: 1),
    Damage("observations.csv", "sh-1-200", "sh-1-100", .uniqueKey, row: 2),
    Damage("observations.csv", "sh-1-100,沪科复〔2025〕1号", "sh-1-100,沪科复〔2025〕2号", .reference, row: 1),
    Damage("observations.csv", "sh-1-100,沪科复〔2025〕1号", "sh-1-100,鄂财复〔2024〕7号", .count, row: 1, named: "documents.csv"),
    // Form.
    Damage("observations.csv", "observation_id,", "observation_number,", .structure),
    Damage("observations.csv", "observation_id,document_id", "document_id,observation_id", .structure),
    Damage("observations.csv", ",amount\r\n", ",amount\n", .structure, row: 1),
    Damage("observations.csv", ",amount\r\n", ",amount,\r\n", .structure, row: 1),
    Damage("observations.csv", ",amount\r\n", "\r\n", .structure, row: 1),
    Damage("observations.csv", ",amount\r\n", ",amount\r\n\r\n", .structure, row: 2),
    Damage("observations.csv", ",amount\r\n", ",\"amount\"\r\n", .structure, row: 1),
    Damage("observations.csv", ",amount\r\n", ",am\"ount\r\n", .structure, row: 1),
    Damage("observations.csv", ",amount\r\n", ",\"amount\r\n", .structure, row: 1),
    Damage("observations.csv", ",amount\r\n", ",=1+1\r\n", .structure, row: 1),
    Damage("observations.csv", ",amount\r\n", ",am\u{0}ount\r\n", .structure, row: 1),
    Damage("observations.csv", "1.29 万亿元", "1.29 萬亿元", .sameContent, row: 1, named: "observations.json"),
    // Documents.
    Damage("documents.csv", "上海市财政局", "上海市财政厅", .sameContent, row: 1, named: "documents.json"),
    Damage("documents.csv", ",4\r\n", ",5\r\n", .count, row: 1),
    Damage("documents.csv", "aaaaaaaa", "AAAAAAAA", .syntax, row: 1),
    Damage("documents.csv", ",markdown,", ",word,", .category, row: 1),
    Damage("documents.csv", "2025-05-19", "2025-05-39", .type, row: 1),
    Damage("documents.csv", "沪科复〔2025〕1号", "鄂财复〔2024〕7号", .uniqueKey, row: 2),
    Damage("documents.csv", "沪科复〔2025〕1号", "沪科复〔2025〕9号", .reference, row: 1, named: "observations.csv"),
    // The keyed table.
    Damage("financial_metrics.csv", ",1290000000000,eq", ",1300000000000,eq", .span),
    Damage("financial_metrics.csv", ",conflict,", ",quarrel,", .category),
    Damage("financial_metrics.csv", "sh-1-200", "sh-1-201", .reference),
    // Codelists and rejects.
    Damage("instruments.csv", ",loan,curated", ",loam,curated", .reference),
    Damage("instruments.csv", ",curated", ",", .required),
    Damage("instruments.csv", "tech-loan,", "tech-loans,", .reference, named: "observations.csv"),
    Damage("agencies.csv", "310000-STC,", "310000+STC,", .syntax),
    Damage("metrics.csv", "loan_balance,", "institution_count,", .uniqueKey),
    Damage("units.csv", "CNY,", "CNZ,", .reference, named: "observations.csv"),
    Damage("rejects.csv", ",empty,", ",hollow,", .category, row: 1),
    // Other formats.
    Damage("observations.json", "1.29 万亿元", "1.28 万亿元", .sameContent, row: 1),
    Damage("observations.json", "1290000000000", "\"1290000000000\"", .sameContent, row: 1),
    Damage("observations.json", "\n]\n", "\n", .sameContent),
    Damage("documents.json", "]\n", "]\n ", .sameContent),
    Damage("financial_metrics.json", "null", "\"\"", .sameContent),
    // The descriptor.
    Damage("datapackage.json", "{", "[", .structure),
    Damage("datapackage.json", "\"primaryKey\"", "\"primarykey\"", .structure),
    Damage("datapackage.json", "\"type\": \"integer\"", "\"type\": \"number\"", .structure),
    Damage("datapackage.json", "\"instant\"", "\"instance\"", .structure),
    Damage("datapackage.json", "\"bytes\": ", "\"bytes\": 1", .count),
    Damage("datapackage.json", "\"hash\": \"sha256:", "\"hash\": \"sha256:0", .digest),
    Damage("datapackage.json", "\"path\": \"observations.csv\"", "\"path\": \"observation.csv\"", .reference),
  ]
}

@Suite struct DamageTests {
  private func published(in folder: TemporaryFolder) throws -> String {
    try ReleasePublisher(directory: folder.path).publish(Fixtures.builder().build(Fixtures.sample())).path
  }

  private func replace(_ path: String, with text: String, in folder: TemporaryFolder) throws {
    try folder.write("replacement", text)
    try FileSystem.rename(folder.path + "/replacement", to: path)
  }

  private func recomputeSums(of release: String, in folder: TemporaryFolder) throws {
    let names = try FileInventory.files(in: release).map(\.name).filter { $0 != Checksums.fileName }
    let files = try names.map {
      let bytes = try FileSystem.read(release + "/" + $0)
      return ReleaseFile(name: $0, sha256: SHA256.hexadecimal(of: bytes), byteCount: bytes.count)
    }
    try replace(
      release + "/" + Checksums.fileName, with: String(decoding: Checksums.bytes(of: files), as: UTF8.self), in: folder)
  }

  /// The digest tells that a file was changed; with the digests made anew, the content tells where.
  @Test(arguments: Damage.all)
  func contentIsRefusedAndNamed(_ damage: Damage) throws {
    let folder = try TemporaryFolder()
    let release = try published(in: folder)
    let path = release + "/" + damage.file
    let original = Array(try FileSystem.read(path))
    let (text, damaged) = (Array(damage.text.utf8), Array(damage.damaged.utf8))
    let place = try #require(
      original.indices.first { original[$0...].starts(with: text) }, "the file has nothing to damage")
    let bytes = original[..<place] + damaged + original[(place + text.count)...]
    try replace(path, with: String(decoding: bytes, as: UTF8.self), in: folder)
    #expect(
      try ReleaseVerifier.verify(release).contains { $0.rule == .digest && $0.file == damage.file })
    try recomputeSums(of: release, in: folder)
    let failures = try ReleaseVerifier.verify(release)
    #expect(
      failures.contains {
        $0.rule == damage.rule && $0.file == damage.named && (damage.row == nil || $0.row == damage.row)
      }, "\(failures.map { "\($0.file) \($0)" })")
  }

  @Test func thereAreFortyKinds() { #expect(Damage.all.count >= 40) }

  @Test func everyFileIsHeldToItsDigest() throws {
    let folder = try TemporaryFolder()
    let release = try published(in: folder)
    for (name, _) in try FileInventory.files(in: release) where name != Checksums.fileName {
      let path = release + "/" + name
      let original = String(decoding: try FileSystem.read(path), as: UTF8.self)
      for damaged in [original + " ", String(original.dropLast()), ""] {
        try replace(path, with: damaged, in: folder)
        #expect(try ReleaseVerifier.verify(release).contains { $0.rule == .digest && $0.file == name }, "\(name)")
      }
      try FileSystem.remove(path)
      #expect(try ReleaseVerifier.verify(release).contains { $0.rule == .files && $0.file == name }, "\(name)")
      try replace(path, with: original, in: folder)
    }
    #expect(try ReleaseVerifier.verify(release) == [])
  }

  @Test func bytesThatAreNoTextAreNamedByRow() throws {
    let folder = try TemporaryFolder()
    let release = try published(in: folder)
    let path = release + "/rejects.csv"
    let bytes = try FileSystem.read(path)
    try FileSystem.remove(path)
    let file = try OutputFile(path)
    try file.write(Array(bytes.dropLast(2)) + [0xFF, 0x0D, 0x0A])
    _ = try file.finish()
    try recomputeSums(of: release, in: folder)
    #expect(
      try ReleaseVerifier.verify(release).contains { $0.file == "rejects.csv" && $0.row == 1 && $0.rule == .structure })
  }

  @Test func theListOfDigestsIsChecked() throws {
    let folder = try TemporaryFolder()
    let release = try published(in: folder)
    let path = release + "/" + Checksums.fileName
    let original = String(decoding: try FileSystem.read(path), as: UTF8.self)
    let lines = original.split(separator: "\n").map(String.init)
    let first = lines[0]
    let cases: [(String, CheckFailure.Rule)] = [
      (original + first + "\n", .structure), (lines.reversed().joined(separator: "\n") + "\n", .structure),
      (String(original.dropLast()), .structure), (original.uppercased(), .structure),
      (original + String(repeating: "0", count: 64) + "  ../outside\n", .structure),
      (original + String(repeating: "0", count: 64) + "  /etc/hostname\n", .structure),
      (original + String(repeating: "0", count: 64) + "  zzz\n", .files),
      (lines.dropFirst().joined(separator: "\n") + "\n", .files), ("", .files),
    ]
    for (text, rule) in cases {
      try replace(path, with: text, in: folder)
      #expect(try ReleaseVerifier.verify(release).contains { $0.rule == rule }, "\(text)")
    }
    try FileSystem.remove(path)
    #expect(try ReleaseVerifier.verify(release).contains { $0.rule == .files && $0.file == Checksums.fileName })
  }

  @Test func whatIsTooManyIsNamedAlsoInSubfolders() throws {
    let folder = try TemporaryFolder()
    let release = try published(in: folder)
    try FileSystem.makeDirectory(release + "/sdmx")
    try replace(release + "/sdmx/data.csv", with: "x", in: folder)
    try FileSystem.makeLink(release + "/link", to: "units.csv")
    let failures = try ReleaseVerifier.verify(release)
    #expect(Set(failures.map(\.file)) == ["sdmx/data.csv", "link"])
    try recomputeSums(of: release, in: folder)
    #expect(try ReleaseVerifier.verify(release).map(\.file) == ["link"])
  }

  @Test func ofManyFailuresTheFirstAreListed() throws {
    var list = FailureList()
    for row in 1...(FailureList.limit + 5) { list.add(row: row, .type, "wrong") }
    let content = RejectsTable.definition.filled(with: [])
    let failures = try list.failures(in: content)
    #expect(failures.count == FailureList.limit + 1)
    #expect(failures.last?.message == "… and 5 more failures")
  }
}
