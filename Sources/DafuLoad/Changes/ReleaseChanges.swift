/// What is different between two releases.
public struct ReleaseChanges: Sendable {
  /// One row that is in only one of the releases, or differs.
  public struct Row: Sendable {
    /// What became of it.
    public enum Kind: String, Sendable, CaseIterable {
      /// Only the later release has it.
      case added
      /// Only the earlier release has it.
      case removed
      /// Both have it, with other values.
      case changed
    }

    /// One value that differs.
    public struct Difference: Sendable {
      /// The column.
      public let column: String
      /// The value in the earlier release.
      public let before: String
      /// The value in the later release.
      public let after: String
    }

    /// What became of it.
    public let kind: Kind
    /// The columns that identify and describe it, with the values of the release that has it: the later one where
    /// both do. Empty values are left out.
    public let fields: [(column: String, value: String)]
    /// The values that differ, where it changed.
    public let differences: [Difference]

    /// The value of a column that describes the row.
    func value(_ column: String) -> String { fields.first { $0.column == column }?.value ?? "" }
  }

  /// The changes of one table.
  public struct Table: Sendable {
    /// Its name.
    public let name: String
    /// How many rows the earlier release has.
    public var rowsBefore = 0
    /// How many rows the later release has.
    public var rowsAfter = 0
    /// How many rows there are of each kind.
    public var counts: [Row.Kind: Int] = [:]
    /// How many of the changed rows have another value or comparator; the others differ only beside them.
    public var valuesChanged = 0
    /// The rows in the tables' order, of each kind the first ones up to a limit.
    public var rows: [Row] = []
    /// Columns that only the later release has.
    public var columnsAdded: [String] = []
    /// Columns that only the earlier release has.
    public var columnsRemoved: [String] = []

    /// How many rows are of a kind.
    public func count(_ kind: Row.Kind) -> Int { counts[kind] ?? 0 }
    /// Whether nothing is different.
    public var isUnchanged: Bool {
      counts.values.allSatisfy { $0 == 0 } && columnsAdded.isEmpty && columnsRemoved.isEmpty
    }
    /// How many rows are different but not listed.
    var omitted: Int { counts.values.reduce(0, +) - rows.count }
  }

  /// A name that had a code of its own making and now has one of a codelist.
  public struct Promotion: Sendable {
    /// The codelist.
    public let list: String
    /// The code that it had.
    public let before: String
    /// The code that it has.
    public let after: String
    /// The name.
    public let name: String
  }

  /// The version of the earlier release; nil where there is none.
  public let previous: String?
  /// The version of the later release.
  public let version: String
  /// Every table, in the order of `ReleaseTables.all`.
  public internal(set) var tables: [Table] = []
  /// Codes promoted from `discovered` to `curated`.
  public internal(set) var promotions: [Promotion] = []
  /// Why the releases cannot be compared, where they cannot.
  public internal(set) var obstacle: String?

  /// Whether the releases hold the same.
  public var isUnchanged: Bool {
    previous != nil && obstacle == nil && promotions.isEmpty && tables.allSatisfy(\.isUnchanged)
  }
}
