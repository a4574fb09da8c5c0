/// What kind of thing an instrument is, as far as it decides what 余额, 规模 or 笔 of it means.
enum InstrumentKind: Hashable, Sendable {
  case loan, relending, bond, fund, insurance, guarantee, pool, subsidy, deposit, market, account, providentFund
  case transaction, tax, other
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
