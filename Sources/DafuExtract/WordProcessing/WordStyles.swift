/// The styles of a document: what `styles.xml` says of headings, weight, lists and hidden text.
struct WordStyles {
  /// What a style says; nil where it leaves the matter to the style below.
  struct Style {
    var name = ""
    var base: String?
    var outline: Int?
    var isBold: Bool?
    var isHidden: Bool?
    var list: String?
    var listLevel: Int?
    var firstLine: Int?
  }

  private var styles: [String: Style] = [:]
  private var defaultParagraph: String?

  init(_ tree: MarkupTree?) {
    guard let tree, let root = tree.root else { return }
    for element in tree.elements(of: root) where tree.name(element) == "style" {
      guard let id = tree.attributeString("styleid", of: element) else { continue }
      var style = Style()
      for part in tree.elements(of: element) {
        switch tree.name(part) {
        case "name": style.name = tree.attributeString("val", of: part)?.lowercased() ?? ""
        case "basedOn": style.base = tree.attributeString("val", of: part)
        case "pPr":
          let properties = ParagraphProperties(part, in: tree)
          style.outline = properties.outline
          style.list = properties.list
          style.listLevel = properties.listLevel
          style.firstLine = properties.indent
        case "rPr":
          style.isBold = WordFlag.value("b", in: part, of: tree)
          style.isHidden = WordFlag.value("vanish", in: part, of: tree)
        default: break
        }
      }
      styles[id] = style
      if tree.attributeString("type", of: element) == "paragraph",
        let flag = tree.attributeString("default", of: element), flag == "1" || flag == "true"
      {
        defaultParagraph = id
      }
    }
  }

  /// What a property is by a style or the styles that it is based on.
  func value<Value>(_ property: (Style) -> Value?, of style: String?) -> Value? {
    var next = style ?? defaultParagraph
    // A chain of styles may be a circle; none is longer than this.
    for _ in 0..<12 {
      guard let id = next, let style = styles[id] else { return nil }
      if let value = property(style) { return value }
      next = style.base
    }
    return nil
  }

  /// The rank of a heading, 1 the highest; nil for other styles.
  func headingRank(of style: String?) -> Int? {
    if let outline = value(\.outline, of: style) { return outline < 6 ? outline + 1 : nil }
    return value({ WordStyles.rank(ofName: $0.name) }, of: style)
  }

  /// heading 1, 标题 1, Title, 标题.
  private static func rank(ofName name: String) -> Int? {
    for prefix in ["heading ", "标题 ", "标题"] where name.hasPrefix(prefix) {
      if let rank = Int(name.dropFirst(prefix.count)), (1...6).contains(rank) { return rank }
    }
    return name == "title" || name == "标题" ? 1 : nil
  }

  /// Whether a style is that of a line of a table of contents.
  func isContents(_ style: String?) -> Bool {
    guard let style, let name = styles[style]?.name else { return false }
    return (name.hasPrefix("toc ") || name.hasPrefix("目录 ")) && name.last?.isNumber == true
  }
}

/// An on-off property (ST_OnOff).
enum WordFlag {
  static func value(_ name: String, in properties: Int, of tree: MarkupTree) -> Bool? {
    guard let element = tree.element(name, of: properties) else { return nil }
    switch tree.attributeString("val", of: element) {
    case "0", "false", "off", "none": return false
    default: return true
    }
  }
}

/// What a paragraph says of itself (w:pPr).
struct ParagraphProperties {
  var style: String?
  var outline: Int?
  var list: String?
  var listLevel: Int?
  /// Indent of the first line in full-width characters.
  var indent: Int?
  /// Whether the paragraph's end is deleted by a tracked change, so that the next paragraph goes on.
  var isMergedWithNext = false

  init() {}

  init(_ element: Int, in tree: MarkupTree) {
    for part in tree.elements(of: element) {
      switch tree.name(part) {
      case "pStyle": style = tree.attributeString("val", of: part)
      case "outlineLvl": outline = tree.attributeNumber("val", of: part)
      case "numPr":
        list = tree.element("numId", of: part).flatMap { tree.attributeString("val", of: $0) }
        listLevel = tree.element("ilvl", of: part).flatMap { tree.attributeNumber("val", of: $0) }
      case "ind":
        let characters = ["firstlinechars", "leftchars", "startchars"].compactMap { tree.attributeNumber($0, of: part) }
        let lengths = ["firstline", "left", "start"].compactMap { tree.attributeNumber($0, of: part) }
        let hanging = tree.attributeNumber("hanging", of: part) ?? 0
        // Hundredths of a character; else twentieths of a point, a character being some 12 points.
        let width =
          characters.contains { $0 > 0 }
          ? characters.reduce(0) { $0 + limited($1) } / 100
          : (lengths.reduce(0) { $0 + limited($1) } - limited(hanging)) / 240
        indent = min(max(width, 0), 40)
      case "rPr":
        isMergedWithNext = tree.element("del", of: part) != nil || tree.element("moveFrom", of: part) != nil
      default: break
      }
    }
  }

  private func limited(_ value: Int) -> Int { min(max(value, -100_000), 100_000) }
}
