/// `README.md` of a release: what it is, how to cite it, what every file and every column is.
struct ReleaseReadme {
  let content: ReleaseContent
  /// The files that stand in the folder already.
  let files: [String]

  private static let descriptions: [(name: String, chinese: String, english: String)] = [
    ("dataset.xlsx", "电子表格，中英文表头", "a workbook with Chinese and English headers"),
    ("dataset.sqlite", "SQLite 数据库，可全文检索依据", "an SQLite database with full-text search over the evidence"),
    ("sdmx/", "SDMX 结构和数据", "SDMX structure and data"),
    ("report.html", "可离线浏览的报告：图表、覆盖、不一致、依据", "a report to read offline: charts, coverage, conflicts, evidence"),
    ("quality.json", "检查、计数、覆盖、未读入的输入", "checks, counts, coverage, rejected inputs"),
    ("changes.json", "与上一版本的差别，供程序读取", "what differs from the release before, for programs"),
    ("CHANGES.md", "与上一版本的差别，供人阅读", "what differs from the release before, for people"),
    ("CITATION.cff", "引用信息", "how to cite"),
    ("LICENSE.md", "数据许可", "the licence of the data"),
    ("datapackage.json", "全部表、列、键和代码的机器可读描述", "every table, column, key and code, for programs"),
    ("SHA256SUMS", "其他各文件的摘要：`sha256sum -c SHA256SUMS`", "the digest of every other file"),
  ]

  var text: String {
    let options = content.release.options
    let counts = content.release.counts
    var lines = [
      "# \(MarkdownText.escaped(options.title))", "",
      "版本 Version: `\(content.version)`", "",
    ]
    if !options.description.isEmpty { lines += [MarkdownText.escaped(options.description, limit: 4000), ""] }
    lines += [
      "本次发布含 \(counts.documents) 份答复文件、\(counts.observations) 个数字、\(counts.financialMetrics) 个金融指标"
        + "（其中 \(counts.conflicts) 个各处说法不一致），\(counts.rejects) 个输入未能读入。",
      "",
      "It holds \(counts.documents) replies, \(counts.observations) figures and \(counts.financialMetrics) financial "
        + "metrics, of which \(counts.conflicts) are stated differently in different places; \(counts.rejects) inputs "
        + "could not be read.",
      "",
      "每个数字都附有原句和它在文件规范化文本中的位置。大多数读者从 `financial_metrics.csv` 开始。",
      "",
      "Every figure comes with its sentence and its place in the document's normalized text. Most readers start with "
        + "`financial_metrics.csv`.",
      "",
    ]
    lines += citation + fileTable + conventions
    for content in content.release.tables { lines += ReleaseReadme.dictionary(content) }
    while lines.last == "" { lines.removeLast() }
    return lines.joined(separator: "\n") + "\n"
  }

  private var citation: [String] {
    let options = content.release.options
    let author = options.publisher ?? options.dataset
    var lines = [
      "## 引用 / How to cite", "",
      "> \(MarkdownText.escaped(author)). \(MarkdownText.escaped(options.title)). Version \(content.version).", "",
    ]
    if let licence = options.licence.map(DataLicence.init) {
      lines += [
        "许可 Licence: [\(MarkdownText.escaped(licence.title))](\(licence.address)) (`\(licence.identifier)`)", "",
      ]
    }
    return lines
  }

  private var fileTable: [String] {
    var lines = ["## 文件 / Files", "", "| 文件 file | 内容 | content |", "|---|---|---|"]
    for table in content.release.tables {
      let names = content.tableFiles.filter { $0.table.name == table.table.name }.map { "`\($0.file.name)`" }
      lines.append(
        "| \(names.joined(separator: ", ")) | \(table.table.chinese)，\(table.count) 行 | \(table.table.english); "
          + "\(table.count) rows |")
    }
    let own =
      [CitationFile.name, DataPackage.fileName, Checksums.fileName]
      + (content.release.options.licence == nil ? [] : ["LICENSE.md"])
    for (name, chinese, english) in ReleaseReadme.descriptions
    where own.contains(name) || files.contains(where: { $0 == name || name.hasSuffix("/") && $0.hasPrefix(name) }) {
      lines.append("| `\(name)` | \(chinese) | \(english) |")
    }
    return lines + [""]
  }

  private var conventions: [String] {
    [
      "## 约定 / Conventions", "",
      "- CSV: RFC 4180, UTF-8\(content.release.options.csvByteOrderMark ? " with a byte order mark" : ""), CRLF. "
        + "文本单元格若以 `=`、`+`、`-`、`@` 开头，前面加一个撇号，以免被当作公式。A text cell that would start a formula has a leading "
        + "apostrophe.",
      "- 数值精确，不经浮点。Values are exact decimals in the unit named by `unit`: 1.29 万亿元 is 1290000000000.",
      "- `_Z` 不适用 not applicable, `_T` 合计 total, `_U` 未知 unknown; `A+B` 为并列的几个代码 several codes joined.",
      "- 以 `x-` 开头的代码为程序发现、代码表尚未收录的名称。A code `x-…` is a name that no codelist holds yet.",
      "- 说法不一致的数字绝不取平均，`agreement` 为 `conflict`，并给出最小值和最大值。A conflict is never averaged away.",
      "",
    ]
  }

  private static func dictionary(_ content: TableContent) -> [String] {
    let table = content.table
    var lines = [
      "## `\(table.name)`", "", "\(table.chinese)。Each row: \(table.english).", "",
      "键 Key: " + table.key.map { "`\($0)`" }.joined(separator: ", "), "",
      "| 列 column | 类型 type | 说明 | description |", "|---|---|---|---|",
    ]
    for column in table.columns {
      let categories = column.categories
      var chinese = column.chinese
      var english = column.english
      if !categories.isEmpty {
        chinese += "：" + categories.map { "`\($0.value)` \($0.chinese)" }.joined(separator: "；")
        english += ": " + categories.map { "`\($0.value)` \($0.english)" }.joined(separator: "; ")
      }
      if let reference = column.reference {
        chinese += "（见 `\(reference.table)`）"
        english += " (see `\(reference.table)`)"
      }
      if !column.isRequired {
        chinese += "；可空"
        english += "; may be empty"
      }
      lines.append(
        "| `\(column.name)` | \(column.kind.rawValue) | \(cell(chinese)) | \(cell(english)) |")
    }
    return lines + [""]
  }

  /// A definition in a table's cell: it is our own text, only the bar needs care.
  private static func cell(_ text: String) -> String {
    text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }
}
