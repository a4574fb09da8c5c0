import DafuModel

/// Reads the head of a letter: letterhead, number, title, notes; drops what belongs to the page.
enum FrontMatter {
  static func read(_ blocks: ArraySlice<SourceBlock>, lines: ArraySlice<Line>, into letter: inout Letter) {
    var index = max(blocks.startIndex, blocks.endIndex - headLimit)
    var titles: [(line: Line, part: Int)] = []
    var plain: (line: Line, text: MappedText, part: Int)?
    while index < blocks.endIndex {
      let block = blocks[index]
      let line = lines[index]
      letter.hints += hints(block, line)
      if let title = title(at: index, blocks: blocks, lines: lines) {
        add(title, to: &letter, titles: &titles)
        index = title.end
        continue
      }
      if plain == nil, isTitlePiece(block, line), TitleLine.isPlain(line) || isSoleTitle(index, blocks, line, letter) {
        plain = (Redaction.line(line), Redaction.text(block.text, line), letter.parts.count)
      }
      readLine(block, line, into: &letter)
      index += 1
    }
    if titles.isEmpty, let plain {
      letter.parts.insert(.init(kind: .title, text: plain.text), at: plain.part)
      letter.title = plain.line
      return
    }
    letter.title = titles.last?.line
  }

  /// No letter's head has more lines.
  private static let headLimit = 200

  // MARK: Titles

  private struct Title {
    var line: Line
    var text: MappedText
    var end: Int
  }

  /// A title that begins at `index`: one line, or up to four short ones that make a title together, the issuing body's
  /// name above among them.
  private static func title(at index: Int, blocks: ArraySlice<SourceBlock>, lines: ArraySlice<Line>) -> Title? {
    if blocks[index].role == .stated(.title) {
      return Title(line: lines[index], text: blocks[index].text, end: index + 1)
    }
    guard isTitlePiece(blocks[index], lines[index]) else { return nil }
    if TitleLine.isComplete(lines[index]) {
      return Title(line: lines[index], text: blocks[index].text, end: index + 1)
    }
    var joined = lines[index]
    var text = blocks[index].text
    var next = index + 1
    var best: Title?
    while next < blocks.endIndex, next - index < 5 {
      guard isTitlePiece(blocks[next], lines[next]) else { break }
      // A letterhead above a complete title belongs to the title only where the title begins with 关于 or 对.
      let breaksOff = joined.squashed.hasSuffix(anyOf: ["关于", "对"])
      if !breaksOff, TitleLine.isComplete(lines[next]), !lines[next].squashed.hasPrefix(anyOf: ["关于", "对", "第"]) {
        break
      }
      joined = Line(Array(joined.scalars) + lines[next].scalars)
      text.append(blocks[next].text)
      next += 1
      if TitleLine.isComplete(joined) {
        best = Title(line: joined, text: text, end: next)
        break
      }
    }
    if best == nil, TitleLine.matches(lines[index]) {
      best = Title(line: lines[index], text: blocks[index].text, end: index + 1)
    }
    return best
  }

  /// The first line of a Markdown or text file, which is all that could be its title: 某市“保交楼”工作进展情况.
  private static func isSoleTitle(
    _ index: Int, _ blocks: ArraySlice<SourceBlock>, _ line: Line, _ letter: Letter
  ) -> Bool {
    let plain = line.squashed
    return index == 0 && !letter.hints.contains { $0.field == .title } && (6...60).contains(plain.count)
      && !plain.contains(scalar: 0xFF0C) && !BodyName.matches(plain) && !SalutationSplit.isSalutation(line)
      && DocumentNumber.find(in: line) == nil
  }

  private static func isTitlePiece(_ block: SourceBlock, _ line: Line) -> Bool {
    switch block.role {
    case .text, .heading: break
    default: return false
    }
    guard line.count >= 2, line.count <= 140, let last = line.last, !Mark.colon.contains(last),
      !line.contains(scalar: 0x3002)
    else { return false }
    let plain = line.squashed
    if plain.hasSuffix("文件") || DocumentNumber.find(in: line) != nil && plain.count < 30 { return false }
    if PageWidgets.isWidget(line) || PageWidgets.isInfoLine(line) || AncillaryLine.isPersonal(line) { return false }
    if SignatureLine.isDate(line) || MetadataLabels.field(of: line) != nil { return false }
    let note = NoteLine.content(of: line)
    return note.isEmpty || TitleLine.isComplete(line)
  }

  private static func add(_ title: Title, to letter: inout Letter, titles: inout [(line: Line, part: Int)]) {
    let redacted = Redaction.text(title.text, Line(title.text.bytes))
    let line = Redaction.line(title.line)
    let squashed = line.squashed
    if let held = titles.indices.last(where: { titles[$0].line.squashed.hasSuffix(squashed) }) {
      // The same title again, or without the body's name.
      let kept = titles.remove(at: held)
      titles.append(kept)
      return
    }
    if let held = titles.indices.last(where: { squashed.hasSuffix(titles[$0].line.squashed) }) {
      letter.parts[titles[held].part].text = redacted
      let part = titles.remove(at: held).part
      titles.append((line, part))
      return
    }
    letter.parts.append(.init(kind: .title, text: redacted))
    titles.append((line, letter.parts.count - 1))
  }

  // MARK: Other lines

  /// What a labelled line or a row of an index table states.
  private static func hints(_ block: SourceBlock, _ line: Line) -> [MetadataHint] {
    guard case .tableRow = block.role else {
      return line.count <= 200 ? LabelledValues.inline(line, isIndex: false) : []
    }
    let cells = line.scalars.split(separator: 0x09, omittingEmptySubsequences: false).map { Line($0) }
    return zip(cells, cells.dropFirst()).compactMap { label, value in
      guard let known = MetadataLabels.field(of: label), let field = known, !value.isEmpty,
        MetadataLabels.field(of: value) == nil
      else { return nil }
      return MetadataHint(field: field, value: value.description, origin: .indexTable)
    }
  }

  private static func readLine(_ block: SourceBlock, _ line: Line, into letter: inout Letter) {
    let plain = line.squashed
    if block.role == .stated(.documentNumber) || line.count <= 70 && DocumentNumber.find(in: line) != nil {
      readNumber(block, line, into: &letter)
      return
    }
    if case .stated(let kind) = block.role, kind == .letterhead || kind == .note {
      letter.parts.append(.init(kind: kind, text: block.text))
      return
    }
    if PageWidgets.isWidget(line) || PageWidgets.isInfoLine(line) || AncillaryLine.isPersonal(line)
      || AncillaryLine.isContact(line)
    {
      return
    }
    let note = NoteLine.content(of: line)
    if !note.isEmpty {
      letter.note.disposition = letter.note.disposition ?? note.disposition
      letter.note.disclosure = letter.note.disclosure ?? note.disclosure
      if let personal = plain.firstRange(ofAny: AncillaryLine.personHeads), personal.lowerBound > 0 { return }
      letter.parts.append(.init(kind: .note, text: block.text))
      return
    }
    let head = plain.hasSuffix("文件") ? plain[0..<(plain.count - 2)] : plain
    if BodyName.matches(head), head.count >= 4 {
      if letter.letterhead == nil { letter.letterhead = head }
      letter.parts.append(.init(kind: .letterhead, text: block.text))
    }
  }

  private static func readNumber(_ block: SourceBlock, _ line: Line, into letter: inout Letter) {
    guard let found = DocumentNumber.find(in: line) else { return }
    if letter.documentNumber == nil { letter.documentNumber = found.normalized }
    let low = line.utf8Offset(of: found.range.lowerBound)
    let high = line.utf8Offset(of: found.range.upperBound)
    letter.parts.append(.init(kind: .documentNumber, text: block.text.slice(low..<high)))
    let rest = Line(line.scalars[..<found.range.lowerBound] + [0x20] + line.scalars[found.range.upperBound...])
    let note = NoteLine.content(of: rest)
    letter.note.disposition = letter.note.disposition ?? note.disposition
    letter.note.disclosure = letter.note.disclosure ?? note.disclosure
  }
}
