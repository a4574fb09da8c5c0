/// What kind of thing an instrument is, as far as it decides what 余额, 规模 or 笔 of it means.
enum InstrumentKind: UInt8, Hashable, Sendable {
  case loan, relending, bond, fund, insurance, guarantee, pool, subsidy, deposit, market, account, providentFund
  case transaction, tax, other
}

extension InstrumentMention {
  /// What is found at the places of a passage, in order; behind each the search goes on.
  static func all(in range: Range<Int>, at find: (Int) -> InstrumentMention?) -> [InstrumentMention] {
    var found: [InstrumentMention] = []
    var place = range.lowerBound
    while place < range.upperBound {
      let mention = find(place)
      if let mention { found.append(mention) }
      place = mention?.range.upperBound ?? place + 1
    }
    return found
  }
}

/// A set of kinds of instruments.
struct InstrumentKinds: Hashable, Sendable, ExpressibleByArrayLiteral {
  private var bits: UInt32 = 0

  init(arrayLiteral kinds: InstrumentKind...) {
    for kind in kinds { bits |= 1 << UInt32(kind.rawValue) }
  }

  /// Every kind.
  static let all = InstrumentKinds(bits: .max)

  private init(bits: UInt32) { self.bits = bits }

  var isEmpty: Bool { bits == 0 }

  func contains(_ kind: InstrumentKind) -> Bool { bits & (1 << UInt32(kind.rawValue)) != 0 }

  /// Whether every kind of another set is in this one, or one is.
  func containsAll(_ other: InstrumentKinds) -> Bool { other.bits & ~bits == 0 }
  func containsAny(_ other: InstrumentKinds) -> Bool { other.bits & bits != 0 }

  /// The kinds of either set.
  func union(_ other: InstrumentKinds) -> InstrumentKinds { InstrumentKinds(bits: bits | other.bits) }

  /// The kinds of this set without one.
  func removing(_ kind: InstrumentKind) -> InstrumentKinds {
    InstrumentKinds(bits: bits & ~(1 << UInt32(kind.rawValue)))
  }
}

/// An instrument named in the text.
struct InstrumentMention: Hashable, Sendable {
  /// Where the name stands, in scalars.
  let range: Range<Int>
  /// The name without quotation marks.
  let name: String
  /// The codelist's code; nil for a name that no list holds.
  let code: String?
  let kind: InstrumentKind
}
