/// A decimal number held exactly: `significand` × 10^`exponent`.
///
/// No binary floating point touches a value on its way from the text to the release: scaling by 万 or 亿 only
/// moves the exponent. Two decimals are equal when they denote the same number; the stored form is canonical
/// (no trailing zero in the significand, zero has exponent 0).
public struct ExactDecimal: Hashable, Sendable {
  /// The digits as a signed integer, without trailing zeros.
  public var significand: Int128 { Int128(high) << 64 | Int128(low) }
  // In halves: a number of 128 bits would ask for memory at every sixteenth byte wherever a decimal is kept.
  private let high: Int64
  private let low: UInt64
  /// The power of ten that scales the digits.
  public let exponent: Int

  /// Creates the number `significand` × 10^`exponent` in canonical form.
  public init(significand: Int128, exponent: Int = 0) {
    var digits = significand
    var power = exponent
    if var small = Int64(exactly: digits) {
      if small == 0 { power = 0 }
      while small != 0, small % 10 == 0 {
        small /= 10
        power += 1
      }
      digits = Int128(small)
    } else if digits == 0 {
      power = 0
    } else {
      while digits % 10 == 0 {
        digits /= 10
        power += 1
      }
    }
    high = Int64(truncatingIfNeeded: digits >> 64)
    low = UInt64(truncatingIfNeeded: digits)
    self.exponent = power
  }

  /// Creates a whole number.
  public init(_ value: Int) {
    self.init(significand: Int128(value))
  }

  /// Reads `-12.50`; digits, at most one point, an optional sign. Nil for anything else and for more digits than
  /// are held exactly (38).
  public init?(_ text: some StringProtocol) {
    var text = String(text)
    guard let value = text.withUTF8({ ExactDecimal(utf8: $0) }) else { return nil }
    self = value
  }

  /// Reads the characters of such a text.
  public init?(utf8 text: UnsafeBufferPointer<UInt8>) {
    var digits: Int128 = 0
    var exponent = 0
    var negative = false
    var seenPoint = false
    var seenDigit = false
    for index in text.indices {
      let byte = text[index]
      switch byte {
      case UInt8(ascii: "-") where index == 0: negative = true
      case UInt8(ascii: "+") where index == 0: break
      case UInt8(ascii: ".") where !seenPoint: seenPoint = true
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        seenDigit = true
        let (scaled, overflow) = digits.multipliedReportingOverflow(by: 10)
        let (sum, carry) = scaled.addingReportingOverflow(Int128(byte - UInt8(ascii: "0")))
        if overflow || carry { return nil }
        digits = sum
        if seenPoint { exponent -= 1 }
      default: return nil
      }
    }
    guard seenDigit else { return nil }
    self.init(significand: negative ? -digits : digits, exponent: exponent)
  }

  /// The number times 10^`power`; always exact.
  public func scaled(byPowerOfTen power: Int) -> ExactDecimal {
    ExactDecimal(significand: significand, exponent: significand == 0 ? 0 : exponent + power)
  }

  /// The number with its sign turned.
  public var negated: ExactDecimal { ExactDecimal(significand: -significand, exponent: exponent) }

  /// Whether the number is below zero.
  public var isNegative: Bool { high < 0 }

  /// The exact sum, or nil where it needs more than 38 digits.
  public func adding(_ other: ExactDecimal) -> ExactDecimal? {
    let power = min(exponent, other.exponent)
    guard let left = aligned(to: power), let right = other.aligned(to: power) else { return nil }
    let (sum, overflow) = left.addingReportingOverflow(right)
    return overflow ? nil : ExactDecimal(significand: sum, exponent: power)
  }

  /// The exact product, or nil where it needs more than 38 digits.
  public func multiplied(by other: ExactDecimal) -> ExactDecimal? {
    let (product, overflow) = significand.multipliedReportingOverflow(by: other.significand)
    return overflow ? nil : ExactDecimal(significand: product, exponent: exponent + other.exponent)
  }

  /// The exact quotient where it is a finite decimal of at most 38 digits, else nil (1 ÷ 3).
  public func dividedExactly(by divisor: Int) -> ExactDecimal? {
    guard divisor != 0 else { return nil }
    var dividend = significand
    var power = exponent
    let target = Int128(divisor)
    for _ in 0..<30 {
      if dividend % target == 0 { return ExactDecimal(significand: dividend / target, exponent: power) }
      let (scaled, overflow) = dividend.multipliedReportingOverflow(by: 10)
      if overflow { return nil }
      dividend = scaled
      power -= 1
    }
    return nil
  }

  /// The whole number, where it is one and fits an `Int`.
  public var integer: Int? {
    guard exponent >= 0, let digits = aligned(to: 0) else { return nil }
    return Int(exactly: digits)
  }

  private func aligned(to power: Int) -> Int128? {
    guard exponent - power <= 40 else { return nil }
    var digits = significand
    for _ in 0..<max(0, exponent - power) {
      let (scaled, overflow) = digits.multipliedReportingOverflow(by: 10)
      if overflow { return nil }
      digits = scaled
    }
    return digits
  }
}

extension ExactDecimal: Comparable {
  /// The order of the numbers or days that they denote.
  public static func < (left: ExactDecimal, right: ExactDecimal) -> Bool {
    if left.isNegative != right.isNegative { return left.isNegative }
    let power = min(left.exponent, right.exponent)
    if let a = left.aligned(to: power), let b = right.aligned(to: power) { return a < b }
    // Beyond 38 aligned digits the magnitudes differ by so much that the larger order decides.
    if left.significand == 0 || right.significand == 0 { return left.significand < right.significand }
    let leftLarger = left.order > right.order
    return left.isNegative ? leftLarger : !leftLarger
  }

  private var order: Int {
    var digits = significand.magnitude
    var count = 0
    while digits > 0 {
      digits /= 10
      count += 1
    }
    return count + exponent
  }
}

extension ExactDecimal: CustomStringConvertible {
  /// Plain decimal notation: a point, no exponent, no grouping, no superfluous zeros.
  public var description: String {
    if let magnitude = UInt64(exactly: significand.magnitude) { return plain(magnitude) }
    let digits = String(significand.magnitude)
    let sign = isNegative ? "-" : ""
    if exponent >= 0 { return sign + digits + String(repeating: "0", count: exponent) }
    let places = -exponent
    if digits.utf8.count > places {
      let whole = digits.dropLast(places)
      return sign + whole + "." + digits.suffix(places)
    }
    return sign + "0." + String(repeating: "0", count: places - digits.utf8.count) + digits
  }

  /// The notation of a number whose digits are those of `magnitude`, written from its end.
  private func plain(_ magnitude: UInt64) -> String {
    let places = max(0, -exponent)
    let zeros = max(0, exponent)
    var count = 1
    var rest = magnitude / 10
    while rest > 0 {
      count += 1
      rest /= 10
    }
    count = max(count, places + 1)
    let length = (isNegative ? 1 : 0) + count + (places > 0 ? 1 : 0) + zeros
    return String(unsafeUninitializedCapacity: length) { bytes in
      var place = length
      func write(_ byte: UInt8) {
        place -= 1
        bytes[place] = byte
      }
      for _ in 0..<zeros { write(UInt8(ascii: "0")) }
      var rest = magnitude
      for digit in 0..<count {
        if digit == places, places > 0 { write(UInt8(ascii: ".")) }
        write(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
        rest /= 10
      }
      if isNegative { write(UInt8(ascii: "-")) }
      return length
    }
  }
}

extension ExactDecimal: Codable {
  /// Reads it from its stage stream form.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let value = ExactDecimal(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a decimal number: \(text)")
    }
    self = value
  }

  /// Writes it in its stage stream form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
