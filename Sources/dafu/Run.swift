import ArgumentParser
import DafuPipeline

/// `dafu run`: everything.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Reads the inputs and publishes a release: extract, normalize, load.",
    discussion: """
      The newest release stands at DIR/<dataset>/latest/. It is published whole or not at all. What earlier runs \
      made of inputs that hold the same bytes is used again; where nothing has changed, the newest release stays as it \
      is. One run at a time works on an output.

      Examples:
        dafu run
        dafu run pipelines/nightly.yml --jobs 4
        dafu run --input replies --input more/42.html --output out
        dafu run --version-name 2026.11.23 --number-if-taken
        dafu run --wait 3600 --log-format json --openlineage lineage.ndjson
        dafu run --explain                         which inputs would be read, and why
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
  @OptionGroup var publishing: PublishingOptions
  @OptionGroup var jobs: JobsOption

  @Flag(help: "Ignore what earlier runs left: read everything.")
  var fresh = false

  @Flag(help: "Read the bytes of every input, also where the file system says that it is unchanged.")
  var rehash = false

  @Flag(help: "Only list every input and why it would be read or not; nothing is written.")
  var explain = false

  @Option(
    help: ArgumentHelp(
      "Tell the run in log lines of words or of JSON. (default: a progress bar on a terminal, else text)",
      valueName: "text|json"))
  var logFormat: LogFormat?

  @Option(
    help: ArgumentHelp("Append OpenLineage run events to a file, a line of JSON each.", valueName: "file"),
    completion: .file())
  var openlineage: String?

  func run() throws {
    var file = try pipeline.read()
    if !input.isEmpty { file = file.replacingInputs(with: input) }
    if let output { file = file.replacingOutput(with: output) }
    file = try version.apply(to: file)
    var options = publishing.options
    options.isFresh = fresh
    options.readsAllBytes = rehash
    if explain {
      let explanation = try RunExplanation(pipeline: file, jobs: jobs.jobs, options: options)
      return try LineWriter(descriptor: 1).write(text: explanation.text)
    }
    Interruption.watch()
    let reporter = RunReporter(style: logFormat?.style, lineage: openlineage, pipeline: file)
    let summary: RunSummary
    do {
      summary = try PipelineRun(pipeline: file, jobs: jobs.jobs, options: options).run(report: reporter.report)
    } catch {
      if reporter.failed(error) { throw error }
      throw CommandOutcome.Told(error: error)
    }
    reporter.ended(summary)
    try LineWriter(descriptor: 1).write(text: summary.text)
    if !summary.isUnchanged, !summary.rejections.isEmpty { throw CommandOutcome.rejected }
  }
}

/// `--log-format`.
enum LogFormat: String, ExpressibleByArgument, CaseIterable {
  case text
  case json

  var style: RunReporter.Style { self == .json ? .json : .text }
}
