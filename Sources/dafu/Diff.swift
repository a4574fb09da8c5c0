import ArgumentParser
import DafuPipeline

/// `dafu diff`: what is different between two releases.
struct Diff: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Prints what is different between two releases: figures, documents and codes.",
    discussion: """
      BEFORE and AFTER are folders of releases, or versions of the pipeline's dataset. The text is that of a release's \
      CHANGES.md, the JSON that of its changes.json. Differences are no error: the exit code is 0.

      Examples:
        dafu diff output/official-replies/3f2a0c81b7de output/official-replies/latest
        dafu diff 3f2a0c81b7de latest --json
      """)

  @Argument(help: ArgumentHelp("The earlier release.", valueName: "before"), completion: .directory)
  var before: String

  @Argument(help: ArgumentHelp("The later release.", valueName: "after"), completion: .directory)
  var after: String

  @OptionGroup var pipeline: PipelineOption

  @Flag(help: "Print the differences as one JSON object.")
  var json = false

  func run() throws {
    let difference = try ReleaseDifference(before, after, pipeline: pipeline.read)
    try LineWriter(descriptor: 1).write(text: json ? difference.json : difference.text)
  }
}
