import DafuModel

/// `observations`: one figure as one document states it, with its evidence.
enum ObservationsTable {
  static let name = "observations"

  static let definition = TableDefinition<Observation>(
    Table(
      name: name, chinese: "每份答复文件中的每一个数字及其依据", english: "one figure as one document states it, with its evidence",
      key: ["observation_id"], columns: columns, formats: [.json])
  ) { append($0, after: $0, to: &$1) }

  private static let columns: [Column] = [
    Column(
      "observation_id", .text, "数字的稳定标识，由文件标识和数字所在位置导出",
      "stable identifier: derived from the document's id and the figure's place in it", required: true),
    Column(
      "document_id", .text, "所在文件", "the document that states it", required: true,
      reference: .init(DocumentsTable.name, "document_id")),
    SharedColumns.year,
    SharedColumns.periodStart,
    SharedColumns.periodEnd,
    SharedColumns.periodType,
    Column(
      "period_basis", .text, "时期如何得知", "how the period is known", required: true, categories: Categories.periodBasis),
    SharedColumns.agency,
    SharedColumns.agencyName,
    Column(
      "agency_basis", .text, "机构如何得知", "how the agency is known", required: true, categories: Categories.agencyBasis),
    SharedColumns.instrument,
    SharedColumns.instrumentName,
    SharedColumns.metric,
    SharedColumns.metricName,
    SharedColumns.subject,
    SharedColumns.measure,
    SharedColumns.value,
    SharedColumns.unit,
    Column("unit_text", .text, "原文单位，如万亿元、家", "the unit as written"),
    SharedColumns.comparator,
    Column("value_text", .text, "原文数字，含修饰词", "the figure exactly as written, modifiers included", required: true),
    SharedColumns.status,
    SharedColumns.refArea,
    SharedColumns.refAreaName,
    Column("section", .text, "数字上方各级标题，以“ > ”连接", "the headings above the figure, joined by ` > `"),
    Column("evidence", .text, "所在句子", "the sentence", required: true, concept: "COMMENT_OBS"),
    Column(
      "start", .integer, "数字在规范化文本中的起始字节（UTF-8）", "UTF-8 byte offset of the figure in the document's normalized text",
      required: true, minimum: 0),
    Column(
      "end", .integer, "数字在规范化文本中的结束字节（UTF-8，不含）", "UTF-8 byte offset after the figure", required: true, minimum: 1),
    Column(
      "confidence", .number, "可信度，0 至 1", "0 to 1: how often a figure read in this way is right", required: true,
      minimum: 0, maximum: 1),
    Column("rule", .text, "识别规则", "the rule that recognized the figure", required: true),
  ]

  /// Writes the cells in the order of the columns; `former` is the observation of the row before.
  @inline(__always)
  static func append(_ observation: Observation, after former: Observation, to row: inout some CellWriter) {
    row.text(observation.observationID, before: former.observationID)
    row.text(observation.documentID, before: former.documentID)
    row.integer(observation.period.end.year, before: former.period.end.year)
    row.date(observation.period.start, before: former.period.start)
    row.date(observation.period.end, before: former.period.end)
    row.word(observation.period.type, before: former.period.type)
    row.word(observation.period.basis, before: former.period.basis)
    row.text(observation.agency, orElse: Code.unknown, before: former.agency)
    row.text(observation.agencyName, before: former.agencyName)
    row.word(observation.agencyBasis, before: former.agencyBasis)
    row.text(observation.instrument, orElse: Code.notApplicable, before: former.instrument)
    row.text(observation.instrumentName, before: former.instrumentName)
    row.text(observation.metric, orElse: Code.unknown, before: former.metric)
    row.text(observation.metricName, before: former.metricName)
    row.text(observation.subject, before: former.subject)
    row.word(observation.measure, before: former.measure)
    row.number(observation.value, before: former.value)
    row.text(observation.unit, orElse: Code.unknown, before: former.unit)
    row.text(observation.unitText, before: former.unitText)
    row.word(observation.comparator, before: former.comparator)
    row.text(observation.valueText, before: former.valueText)
    row.word(observation.status, before: former.status)
    row.text(observation.refArea, orElse: Code.unknown, before: former.refArea)
    row.text(observation.refAreaName, before: former.refAreaName)
    row.text(observation.section, before: former.section)
    row.text(observation.evidence, before: former.evidence)
    row.integer(observation.start, before: former.start)
    row.integer(observation.end, before: former.end)
    row.number(observation.confidence, before: former.confidence)
    row.text(observation.rule, before: former.rule)
  }
}

extension ObservationsTable {
  /// The places of columns that rows are read by.
  struct Places {
    let observationID, documentID, year, periodStart, periodEnd, periodType, periodBasis, agency, agencyName: Int
    let agencyBasis, instrument, instrumentName, metric, metricName, subject, measure, value, unit, unitText: Int
    let comparator, valueText, status, refArea, refAreaName, section, evidence, start, end, confidence, rule: Int

    fileprivate init(_ table: Table) {
      // Every name is one of the columns above; a test reads a row back.
      func place(_ name: String) -> Int { table.index(of: name) ?? 0 }
      (observationID, documentID, year) = (place("observation_id"), place("document_id"), place("year"))
      (periodStart, periodEnd) = (place("period_start"), place("period_end"))
      (periodType, periodBasis) = (place("period_type"), place("period_basis"))
      (agency, agencyName, agencyBasis) = (place("agency"), place("agency_name"), place("agency_basis"))
      (instrument, instrumentName) = (place("instrument"), place("instrument_name"))
      (metric, metricName) = (place("metric"), place("metric_name"))
      (subject, measure, value) = (place("subject"), place("measure"), place("value"))
      (unit, unitText, comparator) = (place("unit"), place("unit_text"), place("comparator"))
      (valueText, status) = (place("value_text"), place("status"))
      (refArea, refAreaName) = (place("ref_area"), place("ref_area_name"))
      (section, evidence) = (place("section"), place("evidence"))
      (start, end) = (place("start"), place("end"))
      (confidence, rule) = (place("confidence"), place("rule"))
    }
  }

  static let places = Places(definition.table)

  /// The observation of a row; `completed` says which codes it did not have. Throws `DamagedRecord` where a cell is no
  /// value of its column.
  static func observation(of row: TableRow, _ completed: CompletedCodes) throws(DamagedRecord) -> Observation {
    func text(_ place: Int) -> String { row[place].text }
    func code(_ place: Int, _ mark: CompletedCodes) -> String { completed.contains(mark) ? "" : text(place) }
    func value<Value: RawRepresentable<String>>(_ place: Int) throws(DamagedRecord) -> Value {
      guard let value = Value(rawValue: text(place)) else { throw DamagedRecord() }
      return value
    }
    let p = places
    guard let from = PlainText.date(row[p.periodStart]), let to = PlainText.date(row[p.periodEnd]),
      let number = PlainText.number(row[p.value]), let start = PlainText.integer(row[p.start]),
      let end = PlainText.integer(row[p.end]), let confidence = PlainText.number(row[p.confidence])
    else { throw DamagedRecord() }
    return Observation(
      observationID: text(p.observationID), documentID: text(p.documentID),
      period: Period(start: from, end: to, type: try value(p.periodType), basis: try value(p.periodBasis)),
      agency: code(p.agency, .agency), agencyName: text(p.agencyName), agencyBasis: try value(p.agencyBasis),
      instrument: code(p.instrument, .instrument), instrumentName: text(p.instrumentName),
      metric: code(p.metric, .metric), metricName: text(p.metricName), subject: text(p.subject),
      measure: try value(p.measure), value: number, unit: code(p.unit, .unit), unitText: text(p.unitText),
      comparator: try value(p.comparator), valueText: text(p.valueText), status: try value(p.status),
      refArea: code(p.refArea, .refArea), refAreaName: text(p.refAreaName), section: text(p.section),
      evidence: text(p.evidence), start: start, end: end, confidence: confidence, rule: text(p.rule))
  }
}
