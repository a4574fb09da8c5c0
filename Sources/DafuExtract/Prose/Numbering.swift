/// The numbering of headings in official documents (GB/T 9704: 一、 then（一）then 1. then（1）).
struct Numbering: Hashable, Sendable {
  /// 1 for 一、, 2 for（一）, 3 for 1., 4 for（1）.
  let level: Int
  /// The number.
  let ordinal: Int
  /// How many scalars the number and its mark take.
  let length: Int

  /// The numbering at the beginning of a line.
  init?(_ line: Line) {
    let scalars = line.scalars
    guard let first = scalars.first else { return nil }
    if first == 0xFF08 || first == 0x28 {
      guard let close = scalars.prefix(8).firstIndex(where: { $0 == 0xFF09 || $0 == 0x29 }), close > 1 else {
        return nil
      }
      let inner = Array(scalars[1..<close]).filter { !Scalars.isSpace($0) }
      if let number = Numbering.chinese(inner) {
        self.init(level: 2, ordinal: number, length: close + 1)
      } else if let number = Numbering.arabic(inner) {
        self.init(level: 4, ordinal: number, length: close + 1)
      } else {
        return nil
      }
      return
    }
    let digits = Array(scalars.prefix { Scalars.digit($0) != nil })
    if !digits.isEmpty {
      guard digits.count <= 2, let number = Numbering.arabic(digits), digits.count < scalars.count else { return nil }
      let mark = scalars[digits.count]
      guard [0x2E, 0xFF0E, 0x3001, 0xFF61].contains(mark) else { return nil }
      // 3.5亿元 is no third item.
      if mark != 0x3001, digits.count + 1 < scalars.count, Scalars.digit(scalars[digits.count + 1]) != nil {
        return nil
      }
      self.init(level: 3, ordinal: number, length: digits.count + 1)
      return
    }
    let numerals = Array(
      scalars.prefix(4).prefix { Mark.chineseNumerals[$0] != nil || $0 == Mark.ten || $0 == Mark.hundred })
    guard !numerals.isEmpty, let number = Numbering.chinese(numerals), numerals.count < scalars.count else {
      return nil
    }
    let mark = scalars[numerals.count]
    guard [0x3001, 0x2E, 0xFF0E].contains(mark) || mark == 0xFF0C && line.count <= 40 else { return nil }
    // 一、二、三等 is a list of names, not a number.
    if numerals.count + 1 < scalars.count, Mark.chineseNumerals[scalars[numerals.count + 1]] != nil,
      numerals.count + 2 < scalars.count, scalars[numerals.count + 2] == 0x3001
    {
      return nil
    }
    // Nor are 一、二季度 and 一、三产业.
    if mark == 0x3001, numerals.count + 2 < scalars.count,
      Mark.chineseNumerals[scalars[numerals.count + 1]] != nil,
      Numbering.ranked.contains(scalars[numerals.count + 2])
    {
      return nil
    }
    self.init(level: 1, ordinal: number, length: numerals.count + 1)
  }

  /// What numerals in a list count: 季 线 级 类 产 期 批 等 年 月 号 档 次.
  private static let ranked = ScalarSet("季线级类产期批等年月号档次".unicodeScalars.map(\.value))

  private init(level: Int, ordinal: Int, length: Int) {
    self.level = level
    self.ordinal = ordinal
    self.length = length
  }

  private static func arabic(_ scalars: [UInt32]) -> Int? {
    guard !scalars.isEmpty, scalars.count <= 2 else { return nil }
    var number = 0
    for scalar in scalars {
      guard let digit = Scalars.digit(scalar) else { return nil }
      number = number * 10 + digit
    }
    return number
  }

  /// 一 to 九十九.
  static func chinese(_ scalars: [UInt32]) -> Int? {
    guard !scalars.isEmpty, scalars.count <= 3 else { return nil }
    var number = 0
    var unit = 0
    for scalar in scalars {
      if let digit = Mark.chineseNumerals[scalar] {
        guard unit == 0 else { return nil }
        unit = digit
      } else if scalar == Mark.ten {
        number += max(unit, 1) * 10
        unit = 0
      } else {
        return nil
      }
    }
    return number + unit
  }
}
