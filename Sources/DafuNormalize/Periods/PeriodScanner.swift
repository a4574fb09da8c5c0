import DafuModel

/// Finds the times that a sentence names.
struct PeriodScanner: Sendable {
  /// What the words before the sentence say about the year.
  struct Context: Hashable, Sendable {
    /// The document's date.
    var reference: CivilDate
    /// The year that the sentence named last.
    var sentenceYear: Int?
    /// The last year named in the paragraph, then in the section.
    var paragraphYear: Int?
    /// Whether the passage speaks of what is to come.
    var isPlanning = false
  }

  private static let separators: Set<UInt32> = [0x2014, 0x2D, 0x2013, 0x7E, 0x81F3, 0x5230, 0xFF0D, 0x2015, 0x2500]
  private static let year: UInt32 = 0x5E74  // 年
  private static let month: UInt32 = 0x6708  // 月

  private enum Anchor: Hashable {
    case absolute(Int)
    case relative(Int)
    /// The year just named: 当年, 同年, 全年.
    case named
    case none
  }

  /// The part of the year.
  private enum Part: Hashable {
    case none, wholeYear, yearEnd, yearStart
    case day(Int, Int), month(Int), monthEnd(Int), months(Int, Int), monthsToYear(Int, Int, Int)
    case half(Int), halfEnd(Int), quarter(Int), quarterEnd(Int), firstQuarters(Int), firstMonths(Int)
    case years(to: Int), yearsToMonth(Int, Int)
  }

  private static let relativeWords: [(word: [UInt32], anchor: Anchor)] = [
    ("今年", Anchor.relative(0)), ("本年度", .relative(0)), ("本年", .relative(0)), ("去年", .relative(-1)),
    ("上年度", .relative(-1)), ("上一年度", .relative(-1)), ("上一年", .relative(-1)), ("上年", .relative(-1)),
    ("前年", .relative(-2)), ("明年", .relative(1)), ("后年", .relative(2)), ("年内", .relative(0)), ("年度内", .relative(0)), ("当年", .named), ("同年", .named),
    ("次年", .relative(1)),
  ].map { ($0.0.folded, $0.1) }

  private static let presentWords: [[UInt32]] = [
    "截至目前", "截止目前", "截至当前", "截止当前", "截至现在", "截止到目前", "截至到目前", "到目前为止", "截至发稿", "目前为止", "目前", "当前", "迄今为止",
    "迄今", "至今", "现已", "现有", "如今", "截至日前",
  ].map(\.folded)

  /// The times in a sentence, in order; the context takes the years that they set.
  func mentions(in text: TextView, range: Range<Int>, context: inout Context) -> [PeriodMention] {
    var found: [PeriodMention] = []
    var position = range.lowerBound
    while position < range.upperBound {
      if let mention = mention(in: text, at: position, range: range, context: context) {
        found.append(mention)
        if mention.setsYear, !mention.isComparisonBase {
          context.sentenceYear = mention.end.year
          context.paragraphYear = mention.end.year
        }
        position = max(mention.range.upperBound, position + 1)
      } else if Scalar.isDigit(text.scalars[position]) {
        while position < range.upperBound, Scalar.isDigit(text.scalars[position]) { position += 1 }
      } else {
        position += 1
      }
    }
    return found
  }

  private func mention(
    in text: TextView, at index: Int, range: Range<Int>, context: Context
  ) -> PeriodMention? {
    let end = range.upperBound
    if let plan = planPeriod(in: text, at: index, range: range, context: context) { return plan }
    if let span = relativeSpan(in: text, at: index, range: range, context: context) { return span }
    for word in PeriodScanner.presentWords where text.has(word, at: index, end: end) {
      // 截至今年上半年末 holds no 至今.
      if word.last == 0x4ECA, text.has("年".folded, at: index + word.count, end: end) { continue }
      return PeriodMention(
        range: index..<index + word.count, start: context.reference, end: context.reference,
        shape: .instant, basis: .relative, isCutoff: text.scalars[index] == 0x622A, isComparisonBase: false,
        isPresent: true, setsYear: false)
    }
    var anchor = Anchor.none
    var part = Part.none
    var cursor = index
    let scalar = text.scalars[index]
    if Scalar.isDigit(scalar) {
      guard index == range.lowerBound || !isJoined(text.scalars[index - 1]) else { return nil }
      if let (year, part1, after) = absoluteYear(text, index, end) {
        anchor = .absolute(year)
        part = part1
        cursor = after
      } else if let (bare, after) = monthPart(text, index, end) {
        part = bare
        cursor = after
      } else {
        return nil
      }
    } else if let (year, after) = chineseYear(text, index, end) {
      anchor = .absolute(year)
      cursor = after
    } else if let entry = PeriodScanner.relativeWords.first(where: { text.has($0.word, at: index, end: end) }) {
      anchor = entry.anchor
      cursor = index + entry.word.count
    } else if let (bare, after) = barePart(text, index, end) {
      part = bare
      cursor = after
    } else {
      return nil
    }
    if part == .none, anchor != .none { (part, cursor) = partAfterYear(text, cursor, end) }
    return resolve(anchor, part, index..<cursor, in: text, range: range, context: context)
  }

  // MARK: Reading

  private func isJoined(_ scalar: UInt32) -> Bool {
    Scalar.isDigit(scalar) || Scalar.isLetter(scalar) || scalar == 0x2E || scalar == 0x2C || scalar == 0x2F
  }

  private func integer(_ text: TextView, _ index: Int, _ end: Int, digits: ClosedRange<Int>) -> (Int, Int)? {
    var value = 0
    var cursor = index
    while cursor < end, Scalar.isDigit(text.scalars[cursor]), cursor - index < 9 {
      value = value * 10 + Int(text.scalars[cursor] - 0x30)
      cursor += 1
    }
    return digits.contains(cursor - index) ? (value, cursor) : nil
  }

  private func skipSpaces(_ text: TextView, _ index: Int, _ end: Int) -> Int {
    var cursor = index
    while cursor < end, text.scalars[cursor] == Scalar.space { cursor += 1 }
    return cursor
  }

  private func isSeparator(_ text: TextView, _ index: Int, _ end: Int) -> Int? {
    let cursor = skipSpaces(text, index, end)
    guard cursor < end, PeriodScanner.separators.contains(text.scalars[cursor]) else { return nil }
    var after = cursor + 1
    while after < end, PeriodScanner.separators.contains(text.scalars[after]) { after += 1 }
    return skipSpaces(text, after, end)
  }

  private func absoluteYear(_ text: TextView, _ index: Int, _ end: Int) -> (Int, Part, Int)? {
    guard let (number, after) = integer(text, index, end, digits: 4...6) else { return nil }
    if after - index > 4 {
      // 20246月末: the 年 was lost.
      let year = after - index == 5 ? number / 10 : number / 100
      let monthNumber = after - index == 5 ? number % 10 : number % 100
      let cursor = skipSpaces(text, after, end)
      guard (2000...2099).contains(year), (1...12).contains(monthNumber), cursor < end,
        text.scalars[cursor] == PeriodScanner.month
      else { return nil }
      let (part, close) = monthEnding(text, monthNumber, cursor + 1, end)
      return (year, part, close)
    }
    guard (1949...2099).contains(number) else { return nil }
    let cursor = skipSpaces(text, after, end)
    if cursor < end, text.scalars[cursor] == PeriodScanner.year {
      let behind = cursor + 1
      if let next = isSeparator(text, behind, end), let (second, close) = integer(text, next, end, digits: 4...4),
        (1949...2099).contains(second)
      {
        let mark = skipSpaces(text, close, end)
        if mark < end, text.scalars[mark] == PeriodScanner.year {
          let (part, finish) = partAfterYear(text, mark + 1, end)
          if case .month(let m) = part { return (number, .yearsToMonth(second, m), finish) }
          if case .monthEnd(let m) = part { return (number, .yearsToMonth(second, m), finish) }
          return (number, .years(to: second), part == .yearEnd ? finish : mark + 1)
        }
      }
      return (number, .none, behind)
    }
    if let next = isSeparator(text, after, end), let (second, close) = integer(text, next, end, digits: 4...4),
      (1949...2099).contains(second)
    {
      let mark = skipSpaces(text, close, end)
      if mark < end, text.scalars[mark] == PeriodScanner.year { return (number, .years(to: second), mark + 1) }
    }
    // 2024-07-26, 2024.7.26, 2024/7/26
    if after < end, [0x2D, 0x2E, 0x2F].contains(text.scalars[after]),
      let (monthNumber, afterMonth) = integer(text, after + 1, end, digits: 1...2), afterMonth < end,
      text.scalars[afterMonth] == text.scalars[after],
      let (dayNumber, afterDay) = integer(text, afterMonth + 1, end, digits: 1...2),
      CivilDate(year: number, month: monthNumber, day: dayNumber) != nil
    {
      return (number, .day(monthNumber, dayNumber), afterDay)
    }
    return nil
  }

  private func chineseYear(_ text: TextView, _ index: Int, _ end: Int) -> (Int, Int)? {
    guard index + 4 < end, text.scalars[index + 4] == PeriodScanner.year else { return nil }
    var value = 0
    for offset in 0..<4 {
      guard let digit = Numerals.digit(text.scalars[index + offset]) else { return nil }
      value = value * 10 + digit
    }
    return (1949...2099).contains(value) ? (value, index + 5) : nil
  }

  private func partAfterYear(_ text: TextView, _ index: Int, _ end: Int) -> (Part, Int) {
    var cursor = skipSpaces(text, index, end)
    guard cursor < end else { return (.none, index) }
    if text.scalars[cursor] == 0x7684 {  // 2024年的1—5月
      let next = skipSpaces(text, cursor + 1, end)
      if next < end, Scalar.isDigit(text.scalars[next]), let (part, after) = monthPart(text, next, end) {
        return (part, after)
      }
      return (.none, index)
    }
    for (word, part) in PeriodScanner.yearParts where text.has(word, at: cursor, end: end) {
      return (part, cursor + word.count)
    }
    if let (part, after) = barePart(text, cursor, end) { return (part, after) }
    if Scalar.isDigit(text.scalars[cursor]), let (part, after) = monthPart(text, cursor, end) { return (part, after) }
    if let numeral = Numerals.parse(text.scalars, at: cursor, end: end), numeral.isChinese,
      let monthNumber = numeral.value.integer, (1...12).contains(monthNumber)
    {
      cursor = numeral.range.upperBound
      if cursor < end, text.scalars[cursor] == PeriodScanner.month {
        cursor += 1
        if let day = Numerals.parse(text.scalars, at: min(cursor, end - 1), end: end), let number = day.value.integer,
          day.range.upperBound < end, text.scalars[day.range.upperBound] == 0x65E5, (1...31).contains(number)
        {
          return (.day(monthNumber, number), day.range.upperBound + 1)
        }
        return monthEnding(text, monthNumber, cursor, end)
      }
    }
    return (.none, index)
  }

  private static let yearParts: [(word: [UInt32], part: Part)] = [
    ("年底", Part.yearEnd), ("年末", .yearEnd), ("底", .yearEnd), ("末", .yearEnd), ("年初", .yearStart), ("初", .yearStart),
    ("全年", .wholeYear), ("终", .yearEnd),
  ].map { ($0.0.folded, $0.1) }

  private static let bareParts: [(word: [UInt32], part: Part)] = [
    ("上半年末", Part.halfEnd(1)), ("上半年底", .halfEnd(1)), ("上半年", .half(1)), ("下半年", .half(2)),
    ("前三季度末", .quarterEnd(3)), ("前三季度", .firstQuarters(3)), ("前三个季度", .firstQuarters(3)),
    ("前两个季度", .firstQuarters(2)), ("前两季度", .firstQuarters(2)), ("前3季度", .firstQuarters(3)),
    ("第一季度末", .quarterEnd(1)), ("第二季度末", .quarterEnd(2)), ("第三季度末", .quarterEnd(3)), ("第四季度末", .quarterEnd(4)),
    ("一季度末", .quarterEnd(1)), ("二季度末", .quarterEnd(2)), ("三季度末", .quarterEnd(3)), ("四季度末", .quarterEnd(4)),
    ("1季度末", .quarterEnd(1)), ("2季度末", .quarterEnd(2)), ("3季度末", .quarterEnd(3)), ("4季度末", .quarterEnd(4)),
    ("第一季度", .quarter(1)), ("第二季度", .quarter(2)), ("第三季度", .quarter(3)), ("第四季度", .quarter(4)),
    ("一季度", .quarter(1)), ("二季度", .quarter(2)), ("三季度", .quarter(3)), ("四季度", .quarter(4)),
    ("1季度", .quarter(1)), ("2季度", .quarter(2)), ("3季度", .quarter(3)), ("4季度", .quarter(4)),
    ("年底", .yearEnd), ("年末", .yearEnd), ("年初", .yearStart), ("全年", .wholeYear),
  ].map { ($0.0.folded, $0.1) }

  private func barePart(_ text: TextView, _ index: Int, _ end: Int) -> (Part, Int)? {
    for (word, part) in PeriodScanner.bareParts where text.has(word, at: index, end: end) {
      return (part, index + word.count)
    }
    guard text.scalars[index] == 0x524D else { return nil }  // 前5个月, 前五个月, 前8月
    let digits = skipSpaces(text, index + 1, end)
    guard digits < end, let numeral = Numerals.parse(text.scalars, at: digits, end: end),
      let count = numeral.value.integer, (1...12).contains(count)
    else { return nil }
    let after = skipSpaces(text, numeral.range.upperBound, end)
    for word in ["个月", "月"].map(\.folded) where text.has(word, at: after, end: end) {
      return (.firstMonths(count), after + word.count)
    }
    return nil
  }

  /// 6月末, 1—5月, 7月15日, 2024年10月至2025年3月 behind the year.
  private func monthPart(_ text: TextView, _ index: Int, _ end: Int) -> (Part, Int)? {
    guard let (first, afterFirst) = integer(text, index, end, digits: 1...2), (1...12).contains(first) else { return nil }
    var cursor = skipSpaces(text, afterFirst, end)
    if let next = isSeparator(text, afterFirst, end), let (second, afterSecond) = integer(text, next, end, digits: 1...2),
      (1...12).contains(second)
    {
      let mark = skipSpaces(text, afterSecond, end)
      if mark < end, text.scalars[mark] == PeriodScanner.month {
        return (.months(first, second), afterOptional(text, mark + 1, end))
      }
    }
    guard cursor < end, text.scalars[cursor] == PeriodScanner.month else { return nil }
    cursor += 1
    if let next = isSeparator(text, cursor, end) {
      if let (second, afterSecond) = integer(text, next, end, digits: 1...2), (1...12).contains(second) {
        let mark = skipSpaces(text, afterSecond, end)
        if mark < end, text.scalars[mark] == PeriodScanner.month {
          return (.months(first, second), afterOptional(text, mark + 1, end))
        }
      }
      if let (year, afterYear) = integer(text, next, end, digits: 4...4), (1949...2099).contains(year) {
        let mark = skipSpaces(text, afterYear, end)
        if mark < end, text.scalars[mark] == PeriodScanner.year,
          let (second, afterSecond) = integer(text, skipSpaces(text, mark + 1, end), end, digits: 1...2),
          (1...12).contains(second)
        {
          let close = skipSpaces(text, afterSecond, end)
          if close < end, text.scalars[close] == PeriodScanner.month {
            return (.monthsToYear(first, year, second), afterOptional(text, close + 1, end))
          }
        }
      }
    }
    let dayStart = skipSpaces(text, cursor, end)
    if let (day, afterDay) = integer(text, dayStart, end, digits: 1...2), (1...31).contains(day) {
      let mark = skipSpaces(text, afterDay, end)
      if mark < end, text.scalars[mark] == 0x65E5 || text.scalars[mark] == 0x53F7 { return (.day(first, day), mark + 1) }
    }
    return monthEnding(text, first, cursor, end)
  }

  private func monthEnding(_ text: TextView, _ month: Int, _ index: Int, _ end: Int) -> (Part, Int) {
    guard index < end else { return (.month(month), index) }
    switch text.scalars[index] {
    case 0x5E95, 0x672B: return (.monthEnd(month), index + 1)  // 底 末
    case 0x4EFD: return (.month(month), index + 1)  // 份
    case 0x521D, 0x4E2D: return (.month(month), index + 1)  // 初 中
    default: return (.month(month), index)
    }
  }

  private func afterOptional(_ text: TextView, _ index: Int, _ end: Int) -> Int {
    index < end && text.scalars[index] == 0x4EFD ? index + 1 : index  // 份
  }

  // MARK: Resolving

  private func resolve(
    _ anchor: Anchor, _ part: Part, _ range: Range<Int>, in text: TextView, range sentence: Range<Int>, context: Context
  ) -> PeriodMention? {
    let reference = context.reference
    var year: Int
    var basis = PeriodBasis.relative
    var setsYear = true
    let isBase = isComparisonBase(text, range, sentence)
    switch anchor {
    case .absolute(let named):
      year = named
      basis = .stated
    case .relative(let offset): year = reference.year + offset
    case .named: year = context.sentenceYear ?? context.paragraphYear ?? reference.year
    case .none:
      setsYear = false
      year = bareYear(part, isBase: isBase, planned: context.isPlanning || isPlanned(text, range, sentence), context: context)
    }
    guard let days = days(year, part) else { return nil }
    var (start, end, shape) = days
    var upper = range.upperBound
    if text.has("以来".folded, at: upper, end: sentence.upperBound) {
      shape = .since
      end = max(reference, start)
      upper += 2
      if part == .none, case .relative(0) = anchor { shape = .span }  // 今年以来 is a flow of this year
    } else if let since = sinceEvent(text, range, sentence, upper) {
      // 自2019年设立以来
      shape = .since
      start = min(start, end)
      end = max(reference, start)
      upper = since
    } else if text.has("起".folded, at: upper, end: sentence.upperBound),
      !text.has("起草".folded, at: upper, end: sentence.upperBound)
    {
      shape = .from
      upper += 1
    }
    let isCutoff = hasCutoff(text, range.lowerBound, sentence.lowerBound)
    if isCutoff, shape == .span { shape = .instant }
    if shape == .span, case .relative(0) = anchor, part == .none, !isCutoff { end = min(end, max(reference, start)) }
    if shape == .instant { start = end }
    return PeriodMention(
      range: range.lowerBound..<upper, start: start, end: end, shape: shape, basis: basis, isCutoff: isCutoff,
      isComparisonBase: isBase, isPresent: false, setsYear: setsYear)
  }

  /// The end of 自2021年6月试点以来: a verb between the time and 以来.
  private func sinceEvent(_ text: TextView, _ range: Range<Int>, _ sentence: Range<Int>, _ upper: Int) -> Int? {
    let isFrom = ["自", "从"].contains { text.has($0.folded, at: range.lowerBound - 1, end: range.lowerBound) }
    guard isFrom else { return nil }
    var index = upper
    while index + 1 < sentence.upperBound, index - upper < 12 {
      let scalar = text.scalars[index]
      if scalar == Scalar.comma || scalar == Scalar.enumeration || scalar == Scalar.stop { return nil }
      if text.has("以来".folded, at: index, end: sentence.upperBound) { return index + 2 }
      index += 1
    }
    return nil
  }

  /// The year of 6月末 or 全年 that names none: the sentence's, else the latest such time that has passed.
  private func bareYear(_ part: Part, isBase: Bool, planned: Bool, context: Context) -> Int {
    let reference = context.reference
    switch part {
    case .wholeYear:
      if planned { return reference.year }
      if let year = context.sentenceYear ?? context.paragraphYear { return year }
      return reference.year - (reference.month >= 11 ? 0 : 1)
    case .yearStart:
      return context.sentenceYear ?? reference.year
    default:
      if let year = context.sentenceYear { return year }
      guard !planned, let (_, end, _) = days(reference.year, part), end > reference else { return reference.year }
      // 年底 of an undated figure lies behind the document, not before it.
      return reference.year - 1
    }
  }

  private func days(_ year: Int, _ part: Part) -> (CivilDate, CivilDate, PeriodMention.Shape)? {
    func month(_ first: Int, _ last: Int, _ shape: PeriodMention.Shape) -> (CivilDate, CivilDate, PeriodMention.Shape) {
      (.firstDay(ofMonth: first, year: year), .endOfMonth(last, year: year), shape)
    }
    switch part {
    case .none, .wholeYear: return (.firstDay(ofYear: year), .lastDay(ofYear: year), .span)
    case .yearEnd: return (.lastDay(ofYear: year), .lastDay(ofYear: year), .instant)
    case .yearStart: return (.firstDay(ofYear: year), .firstDay(ofYear: year), .instant)
    case .day(let m, let d):
      guard let day = CivilDate(year: year, month: m, day: d) else { return nil }
      return (day, day, .instant)
    case .month(let m): return month(m, m, .span)
    case .monthEnd(let m): return month(m, m, .instant)
    case .months(let first, let last): return first <= last ? month(first, last, .span) : nil
    case .monthsToYear(let first, let lastYear, let last):
      return (.firstDay(ofMonth: first, year: year), .endOfMonth(last, year: lastYear), .span)
    case .half(let half): return half == 1 ? month(1, 6, .span) : month(7, 12, .span)
    case .halfEnd(let half): return month(half * 6, half * 6, .instant)
    case .quarter(let q): return month(q * 3 - 2, q * 3, .span)
    case .quarterEnd(let q): return month(q * 3, q * 3, .instant)
    case .firstQuarters(let q): return month(1, q * 3, .span)
    case .firstMonths(let m): return month(1, m, .span)
    case .years(let last):
      return year <= last ? (.firstDay(ofYear: year), .lastDay(ofYear: last), .span) : nil
    case .yearsToMonth(let last, let m):
      return (.firstDay(ofYear: year), .endOfMonth(m, year: last), .span)
    }
  }

  private static let cutoffWords: [[UInt32]] = ["截至", "截止", "截至到", "截止到", "截止至", "截至于"].map(\.folded)

  private func hasCutoff(_ text: TextView, _ index: Int, _ start: Int) -> Bool {
    var edge = index
    while edge > start, text.scalars[edge - 1] == Scalar.space { edge -= 1 }
    return PeriodScanner.cutoffWords.contains { text.has($0, at: edge - $0.count, end: edge) && edge - $0.count >= start }
  }

  private static let baseWords: [[UInt32]] = [
    "较", "比", "相当于", "与", "同", "对比", "相比", "是", "为", "占", "高于", "低于", "超过", "达到", "恢复到", "相较", "相较于", "较之",
  ].map(\.folded)

  /// 较年初, 比上年, 相当于2014年的2.6倍: the time is a change's base.
  private func isComparisonBase(_ text: TextView, _ range: Range<Int>, _ sentence: Range<Int>) -> Bool {
    var edge = range.lowerBound
    while edge > sentence.lowerBound, text.scalars[edge - 1] == Scalar.space { edge -= 1 }
    for word in PeriodScanner.baseWords {
      guard edge - word.count >= sentence.lowerBound, text.has(word, at: edge - word.count, end: edge) else { continue }
      let scalar = word[0]
      if word.count == 1, scalar == 0x8F83 || scalar == 0x6BD4 { return true }  // 较 比
      if word.count > 1, scalar != 0x8FBE, scalar != 0x8D85 { return true }
      // 是 and 为 only before …的N倍; 与 and 同 only before …相比, …持平.
      let window = range.upperBound..<min(sentence.upperBound, range.upperBound + 14)
      let behind = text.string(window)
      if scalar == 0x662F || scalar == 0x4E3A || scalar == 0x8FBE || scalar == 0x8D85 {
        if behind.hasPrefix("的"), behind.contains("倍") { return true }
      } else if scalar == 0x4E0E || scalar == 0x540C {
        if behind.contains("相比") || behind.contains("持平") || behind.hasPrefix("同期") { return true }
      } else if scalar == 0x5360 {
        return true
      }
    }
    return text.has("同期".folded, at: range.upperBound, end: sentence.upperBound)
  }

  private static let planWords: [[UInt32]] = ["力争", "争取", "预计", "计划", "确保", "目标", "将", "拟", "预期", "推动", "到"].map(\.folded)

  private func isPlanned(_ text: TextView, _ range: Range<Int>, _ sentence: Range<Int>) -> Bool {
    var cursor = max(sentence.lowerBound, range.lowerBound - 6)
    while cursor < range.lowerBound {
      for word in PeriodScanner.planWords where text.has(word, at: cursor, end: range.lowerBound) { return true }
      cursor += 1
    }
    let behind = range.upperBound..<min(sentence.upperBound, range.upperBound + 6)
    for index in behind {
      if text.has("起".folded, at: range.upperBound, end: sentence.upperBound) { return true }
    for word in ["力争", "计划", "预计", "争取", "将", "拟"].map(\.folded) where text.has(word, at: index, end: sentence.upperBound) {
        return true
      }
    }
    return false
  }
}
