import DafuModel

/// Numbers and days as the plain characters that every format writes: decimal point, no exponent, no grouping, ISO
/// 8601. Byte for byte what their `description` is.
enum PlainText {
  /// Appends a whole number.
  @inline(__always)
  static func append(_ integer: Int, to arena: ByteArena) {
    if integer < 0 { arena.append(UInt8(ascii: "-")) }
    append(magnitude: UInt64(integer.magnitude), to: arena)
  }

  /// Appends digits.
  @inline(__always)
  private static func append(magnitude: UInt64, to arena: ByteArena, width: Int = 1) {
    withUnsafeTemporaryAllocation(byteCount: 20, alignment: 1) { digits in
      var rest = magnitude
      var start = 20
      while rest > 0 {
        start -= 1
        digits[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      }
      while 20 - start < width {
        start -= 1
        digits[start] = UInt8(ascii: "0")
      }
      arena.append(UnsafeRawBufferPointer(rebasing: digits[start..<20]))
    }
  }

  /// Appends an exact decimal.
  static func append(_ number: ExactDecimal, to arena: ByteArena) {
    guard let magnitude = UInt64(exactly: number.significand.magnitude), magnitude < 1 << 62,
      (-17...40).contains(number.exponent)
    else {
      var text = number.description
      return text.withUTF8 { arena.append($0) }
    }
    if number.isNegative { arena.append(UInt8(ascii: "-")) }
    guard number.exponent < 0 else {
      append(magnitude: magnitude, to: arena)
      for _ in 0..<number.exponent { arena.append(UInt8(ascii: "0")) }
      return
    }
    var scale: UInt64 = 1
    for _ in 0..<(-number.exponent) { scale *= 10 }
    append(magnitude: magnitude / scale, to: arena)
    arena.append(UInt8(ascii: "."))
    append(magnitude: magnitude % scale, to: arena, width: -number.exponent)
  }

  /// Appends a day.
  static func append(_ date: CivilDate, to arena: ByteArena) {
    append(magnitude: UInt64(date.year), to: arena, width: 4)
    arena.append(UInt8(ascii: "-"))
    append(magnitude: UInt64(date.month), to: arena, width: 2)
    arena.append(UInt8(ascii: "-"))
    append(magnitude: UInt64(date.day), to: arena, width: 2)
  }

  /// The whole number of characters that are how it is written; nil for others.
  static func integer(_ text: UnsafeRawBufferPointer) -> Int? {
    guard text.count > 0, text.count <= 20 else { return nil }
    let isNegative = text[0] == UInt8(ascii: "-")
    let start = isNegative ? 1 : 0
    guard text.count > start, text[start] != UInt8(ascii: "0") || text.count == 1 else { return nil }
    var value = 0
    for offset in start..<text.count {
      let digit = Int(text[offset]) - 0x30
      guard digit >= 0, digit <= 9 else { return nil }
      let (scaled, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = isNegative ? scaled.subtractingReportingOverflow(digit) : scaled.addingReportingOverflow(digit)
      if overflow || carry { return nil }
      value = sum
    }
    return value
  }

  /// Whether characters are how a decimal is written: no superfluous zeros or signs, not more digits than are held.
  static func isNumber(_ text: UnsafeRawBufferPointer) -> Bool {
    guard let (significand, _) = decimal(text) else { return false }
    return significand != nil || number(text) != nil
  }

  /// The decimal of characters that are how it is written; nil for others.
  static func number(_ text: UnsafeRawBufferPointer) -> ExactDecimal? {
    guard let (significand, places) = decimal(text) else { return nil }
    if let significand { return ExactDecimal(significand: Int128(significand), exponent: -places) }
    let characters = text.text
    guard let number = ExactDecimal(characters), number.description == characters else { return nil }
    return number
  }

  /// The digits of a decimal and how many of them stand behind the point; the digits are nil where they are too many for
  /// an `Int`. Nil for characters that are not how a decimal is written.
  @inline(__always)
  private static func decimal(_ text: UnsafeRawBufferPointer) -> (significand: Int?, places: Int)? {
    guard text.count > 0, text.count <= 80 else { return nil }
    let isNegative = text[0] == UInt8(ascii: "-")
    let start = isNegative ? 1 : 0
    var value = 0
    var digits = 0
    var point: Int?
    for place in start..<text.count {
      let byte = text[place]
      if byte == UInt8(ascii: "."), point == nil, place > start {
        point = place
        continue
      }
      guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
      digits += 1
      if digits <= 18 { value = value &* 10 &+ Int(byte &- UInt8(ascii: "0")) }
    }
    guard digits > 0 else { return nil }
    let whole = (point ?? text.count) - start
    // A zero stands in front only alone; what is behind the point does not end with one; zero has no sign.
    guard text[start] != UInt8(ascii: "0") || whole == 1 else { return nil }
    if let point {
      guard point + 1 < text.count, text[text.count - 1] != UInt8(ascii: "0") else { return nil }
    } else if isNegative, text[start] == UInt8(ascii: "0") {
      return nil
    }
    let places = point.map { text.count - $0 - 1 } ?? 0
    guard digits <= 18 else { return (nil, places) }
    return (isNegative ? -value : value, places)
  }

  /// The day of characters that are how it is written; nil for others.
  static func date(_ text: UnsafeRawBufferPointer) -> CivilDate? {
    guard text.count == 10, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-") else { return nil }
    var areDigits = true
    @inline(__always)
    func digit(_ offset: Int) -> Int {
      let digit = text[offset] &- UInt8(ascii: "0")
      areDigits = areDigits && digit <= 9
      return Int(digit)
    }
    let year = digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3)
    let month = digit(5) * 10 + digit(6)
    let day = digit(8) * 10 + digit(9)
    return areDigits ? CivilDate(year: year, month: month, day: day) : nil
  }
}
