import Foundation
import Testing

@testable import DafuPipeline

@Suite struct ReportingTests {
  static func objects(_ text: String) throws -> [[String: Any]] {
    try text.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  @Test func everyLineIsAnObject() throws {
    let folder = try IncrementalTests.folder()
    try folder.write("replies/empty.txt", "")
    let result = try IncrementalTests.run(folder, ["--log-format", "json"])
    #expect(result.exitCode == 3)
    let lines = try ReportingTests.objects(result.errors)
    #expect(lines.compactMap { $0["message"] as? String }.contains("published"))
    #expect(
      lines.allSatisfy { ($0["time"] as? String)?.hasSuffix("Z") == true && $0["dataset"] as? String == "figures" })
    let rejected = try #require(lines.first { $0["level"] as? String == "warning" })
    #expect(rejected["path"] as? String == "empty.txt")
    #expect(rejected["reason"] as? String == "empty")
    #expect(lines.last?["loaded"] as? Int == 9)
    try folder.write("pipeline.yml", Fixtures.pipeline.replacingOccurrences(of: "s: 1", with: "s: 99"))
    let failed = try IncrementalTests.run(folder, ["--log-format", "json"])
    #expect(failed.exitCode == 1)
    let error = try #require(try ReportingTests.objects(failed.errors).last)
    #expect(error["level"] as? String == "error")
    #expect((error["message"] as? String)?.contains("at least 99") == true)
  }

  @Test func lineageEventsComeInPairs() throws {
    let folder = try IncrementalTests.folder()
    let options = ["--openlineage", "lineage.ndjson"]
    #expect(try IncrementalTests.run(folder, options).exitCode == 0)
    try folder.write("pipeline.yml", Fixtures.pipeline.replacingOccurrences(of: "s: 1", with: "s: 99"))
    #expect(try IncrementalTests.run(folder, options).exitCode == 1)
    let events = try ReportingTests.objects(String(contentsOfFile: folder.path("lineage.ndjson"), encoding: .utf8))
    #expect(events.compactMap { $0["eventType"] as? String } == ["START", "COMPLETE", "START", "FAIL"])
    func run(_ index: Int) -> String? { (events[index]["run"] as? [String: Any])?["runId"] as? String }
    #expect(run(0) != nil && run(0) == run(1) && run(2) == run(3) && run(0) != run(2))
    for event in events {
      #expect((event["job"] as? [String: Any])?["name"] as? String == "figures")
      #expect(event["schemaURL"] as? String == "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent")
      #expect(((event["inputs"] as? [[String: Any]])?.first?["name"] as? String)?.hasSuffix("/replies") == true)
    }
    let output = try #require((events[1]["outputs"] as? [[String: Any]])?.first)
    let version = (output["facets"] as? [String: Any])?["version"] as? [String: Any]
    let latest = try FileManager.default.destinationOfSymbolicLink(atPath: folder.path("out/figures/latest"))
    #expect(version?["datasetVersion"] as? String == latest)
    // A file that cannot be written is said, and harms nothing.
    let elsewhere = try IncrementalTests.folder()
    let result = try IncrementalTests.run(elsewhere, ["--openlineage", "none/lineage.ndjson"])
    #expect(result.exitCode == 0)
    #expect(result.errors.contains("cannot write none/lineage.ndjson"))
  }

  @Test func theBarTellsRateAndTimeLeft() {
    var bar = ProgressBar()
    let begin = ContinuousClock.now
    func progress(_ done: Int) -> StageProgress { StageProgress(stage: "extract", done: done, total: 1000) }
    let first = bar.line(progress(0), at: begin) ?? ""
    #expect(first.contains("0/1000") && !first.contains("left"))
    // More often than ten times a second nobody can read.
    #expect(bar.line(progress(1), at: .now) == nil)
    let later = bar.line(progress(250), at: begin + .seconds(100)) ?? ""
    #expect(later.contains("250/1000") && later.contains("left"), "\(later)")
    #expect(later.contains("[██████░░░░░░░░░░░░░░░░░░]"), "\(later)")
    #expect(later.contains("2.5") || later.contains("2.4"), "\(later)")
    #expect(ProgressBar.duration(59) == "0:59")
    #expect(ProgressBar.duration(3661) == "1:01:01")
  }

  @Test func wordsWithBlanksAreQuoted() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("log", "")
    let handle = try #require(FileHandle(forWritingAtPath: path))
    var lines = LogLines(form: .text, descriptor: handle.fileDescriptor)
    lines.metadata = ["b": "two words", "a": "1"]
    lines.log(
      event: .init(
        level: .warning, message: "said", metadata: ["c": ""], source: nil, file: #fileID, function: #function,
        line: #line))
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.hasSuffix(" warning said a=1 b=\"two words\" c=\"\"\n"), "\(text)")
  }
}
