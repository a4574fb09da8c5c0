/// Scores a release against gold tables: `observations.csv` and, optionally, `documents.csv`.
///
/// Gold observations have the columns doc, value_text, value, unit, comparator, measure, metric, instrument, year,
/// period_type, agency, status, optional. A cell may hold several right answers, `|` between them; an empty cell is
/// not scored; a row with `optional` 1 costs nothing either way. A said row meets a gold row when document, value
/// and unit are the same; where several could, the pairing with the most further fields right is taken.
public struct Evaluation {
  static let fields = ["comparator", "measure", "metric", "instrument", "year", "period_type", "agency", "status"]
  private static let keyFields = ["comparator", "year", "instrument", "agency"]
  private typealias Row = [String: String]

  private let instruments: InstrumentNames
  private var fieldScores: [EvaluationResult.FieldScore] = []
  private var misses: [EvaluationResult.Miss] = []
  private var bands = (0..<10).map { EvaluationResult.ConfidenceBand(tenths: $0, figures: 0, right: 0) }
  private var hits = (quantity: 0, key: 0, full: 0)
  private var counts = (gold: 0, said: 0, paired: 0)

  private init(instruments: InstrumentNames) { self.instruments = instruments }

  /// Scores the release in a folder against the gold tables in another. Throws `EvaluationError`.
  public static func evaluate(gold: String, release: String) throws(EvaluationError) -> EvaluationResult {
    let goldRows = try ScoredTable(gold + "/observations.csv").rows
    let instrumentsPath = release + "/instruments.csv"
    let names = ScoredTable.exists(instrumentsPath) ? try ScoredTable(instrumentsPath).rows : []
    let documents = try ScoredTable(release + "/documents.csv").rows
    let said = try ScoredTable(release + "/observations.csv").rows
    var evaluation = Evaluation(instruments: InstrumentNames(names))
    evaluation.score(gold: goldRows, said: said, documents: documents)
    let goldDocuments = gold + "/documents.csv"
    var documentScore: EvaluationResult.DocumentScore?
    if ScoredTable.exists(goldDocuments) {
      documentScore = evaluation.score(documents: documents, against: try ScoredTable(goldDocuments))
    }
    return evaluation.result(documentScore)
  }

  private func result(_ documents: EvaluationResult.DocumentScore?) -> EvaluationResult {
    func score(_ right: Int) -> EvaluationResult.Score { .init(right: right, said: counts.said, gold: counts.gold) }
    return EvaluationResult(
      quantity: score(hits.quantity), key: score(hits.key), full: score(hits.full), fields: fieldScores,
      goldRows: counts.gold, saidRows: counts.said, pairedRows: counts.paired, documents: documents, misses: misses,
      calibration: bands)
  }

  // MARK: Observations

  private mutating func score(gold: [Row], said: [Row], documents: [Row]) {
    let fileNames = Dictionary(
      documents.map { ($0["document_id"] ?? "", Evaluation.fileName($0["path"] ?? "")) }
    ) { _, last in last }
    let saidByDocument = Dictionary(grouping: said) { fileNames[$0["document_id"] ?? ""] ?? "?" }
    var order: [String] = []
    var goldByDocument: [String: [Row]] = [:]
    for row in gold {
      let document = row["doc"] ?? ""
      if goldByDocument[document] == nil { order.append(document) }
      goldByDocument[document, default: []].append(row)
    }
    for document in order {
      score(document, gold: goldByDocument[document] ?? [], said: saidByDocument[document] ?? [])
    }
  }

  private mutating func score(_ document: String, gold: [Row], said: [Row]) {
    func isOptional(_ row: Row) -> Bool { row["optional"] == "1" }
    let pairing = Pairing(gold: gold, said: said, isRight: isRight)
    let scored = pairing.pairs.filter { !isOptional(gold[$0.gold]) }
    let missed = pairing.leftGold.filter { !isOptional(gold[$0]) }
    counts.paired += scored.count
    counts.gold += scored.count + missed.count
    counts.said += scored.count + pairing.leftSaid.count
    for (goldIndex, saidIndex) in scored {
      let (wanted, got) = (gold[goldIndex], said[saidIndex])
      let isFull = Evaluation.fields.allSatisfy { isRight(wanted, got, $0) }
      if isRight(wanted, got, "comparator") { hits.quantity += 1 }
      if Evaluation.keyFields.allSatisfy({ isRight(wanted, got, $0) }) { hits.key += 1 }
      if isFull { hits.full += 1 }
      calibrate(got, isRight: isFull)
      for field in Evaluation.fields where !Names.trimmed(wanted[field] ?? "").isEmpty {
        let right = isRight(wanted, got, field)
        count(field, right: right)
        if !right {
          misses.append(
            .init(
              document: document, figure: wanted["value_text"], field: field, wanted: wanted[field] ?? "",
              said: got[Evaluation.column(field)]))
        }
      }
    }
    misses += missed.map {
      .init(
        document: document, figure: gold[$0]["value_text"], field: "missed",
        wanted: "\(gold[$0]["value"] ?? "") \(gold[$0]["unit"] ?? "")", said: "")
    }
    for index in pairing.leftSaid {
      let row = said[index]
      calibrate(row, isRight: false)
      misses.append(
        .init(
          document: document, figure: row["value_text"], field: "extra", wanted: "",
          said: "\(row["value"] ?? "None") \(row["unit"] ?? "None")"))
    }
  }

  private mutating func count(_ field: String, right: Bool) {
    if let index = fieldScores.firstIndex(where: { $0.field == field }) {
      fieldScores[index].right += right ? 1 : 0
      fieldScores[index].of += 1
    } else {
      fieldScores.append(.init(field: field, right: right ? 1 : 0, of: 1))
    }
  }

  private mutating func calibrate(_ row: Row, isRight: Bool) {
    guard let confidence = Double(row["confidence"] ?? ""), confidence >= 0 else { return }
    let band = min(9, Int(min(confidence, 1) * 10))
    bands[band].figures += 1
    if isRight { bands[band].right += 1 }
  }

  private static func column(_ field: String) -> String {
    switch field {
    case "instrument": "instrument_name"
    case "agency": "agency_name"
    default: field
    }
  }

  private func isRight(_ gold: Row, _ said: Row, _ field: String) -> Bool {
    let wanted = Names.trimmed(gold[field] ?? "")
    if wanted.isEmpty { return true }
    let answers = Names.split(wanted, "|")
    if field == "instrument" {
      let code = said["instrument"] ?? ""
      if code.isEmpty || code == "_Z" { return answers.contains("_Z") }
      return answers.contains { instruments.matches($0, code: code, name: said["instrument_name"] ?? "") }
    }
    let got = Names.trimmed(said[Evaluation.column(field)] ?? "")
    return answers.contains { Names.alike($0, got) }
  }

  // MARK: Documents

  private mutating func score(documents: [Row], against gold: ScoredTable) -> EvaluationResult.DocumentScore {
    let said = Dictionary(documents.map { (Evaluation.fileName($0["path"] ?? ""), $0) }) { _, last in last }
    var right = 0
    var total = 0
    for row in gold.rows {
      let document = row["doc"] ?? ""
      for column in gold.columns where column != "doc" {
        let wanted = row[column] ?? ""
        if Names.trimmed(wanted).isEmpty { continue }
        total += 1
        let got = Names.trimmed(said[document]?[column] ?? "")
        let isSame = Names.split(wanted, "|").contains {
          Evaluation.members($0) == Evaluation.members(got) || Names.alike($0, got)
        }
        if isSame {
          right += 1
        } else {
          misses.append(.init(document: document, figure: column, field: "document", wanted: wanted, said: got))
        }
      }
    }
    return .init(right: right, of: total)
  }

  private static func members(_ text: String) -> Set<ExactText> {
    Set(Names.split(text, ";").map { Names.trimmed($0) }.filter { !$0.isEmpty }.map(ExactText.init))
  }

  private static func fileName(_ path: String) -> String { Names.split(path, "/").last ?? path }
}
