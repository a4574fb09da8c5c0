/// What each feature of a time weighs, in hundredths of log-odds. Written by `Benchmarks/linking/times.py`: fit anew, never
/// edit.
enum GoverningTimeWeights {
  static let values: [Int16] = []
}
