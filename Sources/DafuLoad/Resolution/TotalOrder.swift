/// The orders in which a release lists its rows: total, and the same on every machine.
enum TotalOrder {
  /// Whether a text's UTF-8 bytes come first; no locale, no Unicode equivalence.
  static func precedes(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }

  /// Whether the first texts that differ come in order.
  static func precedes(_ left: [String], _ right: [String]) -> Bool {
    for (one, other) in zip(left, right) {
      if precedes(one, other) { return true }
      if precedes(other, one) { return false }
    }
    return left.count < right.count
  }
}
