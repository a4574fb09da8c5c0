/// What a page's head says: meta elements, the TITLE element.
enum PageMetadata {
  static func hints(of tree: MarkupTree) -> [MetadataHint] {
    var hints: [MetadataHint] = []
    var hasTitle = false
    for index in tree.nodes.indices where !tree.nodes[index].isText {
      switch tree.nodes[index].name {
      case HTMLName.meta.id:
        guard let name = tree.attributeString("name", of: index) ?? tree.attributeString("property", of: index),
          let field = MetadataLabels.metaNames[name.lowercased()],
          let value = tree.attributeString("content", of: index)
        else { continue }
        let line = SpaceNormalizer.oneLine(MappedText(source: Array(value.utf8)))
        if !line.isEmpty { hints.append(.init(field: field, value: line.string, origin: .metaElement)) }
      case HTMLName.title.id where !hasTitle:
        hasTitle = true
        let title = tree.string(of: index)
        if !title.isEmpty { hints.append(.init(field: .title, value: title, origin: .titleElement)) }
        if let body = TitleText.siteBody(Line(title)) {
          hints.append(.init(field: .issuingBody, value: body.description, origin: .titleElement))
        }
      default: continue
      }
    }
    return hints
  }
}

/// JSON-LD: the few keys of schema.org that an article states.
enum LinkedData {
  static func hints(_ scripts: [[UInt8]]) -> [MetadataHint] {
    var hints: [MetadataHint] = []
    for script in scripts {
      for (key, field) in keys {
        if let value = string(after: key, in: script) {
          hints.append(.init(field: field, value: value, origin: .linkedData))
        }
      }
    }
    return hints
  }

  private static let keys: [(String, MetadataHint.Field)] = [
    ("headline", .title), ("datePublished", .published), ("dateCreated", .date), ("url", .url),
  ]

  /// The string that is the first value of a key.
  private static func string(after key: String, in json: [UInt8]) -> String? {
    let needle = Array(("\"" + key + "\"").utf8)
    guard let found = ByteSearch.firstIndex(of: needle, in: json[...], from: 0) else { return nil }
    var index = found + needle.count
    while index < json.count, json[index] <= 0x20 || json[index] == UInt8(ascii: ":") { index += 1 }
    guard index < json.count, json[index] == UInt8(ascii: "\"") else { return nil }
    index += 1
    var out: [UInt8] = []
    while index < json.count, json[index] != UInt8(ascii: "\""), out.count < 2000 {
      guard json[index] == UInt8(ascii: "\\"), index + 1 < json.count else {
        out.append(json[index])
        index += 1
        continue
      }
      if json[index + 1] == UInt8(ascii: "u"), index + 5 < json.count,
        let scalar = UInt32(String(decoding: json[(index + 2)..<(index + 6)], as: UTF8.self), radix: 16),
        !(0xD800..<0xE000).contains(scalar)
      {
        out.append(scalar: scalar)
        index += 6
      } else {
        out.append(json[index + 1] == UInt8(ascii: "n") ? 0x20 : json[index + 1])
        index += 2
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
