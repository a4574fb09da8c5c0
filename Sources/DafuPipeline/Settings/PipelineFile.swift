import DafuExtract
import DafuModel

/// What a run does, as a pipeline file declares it (`pipelines/nightly.yml`).
public struct PipelineFile: Hashable, Sendable {
  /// The dataset that the run publishes.
  public struct Dataset: Hashable, Sendable {
    /// Its name: a folder of the output and the data package's name. Lower-case letters, digits, `-`, `_`, `.`.
    public let name: String
    /// Its English title.
    public let title: String
    /// Its Chinese title.
    public let titleChinese: String
    /// What it is, in a few sentences.
    public let description: String
    /// The licence of the data, an SPDX identifier.
    public let licence: String
    /// Who publishes it.
    public let publisher: String
  }

  /// A folder, file or glob that holds replies.
  public struct Input: Hashable, Sendable {
    /// The path as it is to be opened.
    public let path: String
    /// Whether `*`, `?` and `[…]` in the path are wildcards.
    public let isPattern: Bool
    /// The line that names it, if a pipeline file does.
    public let line: Int?
  }

  /// What must hold before anything is published.
  public struct Checks: Hashable, Sendable {
    /// How many documents there must be at least.
    public let minimumDocuments: Int
    /// How many observations there must be at least.
    public let minimumObservations: Int
    /// The largest share of the inputs, 0 to 1, that may be rejected.
    public let maximumRejectShare: ExactDecimal
  }

  /// Where the release goes and in which forms.
  public struct Outputs: Hashable, Sendable {
    /// The folder that holds `<dataset>/<version>/`.
    public let directory: String
    /// The formats of the release, in the file's order.
    public let formats: [String]
    /// Whether CSV files begin with a byte order mark, so that spreadsheets open Chinese text correctly.
    public let csvByteOrderMark: Bool
  }

  /// The file's own path as the user named it.
  public let path: String
  /// The dataset.
  public let dataset: Dataset
  /// The inputs.
  public let inputs: [Input]
  /// The folder of the codelists.
  public let codelists: String
  /// The file of corrections, if there is one.
  public let corrections: String?
  /// The file that says how right the program was measured to be, if there is one.
  public let accuracy: String?
  /// How to read publishers' own XML vocabularies; the first whose root element matches is used.
  public let xmlMappings: [XMLMapping]
  /// The checks.
  public let checks: Checks
  /// The outputs.
  public let outputs: Outputs

  /// Where every subcommand looks when no pipeline file is named.
  public static let defaultPath = "pipelines/nightly.yml"
  /// The formats that `outputs.formats` may name.
  public static let formats = [
    "csv", "json", "xlsx", "sqlite", "sdmx", "csvw", "report", "quality", "changes", "notes",
  ]
  /// Where the newest release stands: `<directory>/<dataset>/latest`.
  public var latestRelease: String { outputs.directory + "/" + dataset.name + "/latest" }

  /// The same pipeline with other inputs: paths taken literally, without wildcards.
  public func replacingInputs(with paths: [String]) -> PipelineFile {
    PipelineFile(
      path: path, dataset: dataset, inputs: paths.map { Input(path: $0, isPattern: false, line: nil) },
      codelists: codelists, corrections: corrections, accuracy: accuracy, xmlMappings: xmlMappings, checks: checks,
      outputs: outputs)
  }

  /// The same pipeline with another output folder.
  public func replacingOutput(with directory: String) -> PipelineFile {
    PipelineFile(
      path: path, dataset: dataset, inputs: inputs, codelists: codelists, corrections: corrections, accuracy: accuracy,
      xmlMappings: xmlMappings, checks: checks,
      outputs: Outputs(
        directory: directory, formats: outputs.formats, csvByteOrderMark: outputs.csvByteOrderMark))
  }
}
