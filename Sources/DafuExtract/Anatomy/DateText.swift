import DafuModel

/// Dates as official documents and web pages write them.
enum DateText {
  /// The first date at or after `start`, and where it stands.
  static func find(in text: Line, from start: Int = 0) -> (date: CivilDate, range: Range<Int>)? {
    let line = text.halfWidth
    var index = max(0, start)
    while index < line.count {
      if let found = date(in: line, at: index) { return found }
      // Step over a whole number, so that no date begins inside of one.
      if isDigit(line.scalars[index]) {
        while index < line.count, isDigit(line.scalars[index]) { index += 1 }
      } else {
        index += 1
      }
    }
    return internetDate(in: line)
  }

  /// The date of a field's value, in any of the forms; `20240802` among them.
  static func value(_ text: String) -> CivilDate? {
    let line = Line(text)
    if let found = find(in: line) { return found.date }
    let digits = line.squashed.halfWidth
    guard digits.count == 8 || digits.count == 14, digits.scalars.allSatisfy(isDigit) else { return nil }
    return CivilDate(
      year: number(digits.scalars[0..<4]), month: number(digits.scalars[4..<6]), day: number(digits.scalars[6..<8]))
  }

  private static func date(in line: Line, at start: Int) -> (CivilDate, Range<Int>)? {
    var index = start
    guard let year = part(line, &index, isYear: true) else { return nil }
    skipSpaces(line, &index)
    guard index < line.count, let separator = Separator(line.scalars[index]) else { return nil }
    index += 1
    skipSpaces(line, &index)
    guard let month = part(line, &index, isYear: false) else { return nil }
    skipSpaces(line, &index)
    guard index < line.count, separator.second.contains(line.scalars[index]) else { return nil }
    index += 1
    skipSpaces(line, &index)
    guard let day = part(line, &index, isYear: false) else { return nil }
    if separator == .character {
      skipSpaces(line, &index)
      guard index < line.count, line.scalars[index] == 0x65E5 || line.scalars[index] == 0x53F7 else { return nil }
      index += 1
    }
    guard let date = CivilDate(year: year, month: month, day: day) else { return nil }
    return (date, start..<index)
  }

  private enum Separator {
    case character, hyphen, slash, dot

    init?(_ scalar: UInt32) {
      switch scalar {
      case 0x5E74: self = .character
      case 0x2D, 0x2010...0x2015: self = .hyphen
      case 0x2F: self = .slash
      case 0x2E: self = .dot
      default: return nil
      }
    }

    var second: ScalarSet {
      switch self {
      case .character: [0x6708]
      case .hyphen: [0x2D, 0x2010, 0x2011, 0x2012, 0x2013, 0x2014]
      case .slash: [0x2F]
      case .dot: [0x2E]
      }
    }
  }

  /// A year, month or day in Arabic or Chinese numerals.
  private static func part(_ line: Line, _ index: inout Int, isYear: Bool) -> Int? {
    let start = index
    while index < line.count, isDigit(line.scalars[index]), index - start < 5 { index += 1 }
    if index > start, !(index < line.count && isNumeral(line.scalars[index])) {
      let digits = line.scalars[start..<index]
      return isYear == (digits.count == 4) && digits.count <= 4 ? number(digits) : nil
    }
    index = start
    while index < line.count, isNumeral(line.scalars[index]), index - start < 5 { index += 1 }
    guard index > start else { return nil }
    let numerals = Array(line.scalars[start..<index])
    if isYear { return numerals.count == 4 ? positional(numerals) : nil }
    guard numerals.count <= 3 else { return nil }
    if numerals.contains(Mark.ten) { return Numbering.chinese(numerals) }
    if numerals[0] == 0x5EFF || numerals[0] == 0x5345 {
      let tens = numerals[0] == 0x5EFF ? 20 : 30
      return numerals.count == 1 ? tens : positional(Array(numerals.dropFirst())).map { tens + $0 }
    }
    return positional(numerals)
  }

  /// 二〇二三: digit for digit, with any form of zero.
  private static func positional(_ numerals: [UInt32]) -> Int? {
    var value = 0
    for numeral in numerals {
      if let digit = Mark.chineseNumerals[numeral] ?? Scalars.digit(numeral) {
        value = value * 10 + digit
      } else if Mark.zeros.contains(numeral) {
        value *= 10
      } else {
        return nil
      }
    }
    return value
  }

  private static func isNumeral(_ scalar: UInt32) -> Bool { isDigit(scalar) || numerals.contains(scalar) }

  /// Chinese numerals, every form of zero, 十, 廿 and 卅.
  private static let numerals: ScalarSet = [
    0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D, 0x3007, 0x25CB, 0x96F6, 0x25EF, 0xFF2F,
    0x4F, 0x6F, 0x30, 0x39F, 0x41E, 0xFF10, 0xFF4F, 0x26AA, 0x2D54, 0x5341, 0x5EFF, 0x5345,
  ]

  private static func isDigit(_ scalar: UInt32) -> Bool { (0x30...0x39).contains(scalar) }

  private static func number(_ digits: some Sequence<UInt32>) -> Int { digits.reduce(0) { $0 * 10 + Int($1 - 0x30) } }

  private static func skipSpaces(_ line: Line, _ index: inout Int) {
    while index < line.count, Scalars.isSpace(line.scalars[index]) { index += 1 }
  }

  /// `25 Jul 2025` of an internet message date (RFC 5322).
  private static func internetDate(in line: Line) -> (CivilDate, Range<Int>)? {
    // The month is a word of Latin letters.
    guard line.scalars.contains(where: { (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) }) else { return nil }
    let words = line.description.split { $0 == " " || $0 == "," }
    guard words.count >= 3, words.count <= 8 else { return nil }
    for index in 0..<(words.count - 2) {
      guard let day = Int(words[index]), let year = Int(words[index + 2]), year > 1900,
        let month = months.firstIndex(of: String(words[index + 1].prefix(3).lowercased())),
        let date = CivilDate(year: year, month: month + 1, day: day)
      else { continue }
      return (date, 0..<line.count)
    }
    return nil
  }

  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]
}
