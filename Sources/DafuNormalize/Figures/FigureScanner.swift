import DafuModel

/// Finds the figures of a passage: numerals with their units and modifiers, ranges, lists, fractions and ranks.
struct FigureScanner: Sendable {
  let units: UnitLexicon

  /// The figures in `range`, in order. `skipping` gives the places where digits are no figures (dates, document
  /// numbers, titles), in ascending order; it is asked only where a figure may begin.
  func figures(in text: TextView, range: Range<Int>, skipping places: @autoclosure () -> [Range<Int>]) -> [Figure] {
    let heads = FigureScanner.heads
    let scalars = text.scalars
    var position = heads.first(in: scalars, range)
    guard position < range.upperBound else { return [] }
    let skipping = places()
    var found: [Figure] = []
    var pending: [PendingNumeral] = []
    var skip = 0
    while position < range.upperBound {
      if pending.isEmpty {
        position = heads.first(in: scalars, position..<range.upperBound)
        if position >= range.upperBound { break }
      }
      while skip < skipping.count, skipping[skip].upperBound <= position { skip += 1 }
      if skip < skipping.count, skipping[skip].contains(position) {
        position = skipping[skip].upperBound
        pending.removeAll()
        continue
      }
      let limit = skip < skipping.count ? min(range.upperBound, skipping[skip].lowerBound) : range.upperBound
      let scalar = scalars[position]
      guard heads.contains(scalar) else {
        if !pending.isEmpty, !Separators.continuesList(text, position) { pending.removeAll() }
        position += 1
        continue
      }
      if let half = Fractions.half(in: text, at: position, start: range.lowerBound, end: limit) {
        found.append(half)
        position = half.range.upperBound
        continue
      }
      if startsNumeral(text, position, range.lowerBound),
        let ratio = Ratios.parts(in: text, at: position, range: range.lowerBound..<limit)
      {
        found.append(contentsOf: ratio.figures)
        position = ratio.end
        pending.removeAll()
        continue
      }
      if let idiom = Idioms.figure(in: text, at: position, start: range.lowerBound, end: limit) {
        found.append(idiom)
        position = idiom.range.upperBound
        pending.removeAll()
        continue
      }
      if let rank = Ranks.rank(in: text, at: position, start: range.lowerBound, end: limit) {
        found.append(contentsOf: rank.figures)
        position = rank.end
        continue
      }
      if scalar == 0x7B2C {
        // 第二十四条, 第 0334 号: an ordinal is no figure.
        position = endOfOrdinal(text, position + 1, limit)
        pending.removeAll()
        continue
      }
      guard Scalar.isDigit(scalar) || Numerals.digit(scalar) != nil || Numerals.scale(scalar) != nil else {
        if !Separators.continuesList(text, position) { pending.removeAll() }
        position += 1
        continue
      }
      guard startsNumeral(text, position, range.lowerBound),
        let numeral = Numerals.parse(text.scalars, at: position, end: limit)
      else {
        position = endOfDigits(text, position, limit)
        pending.removeAll()
        continue
      }
      if let fraction = Fractions.fraction(after: numeral, in: text, start: range.lowerBound, end: limit) {
        if let figure = fraction.figure { found.append(figure) }
        position = fraction.end
        pending.removeAll()
        continue
      }
      if let figure = Fractions.slashed(numeral, in: text, start: range.lowerBound, end: limit) {
        found.append(figure)
        position = figure.range.upperBound
        pending.removeAll()
        continue
      }
      if let end = read(numeral, text, range.lowerBound, limit, pending: pending, into: &found) {
        position = end
        pending.removeAll()
      } else if isListItem(text, numeral, limit) {
        pending.append(
          PendingNumeral(numeral: numeral, modifiers: Modifiers.left(of: position, in: text, from: range.lowerBound)))
        position = numeral.range.upperBound
      } else {
        position = max(numeral.range.upperBound, position + 1)
        pending.removeAll()
      }
    }
    if found.isEmpty { return [] }
    found.removeAll { ClassThresholds.isThreshold($0, in: text, start: range.lowerBound, end: range.upperBound) }
    return ClassThresholds.withoutClasses(
      ListBounds.spread(
        Ranges.joined(found.map { DistantBounds.applied(to: $0, in: text, start: range.lowerBound) }, in: text),
        in: text,
        start: range.lowerBound), in: text, end: range.upperBound)
  }

  /// The characters with which a figure may begin: digits, numerals, 半 and what may stand before it, 翻番, 减半, ranks.
  private static let heads = ScalarSet(
    (0x30...0x39) + "〇零一二两三四五六七八九十百千万亿半近过超接约不翻减第首前榜之".folded)

  /// A number without a unit, kept until one comes: 3 of 3—5%, 12 and 18 of 12、18和30家.
  struct PendingNumeral {
    let numeral: Numeral
    let modifiers: Modifiers.Found?
  }

  // MARK: One numeral with its unit

  /// Adds the figures that a numeral ends, and tells where they end.
  private func read(
    _ numeral: Numeral, _ text: TextView, _ start: Int, _ end: Int, pending: [PendingNumeral],
    into found: inout [Figure]
  ) -> Int? {
    var cursor = numeral.range.upperBound
    while cursor < end, text.scalars[cursor] == Scalar.space { cursor += 1 }
    let left = Modifiers.left(of: numeral.range.lowerBound, in: text, from: start)
    if numeral.isBareScale && !numeral.hasExcess && left == nil { return nil }

    let first = found.count
    if let tenths = Fractions.tenths(numeral, in: text, at: cursor, end: end) {
      found.append(tenths.figure)
      finish(&found, from: first, left: left, numeral, text, end, coreEnd: tenths.end)
      return tenths.end(in: text, end)
    }
    guard let unit = units.unit(in: text.scalars, at: cursor, end: end),
      UnitGuards.accepts(unit, numeral: numeral, left: left, in: text, end: end)
    else {
      return scaleAlone(numeral, text, start, end, left: left, into: &found)
    }
    // 增长-6.9%: a sign, unless a number or its unit stands right before.
    let isNegative =
      FigureScanner.signed.contains(unit.unitClass)
      && isMinus(text, numeral.range.lowerBound - 1, start, pending: pending, found: found)
    let core = numeral.range.lowerBound - (isNegative ? 1 : 0)..<unit.range.upperBound
    var figure = Figure(
      value: isNegative ? numeral.value.negated : numeral.value, unit: unit.code, unitClass: unit.unitClass,
      word: unit.word, unitText: unitText(text, numeral, upTo: unit.range.upperBound), comparator: .equal,
      isBound: false, isExtreme: false, core: core, range: core,
      rule: numeral.isChinese ? "chinese-numeral" : "number-and-unit")
    let separator = pending.last.flatMap { last in
      Separators.kind(text, last.numeral.range.upperBound..<numeral.range.lowerBound)
    }
    if let separator, let last = pending.last {
      switch separator {
      case .range:
        found.append(borrowing(last, from: figure, numeral: numeral, text: text, end: .low))
        figure.rangeEnd = .high
      case .list:
        for item in pending { found.append(borrowing(item, from: figure, numeral: numeral, text: text, end: nil)) }
      }
    }
    found.append(figure)
    finish(
      &found, from: first, left: separator == nil ? left : left ?? pending.first?.modifiers, numeral, text, end,
      coreEnd: unit.range.upperBound)
    return endAfter(unit.range.upperBound, text, end)
  }

  /// Classes of units whose numbers may have a sign.
  private static let signed: UnitClasses = [.percent, .percentagePoint, .basisPoint]

  /// Whether a minus stands at a place, and no number that a range could begin with.
  private func isMinus(
    _ text: TextView, _ place: Int, _ start: Int, pending: [PendingNumeral], found: [Figure]
  ) -> Bool {
    guard place > start, text.scalars[place] == 0x2D || text.scalars[place] == 0xFF0D || text.scalars[place] == 0x2212,
      Scalar.isIdeograph(text.scalars[place - 1])
    else { return false }
    return pending.last?.numeral.range.upperBound != place && found.last?.range.upperBound != place
  }

  /// 规模 100 亿, 余额超 1.6 万亿: a scale word shows a quantity although no unit stands.
  private func scaleAlone(
    _ numeral: Numeral, _ text: TextView, _ start: Int, _ end: Int, left: Modifiers.Found?, into found: inout [Figure]
  ) -> Int? {
    let next = numeral.range.upperBound < end ? text.scalars[numeral.range.upperBound] : Scalar.stop
    // 突破万亿大关: a scale alone is a sum where a threshold is passed.
    let isMark =
      numeral.isBareScale && numeral.closingScale >= 8 && text.has("大关", at: numeral.range.upperBound, end: end)
    guard numeral.closingScale >= 4, !(numeral.isChinese && numeral.isBareScale) || isMark else { return nil }
    // 500亿级项目, 5000亿政策: names.
    if FigureScanner.nicknamed.stands(in: text, at: numeral.range.upperBound, end: end) { return nil }
    // 1万余个… was read above; a scale followed by any other measure word is no sum.
    guard !Scalar.isDigit(next), !Scalar.isLetter(next), next != 0x2B else { return nil }
    // 1500万项目资金, 30万资金: the noun behind shows money.
    // 参保人次约1.67亿: the noun before shows what is counted.
    var edge = left?.edge ?? numeral.range.lowerBound
    // 拨付经费117万, 补贴（40.2万）: the noun before shows money.
    if edge > start, text.scalars[edge - 1] == Scalar.openParenthesis || text.scalars[edge - 1] == 0x5728 { edge -= 1 }
    // 费用达3万以上
    if let verb = FigureScanner.reaching.length(in: text, endingAt: edge, from: start) { edge -= verb }
    let isFunded =
      FigureScanner.funds.stands(in: text, at: numeral.range.upperBound, end: end)
      || FigureScanner.sums.ends(in: text, at: edge, from: start)
      || !Scalar.isIdeograph(next) && FigureScanner.payments.ends(in: text, at: edge, from: start)
    // 约1.59亿学生, 52万家庭困难学生: who is counted stands right behind.
    let isCounted =
      FigureScanner.countNouns.ends(in: text, at: edge, from: start)
      || FigureScanner.people.stands(in: text, at: numeral.range.upperBound, end: end)
    let unitClass: UnitClass = (numeral.closingScale >= 8 || isFunded) && !isCounted ? .money : .count
    var figure = Figure(
      value: numeral.value, unit: unitClass == .money ? "CNY" : "count", unitClass: unitClass, word: "",
      unitText: unitText(text, numeral, upTo: numeral.range.upperBound), comparator: .equal, isBound: false,
      isExtreme: false, core: numeral.range, range: numeral.range, rule: "scale-without-unit")
    figure.hasNoUnit = true
    found.append(figure)
    finish(&found, from: found.count - 1, left: left, numeral, text, end, coreEnd: numeral.range.upperBound)
    return endAfter(numeral.range.upperBound, text, end)
  }

  private static let reaching = WordList(["达到", "达", "为", "超过", "超"])
  /// Nouns behind 万 that show money, and nouns and verbs before it that do.
  private static let funds = WordList([
    "项目资金", "资金", "专项资金", "扶持资金", "支持资金", "奖补资金", "资助", "扶持", "奖补", "经费", "补助", "补贴", "贷款", "奖励", "投资",
  ])
  private static let sums = WordList([
    "资金", "经费", "补贴", "补助", "贷款", "投资", "奖励", "款", "费用", "预算", "保费", "金额", "余额", "总额", "额度", "补助金", "奖补", "拨付", "出资",
    "奖金", "津贴", "拨款", "借款",
    "债券", "赔款", "产值", "收入", "资本", "补偿金", "救助金", "收费", "运费", "成本", "投入",
  ])
  /// Verbs that pay a sum, where nothing that is counted stands behind it.
  private static let payments = WordList(["赔付", "理赔", "获赔", "扶持"])
  /// What makes a scale word a nickname: 500亿级, 1万亿政策.
  private static let nicknamed = WordList(["级", "等级", "吨级", "千瓦级", "政策", "计划", "工程", "产业集群", "元级"])

  private static let people = WordList([
    "学生", "人口", "农民", "群众", "儿童", "老年人", "老人", "劳动力", "职工", "贫困人口", "脱贫人口", "家庭困难", "困难学生", "患者", "居民", "青少年", "进城务工",
    "贫困劳动力", "农村劳动力", "毕业生", "高校毕业生",
  ])
  private static let countNouns = WordList([
    "人次", "人数", "户数", "数量", "次数", "用户", "用户数", "笔数", "件数", "家数", "人口", "客户", "客户数", "总人数", "户次", "张数", "份数", "单数",
  ])

  private func borrowing(
    _ item: PendingNumeral, from figure: Figure, numeral: Numeral, text: TextView, end: Figure.RangeEnd?
  ) -> Figure {
    var borrowed = figure
    // 5至8亿元 scales both ends; 50万至500万元 keeps the first one's own scale.
    let power = item.numeral.closingScale == 0 ? numeral.closingScale : 0
    borrowed.value = item.numeral.value.scaled(byPowerOfTen: power)
    borrowed.core = item.numeral.range
    borrowed.range = item.numeral.range
    borrowed.rangeEnd = end
    borrowed.hasBorrowedUnit = true
    borrowed.rule = end == nil ? "list-sharing-unit" : "range"
    return borrowed
  }

  /// Bounds the figures from a place on by the words beside them.
  private func finish(
    _ figures: inout [Figure], from first: Int, left: Modifiers.Found?, _ numeral: Numeral, _ text: TextView,
    _ end: Int, coreEnd: Int
  ) {
    guard first < figures.count, var last = figures.popLast() else { return }
    let right = Modifiers.right(of: coreEnd, in: text, end: end)
    var comparator: Comparator = numeral.hasExcess ? .above : .equal
    if let left { comparator = left.comparator }
    if let right {
      if left == nil || right.isBound && !(left?.isBound ?? false) && left?.comparator != .above {
        comparator = right.comparator
      }
    }
    if numeral.hasExcess && (left == nil || left?.comparator == .below || left?.comparator == .approximately) {
      if right == nil { comparator = left?.comparator == nil ? .above : comparator }
    }
    // 5个多月: the excess is within the unit.
    if comparator == .equal, last.word == "个多月" { comparator = .above }
    last.comparator = comparator
    last.isBound = (left?.isBound ?? false) || (right?.isBound ?? false)
    last.isExtreme = left?.isExtreme ?? false
    last.range = min(left?.edge ?? last.core.lowerBound, last.core.lowerBound)..<(right?.edge ?? last.core.upperBound)
    if last.rangeEnd == .high, let low = figures.indices[first...].last {
      last.comparator = .atMost
      last.range = last.core.lowerBound..<last.core.upperBound
      figures[low].comparator = .atLeast
    } else {
      for index in figures.indices[first...] {
        figures[index].comparator = left?.comparator ?? .equal
        figures[index].isBound = left?.isBound ?? false
        figures[index].isExtreme = false
      }
      if figures.count > first { last.range = last.core }
    }
    figures.append(last)
  }

  // MARK: Places

  private func endAfter(_ index: Int, _ text: TextView, _ end: Int) -> Int {
    Modifiers.right(of: index, in: text, end: end)?.edge ?? index
  }

  private func unitText(_ text: TextView, _ numeral: Numeral, upTo end: Int) -> String {
    var begin = numeral.range.lowerBound
    while begin < end, isNumeralScalar(text.scalars[begin], chinese: numeral.isChinese) { begin += 1 }
    let range = text.trimmingSpaces(begin..<end)
    return text.string(range).withoutSpaces
  }

  private func isNumeralScalar(_ scalar: UInt32, chinese: Bool) -> Bool {
    if Scalar.isDigit(scalar) || scalar == 0x2E || scalar == 0x2C || scalar == Scalar.comma || scalar == Scalar.space {
      return true
    }
    if Numerals.isExcess(scalar) { return true }
    if chinese {
      return Numerals.digit(scalar) != nil || [1, 2, 3].contains(Numerals.scale(scalar)) || scalar == 0x70B9
    }
    return false
  }

  private func endOfOrdinal(_ text: TextView, _ index: Int, _ end: Int) -> Int {
    var cursor = index
    while cursor < end, text.scalars[cursor] == Scalar.space { cursor += 1 }
    guard cursor < end else { return max(cursor, index) }
    while cursor < end,
      Scalar.isDigit(text.scalars[cursor]) || Numerals.digit(text.scalars[cursor]) != nil
        || [1, 2].contains(Numerals.scale(text.scalars[cursor]))
    {
      cursor += 1
    }
    return max(cursor, index)
  }

  private func endOfDigits(_ text: TextView, _ position: Int, _ end: Int) -> Int {
    var cursor = position
    while cursor < end, Scalar.isDigit(text.scalars[cursor]) || text.scalars[cursor] == 0x2E { cursor += 1 }
    return max(cursor, position + 1)
  }

  /// A numeral does not begin inside a Latin word or number, nor behind 第, 数, 几, 〔.
  private func startsNumeral(_ text: TextView, _ position: Int, _ start: Int) -> Bool {
    guard position > start else { return true }
    let scalar = text.scalars[position]
    var before = position - 1
    while before > start, text.scalars[before] == Scalar.space { before -= 1 }
    let previous = text.scalars[before]
    if previous == 0x7B2C { return false }  // 第
    if Scalar.isDigit(scalar) {
      let adjacent = text.scalars[position - 1]
      // 占GDP8.9%
      let isOfProduct = text.has("GDP", at: position - 3, end: position)
      return (!Scalar.isLetter(adjacent) || isOfProduct) && adjacent != 0x2E && adjacent != 0x2F
        && !Scalar.isDigit(adjacent)
        && adjacent != 0x2B && adjacent != 0xD7
    }
    if Scalar.isAny(previous, "数几好若") { return false }
    if Numerals.scale(scalar) != nil, Numerals.digit(scalar) == nil {
      // 十 and 百 inside words: 数百, 老百姓, 千方百计; a bare scale counts behind a modifier only.
      return scalar == 0x5341 || Modifiers.left(of: position, in: text, from: start) != nil
        || (position + 1 < text.count && (text.scalars[position + 1] == 0x4F59 || text.scalars[position + 1] == 0x5206))
    }
    return true
  }

  private func isListItem(_ text: TextView, _ numeral: Numeral, _ end: Int) -> Bool {
    guard numeral.range.upperBound < end, !(numeral.isChinese && numeral.isBareScale) else { return false }
    return Separators.continuesList(text, numeral.range.upperBound)
  }
}

/// What stands between two numbers of a range or a list.
enum Separators {
  enum Kind: Hashable, Sendable { case range, list }

  static func kind(_ text: TextView, _ range: Range<Int>) -> Kind? {
    let trimmed = text.trimmingSpaces(range)
    guard (1...2).contains(trimmed.count) else { return nil }
    if ofRanges.isWhole(text, trimmed) { return .range }
    return ofLists.isWhole(text, trimmed) ? .list : nil
  }

  private static let ofRanges = WordList(["—", "——", "-", "–", "~", "至", "到", "－", "―", "─"])
  private static let ofLists = WordList(["、", "和", "及", "与", "或", "以及", "、和"])

  /// Whether the scalar at an index may stand between two numbers.
  static func continuesList(_ text: TextView, _ index: Int) -> Bool {
    switch text.scalars[index] {
    // Spaces, 、, — - – ~ 至 到, 和 及 与 或 以.
    case Scalar.space, Scalar.enumeration, 0x2014, 0x2D, 0x2013, 0x7E, 0x81F3, 0x5230, 0xFF0D, 0x2015, 0x2500,
      0x548C, 0x53CA, 0x4E0E, 0x6216, 0x4EE5:  // 和 及 与 或 以
      true
    default: false
    }
  }
}
