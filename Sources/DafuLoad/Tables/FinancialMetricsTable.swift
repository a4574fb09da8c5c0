import DafuModel

/// `financial_metrics`: one figure a year, instrument and agency.
enum FinancialMetricsTable {
  static let name = "financial_metrics"

  static let definition = TableDefinition<FinancialMetric>(
    name: name, chinese: "每年、每种金融工具、每个机构的一个数字", english: "one figure a year, instrument and agency",
    key: [
      "year", "instrument", "agency", "metric", "subject", "measure", "unit", "period_type", "ref_area", "status",
    ], formats: [.json], columns: key + resolution)

  private static let key: [BoundColumn<FinancialMetric>] = [
    BoundColumn(SharedColumns.year) { .integer($0.chosen.period.end.year) },
    BoundColumn(SharedColumns.instrument) { .text(orEmpty: $0.chosen.instrument) },
    BoundColumn(SharedColumns.instrumentName) { .text(orEmpty: $0.chosen.instrumentName) },
    BoundColumn(SharedColumns.agency) { .text(orEmpty: $0.chosen.agency) },
    BoundColumn(SharedColumns.agencyName) { .text(orEmpty: $0.chosen.agencyName) },
    BoundColumn(SharedColumns.metric) { .text(orEmpty: $0.chosen.metric) },
    BoundColumn(SharedColumns.metricName) { .text(orEmpty: $0.chosen.metricName) },
    BoundColumn(SharedColumns.subject) { .text(orEmpty: $0.chosen.subject) },
    BoundColumn(SharedColumns.measure) { .text($0.chosen.measure.rawValue) },
    BoundColumn(SharedColumns.unit) { .text(orEmpty: $0.chosen.unit) },
    BoundColumn(SharedColumns.periodType) { .text($0.chosen.period.type.rawValue) },
    BoundColumn(SharedColumns.refArea) { .text(orEmpty: $0.chosen.refArea) },
    BoundColumn(SharedColumns.refAreaName) { .text(orEmpty: $0.chosen.refAreaName) },
    BoundColumn(SharedColumns.status) { .text($0.chosen.status.rawValue) },
  ]

  private static let resolution: [BoundColumn<FinancialMetric>] = [
    BoundColumn(SharedColumns.value) { .number($0.chosen.value) },
    BoundColumn(SharedColumns.comparator) { .text($0.chosen.comparator.rawValue) },
    BoundColumn(SharedColumns.periodStart) { .date($0.chosen.period.start) },
    BoundColumn(SharedColumns.periodEnd) { .date($0.chosen.period.end) },
    BoundColumn(
      Column(
        "n_observations", .integer, "此键下的数字个数", "how many observations have this key", required: true, minimum: 1)
    ) { .integer($0.observationCount) },
    BoundColumn(
      Column(
        "n_documents", .integer, "此键下的文件份数", "how many documents state them", required: true, minimum: 1)
    ) { .integer($0.documentCount) },
    BoundColumn(
      Column(
        "agreement", .text, "各处数字是否一致", "whether the observations agree", required: true,
        categories: Categories.agreement)
    ) { .text($0.agreement.rawValue) },
    BoundColumn(
      Column("value_min", .number, "此键下的最小值", "the smallest value with this key", required: true)
    ) { .number($0.smallest) },
    BoundColumn(
      Column("value_max", .number, "此键下的最大值", "the largest value with this key", required: true)
    ) { .number($0.largest) },
    BoundColumn(
      Column(
        "observation_id", .text, "选用的数字", "the observation chosen", required: true,
        reference: .init(ObservationsTable.name, "observation_id"))
    ) { .text(orEmpty: $0.chosen.observationID) },
  ]
}
