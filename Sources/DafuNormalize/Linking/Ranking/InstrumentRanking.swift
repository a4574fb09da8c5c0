/// Chooses among the instruments that a figure might carry: each feature of a candidate weighs something, and the heaviest
/// candidate wins. The weights were fitted to documents with gold tables; `Benchmarks/linking` fits them anew.
struct InstrumentRanking: Sendable {
  /// With the weights of the program.
  static let fitted = InstrumentRanking(InstrumentWeights.values)

  /// What each plain feature weighs in each of the places, all in all, and behind them what the others weigh.
  private let weights: [Int32]

  /// The winner and by how much it leads, in hundredths of log-odds. Of equals the first wins.
  func best(
    _ candidates: [InstrumentCandidate], group: MetricGroup, context: FigureContext, reader: CandidateReader
  ) -> (index: Int, lead: Int)? {
    var best: (index: Int, score: Int)?
    var second = Int.min
    weights.withUnsafeBufferPointer { weights in
      // What the words around the figure weigh for a position or a kind, by its number, once somebody has asked.
      withUnsafeTemporaryAllocation(of: Int.self, capacity: CandidateDescription.count) { known in
        known.initialize(repeating: Int.min)
        func sum(_ descriptor: Int) -> Int {
          let before = known[descriptor]
          if before != Int.min { return before }
          var sum = 0
          context.forEachPlace(descriptor) { sum &+= Int(weights[InstrumentRanking.observed + $0]) }
          known[descriptor] = sum
          return sum
        }
        for index in candidates.indices {
          let description = reader.description(of: candidates[index])
          var score = InstrumentRanking.score(candidates[index].features, group, weights)
          score += sum(description.position) + sum(description.kind)
          if let ending = description.ending {
            context.forEachPlace(ofName: ending) { score &+= Int(weights[InstrumentRanking.observed + $0]) }
          }
          if let leader = best, score <= leader.score {
            second = max(second, score)
          } else {
            second = best?.score ?? second
            best = (index, score)
          }
        }
      }
    }
    guard let best else { return nil }
    return (best.index, second == Int.min ? best.score : best.score - second)
  }

  @inline(__always)
  private static func score(
    _ features: FeatureSet, _ group: MetricGroup, _ weights: UnsafeBufferPointer<Int32>
  ) -> Int {
    let place = features.position * CandidateFeature.pairs
    var sum = 0
    features.forEachPlain { sum += Int(weights[place + $0]) }
    features.forEachRow { sum += Int(weights[pairs + $0 * 32 + group.rawValue]) }
    return sum
  }

  /// Where the weights of the features begin that go with a group.
  private static let pairs = places * CandidateFeature.pairs
  private static let places = 6
  /// Where the weights of what is observed around a figure begin, and how many there are.
  private static let observed = pairs + 32 * CandidateFeature.Pair.rows
  private static let observations = 1 << Int(FigureContext.bits)

  /// With the weights of a table laid out as `InstrumentWeights` is; what it lacks weighs nothing.
  init(_ values: [Int16]) {
    let plain = CandidateFeature.allCases.count
    func value(_ place: Int) -> Int32 { values.indices.contains(place) ? Int32(values[place]) : 0 }
    let pairs = InstrumentRanking.pairs
    let observed = InstrumentRanking.observed
    var weights = [Int32](repeating: 0, count: observed + InstrumentRanking.observations)
    for place in 0..<InstrumentRanking.places {
      for feature in 0..<plain {
        weights[place * CandidateFeature.pairs + feature] =
          value(feature) + value(CandidateFeature.count + place * plain + feature)
      }
    }
    for pair in 0..<32 * CandidateFeature.Pair.rows { weights[pairs + pair] = value(CandidateFeature.pairs + pair) }
    let first = CandidateFeature.count + InstrumentRanking.places * plain
    for place in 0..<InstrumentRanking.observations { weights[observed + place] = value(first + place) }
    self.weights = weights
  }
}

extension InstrumentCandidate {
  /// Where the instrument was found, as `dafu show` tells it.
  var reason: String {
    switch features.position {
    case 5: "none named"
    case 0: "in the clause"
    case 1: "in the sentence"
    case 2: "behind the figure"
    case 3: "from the sentence before"
    default:
      features.contains(.inHeading) || features.contains(.inTopHeading) ? "from the heading" : "from the passage before"
    }
  }
}
