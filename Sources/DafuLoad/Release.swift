import DafuModel

/// A checked release, ready to be published: its tables in order, and what was noticed while building it.
public struct Release: Sendable {
  /// How many rows the tables have.
  public struct Counts: Hashable, Sendable {
    /// Documents read.
    public let documents: Int
    /// Inputs rejected, duplicates among them.
    public let rejects: Int
    /// Observations.
    public let observations: Int
    /// Rows of the keyed table.
    public let financialMetrics: Int
    /// Rows of the keyed table whose observations conflict.
    public let conflicts: Int
    /// The years of the periods' last days, first and last; nil without observations.
    public let years: ClosedRange<Int>?
    /// How many bodies figures are attributed to.
    public let agencies: Int
    /// How many instruments have figures.
    public let instruments: Int
  }

  /// What it is called and how it is written.
  public let options: ReleaseOptions
  /// The tables, in the order of `ReleaseTables.all`.
  public let tables: [TableContent]
  /// How many rows there are.
  public let counts: Counts
  /// What was noticed: identifiers that two documents claimed, codes that nobody defines.
  public let findings: [LoadFinding]
  /// How many threads may be at work on its tables at once.
  let jobs: Int
}
