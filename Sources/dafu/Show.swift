import ArgumentParser
import DafuPipeline
import Foundation

/// `dafu show`: one document for reading.
struct Show: ParsableCommand {
  /// When figures are marked by colour.
  enum Colour: String, CaseIterable, ExpressibleByArgument {
    case never, always, auto
  }

  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Prints a reply's normalized text with its figures marked, and how each field was derived.",
    discussion: """
      Figures are coloured and underlined on a terminal, else set in 【…】. With an OBSERVATION_ID it prints every \
      field of that figure, how it was derived, the sentence, and the place in the source.

      Examples:
        dafu show pipelines/sample/reply.html
        dafu show pipelines/sample/reply.html OBSERVATION_ID
        dafu show --color always pipelines/sample/reply.html | less -R
      """)

  @Argument(help: "A file, or the path or document_id of one of the pipeline's inputs.", completion: .file())
  var document: String

  @Argument(help: ArgumentHelp("One figure of the document.", valueName: "observation_id"))
  var observation: String?

  @OptionGroup var pipeline: PipelineOption

  @Option(name: .customLong("color"), help: "Whether figures are marked by colour.")
  var colour = Colour.auto

  func run() throws {
    let isTerminal = isatty(1) == 1 && ProcessInfo.processInfo.environment["NO_COLOR"] == nil
    let marking: ShownDocument.Marking =
      colour == .always || colour == .auto && isTerminal ? .colour : .brackets
    let shown = try ShownDocument(named: document, pipeline: pipeline.read())
    let text =
      try observation.map { try shown.text(ofObservation: $0, marking: marking) } ?? shown.text(marking: marking)
    try LineWriter(descriptor: 1).write(text: text)
  }
}
