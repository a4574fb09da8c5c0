import DafuModel

/// Whether the observations of one key agree.
public enum Agreement: String, Sendable, CaseIterable {
  /// There is one observation.
  case single
  /// All values are equal, or they are the two ends of one range.
  case agree
  /// They differ; the row shows one of them and the span of all.
  case conflict
}

/// What the observations of one key say together, noted one by one.
struct KeyedStatistics {
  /// Nothing, one value, or several.
  private enum Distinct {
    case none
    case one(ExactDecimal)
    case several

    mutating func note(_ value: ExactDecimal) {
      switch self {
      case .none: self = .one(value)
      case .one(let other): if other != value { self = .several }
      case .several: break
      }
    }
  }

  private(set) var observationCount = 0
  private(set) var smallest = ExactDecimal(0)
  private(set) var largest = ExactDecimal(0)
  private var documents: Set<String> = []
  private var values = Distinct.none
  private var lower = Distinct.none
  private var upper = Distinct.none
  private var areBounds = true

  var documentCount: Int { documents.count }

  mutating func note(value: ExactDecimal, comparator: String, document: String) {
    smallest = observationCount == 0 ? value : min(smallest, value)
    largest = observationCount == 0 ? value : max(largest, value)
    observationCount += 1
    documents.insert(document)
    values.note(value)
    switch comparator {
    case Comparator.atLeast.rawValue: lower.note(value)
    case Comparator.atMost.rawValue: upper.note(value)
    default: areBounds = false
    }
  }

  var agreement: Agreement {
    if observationCount == 1 { return .single }
    if case .one = values { return .agree }
    if areBounds, case .one(let from) = lower, case .one(let to) = upper, from < to { return .agree }
    return .conflict
  }
}

/// How precisely a figure is written.
enum SignificantDigits {
  /// The digits and Chinese numerals of a figure as written, from the first that is not zero on. 十, 百, 千, 万
  /// and 亿 are places, not digits.
  static func count(in text: UnsafeRawBufferPointer) -> Int {
    var count = 0
    var place = 0
    while place < text.count {
      let byte = text[place]
      guard byte >= 0x80 else {
        if byte == UInt8(ascii: "0"), count > 0 { count += 1 }
        if byte > UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { count += 1 }
        place += 1
        continue
      }
      guard byte & 0xF0 == 0xE0, place + 2 < text.count else {
        place += 1
        continue
      }
      let scalar = UInt32(byte & 0xF) << 12 | UInt32(text[place + 1] & 0x3F) << 6 | UInt32(text[place + 2] & 0x3F)
      place += 3
      switch Unicode.Scalar(scalar) ?? " " {
      case "０", "〇", "零": if count > 0 { count += 1 }
      case "１"..."９", "一", "二", "三", "四", "五", "六", "七", "八", "九", "两", "壹", "贰", "叁", "肆", "伍", "陆", "柒",
        "捌", "玖":
        count += 1
      default: break
      }
    }
    return count
  }
}
