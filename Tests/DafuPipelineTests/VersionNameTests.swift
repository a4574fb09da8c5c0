import Foundation
import Testing

@Suite struct VersionNameTests {
  private func versions(_ folder: TemporaryFolder) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path("out/figures")).filter {
      $0 != "latest" && !$0.hasPrefix(".")
    }.sorted()
  }

  @Test func aNameThatIsTakenIsNumberedOrRefused() throws {
    let folder = try Fixtures.folder()
    let named = ["run", "pipeline.yml", "--version-name", "2026.11.23"]
    #expect(try BuiltProgram.run(named, folder: folder.path).exitCode == 0)
    // The same content under the same name: nothing to do.
    #expect(try BuiltProgram.run(named, folder: folder.path).exitCode == 0)
    #expect(try versions(folder) == ["2026.11.23"])
    let before = try releaseFiles(folder.path("out"))
    try folder.write("replies/text/7.txt", Fixtures.text(number: 7, amount: "7"))
    let refused = try BuiltProgram.run(named, folder: folder.path)
    #expect(refused.exitCode == 1)
    #expect(refused.errors.contains("never overwritten"))
    #expect(before == (try releaseFiles(folder.path("out"))))
    for _ in 1...2 {
      #expect(try BuiltProgram.run(named + ["--number-if-taken"], folder: folder.path).exitCode == 0)
    }
    #expect(try versions(folder) == ["2026.11.23", "2026.11.23.1", "2026.11.23.2"])
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: folder.path("out/figures/latest")) == "2026.11.23.2")
    let package = String(
      decoding: try releaseFiles(folder.path("out"))["datapackage.json"] ?? Data(), as: UTF8.self)
    #expect(package.contains("\"version\": \"2026.11.23.2\""))
  }

  @Test func whatIsNoNameIsRefused() throws {
    let folder = try Fixtures.folder()
    for arguments in [["--version-name", "../x"], ["--version-name", "latest"], ["--number-if-taken"]] {
      #expect(try BuiltProgram.run(["run", "pipeline.yml"] + arguments, folder: folder.path).exitCode == 2)
    }
  }

  @Test func verifySaysWhetherAReleaseIsSound() throws {
    let folder = try Fixtures.folder()
    #expect(try BuiltProgram.run(["run", "pipeline.yml", "--version-name", "one"], folder: folder.path).exitCode == 0)
    let sound = try BuiltProgram.run(["verify", "--pipeline", "pipeline.yml"], folder: folder.path)
    #expect(sound.exitCode == 0, "\(sound.errors)")
    #expect(sound.text.contains("sound"))
    #expect(sound.errors.isEmpty)
    let file = folder.path("out/figures/one/observations.csv")
    let text = try String(contentsOfFile: file, encoding: .utf8)
    try Data(text.replacingOccurrences(of: ",instant,", with: ",never,").utf8).write(to: URL(fileURLWithPath: file))
    let damaged = try BuiltProgram.run(["verify", "out/figures/one"], folder: folder.path)
    #expect(damaged.exitCode == 1)
    #expect(damaged.errors.contains("observations.csv: digest: "))
    #expect(damaged.errors.contains("category: period_type `never`"))
    #expect(damaged.errors.contains("observations.csv row "))
    #expect(try BuiltProgram.run(["verify", "pipeline.yml"], folder: folder.path).exitCode == 2)
  }
}
