import CLibXML2

/// What the XML parser shall see: no declaration (the encoding is settled), no document type, the named characters of
/// HTML and bare ampersands written so that XML knows them.
enum XMLPrescan {
  /// Scans a document; throws where it declares an entity that stands for more than a few plain characters, or, unless
  /// `allowsEntities`, any entity.
  static func scan(_ source: MappedText, allowsEntities: Bool) throws(MarkupParser.Failure) -> MappedText {
    var entities = EntityDeclarations.none
    var out = MappedText()
    out.reserve(source.count)
    let bytes = source.bytes
    var copied = 0
    var index = 0
    // The declaration and the document type stand before the root element.
    while index < bytes.count {
      while index < bytes.count, bytes[index] != UInt8(ascii: "<") { index += 1 }
      guard index + 1 < bytes.count else { break }
      if ByteSearch.hasPrefix("<!--", in: bytes, at: index) {
        guard let close = ByteSearch.firstIndex(of: Array("-->".utf8), in: bytes[...], from: index) else { break }
        index = close + 3
      } else if bytes[index + 1] == UInt8(ascii: "?") {
        guard let close = ByteSearch.firstIndex(of: Array("?>".utf8), in: bytes[...], from: index) else { break }
        index = close + 2
      } else if ByteSearch.hasPrefix("<!doctype", in: bytes, at: index) {
        index = try endOfDocumentType(bytes, from: index, &entities, allowsEntities: allowsEntities)
      } else {
        break
      }
      copied = index
    }
    index = copied
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "<"), ByteSearch.hasPrefix("<![cdata[", in: bytes, at: index) {
        let close = ByteSearch.firstIndex(of: Array("]]>".utf8), in: bytes[...], from: index)
        index = close.map { $0 + 3 } ?? bytes.count
      } else if byte == UInt8(ascii: "&"), let (length, replacement) = replacement(bytes, at: index, entities) {
        out.append(source, copied..<index)
        out.append(replacement, replacing: source.source(of: index))
        index += length
        copied = index
      } else if byte == 0x0C {
        out.append(source, copied..<index)
        index += 1
        copied = index
      } else {
        index += 1
      }
    }
    out.append(source, copied..<bytes.count)
    return out
  }

  private static func endOfDocumentType(
    _ bytes: [UInt8], from start: Int, _ entities: inout EntityDeclarations, allowsEntities: Bool
  ) throws(MarkupParser.Failure) -> Int {
    var depth = 0
    var index = start
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: "<") where ByteSearch.hasPrefix("<!entity", in: bytes, at: index):
        guard allowsEntities, let end = entities.read(bytes, at: index) else {
          throw .declaresEntities(line: 1 + bytes[..<index].count { $0 == 0x0A })
        }
        index = end
        continue
      case UInt8(ascii: ">") where depth <= 0: return index + 1
      default: break
      }
      index += 1
    }
    throw .notWellFormed(line: 1 + bytes[..<start].count { $0 == 0x0A }, message: "the document type does not end")
  }

  /// What to write for the reference at `index`; nil to leave it as it is.
  private static func replacement(
    _ bytes: [UInt8], at index: Int, _ entities: EntityDeclarations
  ) -> (length: Int, replacement: [UInt8])? {
    var end = index + 1
    if end < bytes.count, bytes[end] == UInt8(ascii: "#") { return nil }
    while end < bytes.count, end - index <= EntityDeclarations.longestName,
      ByteSearch.isNameByte(bytes[end], first: end == index + 1)
    {
      end += 1
    }
    guard end > index + 1, end < bytes.count, bytes[end] == UInt8(ascii: ";") else {
      return (1, Array("&amp;".utf8))
    }
    if let text = entities[bytes[(index + 1)..<end]] { return (end + 1 - index, text) }
    let name = String(decoding: bytes[(index + 1)..<end], as: UTF8.self)
    if ["amp", "lt", "gt", "quot", "apos"].contains(name) { return nil }
    guard let entity = htmlEntityLookup(name) else { return (1, Array("&amp;".utf8)) }
    var text: [UInt8] = []
    text.append(scalar: entity.pointee.value)
    return (end + 1 - index, text)
  }
}
