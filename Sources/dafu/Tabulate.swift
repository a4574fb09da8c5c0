import ArgumentParser
import DafuPipeline

/// `dafu tabulate`: what many machines do of `load`, each for some documents.
struct Tabulate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tabulate",
    abstract: "Reads lines of `dafu normalize` and writes records: the rows of the tables under their keys.",
    discussion: """
      For a cluster: each machine tabulates some of the documents, all of one identifier; a line {"taken":"ID"} names \
      an identifier that stands elsewhere. `dafu load --records` makes the release of all records.

      Examples:
        dafu normalize < extracted.ndjson | dafu tabulate | dafu load --records --output out
      """)

  @OptionGroup var pipeline: PipelineArgument
  @OptionGroup var scratch: ScratchOption
  @OptionGroup var jobs: JobsOption

  func run() throws {
    try requirePipedInput(from: "normalize")
    try TabulateStage(pipeline: pipeline.read(), scratch: scratch.folder, jobs: jobs.jobs)
      .run(from: 0, to: LineWriter(descriptor: 1))
  }
}
