import DafuModel

/// `quality.json`: what was checked, what was counted, what is covered, what was rejected.
struct QualityPart: ReleasePart {
  static let fileName = "quality.json"
  /// How many findings are listed.
  private static let findingLimit = 1000

  func write(_ content: ReleaseContent, to folder: ReleaseFolder) throws {
    let survey = try ReleaseSurvey(content.release.tables)
    try folder.write(QualityPart.fileName) { sink in
      try sink.write(JSONText.bytes(of: QualityPart.value(content, survey)))
    }
  }

  private static func value(_ content: ReleaseContent, _ survey: ReleaseSurvey) -> JSONValue {
    let release = content.release
    let findings = release.findings
    return .object([
      ("dataset", .text(release.options.dataset)),
      ("version", .text(content.version)),
      (
        "counts",
        .object([
          ("documents", .integer(release.counts.documents)),
          ("rejects", .integer(release.counts.rejects)),
          ("observations", .integer(release.counts.observations)),
          ("financial_metrics", .integer(release.counts.financialMetrics)),
          ("conflicts", .integer(release.counts.conflicts)),
        ])
      ),
      ("codes", .array(survey.codes.map(codes))),
      // Not `checks`: validators of data packages take a JSON file with that member for a checklist of their own.
      ("checked", .array(release.tables.flatMap(checks))),
      ("findings", .array(findings.prefix(findingLimit).map(finding))),
      ("findings_omitted", .integer(max(0, findings.count - findingLimit))),
      (
        "coverage",
        .object([
          ("by_year", .array(byYear(survey))),
          ("by_publisher", .array(survey.publishers.map(publisher))),
        ])
      ),
      ("rejects_by_reason", counts(survey.rejectsByReason)),
      (
        "values",
        .array(
          survey.categories.map {
            .object([
              ("table", .text($0.table)), ("column", .text($0.column)), ("counts", counts($0.counts)),
            ])
          })
      ),
      (
        "confidence",
        .array(
          survey.confidenceTenths.indices.filter { survey.confidenceTenths[$0] > 0 }.map { tenth in
            .object([
              ("at_least", .text(ExactDecimal(significand: Int128(tenth), exponent: -1).description)),
              ("observations", .integer(survey.confidenceTenths[tenth])),
            ])
          })
      ),
      ("accuracy", .array((release.options.accuracy?.rows ?? []).map(accuracy))),
    ])
  }

  /// The rules that every row of a table was held to. A release with a failure is not published, so each held.
  private static func checks(_ content: TableContent) -> [JSONValue] {
    let columns = content.table.columns
    func check(_ rule: CheckFailure.Rule, _ names: [String]) -> JSONValue? {
      guard !names.isEmpty else { return nil }
      return .object([
        ("table", .text(content.table.name)), ("rule", .text(rule.rawValue)),
        ("columns", .array(names.map { .text($0) })), ("rows", .integer(content.count)), ("failures", .integer(0)),
      ])
    }
    func names(_ holds: (Column) -> Bool) -> [String] { columns.filter(holds).map(\.name) }
    func together(_ needed: [String]) -> [String] {
      needed.allSatisfy { content.table.index(of: $0) != nil } ? needed : []
    }
    return [
      check(.required, names(\.isRequired)),
      check(.type, names { $0.kind != .text }),
      check(.syntax, names { $0.syntax != nil }),
      check(.bounds, names { $0.minimum != nil || $0.maximum != nil }),
      check(.category, names { !$0.categories.isEmpty }),
      check(.uniqueKey, content.table.key),
      check(.reference, names { $0.reference != nil }),
      check(.offsets, together(["start", "end", "value_text"])),
      check(.period, together(["year", "period_start", "period_end"])),
      check(.span, together(["value", "value_min", "value_max"])),
      check(.count, content.table.name == DocumentsTable.name ? ["n_observations"] : []),
    ].compactMap { $0 }
  }

  private static func codes(_ count: ReleaseSurvey.CodeCount) -> JSONValue {
    .object([
      ("list", .text(count.list)), ("curated", .integer(count.curated)), ("discovered", .integer(count.discovered)),
    ])
  }

  private static func finding(_ finding: LoadFinding) -> JSONValue {
    .object([
      ("code", .text(finding.finding.code)), ("severity", .text(finding.finding.severity.rawValue)),
      ("path", .text(finding.path)), ("message", .text(finding.finding.message)),
    ])
  }

  private static func byYear(_ survey: ReleaseSurvey) -> [JSONValue] {
    let years = Set(survey.observationsByYear.keys).union(survey.figuresByYear.keys)
      .union(survey.documentsByYear.keys.filter { $0 != 0 })
    return years.sorted().map { year in
      .object([
        ("year", .integer(year)),
        ("documents_dated", .integer(survey.documentsByYear[year] ?? 0)),
        ("observations", .integer(survey.observationsByYear[year] ?? 0)),
        ("financial_metrics", .integer(survey.figuresByYear[year] ?? 0)),
      ])
    }
  }

  private static func publisher(_ publisher: ReleaseSurvey.Publisher) -> JSONValue {
    .object([
      ("agency", .text(publisher.code)), ("agency_name", .text(publisher.name)),
      ("documents", .integer(publisher.documents)), ("observations", .integer(publisher.observations)),
      (
        "observations_by_year",
        .object(
          publisher.observationsByYear.sorted { $0.key < $1.key }.map { (String($0.key), .integer($0.value)) })
      ),
    ])
  }

  private static func counts(_ counts: [String: Int]) -> JSONValue {
    .object(
      counts.sorted { TotalOrder.precedes($0.key, $1.key) }.map { (name: $0.key, value: .integer($0.value)) })
  }

  private static func accuracy(_ row: AccuracyTable.Row) -> JSONValue {
    .object([
      ("documents", .text(row.documents)), ("figures", .text(row.figures)), ("quantity_f1", .text(row.quantity)),
      ("key_f1", .text(row.key)), ("full_f1", .text(row.full)), ("metadata_right", .text(row.metadataRight)),
      ("metadata_total", .text(row.metadataTotal)), ("measured", .text(row.measured)),
    ])
  }
}
