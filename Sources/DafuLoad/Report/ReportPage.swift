import DafuModel

/// The page: head, counts, sections. Each section is written by an extension of its own.
struct ReportPage {
  let release: ReleaseContent
  let survey: ReleaseSurvey
  let content: ReportContent
  /// The files of the release that were made before this one.
  let files: [String]
  let labels: ReportLabels

  init(release: ReleaseContent, survey: ReleaseSurvey, content: ReportContent, files: [String]) {
    self.release = release
    self.survey = survey
    self.content = content
    self.files = files
    labels = ReportLabels(content)
  }

  private static let sections: [(anchor: String, title: Bilingual)] = [
    ("contents", Bilingual("内容", "Contents")), ("series", Bilingual("时间序列", "Series")),
    ("figures", Bilingual("数字", "Figures")), ("coverage", Bilingual("覆盖", "Coverage")),
    ("conflicts", Bilingual("不一致", "Conflicts")), ("rejects", Bilingual("未读入", "Rejected")),
    ("accuracy", Bilingual("准确度", "Accuracy")), ("evidence", Bilingual("依据", "Evidence")),
  ]

  /// Writes the page section by section.
  func write(to sink: any ByteSink) throws {
    var html = HTMLText()
    appendHead(to: &html)
    appendContents(to: &html)
    appendSeries(to: &html)
    try sink.write(html.take())
    appendFigures(to: &html)
    appendCoverage(to: &html)
    try sink.write(html.take())
    appendConflicts(to: &html)
    appendRejects(to: &html)
    appendAccuracy(to: &html)
    try sink.write(html.take())
    try appendEvidence(to: &html) { try sink.write($0.take()) }
    appendFoot(to: &html)
    try sink.write(html.take())
  }

  private func appendHead(to html: inout HTMLText) {
    let options = release.release.options
    html.markup(
      "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n"
        + "<meta http-equiv=\"Content-Security-Policy\" content=\"\(ReportStyle.policy)\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        + "<meta name=\"referrer\" content=\"no-referrer\">\n<link rel=\"icon\" href=\"data:,\">\n<title>")
    html.text("\(options.title) \(release.version)")
    html.markup("</title>\n<style>\(ReportStyle.style)</style>\n</head>\n<body>\n")
    for (identifier, label, checked) in [
      ("lang-zh", "中文", " checked"), ("lang-en", "English", ""), ("lang-both", "中文 + English", ""),
    ] {
      html.markup(
        "<input class=\"hidden\" type=\"radio\" name=\"lang\" id=\"\(identifier)\" aria-label=\"\(label)\"\(checked)>")
    }
    html.markup("\n<div class=\"page\">\n<header><div><h1>")
    html.text(options.title)
    html.markup("<small>")
    html.both("版本 \(release.version)", "Version \(release.version)")
    html.markup("</small></h1>")
    if !options.description.isEmpty {
      html.markup("<p>")
      html.text(HTMLText.clipped(options.description, 1000))
      html.markup("</p>")
    }
    html.markup(
      "</div><div class=\"switch\"><label for=\"lang-zh\">中文</label><label for=\"lang-en\">English</label>"
        + "<label for=\"lang-both\">双语</label></div></header>\n<nav>")
    for section in ReportPage.sections {
      html.markup("<a href=\"#\(section.anchor)\">")
      html.both(section.title)
      html.markup("</a> ")
    }
    html.markup(
      "<span class=\"find\"><output id=\"found\" aria-live=\"polite\"></output><input id=\"find\" type=\"search\" "
        + "placeholder=\"查找 / Find\" aria-label=\"查找 / Find\" autocomplete=\"off\"></span></nav>\n<main>\n")
  }

  private func appendFoot(to html: inout HTMLText) {
    html.markup("</main>\n<footer><p>")
    html.both(
      "本页由发布的数据表生成，不联网、不收集任何信息。引用方式见 CITATION.cff 与 README.md。",
      "Made from the tables of the release; it loads nothing from a network and collects nothing. How to cite: "
        + "CITATION.cff and README.md.")
    if let licence = release.release.options.licence.map(DataLicence.init) {
      html.markup(" ")
      html.both("数据许可：", "Licence of the data: ")
      html.text(licence.title)
      html.markup("。")
    }
    html.markup("</p></footer>\n</div>\n<script>\(ReportStyle.script)</script>\n</body>\n</html>\n")
  }

  /// Begins a section with its heading.
  func begin(_ anchor: String, _ title: Bilingual, to html: inout HTMLText) {
    html.markup("<section id=\"\(anchor)\"><h2>")
    html.both(title)
    html.markup("</h2>\n")
  }

  /// A paragraph of remarks.
  func note(_ chinese: String, _ english: String, to html: inout HTMLText) {
    html.markup("<p class=\"note\">")
    html.both(chinese, english)
    html.markup("</p>\n")
  }

  /// Says what is not on the page and where it is, where something is not.
  func noteOmitted(_ shown: Int, of total: Int, _ chinese: String, _ english: String, to html: inout HTMLText) {
    guard shown < total else { return }
    let others = files.contains("dataset.sqlite") ? (" 和 dataset.sqlite", " and dataset.sqlite") : ("", "")
    note(
      "为使本页便于打开，只列出 \(total) 项中的 \(shown) 项；全部内容见 \(chinese)\(others.0)。",
      "To keep this page small it shows \(shown) of \(total); all of them are in \(english)\(others.1).", to: &html)
  }

  /// A figure as a link to its evidence.
  func link(_ text: Bilingual, to identifier: String, in html: inout HTMLText) {
    guard content.statements[identifier] != nil else { return html.both(text) }
    html.markup("<a href=\"#\(HTMLText.anchor(identifier))\">")
    html.both(text)
    html.markup("</a>")
  }

  /// A cell that is a heading which sorts.
  func sortable(_ chinese: String, _ english: String, isNumber: Bool = false, to html: inout HTMLText) {
    html.markup("<th scope=\"col\" aria-sort=\"none\"\(isNumber ? " class=\"n\"" : "")><button type=\"button\">")
    html.both(chinese, english)
    html.markup("</button></th>")
  }
}
