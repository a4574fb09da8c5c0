import ArgumentParser
import DafuPipeline

/// `dafu extract`: the first stage by itself.
struct Extract: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Reads replies and writes one JSON object a line: the document, or why it was rejected.",
    discussion: """
      Without PATH it reads the pipeline's inputs. The lines come in the order of the paths.

      Examples:
        dafu extract replies | dafu normalize | dafu load --output out
        dafu extract replies/42.html | head -c 2000
      """)

  @Argument(help: ArgumentHelp("Folders or files to read.", valueName: "path"), completion: .file())
  var paths: [String] = []

  @OptionGroup var pipeline: PipelineOption
  @OptionGroup var jobs: JobsOption

  func run() throws {
    var file = try pipeline.read()
    if !paths.isEmpty { file = file.replacingInputs(with: paths) }
    let progress = ProgressLine()
    let summary = try ExtractStage(pipeline: file, jobs: jobs.jobs)
      .run(to: LineWriter(descriptor: 1), progress: progress.show)
    progress.clear()
    try CommandOutcome.reportRejections(of: summary)
  }
}
