import DafuModel

/// Parts of a whole in words: 四分之一, 百分之五十, 万分之一点二, 六成, 近半, 5‰.
enum Fractions {
  struct Tenths {
    let figure: Figure
    let end: Int

    func end(in text: TextView, _ limit: Int) -> Int { Modifiers.right(of: end, in: text, end: limit)?.edge ?? end }
  }

  private static let of = "分之"

  /// N分之M behind the numeral N. The figure is nil for a fraction without a finite decimal (三分之一).
  static func fraction(
    after numeral: Numeral, in text: TextView, start: Int, end: Int
  ) -> (figure: Figure?, end: Int)? {
    guard text.has(of, at: numeral.range.upperBound, end: end) else { return nil }
    var cursor = numeral.range.upperBound + 2
    while cursor < end, text.scalars[cursor] == Scalar.space { cursor += 1 }
    guard cursor < end, let part = Numerals.parse(text.scalars, at: cursor, end: end),
      let whole = numeral.value.integer, whole > 1
    else { return (nil, numeral.range.upperBound + 2) }
    guard let value = part.value.scaled(byPowerOfTen: 2).dividedExactly(by: whole) else {
      return (nil, part.range.upperBound)
    }
    // 百分之五十个百分点 does not occur, but 百分之X以上 does.
    let core = numeral.range.lowerBound..<part.range.upperBound
    let left = Modifiers.left(of: core.lowerBound, in: text, from: start)
    let right = Modifiers.right(of: core.upperBound, in: text, end: end)
    let figure = percent(
      value, core: core, left: left, right: right, excess: part.hasExcess, unitText: text.string(numeral.range) + "分之",
      rule: "fraction")
    return (figure, figure.range.upperBound)
  }

  /// 占全省的1/5: N/M behind the numeral N. Nil for what is no part: 1/3 (no finite decimal), 24/7, 3/4号线, 2元/亩.
  static func slashed(_ numeral: Numeral, in text: TextView, start: Int, end: Int) -> Figure? {
    let slash = numeral.range.upperBound
    guard slash < end, text.scalars[slash] == 0x2F || text.scalars[slash] == 0xFF0F, !numeral.isChinese,
      let part = numeral.value.integer, (1...9).contains(part), numeral.range.count == 1,
      let whole = Numerals.parse(text.scalars, at: slash + 1, end: end), whole.range.lowerBound == slash + 1,
      !whole.isChinese, let wholes = whole.value.integer, (2...100).contains(wholes), part < wholes,
      whole.closingScale == 0, let value = ExactDecimal(part * 100).dividedExactly(by: wholes)
    else { return nil }
    let left = Modifiers.left(of: numeral.range.lowerBound, in: text, from: start)
    let edge = left?.edge ?? numeral.range.lowerBound
    let next = whole.range.upperBound
    guard edge > start, fractionHeads.ends(in: text, at: edge, from: start),
      next >= end || !Scalar.isAny(text.scalars[next], "号月日期版轮年/.学") && !Scalar.isLetter(text.scalars[next])
    else { return nil }
    let core = numeral.range.lowerBound..<next
    return percent(
      value, core: core, left: left, right: Modifiers.right(of: next, in: text, end: end), excess: false,
      unitText: "/" + text.string(whole.range), rule: "fraction")
  }

  private static let fractionHeads = WordList(["的", "占", "其中", "为", "到", "至", "有", "仅", "逾"])

  /// N成, N成M, N‰ behind a numeral.
  static func tenths(_ numeral: Numeral, in text: TextView, at cursor: Int, end: Int) -> Tenths? {
    guard cursor < end else { return nil }
    let scalar = text.scalars[cursor]
    if scalar == 0x2030 {
      return Tenths(
        figure: percent(
          numeral.value.scaled(byPowerOfTen: -1), core: numeral.range.lowerBound..<cursor + 1, left: nil, right: nil,
          excess: numeral.hasExcess, unitText: "‰", rule: "per-mille"), end: cursor + 1)
    }
    guard scalar == 0x6210, numeral.range.count == 1 || !numeral.isChinese,
      numeral.value.integer.map({ $0 < 10 }) ?? true
    else { return nil }
    let next = cursor + 1 < end ? text.scalars[cursor + 1] : Scalar.stop
    if Scalar.isAny(next, "立为本功交员果熟长效就型分品绩都人像员") { return nil }
    var value = numeral.value.scaled(byPowerOfTen: 1)
    var coreEnd = cursor + 1
    if let digit = Numerals.digit(next), digit > 0, numeral.isChinese,
      let sum = value.adding(ExactDecimal(digit))
    {
      value = sum
      coreEnd += 1
    } else if next == 0x534A, let sum = value.adding(ExactDecimal(5)) {  // 两成半
      value = sum
      coreEnd += 1
    }
    return Tenths(
      figure: percent(
        value, core: numeral.range.lowerBound..<coreEnd, left: nil, right: nil, excess: numeral.hasExcess,
        unitText: "成", rule: "tenths"), end: coreEnd)
  }

  private static let halves = WordTable<Comparator>([
    ("半数以上", .atLeast), ("一半以上", .atLeast), ("接近一半", .below), ("近一半", .below), ("近半数", .below),
    ("近半", .below), ("超一半", .above), ("超过一半", .above), ("超半数", .above), ("超过半数", .above), ("过半数", .above),
    ("过半", .above), ("约一半", .approximately), ("不足一半", .below), ("不到一半", .below), ("一半左右", .approximately),
    ("一半", .equal),
  ])

  /// 近半, 过半, 一半以上.
  static func half(in text: TextView, at index: Int, start: Int, end: Int) -> Figure? {
    guard let entry = halves.entry(in: text, at: index, end: end) else { return nil }
    let after = index + entry.length
    // 近半年, 过半个月 are spans of time.
    if after < end, Scalar.isAny(text.scalars[after], "年个月天小日") { return nil }
    if index > start, Scalar.isAny(text.scalars[index - 1], "通经超") { return nil }
    // 另一半, 前一半: half of something that is named, not a share of an amount that is stated.
    if entry.value == .equal, index > start, Scalar.isAny(text.scalars[index - 1], "另这那前后有") { return nil }
    var figure = percent(
      ExactDecimal(50), core: index..<after, left: nil, right: nil, excess: false, unitText: "半", rule: "half")
    figure.comparator = entry.value
    return figure
  }

  private static func percent(
    _ value: ExactDecimal, core: Range<Int>, left: Modifiers.Found?, right: Modifiers.Found?, excess: Bool,
    unitText: String, rule: String
  ) -> Figure {
    var comparator: Comparator = excess ? .above : .equal
    if let left { comparator = left.comparator } else if let right { comparator = right.comparator }
    return Figure(
      value: value, unit: "percent", unitClass: .percent, word: "", unitText: unitText, comparator: comparator,
      isBound: (left?.isBound ?? false) || (right?.isBound ?? false), isExtreme: left?.isExtreme ?? false, core: core,
      range: (left?.edge ?? core.lowerBound)..<(right?.edge ?? core.upperBound), rule: rule)
  }
}
