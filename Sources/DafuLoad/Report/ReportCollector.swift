import DafuModel

/// Chooses what the report shows, in a few passes over the tables. It holds sixteen bytes for every pair of instrument
/// and agency, and the rows that were chosen.
struct ReportCollector {
  private let tables: [String: TableContent]
  private(set) var content = ReportContent()

  /// Reads the tables. Throws what reading them throws.
  init(_ contents: [TableContent]) throws {
    tables = Dictionary(contents.map { ($0.table.name, $0) }) { first, _ in first }
    if let figures = tables[FinancialMetricsTable.name] { try choose(from: figures) }
    if let rejects = tables["rejects"] { try chooseRejects(rejects) }
    if let observations = tables[ObservationsTable.name] {
      let wanted = Set(
        content.figures.map(\.observationID) + content.conflicts.map(\.observationID)
          + content.pairs.flatMap { $0.series.flatMap { $0.points.map(\.observationID) } })
      var collector = StatementCollector(
        observations.table, wanted: wanted, conflicts: Set(content.conflicts.map(\.key)))
      try observations.forEachRow { collector.take($0) }
      collector.finish()
      content.statements = collector.statements
      content.conflictStatements = collector.conflictStatements
    }
    if let documents = tables[DocumentsTable.name] { try readDocuments(documents) }
    try readNames()
  }

  /// How well a pair can be shown as a series.
  private struct Score {
    var years: UInt16 = 0
    var lastYear: UInt16 = 0
    var rows: UInt32 = 0
    var value: UInt64 { UInt64(years) << 32 | UInt64(min(rows, 10_000)) }
  }

  private mutating func choose(from table: TableContent) throws {
    let reader = FigureReader(table.table)
    var figures = BestItems<ReportContent.Figure>(ReportContent.Limit.figures) { left, right in
      if left.documentCount != right.documentCount { return left.documentCount > right.documentCount }
      if left.year != right.year { return left.year > right.year }
      return left.order < right.order
    }
    var conflicts = BestItems<ReportContent.Figure>(ReportContent.Limit.conflicts) { left, right in
      if left.documentCount != right.documentCount { return left.documentCount > right.documentCount }
      if left.observationCount != right.observationCount { return left.observationCount > right.observationCount }
      return left.order < right.order
    }
    var scores: [KeyDigest: Score] = [:]
    var order = 0
    try table.forEachRow { row in
      order += 1
      guard let figure = reader.figure(row, order: order) else { return }
      figures.offer(figure)
      if figure.agreement == Agreement.conflict.rawValue { conflicts.offer(figure) }
      let year = UInt16(clamping: figure.year)
      var score = scores[KeyDigest(figure.instrument, figure.agency)] ?? Score()
      // The table is in the order of years.
      if score.lastYear != year { score.years += 1 }
      score.lastYear = year
      score.rows += 1
      scores[KeyDigest(figure.instrument, figure.agency)] = score
    }
    content.figures = figures.best.sorted { $0.year != $1.year ? $0.year > $1.year : $0.order < $1.order }
    content.figureCount = figures.count
    content.conflicts = conflicts.best
    content.conflictCount = conflicts.count
    content.pairCount = scores.count
    content.pairs = try pairs(in: table, reader, scores)
  }

  private func pairs(
    in table: TableContent, _ reader: FigureReader, _ scores: [KeyDigest: Score]
  ) throws -> [ReportContent.Pair] {
    var best = BestItems<UInt64>(ReportContent.Limit.pairs) { $0 > $1 }
    for score in scores.values { best.offer(score.value) }
    let threshold = best.best.last ?? 0
    var places = ReportContent.Limit.pairs - best.best.count { $0 > threshold }
    var rows: [KeyDigest: [ReportContent.Figure]] = [:]
    var order = 0
    try table.forEachRow { row in
      order += 1
      let (instrument, agency) = reader.pair(row)
      let digest = KeyDigest(instrument, agency)
      guard let score = scores[digest], score.value >= threshold else { return }
      if rows[digest] == nil, score.value == threshold {
        // Of pairs that score the same the first ones of the table are shown.
        guard places > 0 else { return }
        places -= 1
      }
      guard let figure = reader.figure(row, order: order) else { return }
      // A bound on what one pair may hold in memory; the newest years are kept.
      if rows[digest, default: []].count >= 20_000 { rows[digest]?.removeFirst(10_000) }
      rows[digest, default: []].append(figure)
    }
    let ranked = rows.map { (score: scores[$0.key]?.value ?? 0, pair: ReportCollector.pair($0.value)) }
    return ranked.sorted { left, right in
      guard let one = left.pair.first, let other = right.pair.first else { return false }
      // What belongs to no instrument comes after all that does.
      let isNone = (one.instrument == Code.notApplicable, other.instrument == Code.notApplicable)
      if isNone.0 != isNone.1 { return isNone.1 }
      let lengths = (left.pair.series[0].points.count, right.pair.series[0].points.count)
      if lengths.0 != lengths.1 { return lengths.0 > lengths.1 }
      return left.score != right.score ? left.score > right.score : one.order < other.order
    }.map(\.pair)
  }

  private static func pair(_ rows: [ReportContent.Figure]) -> ReportContent.Pair {
    let grouped = Dictionary(grouping: rows, by: \.seriesKey).values
      .map { points in
        ReportContent.Series(points: Array(points.sorted { $0.year < $1.year }.suffix(ReportContent.Limit.years)))
      }
      .sorted { left, right in
        if left.points.count != right.points.count { return left.points.count > right.points.count }
        return (left.points.last?.order ?? 0) > (right.points.last?.order ?? 0)
      }
    return ReportContent.Pair(
      series: Array(grouped.prefix(ReportContent.Limit.seriesOfPair)),
      seriesOmitted: max(0, grouped.count - ReportContent.Limit.seriesOfPair))
  }

  private mutating func chooseRejects(_ table: TableContent) throws {
    let (path, reason) = (CellReader(table.table, "path"), CellReader(table.table, "reason"))
    let message = CellReader(table.table, "message")
    content.rejectCount = table.count
    var rejects: [(path: String, reason: String, message: String)] = []
    try table.forEachRow { row in
      guard rejects.count < ReportContent.Limit.rejects else { return }
      rejects.append((path.text(row), reason.text(row), message.text(row)))
    }
    content.rejects = rejects
  }

  private mutating func readDocuments(_ table: TableContent) throws {
    let wanted = Set(content.statements.values.map(\.documentID))
    let identifier = CellReader(table.table, "document_id")
    let readers = ["title", "document_number", "date", "published", "agency_name", "path", "url"]
      .map { CellReader(table.table, $0) }
    var documents: [String: ReportContent.Document] = [:]
    try table.forEachRow { row in
      let name = identifier.text(row)
      guard wanted.contains(name) else { return }
      let values = readers.map { $0.text(row) }
      documents[name] = ReportContent.Document(
        title: values[0], number: values[1], date: values[2].isEmpty ? values[3] : values[2], agencyName: values[4],
        path: values[5], url: values[6])
    }
    content.documents = documents
  }

  private mutating func readNames() throws {
    var shown = content.figures
    shown += content.conflicts
    for pair in content.pairs {
      for series in pair.series { shown += series.points }
    }
    var wanted: [String: Set<String>] = [:]
    for figure in shown {
      wanted["instruments", default: []].formUnion(figure.instrument.split(separator: "+").map(String.init))
      wanted["agencies", default: []].formUnion(figure.agency.split(separator: "+").map(String.init))
      wanted["metrics", default: []].insert(figure.metric)
    }
    for (list, codes) in wanted {
      guard let table = tables[list] else { continue }
      let (code, english) = (CellReader(table.table, "code"), CellReader(table.table, "name_en"))
      var names: [String: String] = [:]
      try table.forEachRow { row in
        let name = english.text(row)
        if !name.isEmpty, codes.contains(code.text(row)) { names[code.text(row)] = name }
      }
      content.englishNames[list] = names
    }
    guard let units = tables["units"] else { return }
    let (code, name) = (CellReader(units.table, "code"), CellReader(units.table, "name"))
    let (english, symbol) = (CellReader(units.table, "name_en"), CellReader(units.table, "symbol"))
    try units.forEachRow { row in
      content.unitNames[code.text(row)] = Bilingual(
        name.text(row), english.text(row).isEmpty ? code.text(row) : english.text(row))
      if !symbol.text(row).isEmpty { content.unitSymbols[code.text(row)] = symbol.text(row) }
    }
  }
}
