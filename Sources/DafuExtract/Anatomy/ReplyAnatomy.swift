import DafuModel

/// Tells the parts of a reply apart (GB/T 9704): what stands above the salutation, the body, what stands below the
/// signature.
struct ReplyAnatomy {
  private let blocks: [SourceBlock]
  private let lines: [Line]
  private var letter = Letter()

  private init(_ blocks: [SourceBlock]) {
    self.blocks = blocks
    lines = blocks.map { $0.line(limit: 900) }
  }

  /// Takes a reading apart.
  static func letter(of reading: Reading) -> Letter {
    let split = SalutationSplit.apply(reading.blocks)
    var anatomy = ReplyAnatomy(split)
    anatomy.letter.hints = reading.hints
    anatomy.divide()
    return anatomy.letter
  }

  private mutating func divide() {
    let opening = blocks.indices.first { isOpening($0) }
    let salutation = salutationStart(opening: opening)
    let bodyStart = opening ?? salutation?.upperBound ?? endOfFront()
    let frontEnd = salutation?.lowerBound ?? bodyStart
    FrontMatter.read(blocks[..<frontEnd], lines: lines[..<frontEnd], into: &letter)
    if let salutation { addSalutation(salutation) }
    let tail = SignatureBlock.find(lines: lines, blocks: blocks, from: bodyStart)
    addBody(bodyStart..<max(tail.start, bodyStart))
    letter.signers = tail.signers
    letter.signed = tail.date
    addTail(max(tail.start, bodyStart), signatureEnd: tail.end)
    if opening == nil {
      letter.findings.append(
        Finding(
          code: "opening-missing", severity: .note,
          message: "No paragraph opens the reply (收悉, 答复如下); the body begins where the head ends."))
    }
  }

  private func isOpening(_ index: Int) -> Bool {
    switch blocks[index].role {
    case .text, .stated(.paragraph), .heading: OpeningParagraph.matches(lines[index]) && lines[index].count >= 12
    default: false
    }
  }

  // MARK: Salutation

  private func salutationStart(opening: Int?) -> Range<Int>? {
    if let stated = blocks.indices.first(where: { blocks[$0].role == .stated(.salutation) }) {
      return stated..<(stated + 1)
    }
    guard let opening else {
      guard let found = blocks.indices.prefix(30).first(where: { SalutationSplit.isSalutation(lines[$0]) }) else {
        return nil
      }
      return found..<(found + 1)
    }
    var low = opening
    while low > 0, opening - low < 4, SalutationSplit.isSalutation(lines[low - 1]) { low -= 1 }
    return low < opening ? low..<opening : nil
  }

  private mutating func addSalutation(_ range: Range<Int>) {
    for index in range {
      let named = lines[index]
      if letter.salutation == nil { letter.salutation = named }
      let bare = PersonalNames.withoutNames(named)
      guard !bare.isEmpty else { continue }
      if bare == named.trimmed {
        letter.parts.append(.init(kind: .salutation, text: blocks[index].text))
      } else {
        var text = MappedText()
        text.append(Array(bare.description.utf8), replacing: blocks[index].text.source(of: 0))
        letter.parts.append(.init(kind: .salutation, text: text))
      }
    }
  }

  /// Without an opening and a salutation: after the last line of the head.
  private func endOfFront() -> Int {
    var end = 0
    for index in blocks.indices.prefix(20) {
      let line = lines[index]
      if TitleLine.matches(line) || index == 0 && TitleLine.isPlain(line)
        || DocumentNumber.find(in: line).map({ $0.range.count * 2 > line.squashed.count }) == true
        || blocks[index].role == .stated(.title) || blocks[index].role == .stated(.documentNumber)
      {
        end = index + 1
      }
    }
    return end
  }

  // MARK: Body

  private mutating func addBody(_ range: Range<Int>) {
    let headings = HeadingRules(blocks: blocks[range], lines: lines[range])
    var inOpening = true
    for index in range {
      let block = blocks[index]
      let line = lines[index]
      switch block.role {
      case .tableRow(let table, let row):
        letter.parts.append(.init(kind: .tableRow, text: block.text, table: (table, row)))
        continue
      case .caption:
        letter.parts.append(.init(kind: .caption, text: block.text))
        continue
      case .stated(let kind) where kind != .paragraph && kind != .heading && kind != .note:
        addStated(kind, block, line)
        continue
      default: break
      }
      if PageWidgets.isWidget(line), !line.contains(scalar: 0x3002) { continue }
      if AncillaryLine.isContact(line), line.count <= 100 || index >= range.upperBound - 3 { continue }
      if AncillaryLine.isDistribution(line), line.count < 120 {
        letter.parts.append(.init(kind: .distribution, text: block.text))
        continue
      }
      if inOpening {
        letter.opening.append(PersonalNames.ranges(in: line).isEmpty ? line : Redaction.line(line))
        if line.contains(anyOf: OpeningParagraph.closings) || line.contains("如下") || letter.opening.count >= 4 {
          inOpening = false
        }
      }
      if let level = headings.level(of: index) {
        letter.parts.append(.init(kind: .heading, text: block.text, level: level))
        inOpening = false
      } else {
        addParagraph(block, line)
      }
    }
  }

  private mutating func addParagraph(_ block: SourceBlock, _ line: Line) {
    var text = block.text
    var whole = text.count <= 900 ? line : block.line
    let line = text.count <= 900 || !mayHoldContact(text) ? line : whole
    if let cut = AncillaryLine.embeddedContact(in: line) {
      let low = line.utf8Offset(of: cut.lowerBound)
      let high = cut.upperBound >= line.count ? text.count : line.utf8Offset(of: cut.upperBound)
      var kept = text.slice(0..<low)
      kept.append(text, high..<text.count)
      text = SpaceNormalizer.oneLine(kept)
      whole = Line(text.bytes)
    }
    if letter.opening.count <= 1 { text = Redaction.text(text, whole) }
    guard !text.isEmpty else { return }
    letter.parts.append(.init(kind: .paragraph, text: text))
  }

  private func mayHoldContact(_ text: MappedText) -> Bool {
    let tail = text.bytes.suffix(600)
    return ByteSearch.firstIndex(of: Array("联系".utf8), in: tail, from: tail.startIndex) != nil
  }

  private mutating func addStated(_ kind: Block.Kind, _ block: SourceBlock, _ line: Line) {
    switch kind {
    case .contact: return
    case .signature:
      if let date = SignatureLine.date(line) { letter.signed = date } else { letter.signers.append(line) }
      letter.parts.append(.init(kind: .signature, text: block.text))
    case .salutation: return
    default: letter.parts.append(.init(kind: kind, text: block.text))
    }
  }

  // MARK: Tail

  private mutating func addTail(_ start: Int, signatureEnd: Int) {
    var unread = 0
    for index in start..<max(blocks.count, start) {
      let line = lines[index]
      if index < signatureEnd || blocks[index].role == .stated(.signature) {
        letter.parts.append(.init(kind: .signature, text: blocks[index].text))
        continue
      }
      if AncillaryLine.isContact(line) || AncillaryLine.isPersonal(line) { continue }
      if AncillaryLine.isDistribution(line) || blocks[index].role == .stated(.distribution) {
        letter.parts.append(.init(kind: .distribution, text: blocks[index].text))
        continue
      }
      let note = NoteLine.content(of: line)
      if !note.isEmpty {
        if letter.note.disclosure == nil { letter.note.disclosure = note.disclosure }
        if letter.note.disposition == nil { letter.note.disposition = note.disposition }
        letter.parts.append(.init(kind: .note, text: blocks[index].text))
        continue
      }
      if line.count > 80, line.contains(scalar: 0x3002) { unread += 1 }
    }
    if unread > 0 {
      letter.findings.append(
        Finding(
          code: "text-after-signature", severity: .note,
          message: "\(unread) paragraphs below the signature were not read as part of the reply."))
    }
  }
}

/// Cuts personal names out of prose that names a proposer.
enum Redaction {
  static func line(_ line: Line) -> Line {
    var kept: [UInt32] = []
    var index = 0
    for range in PersonalNames.ranges(in: line) {
      kept += line.scalars[index..<range.lowerBound]
      index = range.upperBound
    }
    return index == 0 ? line : Line(kept + line.scalars[index...])
  }

  /// `line` is the whole text as a line.
  static func text(_ text: MappedText, _ line: Line) -> MappedText {
    let ranges = PersonalNames.ranges(in: line)
    guard !ranges.isEmpty else { return text }
    var kept = MappedText()
    var from = 0
    for range in ranges {
      kept.append(text, from..<line.utf8Offset(of: range.lowerBound))
      from = line.utf8Offset(of: range.upperBound)
    }
    kept.append(text, from..<text.count)
    return kept
  }
}
