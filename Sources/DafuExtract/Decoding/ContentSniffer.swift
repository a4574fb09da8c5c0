import DafuModel

/// Decides what an input is from its content; its name is no evidence.
enum ContentSniffer {
  /// Why bytes are no text that this version reads; nil if they may be.
  static func rejection(of bytes: [UInt8]) -> (reason: Rejection.Reason, message: String)? {
    if bytes.isEmpty { return (.empty, "The file has no bytes.") }
    if has(compoundFile, in: bytes, at: 0) { return rejectionOfCompoundFile(bytes) }
    for (magic, offset, name) in unsupported where has(magic, in: bytes, at: offset) {
      return (.unsupportedFormat, "This is \(name); convert it to HTML, Markdown or text first.")
    }
    for (magic, name) in binary where has(magic, in: bytes, at: 0) {
      return (.binary, "This is \(name), not a text.")
    }
    return nil
  }

  private static let compoundFile: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]

  /// Compound File Binary (MS-CFB): old office documents, and new ones that are encrypted. Its directory names the
  /// streams in UTF-16.
  private static func rejectionOfCompoundFile(_ bytes: [UInt8]) -> (reason: Rejection.Reason, message: String) {
    func holds(_ stream: String) -> Bool {
      ByteSearch.firstIndex(of: stream.utf8.flatMap { [$0, 0] }, in: bytes[...], from: 0) != nil
    }
    if holds("EncryptedPackage") {
      return (.encrypted, "The document is protected with a password; publish it without.")
    }
    let name =
      holds("WordDocument")
      ? "a binary Word or WPS document (.doc, .wps)"
      : holds("Workbook") || holds("Book") ? "a binary spreadsheet (.xls, .et)" : "a binary office document"
    return (.unsupportedFormat, "This is \(name); save it as DOCX first.")
  }

  private static let unsupported: [(magic: [UInt8], offset: Int, name: String)] = [
    (Array("{\\rtf".utf8), 0, "a Rich Text document"),
    (Array("MIME-Version:".utf8), 0, "a web archive (MHTML)"),
    (Array("From: <Saved by".utf8), 0, "a web archive (MHTML)"),
  ]

  private static let binary: [(magic: [UInt8], name: String)] = [
    (Array("RIFF".utf8), "a RIFF container"),
    ([0x1F, 0x8B], "a gzip archive"), (Array("Rar!".utf8), "a RAR archive"),
    ([0x37, 0x7A, 0xBC, 0xAF], "a 7z archive"), ([0x28, 0xB5, 0x2F, 0xFD], "a Zstandard archive"),
    ([0x42, 0x5A, 0x68], "a bzip2 archive"), ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "an xz archive"),
    ([0x7F, 0x45, 0x4C, 0x46], "an executable"), (Array("SQLite format 3".utf8), "a SQLite database"),
  ]

  private static func has(_ magic: [UInt8], in bytes: [UInt8], at offset: Int) -> Bool {
    bytes.count >= offset + magic.count && bytes[offset..<(offset + magic.count)].elementsEqual(magic)
  }

  private static func contains(_ text: String, in bytes: ArraySlice<UInt8>) -> Bool {
    ByteSearch.firstIndex(of: Array(text.utf8), in: bytes, from: bytes.startIndex) != nil
  }

  /// The format of decoded text; nil for text in a notation that this version does not read.
  static func format(of text: [UInt8]) -> DocumentFormat? {
    var index = 0
    while index < text.count, isBlank(text[index]) { index += 1 }
    guard index < text.count else { return .text }
    if text[index] == UInt8(ascii: "<") { return formatOfMarkup(text, from: index) }
    if text[index] == UInt8(ascii: "{") { return nil }
    let survey = LineSurvey(text)
    if survey.markupTags >= 3, survey.markupTags > survey.markdownLines { return .html }
    return survey.markdownLines > 0 ? .markdown : .text
  }

  private static func formatOfMarkup(_ text: [UInt8], from start: Int) -> DocumentFormat {
    var index = start
    var isDeclaredXML = false
    while index < text.count {
      while index < text.count, isBlank(text[index]) { index += 1 }
      guard index + 1 < text.count, text[index] == UInt8(ascii: "<") else { break }
      let next = text[index + 1]
      if next == UInt8(ascii: "!") || next == UInt8(ascii: "?") {
        if next == UInt8(ascii: "?") { isDeclaredXML = true }
        if ByteSearch.hasPrefix("<!doctype html", in: text, at: index) { return .html }
        let isComment = ByteSearch.hasPrefix("<!--", in: text, at: index)
        let end =
          isComment
          ? ByteSearch.firstIndex(of: Array("-->".utf8), in: text[...], from: index).map { $0 + 3 }
          : endOfDeclaration(text, from: index)
        guard let end else { break }
        index = end
        continue
      }
      let name = ByteSearch.name(in: text, at: index + 1)
      let plain = name.split(separator: ":").last.map(String.init) ?? name
      if plain == "html" { return .html }
      if isDeclaredXML { return .xml }
      guard htmlNames.contains(plain) else {
        return name.isEmpty ? textOrMarkdown(text) : .xml
      }
      let survey = LineSurvey(text, tagLimit: 6)
      return survey.markdownLines > 0 && survey.markdownHeadings > 0 && survey.markupTags < 6 ? .markdown : .html
    }
    return isDeclaredXML ? .xml : textOrMarkdown(text)
  }

  private static func textOrMarkdown(_ text: [UInt8]) -> DocumentFormat {
    LineSurvey(text).markdownLines > 0 ? .markdown : .text
  }

  /// The end of `<!DOCTYPE …>` with its internal subset, or of a processing instruction.
  private static func endOfDeclaration(_ text: [UInt8], from start: Int) -> Int? {
    var depth = 0
    var index = start
    while index < text.count {
      switch text[index] {
      case UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ">") where depth <= 0: return index + 1
      default: break
      }
      index += 1
    }
    return nil
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  private static let htmlNames: Set<String> = [
    "head", "body", "meta", "title", "link", "script", "style", "base", "div", "p", "span", "table", "tbody", "tr",
    "td", "center", "font", "h1", "h2", "h3", "h4", "h5", "h6", "br", "hr", "ul", "ol", "li", "dl", "b", "strong", "em",
    "i", "u", "a", "img", "nav", "header", "footer", "main", "form", "iframe", "noscript", "ucaptitle", "ucapcontent",
    "input", "blockquote", "pre", "aside", "frameset",
  ]
}

/// What the lines of a text without an opening tag look like.
struct LineSurvey: Sendable {
  private(set) var markdownLines = 0
  private(set) var markdownHeadings = 0
  private(set) var markupTags = 0

  /// Surveys a text, no further than to the line with the last tag that counts.
  init(_ text: [UInt8], tagLimit: Int = .max) {
    var start = 0
    while start < text.count, markupTags < tagLimit {
      let end = ByteSearch.firstIndex(of: 0x0A, in: text[...], from: start) ?? text.count
      if end > start { inspect(text[start..<end]) }
      start = end + 1
    }
  }

  private mutating func inspect(_ line: ArraySlice<UInt8>) {
    var index = line.startIndex
    var hashes = 0
    while index < line.endIndex, line[index] == UInt8(ascii: "#") {
      hashes += 1
      index += 1
    }
    if (1...6).contains(hashes), index < line.endIndex, line[index] == 0x20 {
      markdownLines += 1
      markdownHeadings += 1
    } else if line.starts(with: Array("|".utf8)), line.filter({ $0 == UInt8(ascii: "|") }).count >= 3 {
      markdownLines += 1
    } else if ByteSearch.firstIndex(of: Array("**".utf8), in: line, from: line.startIndex) != nil {
      markdownLines += 1
    } else if line.starts(with: Array("---".utf8)) || line.starts(with: Array("> ".utf8)) {
      markdownLines += 1
    }
    index = line.startIndex
    while let tag = line[index...].firstIndex(of: UInt8(ascii: "<")) {
      let name = ByteSearch.name(in: line, at: tag + 1)
      if ["p", "div", "br", "td", "tr", "table", "span", "html", "body"].contains(name) { markupTags += 1 }
      index = tag + 1
    }
  }
}
