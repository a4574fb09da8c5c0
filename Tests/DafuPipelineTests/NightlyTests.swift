import Foundation
import Testing

/// What happens at night when nobody looks: a second run, a loss of figures.
@Suite struct NightlyTests {
  static func locked(_ folder: TemporaryFolder, _ body: () throws -> Void) throws {
    try FileManager.default.createDirectory(
      atPath: folder.path("out/figures"), withIntermediateDirectories: true)
    let descriptor = open(folder.path("out/figures/.lock"), O_RDWR | O_CREAT, 0o666)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    try #require(flock(descriptor, LOCK_EX) == 0)
    let note = Array("4711 2026-11-24T02:00:00Z\n".utf8)
    try #require(write(descriptor, note, note.count) == note.count)
    try body()
  }

  @Test func aSecondRunLeavesAndNamesTheFirst() throws {
    let folder = try IncrementalTests.folder()
    try NightlyTests.locked(folder) {
      let result = try IncrementalTests.run(folder)
      #expect(result.exitCode == 1)
      #expect(result.errors.contains("another run is at work on"), "\(result.errors)")
      #expect(result.errors.contains("process 4711, since 2026-11-24T02:00:00Z"))
      let patient = try IncrementalTests.run(folder, ["--wait", "1"])
      #expect(patient.exitCode == 1)
      #expect(patient.errors.contains("waiting for it"))
    }
    // The lock of a process that is gone is nobody's.
    #expect(try IncrementalTests.run(folder).exitCode == 0)
  }

  static let gate = "\n  maximum_lost_share: 0.1\noutputs:"

  @Test func aReleaseThatLosesTooMuchIsHeldBack() throws {
    let folder = try IncrementalTests.folder()
    let pipeline = try String(contentsOfFile: folder.path("pipeline.yml"), encoding: .utf8)
    try folder.write("pipeline.yml", pipeline.replacingOccurrences(of: "\noutputs:", with: NightlyTests.gate))
    #expect(try IncrementalTests.run(folder).exitCode == 0)
    let before = try releaseFiles(folder.path("out"))
    try FileManager.default.removeItem(atPath: folder.path("replies/text/1.txt"))
    try folder.write("replies/9.html", "")
    // Figures that only moved, or are written elsewhere in the text, are not lost.
    try folder.write("replies/text/2.txt", "首页\n\n" + Fixtures.text(number: 2, amount: "200.5"))
    for _ in 0..<2 {
      let held = try IncrementalTests.run(folder)
      #expect(held.exitCode == 1)
      #expect(held.errors.contains("held back: "), "\(held.errors)")
      #expect(held.errors.contains("text/1.txt: ") && held.errors.contains("not among the inputs any more"))
      #expect(held.errors.contains("9.html: ") && held.errors.contains("rejected now: empty"))
      #expect(!held.errors.contains("text/2.txt"))
      #expect(try releaseFiles(folder.path("out")) == before)
    }
    let kept = try FileManager.default.contentsOfDirectory(atPath: folder.path("out/figures/.held"))
    #expect(kept.count == 1)
    let verified = try BuiltProgram.run(
      ["verify", "out/figures/.held/" + (kept.first ?? "")], folder: folder.path)
    #expect(verified.exitCode == 0, "\(verified.text)")
    let status = try BuiltProgram.run(["status", "pipeline.yml"], folder: folder.path)
    #expect(status.text.contains("held") && status.text.contains("text/1.txt"))
    let accepted = try IncrementalTests.run(folder, ["--accept-losses"])
    #expect(accepted.exitCode == 3, "\(accepted.errors)")
    let latest = try FileManager.default.destinationOfSymbolicLink(atPath: folder.path("out/figures/latest"))
    #expect(latest == kept.first)
    #expect(try IncrementalTests.run(folder).text.contains("(unchanged)"))
  }

  /// Documents without a number are identified by their content; a changed one is still the same document by its path.
  @Test func aDocumentIsTheSameByItsPath() throws {
    let folder = try IncrementalTests.folder()
    let pipeline = try String(contentsOfFile: folder.path("pipeline.yml"), encoding: .utf8)
    try folder.write("pipeline.yml", pipeline.replacingOccurrences(of: "\noutputs:", with: NightlyTests.gate))
    #expect(try IncrementalTests.run(folder).exitCode == 0)
    for (name, text) in [("a/b/c.md", Fixtures.markdown), ("答复.xml", Fixtures.xml)] {
      try folder.write("replies/" + name, text.replacingOccurrences(of: "收悉", with: "已收悉"))
    }
    let result = try IncrementalTests.run(folder)
    #expect(result.exitCode == 0, "\(result.errors)")
    #expect(result.text.contains("2 loaded, 7 unchanged"))
  }
}
