/// Repairs text that was cut into pages and lines: page numbers, running heads, paragraphs broken in mid-sentence.
enum PageRepair {
  /// Whether `next` goes on where `previous` breaks off, though a page or a line ends between.
  static func continues(_ previous: Line, _ next: Line) -> Bool {
    guard let last = previous.last, let first = next.first, previous.count >= 12 else { return false }
    if isStructural(next) { return false }
    if Numbering(previous) != nil, HeadingRules.isHeadingText(previous), previous.count < 60,
      !previous.contains(scalar: 0xFF0C)
    {
      return false
    }
    if TitleLine.isComplete(previous) || !NoteLine.content(of: previous).isEmpty { return false }
    // A line that begins with a closing mark or a comma can be nothing but the rest of one.
    if Mark.closing.contains(first) && first != 0x22 || [0xFF0C, 0x3002, 0x3001, 0xFF1B, 0xFF1A].contains(first) {
      return true
    }
    if [0xFF0C, 0x3001, 0x2C].contains(last) { return true }
    guard !Mark.sentenceEnd.contains(last), !Mark.colon.contains(last), last != 0xFF1B, last != 0x3B, last != 0x2026
    else {
      return false
    }
    guard previous.contains(scalar: 0xFF0C) || previous.contains(scalar: 0x3002) || previous.count >= 30 else {
      return false
    }
    if Mark.closing.contains(last) {
      let inner = previous.scalars.last { !Mark.closing.contains($0) } ?? 0
      return !Mark.sentenceEnd.contains(inner)
    }
    return true
  }

  /// Whether a line goes on with figures in a list (15、20和30亿元), which look like the number of an item.
  static func isList(_ next: Line, after previous: Line) -> Bool {
    guard let numbering = Numbering(next), numbering.level == 3, numbering.length < next.count,
      Scalars.digit(next.scalars[numbering.length]) != nil, let last = previous.last,
      Scalars.isHan(last) || Scalars.digit(last) != nil || last == 0xFF0C || last == 0x3001
    else { return false }
    // A heading has no commas; below one the numbers begin with 1.
    return previous.contains(scalar: 0xFF0C) || previous.contains(scalar: 0x3002)
      || numbering.ordinal > 1 && Numbering(previous) == nil
  }

  /// Whether a figure stands at the end of one line and its unit at the beginning of the next.
  static func splitsFigure(_ previous: Line, _ next: Line) -> Bool {
    guard let last = previous.last, let first = next.first, Scalars.digit(last) != nil, previous.count >= 8 else {
      return false
    }
    return units.contains(first) && Numbering(next) == nil
  }

  private static let units = ScalarSet("万亿元户家个笔只项件亩吨台套倍年月日天％%‰".unicodeScalars.map(\.value))

  /// Whether a line begins something of its own: a numbered heading, a date, a body's name, a label, an item of a list.
  static func isStructural(_ line: Line) -> Bool {
    if Numbering(line) != nil || SignatureLine.isDate(line) || SignatureLine.bodyAndDate(line) != nil { return true }
    if line.count <= 40, BodyName.matches(line), line.count >= 5 { return true }
    if AncillaryLine.isContact(line) || AncillaryLine.isDistribution(line) || AncillaryLine.isPersonal(line) {
      return true
    }
    if line.count <= 80, !NoteLine.content(of: line).isEmpty || TitleLine.isComplete(line) { return true }
    if line.count <= 60, let found = DocumentNumber.find(in: line), found.range.count * 2 > line.count { return true }
    return line.hasPrefix(anyOf: ["附件：", "附件:", "附：", "表1", "表2", "单位："]) || SalutationSplit.isSalutation(line)
  }

  /// Whether a line is a page number: — 3 —, - 3 -, ·3·, 第 3 页 共 8 页, 3/8.
  static func isPageNumber(_ line: Line) -> Bool {
    let plain = line.squashed.halfWidth
    guard plain.count >= 1, plain.count <= 14 else { return false }
    let core = plain.trimming { dashes.contains($0) }
    guard !core.isEmpty, core.count < plain.count || core.contains("页") || core.contains(scalar: 0x2F) else {
      return false
    }
    if core.scalars.allSatisfy({ Scalars.digit($0) != nil }) { return core.count <= 3 && plain.count - core.count >= 2 }
    if core.contains("页") {
      return core.scalars.allSatisfy { Scalars.digit($0) != nil || "第页共/,，".unicodeScalars.map(\.value).contains($0) }
    }
    let parts = core.split { $0 == 0x2F }
    return parts.count == 2
      && parts.allSatisfy { part in
        part.count <= 3 && part.scalars.allSatisfy { Scalars.digit($0) != nil }
      }
  }

  private static let dashes: ScalarSet = [
    0x2D, 0x2013, 0x2014, 0x2015, 0x2500, 0xB7, 0x2022, 0x7E, 0xFF0D, 0x2212, 0x3002, 0x2E, 0x2010, 0x2011, 0x2012,
    0x5F, 0x30FB,
  ]

  /// A line that is a bare number, which is a page's only in a sequence or in mid-sentence.
  static func bareNumber(_ line: Line) -> Int? {
    let plain = line.squashed.halfWidth
    guard (1...3).contains(plain.count), plain.scalars.allSatisfy({ Scalars.digit($0) != nil }) else { return nil }
    return Int(plain.description)
  }
}
