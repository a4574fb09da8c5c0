import DafuModel

/// Chooses which of the times that were named a figure is of: each feature weighs something, and the heaviest candidate
/// wins. The weights were fitted to documents with gold tables; `Benchmarks/linking/times.py` fits them anew.
enum GoverningTimeRanking {
  /// The table of weights has 2 to the power of this many places.
  static let bits: UInt64 = 13

  /// The heaviest candidate, and by how much it leads before those of other years, in hundredths of log-odds; the first, the
  /// rules' own, where none is heavier or the table is empty.
  static func best(
    _ candidates: [GoverningTimeFeatures.Candidate], _ features: GoverningTimeFeatures
  ) -> (index: Int, lead: Int) {
    guard !candidates.isEmpty, GoverningTimeWeights.values.count == 1 << Int(bits) else { return (0, 0) }
    return withUnsafeTemporaryAllocation(of: Int.self, capacity: candidates.count) { scores in
      GoverningTimeWeights.values.withUnsafeBufferPointer { score(candidates, features, $0, scores) }
      var best = 0
      for index in candidates.indices where scores[index] > scores[best] { best = index }
      var lead = Int.max
      for index in candidates.indices where candidates[index].year != candidates[best].year {
        lead = min(lead, scores[best] - scores[index])
      }
      return (best, lead)
    }
  }

  private static func score(
    _ candidates: [GoverningTimeFeatures.Candidate], _ features: GoverningTimeFeatures,
    _ weights: UnsafeBufferPointer<Int16>, _ scores: UnsafeMutableBufferPointer<Int>
  ) {
    let words = GoverningTimeWords.sums(features)
    // What speaks for every time that stands where a candidate does, once somebody has asked.
    withUnsafeTemporaryAllocation(of: Int.self, capacity: GoverningTimeFeatures.Source.count) { known in
      known.initialize(repeating: Int.min)
      for index in candidates.indices {
        let source = candidates[index].source.rawValue
        let isNew = known[source] == Int.min
        var (own, ofSource) = (0, 0)
        features.forEachPlace(of: candidates[index], withSource: isNew, withWords: false) { place, isOfSource in
          if isOfSource { ofSource &+= Int(weights[place]) } else { own &+= Int(weights[place]) }
        }
        if isNew, !features.isHere(candidates[index]) { ofSource &+= Int(words[source]) }
        if isNew { known[source] = ofSource }
        scores[index] = own &+ known[source]
      }
    }
  }
}
