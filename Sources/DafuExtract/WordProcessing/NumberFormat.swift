/// How a list numbers its items (ST_NumberFormat, ISO/IEC 29500-1 17.18.59), as text.
enum NumberFormat {
  /// The text of a number; nil for bullets and formats without text.
  static func text(_ number: Int, format: String) -> String? {
    guard number >= 0, number < 1_000_000 else { return nil }
    switch format {
    case "bullet", "none": return nil
    case "decimalZero": return number < 10 ? "0\(number)" : String(number)
    case "upperRoman": return roman(number)
    case "lowerRoman": return roman(number).lowercased()
    case "upperLetter": return letter(number, first: 0x41)
    case "lowerLetter": return letter(number, first: 0x61)
    case "chineseCounting", "taiwaneseCounting", "japaneseCounting", "chineseCountingThousand",
      "taiwaneseCountingThousand", "koreanCounting", "taiwaneseDigital":
      return counting(number, digits: plainDigits, units: ["", "十", "百", "千"])
    case "chineseLegalSimplified":
      return counting(number, digits: Array("零壹贰叁肆伍陆柒捌玖"), units: ["", "拾", "佰", "仟"])
    case "ideographLegalTraditional", "japaneseLegal":
      return counting(number, digits: Array("零壹貳參肆伍陸柒捌玖"), units: ["", "拾", "佰", "仟"])
    case "ideographDigital", "japaneseDigitalTenThousand", "koreanDigital":
      return String(String(number).compactMap { $0.wholeNumberValue.map { digitalDigits[$0] } })
    case "ideographTraditional": return cycle(number, Array("甲乙丙丁戊己庚辛壬癸"))
    case "ideographZodiac": return cycle(number, Array("子丑寅卯辰巳午未申酉戌亥"))
    case "decimalEnclosedCircle", "decimalEnclosedCircleChinese": return enclosed(number, first: 0x2460, twenties: true)
    case "decimalEnclosedFullstop": return enclosed(number, first: 0x2488)
    case "decimalEnclosedParen": return enclosed(number, first: 0x2474)
    case "ideographEnclosedCircle": return number >= 1 && number <= 10 ? scalar(0x3280 + number - 1) : String(number)
    case "decimalFullWidth", "decimalFullWidth2":
      return String(
        String(number).compactMap { $0.wholeNumberValue.flatMap { Unicode.Scalar(0xFF10 + $0) } }.map(Character.init))
    case "numberInDash": return "- \(number) -"
    default: return String(number)
    }
  }

  private static let plainDigits = Array("零一二三四五六七八九")
  private static let digitalDigits = Array("〇一二三四五六七八九")

  /// 一, 十, 十一, 二十, 一百零五.
  private static func counting(_ number: Int, digits: [Character], units: [String]) -> String {
    guard number > 0 else { return String(digits[0]) }
    guard number < 10_000 else { return String(number) }
    let figures = String(number).compactMap(\.wholeNumberValue)
    var text = ""
    var skipped = false
    for (place, digit) in figures.enumerated() {
      let unit = units[figures.count - 1 - place]
      if digit == 0 {
        skipped = true
        continue
      }
      if skipped, !text.isEmpty { text.append(digits[0]) }
      skipped = false
      // 十一, not 一十一.
      if !(digit == 1 && place == 0 && figures.count == 2) { text.append(digits[digit]) }
      text += unit
    }
    return text
  }

  private static func cycle(_ number: Int, _ signs: [Character]) -> String {
    number >= 1 && number <= signs.count ? String(signs[number - 1]) : String(number)
  }

  /// ① and its like have signs for 1 to 20, circles also for 21 to 50.
  private static func enclosed(_ number: Int, first: Int, twenties: Bool = false) -> String {
    switch number {
    case 1...20: scalar(first + number - 1)
    case 21...35 where twenties: scalar(0x3251 + number - 21)
    case 36...50 where twenties: scalar(0x32B1 + number - 36)
    default: String(number)
    }
  }

  private static func scalar(_ value: Int) -> String {
    Unicode.Scalar(UInt32(value)).map { String(Character($0)) } ?? ""
  }

  /// A to Z, then AA, BB.
  private static func letter(_ number: Int, first: Int) -> String {
    guard number >= 1, number <= 780 else { return String(number) }
    return String(repeating: scalar(first + (number - 1) % 26), count: (number - 1) / 26 + 1)
  }

  private static func roman(_ number: Int) -> String {
    guard number >= 1, number < 4000 else { return String(number) }
    var rest = number
    var text = ""
    for (value, sign) in [
      (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
      (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ] {
      while rest >= value {
        text += sign
        rest -= value
      }
    }
    return text
  }
}
