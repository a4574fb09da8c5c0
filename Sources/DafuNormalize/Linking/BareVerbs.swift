/// 增4.9%, 同比降9.3%, 较上年减8%, 调增1300万元: a verb of change of one character right before its figure. Elsewhere such a character is
/// nearly always a part of a word (增信, 降准, 升级).
enum BareVerbs {
  static let all = ["增", "减", "降", "升", "涨", "跌"]

  /// Adds such verbs to the cues of a sentence, in order.
  static func add(to cues: inout [CueMention], figures: [Figure], in text: TextView, from start: Int) {
    for figure in figures where figure.unitClass != .rank && figure.unitClass != .duration {
      let place = figure.range.lowerBound - 1
      guard place >= start, let sign = sign(text.scalars[place]), place == start || !isPartOfWord(text, place),
        figure.unitClass == .percent || place > start && text.scalars[place - 1] == 0x8C03  // 调
          || bases.ends(in: text, at: place, from: start),
        !cues.contains(where: { $0.range.contains(place) })
      else { continue }
      let verb = CueMention(cue: .change(sign: sign), range: place..<place + 1, metricNumber: 0, isOfStatus: false)
      cues.insert(verb, at: cues.firstIndex { $0.range.lowerBound > place } ?? cues.count)
    }
  }

  /// What a change is measured against, right before the verb: amounts and points need it (减30个基点 is below a base, 减198亿元 a relief).
  private static let bases = WordList(["同比", "环比", "上年", "去年", "年初", "上年末", "去年底", "上年底", "同期", "上月", "上季度"])

  private static func sign(_ scalar: UInt32) -> Int? {
    if Scalar.isAny(scalar, "增升涨") { return 1 }
    return Scalar.isAny(scalar, "减降跌") ? -1 : nil
  }

  /// 新增, 毫升, 加减, LPR减50个基点 (so much less than the base).
  private static func isPartOfWord(_ text: TextView, _ place: Int) -> Bool {
    let before = text.scalars[place - 1]
    return Scalar.isAny(before, "新净递再加减增倍翻削核精毫公立下回提跃") || !Scalar.isIdeograph(before) && before < 0x80 && before > 0x20
  }
}
