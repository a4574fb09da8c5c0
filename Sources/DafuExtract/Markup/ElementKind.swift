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

extension ElementKind {
  /// The kinds of the names that the parser knows, by their ids; all others are inline.
  static let known: [ElementKind] = HTMLName.names.map(ElementKind.init(name:))
}
