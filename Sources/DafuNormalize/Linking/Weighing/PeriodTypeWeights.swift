/// What each feature weighs for a date, a stretch and a count from a beginning, in hundredths of log-odds. Written by
/// `Benchmarks/linking/period_types.py`: fit anew, never edit.
enum PeriodTypeWeights {
  static let values: [Int16] = []
}
