import DafuModel

/// What is counted of a release in one pass over each table; holds a small number a document and a publisher, no row.
struct ReleaseSurvey {
  /// One body that issued replies.
  struct Publisher {
    let code: String
    let name: String
    var documents = 0
    var observations = 0
    /// Observations by the year that they are about.
    var observationsByYear: [Int: Int] = [:]
  }

  /// The codes of one codelist.
  struct CodeCount {
    let list: String
    var curated = 0
    var discovered = 0
  }

  /// The publishers, those with most observations first, then by code.
  private(set) var publishers: [Publisher] = []
  /// Observations by year.
  private(set) var observationsByYear: [Int: Int] = [:]
  /// Rows of the keyed table by year.
  private(set) var figuresByYear: [Int: Int] = [:]
  /// Documents by the year of their date of signature, else of publication; 0 where neither is known.
  private(set) var documentsByYear: [Int: Int] = [:]
  /// Rejected inputs by reason.
  private(set) var rejectsByReason: [String: Int] = [:]
  /// Values of coded columns that say how sure a row is, with their counts, by column.
  private(set) var categories: [(table: String, column: String, counts: [String: Int])] = []
  /// Observations by confidence in tenths, 0 to 10.
  private(set) var confidenceTenths = [Int](repeating: 0, count: 11)
  /// Curated and discovered codes.
  private(set) var codes: [CodeCount] = []

  /// Counts. Throws what reading the rows throws.
  init(_ tables: [TableContent]) throws {
    let byName = Dictionary(tables.map { ($0.table.name, $0) }) { first, _ in first }
    var places: [KeyDigest: Int32] = [:]
    if let documents = byName[DocumentsTable.name] { places = try survey(documents: documents) }
    if let observations = byName[ObservationsTable.name] { try survey(observations: observations, places) }
    if let figures = byName[FinancialMetricsTable.name] {
      let year = CellReader(figures.table, "year")
      let counted = try count(figures, ["agreement", "status"]) { row in
        if let year = year.integer(row) { self.figuresByYear[year, default: 0] += 1 }
      }
      categories += counted
    }
    if let rejects = byName["rejects"] {
      let reason = CellReader(rejects.table, "reason")
      try rejects.forEachRow { rejectsByReason[reason.text($0), default: 0] += 1 }
    }
    for list in ["instruments", "agencies", "metrics", "units"] {
      guard let content = byName[list] else { continue }
      let status = CellReader(content.table, "status")
      var count = CodeCount(list: list)
      try content.forEachRow {
        if status.text($0) == "discovered" { count.discovered += 1 } else { count.curated += 1 }
      }
      codes.append(count)
    }
    publishers.sort {
      $0.observations != $1.observations
        ? $0.observations > $1.observations : TotalOrder.precedes($0.code, $1.code)
    }
  }

  /// The years that observations are about, ascending.
  var years: [Int] { observationsByYear.keys.sorted() }

  /// Gives the publisher's place for every document.
  private mutating func survey(documents: TableContent) throws -> [KeyDigest: Int32] {
    let table = documents.table
    let (identifier, agency) = (CellReader(table, "document_id"), CellReader(table, "agency"))
    let name = CellReader(table, "agency_name")
    let dates = [CellReader(table, "date"), CellReader(table, "published")]
    var places: [KeyDigest: Int32] = [:]
    places.reserveCapacity(documents.count)
    var known: [String: Int32] = [:]
    try documents.forEachRow { row in
      let code = agency.text(row)
      let place = known[code] ?? Int32(publishers.count)
      if known[code] == nil {
        known[code] = place
        publishers.append(Publisher(code: code.isEmpty ? "_U" : code, name: name.text(row)))
      }
      publishers[Int(place)].documents += 1
      places[KeyDigest(identifier.text(row))] = place
      let date = dates.lazy.map { $0.cell(row) }.first { $0 != .empty }
      if case .date(let date) = date {
        documentsByYear[date.year, default: 0] += 1
      } else {
        documentsByYear[0, default: 0] += 1
      }
    }
    return places
  }

  private mutating func survey(observations: TableContent, _ places: [KeyDigest: Int32]) throws {
    let table = observations.table
    let (document, year) = (CellReader(table, "document_id"), CellReader(table, "year"))
    let confidence = CellReader(table, "confidence")
    let tenths = (0...10).map { ExactDecimal(significand: Int128($0), exponent: -1) }
    let counted = try count(observations, ["period_basis", "agency_basis", "status", "measure"]) { row in
      let year = year.integer(row) ?? 0
      self.observationsByYear[year, default: 0] += 1
      if let place = places[KeyDigest(document.text(row))] {
        self.publishers[Int(place)].observations += 1
        self.publishers[Int(place)].observationsByYear[year, default: 0] += 1
      }
      if let value = confidence.number(row), let tenth = tenths.lastIndex(where: { $0 <= value }) {
        self.confidenceTenths[tenth] += 1
      }
    }
    categories += counted
  }

  /// Counts the values of some columns while `body` sees every row.
  private func count(
    _ content: TableContent, _ columns: [String], _ body: ([Cell]) -> Void
  ) throws -> [(table: String, column: String, counts: [String: Int])] {
    let readers = columns.map { CellReader(content.table, $0) }
    var counts = [[String: Int]](repeating: [:], count: columns.count)
    try content.forEachRow { row in
      for (index, reader) in readers.enumerated() { counts[index][reader.text(row), default: 0] += 1 }
      body(row)
    }
    return zip(columns, counts).map { (content.table.name, $0, $1) }
  }
}
