import DafuExtract
import DafuModel
import Foundation

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
    /// The largest share of the newest release's figures, 0 to 1, that may be gone; nil where none is set.
    public var maximumLostShare: ExactDecimal?
  }

  /// What a run remembers for the next one.
  public struct State: Hashable, Sendable {
    /// Whether it remembers anything.
    public var isKept = true
    /// The folder; nil for `.state` beside the releases.
    public var directory: String?
    /// How many runs the ledger keeps.
    public var runs = 30
  }

  /// What becomes of a document whose input is not there any more.
  public enum MissingInputs: String, Hashable, Sendable, CaseIterable {
    /// It leaves the release.
    case drop
    /// It stays in the release: a copy of every input is kept.
    case keep
  }

  /// Where the release goes and in which forms.
  public struct Outputs: Hashable, Sendable {
    /// The folder that holds `<dataset>/<version>/`.
    public let directory: String
    /// The formats of the release, in the file's order.
    public let formats: [String]
    /// Whether CSV files begin with a byte order mark, so that spreadsheets open Chinese text correctly.
    public let csvByteOrderMark: Bool
    /// The name of the version to publish; derived from the content where there is none.
    public var version: String?
  }

  /// The file's own path as the user named it.
  public let path: String
  /// The dataset.
  public let dataset: Dataset
  /// The inputs.
  public private(set) var inputs: [Input]
  /// What becomes of documents whose inputs are gone.
  public private(set) var missingInputs = MissingInputs.drop
  /// The folder of the codelists.
  public let codelists: String
  /// The file of corrections, if there is one.
  public let corrections: String?
  /// The file that says how right the program was measured to be, if there is one.
  public let accuracy: String?
  /// How to read publishers' own XML vocabularies; the first whose root element matches is used.
  public let xmlMappings: [XMLMapping]
  /// Whether scanned PDF and pictures of pages are recognized optically.
  public private(set) var recognizesOptically = false
  /// The checks.
  public let checks: Checks
  /// What is remembered from run to run.
  public private(set) var state = State()
  /// The outputs.
  public private(set) var outputs: Outputs

  /// Where every subcommand looks when no pipeline file is named.
  public static let defaultPath = "pipelines/nightly.yml"
  /// The formats that `outputs.formats` may name.
  public static let formats = [
    "csv", "json", "xlsx", "sqlite", "sdmx", "csvw", "report", "quality", "changes", "notes",
  ]
  /// Where the newest release stands: `<directory>/<dataset>/latest`.
  public var latestRelease: String { home + "/latest" }
  /// The folder that holds the dataset's releases: `<directory>/<dataset>`.
  public var home: String { outputs.directory + "/" + dataset.name }
  /// The folder of the state.
  public var stateDirectory: String { state.directory ?? home + "/.state" }

  /// The same pipeline with other inputs: paths taken literally, without wildcards.
  public func replacingInputs(with paths: [String]) -> PipelineFile {
    var other = self
    other.inputs = paths.map { Input(path: $0, isPattern: false, line: nil) }
    return other
  }

  /// The same pipeline with another output folder.
  public func replacingOutput(with directory: String) -> PipelineFile {
    replacing(
      Outputs(
        directory: directory, formats: outputs.formats, csvByteOrderMark: outputs.csvByteOrderMark,
        version: outputs.version))
  }

  /// The same pipeline, publishing under a version's name. Where a release of this name stands in the output folder
  /// and `numbered` is true, the first free one of `NAME.1`, `NAME.2`, … is taken; else publishing other content
  /// under it fails. Throws `UsageError` where the output folder cannot be looked at.
  public func namingVersion(_ name: String, numbered: Bool = false) throws -> PipelineFile {
    var free = name
    var number = 0
    while numbered, try isTaken(free) {
      number += 1
      free = "\(name).\(number)"
    }
    var outputs = outputs
    outputs.version = free
    return replacing(outputs)
  }

  private func isTaken(_ version: String) throws -> Bool {
    let path = home + "/" + version
    do {
      _ = try FileSystemPath(path).kind(followingLinks: false)
      return true
    } catch {
      guard error.code == ENOENT else { throw UsageError(file: path, "it cannot be looked at: \(error.reason)") }
      return false
    }
  }

  private func replacing(_ outputs: Outputs) -> PipelineFile {
    var other = self
    other.outputs = outputs
    return other
  }
}
