import DafuModel

extension ReportPage {
  /// How long a sentence may be on the page, in UTF-8 bytes before and after the figure.
  private static let evidenceReach = 900

  /// Conflicts with all that is stated.
  func appendConflicts(to html: inout HTMLText) {
    html.markup("<section id=\"conflicts\" data-s><h2>")
    html.both("说法不一致的数字", "Figures stated differently")
    html.markup("</h2>\n")
    if content.conflictCount == 0 {
      note("没有。", "There are none.", to: &html)
    } else {
      note(
        "同一年份、工具、机构和指标，各处写的数值不同。选用哪一个有固定规则，从不取平均。",
        "The same year, instrument, agency and metric with different values. Which one is chosen follows a fixed rule; "
          + "nothing is averaged.", to: &html)
    }
    noteOmitted(
      content.conflicts.count, of: content.conflictCount, "financial_metrics.csv", "financial_metrics.csv", to: &html)
    for figure in content.conflicts {
      html.markup("<div class=\"conflict\" data-f><h3>\(figure.year) · ")
      html.both(labels.instrument(figure))
      html.markup(" · ")
      appendMetric(figure, to: &html)
      html.markup(" <i>· ")
      html.both(labels.agency(figure))
      html.markup("</i></h3><ul class=\"statements\">")
      let identifiers = content.conflictStatements[figure.key] ?? []
      for identifier in identifiers {
        guard let statement = content.statements[identifier] else { continue }
        let isChosen = identifier == figure.observationID
        html.markup("<li\(isChosen ? " class=\"chosen\"" : "")>")
        link(labels.value(statement), to: identifier, in: &html)
        if isChosen {
          html.markup(" <span class=\"tag\">")
          html.both("选用", "chosen")
          html.markup("</span>")
        }
        html.markup(" <span class=\"source\">")
        appendSentence(statement, reach: 120, to: &html)
        html.markup(" — ")
        appendDocument(statement, to: &html)
        html.markup("</span></li>")
      }
      html.markup("</ul>")
      if figure.observationCount > identifiers.count {
        let rest = figure.observationCount - identifiers.count
        note("另有 \(rest) 处，见 observations.csv。", "\(rest) more are in observations.csv.", to: &html)
      }
      html.markup("</div>\n")
    }
    html.markup("</section>\n")
  }

  /// The statements that the page links to, in the order of the documents.
  func appendEvidence(to html: inout HTMLText, _ flush: (inout HTMLText) throws -> Void) rethrows {
    html.markup("<section id=\"evidence\" class=\"evidence\" data-s><h2>")
    html.both("依据", "Evidence")
    html.markup("</h2>\n")
    note(
      "数字所在的句子，数字已标出；位置是它在文件规范化文本中的 UTF-8 字节范围，可用 dafu show 核对。",
      "The sentence of each figure, with the figure marked; the place is its range of UTF-8 bytes in the document's "
        + "normalized text, which dafu show prints.", to: &html)
    noteOmitted(
      content.statements.count, of: release.release.counts.observations, "observations.csv", "observations.csv",
      to: &html)
    let statements = content.statements.values.sorted { $0.order < $1.order }
    for statement in statements {
      html.markup("<article id=\"\(HTMLText.anchor(statement.observationID))\" data-f><blockquote lang=\"zh-CN\">")
      appendSentence(statement, reach: ReportPage.evidenceReach, to: &html)
      html.markup("</blockquote><p class=\"source\">")
      appendDocument(statement, to: &html)
      if !statement.section.isEmpty {
        html.markup(" · ")
        html.text(HTMLText.clipped(statement.section, 160))
      }
      html.markup("</p><p class=\"source\">")
      html.text(FigureText.bound(statement.comparator) + FigureText.grouped(statement.value))
      html.markup(" <code>")
      html.text(HTMLText.clipped(statement.unit, 40))
      html.markup("</code> · ")
      html.text(
        statement.periodStart == statement.periodEnd
          ? statement.periodEnd : "\(statement.periodStart) – \(statement.periodEnd)")
      html.markup(" · ")
      html.both(
        "字节 \(statement.start)–\(statement.end) · 可信度 \(statement.confidence)",
        "bytes \(statement.start)–\(statement.end) · confidence \(statement.confidence)")
      html.markup(" · <code>")
      html.text(HTMLText.clipped(statement.rule, 80))
      html.markup("</code> · <code>")
      html.text(HTMLText.clipped(statement.observationID, 120))
      html.markup("</code></p></article>\n")
      if html.bytes.count > 1 << 18 { try flush(&html) }
    }
    html.markup("</section>\n")
  }

  /// The sentence with the figure marked, cut on both sides where it is very long.
  private func appendSentence(_ statement: ReportContent.Statement, reach: Int, to html: inout HTMLText) {
    let bytes = Array(statement.evidence.utf8)
    guard let mark = statement.mark, mark >= 0, mark + statement.valueText.utf8.count <= bytes.count else {
      html.text(HTMLText.clipped(statement.evidence, reach))
      html.markup(" <mark>")
      html.text(HTMLText.clipped(statement.valueText, 120))
      html.markup("</mark>")
      return
    }
    let end = mark + statement.valueText.utf8.count
    func isBoundary(_ offset: Int) -> Bool { offset >= bytes.count || bytes[offset] & 0xC0 != 0x80 }
    var from = max(0, mark - reach)
    while !isBoundary(from) { from += 1 }
    var to = min(bytes.count, end + reach)
    while !isBoundary(to) { to -= 1 }
    if from > 0 { html.text("…") }
    html.text(String(decoding: bytes[from..<mark], as: UTF8.self))
    html.markup("<mark>")
    html.text(HTMLText.clipped(String(decoding: bytes[mark..<end], as: UTF8.self), 300))
    html.markup("</mark>")
    html.text(String(decoding: bytes[end..<max(end, to)], as: UTF8.self))
    if to < bytes.count { html.text("…") }
  }

  /// Which document states it: title, number, date, publisher; linked where the page gave its own address.
  private func appendDocument(_ statement: ReportContent.Statement, to html: inout HTMLText) {
    guard let document = content.documents[statement.documentID] else { return html.text(statement.documentID) }
    let title = HTMLText.clipped(document.title.isEmpty ? document.path : document.title, 160)
    let isAddress = document.url.hasPrefix("https://") || document.url.hasPrefix("http://")
    if isAddress, document.url.utf8.count < 2000 {
      html.markup("<a rel=\"noopener noreferrer\" href=\"")
      html.text(document.url)
      html.markup("\">")
      html.text(title)
      html.markup("</a>")
    } else {
      html.text(title)
    }
    for part in [document.number, document.date, document.agencyName] where !part.isEmpty {
      html.text("，" + HTMLText.clipped(part, 80))
    }
  }
}
