import DafuModel

/// `observations`: one figure as one document states it, with its evidence.
enum ObservationsTable {
  static let name = "observations"

  static let definition = TableDefinition<Observation>(
    name: name, chinese: "每份答复文件中的每一个数字及其依据", english: "one figure as one document states it, with its evidence",
    key: ["observation_id"], formats: [.json], columns: identity + subjectMatter + figure + evidence)

  private static let identity: [BoundColumn<Observation>] = [
    BoundColumn(
      Column(
        "observation_id", .text, "数字的稳定标识，由文件标识和数字所在位置导出",
        "stable identifier: derived from the document's id and the figure's place in it", required: true)
    ) { .text(orEmpty: $0.observationID) },
    BoundColumn(
      Column(
        "document_id", .text, "所在文件", "the document that states it", required: true,
        reference: .init(DocumentsTable.name, "document_id"))
    ) { .text(orEmpty: $0.documentID) },
    BoundColumn(SharedColumns.year) { .integer($0.period.end.year) },
    BoundColumn(SharedColumns.periodStart) { .date($0.period.start) },
    BoundColumn(SharedColumns.periodEnd) { .date($0.period.end) },
    BoundColumn(SharedColumns.periodType) { .text($0.period.type.rawValue) },
    BoundColumn(
      Column(
        "period_basis", .text, "时期如何得知", "how the period is known", required: true, categories: Categories.periodBasis)
    ) { .text($0.period.basis.rawValue) },
  ]

  private static let subjectMatter: [BoundColumn<Observation>] = [
    BoundColumn(SharedColumns.agency) { .text(orEmpty: $0.agency) },
    BoundColumn(SharedColumns.agencyName) { .text(orEmpty: $0.agencyName) },
    BoundColumn(
      Column(
        "agency_basis", .text, "机构如何得知", "how the agency is known", required: true, categories: Categories.agencyBasis)
    ) { .text($0.agencyBasis.rawValue) },
    BoundColumn(SharedColumns.instrument) { .text(orEmpty: $0.instrument) },
    BoundColumn(SharedColumns.instrumentName) { .text(orEmpty: $0.instrumentName) },
    BoundColumn(SharedColumns.metric) { .text(orEmpty: $0.metric) },
    BoundColumn(SharedColumns.metricName) { .text(orEmpty: $0.metricName) },
    BoundColumn(SharedColumns.subject) { .text(orEmpty: $0.subject) },
    BoundColumn(SharedColumns.measure) { .text($0.measure.rawValue) },
  ]

  private static let figure: [BoundColumn<Observation>] = [
    BoundColumn(SharedColumns.value) { .number($0.value) },
    BoundColumn(SharedColumns.unit) { .text(orEmpty: $0.unit) },
    BoundColumn(Column("unit_text", .text, "原文单位，如万亿元、家", "the unit as written")) { .text(orEmpty: $0.unitText) },
    BoundColumn(SharedColumns.comparator) { .text($0.comparator.rawValue) },
    BoundColumn(
      Column("value_text", .text, "原文数字，含修饰词", "the figure exactly as written, modifiers included", required: true)
    ) { .text(orEmpty: $0.valueText) },
    BoundColumn(SharedColumns.status) { .text($0.status.rawValue) },
    BoundColumn(SharedColumns.refArea) { .text(orEmpty: $0.refArea) },
    BoundColumn(SharedColumns.refAreaName) { .text(orEmpty: $0.refAreaName) },
  ]

  private static let evidence: [BoundColumn<Observation>] = [
    BoundColumn(Column("section", .text, "数字上方各级标题，以“ > ”连接", "the headings above the figure, joined by ` > `")) {
      .text(orEmpty: $0.section)
    },
    BoundColumn(
      Column("evidence", .text, "所在句子", "the sentence", required: true, concept: "COMMENT_OBS")
    ) { .text(orEmpty: $0.evidence) },
    BoundColumn(
      Column(
        "start", .integer, "数字在规范化文本中的起始字节（UTF-8）",
        "UTF-8 byte offset of the figure in the document's normalized text", required: true, minimum: 0)
    ) { .integer($0.start) },
    BoundColumn(
      Column(
        "end", .integer, "数字在规范化文本中的结束字节（UTF-8，不含）", "UTF-8 byte offset after the figure", required: true, minimum: 1)
    ) { .integer($0.end) },
    BoundColumn(
      Column(
        "confidence", .number, "可信度，0 至 1", "0 to 1: how often a figure read in this way is right", required: true,
        minimum: 0, maximum: 1)
    ) { .number($0.confidence) },
    BoundColumn(Column("rule", .text, "识别规则", "the rule that recognized the figure", required: true)) {
      .text(orEmpty: $0.rule)
    },
  ]
}
