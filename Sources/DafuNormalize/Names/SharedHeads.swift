import DafuModel

/// Listed names of which only the last of several has its closing noun: 首批次新材料、首版次软件保险, 知识产权和股权质押贷款.
///
/// Not so: 银行、小微企业贷款 (no list holds 银行贷款 as a kind of its own).
extension InstrumentScanner {
  /// Closing nouns that several names share, longer ones first.
  private static let heads = [
    "价格指数保险", "气象指数保险", "完全成本保险", "种植收入保险", "责任保险", "种植保险", "养殖保险", "质押贷款", "抵押贷款", "质押融资", "抵押融资", "信用贷款",
    "个人住房贷款", "住房贷款", "房贷款", "型企业贷款", "企业贷款", "专项债券", "再贷款", "责任险", "贷款", "保险", "债券", "基金", "险",
  ].map { (word: $0.folded, text: $0) }

  /// How many characters of a name may stand before a shared noun, and how many names may share it.
  private static let reach = 14
  private static let most = 4

  /// The mentions that the names before others make with their closing nouns.
  func sharingHeads(in text: TextView, range: Range<Int>, of mentions: [InstrumentMention]) -> [InstrumentMention] {
    var found: [InstrumentMention] = []
    for mention in mentions where isSeparator(text, mention.range.lowerBound - 1, range) {
      for head in InstrumentScanner.heads
      where text.has(head.word, at: mention.range.upperBound - head.word.count, end: mention.range.upperBound) {
        let listed = listed(before: mention.range.lowerBound - 1, head: head.text, in: text, range)
        found += listed
        if !listed.isEmpty { break }
      }
    }
    return found
  }

  /// The names of a list that ends at a separator, as far as they are listed with the head.
  private func listed(before separator: Int, head: String, in text: TextView, _ range: Range<Int>)
    -> [InstrumentMention]
  {
    var found: [InstrumentMention] = []
    var end = separator
    for _ in 0..<InstrumentScanner.most {
      var begin = end
      while begin > range.lowerBound, end - begin < InstrumentScanner.reach, isPartOfName(text.scalars[begin - 1]) {
        begin -= 1
      }
      // The longest ending of what stands there that the list holds.
      while end - begin >= 2 {
        if let entry = entry(named: text.string(begin..<end) + head) {
          found.append(InstrumentMention(range: begin..<end, name: entry.name, code: entry.code, kind: entry.kind))
          break
        }
        begin += 1
      }
      guard end - begin >= 2, isSeparator(text, begin - 1, range) else { break }
      end = begin - 1
    }
    return found
  }

  private func isSeparator(_ text: TextView, _ place: Int, _ range: Range<Int>) -> Bool {
    guard place > range.lowerBound else { return false }
    return text.scalars[place] == Scalar.enumeration || Scalar.isAny(text.scalars[place], "和与及")
  }

  private func isPartOfName(_ scalar: UInt32) -> Bool {
    (Scalar.isIdeograph(scalar) && !Scalar.isAny(scalar, "和与及")) || Scalar.isLetter(scalar)
      || scalar == Scalar.openParenthesis || scalar == 0x29
  }
}
