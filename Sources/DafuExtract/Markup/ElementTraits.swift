/// What the attributes of an element say of its shape and its place on the page.
struct ElementTraits: OptionSet, Sendable {
  let rawValue: UInt16
  static let hidden = ElementTraits(rawValue: 1)
  static let block = ElementTraits(rawValue: 2)
  static let bold = ElementTraits(rawValue: 4)
  /// The line breaks of the source count (`white-space: pre-line`).
  static let keepsLines = ElementTraits(rawValue: 8)
  /// A class, an id or a role marks it as no part of the article.
  static let boilerplate = ElementTraits(rawValue: 16)
  /// It has an address to go to.
  static let link = ElementTraits(rawValue: 32)
}

extension ElementTraits {
  /// What a `style` says.
  init(style: UnsafeBufferPointer<UInt8>) {
    self = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: style.count) { squashed in
      var traits: ElementTraits = []
      var count = 0
      var colons = 0
      for byte in style where byte > 0x20 {
        squashed[count] = ByteSearch.lower(byte)
        if byte == UInt8(ascii: ":") { colons += 1 }
        count += 1
      }
      let text = UnsafeBufferPointer(rebasing: squashed[..<count])
      for colon in 0..<(colons > 0 ? count : 0) where text[colon] == UInt8(ascii: ":") {
        // What is asked for ends with y, e or t: display, visibility, mso-hide, white-space, font-weight.
        let last = colon > 0 ? text[colon - 1] : 0
        guard last == UInt8(ascii: "y") || last == UInt8(ascii: "e") || last == UInt8(ascii: "t") else { continue }
        for (property, value, trait) in ElementTraits.declarations
        where stands(property, in: text, at: colon - property.utf8CodeUnitCount)
          && stands(value, in: text, at: colon + 1)
        {
          traits.insert(trait)
        }
      }
      return traits
    }
  }

  private static let declarations: [(property: StaticString, value: StaticString, trait: ElementTraits)] = [
    ("display", "none", .hidden), ("visibility", "hidden", .hidden), ("mso-hide", "all", .hidden),
    ("display", "block", .block), ("font-weight", "bold", .bold), ("font-weight", "700", .bold),
    ("white-space", "pre", .keepsLines),
  ]

  /// What a `class` or an `id` says, of which `table` holds `boilerplateNames`.
  init(names value: UnsafeBufferPointer<UInt8>, _ table: ShortWords) {
    self = []
    var start = 0
    var index = 0
    while index < value.count {
      let byte = value[index]
      if byte >= 0x80 {
        if ElementTraits.hasName(table, in: String(decoding: value, as: UTF8.self)) { insert(.boilerplate) }
        return
      }
      if (byte | 0x20) &- 0x61 >= 26, byte &- 0x30 >= 10 {
        if index - start >= 3, table.place(of: PackedWord(value, start..<index)) != nil {
          insert(.boilerplate)
        }
        start = index + 1
      }
      index += 1
    }
    if index - start >= 3, table.place(of: PackedWord(value, start..<index)) != nil {
      insert(.boilerplate)
    }
  }

  private static func hasName(_ table: ShortWords, in value: String) -> Bool {
    value.lowercased().split { !($0.isLetter || $0.isNumber) }.contains {
      table.place(of: PackedWord(String($0))) != nil
    }
  }

  static let boilerplateNames = [
    "footer", "foot", "nav", "navbar", "mainnav", "topnav", "menu", "breadcrumb", "breadcrumbs", "crumb", "crumbs",
    "share", "bdsharebuttonbox", "sidebar", "copyright", "related", "relate", "xgwd", "xglj", "recommend", "pagination",
    "prevnext", "toolbar", "topbar",
  ]
}

/// Whether ASCII text stands at `index`.
@inline(__always) private func stands(_ text: StaticString, in bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool
{
  let count = text.utf8CodeUnitCount
  guard index >= 0, index + count <= bytes.count else { return false }
  for offset in 0..<count where bytes[index + offset] != text.utf8Start[offset] { return false }
  return true
}
