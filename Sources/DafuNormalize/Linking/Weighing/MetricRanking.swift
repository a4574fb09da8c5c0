import DafuModel

/// Chooses among the metrics that a figure might measure: each feature of a candidate weighs something, and the heaviest
/// wins. The weights were fitted to documents with gold tables; `Benchmarks/linking/metrics.py` fits them anew.
enum MetricRanking {
  /// The table of weights has 2 to the power of this many places.
  static let bits: UInt64 = 14

  /// By how much another candidate must lead before the rules are overruled, in hundredths of log-odds.
  private static let margin = 0

  /// The heaviest candidate; the first, the rules' own, where none is heavier or the table is empty.
  static func best(_ candidates: [MetricFeatures.Candidate]) -> String? {
    let weights = MetricWeights.values
    guard let first = candidates.first else { return nil }
    guard weights.count == 1 << Int(bits) else { return first.metric }
    return weights.withUnsafeBufferPointer { weights in
      func score(_ candidate: MetricFeatures.Candidate) -> Int {
        candidate.places.reduce(into: 0) { $0 += Int(weights[$1]) }
      }
      var best = (metric: first.metric, score: score(first) + margin)
      for candidate in candidates.dropFirst() {
        let score = score(candidate)
        if score > best.score { best = (candidate.metric, score) }
      }
      return best.metric
    }
  }
}
