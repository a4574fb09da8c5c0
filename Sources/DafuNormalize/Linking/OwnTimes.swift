import DafuModel

/// Times that the grammar of the sentence ties to one figure, whatever else is named.
extension PeriodRule {
  /// The time that belongs to a figure and to no other: 比2019年同期（653亿元）, 2万亩已于6月底完成.
  func ownTime(of figure: Figure, _ clause: Range<Int>) -> PeriodMention? {
    let text = sentence.text
    if let first = startOfChange(figure) ?? sinceOpening(figure, clause) { return first }
    for mention in sentence.periods {
      if mention.isComparisonBase {
        var place = mention.range.upperBound
        // 比2010年6917万元增长10.6倍: the level then stands right behind.
        let level = text.has("的", at: place, end: figure.core.lowerBound) ? place + 1 : place
        if level == figure.range.lowerBound,
          figure.unitClass == .money || figure.unitClass == .count || figure.unitClass == .physical,
          PeriodRule.growths.stands(in: text, at: figure.range.upperBound, end: clause.upperBound)
        {
          return mention
        }
        // 在2022年下降0.82个百分点的基础上: what was added to then; 较2018年的41%提高到55%: where it began.
        if place <= figure.core.lowerBound, clause.contains(mention.range.lowerBound),
          isBasis(figure, mention) || isBeginning(figure, behind: mention)
        {
          return mention
        }
        // 比2019年同期（653亿元）: or in the bracket behind.
        if text.has("同期", at: place, end: figure.core.lowerBound) { place += 2 }
        if place < figure.core.lowerBound, text.scalars[place] == Scalar.openParenthesis,
          place + 1 == figure.range.lowerBound
        {
          return mention
        }
      } else if mention.range.lowerBound >= figure.core.upperBound, clause.contains(mention.range.lowerBound),
        isDoneBy(mention),
        !sentence.figures.contains(where: {
          $0.core.lowerBound >= figure.core.upperBound && $0.core.upperBound <= mention.range.lowerBound
        })
      {
        return mention
      }
    }
    return nil
  }

  /// Whether 的基础上 stands behind a figure that follows a time.
  private func isBasis(_ figure: Figure, _ base: PeriodMention) -> Bool {
    sentence.text.has("的基础上", at: figure.range.upperBound, end: sentence.range.upperBound)
      && !sentence.figures.contains {
        $0.core.lowerBound >= base.range.upperBound && $0.core.upperBound <= figure.core.lowerBound
      }
  }

  /// Whether a figure follows 较…年的 and what it rose or fell to stands behind it.
  private func isBeginning(_ figure: Figure, behind base: PeriodMention) -> Bool {
    let text = sentence.text
    return text.has("的", at: base.range.upperBound, end: figure.range.lowerBound)
      && base.range.upperBound + 1 == figure.range.lowerBound
      && sentence.has(
        figure.range.upperBound..<min(sentence.range.upperBound, figure.range.upperBound + 2),
        { if case .arrival = $0 { true } else { false } })
  }

  /// The time of the first end of a change that names none of its own: 户数从2012年底的9万户减少到2019年底的1万户，发生率由8.4%降至1.2%;
  /// 2016—2019年，投入从16亿元增加至22亿元.
  private func startOfChange(_ figure: Figure) -> PeriodMention? {
    guard let index = sentence.figures.firstIndex(where: { $0.core == figure.core }) else { return nil }
    if let times = timesOfChange(from: index) { return times.start }
    if index > 0, let times = timesOfChange(from: index - 1) { return times.end }
    return nil
  }

  /// The times of both ends of a change that begins with a figure.
  private func timesOfChange(from index: Int) -> (start: PeriodMention, end: PeriodMention)? {
    let text = sentence.text
    let figure = sentence.figures[index]
    var place = figure.range.lowerBound
    // 由每人每年235元增加到
    if let rate = PeriodRule.rates.length(in: text, endingAt: place, from: sentence.range.lowerBound) { place -= rate }
    guard place > sentence.range.lowerBound, Scalar.isAny(text.scalars[place - 1], "从由"),
      index + 1 < sentence.figures.count
    else { return nil }
    let end = sentence.figures[index + 1]
    guard end.unitClass == figure.unitClass, end.unit == figure.unit,
      end.core.lowerBound - figure.core.upperBound <= 12,
      sentence.has(figure.core.upperBound..<end.core.lowerBound, { $0 == .arrival }),
      !sentence.periods.contains(where: {
        $0.range.lowerBound >= figure.core.upperBound && $0.range.upperBound <= end.core.lowerBound
      })
    else { return nil }
    let before = sentence.periods.filter { $0.range.upperBound < place && !$0.isComparisonBase && $0.setsYear }
    guard let last = before.last, last.end <= reference else { return nil }
    if last.shape == .span, last.basis == .stated, last.start.year < last.end.year, !last.isCutoff {
      return (last.firstYear, last.lastYear)
    }
    // The last change that is dated: 从2012年底的A减少到2019年底的B.
    guard before.count > 1 else { return nil }
    let first = before[before.count - 2]
    guard first.end < last.end, isBehindFrom(first), text.has("的", at: first.range.upperBound, end: place),
      text.has("的", at: last.range.upperBound, end: place)
    else { return nil }
    return (first, last)
  }

  private static let rates = WordList(["每人每年", "每人每月", "每亩", "每户", "每人", "每年", "每月", "每头"])

  private func isBehindFrom(_ mention: PeriodMention) -> Bool {
    mention.range.lowerBound > sentence.range.lowerBound
      && Scalar.isAny(sentence.text.scalars[mention.range.lowerBound - 1], "从由")
  }

  /// “十三五”以来，投入从2016年的A增加到2019年的B，累计支出C: a total counts from the beginning that opens the sentence, whatever years
  /// the ends of changes have.
  func sinceOpening(_ figure: Figure, _ clause: Range<Int>) -> PeriodMention? {
    guard let first = sentence.periods.first, first.shape == .since,
      first.range.lowerBound <= sentence.range.lowerBound + 2,
      first.setsYear, isCumulative(figure, clause),
      !sentence.periods.contains(where: {
        clause.contains($0.range.lowerBound) && $0.range.upperBound <= figure.core.lowerBound
      }),
      let start = sentence.periods.first(where: { $0.range.lowerBound > first.range.lowerBound }), isBehindFrom(start),
      sentence.periods.count { !$0.isComparisonBase && $0.range.upperBound <= figure.core.lowerBound } == 3
    else { return nil }
    return first
  }

  private static let growths = WordList(["增长", "下降", "增加", "减少", "提高", "上升", "翻"])

  /// 于2021年底, 在2021年底 with nothing counted behind it in the clause.
  private func isDoneBy(_ mention: PeriodMention) -> Bool {
    let clause = sentence.clause(at: mention.range.lowerBound)
    let word = mention.range.lowerBound - 1
    guard sentence.text.has("于", at: word, end: clause.upperBound),
      // 高于2021年底 compares.
      !Scalar.isAny(sentence.text.scalars[word - 1], "高低优等属对基位大小多少快慢")
    else { return false }
    return mention.end <= reference
      && !sentence.figures.contains {
        $0.core.lowerBound >= mention.range.upperBound && $0.core.lowerBound < clause.upperBound
      }
  }

  /// Whether a time dates a figure before it in its own clause, and nothing behind.
  func isOfFigureBefore(_ mention: PeriodMention, _ figure: Figure) -> Bool {
    guard isDoneBy(mention) else { return false }
    let clause = sentence.clause(at: mention.range.lowerBound)
    return !clause.contains(figure.core.lowerBound)
      && sentence.figures.contains {
        $0.core.lowerBound >= clause.lowerBound && $0.core.upperBound <= mention.range.lowerBound
      }
  }

  /// Whether the grammar leaves no doubt of the time: a closed stretch of years at the beginning of the sentence or a year in the
  /// figure's own clause, which is no base and dates no act.
  func isCertain(_ governing: Governing, _ figure: Figure) -> Bool {
    let mention = governing.mention
    guard !governing.isRemembered, !isEvent(mention) else { return false }
    // 全年 is of the year that the sentence has named.
    let isWholeYear = sentence.text.string(mention.range) == "全年"
    guard mention.setsYear || mention.shape == .since || isWholeYear else { return false }
    let clause = sentence.clause(at: figure.core.lowerBound)
    if ownTime(of: figure, clause) == mention { return true }
    guard mention.range.upperBound <= figure.core.lowerBound else { return false }
    if clause.contains(mention.range.lowerBound) { return mention.basis == .stated || isWholeYear }
    return mention.shape == .span && mention.start.year < mention.end.year && mention.basis == .stated
      && (mention.range.lowerBound <= sentence.range.lowerBound + 1
        || PeriodRule.sources.ends(in: sentence.text, at: mention.range.lowerBound, from: sentence.range.lowerBound))
  }

  private static let sources = WordList(["据统计，", "据不完全统计，", "据了解，", "据测算，"])

  /// 2021年建成充电桩630个: what was built within a year that stands in its clause is of the year, not of its last day.
  func isBuiltWithin(_ governing: Governing, _ figure: Figure) -> Bool {
    let mention = governing.mention
    guard figure.unitClass == .count || figure.unitClass == .physical, !governing.isRemembered, mention.shape == .span,
      !mention.isCutoff, sentence.clause(at: figure.core.lowerBound).contains(mention.range.lowerBound),
      mention.range.upperBound <= figure.core.lowerBound
    else { return false }
    let own = mention.range.upperBound..<figure.core.lowerBound
    return PeriodRule.building.occurs(in: sentence.text, own) && !PeriodRule.standing.occurs(in: sentence.text, own)
  }

  /// A quarter, a half or months, by itself: 截至 and 以来 make no such stretch.
  private func isPartOfYear(_ mention: PeriodMention) -> Bool {
    let months = mention.end.month - mention.start.month + 1
    return mention.start.day == 1 && (2...9).contains(months) && mention.end.day >= 28
      && !sentence.text.has("以来", at: mention.range.upperBound - 2, end: mention.range.upperBound)
  }

  private static let totals = WordList(["累计"])
  private static let origins = WordList(["以来", "推出", "成立", "设立", "上线", "启动", "至今", "历年"])
  private static let building = WordList(["建成", "新建", "改建", "改扩建", "修缮", "改造", "配备", "安装", "新增", "修建", "完成"])
  private static let standing = WordList(["累计", "共有", "现有", "达到", "总数", "已达", "拥有", "全部"])

  /// The words of a time as a reason.
  func words(of governing: Governing) -> String {
    sentence.words(of: governing.mention, remembered: governing.isRemembered)
  }

  /// Whether a time is a closed stretch that the sentence names: nothing within it is counted from a beginning: 2019—2021年累计发放, 今年以来已发放.
  func isClosed(_ governing: Governing, _ figure: Figure) -> Bool {
    let mention = governing.mention
    guard !governing.isRemembered, mention.shape == .span, !mention.isCutoff, !isEvent(mention) else { return false }
    if mention.start.year < mention.end.year { return mention.basis == .stated }
    // 上半年累计办理412亿元, 一季度，累计发放158亿元: a total of the months that the clause, or the one before, names.
    let between = mention.range.upperBound..<max(mention.range.upperBound, figure.core.lowerBound)
    if isPartOfYear(mention), !sentence.figures.contains(where: { between.contains($0.core.lowerBound) }),
      PeriodRule.totals.occurs(in: sentence.text, between), !PeriodRule.origins.occurs(in: sentence.text, between)
    {
      return true
    }
    // 今年新增担保279户，累计担保1558户: a total leaves one year behind.
    return sentence.text.has("以来", at: mention.range.upperBound - 2, end: mention.range.upperBound)
      && !isCumulative(figure, mention.range.upperBound..<figure.core.lowerBound)
  }
}
