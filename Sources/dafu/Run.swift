import ArgumentParser
import DafuPipeline

/// `dafu run`: everything.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
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
    let progress = ProgressLine()
    let summary = try PipelineRun(pipeline: file, jobs: jobs.jobs, options: options).run { event in
      switch event {
      case .progress(let stage): progress.show(stage)
      case .note(let text):
        progress.clear()
        CommandOutcome.complain("dafu: " + text)
      case .planned: break
      }
    }
    progress.clear()
    try LineWriter(descriptor: 1).write(text: summary.text)
    // Where nothing has changed, nothing new was rejected.
    if !summary.isUnchanged { try CommandOutcome.reportRejections(of: summary) }
  }
}
