/// A day of the Gregorian calendar, without time or time zone.
public struct CivilDate: Hashable, Sendable, Comparable {
  /// The year, 1 to 9999.
  public let year: Int
  /// The month, 1 to 12.
  public let month: Int
  /// The day, 1 to the month's last.
  public let day: Int

  /// Creates a date; nil where no such day exists.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month),
      day >= 1, day <= CivilDate.lastDay(ofMonth: month, year: year)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// Reads an ISO 8601 date, `2024-12-31`.
  public init?(_ text: some StringProtocol) { self.init(String(text)) }

  /// Reads an ISO 8601 date, `2024-12-31`.
  public init?(_ text: String) {
    if text.utf8.count == 10, let day = CivilDate.written(text.utf8) {
      self = day
      return
    }
    // The shortest is `2024-1-1`.
    guard text.utf8.count >= 8 else { return nil }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].utf8.count == 4, let year = Int(parts[0]), let month = Int(parts[1]),
      let day = Int(parts[2])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// The day of digits with hyphens between, as nearly every one is written; nil for others.
  private static func written(_ text: String.UTF8View) -> CivilDate? {
    var (fields, place) = ((0, 0, 0), 0)
    for byte in text {
      if place == 4 || place == 7 {
        guard byte == UInt8(ascii: "-") else { return nil }
      } else {
        let digit = Int(byte) - 0x30
        guard digit >= 0, digit <= 9 else { return nil }
        switch place {
        case ..<4: fields.0 = fields.0 * 10 + digit
        case ..<7: fields.1 = fields.1 * 10 + digit
        default: fields.2 = fields.2 * 10 + digit
        }
      }
      place += 1
    }
    return CivilDate(year: fields.0, month: fields.1, day: fields.2)
  }

  private init(checkedYear year: Int, month: Int, day: Int) {
    self.year = min(max(year, 1), 9999)
    self.month = month
    self.day = day
  }

  /// 1 January of a year.
  public static func firstDay(ofYear year: Int) -> CivilDate { CivilDate(checkedYear: year, month: 1, day: 1) }

  /// 31 December of a year.
  public static func lastDay(ofYear year: Int) -> CivilDate { CivilDate(checkedYear: year, month: 12, day: 31) }

  /// The first day of a month; months outside 1 to 12 carry into the year.
  public static func firstDay(ofMonth month: Int, year: Int) -> CivilDate {
    let (year, month) = carried(year: year, month: month)
    return CivilDate(checkedYear: year, month: month, day: 1)
  }

  /// The last day of a month; months outside 1 to 12 carry into the year.
  public static func endOfMonth(_ month: Int, year: Int) -> CivilDate {
    let (year, month) = carried(year: year, month: month)
    return CivilDate(checkedYear: year, month: month, day: lastDay(ofMonth: month, year: year))
  }

  private static func carried(year: Int, month: Int) -> (Int, Int) {
    let months = year * 12 + month - 1
    return (months / 12, months % 12 + 1)
  }

  private static func lastDay(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// The order of the numbers or days that they denote.
  public static func < (left: CivilDate, right: CivilDate) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }
}

extension CivilDate: CustomStringConvertible {
  /// ISO 8601, `2024-12-31`.
  public var description: String {
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
    return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2)
  }
}

extension CivilDate: Codable {
  /// Reads it from its stage stream form.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let date = CivilDate(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an ISO date: \(text)")
    }
    self = date
  }

  /// Writes it in its stage stream form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
