import DafuModel

extension ReportPage {
  /// How many years have a column of their own.
  private static let yearColumns = 12

  /// Observations by publisher and year.
  func appendCoverage(to html: inout HTMLText) {
    begin("coverage", Bilingual("按年份和答复单位的覆盖", "Coverage by year and publisher"), to: &html)
    note(
      "格中是该单位的答复提到该年份的数字个数，颜色越深越多。",
      "How many figures about a year the replies of a publisher state; the darker the more.", to: &html)
    let shown = survey.publishers.prefix(ReportContent.Limit.publishers)
    noteOmitted(shown.count, of: survey.publishers.count, "quality.json", "quality.json", to: &html)
    let years = survey.years
    let own = Array(years.suffix(ReportPage.yearColumns))
    let earlier = Set(years).subtracting(own)
    html.markup("<div class=\"scroll\"><table class=\"heat\"><thead><tr><th scope=\"col\">")
    html.both("答复单位", "Publisher")
    html.markup("</th><th scope=\"col\" class=\"n\">")
    html.both("文件", "Replies")
    html.markup("</th>")
    if let first = own.first, !earlier.isEmpty { html.markup("<th scope=\"col\" class=\"n\">&lt; \(first)</th>") }
    for year in own { html.markup("<th scope=\"col\" class=\"n\">\(year)</th>") }
    html.markup("<th scope=\"col\" class=\"n\">")
    html.both("合计", "Total")
    html.markup("</th></tr></thead><tbody>")
    let largest = shown.flatMap { $0.observationsByYear.values }.max() ?? 1
    func row(_ counts: [Int: Int], _ total: Int, colours: Bool) {
      var values = own.map { counts[$0] ?? 0 }
      if !earlier.isEmpty { values.insert(earlier.reduce(0) { $0 + (counts[$1] ?? 0) }, at: 0) }
      for value in values {
        let level = colours ? ReportPage.level(value, largest) : 0
        html.markup("<td class=\"n\(level > 0 ? " h\(level)" : "")\">\(value > 0 ? "\(value)" : "")</td>")
      }
      html.markup("<td class=\"n t\">\(total)</td></tr>\n")
    }
    for publisher in shown {
      html.markup("<tr data-f><th scope=\"row\">")
      let name = publisher.name.isEmpty ? publisher.code : publisher.name
      html.text(HTMLText.clipped(name, 60))
      html.markup("</th><td class=\"n\">\(publisher.documents)</td>")
      row(publisher.observationsByYear, publisher.observations, colours: true)
    }
    html.markup("<tr><th scope=\"row\" class=\"t\">")
    html.both("全部单位", "All publishers")
    html.markup("</th><td class=\"n t\">\(release.release.counts.documents)</td>")
    row(survey.observationsByYear, release.release.counts.observations, colours: false)
    html.markup("</tbody></table></div></section>\n")
  }

  /// A shade from 1 to 5, by halves: a few large publishers do not make all others pale.
  private static func level(_ value: Int, _ largest: Int) -> Int {
    guard value > 0 else { return 0 }
    var level = 5
    var bound = largest
    while level > 1, value * 2 <= bound {
      level -= 1
      bound /= 2
    }
    return level
  }

  /// Inputs that could not be read.
  func appendRejects(to html: inout HTMLText) {
    begin("rejects", Bilingual("未能读入的输入", "Rejected inputs"), to: &html)
    guard content.rejectCount > 0 else {
      note("没有：全部输入都已读入。", "None: every input was read.", to: &html)
      html.markup("</section>\n")
      return
    }
    html.markup("<p>")
    let reasons = survey.rejectsByReason.sorted {
      $0.value != $1.value ? $0.value > $1.value : TotalOrder.precedes($0.key, $1.key)
    }
    for (index, reason) in reasons.enumerated() {
      if index > 0 { html.markup(" · ") }
      html.both(ReportLabels.label(reason.key, Categories.reason))
      html.markup(" \(reason.value)")
    }
    html.markup("</p>\n")
    noteOmitted(content.rejects.count, of: content.rejectCount, "rejects.csv", "rejects.csv", to: &html)
    html.markup("<div class=\"scroll\"><table class=\"sort\"><thead><tr>")
    sortable("路径", "Path", to: &html)
    sortable("原因", "Reason", to: &html)
    sortable("说明", "What to do", to: &html)
    html.markup("</tr></thead><tbody>\n")
    for reject in content.rejects {
      html.markup("<tr data-f><td>")
      html.text(HTMLText.clipped(reject.path, 200))
      html.markup("</td><td>")
      html.both(ReportLabels.label(reject.reason, Categories.reason))
      html.markup("</td><td>")
      html.text(HTMLText.clipped(reject.message, 300))
      html.markup("</td></tr>\n")
    }
    html.markup("</tbody></table></div></section>\n")
  }

  /// How right the program was measured to be.
  func appendAccuracy(to html: inout HTMLText) {
    begin("accuracy", Bilingual("测得的准确度", "Measured accuracy"), to: &html)
    guard let rows = release.release.options.accuracy?.rows, !rows.isEmpty else {
      note("本流水线没有附上测量结果。", "The pipeline names no measurement.", to: &html)
      html.markup("</section>\n")
      return
    }
    note(
      "对照人工逐字读出的数字测得（F1）。数量：数值、单位和界限都对；键：年份、工具和机构也对；全部：每一项都对。"
        + "没有人看过的地方来的答复，准确度应接近“首次运行”各行。",
      "F1 against figures that people read by hand. Quantity: value, unit and bound are right; key: year, instrument and "
        + "agency too; full: every field. Expect replies from places that nobody has looked at to be near the rows of a "
        + "first run.", to: &html)
    html.markup("<div class=\"scroll\"><table><thead><tr><th>")
    html.both("文件", "Documents")
    let columns = [
      Bilingual("数字个数", "Figures"), Bilingual("数量", "Quantity"), Bilingual("键", "Key"), Bilingual("全部", "Full"),
      Bilingual("文件信息", "Metadata"), Bilingual("测量日期", "Measured"),
    ]
    for column in columns {
      html.markup("</th><th class=\"n\">")
      html.both(column)
    }
    html.markup("</th></tr></thead><tbody>")
    for row in rows {
      html.markup("<tr><td>")
      html.both(row.documentsChinese, row.documents)
      for value in [row.figures, row.quantity, row.key, row.full] {
        html.markup("</td><td class=\"n\">")
        html.text(value)
      }
      html.markup("</td><td class=\"n\">")
      html.text("\(row.metadataRight) / \(row.metadataTotal)")
      html.markup("</td><td class=\"n\">")
      html.text(row.measured)
      html.markup("</td></tr>")
    }
    html.markup("</tbody></table></div>")
    appendConfidence(to: &html)
    html.markup("</section>\n")
  }

  private func appendConfidence(to html: inout HTMLText) {
    let shown = survey.confidenceTenths.indices.reversed().filter { survey.confidenceTenths[$0] > 0 }
    guard !shown.isEmpty else { return }
    html.markup("<p>")
    html.both("本次发布的数字按可信度：", "The figures of this release by confidence: ")
    for (index, tenth) in shown.enumerated() {
      if index > 0 { html.markup(" · ") }
      html.markup("≥ \(ExactDecimal(significand: Int128(tenth), exponent: -1).description): ")
      html.markup(FigureText.grouped(ExactDecimal(survey.confidenceTenths[tenth])))
    }
    html.markup("</p>")
  }
}
