import DafuModel

/// Five-year plans and stretches counted from the document's date: “十四五”以来, 近三年, 未来三年.
extension PeriodScanner {
  /// The plans and their first years.
  static let planNames = WordTable<Int>([
    ("十一五", 2006), ("十二五", 2011), ("十三五", 2016), ("十四五", 2021), ("十五五", 2026), ("十六五", 2031),
  ])

  /// Words before a count of years, and whether the stretch lies in the past.
  static let spans = WordTable<Bool>([
    ("最近", true), ("近", true), ("过去", true), ("未来", false), ("今后", false), ("连续", true),
  ])

  /// Stretches without a count.
  static let looseSpans = WordList(["近年来", "近几年来", "近几年", "多年来", "长期以来", "半年多来", "半年来"])

  /// Verbs of a beginning before 以来.
  static let beginnings = WordList([
    "试点", "成立", "设立", "揭牌", "开园", "通车", "开业", "运行", "上线", "实施", "启动", "开展", "推出", "落地", "创建", "组建", "建立", "挂牌", "投产",
    "改革", "施行", "运营",
    "推行",
    "开办", "出台", "印发", "创设",
  ])

  func planPeriod(in text: TextView, at index: Int, range: Range<Int>, context: Context) -> PeriodMention? {
    let isQuoted =
      text.scalars[index] == Scalar.openQuote || text.scalars[index] == 0x22 || text.scalars[index] == 0x300C
    let begin = isQuoted ? index + 1 : index
    guard let plan = PeriodScanner.planNames.entry(in: text, at: begin, end: range.upperBound) else { return nil }
    var cursor = begin + plan.length
    if isQuoted {
      guard cursor < range.upperBound, [Scalar.closeQuote, 0x22, 0x300D].contains(text.scalars[cursor]) else {
        return nil
      }
      cursor += 1
    }
    let reference = context.reference
    let start = CivilDate.firstDay(ofYear: plan.value)
    let last = CivilDate.lastDay(ofYear: plan.value + 4)
    func mention(_ word: String, _ end: CivilDate, _ shape: PeriodMention.Shape) -> PeriodMention {
      PeriodMention(
        range: index..<cursor + word.unicodeScalars.count, start: shape == .instant ? end : start, end: end,
        shape: shape, basis: .stated, isCutoff: false,
        isComparisonBase: isComparisonBase(text, index..<cursor + word.unicodeScalars.count, range), isPresent: false,
        setsYear: true)
    }
    if text.has("以来", at: cursor, end: range.upperBound) { return mention("以来", max(start, reference), .since) }
    for word in ["初期", "期初", "之初", "初"] where text.has(word, at: cursor, end: range.upperBound) {
      return mention(word, start, .instant)
    }
    for word in ["期末", "末", "末期", "时期末"] where text.has(word, at: cursor, end: range.upperBound) {
      return mention(word, last, .instant)
    }
    for word in ["期间", "时期", "规划期", "期内", "期", "五年"] where text.has(word, at: cursor, end: range.upperBound) {
      return mention(word, reference >= start && reference <= last && !context.isPlanning ? reference : last, .span)
    }
    return nil
  }

  /// 近三年, 近5年来, 三年来, 未来三年, 今后五年, 三年内, 开业以来.
  func relativeSpan(in text: TextView, at index: Int, range: Range<Int>, context: Context) -> PeriodMention? {
    let reference = context.reference
    let end = range.upperBound
    let scalar = text.scalars[index]
    func years(_ at: Int) -> (count: Int, after: Int)? {
      var cursor = at
      while cursor < end, text.scalars[cursor] == Scalar.space { cursor += 1 }
      guard cursor < end, let numeral = Numerals.parse(text.scalars, at: cursor, end: end),
        let count = numeral.value.integer, (1...30).contains(count)
      else { return nil }
      cursor = numeral.range.upperBound
      while cursor < end, text.scalars[cursor] == Scalar.space { cursor += 1 }
      if text.has("个年度", at: cursor, end: end) { return (count, cursor + 3) }
      guard cursor < end, text.scalars[cursor] == 0x5E74 else { return nil }
      return (count, cursor + 1)
    }
    func mention(_ upper: Int, _ start: CivilDate, _ last: CivilDate, _ shape: PeriodMention.Shape) -> PeriodMention {
      PeriodMention(
        range: index..<upper, start: start, end: last, shape: shape, basis: .relative, isCutoff: false,
        // 连续两年 only places an event; it governs nothing.
        isComparisonBase: text.scalars[index] == 0x8FDE, isPresent: false, setsYear: false)
    }
    if scalar == 0x4ECA, text.has("今明两年", at: index, end: end) {  // 今
      return mention(index + 4, .firstDay(ofYear: reference.year), .lastDay(ofYear: reference.year + 1), .span)
    }
    if let (length, isPast) = PeriodScanner.spans.entry(in: text, at: index, end: end),
      let (count, after) = years(index + length)
    {
      let upper = text.has("来", at: after, end: end) ? after + 1 : after
      return isPast
        ? mention(upper, .firstDay(ofYear: reference.year - count + 1), reference, .span)
        : mention(upper, reference, .lastDay(ofYear: reference.year + count), .span)
    }
    if Scalar.isDigit(scalar) || Numerals.digit(scalar) != nil,
      index == range.lowerBound || !Scalar.isDigit(text.scalars[index - 1]),
      // A number of three digits counts no years of a stretch.
      scalar == 0x30 || !Scalar.isDigit(scalar) || !Scalar.isDigit(text.scalars[index + 1])
        || !Scalar.isDigit(text.scalars[index + 2]) || index + 3 > end,
      let (count, after) = years(index)
    {
      // 一年多来累计: since then.
      if text.has("多来", at: after, end: end) {
        return mention(after + 2, .firstDay(ofYear: reference.year - count), reference, .since)
      }
      if text.has("来", at: after, end: end) {
        if text.has("来自", at: after, end: end) { return nil }
        return mention(
          after + 1, .firstDay(ofYear: reference.year - count + 1), reference, .span)
      }
      // 期限三年内 is a limit; a clause that begins with 三年内 places what follows.
      if text.has("内", at: after, end: end), !isLimit(text, index, range.lowerBound) {
        return mention(after + 1, reference, .lastDay(ofYear: reference.year + count), .span)
      }
    }
    // 脱贫攻坚期内, 脱贫攻坚期间: of a stretch that ended with 2020.
    if scalar == 0x8131, text.has("脱贫攻坚期", at: index, end: end) {  // 脱
      return mention(
        index + 5, .firstDay(ofYear: 2016), min(max(reference, .firstDay(ofYear: 2016)), .lastDay(ofYear: 2020)), .span)
    }
    // 自试点以来: from a beginning that is not dated.
    if scalar == 0x4EE5, text.has("以来", at: index, end: end),  // 以
      PeriodScanner.beginnings.ends(in: text, at: index, from: range.lowerBound)
    {
      return mention(index + 2, reference, reference, .since)
    }
    if let length = PeriodScanner.looseSpans.length(in: text, at: index, end: end) {
      return mention(index + length, reference, reference, .since)
    }
    return nil
  }

  private func isLimit(_ text: TextView, _ index: Int, _ start: Int) -> Bool {
    // 毕业3年内, 成立3年内: who may apply.
    for word in [
      "期限", "最长", "不超过", "年限", "为期", "期", "延长", "毕业", "成立", "创业", "离校", "注册", "入职", "登记", "取得", "设立", "投产",
    ] {
      let length = word.unicodeScalars.count
      var edge = index
      while edge > start, text.scalars[edge - 1] == Scalar.space { edge -= 1 }
      if edge - length >= start, text.has(word, at: edge - length, end: edge) { return true }
    }
    return false
  }
}
