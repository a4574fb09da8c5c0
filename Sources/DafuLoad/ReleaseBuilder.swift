import DafuCodelists
import DafuModel

/// Builds a release from what `normalize` gives: identities settled, corrections applied, keys resolved, every table
/// sorted and checked.
public struct ReleaseBuilder: Sendable {
  /// What the release is called and how it is written.
  public let options: ReleaseOptions
  /// The codelists that the codes come from.
  public let codelists: CodelistSet
  /// Known errors of sources.
  public let corrections: [Correction]
  /// The folder below which temporary files may be made; nil where everything is to stay in memory.
  public let workingFolder: String?
  /// How many threads may be at work on tables at once.
  let jobs: Int
  /// About how many bytes of records one sorter holds in memory; there are about six.
  let memoryLimit: Int

  /// Creates a builder.
  public init(
    options: ReleaseOptions, codelists: CodelistSet, corrections: [Correction] = [], workingFolder: String? = nil,
    jobs: Int = 1
  ) {
    self.init(
      options: options, codelists: codelists, corrections: corrections, workingFolder: workingFolder,
      memoryLimit: 12 << 20, jobs: jobs)
  }

  init(
    options: ReleaseOptions, codelists: CodelistSet, corrections: [Correction], workingFolder: String?,
    memoryLimit: Int, jobs: Int = 1
  ) {
    self.options = options
    self.codelists = codelists
    self.corrections = corrections
    self.workingFolder = workingFolder
    self.memoryLimit = memoryLimit
    self.jobs = max(1, jobs)
  }

  /// What takes the outcomes one by one.
  public func intake() -> ReleaseIntake { ReleaseIntake(self) }

  /// Builds the release of outcomes at hand; their order does not matter. Throws as `ReleaseIntake` does.
  public func build(_ outcomes: some Sequence<NormalizeOutcome>) throws -> Release {
    let intake = intake()
    for outcome in outcomes { try intake.add(outcome) }
    return try intake.build()
  }
}
