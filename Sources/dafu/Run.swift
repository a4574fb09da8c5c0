import ArgumentParser
import DafuPipeline

/// `dafu run`: everything.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Reads the inputs and publishes a release: extract, normalize, load.",
    discussion: """
      The newest release stands at DIR/<dataset>/latest/. It is published whole or not at all.

      Examples:
        dafu run
        dafu run pipelines/nightly.yml --jobs 4
        dafu run --input replies --input more/42.html --output out
        dafu run --version-name 2026.11.23 --number-if-taken
      """)

  @OptionGroup var pipeline: PipelineArgument

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Folders or files to read instead of the pipeline's inputs.", valueName: "path"),
    completion: .file())
  var input: [String] = []

  @Option(
    help: ArgumentHelp("Where releases go instead of the pipeline's folder.", valueName: "dir"),
    completion: .directory)
  var output: String?

  @OptionGroup var version: VersionOptions
  @OptionGroup var jobs: JobsOption

  func run() throws {
    var file = try pipeline.read()
    if !input.isEmpty { file = file.replacingInputs(with: input) }
    if let output { file = file.replacingOutput(with: output) }
    file = try version.apply(to: file)
    let progress = ProgressLine()
    let summary = try PipelineRun(pipeline: file, jobs: jobs.jobs).run(progress: progress.show)
    progress.clear()
    try LineWriter(descriptor: 1).write(text: summary.text)
    try CommandOutcome.reportRejections(of: summary)
  }
}
