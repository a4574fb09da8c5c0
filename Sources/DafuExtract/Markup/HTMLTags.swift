/// Start tags and end tags.
extension HTMLParser {
  // MARK: Names

  /// The name at `index`, packed in lower case, and where it ends.
  @inline(__always) func name(at index: Int) -> (word: PackedWord, end: Int, hasColon: Bool) {
    var end = index
    var hasColon = false
    while end < bytes.count {
      let byte = bytes[end]
      if (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 {
        end &+= 1
      } else if byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".") {
        end &+= 1
      } else if byte == UInt8(ascii: ":") {
        hasColon = true
        end &+= 1
      } else {
        break
      }
    }
    return (PackedWord(bytes, index..<end), end, hasColon)
  }

  private mutating func id(of word: PackedWord, in range: Range<Int>) -> Int32 {
    if let known = rules.id(of: word) { return known }
    let name = String(decoding: bytes[range].map(ByteSearch.lower), as: UTF8.self)
    if let known = unknownNames[name] { return known }
    let id = Int32(tree.names.count)
    tree.names.append(name)
    standing.append(0)
    started.append(0)
    unknownNames[name] = id
    return id
  }

  // MARK: Start tags

  mutating func readStartTag(at start: Int) -> Int {
    let (word, nameEnd, hasColon) = name(at: start + 1)
    // Word processors leave elements with a prefix.
    if hasColon { return passTag(at: start, from: nameEnd) }
    let id = id(of: word, in: (start + 1)..<nameEnd)
    // A name that goes on in another script is no element that a rule knows.
    let treatment = nameEnd < bytes.count && bytes[nameEnd] >= 0x80 ? [] : rules.treatment(id)
    if treatment.contains(.isUnread) { return passElement(id, at: start, from: nameEnd) }
    if treatment.contains(.isDecoration) { return passTag(at: start, from: nameEnd) }
    if id == HTMLName.html.id || id == HTMLName.body.id {
      let again = id == HTMLName.html.id ? seenRoot : seenBody
      if id == HTMLName.html.id { seenRoot = true } else { seenBody = true }
      if again { return passTag(at: start, from: nameEnd) }
    } else {
      started[Int(id)] += 1
    }
    flush(beforeTag: true)
    close(for: id)
    imply(for: id)
    let isMisplaced = isMisplaced(id)
    var attributes = TagAttributes(id)
    let end = readAttributes(from: nameEnd, into: &attributes)
    if isMisplaced {
      misplaced += 1
    } else {
      let low = tree.attributes.count
      if !attributes.kept.isEmpty { tree.attributes.append(contentsOf: attributes.kept) }
      push(id, traits: attributes.traits, attributes: low)
    }
    guard end < bytes.count else { return bytes.count }
    if bytes[end] == UInt8(ascii: "/") {
      pop()
      return end + 2
    }
    if treatment.contains(.isVoid), !isMisplaced { pop() }
    return end + 1
  }

  /// HTML below another element, HEAD anywhere but directly in HTML, BODY inside of BODY.
  private func isMisplaced(_ id: Int32) -> Bool {
    switch id {
    case HTMLName.html.id: !open.isEmpty
    case HTMLName.head.id: open.count != 1
    case HTMLName.body.id: standing[Int(id)] > 0
    default: false
    }
  }

  /// Passes over the rest of a tag whose name ends at `index`; quoted values may hold a `>`.
  private func passTag(at start: Int, from index: Int) -> Int {
    var index = index
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: ">") { return index + 1 }
      if byte == UInt8(ascii: "=") {
        let value = afterBlanks(index + 1)
        if value < bytes.count, bytes[value] == UInt8(ascii: "\"") || bytes[value] == UInt8(ascii: "'") {
          guard let close = find(bytes[value], from: value + 1) else {
            return after(UInt8(ascii: ">"), from: start)
          }
          index = close
        }
      }
      index += 1
    }
    return bytes.count
  }

  /// Passes over an element with its content, up to its own end tag or the end of the page.
  private mutating func passElement(_ id: Int32, at start: Int, from nameEnd: Int) -> Int {
    let end = passTag(at: start, from: nameEnd)
    let isScript = id == HTMLName.script.id
    if !isScript, id != HTMLName.style.id, end >= 2, bytes[end - 2] == UInt8(ascii: "/") { return end }
    var index = end
    var close = bytes.count
    while let tag = find(UInt8(ascii: "<"), from: index) {
      index = tag + 1
      guard index < bytes.count, bytes[index] == UInt8(ascii: "/") else { continue }
      let (word, nameEnd, _) = name(at: tag + 2)
      if rules.id(of: word) == id, nameEnd >= bytes.count || bytes[nameEnd] < 0x80 {
        close = after(UInt8(ascii: ">"), from: tag)
        break
      }
    }
    if isScript { noteLinkedData(tag: start..<end, content: end..<max(close, end)) }
    return close
  }

  private mutating func noteLinkedData(tag: Range<Int>, content: Range<Int>) {
    guard content.count < 1 << 20,
      ByteSearch.firstIndex(of: Array("ld+json".utf8), in: Array(bytes[tag])[...], from: 0) != nil
    else { return }
    let close = bytes[content].lastIndex(of: UInt8(ascii: "<")) ?? content.upperBound
    linkedData.append(Array(bytes[content.lowerBound..<max(close, content.lowerBound)]))
  }

  func afterBlanks(_ start: Int) -> Int {
    var index = start
    while index < bytes.count, bytes[index] == 0x20 || (0x09...0x0D).contains(bytes[index]) { index += 1 }
    return index
  }

  // MARK: End tags

  mutating func readEndTag(at start: Int) -> Int {
    let (word, nameEnd, hasColon) = name(at: start + 2)
    guard nameEnd > start + 2, bytes[start + 2] >= 0x41 else {
      // No tag: `</` is nothing, and what follows is text; a name in another script is none either.
      if start + 2 < bytes.count, bytes[start + 2] >= 0x80 { return after(UInt8(ascii: ">"), from: start) }
      flush(beforeTag: true)
      return min(start + 2, bytes.count)
    }
    let end = after(UInt8(ascii: ">"), from: nameEnd)
    if hasColon { return end }
    let id = rules.id(of: word) ?? unknownID(in: (start + 2)..<nameEnd)
    guard let id, started[Int(id)] > 0, id != HTMLName.html.id, id != HTMLName.body.id,
      !rules.treatment(id).contains(.isDecoration)
    else { return end }
    started[Int(id)] -= 1
    flush(beforeTag: true)
    if misplaced > 0, id == HTMLName.head.id {
      misplaced -= 1
    } else if standing[Int(id)] > 0 {
      closeAll(upTo: id)
    }
    return end
  }

  private func unknownID(in range: Range<Int>) -> Int32? {
    unknownNames[String(decoding: bytes[range].map(ByteSearch.lower), as: UTF8.self)]
  }

  /// Closes the innermost element of a name and what stands inside, unless something of a higher priority does.
  private mutating func closeAll(upTo id: Int32) {
    let priority = rules.endPriority(id)
    var place = open.count - 1
    while place >= 0, open[place].name != id {
      if rules.endPriority(open[place].name) > priority { return }
      place -= 1
    }
    guard place >= 0 else { return }
    while open.count > place { pop() }
  }

  // MARK: The tree

  /// Closes what the start of an element ends.
  mutating func close(for id: Int32) {
    while let last = open.last, rules.closes(id, last.name) { pop() }
  }

  /// Opens HTML, HEAD and BODY where an element needs them and the page does not say so.
  mutating func imply(for id: Int32) {
    guard id != HTMLName.html.id else { return }
    if open.isEmpty { push(HTMLName.html.id) }
    guard id != HTMLName.body.id, id != HTMLName.head.id else { return }
    let treatment = rules.treatment(id)
    if open.count <= 1, treatment.contains(.isOfHead) {
      if !hasHead, !hasBody { push(HTMLName.head.id) }
    } else if !treatment.contains(.isOfFrames), !hasBody, standing[Int(HTMLName.body.id)] == 0,
      standing[Int(HTMLName.head.id)] == 0
    {
      push(HTMLName.body.id)
    }
  }

  mutating func push(_ id: Int32, traits: ElementTraits = [], attributes low: Int? = nil) {
    if id == HTMLName.head.id { hasHead = true }
    if id == HTMLName.body.id { hasBody = true }
    guard open.count < MarkupParser.depthLimit else {
      isTooDeep = true
      return
    }
    let index = Int32(tree.nodes.count)
    tree.nodes.append(
      .init(
        name: id, parent: open.last?.node ?? -1, end: index + 1, low: Int32(low ?? tree.attributes.count),
        high: Int32(tree.attributes.count), traits: traits))
    open.append((index, id))
    standing[Int(id)] += 1
  }

  mutating func pop() {
    guard let last = open.popLast() else { return }
    standing[Int(last.name)] -= 1
    tree.nodes[Int(last.node)].end = Int32(tree.nodes.count)
  }
}
