import DafuModel

/// From the words of a time to its days.
extension PeriodScanner {
  func resolve(
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
    case .before: year = (context.sentenceYear ?? reference.year) - 1
    case .named: year = context.sentenceYear ?? context.paragraphYear ?? reference.year
    case .none:
      setsYear = false
      year = bareYear(
        part, isBase: isBase, planned: context.isPlanning || isPlanned(text, range, sentence), context: context)
    }
    guard let days = days(year, part) else { return nil }
    if days.1 < reference, isAttribute(text, range.upperBound, sentence) {
      return PeriodMention(
        range: range, start: days.0, end: days.1, shape: days.2, basis: basis, isCutoff: false, isComparisonBase: true,
        isPresent: false, setsYear: false)
    }
    var (start, end, shape) = days
    var upper = range.upperBound
    if text.has("以来", at: upper, end: sentence.upperBound) {
      shape = .since
      end = max(reference, start)
      upper += 2
      if part == .none, case .relative(0) = anchor { shape = .span }  // 今年以来 is a flow of this year
    } else if case .absolute = anchor, part == .none, text.has("来", at: upper, end: sentence.upperBound),
      !PeriodScanner.comings.stands(in: text, at: upper, end: sentence.upperBound)
    {
      // 2012年来
      shape = .since
      end = max(reference, start)
      upper += 1
    } else if let since = sinceEvent(text, range, sentence, upper) {
      // 自2019年设立以来
      shape = .since
      start = min(start, end)
      end = max(reference, start)
      upper = since
    } else if shape == .span, part == .none, let before = beforeWord(text, upper, sentence) {
      // 2018年之前: up to the end of the year before.
      start = .firstDay(ofYear: year - 1)
      end = .lastDay(ofYear: year - 1)
      upper = before
    } else if text.has("起", at: upper, end: sentence.upperBound),
      !text.has("起草", at: upper, end: sentence.upperBound)
    {
      shape = .from
      upper += 1
      // 自2024年6月起，累计发放…: what has been reached since then.
      if start <= reference, runsOn(text, range, sentence, from: upper) {
        shape = .since
        end = reference
      }
    }
    let isCutoff = hasCutoff(text, range.lowerBound, sentence.lowerBound)
    if isCutoff, shape == .span {
      shape = .instant
      // 截至2021年, written in that year: up to the writer's day.
      if part == .none || isMonth(part), start <= reference, end > reference { end = reference }
    }
    if shape == .span, case .relative(0) = anchor, part == .none, !isCutoff { end = min(end, max(reference, start)) }
    if shape == .instant { start = end }
    return PeriodMention(
      range: range.lowerBound..<upper, start: start, end: end, shape: shape, basis: basis, isCutoff: isCutoff,
      isComparisonBase: isBase, isPresent: false, setsYear: setsYear)
  }

  private static let comings = WordList(["来自", "来源", "来的", "来函", "来信", "来访", "来到"])
  private static let totals = WordList(["累计", "共计", "总计", "先后", "共", "合计"])

  /// Whether 自…起 leads to a total.
  private func runsOn(_ text: TextView, _ range: Range<Int>, _ sentence: Range<Int>, from place: Int) -> Bool {
    guard ["自", "从"].contains(where: { text.has($0, at: range.lowerBound - 1, end: range.lowerBound) }) else {
      return false
    }
    let stop = text.scalars.first(Scalar.semicolon, in: place..<sentence.upperBound) ?? sentence.upperBound
    return PeriodScanner.totals.occurs(in: text, place..<stop)
  }

  /// The end of 自2021年6月试点以来: a verb between the time and 以来.
  func sinceEvent(_ text: TextView, _ range: Range<Int>, _ sentence: Range<Int>, _ upper: Int) -> Int? {
    let isFrom = ["自", "从"].contains { text.has($0, at: range.lowerBound - 1, end: range.lowerBound) }
    // 2022年将青石区纳入重点关注县区以来
    let reach = text.has("将", at: upper, end: sentence.upperBound) ? 24 : isFrom ? 12 : 10
    var index = upper
    while index + 1 < sentence.upperBound, index - upper < reach {
      let scalar = text.scalars[index]
      if !isFrom, Scalar.isDigit(scalar) || scalar == 0x7684 { return nil }
      if scalar == Scalar.comma || scalar == Scalar.enumeration || scalar == Scalar.stop { return nil }
      if text.has("以来", at: index, end: sentence.upperBound) { return index + 2 }
      index += 1
    }
    return nil
  }

  private func beforeWord(_ text: TextView, _ place: Int, _ sentence: Range<Int>) -> Int? {
    text.has("之前", at: place, end: sentence.upperBound) || text.has("以前", at: place, end: sentence.upperBound)
      ? place + 2 : nil
  }

  private static let formations = WordList([
    "建成", "形成", "入住", "成立", "设立", "取得", "登记", "发生", "开工", "投用", "出生", "毕业", "参加", "购买",
  ])

  private static let befores = WordList(["以前", "之前", "前"])

  /// 2000年底前建成的小区: a date that belongs to an object's attribute dates no figure.
  func isAttribute(_ text: TextView, _ place: Int, _ sentence: Range<Int>) -> Bool {
    var cursor = place
    if let length = PeriodScanner.befores.length(in: text, at: cursor, end: sentence.upperBound) { cursor += length }
    guard cursor > place, PeriodScanner.formations.stands(in: text, at: cursor, end: sentence.upperBound) else {
      return false
    }
    while cursor < sentence.upperBound, !Scalar.isDigit(text.scalars[cursor]), text.scalars[cursor] != Scalar.stop {
      if text.scalars[cursor] == 0x7684 { return true }  // 的
      cursor += 1
    }
    return false
  }

  /// 今年5月1日至12月31日, 2022年7月1日—2023年6月30日: from a day to a day.
  func dayStretch(
    _ anchor: Anchor, _ part: Part, _ range: Range<Int>, in text: TextView, range sentence: Range<Int>, context: Context
  ) -> PeriodMention? {
    guard let next = isSeparator(text, range.upperBound, sentence.upperBound),
      let first = resolve(anchor, part, range, in: text, range: sentence, context: context), !first.isComparisonBase
    else { return nil }
    var year = first.start.year
    var last: (Part, Int)?
    if let (named, namedPart, after) = absoluteYear(text, next, sentence.upperBound) {
      year = named
      last = namedPart == .none ? partAfterYear(text, after, sentence.upperBound) : (namedPart, after)
    } else {
      last = monthPart(text, next, sentence.upperBound)
    }
    guard let (lastPart, after) = last, case .day = lastPart, let days = days(year, lastPart), days.1 > first.start
    else {
      return nil
    }
    return PeriodMention(
      range: range.lowerBound..<after, start: first.start, end: days.1, shape: .span, basis: first.basis,
      isCutoff: false, isComparisonBase: false, isPresent: false, setsYear: first.setsYear)
  }

  private func isMonth(_ part: Part) -> Bool { if case .month = part { true } else { false } }

  private func isStretch(_ part: Part) -> Bool {
    switch part {
    case .half, .quarter, .firstQuarters: true
    default: false
    }
  }

  /// The year of 6月末 or 全年 that names none: the sentence's, else the latest such time that has passed.
  func bareYear(_ part: Part, isBase: Bool, planned: Bool, context: Context) -> Int {
    let reference = context.reference
    switch part {
    case .wholeYear:
      if let year = context.sinceYear { return year }
      if planned { return reference.year }
      if let year = context.sentenceYear ?? context.paragraphYear { return year }
      return reference.year - (reference.month >= 11 ? 0 : 1)
    case .yearStart:
      return context.sentenceYear ?? reference.year
    default:
      if let year = context.sentenceYear { return year }
      guard !planned, let (start, end, _) = days(reference.year, part), end > reference else { return reference.year }
      // 4月初, written in April.
      if case .month = part, start <= reference { return reference.year }
      // 上半年, written on 28 June: the half that is about to end.
      if isStretch(part), end.month == reference.month, end.year == reference.year, reference.day >= 20 {
        return reference.year
      }
      // 年底 of an undated figure lies behind the document, not before it.
      return reference.year - 1
    }
  }

  func days(_ year: Int, _ part: Part) -> (CivilDate, CivilDate, PeriodMention.Shape)? {
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

  static let cutoffWords = WordList(["截至", "截止", "截至到", "截止到", "截止至", "截至于"])

  func hasCutoff(_ text: TextView, _ index: Int, _ start: Int) -> Bool {
    var edge = index
    while edge > start, text.scalars[edge - 1] == Scalar.space { edge -= 1 }
    return PeriodScanner.cutoffWords.ends(in: text, at: edge, from: start)
  }

  static let baseWords: [[UInt32]] = [
    "较", "比", "相当于", "与", "同", "对比", "相比", "是", "为", "占", "高于", "低于", "超过", "多于", "少于", "优于", "好于", "达到", "恢复到", "接近",
    "相较", "相较于", "较之",
  ].map(\.folded)

  /// 较年初, 比上年, 相当于2014年的2.6倍: the time is a change's base.
  func isComparisonBase(_ text: TextView, _ range: Range<Int>, _ sentence: Range<Int>) -> Bool {
    var edge = range.lowerBound
    while edge > sentence.lowerBound, text.scalars[edge - 1] == Scalar.space { edge -= 1 }
    for word in PeriodScanner.baseWords {
      guard edge - word.count >= sentence.lowerBound, text.has(word, at: edge - word.count, end: edge) else { continue }
      let scalar = word[0]
      if word.count == 1, scalar == 0x8F83 || scalar == 0x6BD4 { return true }  // 较 比
      if word.count > 1, scalar != 0x8FBE, scalar != 0x8D85, scalar != 0x63A5 { return true }
      // 是 and 为 only before …的N倍; 与 and 同 only before …相比, …持平.
      let behind = range.upperBound..<min(sentence.upperBound, range.upperBound + 14)
      func opens(_ word: String) -> Bool { text.has(word, at: behind.lowerBound, end: behind.upperBound) }
      if scalar == 0x662F || scalar == 0x4E3A || scalar == 0x8FBE || scalar == 0x8D85 || scalar == 0x63A5 {
        if opens("的"), ["倍", "成", "%"].contains(where: { text.holds($0, in: behind) }) { return true }
        // 规模是去年省级资金的近3倍
        if scalar == 0x662F || scalar == 0x4E3A, text.holds("的", in: behind), text.holds("倍", in: behind),
          !behind.contains(where: { Scalar.isAny(text.scalars[$0], "，；。") })
        {
          return true
        }
        // 是2019年试验区创建之初的5.4倍
        if let beginning = PeriodScanner.beginning(
          text, range.upperBound..<min(sentence.upperBound, range.upperBound + 24)),
          text.has("的", at: beginning, end: sentence.upperBound),
          text.holds("倍", in: beginning..<min(sentence.upperBound, beginning + 10))
        {
          return true
        }
      } else if scalar == 0x4E0E || scalar == 0x540C {
        if text.holds("相比", in: behind) || text.holds("持平", in: behind) || opens("同期") { return true }
      } else if scalar == 0x5360 {
        return true
      }
    }
    // 在去年基础上再下降15%
    for word in ["基础上", "的基础上"] where text.has(word, at: range.upperBound, end: sentence.upperBound) {
      return true
    }
    // 在2022年下降0.82个百分点的基础上，再下降0.75个百分点
    if edge > sentence.lowerBound, text.scalars[edge - 1] == 0x5728, text.holds("年", in: range) {  // 在
      let limit = min(sentence.upperBound, range.upperBound + 26)
      let stop = text.scalars.first(Scalar.comma, in: range.upperBound..<limit) ?? limit
      if text.holds("的基础上", in: range.upperBound..<stop) { return true }
    }
    return text.has("同期", at: range.upperBound, end: sentence.upperBound)
  }

  /// Where the words of a beginning end: 创建之初, 成立时.
  private static func beginning(_ text: TextView, _ window: Range<Int>) -> Int? {
    for place in window {
      if let length = firstTimes.length(in: text, at: place, end: window.upperBound) { return place + length }
      if Scalar.isAny(text.scalars[place], "，；。、") { return nil }
    }
    return nil
  }

  private static let firstTimes = WordList(["之初", "初期", "成立时", "设立时", "启动时", "创建时", "开办时", "试点前", "改革前", "实施前", "启动前"])

  private static let planWords = WordList(["力争", "争取", "预计", "计划", "确保", "目标", "将", "拟", "预期", "推动", "到"])
  private static let planWordsBehind = WordList(["力争", "计划", "预计", "争取", "将", "拟", "要完成", "要实现", "要达到", "要新增"])

  func isPlanned(_ text: TextView, _ range: Range<Int>, _ sentence: Range<Int>) -> Bool {
    let before = max(sentence.lowerBound, range.lowerBound - 6)..<range.lowerBound
    if PeriodScanner.planWords.occurs(in: text, before) { return true }
    if text.has("起", at: range.upperBound, end: sentence.upperBound) { return true }
    let behind = range.upperBound..<min(sentence.upperBound, range.upperBound + 6)
    return behind.contains { PeriodScanner.planWordsBehind.stands(in: text, at: $0, end: sentence.upperBound) }
  }
}
