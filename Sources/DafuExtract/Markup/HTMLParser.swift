import Glibc

/// A page as the parser gives it.
struct HTMLPage: Sendable {
  let tree: MarkupTree
  /// Text of `application/ld+json` scripts.
  let linkedData: [[UInt8]]
}

/// Reads HTML in any state of repair into a tree, in one pass over its bytes.
///
/// Which elements stand where is decided as libxml2 2.9 does (`HTMLRules`). What is no text of the page never gets
/// there: scripts, styles, comments and declarations (half of a page's bytes) are passed over, and so are the tags of
/// elements that only dress the text up, `</body>` and `</html>` in mid-page (what follows them is still text), and end
/// tags that close nothing.
struct HTMLParser {
  let bytes: UnsafeBufferPointer<UInt8>
  let rules = HTMLRules.shared
  let tagLimit: Int
  /// How many tags, references and stray `<` there are: what the work grows with.
  var tagCount = 0
  var tree = MarkupTree(names: HTMLName.names)
  var linkedData: [[UInt8]] = []

  // MARK: The text so far, and the part of it that no node holds yet

  var text: [UInt8] = []
  var runs: [MappedText.Run] = []
  var pendingStart = 0
  /// Whether the pending text is more than white space between tags whatever it consists of.
  var pendingHasReference = false
  private let hasFormFeed: Bool

  // MARK: The elements that stand open

  var open: [(node: Int32, name: Int32)] = []
  /// For each name, how many elements stand open.
  var standing: [Int32]
  /// For each name, how many start tags have had no end tag.
  var started: [Int32]
  var unknownNames: [String: Int32] = [:]
  /// Start tags of HTML, HEAD and BODY in places where they mean nothing: as many end tags of HEAD mean nothing.
  var misplaced = 0
  var seenRoot = false
  var seenBody = false
  var hasHead = false
  var hasBody = false
  var isTooDeep = false

  /// False once a search for the end of a comment has failed: the rest of the page has none.
  private var hasCommentEnd = true
  /// Where the open character data section ends.
  private var characterDataEnd: Int?
  private var hasCharacterDataEnd = true

  /// Parses a page.
  static func parse(_ source: MappedText, tagLimit: Int) throws(MarkupParser.Failure) -> HTMLPage {
    let outcome: Result<HTMLPage, MarkupParser.Failure> = source.bytes.withUnsafeBufferPointer { bytes in
      var parser = HTMLParser(bytes, tagLimit: tagLimit)
      parser.run()
      if parser.tagCount > tagLimit { return .failure(.tooManyTags(limit: tagLimit)) }
      if parser.isTooDeep { return .failure(.tooDeep(limit: MarkupParser.depthLimit)) }
      parser.tree.text = MappedText(bytes: parser.text, runs: source.mapped(parser.runs))
      return .success(HTMLPage(tree: parser.tree, linkedData: parser.linkedData))
    }
    return try outcome.get()
  }

  private init(_ bytes: UnsafeBufferPointer<UInt8>, tagLimit: Int) {
    self.bytes = bytes
    self.tagLimit = tagLimit
    standing = [Int32](repeating: 0, count: Int(HTMLName.count))
    started = standing
    hasFormFeed = bytes.baseAddress.map { memchr($0, 0x0C, bytes.count) != nil } ?? false
    text.reserveCapacity(bytes.count / 2)
    runs.reserveCapacity(bytes.count / 64)
    tree.nodes.reserveCapacity(bytes.count / 32)
  }

  private mutating func run() {
    var index = 0
    while index < bytes.count, tagCount <= tagLimit, !isTooDeep {
      let byte = bytes[index]
      if byte == UInt8(ascii: "<") {
        tagCount += 1
        endCharacterData(before: index)
        index = readTag(at: index)
      } else if byte == UInt8(ascii: "&") {
        tagCount += 1
        index = readReference(at: index)
      } else {
        let end = endOfText(from: index)
        readText(index..<end)
        index = end
      }
    }
    // Of a page that is rejected anyhow it still counts whether it has too many tags.
    while isTooDeep, tagCount <= tagLimit, index < bytes.count {
      let end = endOfText(from: index)
      if end < bytes.count { tagCount += 1 }
      index = end + 1
    }
    flush(beforeTag: true)
    while !open.isEmpty { pop() }
  }

  /// Where the next `<` or `&` stands.
  private func endOfText(from start: Int) -> Int {
    var index = start
    let raw = UnsafeRawBufferPointer(bytes)
    while index + 8 <= bytes.count {
      let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      let tags = HTMLParser.zeros(word ^ 0x3C3C_3C3C_3C3C_3C3C)
      let references = HTMLParser.zeros(word ^ 0x2626_2626_2626_2626)
      let found = tags | references
      if found != 0 { return index + found.trailingZeroBitCount / 8 }
      index += 8
    }
    while index < bytes.count, bytes[index] != UInt8(ascii: "<"), bytes[index] != UInt8(ascii: "&") { index += 1 }
    return index
  }

  /// The highest bit of each zero byte, up to the first one; above it there may be others.
  @inline(__always) private static func zeros(_ word: UInt64) -> UInt64 {
    (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
  }

  // MARK: Text

  private mutating func readText(_ range: Range<Int>) {
    if let end = characterDataEnd, range.contains(end) {
      characterDataEnd = nil
      append(range.lowerBound..<end)
      append(min(end + 3, range.upperBound)..<range.upperBound)
    } else {
      append(range)
    }
  }

  /// Appends bytes as they stand; form feeds are no text.
  mutating func append(_ range: Range<Int>) {
    var range = range
    while hasFormFeed, let feed = bytes[range].firstIndex(of: 0x0C) {
      appendRun(range.lowerBound..<feed)
      range = (feed + 1)..<range.upperBound
    }
    appendRun(range)
  }

  private mutating func appendRun(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    let start = text.count
    text.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[range]))
    if let last = runs.last, last.start + last.count == start, last.source + last.count == range.lowerBound {
      runs[runs.count - 1] = .init(start: last.start, source: last.source, count: last.count + range.count)
    } else {
      runs.append(.init(start: start, source: range.lowerBound, count: range.count))
    }
  }

  private mutating func readReference(at start: Int) -> Int {
    let reference = CharacterReference(bytes, at: start)
    guard let scalar = reference.scalar else {
      // Not one: text as it stands. A number that is no character is nothing.
      if reference.isNumber { pendingHasReference = pendingHasReference || text.count > pendingStart }
      if !reference.isNumber { append(start..<(start + 1)) }
      return reference.end
    }
    pendingHasReference = true
    runs.append(.init(start: text.count, source: start, count: 1))
    text.append(scalar: scalar)
    return reference.end
  }

  /// Makes a node of the pending text. Text between a page's outermost elements implies a paragraph, unless it is white
  /// space before a tag.
  mutating func flush(beforeTag: Bool) {
    guard text.count > pendingStart else { return }
    let low = pendingStart
    pendingStart = text.count
    defer { pendingHasReference = false }
    let name = open.last?.name
    if name == nil || name == HTMLName.html.id || name == HTMLName.head.id {
      let isBlank =
        beforeTag && !pendingHasReference
        && text[low...].allSatisfy { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
      if isBlank, tree.nodes.isEmpty { return }
      if !isBlank {
        close(for: HTMLName.p.id)
        imply(for: HTMLName.p.id)
        push(HTMLName.p.id)
      }
    }
    addNode(low..<text.count)
  }

  private mutating func addNode(_ range: Range<Int>) {
    let parent = open.last?.node ?? -1
    if let last = tree.nodes.last, last.isText, last.parent == parent, Int(last.high) == range.lowerBound {
      tree.nodes[tree.nodes.count - 1].high = Int32(range.upperBound)
      return
    }
    tree.nodes.append(
      .init(
        name: -1, parent: parent, end: Int32(tree.nodes.count + 1), low: Int32(range.lowerBound),
        high: Int32(range.upperBound)))
  }

  // MARK: Tags

  /// Handles what begins with the `<` at `start`; gives the index after it.
  private mutating func readTag(at start: Int) -> Int {
    let next = start + 1 < bytes.count ? bytes[start + 1] : 0
    switch next {
    case UInt8(ascii: "!"): return passDeclaration(at: start)
    case UInt8(ascii: "?"): return after(UInt8(ascii: ">"), from: start)
    case UInt8(ascii: "/"): return readEndTag(at: start)
    case 0x41...0x5A, 0x61...0x7A: return readStartTag(at: start)
    default:
      flush(beforeTag: true)
      append(start..<(start + 1))
      pendingStart = text.count
      addNode((text.count - 1)..<text.count)
      return start + 1
    }
  }

  /// The index after the next such byte, or the end of the page.
  func after(_ byte: UInt8, from start: Int) -> Int { find(byte, from: start).map { $0 + 1 } ?? bytes.count }

  @inline(__always) func find(_ byte: UInt8, from start: Int) -> Int? {
    guard start < bytes.count, let base = bytes.baseAddress,
      let hit = memchr(base + start, Int32(byte), bytes.count - start)
    else { return nil }
    return UnsafeRawPointer(hit) - UnsafeRawPointer(base)
  }

  private mutating func passDeclaration(at start: Int) -> Int {
    if starts("<!--", at: start) {
      let close = hasCommentEnd ? find("-->", from: start + 4) : nil
      hasCommentEnd = close != nil
      return close.map { $0 + 3 } ?? after(UInt8(ascii: ">"), from: start)
    }
    if starts("<![cdata[", at: start) {
      // Its content is read as markup; only the mark that ends it is no text.
      if hasCharacterDataEnd, characterDataEnd == nil {
        characterDataEnd = find("]]>", from: start + 9)
        hasCharacterDataEnd = characterDataEnd != nil
      }
      return start + 9
    }
    return after(UInt8(ascii: ">"), from: start)
  }

  private mutating func endCharacterData(before index: Int) {
    // A mark that stands inside of a tag ends the section all the same.
    if let end = characterDataEnd, end < index { characterDataEnd = nil }
  }

  /// Whether ASCII text stands at `index`, in any case of letters; `text` is lower-case.
  func starts(_ text: StaticString, at index: Int) -> Bool {
    let count = text.utf8CodeUnitCount
    guard index + count <= bytes.count else { return false }
    for offset in 0..<count where ByteSearch.lower(bytes[index + offset]) != text.utf8Start[offset] { return false }
    return true
  }

  private func find(_ text: StaticString, from start: Int) -> Int? {
    var index = start
    while let found = find(text.utf8Start[0], from: index) {
      if starts(text, at: found) { return found }
      index = found + 1
    }
    return nil
  }
}
