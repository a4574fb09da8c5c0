import DafuModel

/// Names that no quotation marks and no list tell: coined loans (牧融快贷), boards (滨海板), funds that go on before brackets.
extension InstrumentScanner {
  /// Coined names without quotation marks: 牧融快贷, 概念验证贷.
  func coined(in text: TextView, range: Range<Int>) -> [InstrumentMention] {
    var found: [InstrumentMention] = []
    var position = range.lowerBound
    let scalars = text.scalars
    while let place = scalars.first(0x8D37, in: position..<range.upperBound) {  // 贷
      defer { position = place + 1 }
      position = place
      let next = position + 1 < range.upperBound ? text.scalars[position + 1] : Scalar.stop
      if Scalar.isAny(next, "率款方记前后中户出入给放审保不差") { continue }
      // 科技微贷通, but not 贷通过.
      let isOpen = next == 0x901A && !text.has("过", at: position + 2, end: range.upperBound)  // 通
      let end = position + (isOpen ? 2 : 1)
      if InstrumentShapes.notCoined.ends(in: text, at: end, from: 0), !InstrumentScanner.isHelper(text, end) {
        continue
      }
      var begin = boundary.start(text, position, range.lowerBound)
      if begin == position, let word = InstrumentScanner.soleWord(text, position, range.lowerBound) { begin = word }
      guard (2...7).contains(position - begin), !text.scalars[begin..<end].contains(Scalar.space) else { continue }
      found.append(InstrumentMention(range: begin..<end, name: text.string(begin..<end), code: nil, kind: .loan))
    }
    return found
  }

  /// 滨海板挂牌企业, 成长板挂牌: a board of a regional market by what happens there.
  func boards(in text: TextView, range: Range<Int>) -> [InstrumentMention] {
    var found: [InstrumentMention] = []
    var position = range.lowerBound
    while let place = text.scalars.first(0x677F, in: position..<range.upperBound) {  // 板
      position = place + 1
      guard text.has("挂牌", at: place + 1, end: range.upperBound) else { continue }
      let begin = boundary.start(text, place, range.lowerBound)
      guard (2...4).contains(place - begin) else { continue }
      found.append(
        known(
          InstrumentMention(range: begin..<place + 1, name: text.string(begin..<place + 1), code: nil, kind: .market)))
    }
    return found
  }

  /// Where a fund's name begins that goes on before a place in brackets; nil where no such brackets end at a place.
  static func nameBeforeBracket(_ text: TextView, _ place: Int, from start: Int, _ boundary: PhraseBoundary) -> Int? {
    guard place > start, text.scalars[place - 1] == Scalar.closeParenthesis,
      let open = (max(start, place - 8)..<place - 2).last(where: { text.scalars[$0] == Scalar.openParenthesis }),
      boundary.isPlace(text, open + 1..<place - 1)
    else { return nil }
    let begin = boundary.start(text, open, start)
    return open - begin >= 2 && open - begin <= 12 ? begin : nil
  }

  /// 双助贷, 金助贷: 助贷 by itself is what platforms do.
  private static func isHelper(_ text: TextView, _ end: Int) -> Bool {
    text.has("助贷", at: end - 2, end: end) && end > 2 && Scalar.isAny(text.scalars[end - 3], "双惠金易速快信银农乡")
  }

  /// 科创贷、壮大贷, 推出壮大贷: a verb that is the whole of a name, since nothing but a separator or a launch stands before it.
  private static func soleWord(_ text: TextView, _ position: Int, _ start: Int) -> Int? {
    let begin = position - 2
    guard begin >= start, text.scalars[begin..<position].allSatisfy({ Scalar.isIdeograph($0) }) else { return nil }
    guard begin > start else { return begin }
    return text.scalars[begin - 1] == Scalar.enumeration || launches.ends(in: text, at: begin, from: start)
      ? begin : nil
  }

  private static let launches = WordList(["推出", "创新推出", "联合推出", "开发", "升级", "设计"])
}
