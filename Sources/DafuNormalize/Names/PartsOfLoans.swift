/// 制造业贷款余额1万亿元，其中中长期贷款5千亿元: the part is 制造业中长期贷款, where the list holds one.
///
/// Not so: 各项贷款余额1万亿元，其中短期贷款2千亿元 (no list holds 各项短期贷款), 制造业贷款…，中长期贷款… (no part).
extension InstrumentScanner {
  /// The mention of a part under the name that it has as a part of the last loan before it.
  func asPart(_ mention: InstrumentMention, of earlier: [InstrumentMention], in text: TextView, from start: Int)
    -> InstrumentMention
  {
    guard mention.kind == .loan, InstrumentScanner.parts.isWhole(text, mention.range),
      InstrumentScanner.partWords.ends(in: text, at: mention.range.lowerBound, from: start),
      let whole = earlier.last(where: { $0.kind == .loan }), whole.name.hasSuffix(InstrumentScanner.loan),
      let entry = entry(named: whole.name.dropLast(InstrumentScanner.loan.count) + text.string(mention.range))
    else { return mention }
    return InstrumentMention(range: mention.range, name: entry.name, code: entry.code, kind: entry.kind)
  }

  private static let loan = "贷款"
  /// Loans by their term or use, and words that make them parts of a whole.
  static let parts = WordList(["中长期贷款", "短期贷款", "固定资产贷款"])
  static let partWords = WordList(["其中", "其中，", "其中的", "其中：", "其中,"])
}
