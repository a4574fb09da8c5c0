/// What an HTML element does to the flow of text.
enum ElementKind: Hashable, Sendable {
  case inline
  case strong
  case block
  case heading(Int)
  /// A cell of a table, or a term or description of a definition list.
  case cell
  case table
  case lineBreak
  case rule
  /// Navigation, footers, sidebars.
  case boilerplate
  /// Not text of the page.
  case skipped

  init(name: String) {
    switch name {
    case "b", "strong": self = .strong
    case "h1": self = .heading(1)
    case "h2": self = .heading(2)
    case "h3": self = .heading(3)
    case "h4": self = .heading(4)
    case "h5": self = .heading(5)
    case "h6": self = .heading(6)
    case "td", "th", "dt", "dd": self = .cell
    case "table": self = .table
    case "br": self = .lineBreak
    case "hr": self = .rule
    case "nav", "footer", "aside", "menu": self = .boilerplate
    case "head", "select", "option", "textarea", "button", "canvas", "audio", "video", "map", "input", "datalist",
      "script", "style", "rt", "rp":
      self = .skipped
    case "address", "article", "blockquote", "body", "center", "caption", "details", "dialog", "dir", "div", "dl",
      "fieldset", "figcaption", "figure", "form", "header", "hgroup", "html", "legend", "li", "main", "ol", "p", "pre",
      "section", "summary", "tbody", "tfoot", "thead", "tr", "ul", "ucaptitle", "ucapcontent":
      self = .block
    default: self = .inline
    }
  }

  var isBlock: Bool {
    switch self {
    case .block, .heading, .cell, .table, .boilerplate: true
    default: false
    }
  }

  var headingRank: Int {
    if case .heading(let rank) = self { rank } else { 0 }
  }
}

/// Class and id names by which designers everywhere mark what is not the article.
enum BoilerplateNames {
  static func match(_ tree: MarkupTree, _ index: Int) -> Bool {
    guard tree.name(index) != "body", tree.name(index) != "html" else { return false }
    if tree.attribute("role", of: index).map({ $0 == Array("navigation".utf8) || $0 == Array("contentinfo".utf8) })
      == true
    {
      return true
    }
    for name in ["class", "id"] {
      guard let value = tree.attribute(name, of: index) else { continue }
      if value.allSatisfy({ $0 < 0x80 }) {
        if plainWords(value) { return true }
        continue
      }
      let words = String(decoding: value, as: UTF8.self).lowercased().split { !($0.isLetter || $0.isNumber) }
      if words.contains(where: { exact.contains(String($0)) }) { return true }
    }
    return false
  }

  /// Whether one of the words of an ASCII value is one of the names.
  private static func plainWords(_ value: [UInt8]) -> Bool {
    var start = 0
    for index in 0...value.count {
      if index < value.count, isLetterOrDigit(value[index]) { continue }
      if index - start >= 3 {
        let word = value[start..<index]
        let first = ByteSearch.lower(word[start])
        guard initials & 1 << UInt32(first & 31) != 0 else {
          start = index + 1
          continue
        }
        if exact.contains(String(decoding: word.map(ByteSearch.lower), as: UTF8.self)) {
          return true
        }
      }
      start = index + 1
    }
    return false
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
  }

  /// The first letters of all names, a bit each; most words of a page begin with none of them.
  private static let initials: UInt32 = exact.reduce(0) { $0 | 1 << UInt32(($1.utf8.first ?? 0) & 31) }

  private static let exact: Set<String> = [
    "footer", "foot", "nav", "navbar", "mainnav", "topnav", "menu", "breadcrumb", "breadcrumbs", "crumb", "crumbs",
    "share", "bdsharebuttonbox", "sidebar", "copyright", "related", "relate", "xgwd", "xglj", "recommend", "pagination",
    "prevnext", "toolbar", "topbar",
  ]
}
