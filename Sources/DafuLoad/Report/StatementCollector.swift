import DafuModel

/// Picks the statements that the report shows out of all observations, and finds each figure's place in its sentence.
struct StatementCollector {
  /// Sentences longer than this, in bytes, are not searched for the figures beside the one that is shown.
  private static let groupLimit = 400
  private let wanted: Set<String>
  private let conflicts: Set<KeyDigest>
  private let texts: [CellReader]
  private let integers: [CellReader]
  private let value: CellReader
  private(set) var statements: [String: ReportContent.Statement] = [:]
  private(set) var conflictStatements: [KeyDigest: [String]] = [:]

  /// The figures of one sentence, in the order in which they stand in it, and those among them that are shown.
  private var sentence = (document: "", evidence: "")
  private var places: [(start: Int, text: String)] = []
  private var chosen: [ReportContent.Statement] = []
  private var order = 0

  init(_ table: Table, wanted: Set<String>, conflicts: Set<KeyDigest>) {
    self.wanted = wanted
    self.conflicts = conflicts
    texts = [
      "observation_id", "document_id", "comparator", "unit", "unit_text", "measure", "value_text", "section",
      "evidence",
      "confidence", "rule", "instrument", "agency", "metric", "subject", "period_type", "ref_area", "status",
      "period_start", "period_end",
    ].map { CellReader(table, $0) }
    integers = ["year", "start", "end"].map { CellReader(table, $0) }
    value = CellReader(table, "value")
  }

  /// Takes the next observation; they come in the order of documents and places.
  mutating func take(_ row: [Cell]) {
    order += 1
    let document = texts[1].text(row)
    let evidence = texts[8].text(row)
    if document != sentence.document || evidence != sentence.evidence {
      finish()
      sentence = (document, evidence)
    }
    let start = integers[1].integer(row) ?? 0
    if places.count < StatementCollector.groupLimit { places.append((start, texts[6].text(row))) }
    guard let statement = statement(row, start: start) else { return }
    chosen.append(statement)
  }

  /// Ends the sentence at hand; call once after the last observation.
  mutating func finish() {
    if !chosen.isEmpty {
      let beginning = StatementCollector.beginning(of: sentence.evidence, places)
      for var statement in chosen {
        statement.mark = StatementCollector.mark(statement, beginning)
        statements[statement.observationID] = statement
        if conflicts.contains(statement.key) {
          conflictStatements[statement.key, default: []].append(statement.observationID)
        }
      }
    }
    places = []
    chosen = []
  }

  private func statement(_ row: [Cell], start: Int) -> ReportContent.Statement? {
    let identifier = texts[0].text(row)
    let year = integers[0].integer(row) ?? 0
    var key = KeyDigest()
    let isWanted = wanted.contains(identifier)
    if !conflicts.isEmpty {
      let text = texts.map { $0.text(row) }
      key = KeyDigest(
        String(year), text[11], text[12], text[13], text[14], text[5], text[3], text[15], text[16], text[17])
    }
    let isOfConflict =
      conflicts.contains(key) && conflictStatements[key, default: []].count < ReportContent.Limit.statements
    guard isWanted || isOfConflict, let value = value.number(row) else { return nil }
    let text = texts.map { $0.text(row) }
    return ReportContent.Statement(
      observationID: identifier, documentID: text[1], year: year, value: value, comparator: text[2], unit: text[3],
      unitText: text[4], measure: text[5], valueText: text[6], section: text[7], evidence: text[8], mark: nil,
      start: start, end: integers[2].integer(row) ?? 0, confidence: text[9], rule: text[10], periodStart: text[18],
      periodEnd: text[19], order: order, key: key)
  }

  /// Where the sentence begins in the document: the place at which most of its figures stand where they should.
  private static func beginning(of evidence: String, _ places: [(start: Int, text: String)]) -> Int? {
    let bytes = Array(evidence.utf8)
    var votes: [Int: Int] = [:]
    for place in places.prefix(64) {
      for occurrence in occurrences(of: place.text, in: bytes).prefix(64) {
        votes[place.start - occurrence, default: 0] += 1
      }
    }
    // Of equal candidates the figure's first occurrence decides: the latest beginning.
    return votes.max { $0.value != $1.value ? $0.value < $1.value : $0.key < $1.key }?.key
  }

  private static func mark(_ statement: ReportContent.Statement, _ beginning: Int?) -> Int? {
    let found = occurrences(of: statement.valueText, in: Array(statement.evidence.utf8))
    if let beginning, found.contains(statement.start - beginning) { return statement.start - beginning }
    return found.first
  }

  /// Where a text stands in another, in bytes.
  private static func occurrences(of text: String, in bytes: [UInt8]) -> [Int] {
    let pattern = Array(text.utf8)
    guard let first = pattern.first, pattern.count <= bytes.count else { return [] }
    return (0...(bytes.count - pattern.count)).filter { offset in
      bytes[offset] == first && bytes[offset..<(offset + pattern.count)].elementsEqual(pattern)
    }
  }
}
