import ArgumentParser
import DafuPipeline
import Foundation

/// `dafu normalize`: the second stage by itself.
struct Normalize: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "normalize",
    abstract: "Reads lines of `dafu extract` and writes one line each: the document's observations.",
    discussion: """
      The lines keep their order; a rejected input passes through. A line that is no line of `dafu extract` ends the \
      stage with exit code 2 and its number.

      Examples:
        dafu extract replies | dafu normalize > normalized.ndjson
        dafu normalize other.yml < extracted.ndjson
      """)

  @OptionGroup var pipeline: PipelineArgument
  @OptionGroup var jobs: JobsOption
  @Flag(
    help:
      "Add to each derivation what was weighed: instruments, metrics, period types, as Benchmarks/linking reads them.")
  var candidates = false

  @Option(
    help: ArgumentHelp(
      "Choose instruments by the weights of a file, whole numbers with commas between, instead of the program's own.",
      valueName: "file", visibility: .hidden))
  var instrumentWeights: String?

  func run() throws {
    try requirePipedInput(from: "extract")
    let progress = ProgressLine()
    let weights = try instrumentWeights.map { path in
      guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
        throw UsageError(file: path, "cannot read the weights")
      }
      return text.split(separator: ",").compactMap { Int16($0.filter { !$0.isWhitespace }) }
    }
    let stage = try NormalizeStage(
      pipeline: pipeline.read(), jobs: jobs.jobs, listsCandidates: candidates, instrumentWeights: weights)
    ProcessMemory.keep(stage)
    try stage.run(from: 0, to: LineWriter(descriptor: 1), progress: progress.show)
  }
}
