/// `financial_metrics`: one figure a year, instrument and agency. Its rows are made from those of `observations`.
enum FinancialMetricsTable {
  static let name = "financial_metrics"

  static let table = Table(
    name: name, chinese: "每年、每种金融工具、每个机构的一个数字", english: "one figure a year, instrument and agency",
    key: [
      "year", "instrument", "agency", "metric", "subject", "measure", "unit", "period_type", "ref_area", "status",
    ], columns: key + resolution, formats: [.json])

  private static let key: [Column] = [
    SharedColumns.year, SharedColumns.instrument, SharedColumns.instrumentName, SharedColumns.agency,
    SharedColumns.agencyName, SharedColumns.metric, SharedColumns.metricName, SharedColumns.subject,
    SharedColumns.measure, SharedColumns.unit, SharedColumns.periodType, SharedColumns.refArea,
    SharedColumns.refAreaName, SharedColumns.status,
  ]

  private static let resolution: [Column] = [
    SharedColumns.value, SharedColumns.comparator, SharedColumns.periodStart, SharedColumns.periodEnd,
    Column("n_observations", .integer, "此键下的数字个数", "how many observations have this key", required: true, minimum: 1),
    Column("n_documents", .integer, "此键下的文件份数", "how many documents state them", required: true, minimum: 1),
    Column(
      "agreement", .text, "各处数字是否一致", "whether the observations agree", required: true,
      categories: Categories.agreement),
    Column("value_min", .number, "此键下的最小值", "the smallest value with this key", required: true),
    Column("value_max", .number, "此键下的最大值", "the largest value with this key", required: true),
    Column(
      "observation_id", .text, "选用的数字", "the observation chosen", required: true,
      reference: .init(ObservationsTable.name, "observation_id")),
  ]
}
