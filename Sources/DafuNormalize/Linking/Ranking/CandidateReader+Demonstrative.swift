/// A noun with a demonstrative that stands for an instrument named before: 该基金, 该险种, 该产品.
struct Demonstrative {
  let range: Range<Int>
  /// What it may stand for: instruments of a kind, those whose name ends with the noun, or else those in quotation marks.
  let kind: InstrumentKind?
  let ending: String?

  /// The demonstratives of a passage, in order.
  static func find(in text: TextView, _ range: Range<Int>) -> [Demonstrative] {
    var found: [Demonstrative] = []
    matcher.forEachMatch(in: text.scalars, range: range) { match in
      // 应该产品…, and 该基金公司 is a body.
      if match.range.lowerBound > range.lowerBound, text.scalars[match.range.lowerBound - 1] == 0x5E94 { return }  // 应
      if others.stands(in: text, at: match.range.upperBound, end: range.upperBound) { return }
      let noun = nouns[match.pattern % nouns.count]
      found.append(Demonstrative(range: match.range, kind: noun.kind, ending: noun.ending))
    }
    return found
  }

  private static let nouns: [(word: String, kind: InstrumentKind?, ending: String?)] = [
    ("基金", nil, "基金"), ("险种", .insurance, nil), ("保险", .insurance, nil), ("贷款", .loan, nil), ("债券", .bond, nil),
    ("产品", nil, nil), ("品种", nil, nil),
  ]
  private static let matcher = PatternMatcher(
    patterns: ["该", "该类", "该项", "这一", "这款", "该款"].flatMap { pointer in nouns.map { pointer + $0.word } })
  private static let others = WordList(["公司", "机构", "管理", "监管", "市场", "业", "企业", "额", "人"])
}

extension CandidateReader {
  /// The names that a demonstrative before a figure stands for, where nothing was named behind it: of the sentence itself
  /// the last that it can stand for, else those that the paragraph's last sentence with any names. Nil where there is no
  /// demonstrative, or none such was named.
  func referred(before core: Range<Int>, mentionsBefore count: Int) -> [Int]? {
    guard let pointer = words.demonstratives.last(where: { $0.range.upperBound <= core.lowerBound }) else { return nil }
    guard !mentions.prefix(count).contains(where: { $0.range.lowerBound >= pointer.range.upperBound }) else {
      return nil
    }
    if let own = mentions.last(where: {
      $0.range.upperBound <= pointer.range.lowerBound && fits($0.list, $0.role, pointer)
    }) {
      return [own.name]
    }
    var latest = -1
    var found: [Int] = []
    for referent in discourse.referents
    where referent.paragraph == discourse.paragraph && referent.sentence < discourse.sentence
      && referent.sentence >= latest && fits(referent.list, referent.role, pointer)
    {
      if referent.sentence > latest { found.removeAll() }
      latest = referent.sentence
      found.append(referent.name)
    }
    return found.isEmpty ? nil : found
  }

  /// Whether all instruments of a candidate have one of some names.
  func isOne(of names: [Int], _ candidate: InstrumentCandidate) -> Bool {
    let places = index.lists[candidate.list].places
    return !places.isEmpty && places.allSatisfy(names.contains)
  }

  private func fits(_ list: Int, _ role: FeatureSet, _ pointer: Demonstrative) -> Bool {
    let entry = index.lists[list]
    if let kind = pointer.kind { return entry.kind == kind }
    if let ending = pointer.ending { return entry.names.last?.name.hasSuffix(ending) ?? false }
    return role.contains(.quoted)
  }
}
