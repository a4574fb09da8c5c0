import CLibXLSXWriter
import DafuModel

/// The sheet of charts: for each of the largest instruments its realized amounts in yuan by year, agency and metric.
///
/// Series are never added up, for a province's figure may hold its cities'.
struct WorkbookCharts {
  private static let instrumentCount = 8
  private static let seriesCount = 5
  private static let chartRows = 19

  let sheet: WorkbookSheet
  let file: WorkbookFile
  let metrics: TableContent

  /// What one line of figures is about.
  private struct SeriesKey: Hashable {
    let texts: [String]
    var label: String { texts.filter { !$0.isEmpty }.joined(separator: " · ") }
  }

  private struct Series {
    let key: SeriesKey
    let values: [Int: ExactDecimal]
    var largest: ExactDecimal { values.values.max() ?? ExactDecimal(0) }
  }

  /// The columns that are read.
  private struct Places {
    let year, instrument, name, agency, metric, subject, measure, unit, periodType, area, status, value: Int

    init?(_ table: Table) {
      guard let year = table.index(of: "year"), let instrument = table.index(of: "instrument"),
        let name = table.index(of: "instrument_name"), let agency = table.index(of: "agency_name"),
        let metric = table.index(of: "metric_name"), let subject = table.index(of: "subject"),
        let measure = table.index(of: "measure"), let unit = table.index(of: "unit"),
        let periodType = table.index(of: "period_type"), let area = table.index(of: "ref_area_name"),
        let status = table.index(of: "status"), let value = table.index(of: "value")
      else { return nil }
      (self.year, self.instrument, self.name, self.agency) = (year, instrument, name, agency)
      (self.metric, self.subject, self.measure, self.unit) = (metric, subject, measure, unit)
      (self.periodType, self.area, self.status, self.value) = (periodType, area, status, value)
    }

    /// The amount of a row that is an instrument's realized amount in yuan.
    func amount(_ cells: [Cell]) -> ExactDecimal? {
      guard case .text("CNY") = cells[unit], cells[measure] == .text(Measure.level.rawValue),
        cells[status] == .text(ObservationStatus.realized.rawValue), case .number(let value) = cells[value],
        case .text(let code) = cells[instrument], code != Code.notApplicable, !code.utf8.contains(UInt8(ascii: "+"))
      else { return nil }
      return value
    }
  }

  /// Writes the sheet: a block of figures for each instrument, its chart beside it.
  func write() throws {
    try sheet.write(
      "最大的金融工具 · The largest instruments", row: 0, column: 0, WorkbookFormat(isTitle: true), widens: false)
    try sheet.write(
      "已实现的金额，按年份、机构和指标；不同机构的数字可能互相包含，不作加总。Realized amounts by year, agency and metric; one body's figure may "
        + "hold another's, so nothing is added up.",
      row: 1, column: 0, widens: false)
    var row = 3
    if let places = Places(metrics.table) {
      for (code, name) in try largestInstruments(places) {
        let series = try series(of: code, places)
        row = try writeBlock("\(name) \(code)", series, at: row)
      }
    }
    if row == 3 { try sheet.write("没有可供绘图的金额。No amounts to draw.", row: row, column: 0, widens: false) }
    try sheet.preparePrinting(repeating: 0)
    try sheet.setWidths()
  }

  private func largestInstruments(_ places: Places) throws -> [(code: String, name: String)] {
    var largest: [String: (name: String, value: ExactDecimal)] = [:]
    try metrics.forEachRow { cells in
      guard let value = places.amount(cells) else { return }
      let code = cells[places.instrument].plainText
      if let known = largest[code], !(known.value < value) { return }
      largest[code] = (cells[places.name].plainText, value)
    }
    return largest.sorted {
      $0.value.value == $1.value.value ? TotalOrder.precedes($0.key, $1.key) : $1.value.value < $0.value.value
    }.prefix(WorkbookCharts.instrumentCount).map { ($0.key, $0.value.name) }
  }

  /// The series of an instrument with the largest values.
  private func series(of instrument: String, _ places: Places) throws -> [Series] {
    var found: [SeriesKey: [Int: ExactDecimal]] = [:]
    try metrics.forEachRow { cells in
      guard cells[places.instrument] == .text(instrument), let value = places.amount(cells),
        case .integer(let year) = cells[places.year]
      else { return }
      var texts = [places.agency, places.metric, places.subject].map { cells[$0].plainText }
      // The area is said where the agency's name does not say it.
      let area = cells[places.area].plainText
      texts.insert(texts[0].hasPrefix(area) ? "" : area, at: 1)
      if cells[places.periodType] == .text(PeriodType.cumulative.rawValue) { texts.append("累计") }
      let key = SeriesKey(texts: texts)
      let earlier = found[key]?[year]
      found[key, default: [:]][year] = earlier.map { max($0, value) } ?? value
    }
    return found.map { Series(key: $0.key, values: $0.value) }
      .sorted {
        $0.largest == $1.largest ? TotalOrder.precedes($0.key.texts, $1.key.texts) : $1.largest < $0.largest
      }.prefix(WorkbookCharts.seriesCount).map { $0 }
  }

  /// Writes years down and series across, and the chart; gives the row after both.
  private func writeBlock(_ title: String, _ series: [Series], at top: Int) throws -> Int {
    let years = Set(series.flatMap { $0.values.keys }).sorted()
    let header = WorkbookFormat(isHeader: true, wraps: true)
    try sheet.write(title, row: top, column: 0, WorkbookFormat(isTitle: true), widens: false)
    try sheet.setHeight(ofRow: top + 1, to: 45)
    try sheet.write("年份 year", row: top + 1, column: 0, header)
    for (index, series) in series.enumerated() {
      try sheet.write(series.key.label, row: top + 1, column: index + 1, header, widens: false)
    }
    for (offset, year) in years.enumerated() {
      let row = top + 2 + offset
      try sheet.write(Double(year), row: row, column: 0, WorkbookFormat(number: "0"), width: 10)
      for (index, series) in series.enumerated() {
        guard let exact = series.values[year], let value = Double(exact.description), value.isFinite else { continue }
        let format = WorkbookFormat(number: NumberDisplay.format(of: exact, unit: "CNY"))
        try sheet.write(value, row: row, column: index + 1, format, width: 22)
      }
    }
    let last = top + 1 + years.count
    try insertChart(title, series, rows: (top + 2)...max(last, top + 2), at: top)
    return max(last, top + WorkbookCharts.chartRows) + 2
  }

  private func insertChart(_ title: String, _ series: [Series], rows: ClosedRange<Int>, at top: Int) throws {
    let chart = try file.addColumnChart()
    for index in series.indices {
      guard let added = chart_add_series(chart, nil, nil) else { continue }
      let column = lxw_col_t(index + 1)
      let (first, last) = (lxw_row_t(rows.lowerBound), lxw_row_t(rows.upperBound))
      chart_series_set_categories(added, sheet.name, first, 0, last, 0)
      chart_series_set_values(added, sheet.name, first, column, last, column)
      chart_series_set_name_range(added, sheet.name, lxw_row_t(top + 1), column)
    }
    chart_title_set_name(chart, WorkbookText.cell(title).text)
    chart_legend_set_position(chart, UInt8(LXW_CHART_LEGEND_BOTTOM.rawValue))
    let largest = series.map(\.largest).max() ?? ExactDecimal(0)
    // A column that does not begin at zero would lie about proportions.
    if series.allSatisfy({ $0.values.values.allSatisfy { !$0.isNegative } }) {
      chart_axis_set_min(chart.pointee.y_axis, 0)
    }
    chart_axis_set_num_format(chart.pointee.y_axis, NumberDisplay.axisFormat(upTo: largest))
    try sheet.insert(chart, row: top, column: WorkbookCharts.seriesCount + 2, width: 720, height: 360)
  }
}
