/// What each feature weighs for a measure, in hundredths of log-odds. Written by `Benchmarks/linking/measures.py`: fit
/// anew, never edit.
enum MeasureWeights {
  static let values: [Int16] = []
}
