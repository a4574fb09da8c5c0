/// What a pass over the bytes of a page before the parser finds, and the bytes that the parser shall see.
///
/// Scripts, styles, comments and declarations are cut (half of a page's bytes), `</body>` and `</html>` in mid-page
/// are cut (what follows them is still text), and so are end tags that close nothing, which would make the parser
/// search its whole stack.
struct MarkupPrescan: Sendable {
  /// The page without what was cut.
  private(set) var page = MappedText()
  /// Text of `application/ld+json` scripts.
  private(set) var linkedData: [[UInt8]] = []
  /// Places in the source between which comments of a publishing system say that the article stands.
  private(set) var articleMarks: [Range<Int>] = []
  /// How many tags, references and stray `<` there are: what the parser's work grows with.
  private(set) var tagCount = 0
  /// Whether the page is a frame of scripts only.
  private(set) var scriptBytes = 0

  private let source: MappedText
  private var copied = 0
  private var openCounts: [String: Int] = [:]
  private var articleStart: Int?
  /// False once a search for the end of a comment has failed: the rest of the page has none.
  private var hasCommentEnd = true
  /// Where the open character data section ends; false once there is no further end.
  private var characterDataEnd: Int?
  private var hasCharacterDataEnd = true
  private var seenBody = false
  private var seenRoot = false

  /// Scans a page up to `tagLimit` tags.
  init(_ source: MappedText, tagLimit: Int) {
    self.source = source
    page.reserve(source.count)
    var index = 0
    while tagCount <= tagLimit,
      let tag = ByteSearch.firstIndex(of: UInt8(ascii: "<"), in: source.bytes[...], from: index)
    {
      tagCount += 1
      endCharacterData(before: tag)
      index = scanTag(at: tag)
    }
    endCharacterData(before: source.count)
    countReferences()
    copy(upTo: source.count, resumingAt: source.count)
  }

  private var bytes: [UInt8] { source.bytes }

  private mutating func countReferences() {
    tagCount += page.bytes.count { $0 == UInt8(ascii: "&") }
  }

  private mutating func copy(upTo end: Int, resumingAt next: Int) {
    if end > copied { page.append(source, copied..<end) }
    copied = max(copied, next)
  }

  /// Handles the tag at `start`; gives the index after it.
  private mutating func scanTag(at start: Int) -> Int {
    guard start + 1 < bytes.count else { return bytes.count }
    switch bytes[start + 1] {
    case UInt8(ascii: "!"): return cutDeclaration(at: start)
    case UInt8(ascii: "?"):
      let end = tagEnd(from: start, honoringQuotes: false)
      copy(upTo: start, resumingAt: end)
      return end
    case UInt8(ascii: "/"): return scanEndTag(at: start)
    default: return scanStartTag(at: start)
    }
  }

  private mutating func cutDeclaration(at start: Int) -> Int {
    if ByteSearch.hasPrefix("<!--", in: bytes, at: start) {
      let close = hasCommentEnd ? ByteSearch.firstIndex(of: Array("-->".utf8), in: bytes[...], from: start + 4) : nil
      hasCommentEnd = close != nil
      let end = close.map { $0 + 3 } ?? tagEnd(from: start, honoringQuotes: false)
      if let close { noteMark(bytes[(start + 4)..<close], start: start, end: end) }
      copy(upTo: start, resumingAt: end)
      return end
    }
    if ByteSearch.hasPrefix("<![cdata[", in: bytes, at: start) {
      copy(upTo: start, resumingAt: start + 9)
      // Its content is read as markup; only the mark that ends it is no text.
      if hasCharacterDataEnd, characterDataEnd == nil {
        characterDataEnd = ByteSearch.firstIndex(of: Array("]]>".utf8), in: bytes[...], from: start + 9)
        hasCharacterDataEnd = characterDataEnd != nil
      }
      return start + 9
    }
    let end = tagEnd(from: start, honoringQuotes: false)
    copy(upTo: start, resumingAt: end)
    return end
  }

  private mutating func endCharacterData(before index: Int) {
    guard let end = characterDataEnd, end < index else { return }
    copy(upTo: end, resumingAt: end + 3)
    characterDataEnd = nil
  }

  /// Publishing systems fence the article with comments: `<!--content.begin-->`, `<!--正文开始-->`.
  private mutating func noteMark(_ comment: ArraySlice<UInt8>, start: Int, end: Int) {
    guard comment.count <= 120 else { return }
    let text = String(decoding: comment, as: UTF8.self).lowercased()
    guard text.contains("content") || text.contains("正文") || text.contains("信息内容") || text.contains("内容") else {
      return
    }
    if text.contains("begin") || text.contains("start") || text.contains("开始") {
      articleStart = end
    } else if text.contains("end") || text.contains("结束"), let from = articleStart {
      articleMarks.append(from..<start)
      articleStart = nil
    }
  }

  private mutating func scanEndTag(at start: Int) -> Int {
    let name = ByteSearch.name(in: bytes, at: start + 2)
    guard !name.isEmpty else { return start + 2 }
    let end = tagEnd(from: start, honoringQuotes: false)
    if name == "html" || name == "body" || MarkupPrescan.isDecoration(name) {
      copy(upTo: start, resumingAt: end)
    } else if let count = openCounts[name], count > 0 {
      openCounts[name] = count - 1
    } else {
      copy(upTo: start, resumingAt: end)
    }
    return end
  }

  private mutating func scanStartTag(at start: Int) -> Int {
    let name = ByteSearch.name(in: bytes, at: start + 1)
    guard !name.isEmpty else { return start + 1 }
    let end = tagEnd(from: start, honoringQuotes: true)
    if MarkupPrescan.unread.contains(name) {
      let selfClosed = end >= 2 && bytes[end - 2] == UInt8(ascii: "/") && name != "script" && name != "style"
      let close = selfClosed ? end : endOfElement(name, from: end)
      if name == "script" { noteLinkedData(tag: start..<end, content: end..<close) }
      scriptBytes += close - start
      copy(upTo: start, resumingAt: close)
      return close
    }
    if name == "html" || name == "body" {
      let again = name == "html" ? seenRoot : seenBody
      if name == "html" { seenRoot = true } else { seenBody = true }
      if again { copy(upTo: start, resumingAt: end) }
      return end
    }
    if MarkupPrescan.isDecoration(name) {
      copy(upTo: start, resumingAt: end)
      return end
    }
    openCounts[name, default: 0] += 1
    return end
  }

  private mutating func noteLinkedData(tag: Range<Int>, content: Range<Int>) {
    guard ByteSearch.firstIndex(of: Array("ld+json".utf8), in: bytes[tag], from: tag.lowerBound) != nil,
      content.count < 1 << 20
    else { return }
    let close = bytes[content].lastIndex(of: UInt8(ascii: "<")) ?? content.upperBound
    linkedData.append(Array(bytes[content.lowerBound..<max(close, content.lowerBound)]))
  }

  /// The index after `</name…>`, or the end of the page.
  private func endOfElement(_ name: String, from start: Int) -> Int {
    var index = start
    while let tag = ByteSearch.firstIndex(of: UInt8(ascii: "<"), in: bytes[...], from: index) {
      if tag + 1 < bytes.count, bytes[tag + 1] == UInt8(ascii: "/"), ByteSearch.name(in: bytes, at: tag + 2) == name {
        return tagEnd(from: tag, honoringQuotes: false)
      }
      index = tag + 1
    }
    return bytes.count
  }

  /// The index after the `>` that ends the tag at `start`.
  private func tagEnd(from start: Int, honoringQuotes: Bool) -> Int {
    guard honoringQuotes else {
      return ByteSearch.firstIndex(of: UInt8(ascii: ">"), in: bytes[...], from: start).map { $0 + 1 } ?? bytes.count
    }
    var index = start + 1
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: ">") { return index + 1 }
      if byte == UInt8(ascii: "="), let quote = quote(after: index) {
        guard let close = ByteSearch.firstIndex(of: bytes[quote], in: bytes[...], from: quote + 1) else {
          return tagEnd(from: start, honoringQuotes: false)
        }
        index = close
      }
      index += 1
    }
    return bytes.count
  }

  private func quote(after equals: Int) -> Int? {
    var index = equals + 1
    while index < bytes.count, bytes[index] == 0x20 || (0x09...0x0D).contains(bytes[index]) { index += 1 }
    guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") || bytes[index] == UInt8(ascii: "'") else {
      return nil
    }
    return index
  }

  /// Elements whose content is no text of the page.
  private static let unread: Set<String> = [
    "script", "style", "noscript", "iframe", "xml", "svg", "template", "noembed", "noframes", "object", "applet",
  ]

  /// Tags that only dress the text up: FONT, and the prefixed ones that word processors leave.
  private static func isDecoration(_ name: String) -> Bool {
    switch name {
    case "font", "u", "big", "small", "basefont", "blink", "tt", "s", "strike", "nobr", "wbr", "img", "link": true
    default: name.utf8.contains(UInt8(ascii: ":"))
    }
  }
}
