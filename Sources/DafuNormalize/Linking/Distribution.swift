import DafuModel

/// 分别: which figure of a list belongs to which item of the list before it.
struct Distribution {
  let sentence: Sentence

  /// The runs of figures that stand side by side (12、18和30家), as index ranges.
  func groups() -> [Range<Int>] {
    var groups: [Range<Int>] = []
    var begin = 0
    let figures = sentence.figures
    func end(at index: Int) {
      if index > begin + 1 { groups.append(begin..<index) }
      begin = index
    }
    for index in 1..<max(1, figures.count) where !isSideBySide(figures[index - 1], figures[index]) { end(at: index) }
    end(at: figures.count)
    return groups
  }

  private func isSideBySide(_ left: Figure, _ right: Figure) -> Bool {
    guard left.range.upperBound <= right.core.lowerBound else { return false }
    guard left.rangeEnd != .low else { return false }
    let gap = left.range.upperBound..<min(right.range.lowerBound, right.core.lowerBound)
    guard gap.lowerBound <= gap.upperBound, gap.count <= 6 else { return false }
    guard left.unitClass == right.unitClass || areBothCounted(left, right) else { return false }
    if Distribution.separating.isWhole(sentence.text, sentence.text.trimmingSpaces(gap)) { return true }
    if gap.count < 3 { return false }
    var words = Array(sentence.text.scalars[sentence.text.trimmingSpaces(gap)])
    for change in Distribution.changes {
      while let place = words.indices.first(where: { words[$0...].starts(with: change) }) {
        words.removeSubrange(place..<place + change.count)
      }
    }
    return Distribution.separators.contains(words)
  }

  /// 分别承保1860户、3.2万亩: each counts what its own item is counted by.
  private func areBothCounted(_ left: Figure, _ right: Figure) -> Bool {
    func isCounted(_ figure: Figure) -> Bool { figure.unitClass == .count || figure.unitClass == .physical }
    guard isCounted(left), isCounted(right) else { return false }
    let clause = sentence.clause(at: left.core.lowerBound)
    return sentence.has(clause.lowerBound..<left.core.lowerBound) { $0 == .respectively }
  }

  /// Verbs of change, which may stand between two figures of a list.
  private static let changes = ["同比", "增长", "下降", "上升", "增加", "减少", "提高", "回落", "降低"].map(\.folded)
  private static let separating = WordList(["、", "和", "及", "与", "，", "以及", "或", "、和"])
  private static let separators = ["、", "和", "及", "与", "，", "以及", "或", "、和"].map(\.folded)

  /// Whether 分别 or one of its like stands before a group in its clause or the clause before.
  func isDistributed(_ group: Range<Int>) -> Bool {
    let first = sentence.figures[group.lowerBound]
    let clause = sentence.clause(at: first.core.lowerBound)
    let previous =
      group.lowerBound > 0 ? sentence.figures[group.lowerBound - 1].core.upperBound : sentence.range.lowerBound
    return sentence.has(max(clause.lowerBound, previous)..<first.core.lowerBound) { $0 == .respectively }
  }

  /// 首套、二套住房贷款首付比例不低于15%、25%: as many rates side by side as the clause lists instruments before them, and no 分别.
  func isImplied(_ group: Range<Int>) -> Bool {
    let first = sentence.figures[group.lowerBound]
    guard first.unitClass == .percent, group.count <= 3, first.rangeEnd == nil else { return false }
    let clause = sentence.clause(at: first.core.lowerBound)
    if group.lowerBound > 0, sentence.figures[group.lowerBound - 1].core.lowerBound >= clause.lowerBound {
      return false
    }
    let mentions = sentence.instruments.filter {
      clause.contains($0.range.lowerBound) && $0.range.upperBound <= first.core.lowerBound
    }
    return mentions.count == group.count && zip(mentions, mentions.dropFirst()).allSatisfy { isListed($0, $1) }
      && !hasItems(mentions[mentions.count - 1].range.upperBound..<clause.upperBound, group)
  }

  /// The instruments listed before the group, one a figure.
  func instruments(for group: Range<Int>) -> [InstrumentName]? {
    let first = sentence.figures[group.lowerBound]
    let clause = sentence.clause(at: first.core.lowerBound)
    let start =
      group.lowerBound > 0
      ? max(sentence.range.lowerBound, sentence.figures[group.lowerBound - 1].core.upperBound)
      : sentence.range.lowerBound
    let mentions = sentence.instruments.filter {
      $0.range.lowerBound >= min(start, clause.lowerBound) && $0.range.upperBound <= first.core.lowerBound
    }
    if let mention = mentions.last, mention.range.upperBound <= clause.lowerBound, hasItems(clause, group) {
      return nil
    }
    if mentions.count >= group.count {
      let last = mentions.suffix(group.count)
      if zip(last, last.dropFirst()).allSatisfy({ isListed($0, $1) }) {
        return last.map { InstrumentName(name: $0.name, code: $0.code, kind: $0.kind) }
      }
    }
    if let mention = mentions.last {
      if let names = split(mention, count: group.count) { return names }
      if let names = expanded(mention, count: group.count) { return names }
    }
    return nil
  }

  /// 船舶险和货运险保费合计1.36亿元，分别增长12.8%和17.5%: the list that the sentence named last, if it is as long.
  func instrumentsListedEarlier(_ group: Range<Int>) -> [InstrumentName]? {
    let first = sentence.figures[group.lowerBound].core.lowerBound
    let clause = sentence.clause(at: first)
    let named = sentence.instruments.filter { $0.range.upperBound <= first }
    let last = named.suffix(group.count)
    guard let end = last.last?.range.upperBound, last.count == group.count,
      zip(last, last.dropFirst()).allSatisfy({ isListed($0, $1) }), !sentence.hasSemicolon(end..<first),
      !hasItems(clause, group)
    else { return nil }
    if named.count > group.count, isListed(named[named.count - group.count - 1], last[last.startIndex]) { return nil }
    return last.map { InstrumentName(name: $0.name, code: $0.code, kind: $0.kind) }
  }

  /// 保险金额分别为1500元、800元，对应费率6%和5%: whether a group goes through the items in the order of an earlier one, which was told
  /// apart. Nothing else is named or listed between.
  func repeatsOrder(_ group: Range<Int>, of earlier: Range<Int>) -> Bool {
    guard earlier.count == group.count, earlier.upperBound <= group.lowerBound else { return false }
    let first = sentence.figures[group.lowerBound]
    let between = sentence.figures[earlier.upperBound - 1].range.upperBound..<first.core.lowerBound
    guard between.lowerBound < between.upperBound, !sentence.hasSemicolon(between), !hasItems(between, group),
      !sentence.instruments.contains(where: { between.contains($0.range.lowerBound) })
    else { return false }
    if isDistributed(group) { return true }
    return earlier.upperBound == group.lowerBound && Distribution.matching.occurs(in: sentence.text, between)
  }

  private static let matching = WordList(["对应", "相应", "依次", "各自"])

  /// Whether the group's own clause lists as many other things: 保费由中央、省级、市县财政分别承担45%、25%、10%.
  private func hasItems(_ clause: Range<Int>, _ group: Range<Int>) -> Bool {
    let before = clause.lowerBound..<sentence.figures[group.lowerBound].core.lowerBound
    let separators = sentence.text.scalars[before].count {
      $0 == Scalar.enumeration || $0 == 0x548C || $0 == 0x4E0E  // 和 与
    }
    return separators == group.count - 1
  }

  /// 专利、商标质押融资 as one listed name holds two instruments.
  private func split(_ mention: InstrumentMention, count: Int) -> [InstrumentName]? {
    let surface = sentence.text.string(mention.range)
    let items = surface.split(whereSeparator: { $0 == "、" || $0 == "和" }).map(String.init)
    guard items.count == count, let last = items.last,
      let core = InstrumentShapes.core(endingIn: last)
    else { return nil }
    let suffix = String(String.UnicodeScalarView(core.word.compactMap(Unicode.Scalar.init)))
    return items.map { InstrumentName(name: $0.hasSuffix(suffix) ? $0 : $0 + suffix, code: nil, kind: mention.kind) }
  }

  private func isListed(_ left: InstrumentMention, _ right: InstrumentMention) -> Bool {
    let text = sentence.text
    let gap = text.trimmingSpaces(left.range.upperBound..<right.range.lowerBound)
    return gap.isEmpty || InstrumentRule.listSeparators.isWhole(text, gap)
      || gap.count < 6 && Scalar.isAny(text.scalars[gap.upperBound - 1], "、和")
      || InstrumentRule(sentence: sentence).isJoined(left, right)
  }

  /// 普惠小微、绿色、制造业贷款: the items before the last share its core noun.
  private func expanded(_ mention: InstrumentMention, count: Int) -> [InstrumentName]? {
    guard
      let core = InstrumentShapes.core(endingIn: mention.name)
    else { return nil }
    let suffix = String(String.UnicodeScalarView(core.word.compactMap(Unicode.Scalar.init)))
    var items: [String] = []
    var end = mention.range.lowerBound
    while items.count < count - 1, end > sentence.range.lowerBound {
      let separator = sentence.text.scalars[end - 1]
      guard separator == Scalar.enumeration || separator == 0x548C || separator == 0x53CA else { return nil }
      var begin = end - 1
      while begin > sentence.range.lowerBound, end - begin < 10 {
        let scalar = sentence.text.scalars[begin - 1]
        if scalar == Scalar.enumeration || scalar == Scalar.comma || scalar == 0x548C || !Scalar.isIdeograph(scalar) {
          break
        }
        begin -= 1
      }
      var item = sentence.text.string(begin..<end - 1)
      for word in ["全省", "全市", "全区", "我省", "我市", "全国", "辖内"] where item.hasPrefix(word) { item.removeFirst(word.count) }
      guard item.unicodeScalars.count >= 2, !item.hasSuffix(suffix) else { return nil }
      items.insert(item + suffix, at: 0)
      end = begin
    }
    guard items.count == count - 1 else { return nil }
    return items.map { InstrumentName(name: $0, code: nil, kind: mention.kind) }
      + [InstrumentName(name: mention.name, code: mention.code, kind: mention.kind)]
  }

  /// The joint bodies of a subject, one a figure: 市人社局、市农业农村局分别兑付….
  func agencies(for group: Range<Int>) -> [ResolvedAgency]? {
    let first = sentence.figures[group.lowerBound]
    guard let subject = sentence.agencies.last(where: { $0.range.lowerBound <= first.core.lowerBound }),
      subject.bodies.count == group.count
    else { return nil }
    return subject.bodies
  }

  /// The periods listed before the group, one a figure: 2021年、2022年、2023年…分别为.
  func periods(for group: Range<Int>) -> [PeriodMention]? {
    let first = sentence.figures[group.lowerBound]
    let mentions = sentence.periods.filter { !$0.isComparisonBase && $0.range.upperBound <= first.core.lowerBound }
    guard mentions.count >= group.count else { return nil }
    let last = Array(mentions.suffix(group.count))
    for (left, right) in zip(last, last.dropFirst()) {
      let gap = sentence.text.trimmingSpaces(left.range.upperBound..<right.range.lowerBound)
      guard gap.isEmpty || sentence.text.isAny(gap, ["、", "和", "及", "与", "，"]) else { return nil }
    }
    return last
  }
}
