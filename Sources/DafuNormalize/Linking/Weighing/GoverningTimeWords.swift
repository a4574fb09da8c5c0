import DafuModel

/// What the words before a figure weigh for the times of other sentences, for all places at once where such a time may stand:
/// few words and few places, so that what each weighs stands in a table.
enum GoverningTimeWords {
  /// What they weigh for each `GoverningTimeFeatures.Source`.
  static func sums(_ features: GoverningTimeFeatures) -> SIMD16<Int32> {
    let nature = features.nature.number
    let sentence = features.sentence
    var sums = SIMD16<Int32>()
    plain.withUnsafeBufferPointer { plain in
      ofNature.withUnsafeBufferPointer { ofNature in
        sentence.periodWords.forEach(in: sentence.range.lowerBound..<features.figure.core.lowerBound) { word in
          sums &+= plain[word] &+ ofNature[word * 4 + nature]
        }
      }
    }
    return sums
  }

  /// What each word weighs by itself, and with each of the four natures.
  private static let plain = (0..<PeriodWords.count).map { word in
    weights { GoverningTimeFeatures.cue(word, $0) }
  }
  private static let ofNature = (0..<PeriodWords.count * 4).map { place in
    weights { GoverningTimeFeatures.cue(place / 4, place % 4, $0) }
  }

  private static func weights(_ feature: (_ source: Int) -> FeatureHash) -> SIMD16<Int32> {
    var weights = SIMD16<Int32>()
    for source in 0..<GoverningTimeFeatures.Source.count {
      let place = feature(source).place(bits: GoverningTimeRanking.bits)
      if place < GoverningTimeWeights.values.count { weights[source] = Int32(GoverningTimeWeights.values[place]) }
    }
    return weights
  }
}
