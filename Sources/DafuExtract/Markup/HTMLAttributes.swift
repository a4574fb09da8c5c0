import Glibc

/// What a reader may ask of an element's attributes: their meaning where they have one, else name and value.
struct TagAttributes {
  fileprivate(set) var traits: ElementTraits = []
  fileprivate(set) var kept: [MarkupTree.Attribute] = []
  fileprivate let element: Int32
  /// A bit each attribute that was read: of two with the same name the first counts.
  fileprivate var seen: UInt16 = 0

  init(_ element: Int32) { self.element = element }

  /// The attributes that mean something.
  enum Name: UInt16, CaseIterable {
    case `class`, id, style, role, hidden, href, name, property, content, colspan, rowspan
  }

  fileprivate static let names = Name.allCases.map { "\($0)" }

  /// No value counts beyond this.
  fileprivate static let valueLimit = 8192

  fileprivate mutating func add(_ name: Name, _ whole: UnsafeBufferPointer<UInt8>, _ rules: HTMLRules) {
    guard seen & 1 << name.rawValue == 0 else { return }
    seen |= 1 << name.rawValue
    let value =
      whole.count <= TagAttributes.valueLimit
      ? whole : UnsafeBufferPointer(rebasing: whole[..<TagAttributes.valueLimit])
    switch name {
    case .class, .id:
      guard element != HTMLName.body.id, element != HTMLName.html.id else { return }
      traits.formUnion(ElementTraits(names: value, rules.boilerplate))
    case .style: traits.formUnion(ElementTraits(style: value))
    case .hidden: traits.insert(.hidden)
    case .role:
      guard element != HTMLName.body.id, element != HTMLName.html.id else { return }
      if value.elementsEqual("navigation".utf8) || value.elementsEqual("contentinfo".utf8) {
        traits.insert(.boilerplate)
      }
    case .href:
      guard element == HTMLName.a.id else { return }
      traits.insert(.link)
      if LinkedFile.matches(value) { kept.append(.init(name: "href", value: Array(value))) }
    case .name, .property, .content:
      if element == HTMLName.meta.id {
        kept.append(.init(name: TagAttributes.names[Int(name.rawValue)], value: Array(value)))
      }
    case .colspan, .rowspan: kept.append(.init(name: TagAttributes.names[Int(name.rawValue)], value: Array(value)))
    }
  }
}

extension HTMLParser {
  /// Reads attributes up to the `>` or `/>` that ends the tag; gives its place, or the end of the page.
  func readAttributes(from start: Int, into attributes: inout TagAttributes) -> Int {
    var index = afterBlanks(start)
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: ">") { return index }
      if byte == UInt8(ascii: "/"), index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: ">") { return index }
      guard HTMLParser.beginsName(byte) else {
        index = afterBlanks(endOfNoise(index))
        continue
      }
      let (word, end, _) = name(at: index)
      index = afterBlanks(end)
      guard index < bytes.count, bytes[index] == UInt8(ascii: "=") else { continue }
      let (value, next) = value(from: afterBlanks(index + 1))
      if let place = rules.attributes.place(of: word), let name = TagAttributes.Name(rawValue: UInt16(place)) {
        let part = UnsafeBufferPointer(rebasing: bytes[value])
        if let base = part.baseAddress, memchr(base, 0x26, part.count) != nil {
          CharacterReference.decoding(bytes, value).withUnsafeBufferPointer { attributes.add(name, $0, rules) }
        } else {
          attributes.add(name, part, rules)
        }
      }
      index = afterBlanks(next)
    }
    return bytes.count
  }

  @inline(__always) private static func beginsName(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "."): true
    default: false
    }
  }

  /// What is no attribute is passed over up to white space or the end of the tag.
  private func endOfNoise(_ start: Int) -> Int {
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D || byte == UInt8(ascii: ">") { break }
      if byte == UInt8(ascii: "/"), index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: ">") { break }
      index += 1
    }
    return index
  }

  /// The value at `start` without its quotation marks, and the index after it. A quotation that the page never ends is
  /// ended by the next `>`.
  private func value(from start: Int) -> (value: Range<Int>, next: Int) {
    guard start < bytes.count else { return (start..<start, start) }
    let quote = bytes[start]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      if let close = find(quote, from: start + 1) { return ((start + 1)..<close, close + 1) }
      let end = find(UInt8(ascii: ">"), from: start) ?? bytes.count
      return ((start + 1)..<max(end, start + 1), end)
    }
    var end = start
    while end < bytes.count, bytes[end] > 0x20, bytes[end] != UInt8(ascii: ">") { end += 1 }
    return (start..<end, end)
  }
}
