import ArgumentParser
import DafuEvaluation
import DafuPipeline

/// `dafu evaluate`: a release against hand-made tables.
struct Evaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prints precision, recall and F1 of a release against gold tables, field by field.",
    discussion: """
      DIR holds observations.csv and, if wanted, documents.csv: what a careful reader finds in the documents. Use it \
      when you add a publisher or a codelist entry, to see what it changes.

      Examples:
        dafu evaluate --gold gold output/official-replies/latest
        dafu evaluate --gold gold output/official-replies/latest --misses
      """)

  @Option(help: ArgumentHelp("The folder of the gold tables.", valueName: "dir"), completion: .directory)
  var gold: String

  @Argument(help: "The folder of a release.", completion: .directory)
  var release: String

  @Flag(help: "List every figure that was missed, invented or read wrongly.")
  var misses = false

  @Flag(help: "Compare the confidence of figures with how often they are right.")
  var calibration = false

  func run() throws {
  }
}
