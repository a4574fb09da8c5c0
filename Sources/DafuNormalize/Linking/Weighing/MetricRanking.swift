import DafuModel

/// Chooses among the metrics that a figure might measure: each feature of a candidate weighs something, and the heaviest
/// wins. The weights were fitted to documents with gold tables; `Benchmarks/linking/metrics.py` fits them anew.
enum MetricRanking {
  /// The table of weights has 2 to the power of this many places.
  static let bits: UInt64 = 16
}
