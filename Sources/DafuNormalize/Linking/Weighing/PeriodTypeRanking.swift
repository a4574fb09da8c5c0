import DafuModel

/// Decides whether a figure is of a date, of a stretch or counted from a beginning: each feature weighs something for each
/// of the three, and the heaviest wins. The weights were fitted to documents with gold tables;
/// `Benchmarks/linking/period_types.py` fits them anew.
enum PeriodTypeRanking {
  /// The table of weights has 2 to the power of this many places, of three weights each.
  static let bits: UInt64 = 14
  private static let size = 1 << Int(bits)
  private static let types: [PeriodType] = [.instant, .duration, .cumulative]

  /// The type that the features weigh heaviest for, and by how much it leads, in hundredths of log-odds; the rules' own where
  /// the table is empty.
  static func best(_ features: PeriodTypeFeatures) -> (type: PeriodType, lead: Int) {
    let rules = features.period.type
    guard PeriodTypeWeights.values.count >= types.count * size else { return (rules, 0) }
    let sums = PeriodTypeWeights.values.withUnsafeBufferPointer { weights in
      var sums = SIMD3<Int32>()
      features.forEachPlace { place in
        sums &+= SIMD3(
          Int32(weights[place * 3]), Int32(weights[place * 3 + 1]), Int32(weights[place * 3 + 2]))
      }
      return sums
    }
    return heaviest(sums, rules: rules)
  }

  /// The heaviest type by what speaks for each; of equals the rules' own.
  static func heaviest(_ sums: SIMD3<Int32>, rules: PeriodType) -> (type: PeriodType, lead: Int) {
    var best = rules.number
    for type in sums.indices where sums[type] > sums[best] { best = type }
    var second = Int32.min
    for type in sums.indices where type != best { second = max(second, sums[type]) }
    return (types[best], Int(sums[best] - second))
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
