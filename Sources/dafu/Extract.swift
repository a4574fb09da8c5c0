import ArgumentParser
import DafuPipeline

/// `dafu extract`: the first stage by itself.
struct Extract: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "extract",
    abstract: "Reads replies and writes one JSON object a line: the document, or why it was rejected.",
    discussion: """
      Without PATH it reads the pipeline's inputs. The lines come in the order of the paths.

      With --ndjson it reads records from standard input, a JSON object a line: `path` and the document's `bytes` in \
      base64. Each record has one line of output, in the same order; a record that cannot be read is rejected.

      Examples:
        dafu extract replies | dafu normalize | dafu load --output out
        dafu extract replies/42.html | head -c 2000
        dafu extract --list replies | split -l 1000 --filter='dafu extract --ndjson' | dafu normalize
      """)

  @Argument(help: ArgumentHelp("Folders or files to read.", valueName: "path"), completion: .file())
  var paths: [String] = []

  @Flag(help: "Read records with `path` and base64 `bytes` from standard input.")
  var ndjson = false

  @Flag(help: "Read no document; write where each is, as a record for --ndjson on a machine that sees the same folder.")
  var list = false

  @OptionGroup var pipeline: PipelineOption
  @OptionGroup var jobs: JobsOption

  func validate() throws {
    if ndjson, list || !paths.isEmpty {
      throw ValidationError("--ndjson reads standard input: it takes neither paths nor --list")
    }
  }

  func run() throws {
    if ndjson { return try runOnRecords() }
    var file = try pipeline.read()
    if !paths.isEmpty { file = file.replacingInputs(with: paths) }
    let stage = try ExtractStage(pipeline: file, jobs: jobs.jobs)
    if list { return try stage.list(to: LineWriter(descriptor: 1)) }
    let progress = ProgressLine()
    let summary = try stage.run(to: LineWriter(descriptor: 1), progress: progress.show)
    progress.clear()
    try CommandOutcome.reportRejections(of: summary)
  }

  private func runOnRecords() throws {
    try requirePipedInput(from: "extract --list")
    let progress = ProgressLine()
    let summary = try ExtractRecordsStage(pipeline: pipeline.read(), jobs: jobs.jobs)
      .run(from: 0, to: LineWriter(descriptor: 1), progress: progress.show)
    progress.clear()
    try CommandOutcome.reportRejections(of: summary)
  }
}
