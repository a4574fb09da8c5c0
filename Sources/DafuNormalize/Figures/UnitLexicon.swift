import DafuCodelists
import DafuModel

/// What kind of quantity a unit makes of a number.
enum UnitClass: UInt8, Hashable, Sendable {
  case money, percent, percentagePoint, basisPoint, times, rank, duration, count, physical
}

/// A set of classes of units.
struct UnitClasses: Hashable, Sendable, ExpressibleByArrayLiteral {
  private var bits: UInt16 = 0

  init(arrayLiteral classes: UnitClass...) {
    for unitClass in classes { bits |= 1 << UInt16(unitClass.rawValue) }
  }

  func contains(_ unitClass: UnitClass) -> Bool { bits & (1 << UInt16(unitClass.rawValue)) != 0 }
}

/// The units of the codelist by every way to write them.
struct UnitLexicon: Sendable {
  /// A unit found behind a number.
  struct Found: Hashable, Sendable {
    let code: String
    let unitClass: UnitClass
    /// The classifier or unit word as the codelist writes it.
    let word: String
    let range: Range<Int>
  }

  private let matcher: PatternMatcher
  private let entries: [(code: String, unitClass: UnitClass, word: String)]

  init(_ units: Codelist) {
    var entries: [(String, UnitClass, String)] = []
    for unit in units.codes where unit.code != "rank" {
      // A name that is no way to write the unit (计数, 百分比) never follows a number, so it does no harm.
      for word in [unit.name] + unit.aliases where word != "个点" {
        entries.append((unit.code, UnitLexicon.unitClass(of: unit.code), word))
      }
    }
    self.entries = entries
    matcher = PatternMatcher(patterns: entries.map(\.2))
  }

  /// The longest unit that begins at an index.
  func unit(in scalars: Scalars, at index: Int, end: Int) -> Found? {
    guard index < end, let match = matcher.longest(in: scalars, at: index, end: end) else { return nil }
    let entry = entries[match.pattern]
    return Found(code: entry.code, unitClass: entry.unitClass, word: entry.word, range: match.range)
  }

  static func unitClass(of code: String) -> UnitClass {
    switch code {
    case "percent": .percent
    case "percentage_point": .percentagePoint
    case "basis_point": .basisPoint
    case "times": .times
    case "rank": .rank
    case "year", "month", "day", "hour", "minute": .duration
    case "count": .count
    default: code.utf8.count == 3 && code.utf8.allSatisfy({ (65...90).contains($0) }) ? .money : .physical
    }
  }
}
