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

  @Test func documentsThatAreGoneMayBeKept() throws {
    let folder = try IncrementalTests.folder("missing_inputs: keep")
    #expect(try IncrementalTests.run(folder).text.contains("9 loaded, 0 unchanged, 0 rejected"))
    let before = try releaseFiles(folder.path("out"))
    try FileManager.default.removeItem(atPath: folder.path("replies/text/1.txt"))
    try FileManager.default.removeItem(atPath: folder.path("replies/9.html"))
    #expect(try IncrementalTests.explain(folder)["9.html"] == "missing-kept")
    let kept = try IncrementalTests.run(folder)
    #expect(kept.exitCode == 0, "\(kept.errors)")
    #expect(kept.text.contains("(unchanged)") && kept.text.contains("2 missing, kept"), "\(kept.text)")
    // Without the state the copies are read: nothing depends on it.
    let fresh = try IncrementalTests.run(folder, ["--fresh"])
    #expect(fresh.text.contains("7 loaded") && fresh.text.contains("2 missing, kept"), "\(fresh.text)")
    #expect(try releaseFiles(folder.path("out")) == before)
    // What comes back is itself again; what is no document any more is not kept.
    try folder.write("replies/9.html", "")
    let rejected = try IncrementalTests.run(folder)
    #expect(rejected.text.contains("6 unchanged") || rejected.text.contains("7 unchanged"), "\(rejected.text)")
    try FileManager.default.removeItem(atPath: folder.path("replies/9.html"))
    let gone = try IncrementalTests.run(folder)
    #expect(gone.text.contains("1 missing, kept, 1 missing, dropped"), "\(gone.text)")
    // Copies that cannot be read are no reason to lose documents quietly.
    try folder.write("out/figures/.kept/inputs.sqlite", "no database at all")
    let damaged = try IncrementalTests.run(folder)
    #expect(damaged.exitCode == 1)
    #expect(damaged.errors.contains("nothing was published"), "\(damaged.errors)")
  }

  @Test(arguments: [SIGINT, SIGTERM]) func aSignalEndsARunWithoutHarm(signal: Int32) throws {
    let folder = try IncrementalTests.folder()
    #expect(try IncrementalTests.run(folder).exitCode == 0)
    let before = try releaseFiles(folder.path("out"))
    try folder.write("replies/text/1.txt", Fixtures.text(number: 1, amount: "1"))
    let process = Process()
    process.executableURL = BuiltProgram.url
    process.arguments = ["run", "pipeline.yml", "--wait", "100"]
    process.currentDirectoryURL = folder.url
    process.standardError = Pipe()
    try NightlyTests.locked(folder) {
      try process.run()
      // It says that it waits when it watches for signals.
      let handle = try #require((process.standardError as? Pipe)?.fileHandleForReading)
      #expect(String(decoding: handle.availableData, as: UTF8.self).contains("waiting"))
      kill(process.processIdentifier, signal)
      process.waitUntilExit()
    }
    #expect(process.terminationStatus == 128 + signal)
    #expect(try releaseFiles(folder.path("out")) == before)
    #expect(try IncrementalTests.run(folder).text.contains("1 loaded, 8 unchanged"))
  }
}
