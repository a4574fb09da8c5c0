/// Abbreviations that a document introduces: 小微企业信用保证基金（以下简称“信保基金”）, 合格境内投资企业（QDIE）, 技术改造基金（技改基金）.
///
/// Not so: 科创基金（规模3亿元）, “揭榜贷”（市级）.
extension InstrumentScanner {
  private static let abbreviating = WordList(["以下简称", "以下统称", "以下称", "简称", "下称", "统称", "又称", "俗称", "也称", "即"])

  /// What may stand between a name and its abbreviation.
  private static let appended = WordList(["产品", "业务", "项目", "试点", "政策", "贷款", "保险", "基金"])

  /// The abbreviations in a passage whose mentions are `all`.
  func abbreviations(in text: TextView, range: Range<Int>, all: [InstrumentMention]) -> [KnownName] {
    guard !all.isEmpty else { return [] }
    var found: [KnownName] = []
    let abbreviating = InstrumentScanner.abbreviating
    var next = range.lowerBound
    while let place = abbreviating.place(in: text, next..<range.upperBound) {
      next = place + 1
      guard let length = abbreviating.length(in: text, at: place, end: range.upperBound) else { continue }
      // 以下简称 holds 简称.
      if place > range.lowerBound, Scalar.isAny(text.scalars[place - 1], "下以") { continue }
      let isNamely = length == 1
      var edge = place
      while edge > range.lowerBound,
        text.scalars[edge - 1] == Scalar.openParenthesis || text.scalars[edge - 1] == 0x28
          || text.scalars[edge - 1] == Scalar.comma || text.scalars[edge - 1] == Scalar.space
      {
        edge -= 1
      }
      guard edge < place || isNamely == false else { continue }
      if let word = abbreviation(in: text, at: place + length, end: range.upperBound, mustBeQuoted: isNamely),
        let product = guaranteed(by: edge, in: text, from: range.lowerBound, word)
      {
        found.append(product)
        continue
      }
      guard
        let full = named(before: edge, in: text, from: range.lowerBound, all),
        let word = abbreviation(in: text, at: place + length, end: range.upperBound, mustBeQuoted: isNamely)
      else { continue }
      found.append(KnownName(word: Array(text.scalars[word]), name: full.name, code: full.code, kind: full.kind))
    }
    for full in all {
      guard let word = bracketed(behind: full, in: text, end: range.upperBound) else { continue }
      found.append(KnownName(word: Array(text.scalars[word]), name: full.name, code: full.code, kind: full.kind))
    }
    return found
  }

  /// 某省农牧业融资担保有限公司（以下简称“某农担”）: a guarantor's short name stands for what it sells.
  private func guaranteed(by edge: Int, in text: TextView, from start: Int, _ word: Range<Int>) -> KnownName? {
    guard InstrumentScanner.guarantors.ends(in: text, at: edge, from: start),
      InstrumentScanner.guarantees.ends(in: text, at: word.upperBound, from: word.lowerBound)
    else { return nil }
    let name = TextView.string(Array(text.scalars[word]))
    let product = name.contains("再担") ? "再担保" : name.contains("农") ? "农业信贷担保" : "融资担保"
    guard let entry = entry(named: product) else { return nil }
    return KnownName(word: Array(text.scalars[word]), name: entry.name, code: entry.code, kind: entry.kind)
  }

  private static let guarantors = WordList(["公司", "集团", "中心", "机构"])
  private static let guarantees = WordList(["担", "担保", "农担公司", "担保公司", "担保集团", "再担保公司", "再担保集团"])

  /// The mention that ends where an abbreviation's bracket opens.
  private func named(before edge: Int, in text: TextView, from start: Int, _ all: [InstrumentMention])
    -> InstrumentMention?
  {
    if let exact = all.last(where: { $0.range.upperBound == edge }) { return exact }
    guard let length = InstrumentScanner.appended.length(in: text, endingAt: edge, from: start) else { return nil }
    return all.last { $0.range.upperBound == edge - length }
  }

  /// The abbreviation that stands behind 以下简称, in quotation marks or up to the bracket.
  private func abbreviation(in text: TextView, at place: Int, end: Int, mustBeQuoted: Bool) -> Range<Int>? {
    var begin = place
    while begin < end,
      text.scalars[begin] == Scalar.colon || text.scalars[begin] == 0x4E3A || text.scalars[begin] == Scalar.space
    {
      begin += 1
    }
    guard begin < end else { return nil }
    let close = InstrumentScanner.closingQuote(of: text.scalars[begin])
    if close == nil, mustBeQuoted { return nil }
    if close != nil { begin += 1 }
    var stop = begin
    while stop < end, stop - begin <= 14,
      Scalar.isIdeograph(text.scalars[stop]) || Scalar.isLetter(text.scalars[stop])
        || Scalar.isDigit(text.scalars[stop])
    {
      stop += 1
    }
    guard stop < end, (2...14).contains(stop - begin),
      close.map({ text.scalars[stop] == $0 })
        ?? (text.scalars[stop] == Scalar.closeParenthesis || text.scalars[stop] == 0x29)
    else { return nil }
    return begin..<stop
  }

  /// 技术改造基金（技改基金）, 合格境内投资企业（QDIE）: letters, or characters of the name in their order with the same end.
  private func bracketed(behind full: InstrumentMention, in text: TextView, end: Int) -> Range<Int>? {
    let open = full.range.upperBound
    guard open < end, text.scalars[open] == Scalar.openParenthesis || text.scalars[open] == 0x28 else { return nil }
    var stop = open + 1
    while stop < end, stop - open <= 12, Scalar.isIdeograph(text.scalars[stop]) || Scalar.isLetter(text.scalars[stop]) {
      stop += 1
    }
    guard stop < end, text.scalars[stop] == Scalar.closeParenthesis || text.scalars[stop] == 0x29 else { return nil }
    let inner = open + 1..<stop
    guard inner.count >= 3 else { return nil }
    // A listed name has its own code.
    if let match = matcher.longest(in: text.scalars, at: inner.lowerBound, end: stop), match.range.upperBound == stop,
      match.pattern < listed.count
    {
      return nil
    }
    if text.scalars[inner].allSatisfy({ Scalar.isLetter($0) }) { return inner }
    let word = Array(text.scalars[inner])
    let name = Array(text.scalars[full.range])
    return word.last == name.last && word.count < name.count && name.contains(inOrder: word) ? inner : nil
  }
}
