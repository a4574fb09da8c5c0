import ArgumentParser
import DafuEvaluation
import DafuPipeline

/// `dafu evaluate`: a release against hand-made tables.
struct Evaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Prints precision, recall and F1 of a release against gold tables, field by field.",
    discussion: """
      DIR holds observations.csv and, if wanted, documents.csv: what a careful reader finds in the documents. Use it \
      when you add a publisher or a codelist entry, to see what it changes.

      Examples:
        dafu evaluate --gold gold
        dafu evaluate --gold gold output/official-replies/latest --misses
        dafu evaluate --gold gold out/official-replies/latest --json
      """)

  @Option(help: ArgumentHelp("The folder of the gold tables.", valueName: "dir"), completion: .directory)
  var gold: String

  @Argument(
    help: "The folder of a release. (default: the newest release of the pipeline)", completion: .directory)
  var release: String?

  @OptionGroup var pipeline: PipelineOption

  @Flag(help: "List every figure that was missed, invented or read wrongly.")
  var misses = false

  @Flag(help: "Compare the confidence of figures with how often they are right.")
  var calibration = false

  @Flag(help: "Print the figures as one JSON object.")
  var json = false

  func run() throws {
    let folder = try release ?? pipeline.read().latestRelease
    let report: EvaluationReport
    do { report = EvaluationReport(try Evaluation.evaluate(gold: gold, release: folder)) } catch {
      throw UsageError(error.message)
    }
    var text = json ? report.json : report.summary
    if misses { text += report.misses }
    if calibration { text += report.calibration }
    if !text.hasSuffix("\n") { text += "\n" }
    try LineWriter(descriptor: 1).write(text: text)
  }
}
