/// Chooses among the instruments that a figure might carry: each feature of a candidate weighs something, and the heaviest
/// candidate wins. The weights were fitted to documents with gold tables; `Benchmarks/linking` fits them anew.
enum InstrumentRanking {
  /// The winner and by how much it leads, in hundredths of log-odds. Of equals the first wins.
  static func best(_ candidates: [InstrumentCandidate]) -> (index: Int, lead: Int)? {
    var best: (index: Int, score: Int)?
    var second = Int.min
    for (index, candidate) in candidates.enumerated() {
      let score = score(candidate.features)
      if let leader = best, score <= leader.score {
        second = max(second, score)
      } else {
        second = best?.score ?? second
        best = (index, score)
      }
    }
    guard let best else { return nil }
    return (best.index, second == Int.min ? best.score : best.score - second)
  }

  private static func score(_ features: [Int]) -> Int {
    let plain = CandidateFeature.allCases.count
    let place = CandidateFeature.count + CandidateFeature.position(features) * plain
    return InstrumentWeights.values.withUnsafeBufferPointer { weights in
      func weight(_ id: Int) -> Int { weights.indices.contains(id) ? Int(weights[id]) : 0 }
      return features.reduce(into: 0) { sum, id in
        sum += weight(id)
        if id < plain { sum += weight(place + id) }
      }
    }
  }
}

extension InstrumentCandidate {
  /// Where the instrument was found, as `dafu show` tells it.
  var reason: String {
    if names.isEmpty { return "none named" }
    switch CandidateFeature.position(features) {
    case 0: return "in the clause"
    case 1: return "in the sentence"
    case 2: return "behind the figure"
    case 3: return "from the sentence before"
    default:
      return features.contains(CandidateFeature.inHeading.rawValue)
        || features.contains(CandidateFeature.inTopHeading.rawValue)
        ? "from the heading" : "from the passage before"
    }
  }
}

extension CandidateFeature {
  /// Which of six places a candidate has: clause, clauses before, behind, paragraph, further up, none.
  static func position(_ features: [Int]) -> Int {
    if features.contains(none.rawValue) { return 5 }
    if features.contains(inClause.rawValue) { return 0 }
    if features.contains(oneClauseBefore.rawValue) || features.contains(clausesBefore.rawValue) { return 1 }
    if features.contains(behindAttached.rawValue) || features.contains(behindInClause.rawValue)
      || features.contains(behindInSentence.rawValue)
    {
      return 2
    }
    if features.contains(oneSentenceBefore.rawValue) || features.contains(twoSentencesBefore.rawValue)
      || features.contains(sentencesBefore.rawValue)
    {
      return 3
    }
    return 4
  }
}
