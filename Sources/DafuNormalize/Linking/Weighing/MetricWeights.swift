/// What each feature weighs for a metric, in hundredths of log-odds. Written by `Benchmarks/linking/metrics.py`: fit anew,
/// never edit.
enum MetricWeights {
  static let values: [Int16] = []
}
