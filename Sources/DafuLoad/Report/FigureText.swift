import DafuModel

/// How figures are written for people: 1.29 万亿元 as 12,900 亿元 and CNY 1,290 bn. Every form is exact; only the point
/// is moved.
struct FigureText {
  /// What a figure is written from.
  struct Figure {
    var value: ExactDecimal
    var comparator: String
    var unit: String
    /// The unit as written in the document, used for counts: 家, 件.
    var unitText: String
    var measure: String
  }

  /// A scale for all figures of a chart.
  struct Scale {
    /// The power of ten that a value is divided by.
    let power: (chinese: Int, english: Int)
    /// The unit's name.
    let unit: Bilingual
  }

  /// The names of the units that the release uses, by code.
  let units: [String: Bilingual]
  /// The way they are written in Chinese.
  let symbols: [String: String]

  /// A figure with its unit and bound.
  func text(_ figure: Figure) -> Bilingual {
    let scale = self.scale(of: figure.value, unit: figure.unit, unitText: figure.unitText)
    let sign = figure.measure.hasPrefix("change") || figure.measure == "difference" ? "+" : ""
    let bound = FigureText.bound(figure.comparator)
    func number(_ power: Int) -> String {
      bound + FigureText.grouped(figure.value.scaled(byPowerOfTen: -power), plus: sign)
    }
    let (chinese, english) = (number(scale.power.chinese), number(scale.power.english))
    switch figure.unit {
    case "percent": return Bilingual(chinese + "%", english + "%")
    case "rank": return Bilingual("第 \(chinese) 位", "No. \(english)")
    case "CNY", "USD", "EUR", "HKD", "JPY":
      return Bilingual("\(chinese) \(scale.unit.chinese)", FigureText.currency(english, scale.unit.english))
    default:
      let units = scale.unit
      return Bilingual(
        units.chinese.isEmpty ? chinese : "\(chinese) \(units.chinese)",
        units.english.isEmpty ? english : "\(english) \(units.english)")
    }
  }

  /// The number alone, in a scale.
  func number(_ value: ExactDecimal, in scale: Scale) -> Bilingual {
    Bilingual(
      FigureText.grouped(value.scaled(byPowerOfTen: -scale.power.chinese)),
      FigureText.grouped(value.scaled(byPowerOfTen: -scale.power.english)))
  }

  /// The scale in which a value, the largest of its chart, is easily read.
  func scale(of value: ExactDecimal, unit: String, unitText: String = "") -> Scale {
    let magnitude = value.isNegative ? value.negated : value
    func reaches(_ power: Int) -> Bool { magnitude >= ExactDecimal(significand: 1, exponent: power) }
    switch unit {
    case "CNY", "USD", "EUR", "HKD", "JPY":
      let symbol = symbols[unit] ?? unit
      let chinese = reaches(8) ? (8, "亿\(symbol)") : reaches(4) ? (4, "万\(symbol)") : (0, symbol)
      let english = reaches(9) ? (9, "\(unit) bn") : reaches(6) ? (6, "\(unit) m") : (0, unit)
      return Scale(power: (chinese.0, english.0), unit: Bilingual(chinese.1, english.1))
    case "percent": return Scale(power: (0, 0), unit: Bilingual("%", "%"))
    case "percentage_point": return Scale(power: (0, 0), unit: Bilingual("个百分点", "pp"))
    case "basis_point": return Scale(power: (0, 0), unit: Bilingual("个基点", "bp"))
    case "times": return Scale(power: (0, 0), unit: Bilingual("倍", "times"))
    case "count": return Scale(power: (0, 0), unit: Bilingual(HTMLText.clipped(unitText, 12), ""))
    case "rank": return Scale(power: (0, 0), unit: Bilingual("位", "rank"))
    default:
      let name = units[unit]
      let symbol = symbols[unit] ?? name?.chinese ?? unit
      return Scale(power: (0, 0), unit: Bilingual(symbol, (name?.english ?? unit).lowercased()))
    }
  }

  private static func currency(_ number: String, _ unit: String) -> String {
    let parts = unit.split(separator: " ", maxSplits: 1).map(String.init)
    return parts.count == 2 ? "\(parts[0]) \(number) \(parts[1])" : "\(unit) \(number)"
  }

  /// The sign of a bound, with nothing for a value that is as stated.
  static func bound(_ comparator: String) -> String {
    switch comparator {
    case "gt": "> "
    case "ge": "≥ "
    case "lt": "< "
    case "le": "≤ "
    case "approx": "≈ "
    default: ""
    }
  }

  /// A number with its thousands set apart and a true minus sign; `plus` before what is above zero.
  static func grouped(_ value: ExactDecimal, plus: String = "") -> String {
    let plain = (value.isNegative ? value.negated : value).description
    let parts = plain.split(separator: ".", maxSplits: 1).map(String.init)
    let whole = Array((parts.first ?? "0").utf8)
    var grouped: [UInt8] = []
    for (index, digit) in whole.enumerated() {
      if index > 0, (whole.count - index) % 3 == 0 { grouped.append(UInt8(ascii: ",")) }
      grouped.append(digit)
    }
    let sign = value.isNegative ? "−" : value.significand > 0 ? plus : ""
    return sign + String(decoding: grouped, as: UTF8.self) + (parts.count == 2 ? "." + parts[1] : "")
  }
}
