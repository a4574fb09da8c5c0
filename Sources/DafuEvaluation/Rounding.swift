import Glibc

/// Binary fractions in a fixed number of decimals, rounded to even from their exact value (as C and Python print
/// them).
enum Rounding {
  /// The fraction printed with a number of decimals.
  static func text(_ fraction: Double, decimals: Int) -> String {
    var buffer = [CChar](repeating: 0, count: 64)
    let length = withVaList([Int32(decimals), fraction]) { vsnprintf(&buffer, buffer.count, "%.*f", $0) }
    return String(decoding: buffer.prefix(max(0, Int(length))).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The fraction rounded to four decimals.
  static func toFourDecimals(_ fraction: Double) -> Double { Double(text(fraction, decimals: 4)) ?? fraction }
}
