/// The lists of a document: what `numbering.xml` declares, and how far each list has counted.
struct WordNumbering {
  /// A level of a list (w:lvl).
  struct Level {
    var start = 1
    var format = "decimal"
    /// %1 to %9 stand for the numbers of the levels.
    var text = ""
    /// The level after which it starts again; nil: any above.
    var restartsAfter: Int?
    /// Whether all numbers in its text are decimal (w:isLgl).
    var isLegal = false
    /// The paragraph style that brings it (w:pStyle).
    var style: String?
  }

  /// A list as paragraphs refer to it (w:num).
  private struct List {
    var abstract: String
    var levels: [Int: Level]
    var starts: [Int: Int]
  }

  private var abstracts: [String: [Int: Level]] = [:]
  private var lists: [String: List] = [:]
  /// For each abstract list and level, the last number given; lists of one abstract count on together.
  private var counters: [String: [Int: Int]] = [:]
  /// Lists whose own start has been used.
  private var started: Set<String> = []

  init(_ tree: MarkupTree?) {
    guard let tree, let root = tree.root else { return }
    var links: [String: String] = [:]
    var styles: [String: String] = [:]
    for element in tree.elements(of: root) where tree.name(element) == "abstractNum" {
      guard let id = tree.attributeString("abstractnumid", of: element) else { continue }
      abstracts[id] = WordNumbering.levels(of: element, in: tree)
      if let link = tree.element("numStyleLink", of: element).flatMap({ tree.attributeString("val", of: $0) }) {
        links[id] = link
      }
      if let link = tree.element("styleLink", of: element).flatMap({ tree.attributeString("val", of: $0) }) {
        styles[link] = id
      }
    }
    for (id, link) in links {
      if let target = styles[link], let levels = abstracts[target] { abstracts[id] = levels }
    }
    for element in tree.elements(of: root) where tree.name(element) == "num" {
      guard let id = tree.attributeString("numid", of: element),
        let abstract = tree.element("abstractNumId", of: element).flatMap({ tree.attributeString("val", of: $0) })
      else { continue }
      var list = List(abstract: abstract, levels: abstracts[abstract] ?? [:], starts: [:])
      for override in tree.elements(of: element) where tree.name(override) == "lvlOverride" {
        guard let level = tree.attributeNumber("ilvl", of: override) else { continue }
        for (number, changed) in WordNumbering.levels(of: override, in: tree) { list.levels[number] = changed }
        if let start = tree.element("startOverride", of: override).flatMap({ tree.attributeNumber("val", of: $0) }) {
          list.starts[level] = start
        }
      }
      lists[id] = list
    }
  }

  /// The text before the next item of a list: 一、,（二）, 3.; empty for bullets, nil if there is no such list.
  mutating func next(list id: String, level: Int) -> String? {
    guard let list = lists[id], let current = list.levels[level] else { return nil }
    var counts = counters[list.abstract] ?? [:]
    let key = "\(id) \(level)"
    if let start = list.starts[level], !started.contains(key) {
      started.insert(key)
      counts[level] = start
    } else {
      counts[level] = counts[level].map { $0 < Int.max ? $0 + 1 : $0 } ?? current.start
    }
    for deeper in counts.keys where deeper > level {
      if let after = list.levels[deeper]?.restartsAfter, after == 0 || level >= after { continue }
      counts[deeper] = nil
    }
    for above in 0..<max(level, 0) where counts[above] == nil { counts[above] = list.levels[above]?.start ?? 1 }
    counters[list.abstract] = counts
    return WordNumbering.render(current, levels: list.levels, counts: counts)
  }

  /// The level of a list that a paragraph style brings.
  func level(ofStyle style: String, list id: String) -> Int? {
    lists[id]?.levels.first { $0.value.style == style }?.key
  }

  private static func render(_ level: Level, levels: [Int: Level], counts: [Int: Int]) -> String {
    guard level.format != "bullet" else { return "" }
    var text = ""
    var isPlace = false
    for character in level.text {
      if isPlace, let place = character.wholeNumberValue, place >= 1 {
        let format = level.isLegal ? "decimal" : levels[place - 1]?.format ?? "decimal"
        text += counts[place - 1].flatMap { NumberFormat.text($0, format: format) } ?? ""
        isPlace = false
      } else if character == "%" {
        isPlace = true
      } else {
        text.append(character)
      }
    }
    // A number without a mark would run into the text.
    if let last = text.unicodeScalars.last?.value, Scalars.digit(last) != nil || Scalars.isLatin(last) { text += " " }
    return text
  }

  private static func levels(of element: Int, in tree: MarkupTree) -> [Int: Level] {
    var levels: [Int: Level] = [:]
    for child in tree.elements(of: element) where tree.name(child) == "lvl" {
      guard let number = tree.attributeNumber("ilvl", of: child), (0...8).contains(number) else { continue }
      var level = Level()
      // Formats of later versions stand in an alternative; its fallback is decimal.
      var holders = [child]
      holders += tree.elements(of: child).filter { tree.name($0) == "AlternateContent" }
        .compactMap { tree.element("Choice", of: $0) }
      for holder in holders {
        for part in tree.elements(of: holder) {
          let value = tree.attributeString("val", of: part)
          switch tree.name(part) {
          case "start": level.start = value.flatMap { Int($0) } ?? 1
          case "numFmt": level.format = value ?? "decimal"
          case "lvlText": level.text = value ?? ""
          case "lvlRestart": level.restartsAfter = value.flatMap { Int($0) }
          case "isLgl": level.isLegal = value != "0" && value != "false"
          case "pStyle": level.style = value
          default: break
          }
        }
      }
      levels[number] = level
    }
    return levels
  }
}
