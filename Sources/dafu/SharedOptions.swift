import ArgumentParser
import DafuPipeline
import Foundation

/// `[PIPELINE.yml]` as an argument.
struct PipelineArgument: ParsableArguments {
  @Argument(help: ArgumentHelp("The pipeline file.", valueName: "pipeline.yml"), completion: .file(extensions: ["yml"]))
  var pipeline = PipelineFile.defaultPath

  func read() throws -> PipelineFile { try PipelineFile(reading: pipeline) }
}

/// `--pipeline FILE`, where the arguments are something else.
struct PipelineOption: ParsableArguments {
  @Option(help: ArgumentHelp("The pipeline file.", valueName: "file"), completion: .file(extensions: ["yml"]))
  var pipeline = PipelineFile.defaultPath

  func read() throws -> PipelineFile { try PipelineFile(reading: pipeline) }
}

/// `--jobs N`.
struct JobsOption: ParsableArguments {
  @Option(
    name: .customLong("jobs"),
    help: ArgumentHelp(
      "How many documents are worked on at once; the result is the same. (default: the machine's processors)",
      valueName: "n"))
  var number: Int?

  var jobs: Int { number ?? ProcessInfo.processInfo.activeProcessorCount }

  func validate() throws {
    guard (1...1024).contains(jobs) else { throw ValidationError("--jobs must be between 1 and 1024") }
  }
}

/// `--version-name NAME [--number-if-taken]`.
struct VersionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The name of the release instead of one derived from its content; a release is never overwritten.",
      valueName: "name"))
  var versionName: String?

  @Flag(help: "Where a release of this name exists, take the first free one of NAME.1, NAME.2, …")
  var numberIfTaken = false

  func validate() throws {
    if numberIfTaken, versionName == nil { throw ValidationError("--number-if-taken needs --version-name") }
  }

  func apply(to file: PipelineFile) throws -> PipelineFile {
    try versionName.map { try file.namingVersion($0, numbered: numberIfTaken) } ?? file
  }
}

/// `--accept-losses`, `--wait SECONDS`.
struct PublishingOptions: ParsableArguments {
  @Flag(help: "Publish although more figures of the newest release are lost than `maximum_lost_share` allows.")
  var acceptLosses = false

  @Option(
    help: ArgumentHelp(
      "How long to wait for another run on the same output; without, leave at once.", valueName: "seconds"))
  var wait = 0

  func validate() throws {
    guard (0...1_000_000).contains(wait) else { throw ValidationError("--wait must be between 0 and 1000000") }
  }

  var options: RunOptions {
    var options = RunOptions()
    options.acceptsLosses = acceptLosses
    options.patience = wait
    return options
  }
}

/// Refuses to wait for lines that somebody would have to type.
func requirePipedInput(from stage: String) throws {
  guard isatty(0) == 0 else {
    throw UsageError("standard input is a terminal: pipe the lines of `dafu \(stage)` into this command")
  }
}
