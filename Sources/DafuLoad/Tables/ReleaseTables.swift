/// The tables of a release, in the order in which they are described.
public enum ReleaseTables {
  /// Every table.
  public static let all: [Table] = [
    FinancialMetricsTable.table, ObservationsTable.definition.table, DocumentsTable.definition.table,
    RejectsTable.definition.table, CodelistTables.instruments.table, CodelistTables.agencies.table,
    CodelistTables.metrics.table, CodelistTables.units.table,
  ]
}
