import DafuModel

/// Text of the report in Chinese and English; the page's switch shows one of them or both.
struct Bilingual {
  let chinese: String
  let english: String

  init(_ chinese: String, _ english: String) {
    self.chinese = chinese
    self.english = english
  }
}

/// Builds HTML as UTF-8 bytes. Only `markup` takes markup; whatever came from a document goes through `text`.
struct HTMLText {
  private(set) var bytes: [UInt8] = []

  /// Appends our own markup.
  mutating func markup(_ markup: String) { bytes.append(contentsOf: markup.utf8) }

  /// Appends a text, escaped for content and for attributes in double quotes.
  mutating func text(_ text: String) { HTMLText.append(text, to: &bytes) }

  /// Appends a text in both languages, escaped; once where they are the same.
  mutating func both(_ text: Bilingual) {
    guard text.chinese != text.english else { return self.text(text.chinese) }
    markup("<span class=\"zh\">")
    self.text(text.chinese)
    markup("</span><span class=\"en\" lang=\"en\">")
    self.text(text.english)
    markup("</span>")
  }

  /// Appends our own words in both languages.
  mutating func both(_ chinese: String, _ english: String) { both(Bilingual(chinese, english)) }

  /// Appends what was built elsewhere.
  mutating func append(_ other: HTMLText) { bytes += other.bytes }

  /// Takes what was built, leaving nothing.
  mutating func take() -> [UInt8] {
    defer { bytes = [] }
    return bytes
  }

  /// Escapes what HTML reads as markup. Control characters, which HTML forbids, become U+FFFD; marks that turn the
  /// direction of writing are spelled out, so that what is read is what stands there.
  static func append(_ text: String, to bytes: inout [UInt8]) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": bytes.append(contentsOf: "&amp;".utf8)
      case "<": bytes.append(contentsOf: "&lt;".utf8)
      case ">": bytes.append(contentsOf: "&gt;".utf8)
      case "\"": bytes.append(contentsOf: "&quot;".utf8)
      case "'": bytes.append(contentsOf: "&#39;".utf8)
      case "\n", "\t", "\r": bytes.append(UInt8(ascii: " "))
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}": bytes += [0xEF, 0xBF, 0xBD]
      case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}", "\u{200E}", "\u{200F}", "\u{61C}":
        bytes.append(contentsOf: "⟨U+\(String(scalar.value, radix: 16, uppercase: true))⟩".utf8)
      default: bytes.append(contentsOf: Character(scalar).utf8)
      }
    }
  }

  /// A text cut after a number of characters, with an ellipsis where it was longer.
  static func clipped(_ text: String, _ limit: Int) -> String {
    guard text.utf8.count > limit, text.unicodeScalars.count > limit else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.prefix(limit))) + "…"
  }

  /// The name of an anchor: an identifier with every byte that a fragment cannot hold spelled `~XX`.
  static func anchor(_ identifier: String) -> String {
    var name: [UInt8] = Array("e-".utf8)
    for byte in identifier.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
        name.append(byte)
      default:
        let digits = Array("0123456789ABCDEF".utf8)
        name += [UInt8(ascii: "~"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: name, as: UTF8.self)
  }
}
