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
    // What speaks for every time that stands where a candidate does, once somebody has asked.
    var known = [Int?](repeating: nil, count: GoverningTimeFeatures.Source.count)
    let scores = GoverningTimeWeights.values.withUnsafeBufferPointer { weights in
      candidates.map { candidate in
        var own = 0
        let source = candidate.source.rawValue
        if let ofSource = known[source] {
          features.forEachPlace(of: candidate, withSource: false) { place, _ in own &+= Int(weights[place]) }
          return own &+ ofSource
        }
        var ofSource = 0
        features.forEachPlace(of: candidate, withSource: true) { place, isOfSource in
          if isOfSource { ofSource &+= Int(weights[place]) } else { own &+= Int(weights[place]) }
        }
        known[source] = ofSource
        return own &+ ofSource
      }
    }
    var best = 0
    for index in scores.indices where scores[index] > scores[best] { best = index }
    var lead = Int.max
    for index in scores.indices where candidates[index].year != candidates[best].year {
      lead = min(lead, scores[best] - scores[index])
    }
    return (best, lead)
  }
}
