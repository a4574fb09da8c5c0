import Foundation
import Testing

@Suite struct CommandLineTests {
  static let subcommands = [
    "run", "status", "extract", "normalize", "load", "tabulate", "resolve", "show", "verify", "diff", "evaluate",
  ]

  @Test(arguments: subcommands) func everySubcommandHasHelpWithExamples(name: String) throws {
    let help = try BuiltProgram.run([name, "--help"])
    #expect(help.exitCode == 0)
    #expect(help.text.contains("USAGE: dafu \(name)"))
    #expect(help.text.contains("Examples:"))
    #expect(help.text.contains("dafu \(name)"))
  }

  @Test func theSubcommandsAreThese() throws {
    let help = try BuiltProgram.run(["--help"])
    #expect(help.exitCode == 0)
    let listed =
      help.text.components(separatedBy: "SUBCOMMANDS:").last?
      .components(separatedBy: "\n\n").first?
      .split(separator: "\n").filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
      .compactMap { $0.split(separator: " ").first.map(String.init) } ?? []
    #expect(listed == CommandLineTests.subcommands)
    #expect(try BuiltProgram.run(["--version"]).text.split(separator: ".").count == 3)
  }

  /// Documents that must name every subcommand, every exit code and every table.
  @Test(arguments: ["README.md", "README.zh-CN.md"]) func theReadmeKnowsThemAll(file: String) throws {
    let readme = try Repository.text(file)
    for name in CommandLineTests.subcommands { #expect(readme.contains("`dafu \(name)"), "\(name)") }
    for name in ["make run", "make test", "financial_metrics", "rejects.csv", "SHA256SUMS"] {
      #expect(readme.contains(name), "\(name)")
    }
    for code in 0...3 { #expect(readme.contains("| \(code) |"), "exit code \(code)") }
  }

  @Test(arguments: [
    ["--nonsense"], ["frobnicate"], ["run", "--jobs", "0"], ["run", "--jobs", "many"], ["run", "nowhere.yml"],
    ["run", "--input", "nowhere"], ["extract", "nowhere"], ["show"], ["show", "nowhere.html"],
    ["evaluate", "nowhere"], ["verify", "nowhere"], ["evaluate", "--gold", "nowhere", "nowhere"],
    ["diff"], ["diff", "nowhere", "elsewhere"],
  ])
  func wrongUseIsExitCodeTwo(arguments: [String]) throws {
    let result = try BuiltProgram.run(arguments)
    #expect(result.exitCode == 2)
    #expect(!result.errors.isEmpty)
    #expect(result.output.isEmpty)
  }

  @Test func aMissingDefaultPipelineSaysWhereToGo() throws {
    let folder = try TemporaryFolder()
    let result = try BuiltProgram.run(["run"], folder: folder.path)
    #expect(result.exitCode == 2)
    #expect(result.errors.contains("pipelines/nightly.yml"))
    #expect(result.errors.contains("run dafu in the folder"))
  }

  @Test func aBrokenPipelineFileIsNamedWithItsLine() throws {
    let folder = try Fixtures.folder()
    try folder.write("pipeline.yml", Fixtures.pipeline + "\nnigthly: true\n")
    let result = try BuiltProgram.run(["run", "pipeline.yml"], folder: folder.path)
    #expect(result.exitCode == 2)
    let line = Fixtures.pipeline.split(separator: "\n").count + 1
    #expect(result.errors.contains("pipeline.yml:\(line): unknown key `nigthly`"))
    #expect(!FileManager.default.fileExists(atPath: folder.path("out")))
  }

  @Test func aBrokenCodelistIsNamedWithItsLine() throws {
    let folder = try Fixtures.folder()
    try FileManager.default.copyItem(
      atPath: Repository.path("pipelines/codelists"), toPath: folder.path("codelists"))
    let units = folder.path("codelists/units.csv")
    let lines = try String(contentsOfFile: units, encoding: .utf8).split(whereSeparator: \.isNewline)
    let again = try #require(lines.last)
    try (lines + [again]).joined(separator: "\n").write(toFile: units, atomically: true, encoding: .utf8)
    try folder.write(
      "pipeline.yml",
      Fixtures.pipeline.replacingOccurrences(of: Repository.path("pipelines/codelists"), with: "codelists"))
    let result = try BuiltProgram.run(["run", "pipeline.yml"], folder: folder.path)
    #expect(result.exitCode == 2)
    #expect(result.errors.contains("codelists/units.csv:\(lines.count + 1): the code"))
  }

  @Test func aFailedCheckPublishesNothing() throws {
    let folder = try Fixtures.folder()
    try FileManager.default.createDirectory(atPath: folder.path("none"), withIntermediateDirectories: true)
    let result = try BuiltProgram.run(["run", "pipeline.yml", "--input", "none"], folder: folder.path)
    #expect(result.exitCode == 1)
    #expect(result.errors.contains("0 documents were read, at least 1 are required"))
    #expect(!FileManager.default.fileExists(atPath: folder.path("out/figures/latest")))
  }

  @Test func rejectedInputsAreExitCodeThreeAndStopNothing() throws {
    let folder = try Fixtures.folder()
    try folder.write("replies/empty.html", "")
    try folder.write("replies/blank.txt", " \n\t\n")
    try folder.write("replies/picture.html", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13])
    try #require(mkfifo(folder.path("replies/pipe.html"), 0o600) == 0)
    let result = try BuiltProgram.run(["run", "pipeline.yml"], folder: folder.path)
    #expect(result.exitCode == 3)
    let rejects = String(decoding: try releaseFiles(folder.path("out"))["rejects.csv"] ?? Data(), as: UTF8.self)
    for (path, reason) in [
      ("blank.txt", "empty"), ("empty.html", "empty"), ("picture.html", "scanned"), ("pipe.html", "not-a-file"),
    ] {
      #expect(rejects.contains("\(path),\(reason),"), "\(path)")
      #expect(result.errors.contains("rejected \(path): \(reason): "), "\(path)")
    }
    #expect(result.text.contains("documents"))
  }

  @Test func aBrokenLineEndsAStageWithItsNumber() throws {
    let folder = try Fixtures.folder()
    let extracted = try BuiltProgram.run(["extract", "replies", "--pipeline", "pipeline.yml"], folder: folder.path)
    #expect(extracted.exitCode == 0)
    let cut = extracted.output.dropLast(10)
    let count = extracted.output.filter { $0 == UInt8(ascii: "\n") }.count
    for stage in [["normalize", "pipeline.yml"], ["load", "pipeline.yml", "--output", "out"]] {
      let result = try BuiltProgram.run(stage, input: Data(cut), folder: folder.path)
      #expect(result.exitCode == 2)
      // `load` cannot read a line of `extract` at all.
      #expect(result.errors.contains("standard input:\(stage[0] == "load" ? 1 : count): "), "\(result.errors)")
    }
    #expect(!FileManager.default.fileExists(atPath: folder.path("out/figures/latest")))
  }

  @Test func aReaderThatLeavesEarlyIsNoFault() throws {
    // Pages that take next to nothing but a digest: at the end the threads are within the library that makes it, which
    // must not be taken down under them. One run may miss the moment, sixty do not.
    let folder = try Fixtures.folder()
    for number in 0..<400 {
      try folder.write("replies/\(number).html", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13])
    }
    let shell = Process()
    let errors = Pipe()
    shell.executableURL = URL(fileURLWithPath: "/bin/bash")
    shell.arguments = [
      "-c",
      #"for run in {1..60}; do "$0" extract replies --pipeline pipeline.yml --jobs 8 | true; "#
        + #"code="${PIPESTATUS[0]}"; [ "$code" = 0 ] || exit "$code"; done"#,
      BuiltProgram.url.path,
    ]
    shell.currentDirectoryURL = folder.url
    shell.standardError = errors
    try shell.run()
    shell.waitUntilExit()
    #expect(shell.terminationStatus == 0)
    #expect(errors.fileHandleForReading.readDataToEndOfFile().isEmpty)
  }
}
