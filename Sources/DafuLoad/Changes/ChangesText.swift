extension ReleaseChanges {
  /// How many rows of each kind are listed in text.
  private static let shown = 50

  /// The changes as JSON, the object of `changes.json`.
  public var json: String { String(decoding: JSONText.bytes(of: value), as: UTF8.self) }

  var value: JSONValue {
    .object([
      ("previous", previous.map { .text($0) } ?? .null),
      ("version", .text(version)),
      ("unchanged", .boolean(isUnchanged)),
      ("obstacle", obstacle.map { .text($0) } ?? .null),
      (
        "promotions",
        .array(
          promotions.map {
            .object([
              ("list", .text($0.list)), ("before", .text($0.before)), ("after", .text($0.after)),
              ("name", .text($0.name)),
            ])
          })
      ),
      ("tables", .array(tables.map(ReleaseChanges.value))),
    ])
  }

  private static func value(of table: Table) -> JSONValue {
    .object([
      ("table", .text(table.name)),
      ("rows_before", .integer(table.rowsBefore)),
      ("rows_after", .integer(table.rowsAfter)),
      ("added", .integer(table.count(.added))),
      ("removed", .integer(table.count(.removed))),
      ("changed", .integer(table.count(.changed))),
      ("values_changed", .integer(table.valuesChanged)),
      ("columns_added", .array(table.columnsAdded.map { .text($0) })),
      ("columns_removed", .array(table.columnsRemoved.map { .text($0) })),
      ("rows", .array(table.rows.map(value))),
      ("rows_omitted", .integer(table.omitted)),
    ])
  }

  private static func value(of row: Row) -> JSONValue {
    var members: [(name: String, value: JSONValue)] = [
      ("kind", .text(row.kind.rawValue)),
      ("row", .object(row.fields.map { (name: $0.column, value: .text($0.value)) })),
    ]
    if row.kind == .changed {
      members.append(
        (
          "differences",
          .array(
            row.differences.map {
              .object([
                ("column", .text($0.column)), ("before", .text($0.before)), ("after", .text($0.after)),
              ])
            })
        ))
    }
    return .object(members)
  }

  /// The changes in Markdown for people, in Chinese and English: the text of `CHANGES.md`.
  public var markdown: String {
    var lines = ["# 变更 / Changes: \(version)", ""]
    func finished() -> String { lines.joined(separator: "\n") + "\n" }
    guard let previous else {
      lines += ["首次发布，没有更早的版本可比。", "The first release: there is none before it to compare with."]
      return finished()
    }
    lines += ["与上一版本 \(previous) 比较。Compared with the release before, \(previous).", ""]
    if let obstacle {
      lines += [
        "两个版本无法比较。The releases cannot be compared: \(MarkdownText.escaped(obstacle))."
      ]
      return finished()
    }
    if isUnchanged {
      lines += ["没有变化：两个版本的内容相同。", "No change: both releases hold the same."]
      return finished()
    }
    lines += [
      "| 表 table | 行数 rows | 新增 added | 删除 removed | 改动 changed | 其中数值改动 of them values |",
      "|---|---:|---:|---:|---:|---:|",
    ]
    for table in tables {
      let rows = table.rowsBefore == table.rowsAfter ? "\(table.rowsAfter)" : "\(table.rowsBefore) → \(table.rowsAfter)"
      lines.append(
        "| \(table.name) | \(rows) | \(table.count(.added)) | \(table.count(.removed)) | \(table.count(.changed)) "
          + "| \(table.valuesChanged) |")
    }
    lines.append("")
    for table in tables where !(table.columnsAdded.isEmpty && table.columnsRemoved.isEmpty) {
      let columns = table.columnsAdded.map { "+\($0)" } + table.columnsRemoved.map { "−\($0)" }
      lines += ["\(table.name): 列 columns \(columns.joined(separator: ", "))", ""]
    }
    if !promotions.isEmpty {
      lines += ["## 转为正式代码 / Codes promoted (\(promotions.count))", ""]
      lines += ReleaseChanges.limited(promotions) { promotion in
        "\(promotion.list): \(MarkdownText.escaped(promotion.name)): \(MarkdownText.escaped(promotion.before)) → "
          + MarkdownText.escaped(promotion.after)
      }
    }
    for table in tables { lines += ReleaseChanges.sections(table) }
    while lines.last == "" { lines.removeLast() }
    return finished()
  }

  private static func sections(_ table: Table) -> [String] {
    let titles: [(kind: Row.Kind, title: String)] = [
      (.changed, "改动 changed"), (.added, "新增 added"), (.removed, "删除 removed"),
    ]
    return titles.flatMap { kind, title -> [String] in
      guard table.count(kind) > 0 else { return [] }
      var rows = table.rows.filter { $0.kind == kind }
      var note: [String] = []
      if kind == .changed, table.valuesChanged > 0, table.valuesChanged < table.count(kind) {
        // What an analyst looks for first: figures that are other figures now.
        rows = rows.filter(\.changesValue)
        note = ["只列数值改动 Only changed values are listed.", ""]
      }
      let total = note.isEmpty ? table.count(kind) : table.valuesChanged
      return ["## \(table.name): \(title) (\(table.count(kind)))", ""] + note
        + limited(rows, of: total) { $0.summary }
    }
  }

  private static func limited<Item>(
    _ items: [Item], of total: Int? = nil, _ line: (Item) -> String
  ) -> [String] {
    let rest = (total ?? items.count) - min(items.count, shown)
    let omitted = rest > 0 ? ["- …及另外 \(rest) 项，见 changes.json and \(rest) more: see changes.json"] : []
    return items.prefix(shown).map { "- " + line($0) } + omitted + [""]
  }
}

extension ReleaseChanges.Row {
  /// Whether its value or the value's bound is another one.
  var changesValue: Bool { differences.contains { $0.column == "value" || $0.column == "comparator" } }

  /// One line for people: what the row is about, then what differs.
  fileprivate var summary: String {
    let names = [
      "path", "code", "name", "year", "instrument_name", "agency_name", "metric_name", "subject", "measure",
      "value_text",
    ]
    var parts = names.map(value).filter { !$0.isEmpty }
    if parts.isEmpty { parts = fields.map(\.value) }
    var text = parts.map { MarkdownText.escaped($0) }.joined(separator: " · ")
    if kind == .changed {
      let changes = differences.map {
        "\($0.column) \(MarkdownText.escaped($0.before.isEmpty ? "∅" : $0.before)) → "
          + MarkdownText.escaped($0.after.isEmpty ? "∅" : $0.after)
      }
      text += ": " + changes.joined(separator: "; ")
    } else if !value("value").isEmpty {
      text += ": \(MarkdownText.escaped(value("value"))) \(MarkdownText.escaped(value("unit")))"
    }
    return text
  }
}

/// How a text stands in Markdown.
enum MarkdownText {
  private static let special: Set<Unicode.Scalar> = [
    "\\", "`", "*", "_", "[", "]", "<", ">", "#", "|", "~", "&", "!",
  ]

  /// The text on one line, with what Markdown or HTML would take for markup escaped, and cut where it is very long.
  static func escaped(_ text: String, limit: Int = 200) -> String {
    var result = String.UnicodeScalarView()
    for (count, scalar) in text.unicodeScalars.enumerated() {
      if count == limit {
        result.append("…")
        break
      }
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: result.append(" ")
      // Marks that turn the direction of writing would turn the rest of the line.
      case .format: continue
      default:
        if special.contains(scalar) { result.append("\\") }
        result.append(scalar)
      }
    }
    return String(result)
  }
}
