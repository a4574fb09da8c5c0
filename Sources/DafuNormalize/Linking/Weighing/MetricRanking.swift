import DafuModel

/// Chooses among the metrics that a figure might measure: each feature of a candidate weighs something, and the heaviest
/// wins. The weights were fitted to documents with gold tables; `Benchmarks/linking/metrics.py` fits them anew.
enum MetricRanking {
  /// The table of weights has 2 to the power of this many places.
  static let bits: UInt64 = 14

  /// The heaviest candidate, and by how much it leads, in hundredths of log-odds; the first, the rules' own, where none is
  /// heavier or the table is empty.
  static func best(_ candidates: [MetricFeatures.Candidate]) -> (metric: String, lead: Int)? {
    let weights = MetricWeights.values
    guard let first = candidates.first else { return nil }
    guard weights.count == 1 << Int(bits) else { return (first.metric, 0) }
    return weights.withUnsafeBufferPointer { weights in
      func score(_ candidate: MetricFeatures.Candidate) -> Int {
        candidate.places.reduce(into: 0) { $0 += Int(weights[$1]) }
      }
      var best = (metric: first.metric, score: score(first))
      var second = Int.min
      for candidate in candidates.dropFirst() {
        let score = score(candidate)
        if score > best.score {
          second = best.score
          best = (candidate.metric, score)
        } else {
          second = max(second, score)
        }
      }
      return (best.metric, second == Int.min ? best.score : best.score - second)
    }
  }
}
