import Foundation
import Testing

/// The stages as a cluster's engine runs them: records with their bytes, parts of the corpus, parts of the tables.
@Suite struct RecordStreamTests {
  private func lines(_ data: Data) -> [String] {
    String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  private func stream(_ lines: [String]) -> Data { Data(lines.map { $0 + "\n" }.joined().utf8) }

  @Test func recordsGiveTheOutcomesOfTheirFiles() throws {
    let folder = try Fixtures.folder()
    try folder.write("replies/empty.txt", "")
    let files = try BuiltProgram.run(["extract", "replies", "--pipeline", "pipeline.yml"], folder: folder.path)
    let list = try BuiltProgram.run(
      ["extract", "--list", "replies", "--pipeline", "pipeline.yml"], folder: folder.path)
    #expect(list.exitCode == 0, "\(list.errors)")
    let located = try BuiltProgram.run(
      ["extract", "--ndjson", "--pipeline", "pipeline.yml"], input: list.output, folder: folder.path)
    #expect(located.exitCode == 3)
    #expect(located.output == files.output)
    let records = try lines(list.output).map { line in
      let entry = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: String])
      let path = try #require(entry["path"])
      let bytes = try #require(FileManager.default.contents(atPath: folder.path("replies/" + path)))
      let record = ["path": path, "bytes": bytes.base64EncodedString()]
      return String(decoding: try JSONSerialization.data(withJSONObject: record), as: UTF8.self)
    }
    let sent = try BuiltProgram.run(
      ["extract", "--ndjson", "--pipeline", "pipeline.yml", "--jobs", "1"], input: stream(records),
      folder: folder.path)
    #expect(sent.output == files.output)
  }

  @Test func everyLineHasAnOutcome() throws {
    let folder = try Fixtures.folder()
    let good = Data(Fixtures.markdown.utf8).base64EncodedString()
    let input = [
      #"{"path":"a.md","bytes":"\#(good)"}"#, #"{"path":"b.md","bytes":"***"}"#, "nonsense", #"{"bytes":""}"#, "[]",
      #"{"path":"c.md"}"#, #"{"rejected":{"path":"d","reason":"not-a-file","message":"a pipe"}}"#,
      #"{"path":"e.md","bytes":""}"#, #"{"path":"f.md","bytes":"\#(good)"}"#,
    ]
    let result = try BuiltProgram.run(
      ["extract", "--ndjson", "--pipeline", "pipeline.yml"], input: stream(input), folder: folder.path)
    #expect(result.exitCode == 3)
    let outcomes = try lines(result.output).map { line -> String in
      let outcome = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: [String: Any]])
      if let rejected = outcome["rejected"] { return "\(rejected["path"] ?? "") \(rejected["reason"] ?? "")" }
      return "\(outcome["document"]?["path"] ?? "") read"
    }
    #expect(
      outcomes == [
        "a.md read", "b.md malformed", "line-3 malformed", "line-4 malformed", "line-5 malformed", "c.md malformed",
        "d not-a-file", "e.md empty", "f.md read",
      ])
  }

  /// Parts by identifier, each told of the identifiers elsewhere that might be given twice; keys resolved in parts.
  @Test func partsGiveTheBytesOfTheWhole() throws {
    let folder = try Fixtures.folder()
    // The same reply twice, three others of its number, and one whose identifier is what the second would be given.
    try folder.write("replies/z/copy.txt", Fixtures.text(number: 3, amount: "300.5"))
    try folder.write("replies/z/other.txt", Fixtures.text(number: 3, amount: "301.5"))
    try folder.write("replies/z/third.txt", Fixtures.text(number: 3, amount: "302.5"))
    try folder.write("replies/empty.txt", "")
    let extracted = try BuiltProgram.run(["extract", "replies", "--pipeline", "pipeline.yml"], folder: folder.path)
    let normalized = try BuiltProgram.run(["normalize", "pipeline.yml"], input: extracted.output, folder: folder.path)
    var outcomes = lines(normalized.output)
    func identifier(_ line: String) throws -> String? {
      let outcome = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: [String: Any]])
      return (outcome["normalized"]?["record"] as? [String: Any])?["documentID"] as? String
    }
    let shared = try #require(try outcomes.first { $0.contains("z/other.txt") }.flatMap(identifier))
    let other = try #require(try outcomes.first { $0.contains("text/4.txt") }.flatMap(identifier))
    outcomes = outcomes.map { $0.replacingOccurrences(of: other, with: shared + "-2") }
    let whole = try BuiltProgram.run(
      ["load", "pipeline.yml", "--output", "whole"], input: stream(outcomes), folder: folder.path)
    #expect(whole.exitCode == 3, "\(whole.errors)")

    func isShared(_ line: String) throws -> Bool { try identifier(line) == shared }
    let parts = [
      try outcomes.filter(isShared) + [#"{"taken":"\#(shared)-2"}"#], try outcomes.filter { try !isShared($0) },
    ]
    var records: [String] = []
    for part in parts {
      let tabulated = try BuiltProgram.run(["tabulate", "pipeline.yml"], input: stream(part), folder: folder.path)
      #expect(tabulated.exitCode == 0, "\(tabulated.errors)")
      let made = lines(tabulated.output)
      #expect(made.last == "end\t\(part.count)\t\(made.count - 1)")
      records += made
    }
    let documents = records.filter { $0.hasPrefix("documents\t") }
    #expect(documents.count == 11)
    func load(_ records: [String], _ output: String) throws {
      let loaded = try BuiltProgram.run(
        ["load", "--records", "pipeline.yml", "--output", output], input: stream(records), folder: folder.path)
      #expect(loaded.exitCode == 3, "\(loaded.errors)")
      #expect(try releaseFiles(folder.path(output)) == releaseFiles(folder.path("whole")))
    }
    try load(records.reversed(), "candidates")

    let codes = records.filter { $0.hasPrefix("codes\t") }
    let candidates = records.filter { $0.hasPrefix("metric_candidates\t") }
    #expect(candidates.count > 10)
    let rest = records.filter { !$0.hasPrefix("metric_candidates\t") }
    let groups = Dictionary(grouping: candidates) { $0.split(separator: "\t")[1] }
    var rows: [String] = []
    for half in [0, 1] {
      let part = groups.values.filter { $0[0].utf8.count % 2 == half }.flatMap { $0.reversed() }
      let resolved = try BuiltProgram.run(
        ["resolve", "pipeline.yml"], input: stream(part + codes), folder: folder.path)
      #expect(resolved.exitCode == 0, "\(resolved.errors)")
      rows += lines(resolved.output).filter { $0.hasPrefix("financial_metrics\t") }
    }
    #expect(rows.count == groups.count)
    try load(rows + rest, "resolved")
  }

  @Test(arguments: ["tabulate", "resolve", "load --records"]) func aDamagedStreamIsNamed(command: String) throws {
    let folder = try Fixtures.folder()
    for line in ["nonsense", "observations\tAA==\t\tAA==", "observations\t*\t\t", "documents\t\t\t"] {
      let result = try BuiltProgram.run(
        command.split(separator: " ").map(String.init) + ["pipeline.yml"], input: stream(["end\t0\t0", line]),
        folder: folder.path)
      if command == "tabulate" {
        #expect(result.errors.contains("standard input:1:"), "\(result.errors)")
      } else {
        #expect(result.errors.contains("standard input:2:"), "\(result.errors)")
      }
      #expect(result.exitCode == 2)
    }
  }
}
