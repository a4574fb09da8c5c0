import DafuModel

extension ReportPage {
  /// What is in the release.
  func appendContents(to html: inout HTMLText) {
    let counts = release.release.counts
    let years = survey.years
    let instruments = release.table("instruments")?.count ?? 0
    begin("contents", Bilingual("本次发布的内容", "What is in this release"), to: &html)
    html.markup("<dl class=\"counts\">")
    var entries: [(value: String, label: Bilingual, anchor: String)] = [
      (FigureText.grouped(ExactDecimal(counts.documents)), Bilingual("份答复文件", "replies"), "coverage"),
      (FigureText.grouped(ExactDecimal(counts.observations)), Bilingual("个数字", "figures stated"), "evidence"),
      (
        FigureText.grouped(ExactDecimal(counts.financialMetrics)), Bilingual("个金融指标", "financial metrics"), "figures"
      ),
      (FigureText.grouped(ExactDecimal(survey.publishers.count)), Bilingual("个答复单位", "publishers"), "coverage"),
      (FigureText.grouped(ExactDecimal(instruments)), Bilingual("个金融工具代码", "instrument codes"), "series"),
      (FigureText.grouped(ExactDecimal(counts.conflicts)), Bilingual("处说法不一致", "conflicts"), "conflicts"),
      (FigureText.grouped(ExactDecimal(counts.rejects)), Bilingual("个输入未读入", "rejected inputs"), "rejects"),
    ]
    if let first = years.first, let last = years.last {
      entries.insert(
        (first == last ? "\(first)" : "\(first)–\(last)", Bilingual("数字所属年份", "years described"), "coverage"), at: 3)
    }
    for entry in entries {
      html.markup("<div><dt><a href=\"#\(entry.anchor)\">")
      html.both(entry.label)
      html.markup("</a></dt><dd>\(entry.value)</dd></div>")
    }
    html.markup("</dl>\n<div class=\"scroll\"><table class=\"stack\"><thead><tr><th>")
    html.both("表", "Table")
    html.markup("</th><th>")
    html.both("一行是", "One row is")
    html.markup("</th><th class=\"n\">")
    html.both("行数", "Rows")
    html.markup("</th><th>")
    html.both("文件", "Files")
    html.markup("</th></tr></thead><tbody>")
    for table in release.release.tables {
      html.markup("<tr><td><code>\(table.table.name)</code></td><td>")
      html.both(table.table.chinese, table.table.english)
      html.markup("</td><td class=\"n\">\(FigureText.grouped(ExactDecimal(table.count)))</td><td>")
      let names = release.tableFiles.filter { $0.table.name == table.table.name }.map(\.file.name)
      html.markup(names.map { "<a href=\"\($0)\">\($0)</a>" }.joined(separator: " "))
      html.markup("</td></tr>")
    }
    html.markup("</tbody></table></div></section>\n")
  }

  /// Every series of the pairs that have most years.
  func appendSeries(to html: inout HTMLText) {
    begin("series", Bilingual("各金融工具、各机构的时间序列", "Series by instrument and agency"), to: &html)
    note(
      "每个点和每个数都链接到依据。空心点表示计划数或各处说法不一致，竖线为各说法的范围；虚线跨过没有数字的年份。",
      "Every point and every number links to its evidence. An open point is planned or stated differently in different "
        + "places, with the span of what was stated; a dotted line bridges years of which nothing is known.", to: &html)
    noteOmitted(
      content.pairs.count, of: content.pairCount, "financial_metrics.csv", "financial_metrics.csv", to: &html)
    for pair in content.pairs {
      guard let first = pair.first else { continue }
      html.markup("<div class=\"panel\" data-f><h3>")
      html.both(labels.instrument(first))
      html.markup(" <i>· ")
      html.both(labels.agency(first))
      html.markup("</i></h3>")
      let charts = pair.series.filter { $0.points.count > 1 }
      if !charts.isEmpty {
        html.markup("<div class=\"charts\">")
        for series in charts { appendChart(series, to: &html) }
        html.markup("</div>")
      }
      appendYears(pair, to: &html)
      if pair.seriesOmitted > 0 {
        note(
          "另有 \(pair.seriesOmitted) 个指标，见 financial_metrics.csv。",
          "\(pair.seriesOmitted) more metrics are in financial_metrics.csv.", to: &html)
      }
      html.markup("</div>\n")
    }
    html.markup("</section>\n")
  }

  private func appendChart(_ series: ReportContent.Series, to html: inout HTMLText) {
    guard let first = series.points.first else { return }
    let magnitudes = series.points.flatMap { [$0.value, $0.value.negated] }
    let unitText = content.statements[first.observationID]?.unitText ?? ""
    let scale = labels.figures.scale(of: magnitudes.max() ?? first.value, unit: first.unit, unitText: unitText)
    let metric = labels.metric(first)
    let chart = SeriesChart(
      points: series.points.map { point in
        let isConflict = point.agreement == Agreement.conflict.rawValue
        return SeriesChart.Point(
          year: point.year, value: point.value, span: isConflict ? (point.smallest, point.largest) : nil,
          anchor: HTMLText.anchor(point.observationID),
          label: labels.value(point, content.statements[point.observationID]))
      }, scale: scale, figures: labels.figures, title: metric,
      isPlanned: first.status != ObservationStatus.realized.rawValue)
    var body = HTMLText()
    chart.append(to: &body)
    guard !body.bytes.isEmpty else { return }
    html.markup("<figure><figcaption>")
    appendMetric(first, to: &html)
    if !scale.unit.chinese.isEmpty || !scale.unit.english.isEmpty {
      html.markup(" <span class=\"tag\">")
      html.both(
        scale.unit.chinese.isEmpty ? "" : "（\(scale.unit.chinese)）",
        scale.unit.english.isEmpty ? "" : "(\(scale.unit.english))")
      html.markup("</span>")
    }
    html.markup("</figcaption>")
    html.append(body)
    html.markup("</figure>")
  }

  /// A metric with what else says which figure it is.
  func appendMetric(_ figure: ReportContent.Figure, to html: inout HTMLText) {
    html.both(labels.metric(figure))
    let qualifiers = labels.qualifiers(figure)
    guard !qualifiers.isEmpty else { return }
    html.markup(" <span class=\"tag\">")
    for (index, qualifier) in qualifiers.enumerated() {
      if index > 0 { html.markup(" · ") }
      html.both(qualifier)
    }
    html.markup("</span>")
  }

  private func appendYears(_ pair: ReportContent.Pair, to html: inout HTMLText) {
    let years = Array(
      Set(pair.series.flatMap { $0.points.map(\.year) }).sorted().suffix(ReportContent.Limit.years))
    html.markup("<div class=\"scroll\"><table class=\"years\"><thead><tr><th scope=\"col\">")
    html.both("指标", "Metric")
    html.markup("</th>")
    for year in years { html.markup("<th scope=\"col\" class=\"n\">\(year)</th>") }
    html.markup("</tr></thead><tbody>")
    for series in pair.series {
      guard let first = series.points.first else { continue }
      html.markup("<tr><td>")
      appendMetric(first, to: &html)
      if first.refAreaName != pair.first?.refAreaName, !first.refAreaName.isEmpty {
        html.markup(" <span class=\"tag\">")
        html.text(HTMLText.clipped(first.refAreaName, 40))
        html.markup("</span>")
      }
      html.markup("</td>")
      for year in years {
        html.markup("<td class=\"n\">")
        if let point = series.points.first(where: { $0.year == year }) {
          link(
            labels.value(point, content.statements[point.observationID]), to: point.observationID, in: &html)
          if point.agreement == Agreement.conflict.rawValue { html.markup(" <span class=\"tag warn\">≠</span>") }
        }
        html.markup("</td>")
      }
      html.markup("</tr>")
    }
    html.markup("</tbody></table></div>")
  }

  /// The table of figures.
  func appendFigures(to html: inout HTMLText) {
    html.markup("<section id=\"figures\" data-s><h2>")
    html.both("金融指标", "Financial metrics")
    html.markup("</h2>\n")
    noteOmitted(
      content.figures.count, of: content.figureCount, "financial_metrics.csv", "financial_metrics.csv", to: &html)
    html.markup("<div class=\"scroll\"><table class=\"sort stack\" id=\"figure-table\"><thead><tr>")
    sortable("年份", "Year", isNumber: true, to: &html)
    sortable("金融工具", "Instrument", to: &html)
    sortable("机构", "Agency", to: &html)
    sortable("指标", "Metric", to: &html)
    sortable("数值", "Value", isNumber: true, to: &html)
    sortable("一致性", "Agreement", to: &html)
    sortable("文件数", "Documents", isNumber: true, to: &html)
    html.markup("</tr></thead><tbody>\n")
    for figure in content.figures {
      html.markup("<tr data-f><td class=\"n\">\(figure.year)</td><td>")
      html.both(labels.instrument(figure))
      html.markup("</td><td>")
      html.both(labels.agency(figure))
      html.markup("</td><td>")
      appendMetric(figure, to: &html)
      html.markup("</td><td class=\"n v\" data-v=\"\(figure.value.description)\">")
      link(labels.value(figure, content.statements[figure.observationID]), to: figure.observationID, in: &html)
      let isConflict = figure.agreement == Agreement.conflict.rawValue
      html.markup("</td><td class=\"tag\(isConflict ? " warn" : "")\">")
      html.both(ReportLabels.label(figure.agreement, Categories.agreement))
      html.markup(
        "</td><td class=\"n\" data-v=\"\(figure.documentCount)\">\(figure.documentCount)<span class=\"unit\"> ")
      html.both("份文件", figure.documentCount == 1 ? "reply" : "replies")
      html.markup("</span></td></tr>\n")
    }
    html.markup("</tbody></table></div></section>\n")
  }
}
