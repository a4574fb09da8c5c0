import Foundation
import Testing

@Suite struct ReleaseNotesTests {
  /// The figures of the README and those that the report shows are the same ones.
  @Test func theReadmeSaysWhatTheAccuracyFileSays() throws {
    let readme = try Repository.text("README.md")
    let rows = try Repository.text("pipelines/accuracy.csv").split(whereSeparator: \.isNewline).dropFirst()
    #expect(!rows.isEmpty)
    for row in rows {
      // Numbers hold no comma, so counting from the end is safe where a description is quoted.
      let fields = row.split(separator: ",", omittingEmptySubsequences: false).suffix(7).map(String.init)
      let line = "| \(fields[0..<4].joined(separator: " | ")) | \(fields[4]) of \(fields[5]) |"
      #expect(readme.contains(line), "\(line)")
    }
  }

  @Test func diffTellsWhatChangedAndEndsWell() throws {
    let folder = try Fixtures.folder()
    try folder.write(
      "pipeline.yml",
      Fixtures.pipeline.replacingOccurrences(of: "[csv, json]", with: "[csv, report, quality, changes, notes]"))
    #expect(try BuiltProgram.run(["run", "pipeline.yml"], folder: folder.path).exitCode == 0)
    let home = folder.path("out/figures")
    let first = try FileManager.default.destinationOfSymbolicLink(atPath: home + "/latest")
    try folder.write("replies/more.txt", Fixtures.text(number: 901, amount: "77.7"))
    #expect(try BuiltProgram.run(["run", "pipeline.yml"], folder: folder.path).exitCode == 0)
    let byFolder = try BuiltProgram.run(["diff", home + "/" + first, home + "/latest"], folder: folder.path)
    #expect(byFolder.exitCode == 0, "\(byFolder.errors)")
    #expect(byFolder.text.contains("77.7") || byFolder.text.contains("7770000000"))
    let byVersion = try BuiltProgram.run(
      ["diff", first, "latest", "--json", "--pipeline", "pipeline.yml"], folder: folder.path)
    #expect(byVersion.exitCode == 0, "\(byVersion.errors)")
    let changes = try #require(JSONSerialization.jsonObject(with: byVersion.output) as? [String: Any])
    #expect(changes["previous"] as? String == first)
    #expect(changes["unchanged"] as? Bool == false)
    let recorded = try #require(FileManager.default.contents(atPath: home + "/latest/changes.json"))
    #expect(recorded == byVersion.output)
    let same = try BuiltProgram.run(["diff", home + "/latest", home + "/latest"], folder: folder.path)
    #expect(same.exitCode == 0)
    #expect(same.text.contains("No change"))
  }
}
