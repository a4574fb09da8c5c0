import ArgumentParser
import DafuPipeline

/// `dafu load`: the third stage by itself.
struct Load: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "load",
    abstract: "Reads lines of `dafu normalize` and publishes a release.",
    discussion: """
      The order of the lines does not matter: a release is sorted. It has the bytes that `dafu run` would give.

      Examples:
        dafu extract replies | dafu normalize | dafu load --output out
        cat part-*.ndjson | dafu load --output out
        cat part-*.records | dafu load --records --output out
      """)

  @OptionGroup var pipeline: PipelineArgument

  @Option(
    help: ArgumentHelp("Where releases go instead of the pipeline's folder.", valueName: "dir"),
    completion: .directory)
  var output: String?

  @Flag(help: "Read records of `dafu tabulate` and `dafu resolve` instead.")
  var records = false

  @OptionGroup var version: VersionOptions
  @OptionGroup var publishing: PublishingOptions
  @OptionGroup var jobs: JobsOption

  func run() throws {
    try requirePipedInput(from: "normalize")
    var file = try pipeline.read()
    if let output { file = file.replacingOutput(with: output) }
    file = try version.apply(to: file)
    Interruption.watch()
    let progress = ProgressLine()
    let stage = try LoadStage(pipeline: file, jobs: jobs.jobs, options: publishing.options)
    let summary =
      records
      ? try stage.run(recordsFrom: 0, progress: progress.show) : try stage.run(from: 0, progress: progress.show)
    progress.clear()
    try LineWriter(descriptor: 1).write(text: summary.text)
    try CommandOutcome.reportRejections(of: summary)
  }
}
