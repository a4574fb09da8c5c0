import DafuModel

/// The paragraph that opens a reply: 您提出的…收悉…现答复如下.
enum OpeningParagraph {
  static func matches(_ line: Line) -> Bool {
    guard line.count >= 10 else { return false }
    let plain = line.squashed
    if plain.contains("收悉") { return true }
    if plain.contains(anyOf: closings) { return true }
    return plain.contains(anyOf: ["如下：", "如下:", "如下。"])
      && plain.contains(anyOf: ["提案", "建议", "议案"]) && plain.contains(anyOf: ["办理", "答复", "回复", "研究", "意见", "汇报", "报告"])
  }

  static let closings: LineWords = [
    "答复如下", "函复如下", "回复如下", "复函如下", "批复如下", "答复意见如下", "答复情况如下", "情况函告如下", "办理情况如下", "答复您如下", "答复你们如下",
  ]
}

/// 落款: the lines that sign a letter.
enum SignatureLine {
  /// Whether a line is a date and nothing else.
  static func isDate(_ line: Line) -> Bool { date(line) != nil }

  /// The date of a line that is nothing else.
  static func date(_ line: Line) -> CivilDate? {
    guard line.count <= 40 else { return nil }
    let plain = line.squashed.trimming { Mark.opening.contains($0) || Mark.closing.contains($0) || $0 == 0x3002 }
    guard plain.count <= 18, let found = DateText.find(in: plain), found.range == 0..<plain.count else { return nil }
    return found.date
  }

  /// Whether a line is a month in place of a date (2024年6月, 2024年6月 日), which some letters are signed with.
  static func isMonth(_ line: Line) -> Bool {
    let squashed = line.squashed
    guard squashed.count <= 12, squashed.count >= 6 else { return false }
    let plain = squashed.halfWidth
    guard plain.hasSuffix(anyOf: ["月", "月日"]) else { return false }
    let month = plain.hasSuffix("日") ? plain[0..<(plain.count - 1)] : plain
    let whole = Line(month.scalars + [0x31, 0x65E5])
    return DateText.find(in: whole)?.range == 0..<whole.count
  }

  /// The body and the date of a line that holds both: 某市财政局 2023年5月1日.
  static func bodyAndDate(_ line: Line) -> (bodyEnd: Int, date: CivilDate)? {
    guard line.count <= 80, !line.contains("印发") else { return nil }
    guard let found = DateText.find(in: line), found.range.lowerBound >= 3,
      line[found.range.upperBound..<line.count].squashed.isEmpty
    else { return nil }
    let body = line[0..<found.range.lowerBound]
    guard BodyName.matches(body) else { return nil }
    return (found.range.lowerBound, found.date)
  }
}

/// 联系人, 抄送 and other lines around the letter's text.
enum AncillaryLine {
  /// Whether a line is a contact's: it may hold a name and a telephone number.
  static func isContact(_ line: Line) -> Bool {
    guard line.count <= 200 else { return false }
    let plain = line.squashed.trimming { Mark.opening.contains($0) }
    guard plain.hasPrefix(anyOf: contactHeads) else { return false }
    return plain.count <= 40 || plain.contains { Mark.colon.contains($0) }
      || plain.contains { Scalars.digit($0) != nil }
  }

  /// Whether a line names those who get copies, or says when it was printed.
  static func isDistribution(_ line: Line) -> Bool {
    guard line.count <= 300 else { return false }
    let plain = line.squashed
    if plain.hasPrefix(anyOf: distributionHeads) { return true }
    return plain.count <= 60 && plain.hasSuffix(anyOf: printingTails) && DateText.find(in: plain) != nil
  }

  /// Whether a line holds the name of a person in an office of the letter: signer, proposer, delegate.
  static func isPersonal(_ line: Line) -> Bool {
    guard line.count <= 200 else { return false }
    return line.squashed.trimming { Mark.opening.contains($0) }.hasPrefix(anyOf: personHeads)
  }

  private static let distributionHeads: LineWords = [
    "抄送", "抄报", "抄致", "主送：", "主送:", "分送", "主题词", "报送：", "（抄送", "(抄送",
  ]
  private static let printingTails: LineWords = ["印发", "印", "印制", "校对"]
  static let contactHeads: LineWords = [
    "联系人", "联系电话", "联系单位", "联系地址", "联系方式", "联系部门", "联系处室", "联系科室", "电话", "邮政编码", "邮编", "经办人", "承办人",
    "承办处室", "承办科室", "经办处室", "传真", "通讯地址", "通信地址", "办公电话", "电子邮箱", "咨询电话", "具体承办人", "经办科室", "联络员", "联络人",
    "承办单位联系人", "承办单位及电话", "单位地址", "办公地址", "地址",
  ]
  static let personHeads: LineWords = [
    "签发人", "签发", "提案人", "提案者", "提案委员", "第一提案人", "领衔代表", "领衔人", "建议人", "提出人", "代表姓名", "委员姓名", "附议人", "联名",
    "主办人", "审核人", "拟稿人", "拟稿", "核稿", "校对", "分管领导", "责任人", "附议代表",
  ]

  private static let embeddedHeads: LineWords = ["联系人", "联系电话", "经办人：", "经办人:"]

  /// Where a note of contact begins inside a paragraph: （联系人：….
  static func embeddedContact(in line: Line) -> Range<Int>? {
    guard let found = line.firstRange(ofAny: embeddedHeads) else { return nil }
    var low = found.lowerBound
    while low > 0, Scalars.isSpace(line.scalars[low - 1]) { low -= 1 }
    if low > 0, line.scalars[low - 1] == 0xFF08 || line.scalars[low - 1] == 0x28 {
      let close = line.scalars[low...].firstIndex { $0 == 0xFF09 || $0 == 0x29 } ?? line.count - 1
      return (low - 1)..<min(close + 1, line.count)
    }
    guard low == 0 || Mark.sentenceEnd.contains(line.scalars[low - 1]),
      found.upperBound < line.count, Mark.colon.contains(line.scalars[found.upperBound])
    else { return nil }
    return low..<line.count
  }
}

/// 标题 of a reply.
enum TitleLine {
  static func matches(_ line: Line) -> Bool {
    let plain = line.squashed
    guard plain.count >= 8, plain.count <= 140, let last = plain.last, !Mark.colon.contains(last),
      !plain.contains(scalar: 0x3002), !plain.contains("收悉"), !plain.contains("如下")
    else { return false }
    guard plain.contains(anyOf: subjects) else { return false }
    return plain.contains(anyOf: kinds)
      || plain.hasPrefix(anyOf: ["关于", "对"]) && plain.contains("第") && plain.contains("号")
  }

  /// Whether a line reads as the title of an official text that names no proposal: 某市财政局关于助学贷款工作情况的答复.
  static func isPlain(_ line: Line) -> Bool {
    let plain = line.squashed
    guard plain.count >= 10, plain.count <= 80, !plain.contains("收悉"), !plain.contains(scalar: 0xFF0C) else {
      return false
    }
    return plain.contains("关于") && plain.hasSuffix(anyOf: plainEndings)
  }

  private static let plainEndings: LineWords = [
    "答复", "的函", "复函", "回复", "答复意见", "情况的通报", "情况的说明", "情况的报告", "情况的汇报", "办理情况",
  ]

  /// Whether a title is whole: it ends as titles do.
  static func isComplete(_ line: Line) -> Bool {
    guard matches(line) else { return false }
    var plain = line.squashed
    if let last = plain.last, last == 0xFF09 || last == 0x29 || last == 0x3011 || last == 0x3015,
      let open = plain.scalars.lastIndex(where: { Mark.opening.contains($0) }), open > 8
    {
      plain = plain[0..<open]
    }
    return plain.hasSuffix(anyOf: endings)
  }

  private static let subjects: LineWords = ["提案", "建议", "议案", "人大", "政协"]
  private static let kinds: LineWords = [
    "答复", "复函", "的函", "回复", "协办意见", "会办意见", "办理情况", "办理意见", "办理结果", "的复文", "的批复",
  ]
  private static let endings: LineWords = [
    "答复", "复函", "函", "回复", "意见", "情况", "汇报", "报告", "复文", "批复", "结果", "答复书", "答复件", "说明", "》", "号", "提案", "建议",
  ]
}
