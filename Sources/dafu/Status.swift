import ArgumentParser
import DafuPipeline

/// `dafu status`: the ledger of the last runs.
struct Status: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Prints what the last runs did: what they published or held back, and what became of the inputs.",
    discussion: """
      Examples:
        dafu status
        dafu status pipelines/nightly.yml --documents
        dafu status --json
      """)

  @OptionGroup var pipeline: PipelineArgument

  @Option(
    help: ArgumentHelp("Where releases go instead of the pipeline's folder.", valueName: "dir"),
    completion: .directory)
  var output: String?

  @Flag(help: "List every input of the last run, not only those that were rejected or are missing.")
  var documents = false

  @Flag(help: "Print the ledger as one JSON object.")
  var json = false

  func run() throws {
    var file = try pipeline.read()
    if let output { file = file.replacingOutput(with: output) }
    let status = try RunStatus(of: file)
    try LineWriter(descriptor: 1).write(text: json ? status.json() : status.text(allDocuments: documents))
  }
}
