/// Reads the marks of one line of Markdown.
enum MarkdownLine {
  /// The line without its marks; several lines where it holds BR tags outside of a heading.
  static func lines(of raw: MappedText) -> [ProseLine] {
    let piece = SpaceNormalizer.block(raw)
    guard !piece.text.isEmpty else {
      return [ProseLine(text: MappedText(), role: raw.bytes.contains(0x0C) ? .page : .blank)]
    }
    let bytes = piece.text.bytes
    if isRule(bytes) { return [ProseLine(text: MappedText(), role: .rule)] }
    if bytes[0] == UInt8(ascii: "|"), bytes.count(where: { $0 == UInt8(ascii: "|") }) >= 2 {
      return [tableRow(raw)]
    }
    if bytes.starts(with: Array("<!--".utf8)), bytes.suffix(3) == Array("-->".utf8)[...] {
      return [ProseLine(text: MappedText(), role: .blank)]
    }
    var start = 0
    var role = ProseLine.Role.text
    var hashes = 0
    while start < bytes.count, bytes[start] == UInt8(ascii: "#") {
      start += 1
      hashes += 1
    }
    if (1...6).contains(hashes), start < bytes.count, bytes[start] == 0x20 || bytes[start] >= 0x80 {
      role = .heading(hashes)
    } else {
      start = 0
      while start < bytes.count, bytes[start] == UInt8(ascii: ">") || start > 0 && bytes[start] == 0x20 { start += 1 }
      start += bulletLength(bytes, at: start)
    }
    var end = bytes.count
    if role != .text {
      while end > start, bytes[end - 1] == UInt8(ascii: "#") || bytes[end - 1] == 0x20 { end -= 1 }
    }
    let hardBreak = raw.bytes.suffix(2) == [0x20, 0x20] || bytes.last == UInt8(ascii: "\\")
    let inline = InlineMarks.read(piece.text.slice(start..<end), joinsBreaks: role != .text)
    return inline.enumerated().map { place, part in
      let text = SpaceNormalizer.block(part.text)
      return ProseLine(
        text: text.text, indent: place == 0 ? piece.indent : text.indent, role: text.text.isEmpty ? .blank : role,
        isStrong: part.isStrong, hasHardBreak: hardBreak || place + 1 < inline.count)
    }
  }

  /// `- `, `* `, `+ `: the mark of an item of a list. Numbers stay: they are the document's own.
  private static func bulletLength(_ bytes: [UInt8], at start: Int) -> Int {
    guard start + 1 < bytes.count, bytes[start + 1] == 0x20 else { return 0 }
    return [UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+")].contains(bytes[start]) && !isPage(bytes) ? 2 : 0
  }

  private static func isPage(_ bytes: [UInt8]) -> Bool { bytes.count < 40 && PageRepair.isPageNumber(Line(bytes)) }

  private static func isRule(_ bytes: [UInt8]) -> Bool {
    guard let first = bytes.first,
      [UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "=")].contains(first)
    else { return false }
    return bytes.allSatisfy { $0 == first || $0 == 0x20 } && bytes.count(where: { $0 == first }) >= 3
  }

  private static func tableRow(_ raw: MappedText) -> ProseLine {
    var cells: [SpaceNormalizer.Piece] = []
    // The indent of a cell matters, so the row is cut before its white space is normalized.
    let end = (raw.bytes.lastIndex { $0 > 0x20 } ?? -1) + 1
    let open = raw.bytes.firstIndex(of: UInt8(ascii: "|")) ?? 0
    let text = raw.slice(open..<max(end, open))
    var start = 1
    var isDelimiter = true
    var index = 1
    func isEscaped(_ at: Int) -> Bool { text.bytes[at - 1] == UInt8(ascii: "\\") }
    while index <= text.count {
      if index == text.count || text.bytes[index] == UInt8(ascii: "|") && !isEscaped(index) {
        if index < text.count || start < text.count {
          let raw = text.slice(start..<index)
          if raw.bytes.contains(where: { ![0x20, UInt8(ascii: "-"), UInt8(ascii: ":")].contains($0) }) || raw.isEmpty {
            isDelimiter = false
          }
          let inner = InlineMarks.read(raw, joinsBreaks: true).first?.text ?? MappedText()
          cells.append(SpaceNormalizer.block(inner))
        }
        start = index + 1
      }
      index += 1
    }
    return ProseLine(text: text, role: .tableRow, cells: cells, isDelimiterRow: isDelimiter && !cells.isEmpty)
  }
}

/// Marks inside a line: emphasis, links, images, code, tags, escapes, character references.
enum InlineMarks {
  /// The text without its marks, in the parts between BR tags, and whether a part is all bold.
  static func read(_ text: MappedText, joinsBreaks: Bool) -> [(text: MappedText, isStrong: Bool)] {
    var reader = Reader(text: text, joinsBreaks: joinsBreaks)
    reader.run()
    return reader.parts
  }

  private struct Reader {
    let text: MappedText
    let joinsBreaks: Bool
    var parts: [(text: MappedText, isStrong: Bool)] = []
    private var current = MappedText()
    private var strongBytes = 0
    private var inStrong = false
    private var index = 0

    /// The last place of each closing mark: beyond it no search for one can succeed.
    private let lastBracket: Int
    private let lastParenthesis: Int
    private let lastAngle: Int
    private let stars: Int

    init(text: MappedText, joinsBreaks: Bool) {
      self.text = text
      self.joinsBreaks = joinsBreaks
      lastBracket = text.bytes.lastIndex(of: UInt8(ascii: "]")) ?? -1
      lastParenthesis = text.bytes.lastIndex(of: UInt8(ascii: ")")) ?? -1
      lastAngle = text.bytes.lastIndex(of: UInt8(ascii: ">")) ?? -1
      stars = text.bytes.count { $0 == UInt8(ascii: "*") }
    }

    private var bytes: [UInt8] { text.bytes }

    mutating func run() {
      while index < bytes.count { step() }
      flush()
      if parts.isEmpty { parts.append((MappedText(), false)) }
    }

    private mutating func flush() {
      guard !current.isEmpty else { return }
      let ink = current.bytes.count { $0 > 0x20 }
      parts.append((current, ink > 0 && strongBytes >= ink))
      current = MappedText()
      strongBytes = 0
    }

    private mutating func keep(_ count: Int) {
      let end = min(index + count, bytes.count)
      if inStrong { strongBytes += bytes[index..<end].count { $0 > 0x20 } }
      current.append(text, index..<end)
      index = end
    }

    private func has(_ mark: StaticString, at place: Int) -> Bool { ByteSearch.hasPrefix(mark, in: bytes, at: place) }

    private mutating func step() {
      switch bytes[index] {
      case UInt8(ascii: "*"):
        if has("**", at: index) {
          index += 2
          inStrong.toggle()
        } else if closesSingle() {
          index += 1
        } else {
          keep(1)
        }
      case UInt8(ascii: "_") where has("__", at: index):
        index += 2
        inStrong.toggle()
      case UInt8(ascii: "~") where has("~~", at: index): index += 2
      case UInt8(ascii: "`"): index += 1
      case UInt8(ascii: "\\"):
        if index + 1 < bytes.count, bytes[index + 1] < 0x80, bytes[index + 1] > 0x20 {
          index += 1
          keep(1)
        } else {
          index += 1
        }
      case UInt8(ascii: "!") where has("![", at: index): skipLink(from: index + 1, keepsLabel: false)
      case UInt8(ascii: "["): skipLink(from: index, keepsLabel: true)
      case UInt8(ascii: "<"): readTag()
      case UInt8(ascii: "&"): readReference()
      default: keep((bytes[(index + 1)...].firstIndex { Reader.isMark($0) } ?? bytes.count) - index)
      }
    }

    /// Whether a byte begins a case of `step`. All are ASCII, so that what stands between them is whole characters.
    private static func isMark(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "`"), UInt8(ascii: "\\"),
        UInt8(ascii: "!"), UInt8(ascii: "["), UInt8(ascii: "<"), UInt8(ascii: "&"):
        true
      default: false
      }
    }

    /// A single star is a mark only where another one closes it, and never beside digits (5*3).
    private func closesSingle() -> Bool {
      let before = index > 0 ? bytes[index - 1] : 0x20
      let after = index + 1 < bytes.count ? bytes[index + 1] : 0x20
      guard !(0x30...0x39).contains(before), !(0x30...0x39).contains(after) || before == 0x20 else { return false }
      return stars >= 2 && (before != 0x20 || after != 0x20)
    }

    private mutating func skipLink(from open: Int, keepsLabel: Bool) {
      guard open < lastBracket, open < lastParenthesis,
        let close = ByteSearch.firstIndex(of: UInt8(ascii: "]"), in: bytes[...], from: open),
        close + 1 < bytes.count,
        bytes[close + 1] == UInt8(ascii: "("),
        let end = ByteSearch.firstIndex(of: UInt8(ascii: ")"), in: bytes[...], from: close)
      else {
        keep(1)
        return
      }
      if keepsLabel {
        index = open + 1
        keep(close - open - 1)
      }
      index = end + 1
    }

    private mutating func readTag() {
      let slash = index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "/")
      let name = ByteSearch.name(in: bytes, at: index + (slash ? 2 : 1))
      // No tag begins with an ideograph: 《关于印发<某某办法>的通知》.
      guard index < lastAngle, name.utf8.first.map({ $0 < 0x80 }) ?? has("<!--", at: index),
        let end = ByteSearch.firstIndex(of: UInt8(ascii: ">"), in: bytes[...], from: index)
      else {
        keep(1)
        return
      }
      if name == "br" || name == "p" || name == "div", !joinsBreaks { flush() }
      if name == "b" || name == "strong" { inStrong = !slash }
      index = end + 1
    }

    private mutating func readReference() {
      guard
        let end = ByteSearch.firstIndex(
          of: UInt8(ascii: ";"), in: bytes[index..<min(index + 11, bytes.count)], from: index),
        let scalar = CharacterReference.scalar(bytes[(index + 1)..<end])
      else {
        keep(1)
        return
      }
      var decoded: [UInt8] = []
      decoded.append(scalar: scalar)
      current.append(decoded, replacing: text.source(of: index))
      index = end + 1
    }
  }
}
