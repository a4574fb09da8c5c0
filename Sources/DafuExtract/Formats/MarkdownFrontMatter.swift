/// The block of `key: value` lines between two `---` at the head of a Markdown document.
enum MarkdownFrontMatter {
  /// The lines below the block, and what the block states.
  static func split(_ lines: [MappedText]) -> (rest: ArraySlice<MappedText>, hints: [MetadataHint]) {
    guard let open = lines.firstIndex(where: { line in line.bytes.contains { $0 > 0x20 } }), isFence(lines[open]),
      let close = lines[(open + 1)...].prefix(60).firstIndex(where: isFence)
    else { return (lines[...], []) }
    let inner = lines[(open + 1)..<close]
    let filled = inner.filter { line in line.bytes.contains { $0 > 0x20 } }
    guard !filled.isEmpty,
      filled.allSatisfy({ pair($0) != nil || $0.bytes.first == 0x20 || $0.bytes.first == UInt8(ascii: "-") })
    else { return (lines[...], []) }
    return (lines[(close + 1)...], filled.compactMap(hint))
  }

  private static func isFence(_ line: MappedText) -> Bool {
    line.bytes.count { $0 > 0x20 } == 3 && line.bytes.starts(with: Array("---".utf8))
  }

  private static func pair(_ line: MappedText) -> (key: Line, value: Line)? {
    let text = Line(line.bytes, limit: 2000)
    guard let colon = text.scalars.prefix(40).firstIndex(of: 0x3A), colon > 0 else { return nil }
    let quotes: ScalarSet = [0x22, 0x27]
    return (text[0..<colon].trimmed, text[(colon + 1)..<text.count].trimmed.trimming { quotes.contains($0) })
  }

  private static func hint(_ line: MappedText) -> MetadataHint? {
    guard let (key, value) = pair(line), !value.isEmpty else { return nil }
    let name = key.description.lowercased().filter { $0 != "_" && $0 != "-" }
    if let known = MetadataLabels.field(of: key) {
      return known.map { MetadataHint(field: $0, value: value.description, origin: .element) }
    }
    // A date alone is that of the page; the letter's own stands below its text.
    let field = name == "date" ? .published : MetadataLabels.elementNames[name]
    return field.map { MetadataHint(field: $0, value: value.description, origin: .element) }
  }
}
