/// Reads the objects of a page (GB/T 33190 7.7 to 11): text with its places, and the straight lines of paths.
struct OFDPageReader {
  /// Which fonts are bold, by their identifiers.
  let boldFonts: Set<String>
  let glyphLimit: Int
  private(set) var page: LayoutPage
  private(set) var images = 0

  init(width: Double, height: Double, boldFonts: Set<String>, glyphLimit: Int) {
    self.boldFonts = boldFonts
    self.glyphLimit = glyphLimit
    page = LayoutPage(width: OFDNumbers.layout(width), height: OFDNumbers.layout(height))
  }

  /// Reads the objects of a page or of a template; a template's text may be left out.
  mutating func read(_ tree: MarkupTree, text: Bool) {
    guard let root = tree.root, let content = tree.element("Content", of: root) else { return }
    var index = content + 1
    while index < tree.end(content) {
      let isHidden = tree.attributeString("visible", of: index) == "false"
      switch tree.name(index) {
      case "TextObject":
        if text, !isHidden { readText(index, in: tree) }
        index = tree.end(index)
      case "PathObject":
        if !isHidden { readPath(index, in: tree) }
        index = tree.end(index)
      case "ImageObject":
        images += 1
        index = tree.end(index)
      default: index = isHidden ? tree.end(index) : index + 1
      }
    }
  }

  private func boundary(_ index: Int, in tree: MarkupTree) -> (x: Double, y: Double) {
    let box = OFDNumbers.read(tree.attributeString("boundary", of: index))
    return box.count >= 2 ? (box[0], box[1]) : (0, 0)
  }

  private mutating func readText(_ index: Int, in tree: MarkupTree) {
    let transform = OFDTransform(tree.attributeString("ctm", of: index))
    guard transform.isLevel, let size = tree.attributeString("size", of: index).flatMap({ OFDNumbers.number($0) }),
      size > 0
    else { return }
    let origin = boundary(index, in: tree)
    let scale = tree.attributeString("hscale", of: index).flatMap { OFDNumbers.number($0) } ?? 1
    let weight = tree.attributeNumber("weight", of: index) ?? 400
    let isBold = weight >= 600 || tree.attributeString("font", of: index).map { boldFonts.contains($0) } ?? false
    var x = 0.0
    var y = 0.0
    for code in tree.elements(of: index) where tree.name(code) == "TextCode" {
      // Without a place of its own it stands where the one before stands.
      x = tree.attributeString("x", of: code).flatMap { OFDNumbers.number($0) } ?? x
      y = tree.attributeString("y", of: code).flatMap { OFDNumbers.number($0) } ?? y
      let scalars = Line(tree.content(of: code).bytes).trimming { $0 == 0x0A || $0 == 0x0D }.scalars
      let rights = OFDNumbers.distances(tree.attributeString("deltax", of: code), limit: scalars.count)
      let downs = OFDNumbers.distances(tree.attributeString("deltay", of: code), limit: scalars.count)
      var here = (x: x, y: y)
      for (place, scalar) in scalars.enumerated() {
        guard page.glyphs.count < glyphLimit else { return }
        let natural = (Scalars.isWide(scalar) ? size : size / 2) * scale
        // How wide a letter is only its font knows; a distance beyond this has a gap in it.
        let widest = (Scalars.isWide(scalar) ? size * 1.02 : size * 0.85) * scale
        let width = min(place < rights.count && rights[place] > 0 ? rights[place] : natural, widest)
        append(scalar, at: here, width: width, size: size, transform, origin, isBold)
        // Distances that are left out: none at all where the line goes down, else the character's own width.
        here.x += place < rights.count ? rights[place] : downs.isEmpty ? natural : 0
        here.y += place < downs.count ? downs[place] : 0
      }
    }
  }

  private mutating func append(
    _ scalar: UInt32, at place: (x: Double, y: Double), width: Double, size: Double, _ transform: OFDTransform,
    _ origin: (x: Double, y: Double), _ isBold: Bool
  ) {
    let low = transform.apply(place.x, place.y - size * 0.86)
    let high = transform.apply(place.x + width, place.y + size * 0.14)
    page.glyphs.append(
      Glyph(
        left: OFDNumbers.layout(low.x + origin.x), top: OFDNumbers.layout(low.y + origin.y),
        right: OFDNumbers.layout(high.x + origin.x), bottom: OFDNumbers.layout(high.y + origin.y), scalar: scalar,
        isBold: isBold))
  }

  // MARK: Paths

  /// Level and upright strokes; a filled rectangle that is thin is one too.
  private mutating func readPath(_ index: Int, in tree: MarkupTree) {
    guard page.rules.count < 20_000, let data = tree.element("AbbreviatedData", of: index) else { return }
    let transform = OFDTransform(tree.attributeString("ctm", of: index))
    let origin = boundary(index, in: tree)
    var parts = tree.string(of: data).split(separator: " ").prefix(20_000)[...]
    var points: [(x: Double, y: Double)] = []
    var isStraight = true
    func take(_ count: Int) -> [Double] {
      var numbers: [Double] = []
      while numbers.count < count, let part = parts.popFirst() { numbers.append(OFDNumbers.number(part) ?? 0) }
      return numbers
    }
    func point(_ numbers: [Double]) -> (x: Double, y: Double)? {
      guard numbers.count == 2 else { return nil }
      let placed = transform.apply(numbers[0], numbers[1])
      return (placed.x + origin.x, placed.y + origin.y)
    }
    func finish(_ page: inout LayoutPage) {
      if isStraight { OFDPageReader.addRules(points, to: &page) }
      points = []
      isStraight = true
    }
    while let command = parts.popFirst() {
      switch command {
      case "M", "S":
        finish(&page)
        if let start = point(take(2)) { points = [start] }
      case "L": if let next = point(take(2)) { points.append(next) }
      case "C": if let first = points.first { points.append(first) }
      case "Q":
        _ = take(4)
        isStraight = false
      case "B":
        _ = take(6)
        isStraight = false
      case "A":
        _ = take(7)
        isStraight = false
      default: break
      }
    }
    finish(&page)
  }

  private static func addRules(_ points: [(x: Double, y: Double)], to page: inout LayoutPage) {
    guard points.count >= 2 else { return }
    let xs = points.map(\.x)
    let ys = points.map(\.y)
    let box = Rule(
      left: OFDNumbers.layout(xs.min() ?? 0), top: OFDNumbers.layout(ys.min() ?? 0),
      right: OFDNumbers.layout(xs.max() ?? 0), bottom: OFDNumbers.layout(ys.max() ?? 0))
    if box.right - box.left < 300 || box.bottom - box.top < 300 {
      add(box, to: &page)
      return
    }
    for (from, to) in zip(points, points.dropFirst()) {
      let rule = Rule(
        left: OFDNumbers.layout(min(from.x, to.x)), top: OFDNumbers.layout(min(from.y, to.y)),
        right: OFDNumbers.layout(max(from.x, to.x)), bottom: OFDNumbers.layout(max(from.y, to.y)))
      if rule.right - rule.left < 100 || rule.bottom - rule.top < 100 { add(rule, to: &page) }
    }
  }

  /// Rules shorter than this, 6 points, are parts of drawings.
  private static func add(_ rule: Rule, to page: inout LayoutPage) {
    if rule.right - rule.left >= 600 || rule.bottom - rule.top >= 600 { page.rules.append(rule) }
  }
}
