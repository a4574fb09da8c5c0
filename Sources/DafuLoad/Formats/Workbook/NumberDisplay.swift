import DafuModel

/// How a number shows in a spreadsheet: in 亿元 or 万元, with the exact value in the cell.
enum NumberDisplay {
  private static let hundredMillion = ExactDecimal(significand: 1, exponent: 8)
  private static let tenThousand = ExactDecimal(significand: 1, exponent: 4)
  private static let currencies = ["CNY": "元", "USD": "美元", "EUR": "欧元", "HKD": "港元", "JPY": "日元"]
  private static let suffixes = ["percent": "%", "percentage_point": "个百分点", "basis_point": "个基点", "times": "倍"]

  /// The number format of a value in a unit.
  ///
  /// A comma after the digits divides by a thousand, and a literal point before the last digits divides the rest: two
  /// commas and two places make 亿, one comma and one place make 万. Formats know no other way to divide by 10^8.
  static func format(of value: ExactDecimal, unit: String) -> String {
    if let currency = currencies[unit] {
      let magnitude = value.isNegative ? value.negated : value
      if !(magnitude < hundredMillion) { return "0\\.00,,\"亿\(currency)\"" }
      if !(magnitude < tenThousand) { return "0\\.0,\"万\(currency)\"" }
      return "General\"\(currency)\""
    }
    if let suffix = suffixes[unit] { return "General\"\(suffix)\"" }
    return value.exponent >= 0 && !["year", "month", "day", "rank"].contains(unit) ? "#,##0" : "General"
  }

  /// The number format of an axis of yuan whose largest value is given.
  static func axisFormat(upTo value: ExactDecimal) -> String {
    value < hundredMillion ? "#,##0,\"千元\"" : "0\\.00,,\"亿元\""
  }

  /// Whether a number has more digits than a spreadsheet keeps (15).
  static func exceedsSpreadsheet(_ value: ExactDecimal) -> Bool {
    value.significand.magnitude >= 1_000_000_000_000_000
  }

  /// A day as a spreadsheet counts it: days since 30 December 1899. Nil before 1 March 1900, where spreadsheets
  /// disagree.
  static func serial(of date: CivilDate) -> Int? {
    let days = daysSinceMarch1(date) - daysSinceMarch1(CivilDate.firstDay(ofMonth: 3, year: 1900))
    return days < 0 ? nil : days + 61
  }

  /// Seconds from 1970 to the beginning of a day.
  static func secondsSince1970(of date: CivilDate) -> Int {
    (daysSinceMarch1(date) - daysSinceMarch1(CivilDate.firstDay(ofYear: 1970))) * 86_400
  }

  /// Days since 1 March of the year 0; the year is taken to begin in March, so that its last day is the leap day.
  private static func daysSinceMarch1(_ date: CivilDate) -> Int {
    let year = date.month > 2 ? date.year : date.year - 1
    let month = (date.month + 9) % 12
    return year * 365 + year / 4 - year / 100 + year / 400 + (month * 306 + 5) / 10 + date.day - 1
  }
}
