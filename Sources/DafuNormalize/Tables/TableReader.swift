import DafuModel

/// Reads the figures of a table: each number becomes the sentence that its labels and headers spell out, and is read
/// as such a sentence is.
struct TableReader {
  let reader: BodyReader
  let table: DataTable
  /// The instrument that the paragraph before the table is about.
  let topic: [InstrumentName]
  /// The instrument of the headings above it.
  let heading: [InstrumentName]
  /// The times that the text before it named.
  let times: TimesNamed

  /// The words around a table that hold for all its cells.
  private struct Setting {
    /// The time that the caption names.
    var captionPeriod: String?
    var unitNotes: [String] = []
    var period: PeriodMention?
    var instruments: [InstrumentName] = []
  }

  /// The label of a row or the header of a column, taken apart once for all its cells.
  private struct Wording {
    /// As it stands in the table.
    let text: String
    /// Without its unit.
    let bare: String
    let unit: String?
    /// The time that it names, and what is left without it.
    let period: String?
    let rest: String
    /// Whether what is left closes with the name of an instrument.
    let endsWithInstrument: Bool
  }

  private func wording(_ text: String) -> Wording {
    let (bare, unit) = TableLabels.withoutUnit(text)
    let (period, rest) = TableLabels.leadingPeriod(TableLabels.stripped(bare))
    return Wording(
      text: text, bare: bare, unit: unit, period: period, rest: rest, endsWithInstrument: endsWithInstrument(rest))
  }

  func drafts() -> [BodyReader.Draft] {
    guard let columns = table.rows.first?.count, columns > 1, table.headerRows < table.rows.count else { return [] }
    let setting = setting()
    let unitColumn = (0..<columns).first { column in
      (0..<table.headerRows).contains { cell($0, column) == "单位" || cell($0, column) == "计量单位" }
    }
    let labelColumns = labelColumns(columns, unitColumn)
    let dataColumns = (0..<columns).filter { $0 != unitColumn && !labelColumns.contains($0) }
    let headers = dataColumns.map { wording(columnHeader($0)) }
    // 单位：家、万元、亿元 over as many columns: one each, unless the columns are years.
    let isNotedByColumn =
      setting.unitNotes.count > 1 && setting.unitNotes.count == dataColumns.count
      && headers.allSatisfy { TableLabels.anyPeriod($0.text) == nil }
    var drafts: [BodyReader.Draft] = []
    var parent = ""
    var parentUnit: String?
    for row in table.headerRows..<table.rows.count {
      let labelCells = labelColumns.map { cell(row, $0) }
      var labels: [String] = []
      for label in labelCells where !label.isEmpty && labels.last != label { labels.append(label) }
      var label = labels.joined()
      let indent = labelColumns.first.map { table.rows[row][$0].indent } ?? 0
      if isDependent(label, indent: indent), !parent.isEmpty {
        label = parent + label
      } else {
        parent = TableLabels.withoutUnit(label).0
      }
      let rowUnit = unitColumn.map { cell(row, $0) }
      // 其中：… without a unit is in that of the row of which it is a part.
      let own = TableLabels.withoutUnit(labelCells.joined()).1
      let inherited = own == nil && TableLabels.isPart(labelCells.joined()) ? parentUnit : nil
      if own != nil { parentUnit = own }
      let wording = wording(label)
      for (place, column) in dataColumns.enumerated() {
        let noted = isNotedByColumn ? setting.unitNotes[place] : nil
        guard
          let draft = draft(
            row, column, label: wording, header: headers[place], rowUnit: rowUnit ?? inherited ?? noted,
            setting: setting)
        else { continue }
        drafts.append(draft)
      }
    }
    return drafts
  }

  // MARK: One cell

  private func draft(
    _ row: Int, _ column: Int, label: Wording, header: Wording, rowUnit: String?, setting: Setting
  ) -> BodyReader.Draft? {
    let range = table.rows[row][column].range
    guard !range.isEmpty, row == table.headerRows || table.rows[row - 1][column].range != range,
      column == 0 || table.rows[row][column - 1].range != range
    else { return nil }
    guard let number = TableLabels.number(reader.document.text[range]) else { return nil }
    let unit =
      number.unit ?? header.unit ?? label.unit ?? rowUnit.flatMap { $0.isEmpty ? nil : $0 }
      ?? TableLabels.unit(from: setting.unitNotes, words: label.bare + header.bare)
    guard let unit else { return nil }
    let phrase = compose(label: label, header: header, number: number.digits, unit: unit, setting: setting)
    var year: Int?
    let text = TextView(phrase)
    let sentence = reader.analyze(text: text, utf8: Array(phrase.utf8), range: 0..<text.count, paragraphYear: &year)
    var memory = Linker.Memory(discourse: Discourse(after: times))
    memory.isOfTable = true
    memory.instruments.heading = heading.isEmpty ? setting.instruments : heading
    memory.instruments.topic = setting.instruments
    memory.periods.stock = setting.period
    memory.periods.flow = setting.period
    guard let reading = reader.linker.readings(of: sentence, memory: &memory).last else { return nil }
    if number.isNegative { reading.value = reading.value.negated }
    reading.figure.range = reader.text.indices(ofBytes: range)
    reading.figure.unitText = unit
    reading.agency = nil
    reading.derivation.table = "row “\(label.text)”, column “\(header.text)”, unit “\(unit)”"
    return BodyReader.Draft(
      reading: reading, section: table.section, evidence: evidence(row), order: 0,
      area: reader.agencies.areas.resolve(label.text, within: reader.publisher.refArea)?.code, rule: "table-cell")
  }

  /// The sentence that a cell stands for: 2018年，绿色贷款余额1832.6亿元.
  private func compose(label: Wording, header: Wording, number: String, unit: String, setting: Setting) -> String {
    let isRate = unit == "%" || unit.contains("百分")
    var phrase = ""
    let (headerRest, labelRest) = (header.rest, label.rest)
    let period = header.period ?? label.period
    if period == nil, setting.period != nil, let lead = setting.captionPeriod {
      phrase += lead + "，"
    } else if let period {
      if !period.contains("20"), let lead = setting.captionPeriod, let year = TableLabels.year(lead) {
        phrase += year
      }
      phrase += period + "，"
    }
    // 杭州市天使引导基金 over 引导基金规模: the product first, then what is measured of it.
    if !labelRest.isEmpty, header.endsWithInstrument, !label.endsWithInstrument {
      phrase += headerRest + "，" + labelRest
    } else {
      phrase += labelRest
      // 沙湾 beside 保险金额 makes no 沙湾保险.
      if !labelRest.isEmpty, headerRest.hasPrefix("保险金额") || headerRest.hasPrefix("保险费") { phrase += "的" }
      if !TableLabels.isNeutral(headerRest) { phrase += headerRest }
    }
    if isRate, phrase.hasSuffix("增速") || phrase.hasSuffix("同比") { phrase += "增长" }
    return phrase + number + unit + "。"
  }

  /// Whether a label closes with the name of an instrument.
  private func endsWithInstrument(_ label: String) -> Bool {
    let text = TextView(label)
    return reader.instruments.candidates(in: text, range: 0..<text.count).contains { $0.range.upperBound == text.count }
  }

  private func evidence(_ row: Int) -> Range<Int> {
    let ranges = table.rows[row].map(\.range).filter { !$0.isEmpty }
    guard let first = ranges.map(\.lowerBound).min(), let last = ranges.map(\.upperBound).max() else { return 0..<0 }
    return reader.text.indices(ofBytes: first..<last)
  }

  // MARK: Labels

  private func cell(_ row: Int, _ column: Int) -> String {
    let text = reader.document.text[table.rows[row][column].range]
    return text.split(whereSeparator: { $0 == " " || $0 == "\u{3000}" || $0 == "\u{A0}" }).joined()
  }

  private func columnHeader(_ column: Int) -> String {
    var parts: [String] = []
    for row in 0..<table.headerRows {
      let text = cell(row, column)
      if !text.isEmpty, parts.last != text { parts.append(text) }
    }
    return parts.joined()
  }

  /// The columns from the left that hold words, not numbers.
  private func labelColumns(_ columns: Int, _ unitColumn: Int?) -> [Int] {
    var found: [Int] = []
    for column in 0..<columns where column != unitColumn {
      let cells = (table.headerRows..<table.rows.count).map { cell($0, column) }.filter { !$0.isEmpty }
      let numbers = cells.filter { TableLabels.number($0) != nil || TableLabels.isMissing($0) }
      if numbers.count * 2 > cells.count || cells.isEmpty && !found.isEmpty { break }
      found.append(column)
    }
    if found.count > 1, let serial = found.first,
      (0..<table.headerRows).contains(where: { ["序号", "编号"].contains(cell($0, serial)) })
    {
      found.removeFirst()
    }
    return found.isEmpty ? [0] : found
  }

  /// 同比增速, 占比, 其中：… and indented rows belong to the row above.
  private func isDependent(_ label: String, indent: Int) -> Bool {
    if indent > 0 && TableLabels.isComment(label) { return true }
    return TableLabels.isComment(label)
  }

  private func setting() -> Setting {
    var setting = Setting()
    setting.instruments = topic
    for range in [table.caption, table.unitNote].compactMap({ $0 }) {
      let text = reader.document.text[range]
      setting.unitNotes.append(contentsOf: TableLabels.unitNote(text))
    }
    if let caption = table.caption {
      setting.captionPeriod = TableLabels.anyPeriod(reader.document.text[caption])
      var year: Int?
      let range = reader.text.indices(ofBytes: caption)
      let sentence = reader.analyze(range, paragraphYear: &year)
      setting.period = sentence.periods.first { !$0.isComparisonBase }
      if sentence.instruments.count == 1 {
        setting.instruments = sentence.instruments.map { InstrumentName(name: $0.name, code: $0.code, kind: $0.kind) }
      }
    }
    return setting
  }
}
