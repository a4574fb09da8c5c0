/// The columns that `observations` and `financial_metrics` have in common, so that they mean the same in both.
enum SharedColumns {
  static let year = Column(
    "year", .integer, "时期末日所在年份", "calendar year of period_end", required: true, minimum: 1, maximum: 9999,
    concept: "TIME_PERIOD")
  static let periodStart = Column(
    "period_start", .date, "时期首日", "first day of the period that the figure describes", required: true)
  static let periodEnd = Column(
    "period_end", .date, "时期末日", "last day of the period that the figure describes", required: true)
  static let periodType = Column(
    "period_type", .text, "时点、时期或累计", "a stock on a date, a flow within the period, or a flow since the beginning",
    required: true, categories: Categories.periodType)
  static let agency = Column(
    "agency", .text, "数字所属机构的代码，多个以 + 连接", "code of the body that the figure is attributed to; several joined by +",
    required: true, syntax: .jointCode, reference: .init("agencies", "code", isJoint: true))
  static let agencyName = Column(
    "agency_name", .text, "机构全称，多个以 + 连接", "its full official Chinese name; several joined by +")
  static let instrument = Column(
    "instrument", .text, "金融工具、产品或市场的代码，多个以 + 连接，无则 _Z",
    "code of the financial instrument, product or market; several joined by +; none: _Z", required: true,
    syntax: .jointCode, reference: .init("instruments", "code", isJoint: true))
  static let instrumentName = Column(
    "instrument_name", .text, "金融工具名称，多个以 + 连接（名称中的加号写作＋）",
    "its Chinese name; several joined by + (a plus sign inside a name is written ＋)")
  static let metric = Column(
    "metric", .text, "指标代码", "code of what is measured", required: true, syntax: .code,
    reference: .init("metrics", "code"), concept: "INDICATOR")
  static let metricName = Column("metric_name", .text, "指标名称", "Chinese name of what is measured")
  static let subject = Column(
    "subject", .text, "计量对象的原文名词，指标与工具已说明时为空",
    "what is counted or described, as written; empty where metric and instrument say it all")
  static let measure = Column(
    "measure", .text, "数字相对指标的含义：水平、增减、占比等", "what the number says of its metric", required: true,
    categories: Categories.measure)
  static let value = Column(
    "value", .number, "以 unit 为单位的精确值", "exact decimal in the unit named by unit", required: true, concept: "OBS_VALUE")
  static let unit = Column(
    "unit", .text, "单位代码", "code of the unit", required: true, syntax: .code, reference: .init("units", "code"),
    concept: "UNIT_MEASURE")
  static let comparator = Column(
    "comparator", .text, "数值的界限：等于、大于、约等", "how the value bounds the figure", required: true,
    categories: Categories.comparator)
  static let status = Column(
    "status", .text, "已实现、计划或提案建议", "realized, planned or proposed", required: true, categories: Categories.status,
    concept: "OBS_STATUS")
  static let refArea = Column(
    "ref_area", .text, "所述地区的代码（GB/T 2260）", "GB/T 2260 code of the area described", required: true, syntax: .code)
  static let refAreaName = Column("ref_area_name", .text, "地区名称", "name of the area described")
}
