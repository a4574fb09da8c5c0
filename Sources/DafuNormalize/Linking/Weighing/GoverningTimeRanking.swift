import DafuModel

/// Chooses which of the times that were named a figure is of: each feature weighs something, and the heaviest candidate
/// wins. The weights were fitted to documents with gold tables; `Benchmarks/linking/times.py` fits them anew.
enum GoverningTimeRanking {
  /// The table of weights has 2 to the power of this many places.
  static let bits: UInt64 = 13

  /// The heaviest candidate, and by how much it leads before those of other years, in hundredths of log-odds; the first, the
  /// rules' own, where none is heavier or the table is empty.
  static func best(_ candidates: [GoverningTimeFeatures.Candidate]) -> (index: Int, lead: Int) {
    let weights = GoverningTimeWeights.values
    guard weights.count == 1 << Int(bits) else { return (0, 0) }
    let scores = weights.withUnsafeBufferPointer { weights in
      candidates.map { $0.places.reduce(into: 0) { $0 += Int(weights[$1]) } }
    }
    guard var best = scores.indices.first else { return (0, 0) }
    for index in scores.indices where scores[index] > scores[best] { best = index }
    let others = scores.indices.filter { candidates[$0].year != candidates[best].year }
    return (best, others.map { scores[best] - scores[$0] }.min() ?? 0)
  }
}
