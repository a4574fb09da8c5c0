/// A paragraph (w:p) as text: tracked changes as accepted, fields as their results, hidden text left out.
struct WordParagraph {
  /// What stands between two line breaks of a paragraph.
  struct Piece {
    var raw = MappedText()
    var strongInk = 0
    var endsWithBreak = false
  }

  var properties = ParagraphProperties()
  var pieces: [Piece] = []
  /// The contents of its text boxes (w:txbxContent).
  var boxes: [Int] = []
  /// The footnotes and endnotes that it refers to.
  var notes: [WordNote] = []
}

/// A reference to a note.
struct WordNote: Hashable {
  var isEndnote: Bool
  var id: String
}

/// Reads paragraphs one after the other; fields may reach over several.
struct WordParagraphReader {
  /// A complex field that is open.
  private struct Field {
    var code = ""
    var showsResult = false
  }

  let tree: MarkupTree
  let styles: WordStyles
  private var fields: [Field] = []
  /// Ends of alternatives that were chosen, and where to go on from there.
  private var jumps: [Int: Int] = [:]

  init(tree: MarkupTree, styles: WordStyles) {
    self.tree = tree
    self.styles = styles
  }

  /// Whether a table of contents is being read.
  var isInContents: Bool { fields.contains { $0.code.drop { $0 == " " }.uppercased().hasPrefix("TOC") } }

  mutating func read(_ paragraph: Int) -> WordParagraph {
    var made = WordParagraph()
    if let properties = tree.element("pPr", of: paragraph) {
      made.properties = ParagraphProperties(properties, in: tree)
    }
    var state = RunState(styles: styles, paragraphStyle: made.properties.style)
    var index = paragraph + 1
    let end = tree.end(paragraph)
    while index < end {
      if let target = jumps.removeValue(forKey: index) {
        index = target
        continue
      }
      if tree.nodes[index].isText {
        index += 1
        continue
      }
      index = visit(index, into: &made, state: &state)
    }
    jumps.removeAll()
    // The code of a field never reaches over a paragraph's end: this one is broken.
    fields.removeAll { !$0.showsResult }
    made.pieces.append(state.piece)
    return made
  }

  /// The run that is being read.
  private struct RunState {
    let styles: WordStyles
    let paragraphIsBold: Bool
    var piece = WordParagraph.Piece()
    var isBold = false
    var isHidden = false
    let paragraphIsHidden: Bool

    init(styles: WordStyles, paragraphStyle: String?) {
      self.styles = styles
      paragraphIsBold = styles.value(\.isBold, of: paragraphStyle) ?? false
      paragraphIsHidden = styles.value(\.isHidden, of: paragraphStyle) ?? false
    }

    mutating func begin(_ run: Int, in tree: MarkupTree) {
      isBold = paragraphIsBold
      isHidden = paragraphIsHidden
      guard let properties = tree.element("rPr", of: run) else { return }
      if let style = tree.element("rStyle", of: properties).flatMap({ tree.attributeString("val", of: $0) }) {
        isBold = styles.value(\.isBold, of: style) ?? isBold
        isHidden = styles.value(\.isHidden, of: style) ?? isHidden
      }
      isBold = WordFlag.value("b", in: properties, of: tree) ?? isBold
      isHidden = WordFlag.value("vanish", in: properties, of: tree) ?? isHidden
    }

    mutating func append(_ text: MappedText) {
      piece.raw.append(text)
      if isBold { piece.strongInk += text.bytes.count { $0 > 0x20 } }
    }

    mutating func append(_ scalar: UInt32) {
      var bytes: [UInt8] = []
      bytes.append(scalar: scalar)
      piece.raw.append(unmapped: bytes)
      if isBold, scalar > 0x20 { piece.strongInk += bytes.count }
    }
  }

  /// Reads the element at `index`; gives the place to go on at.
  private mutating func visit(_ index: Int, into made: inout WordParagraph, state: inout RunState) -> Int {
    let isShown = !state.isHidden && fields.allSatisfy(\.showsResult)
    switch tree.name(index) {
    case "pPr", "rPr", "sdtPr", "sdtEndPr", "del", "moveFrom", "delText", "delInstrText", "rt", "rubyPr", "tbl",
      "annotationRef":
      return tree.end(index)
    case "sdt":
      if let properties = tree.element("sdtPr", of: index), tree.element("showingPlcHdr", of: properties) != nil {
        return tree.end(index)
      }
    case "r": state.begin(index, in: tree)
    case "t":
      if isShown { appendText(index, to: &state) }
      return tree.end(index)
    case "instrText":
      if !fields.isEmpty, fields[fields.count - 1].code.utf8.count < 4096 {
        fields[fields.count - 1].code += tree.string(of: index)
      }
      return tree.end(index)
    case "fldChar": readField(index)
    case "tab", "ptab": if isShown { state.append(0x09) }
    case "noBreakHyphen": if isShown { state.append(0x2D) }
    case "br", "cr":
      if isShown {
        state.piece.endsWithBreak = true
        made.pieces.append(state.piece)
        state.piece = WordParagraph.Piece()
      }
    case "sym":
      if isShown, let code = tree.attributeString("char", of: index).flatMap({ UInt32($0, radix: 16) }),
        let scalar = WordSymbols.scalar(code, font: tree.attributeString("font", of: index) ?? ""),
        Unicode.Scalar(scalar) != nil
      {
        state.append(scalar)
      }
    case "AlternateContent": return alternative(index)
    case "txbxContent":
      made.boxes.append(index)
      return tree.end(index)
    case "footnoteReference", "endnoteReference":
      if let id = tree.attributeString("id", of: index) {
        made.notes.append(WordNote(isEndnote: tree.name(index) == "endnoteReference", id: id))
      }
    default: break
    }
    return index + 1
  }

  /// Of alternative contents the first choice is read, once; the fallback where there is no choice.
  private mutating func alternative(_ index: Int) -> Int {
    let parts = tree.elements(of: index)
    guard let chosen = parts.first(where: { tree.name($0) == "Choice" }) ?? parts.first else { return tree.end(index) }
    if tree.end(chosen) < tree.end(index) { jumps[tree.end(chosen)] = tree.end(index) }
    return chosen + 1
  }

  private mutating func readField(_ index: Int) {
    switch tree.attributeString("fldchartype", of: index) {
    case "begin": if fields.count < 200 { fields.append(Field()) }
    case "separate": if !fields.isEmpty { fields[fields.count - 1].showsResult = true }
    case "end": _ = fields.popLast()
    default: break
    }
  }

  private func appendText(_ index: Int, to state: inout RunState) {
    let text = tree.content(of: index)
    // U+F000 to U+F0FF are three bytes, EF 80 80 to EF 83 BF.
    guard text.bytes.contains(0xEF), Line(text.bytes).contains(where: WordSymbols.isPrivate) else {
      state.append(text)
      return
    }
    var place = 0
    while place < text.count {
      let (scalar, width) = text.bytes.scalar(at: place)
      if !WordSymbols.isPrivate(scalar) { state.append(text.slice(place..<(place + width))) }
      place += width
    }
  }
}
