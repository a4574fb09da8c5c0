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
    /// The year that a relative 去年…以来 began with, which a later 全年 means.
    var sinceYear: Int?
  }

  private static let separators: StaticString = "—-–~至到－―─"
  static let year: UInt32 = 0x5E74  // 年
  static let month: UInt32 = 0x6708  // 月

  enum Anchor: Hashable {
    case absolute(Int)
    case relative(Int)
    /// The year just named: 当年, 同年, 全年.
    case named
    /// The year before the one that the sentence names, else before the writer's: 上年.
    case before
    case none
  }

  /// The part of the year.
  enum Part: Hashable {
    case none, wholeYear, yearEnd, yearStart
    case day(Int, Int), month(Int), monthEnd(Int), months(Int, Int), monthsToYear(Int, Int, Int)
    case half(Int), halfEnd(Int), quarter(Int), quarterEnd(Int), firstQuarters(Int), firstMonths(Int)
    case years(to: Int), yearsToMonth(Int, Int)
  }

  static let relativeWords = WordTable<Anchor>([
    ("今年", .relative(0)), ("本年度", .relative(0)), ("本年", .relative(0)), ("去年", .relative(-1)),
    ("上年度", .before), ("上一年度", .before), ("上一年", .before), ("上年", .before),
    ("过去的一年", .relative(-1)), ("刚过去的一年", .relative(-1)), ("前年", .relative(-2)), ("明年", .relative(1)),
    ("后年", .relative(2)), ("年内", .relative(0)), ("年度内", .named),
    ("当年", .named), ("同年", .named),
    ("次年", .relative(1)),
  ])

  static let presentWords = WordList([
    "截至目前", "截止目前", "截至当前", "截止当前", "截至现在", "截止到目前", "截至到目前", "到目前为止", "截至发稿", "目前为止", "目前", "当前", "迄今为止",
    "迄今", "至今", "现已", "现有", "如今", "截至日前",
  ])

  /// The characters with which a time may begin.
  private static let heads = ScalarSet(
    [planNames.words, relativeWords.words, presentWords, bareParts.words, spans.words, looseSpans]
      .flatMap(\.firstScalars) + (0x30...0x39) + "〇零一二两三四五六七八九前以脱“\"「".folded)

  /// The times in a sentence, in order; the context takes the years that they set.
  func mentions(in text: TextView, range: Range<Int>, context: inout Context) -> [PeriodMention] {
    var found: [PeriodMention] = []
    var position = range.lowerBound
    let heads = PeriodScanner.heads
    // Whether the sentence's year was told from the writer's day (去年), or lies ahead: such a year ends with its part of
    // the sentence.
    var isPassing = false
    let scalars = text.scalars
    while position < range.upperBound {
      if !isPassing {
        position = heads.first(in: scalars, position..<range.upperBound)
        if position >= range.upperBound { break }
      }
      if scalars[position] == Scalar.semicolon, isPassing {
        context.sentenceYear = nil
        isPassing = false
      }
      guard heads.contains(scalars[position]) else {
        position += 1
        continue
      }
      if var mention = mention(in: text, at: position, range: range, context: context) {
        // 较4月、5月分别回升: what is compared with goes on.
        if let last = found.last, last.isComparisonBase, last.range.upperBound + 1 == mention.range.lowerBound,
          Scalar.isAny(scalars[last.range.upperBound], "、和与")
        {
          mention = mention.asComparisonBase
        }
        // The years of 《…方案（2016—2017年）》 are the paper's.
        if text.isInTitle(mention.range.lowerBound, from: range.lowerBound) {
          position = max(mention.range.upperBound, position + 1)
          continue
        }
        found.append(mention)
        if mention.shape == .since, mention.basis == .relative, mention.setsYear,
          mention.start.year < context.reference.year
        {
          context.sinceYear = mention.start.year
        }
        if mention.setsYear, !mention.isComparisonBase {
          context.sentenceYear = mention.end.year
          context.paragraphYear = mention.end.year
          isPassing = mention.basis == .relative || mention.end > context.reference
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

  func mention(
    in text: TextView, at index: Int, range: Range<Int>, context: Context
  ) -> PeriodMention? {
    let end = range.upperBound
    if let plan = planPeriod(in: text, at: index, range: range, context: context) { return plan }
    if let span = relativeSpan(in: text, at: index, range: range, context: context) { return span }
    if let length = PeriodScanner.presentWords.length(in: text, at: index, end: end),
      // 截至今年上半年末 holds no 至今.
      text.scalars[index + length - 1] != 0x4ECA || !text.has("年", at: index + length, end: end)
    {
      return PeriodMention(
        range: index..<index + length, start: context.reference, end: context.reference,
        shape: .instant, basis: .relative, isCutoff: text.scalars[index] == 0x622A, isComparisonBase: false,
        isPresent: true, setsYear: false)
    }
    var anchor = Anchor.none
    var part = Part.none
    var cursor = index
    let scalar = text.scalars[index]
    if Scalar.isDigit(scalar) {
      guard index == range.lowerBound || !isJoined(text, index) else { return nil }
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
    } else if let entry = PeriodScanner.relativeWords.entry(in: text, at: index, end: end),
      // 以前年度 holds no 前年, 11万元以上年度限额 no 上年.
      !Scalar.isAny(scalar, "前上") || index == range.lowerBound || text.scalars[index - 1] != 0x4EE5
    {
      anchor = entry.value
      cursor = index + entry.length
    } else if let (bare, after) = barePart(text, index, end) {
      part = bare
      cursor = after
    } else {
      return nil
    }
    if part == .none, anchor != .none { (part, cursor) = partAfterYear(text, cursor, end) }
    if case .day = part,
      let stretch = dayStretch(anchor, part, index..<cursor, in: text, range: range, context: context)
    {
      return stretch
    }
    return resolve(anchor, part, index..<cursor, in: text, range: range, context: context)
  }

  // MARK: Reading

  /// Whether a digit at an index goes on with what stands before it. A comma joins digits only: 1,234, but 机制,2023年.
  func isJoined(_ text: TextView, _ index: Int) -> Bool {
    let scalar = text.scalars[index - 1]
    if scalar == 0x2C { return index > 1 && Scalar.isDigit(text.scalars[index - 2]) }
    return Scalar.isDigit(scalar) || Scalar.isLetter(scalar) || scalar == 0x2E || scalar == 0x2F
  }

  func integer(_ text: TextView, _ index: Int, _ end: Int, digits: ClosedRange<Int>) -> (Int, Int)? {
    var value = 0
    var cursor = index
    while cursor < end, Scalar.isDigit(text.scalars[cursor]), cursor - index < 9 {
      value = value * 10 + Int(text.scalars[cursor] - 0x30)
      cursor += 1
    }
    return digits.contains(cursor - index) ? (value, cursor) : nil
  }

  func skipSpaces(_ text: TextView, _ index: Int, _ end: Int) -> Int {
    var cursor = index
    while cursor < end, text.scalars[cursor] == Scalar.space { cursor += 1 }
    return cursor
  }

  func isSeparator(_ text: TextView, _ index: Int, _ end: Int) -> Int? {
    let cursor = skipSpaces(text, index, end)
    guard cursor < end, Scalar.isAny(text.scalars[cursor], PeriodScanner.separators) else { return nil }
    var after = cursor + 1
    while after < end, Scalar.isAny(text.scalars[after], PeriodScanner.separators) { after += 1 }
    return skipSpaces(text, after, end)
  }

  func absoluteYear(_ text: TextView, _ index: Int, _ end: Int) -> (Int, Part, Int)? {
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
    // 2021我市实施…: the 年 was left out.
    if index == 0 || Scalar.isAny(text.scalars[index - 1], "，；。,;"),
      PeriodScanner.places.stands(in: text, at: after, end: end)
    {
      return (number, .none, after)
    }
    if isInYearList(text, after, end) || isLastOfYearList(text, index, after, end) { return (number, .none, after) }
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

  private static let places = WordList(["我市", "全市", "我省", "全省", "我县", "全县", "我区", "全区", "我州", "全州", "全国"])

  /// Whether a list of years goes on behind one and ends with 年 or 个年度: 2021、2022、2023三个年度.
  private func isInYearList(_ text: TextView, _ after: Int, _ end: Int) -> Bool {
    var cursor = after
    var years = 1
    while cursor < end, text.scalars[cursor] == Scalar.enumeration || text.scalars[cursor] == 0x548C {  // 和
      guard let (number, next) = integer(text, cursor + 1, end, digits: 4...4), (1949...2099).contains(number) else {
        return false
      }
      years += 1
      cursor = next
    }
    if years > 1, cursor < end, text.scalars[cursor] == PeriodScanner.year { return true }
    guard cursor < end, Numerals.digit(text.scalars[cursor]) != nil else { return false }
    return text.has("个年度", at: cursor + 1, end: end) || years > 1 && text.has("年", at: cursor + 1, end: end)
  }

  /// Whether a year closes a list that says how many it holds: 2019、2020两年.
  private func isLastOfYearList(_ text: TextView, _ index: Int, _ after: Int, _ end: Int) -> Bool {
    guard index >= 5, after + 1 < end,
      text.scalars[index - 1] == Scalar.enumeration || text.scalars[index - 1] == 0x548C,
      let (before, _) = integer(text, index - 5, index - 1, digits: 4...4), (1949...2099).contains(before)
    else { return false }
    return Numerals.digit(text.scalars[after]) != nil
      && (text.has("年", at: after + 1, end: end) || text.has("个年度", at: after + 1, end: end))
  }

  func chineseYear(_ text: TextView, _ index: Int, _ end: Int) -> (Int, Int)? {
    guard index + 4 < end, text.scalars[index + 4] == PeriodScanner.year else { return nil }
    var value = 0
    for offset in 0..<4 {
      guard let digit = Numerals.digit(text.scalars[index + offset]) else { return nil }
      value = value * 10 + digit
    }
    return (1949...2099).contains(value) ? (value, index + 5) : nil
  }

  func partAfterYear(_ text: TextView, _ index: Int, _ end: Int) -> (Part, Int) {
    var cursor = skipSpaces(text, index, end)
    guard cursor < end else { return (.none, index) }
    if text.scalars[cursor] == 0x7684 {  // 2024年的1—5月
      let next = skipSpaces(text, cursor + 1, end)
      if next < end, Scalar.isDigit(text.scalars[next]), let (part, after) = monthPart(text, next, end) {
        return (part, after)
      }
      return (.none, index)
    }
    if let entry = PeriodScanner.yearParts.entry(in: text, at: cursor, end: end) {
      // 2022年年初预算: the budget is the year's.
      if entry.value == .yearStart, text.has("预算", at: cursor + entry.length, end: end) {
        return (.none, cursor + entry.length)
      }
      return (entry.value, cursor + entry.length)
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

  static let yearParts = WordTable<Part>([
    ("年底", .yearEnd), ("年末", .yearEnd), ("底", .yearEnd), ("末", .yearEnd), ("年初", .yearStart), ("初", .yearStart),
    ("全年", .wholeYear), ("终", .yearEnd),
  ])

  private static let settings = WordList(["制定", "确定", "下达", "预算", "计划", "既定", "目标"])

  static let bareParts = WordTable<Part>([
    ("上半年末", .halfEnd(1)), ("上半年底", .halfEnd(1)), ("上半年", .half(1)), ("下半年", .half(2)),
    ("前三季度末", .quarterEnd(3)), ("前三季度", .firstQuarters(3)), ("前三个季度", .firstQuarters(3)),
    ("前两个季度", .firstQuarters(2)), ("前两季度", .firstQuarters(2)), ("前3季度", .firstQuarters(3)),
    ("第一季度末", .quarterEnd(1)), ("第二季度末", .quarterEnd(2)), ("第三季度末", .quarterEnd(3)), ("第四季度末", .quarterEnd(4)),
    ("一季度末", .quarterEnd(1)), ("二季度末", .quarterEnd(2)), ("三季度末", .quarterEnd(3)), ("四季度末", .quarterEnd(4)),
    ("1季度末", .quarterEnd(1)), ("2季度末", .quarterEnd(2)), ("3季度末", .quarterEnd(3)), ("4季度末", .quarterEnd(4)),
    ("第一季度", .quarter(1)), ("第二季度", .quarter(2)), ("第三季度", .quarter(3)), ("第四季度", .quarter(4)),
    ("一季度", .quarter(1)), ("二季度", .quarter(2)), ("三季度", .quarter(3)), ("四季度", .quarter(4)),
    ("1季度", .quarter(1)), ("2季度", .quarter(2)), ("3季度", .quarter(3)), ("4季度", .quarter(4)),
    ("年底", .yearEnd), ("年末", .yearEnd), ("年初", .yearStart), ("全年", .wholeYear),
  ])

  func barePart(_ text: TextView, _ index: Int, _ end: Int) -> (Part, Int)? {
    if let entry = PeriodScanner.bareParts.entry(in: text, at: index, end: end) {
      // 超额完成年初制定的目标: of the target, not of what was done.
      if entry.value == .yearStart, PeriodScanner.settings.stands(in: text, at: index + entry.length, end: end) {
        return nil
      }
      return (entry.value, index + entry.length)
    }
    guard text.scalars[index] == 0x524D else { return nil }  // 前5个月, 前五个月, 前8月
    let digits = skipSpaces(text, index + 1, end)
    guard digits < end, let numeral = Numerals.parse(text.scalars, at: digits, end: end),
      let count = numeral.value.integer, (1...12).contains(count)
    else { return nil }
    let after = skipSpaces(text, numeral.range.upperBound, end)
    if text.has("个月", at: after, end: end) { return (.firstMonths(count), after + 2) }
    if text.has("月", at: after, end: end) { return (.firstMonths(count), after + 1) }
    return nil
  }

  /// 6月末, 1—5月, 7月15日, 2024年10月至2025年3月 behind the year.
  func monthPart(_ text: TextView, _ index: Int, _ end: Int) -> (Part, Int)? {
    guard let (first, afterFirst) = integer(text, index, end, digits: 1...2), (1...12).contains(first) else {
      return nil
    }
    var cursor = skipSpaces(text, afterFirst, end)
    if let next = isSeparator(text, afterFirst, end),
      let (second, afterSecond) = integer(text, next, end, digits: 1...2),
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
      if mark < end, text.scalars[mark] == 0x65E5 || text.scalars[mark] == 0x53F7 {
        return (.day(first, day), mark + 1)
      }
    }
    return monthEnding(text, first, cursor, end)
  }

  func monthEnding(_ text: TextView, _ month: Int, _ index: Int, _ end: Int) -> (Part, Int) {
    guard index < end else { return (.month(month), index) }
    switch text.scalars[index] {
    case 0x5E95, 0x672B: return (.monthEnd(month), index + 1)  // 底 末
    case 0x4EFD: return (.month(month), index + 1)  // 份
    case 0x521D, 0x4E2D: return (.month(month), index + 1)  // 初 中
    default: return (.month(month), index)
    }
  }

  func afterOptional(_ text: TextView, _ index: Int, _ end: Int) -> Int {
    index < end && text.scalars[index] == 0x4EFD ? index + 1 : index  // 份
  }

}
