import ArgumentParser
import DafuPipeline

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
  @Flag(help: "Add to each derivation the instruments that the figure might carry, as Benchmarks/linking reads them.")
  var candidates = false

  func run() throws {
    try requirePipedInput(from: "extract")
    let progress = ProgressLine()
    try NormalizeStage(pipeline: pipeline.read(), jobs: jobs.jobs, listsCandidates: candidates)
      .run(from: 0, to: LineWriter(descriptor: 1), progress: progress.show)
  }
}
