import DafuModel

/// A number as written: digits, Chinese numerals or both, with the scale words that belong to it.
struct Numeral: Hashable, Sendable {
  /// The exact value, scale words included: 1亿8000万 is 180000000.
  var value: ExactDecimal
  /// Scalars covered.
  var range: Range<Int>
  /// Whether 余, 多 or 几 stands inside (三十余, 20余万).
  var hasExcess: Bool
  /// The power of ten of the closing scale words (亿 8, 万亿 12), 0 without.
  var closingScale: Int
  /// Whether it is written in Chinese numerals throughout.
  var isChinese: Bool
  /// Whether it consists of a scale word alone (百, 万), which counts only behind 近, 上, 超 and the like.
  var isBareScale: Bool
}

/// The grammar of numerals, over folded scalars.
enum Numerals {
  /// Reads the numeral that begins at `start`. Nil where none begins there or where it is no single number
  /// (一二三产业).
  static func parse(_ scalars: Scalars, at start: Int, end: Int) -> Numeral? {
    if Scalar.isDigit(scalars[start]) { return parseDigits(scalars, at: start, end: end) }
    if digit(scalars[start]) != nil || scale(scalars[start]) != nil {
      return parseChinese(scalars, at: start, end: end)
    }
    return nil
  }

  /// The value of a Chinese digit.
  static func digit(_ scalar: UInt32) -> Int? {
    switch scalar {
    case 0x3007, 0x96F6: 0  // 〇 零
    case 0x4E00: 1  // 一
    case 0x4E8C, 0x4E24: 2  // 二 两
    case 0x4E09: 3  // 三
    case 0x56DB: 4  // 四
    case 0x4E94: 5  // 五
    case 0x516D: 6  // 六
    case 0x4E03: 7  // 七
    case 0x516B: 8  // 八
    case 0x4E5D: 9  // 九
    default: nil
    }
  }

  /// Whether 千 belongs to the unit behind it, 瓦, 伏 or 米: 500万千瓦, 30千米.
  @inline(__always)
  private static func isPrefix(_ scalars: Scalars, _ place: Int, _ end: Int) -> Bool {
    guard scalars[place] == 0x5343, place + 1 < end else { return false }
    return scalars[place + 1] == 0x74E6 || scalars[place + 1] == 0x4F0F || scalars[place + 1] == 0x7C73
  }

  /// The power of ten of a scale word.
  static func scale(_ scalar: UInt32) -> Int? {
    switch scalar {
    case 0x5341: 1  // 十
    case 0x767E: 2  // 百
    case 0x5343: 3  // 千
    case 0x4E07: 4  // 万
    case 0x4EBF: 8  // 亿
    default: nil
    }
  }

  /// 余, 多, 几 inside a numeral.
  static func isExcess(_ scalar: UInt32) -> Bool { scalar == 0x4F59 || scalar == 0x591A || scalar == 0x51E0 }

  // MARK: Digits

  private static func parseDigits(_ scalars: Scalars, at start: Int, end: Int) -> Numeral? {
    guard let (first, afterFirst) = plainNumber(scalars, at: start, end: end) else { return nil }
    var numeral = Numeral(
      value: first, range: start..<afterFirst, hasExcess: false, closingScale: 0, isChinese: false, isBareScale: false)
    applyScale(&numeral, scalars, end: end)
    // 1亿8000万, 18 亿 7000 万: a lower part follows, behind a space where the text sets numbers apart.
    while numeral.closingScale > 0, !numeral.hasExcess {
      var place = numeral.range.upperBound
      if place < end, scalars[place] == Scalar.space { place += 1 }
      guard place < end, Scalar.isDigit(scalars[place]),
        let (part, afterPart) = plainNumber(scalars, at: place, end: end)
      else { break }
      var lower = Numeral(
        value: part, range: start..<afterPart, hasExcess: false, closingScale: 0, isChinese: false, isBareScale: false)
      applyScale(&lower, scalars, end: end)
      guard lower.closingScale < numeral.closingScale,
        lower.closingScale > 0 || numeral.closingScale == 4 && place == numeral.range.upperBound,
        let sum = numeral.value.adding(lower.value)
      else { break }
      numeral.value = sum
      numeral.range = start..<lower.range.upperBound
      numeral.closingScale = lower.closingScale
      numeral.hasExcess = lower.hasExcess
      if lower.closingScale == 0 { break }
    }
    return numeral
  }

  /// Digits with thousands marks (1,234 1，234 1 234) and a decimal point.
  private static func plainNumber(_ scalars: Scalars, at start: Int, end: Int) -> (ExactDecimal, Int)? {
    var significand: Int128 = 0
    var exponent = 0
    var cursor = start
    var groupDigits = 0
    var overflow = false
    // Eighteen digits fit half of the significand, and hardly a number has more.
    var small: Int64 = 0
    var count = 0
    func push(_ scalar: UInt32) {
      count += 1
      if count <= 18 {
        small = small * 10 + Int64(scalar - 0x30)
        return
      }
      if count == 19 { significand = Int128(small) }
      let (scaled, high) = significand.multipliedReportingOverflow(by: 10)
      let (sum, carry) = scaled.addingReportingOverflow(Int128(scalar - 0x30))
      if high || carry { overflow = true } else { significand = sum }
    }
    while cursor < end, Scalar.isDigit(scalars[cursor]) {
      push(scalars[cursor])
      cursor += 1
      groupDigits += 1
    }
    if groupDigits <= 3, groupDigits > 0, scalars[start] != 0x30 {
      while cursor + 3 < end, isThousandsMark(scalars[cursor]),
        (1...3).allSatisfy({ Scalar.isDigit(scalars[cursor + $0]) }),
        cursor + 4 >= end || !Scalar.isDigit(scalars[cursor + 4])
      {
        for offset in 1...3 { push(scalars[cursor + offset]) }
        cursor += 4
      }
    }
    var point = cursor + 1
    while point < end, point - cursor < 3, scalars[point] == Scalar.space { point += 1 }
    // 685. 4亿元: markup tore the number at its point.
    if point < end, scalars[cursor] == 0x2E, Scalar.isDigit(scalars[point]),
      point == cursor + 1 || isTornNumber(scalars, at: point, end: end)
    {
      cursor = point
      while cursor < end, Scalar.isDigit(scalars[cursor]) {
        push(scalars[cursor])
        exponent -= 1
        cursor += 1
      }
      // 3.1.2 is a version or a list number.
      if cursor + 1 < end, scalars[cursor] == 0x2E, Scalar.isDigit(scalars[cursor + 1]) { return nil }
    }
    if count <= 18 { significand = Int128(small) }
    return overflow ? nil : (ExactDecimal(significand: significand, exponent: exponent), cursor)
  }

  /// Digits behind a torn point that run into a scale word or a percent sign.
  private static func isTornNumber(_ scalars: Scalars, at index: Int, end: Int) -> Bool {
    var cursor = index
    while cursor < end, Scalar.isDigit(scalars[cursor]) { cursor += 1 }
    while cursor < end, scalars[cursor] == Scalar.space { cursor += 1 }
    return cursor < end && (scalars[cursor] == 0x4E07 || scalars[cursor] == 0x4EBF || scalars[cursor] == 0x25)
  }

  private static func isThousandsMark(_ scalar: UInt32) -> Bool {
    scalar == 0x2C || scalar == Scalar.comma || scalar == Scalar.space
  }

  /// Takes 余, 多 and the scale words behind a number; spaces may stand before them.
  private static func applyScale(_ numeral: inout Numeral, _ scalars: Scalars, end: Int) {
    var cursor = numeral.range.upperBound
    var lookahead = cursor
    while lookahead < end, scalars[lookahead] == Scalar.space { lookahead += 1 }
    var excess = false
    if lookahead < end, isExcess(scalars[lookahead]), scalars[lookahead] != 0x51E0 {
      excess = true
      lookahead += 1
      while lookahead < end, scalars[lookahead] == Scalar.space { lookahead += 1 }
    }
    var power = 0
    while lookahead < end, let step = scale(scalars[lookahead]), step > 1, !isPrefix(scalars, lookahead, end) {
      // 5百万 and 3千万 rise, 万亿 rises; anything else is two numbers.
      power += step
      lookahead += 1
      cursor = lookahead
    }
    if power > 0 {
      numeral.value = numeral.value.scaled(byPowerOfTen: power)
      numeral.closingScale = power
      numeral.hasExcess = numeral.hasExcess || excess
      if cursor < end, isExcess(scalars[cursor]), scalars[cursor] != 0x51E0 {
        numeral.hasExcess = true
        cursor += 1
      }
    } else if excess {
      numeral.hasExcess = true
      cursor = lookahead
      while cursor > numeral.range.upperBound, scalars[cursor - 1] == Scalar.space { cursor -= 1 }
    }
    numeral.range = numeral.range.lowerBound..<cursor
  }

  // MARK: Chinese numerals

  private static func parseChinese(_ scalars: Scalars, at start: Int, end: Int) -> Numeral? {
    var total: Int128 = 0
    var section: Int128 = 0
    var pending: Int128?
    var cursor = start
    var excess = false
    var closing = 0
    var bare = true
    var lastScale = 99
    var fraction: (digits: Int128, places: Int)?
    loop: while cursor < end {
      let scalar = scalars[cursor]
      if let digit = digit(scalar) {
        if excess && pending == nil && closing > 0 { break loop }
        if pending != nil, digit != 0 || pending != 0 {
          // Two digits in a row: 一二三, 二〇一六, or 一百零五 (whose zero was skipped).
          return nil
        }
        pending = digit == 0 && (section != 0 || total != 0) ? nil : Int128(digit)
        bare = false
        closing = 0
        cursor += 1
      } else if let power = scale(scalar) {
        if power <= 3 {
          if pending == nil && (section != 0 || total != 0) && power >= lastScale { break loop }
          section += (pending ?? 1) * power10(power)
          pending = nil
          lastScale = power
          closing = power
        } else {
          let group = section + (pending ?? 0)
          if power == 8, total != 0 {
            // 万亿, or 三万五千亿: everything so far is scaled.
            total = (total + group) * power10(8)
          } else {
            total += (group == 0 && total == 0 ? 1 : group) * power10(power)
          }
          section = 0
          pending = nil
          closing = power
          lastScale = 99
        }
        cursor += 1
        if total > power10(24) { return nil }
      } else if isExcess(scalar), cursor > start, !excess, scalar != 0x51E0 {
        excess = true
        cursor += 1
      } else if scalar == 0x51E0, cursor > start, scale(scalars[cursor - 1]) == 1 {
        excess = true  // 十几
        cursor += 1
      } else if scalar == 0x70B9, pending != nil, cursor + 1 < end, digit(scalars[cursor + 1]) != nil {
        // 一点二
        var digits: Int128 = 0
        var places = 0
        cursor += 1
        while cursor < end, let digit = digit(scalars[cursor]), places < 12 {
          digits = digits * 10 + Int128(digit)
          places += 1
          cursor += 1
        }
        fraction = (digits, places)
        break loop
      } else {
        break loop
      }
    }
    guard cursor > start else { return nil }
    var value = ExactDecimal(significand: total + section + (pending ?? 0))
    if let fraction {
      value = ExactDecimal(
        significand: (total + section + (pending ?? 0)) * power10(fraction.places) + fraction.digits,
        exponent: -fraction.places)
      // 一点二万, 一点五亿
      var power = 0
      while cursor < end, let step = scale(scalars[cursor]), step > 1 {
        power += step
        cursor += 1
      }
      value = value.scaled(byPowerOfTen: power)
      closing = power
    }
    return Numeral(
      value: value, range: start..<cursor, hasExcess: excess, closingScale: closing, isChinese: true, isBareScale: bare)
  }

  private static func power10(_ power: Int) -> Int128 {
    var result: Int128 = 1
    for _ in 0..<power { result *= 10 }
    return result
  }
}
