import Foundation
import Testing

@testable import DafuPipeline

/// What a run takes over from earlier ones, and that its release has the bytes of one that takes over nothing.
@Suite struct IncrementalTests {
  /// A folder of replies whose pipeline has its own codelists.
  static func folder(_ settings: String = "") throws -> TemporaryFolder {
    let folder = try Fixtures.folder()
    let lists = Repository.path("pipelines/codelists")
    for name in try FileManager.default.contentsOfDirectory(atPath: lists) where name.hasSuffix(".csv") {
      try folder.write("codelists/" + name, String(contentsOfFile: lists + "/" + name, encoding: .utf8))
    }
    let pipeline = Fixtures.pipeline.replacingOccurrences(of: lists, with: "codelists")
    try folder.write("pipeline.yml", pipeline + "\n" + settings)
    return folder
  }

  static func run(_ folder: TemporaryFolder, _ options: [String] = []) throws -> BuiltProgram.Result {
    try BuiltProgram.run(["run", "pipeline.yml"] + options, folder: folder.path)
  }

  /// Runs, and compares the release with one that a run without any state makes elsewhere.
  static func expectSameAsFromScratch(
    _ folder: TemporaryFolder, inputs counts: String, options: [String] = [],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let result = try run(folder, options)
    #expect([0, 3].contains(result.exitCode), "\(result.errors)", sourceLocation: sourceLocation)
    #expect(result.text.contains(counts), "\(result.text)", sourceLocation: sourceLocation)
    let elsewhere = "scratch-\(UUID().uuidString)"
    #expect(
      [0, 3].contains(try run(folder, ["--output", elsewhere]).exitCode), sourceLocation: sourceLocation)
    #expect(
      try releaseFiles(folder.path("out")) == releaseFiles(folder.path(elsewhere)), sourceLocation: sourceLocation)
  }

  static func explain(_ folder: TemporaryFolder) throws -> [String: String] {
    let text = try run(folder, ["--explain"]).text
    let lines = text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    return Dictionary(lines.dropLast().compactMap { $0.count == 2 ? ($0[1], $0[0]) : nil }) { first, _ in first }
  }

  @Test func nothingChangedNothingDone() throws {
    let folder = try IncrementalTests.folder()
    let first = try IncrementalTests.run(folder)
    #expect(first.text.contains("9 loaded, 0 unchanged, 0 rejected"))
    let before = try releaseFiles(folder.path("out"))
    let second = try IncrementalTests.run(folder)
    #expect(second.exitCode == 0, "\(second.errors)")
    #expect(second.text.contains("(unchanged)"))
    #expect(second.text.contains("0 loaded, 9 unchanged, 0 rejected"))
    #expect(try releaseFiles(folder.path("out")) == before)
    #expect(try Set(IncrementalTests.explain(folder).values) == ["unchanged"])
  }

  @Test func onlyChangedBytesAreReadAgain() throws {
    let folder = try IncrementalTests.folder()
    _ = try IncrementalTests.run(folder)
    try folder.write("replies/text/3.txt", Fixtures.text(number: 3, amount: "777.7"))
    try folder.write("replies/text/7.txt", Fixtures.text(number: 7, amount: "7"))
    // The same bytes under another date are the same.
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1)], ofItemAtPath: folder.path("replies/text/4.txt"))
    let reasons = try IncrementalTests.explain(folder)
    #expect(reasons["text/3.txt"] == "bytes-changed")
    #expect(reasons["text/7.txt"] == "new")
    #expect(reasons["text/4.txt"] == "unchanged")
    try IncrementalTests.expectSameAsFromScratch(folder, inputs: "2 loaded, 8 unchanged, 0 rejected")
  }

  /// The size and the time of the last writing are as before; only the bytes tell.
  @Test func aChangeThatHidesIsFound() throws {
    let folder = try IncrementalTests.folder()
    let path = folder.path("replies/text/2.txt")
    let day = Date(timeIntervalSince1970: 1_700_000_000)
    try FileManager.default.setAttributes([.modificationDate: day], ofItemAtPath: path)
    _ = try IncrementalTests.run(folder)
    try folder.write("replies/text/2.txt", Fixtures.text(number: 2, amount: "300.5"))
    try FileManager.default.setAttributes([.modificationDate: day], ofItemAtPath: path)
    #expect(try IncrementalTests.explain(folder)["text/2.txt"] == "bytes-changed")
    try IncrementalTests.expectSameAsFromScratch(folder, inputs: "1 loaded, 8 unchanged, 0 rejected")
  }

  @Test func anotherCodelistNormalizesAllAndReadsNone() throws {
    let folder = try IncrementalTests.folder()
    _ = try IncrementalTests.run(folder)
    let list = folder.path("codelists/metrics.csv")
    let before = try String(contentsOfFile: list, encoding: .utf8)
    try folder.write("codelists/metrics.csv", before + "own_metric,自有指标,,,,,\n")
    #expect(try Set(IncrementalTests.explain(folder).values) == ["codelists-changed"])
    try IncrementalTests.expectSameAsFromScratch(folder, inputs: "9 loaded, 0 unchanged, 0 rejected")
    try folder.write("codelists/metrics.csv", before)
    try IncrementalTests.expectSameAsFromScratch(folder, inputs: "9 loaded, 0 unchanged, 0 rejected")
  }

  @Test func correctionsAndSettingsOnlyLoadAgain() throws {
    let folder = try IncrementalTests.folder("corrections: corrections.csv")
    try folder.write("corrections.csv", "document,figure,action,field,value,reason,expect\n")
    _ = try IncrementalTests.run(folder)
    try folder.write(
      "corrections.csv",
      "document,figure,action,field,value,reason,expect\n"
        + "a/b/c.md,1.29万亿元,override,value,129000000000,亿 was meant,新增担保业务\n")
    try IncrementalTests.expectSameAsFromScratch(folder, inputs: "0 loaded, 9 unchanged, 0 rejected")
    let pipeline = try String(contentsOfFile: folder.path("pipeline.yml"), encoding: .utf8)
    try folder.write("pipeline.yml", pipeline.replacingOccurrences(of: "Invented.", with: "Made up."))
    try IncrementalTests.expectSameAsFromScratch(folder, inputs: "0 loaded, 9 unchanged, 0 rejected")
  }

  @Test func whatIsGoneLeavesTheReleaseAndIsSaid() throws {
    let folder = try IncrementalTests.folder()
    _ = try IncrementalTests.run(folder)
    try FileManager.default.removeItem(atPath: folder.path("replies/text/5.txt"))
    #expect(try IncrementalTests.explain(folder)["text/5.txt"] == "missing")
    try IncrementalTests.expectSameAsFromScratch(folder, inputs: "0 loaded, 8 unchanged, 0 rejected, 1 missing")
    let status = try BuiltProgram.run(["status", "pipeline.yml"], folder: folder.path)
    #expect(status.text.split(separator: "\n").contains { $0.hasPrefix("missing") && $0.contains("text/5.txt") })
    #expect(try IncrementalTests.run(folder).text.contains("(unchanged)"))
  }

  @Test func rejectedInputsStayRejected() throws {
    let folder = try IncrementalTests.folder()
    try folder.write("replies/empty.txt", "")
    try folder.link("replies/nowhere.txt", to: "nothing")
    try folder.write("replies/again.txt", Fixtures.text(number: 1, amount: "100.5"))
    let first = try IncrementalTests.run(folder)
    #expect(first.exitCode == 3)
    #expect(first.text.contains("9 loaded, 0 unchanged, 3 rejected"), "\(first.text)")
    let second = try IncrementalTests.run(folder)
    #expect(second.exitCode == 0)
    #expect(second.text.contains("0 loaded, 9 unchanged, 3 rejected"), "\(second.text)")
    let status = try BuiltProgram.run(["status", "pipeline.yml", "--json"], folder: folder.path)
    let object = try #require(try JSONSerialization.jsonObject(with: status.output) as? [String: Any])
    let outcomes = try #require(object["outcomes"] as? [[String: Any]])
    let rejected = outcomes.filter { $0["outcome"] as? String == "rejected" }
    #expect(rejected.compactMap { $0["reason"] as? String }.sorted() == ["duplicate", "empty", "unreadable"])
    #expect(outcomes.count == 12)
    try folder.write("replies/nothing", Fixtures.text(number: 8, amount: "8"))
    // The link leads to a document now, and is the same document as the file that it leads to.
    try IncrementalTests.expectSameAsFromScratch(folder, inputs: "1 loaded, 9 unchanged, 3 rejected")
  }

  @Test func aStateThatIsGoneOrBrokenCostsOnlyTime() throws {
    let folder = try IncrementalTests.folder()
    _ = try IncrementalTests.run(folder)
    let before = try releaseFiles(folder.path("out"))
    let state = folder.path("out/figures/.state")
    try FileManager.default.removeItem(atPath: state)
    #expect(try IncrementalTests.run(folder).text.contains("9 loaded"))
    for (number, damage) in ["no database at all", ""].enumerated() {
      try folder.write("out/figures/.state/state.sqlite", damage.isEmpty ? "" : damage)
      for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: state + "/state.sqlite" + suffix) }
      let result = try IncrementalTests.run(folder)
      #expect(result.exitCode == 0)
      #expect(result.text.contains("9 loaded"))
      // An empty file is a new database; anything else is set aside and said.
      #expect(result.errors.contains("set aside") == (number == 0), "\(result.errors)")
    }
    #expect(FileManager.default.fileExists(atPath: state + "/state.sqlite.damaged-1"))
    // A page in the middle is overwritten: whichever it is, the release is right.
    let file = state + "/state.sqlite"
    var bytes = try #require(FileManager.default.contents(atPath: file))
    for page in stride(from: 4096, to: bytes.count - 4096, by: 8192) {
      bytes.replaceSubrange(page..<page + 512, with: [UInt8](repeating: 0xA5, count: 512))
    }
    try bytes.write(to: URL(fileURLWithPath: file))
    let result = try IncrementalTests.run(folder)
    #expect(result.exitCode == 0, "\(result.errors)")
    #expect(try releaseFiles(folder.path("out")) == before)
    #expect(try IncrementalTests.run(folder, ["--fresh"]).text.contains("9 loaded"))
    #expect(try IncrementalTests.run(folder, ["--rehash"]).text.contains("(unchanged)"))
    #expect(try releaseFiles(folder.path("out")) == before)
  }

  @Test func aPipelineMayKeepNoStateOrKeepItElsewhere() throws {
    let without = try IncrementalTests.folder("state: {keep: false}")
    for _ in 0..<2 { #expect(try IncrementalTests.run(without).text.contains("9 loaded")) }
    #expect(!FileManager.default.fileExists(atPath: without.path("out/figures/.state")))
    #expect(try BuiltProgram.run(["status", "pipeline.yml"], folder: without.path).exitCode == 2)
    let elsewhere = try IncrementalTests.folder("state: {directory: memory, runs: 2}")
    for _ in 0..<4 { _ = try IncrementalTests.run(elsewhere) }
    #expect(FileManager.default.fileExists(atPath: elsewhere.path("memory/state.sqlite")))
    let status = try BuiltProgram.run(["status", "pipeline.yml", "--json"], folder: elsewhere.path)
    let object = try #require(try JSONSerialization.jsonObject(with: status.output) as? [String: Any])
    #expect((object["runs"] as? [[String: Any]])?.compactMap { $0["number"] as? Int } == [4, 3])
  }

  @Test func aStateThatCannotBeMadeIsDoneWithout() throws {
    let folder = try IncrementalTests.folder("state: {directory: file/below}")
    try folder.write("file", "x")
    let result = try IncrementalTests.run(folder)
    #expect(result.exitCode == 0)
    #expect(result.errors.contains("this run goes on without"), "\(result.errors)")
    #expect(try releaseFiles(folder.path("out")).count >= 13)
  }

  @Test func aReleaseThatIsGoneIsMadeAgain() throws {
    let folder = try IncrementalTests.folder()
    _ = try IncrementalTests.run(folder)
    let before = try releaseFiles(folder.path("out"))
    let home = URL(fileURLWithPath: folder.path("out/figures"))
    try FileManager.default.removeItem(at: home.appendingPathComponent("latest").resolvingSymlinksInPath())
    #expect(try IncrementalTests.run(folder).text.contains("0 loaded, 9 unchanged"))
    #expect(try releaseFiles(folder.path("out")) == before)
  }

  @Test func aNamedVersionIsPublishedThoughNothingChanged() throws {
    let folder = try IncrementalTests.folder()
    _ = try IncrementalTests.run(folder)
    for name in ["1.0", "1.0.1"] {
      let result = try IncrementalTests.run(folder, ["--version-name", "1.0", "--number-if-taken"])
      #expect(result.text.contains("0 loaded, 9 unchanged"))
      let latest = try FileManager.default.destinationOfSymbolicLink(atPath: folder.path("out/figures/latest"))
      #expect(latest == name)
    }
  }
}
