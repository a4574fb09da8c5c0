/// A decimal number of any length as written in a table, in a form in which equal numbers are equal.
struct DecimalText: Hashable {
  private let isNegative: Bool
  private let digits: [UInt8]
  private let exponent: Int

  /// Reads digits with an optional sign, point and exponent; thousands commas and underscores are passed over.
  init?(_ text: String) {
    let bytes = Names.trimmed(text).utf8.filter { $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "_") }
    var negative = false
    var digits: [UInt8] = []
    var places = 0
    var seenPoint = false
    var power = 0
    var index = 0
    if let sign = bytes.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      negative = sign == UInt8(ascii: "-")
      index = 1
    }
    loop: while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digits.append(bytes[index])
        if seenPoint { places += 1 }
      case UInt8(ascii: ".") where !seenPoint: seenPoint = true
      case UInt8(ascii: "e"), UInt8(ascii: "E"):
        guard let written = Int(String(decoding: bytes[(index + 1)...], as: UTF8.self)), abs(written) < 1_000_000
        else { return nil }
        power = written
        break loop
      default: return nil
      }
      index += 1
    }
    guard !digits.isEmpty else { return nil }
    var significant = Array(digits.drop { $0 == UInt8(ascii: "0") })
    var scale = power - places
    while significant.last == UInt8(ascii: "0") {
      significant.removeLast()
      scale += 1
    }
    self.digits = significant
    exponent = significant.isEmpty ? 0 : scale
    isNegative = !significant.isEmpty && negative
  }
}
