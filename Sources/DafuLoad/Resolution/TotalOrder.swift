import DafuModel

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

  /// The order of `observations`: document, place in the text, identifier.
  static func precedes(_ left: Observation, _ right: Observation) -> Bool {
    if precedes(left.documentID, right.documentID) { return true }
    if precedes(right.documentID, left.documentID) { return false }
    if left.start != right.start { return left.start < right.start }
    if left.end != right.end { return left.end < right.end }
    return precedes(left.observationID, right.observationID)
  }
}
