import DafuModel

/// Decides whether a figure is of a date, of a stretch or counted from a beginning: each feature weighs something for each
/// of the three, and the heaviest wins. The weights were fitted to documents with gold tables;
/// `Benchmarks/linking/period_types.py` fits them anew.
enum PeriodTypeRanking {
  /// The table of weights has 2 to the power of this many places, of three weights each.
  static let bits: UInt64 = 13
  private static let size = 1 << Int(bits)
  private static let types: [PeriodType] = [.instant, .duration, .cumulative]

  /// The type that the features weigh heaviest for, and by how much it leads, in hundredths of log-odds; the rules' own where
  /// the table is empty.
  static func best(_ places: [Int], rules: PeriodType) -> (type: PeriodType, lead: Int) {
    let weights = PeriodTypeWeights.values
    guard weights.count >= types.count * size else { return (rules, 0) }
    var sums = [0, 0, 0]
    weights.withUnsafeBufferPointer { weights in
      for place in places where place < size {
        for type in 0..<3 { sums[type] += Int(weights[place * 3 + type]) }
      }
    }
    var best = rules.number
    for type in sums.indices where sums[type] > sums[best] { best = type }
    let second = sums.indices.filter { $0 != best }.map { sums[$0] }.max() ?? 0
    return (types[best], sums[best] - second)
  }
}

extension Period {
  /// The period as one of another type, for the time that governs it.
  func retyped(_ type: PeriodType, mention: PeriodMention?) -> Period {
    guard type != self.type else { return self }
    var period = self
    period.type = type
    let governs = mention.map { $0.end == end || $0.start <= end && end <= $0.end } ?? false
    switch type {
    case .instant: period.start = end
    case .duration:
      if governs, let mention, mention.shape == .span {
        period.start = min(mention.start, end)
      } else if start == end, governs, mention?.shape == .instant {
        // 截至6月末，今年已发放: of the year so far.
        period.start = .firstDay(ofYear: end.year)
      }
    case .cumulative:
      if governs, let mention, mention.shape == .since || mention.shape == .from {
        period.start = min(mention.start, end)
      } else {
        period.start = end
      }
    }
    return period
  }
}
