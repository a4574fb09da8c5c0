import ArgumentParser
import DafuPipeline

/// `dafu resolve`: what many machines do of `load`, each for some keys of the keyed table.
struct Resolve: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resolve",
    abstract: "Reads records of codes and metric candidates and writes the rows of the keyed table.",
    discussion: """
      For a cluster: each machine resolves some of the groups, with all records `metric_candidates` of a group and \
      all records `codes`. `dafu load --records` takes the rows, or resolves the candidates itself.

      Examples:
        dafu tabulate < normalized.ndjson > records
        grep -E '^(codes|metric_candidates)' records | dafu resolve > rows
        (grep -v ^metric_candidates records; cat rows) | dafu load --records --output out
      """)

  @OptionGroup var pipeline: PipelineArgument
  @OptionGroup var scratch: ScratchOption
  @OptionGroup var jobs: JobsOption

  func run() throws {
    try requirePipedInput(from: "tabulate")
    try ResolveStage(pipeline: pipeline.read(), scratch: scratch.folder, jobs: jobs.jobs)
      .run(from: 0, to: LineWriter(descriptor: 1))
  }
}
