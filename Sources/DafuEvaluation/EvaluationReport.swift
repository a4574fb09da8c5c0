/// An evaluation as text for people and as JSON.
public struct EvaluationReport: Sendable {
  /// What is reported.
  public let result: EvaluationResult

  /// Creates a report.
  public init(_ result: EvaluationResult) { self.result = result }

  private var levels: [(name: String, score: EvaluationResult.Score)] {
    [("quantity", result.quantity), ("key", result.key), ("full", result.full)]
  }

  /// Precision, recall and F1 of each level, the fields, the rows and the documents: five lines.
  public var summary: String {
    var lines = levels.map { name, score in
      func text(_ fraction: Double) -> String { Rounding.text(fraction, decimals: 3) }
      let padding = String(repeating: " ", count: max(0, 9 - name.utf8.count))
      return "\(name)\(padding) P \(text(score.precision))  R \(text(score.recall))  F1 \(text(score.f1))"
    }
    lines.append("fields    " + result.fields.map { "\($0.field) \($0.right)/\($0.of)" }.joined(separator: "  "))
    let rows = "{'gold': \(result.goldRows), 'said': \(result.saidRows), 'paired': \(result.pairedRows)}"
    let documents = result.documents.map {
      "{'right': \($0.right), 'of': \($0.of), 'accuracy': \($0.accuracy.map { "\($0)" } ?? "None")}"
    }
    lines.append("rows      \(rows) \(documents ?? "")")
    return lines.joined(separator: "\n") + "\n"
  }

  /// What is not right: document, figure, field, wanted and said, tabs between them, a line each.
  public var misses: String {
    result.misses.map {
      [$0.document, $0.figure ?? "None", $0.field, $0.wanted, $0.said ?? "None"].joined(separator: "\t") + "\n"
    }.joined()
  }

  /// How many figures each band of confidence has, and how many of them are right in every field.
  public var calibration: String {
    var lines = ["confidence  figures  right  share"]
    func right(_ text: String, _ width: Int) -> String {
      String(repeating: " ", count: max(0, width - text.utf8.count)) + text
    }
    for band in result.calibration {
      let upper = band.tenths == 9 ? "1.0" : "0.\(band.tenths + 1)"
      let share = band.figures > 0 ? Rounding.text(Double(band.right) / Double(band.figures), decimals: 3) : "-"
      lines.append(
        "0.\(band.tenths)–\(upper)   " + right(String(band.figures), 8) + right(String(band.right), 7)
          + right(share, 7))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The figures as one JSON object.
  public var json: String {
    func object(_ members: [(String, String)]) -> String {
      "{" + members.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", ") + "}"
    }
    var members = levels.map { name, score in
      (name, object([("precision", "\(score.precision)"), ("recall", "\(score.recall)"), ("f1", "\(score.f1)")]))
    }
    members.append(("fields", object(result.fields.map { ($0.field, "\"\($0.right)/\($0.of)\"") })))
    members.append(
      (
        "rows",
        object([("gold", "\(result.goldRows)"), ("said", "\(result.saidRows)"), ("paired", "\(result.pairedRows)")])
      ))
    if let documents = result.documents {
      members.append(
        (
          "documents",
          object([
            ("right", "\(documents.right)"), ("of", "\(documents.of)"),
            ("accuracy", documents.accuracy.map { "\($0)" } ?? "null"),
          ])
        ))
    }
    return object(members) + "\n"
  }
}
