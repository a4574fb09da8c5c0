import DafuModel

/// Reads rows of `financial_metrics`.
struct FigureReader {
  private let year: CellReader
  private let texts: [CellReader]
  private let numbers: [CellReader]
  private let counts: [CellReader]

  init(_ table: Table) {
    year = CellReader(table, "year")
    texts = [
      "instrument", "instrument_name", "agency", "agency_name", "metric", "metric_name", "subject", "measure", "unit",
      "period_type", "ref_area", "ref_area_name", "status", "comparator", "agreement", "observation_id",
    ].map { CellReader(table, $0) }
    numbers = ["value", "value_min", "value_max"].map { CellReader(table, $0) }
    counts = ["n_observations", "n_documents"].map { CellReader(table, $0) }
  }

  /// Instrument and agency of a row.
  func pair(_ row: [Cell]) -> (instrument: String, agency: String) { (texts[0].text(row), texts[2].text(row)) }

  /// The row's figure; nil for a row without a year or value, which no checked release has.
  func figure(_ row: [Cell], order: Int) -> ReportContent.Figure? {
    guard let year = year.integer(row), let value = numbers[0].number(row) else { return nil }
    let text = texts.map { $0.text(row) }
    return ReportContent.Figure(
      year: year, instrument: text[0], instrumentName: text[1], agency: text[2], agencyName: text[3], metric: text[4],
      metricName: text[5], subject: text[6], measure: text[7], unit: text[8], periodType: text[9], refArea: text[10],
      refAreaName: text[11], status: text[12], value: value, comparator: text[13],
      observationCount: counts[0].integer(row) ?? 1, documentCount: counts[1].integer(row) ?? 1, agreement: text[14],
      smallest: numbers[1].number(row) ?? value, largest: numbers[2].number(row) ?? value, observationID: text[15],
      order: order)
  }
}
