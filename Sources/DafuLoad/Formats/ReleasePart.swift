/// Files of a release that are made from all its tables at once: a workbook, a database, a report.
///
/// A part reads `ReleaseContent` and writes through `ReleaseFolder`. A new one: a type here, its line in
/// `ReleaseFormat.part`.
protocol ReleasePart: Sendable {
  /// Writes the part's files. Throws what reading the rows or writing throws.
  func write(_ content: ReleaseContent, to folder: ReleaseFolder) throws
}

/// What a part is made from.
struct ReleaseContent: Sendable {
  /// The release: its options, tables and counts.
  let release: Release
  /// The version's name, given or derived from the tables' bytes.
  let version: String
  /// The tables' files, written before any part.
  let tableFiles: [(file: ReleaseFile, table: Table, format: ReleaseFormat)]
  /// The folder of the release that `latest` names until this one is published; nil for the first.
  let previous: String?

  /// The rows of a table by its name.
  func table(_ name: String) -> TableContent? { release.tables.first { $0.table.name == name } }
}
