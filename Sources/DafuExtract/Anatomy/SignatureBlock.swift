import DafuModel

/// 落款: finds the lines that sign a letter.
struct SignatureBlock {
  /// Index of the first line of the signature; the number of lines if there is none.
  var start: Int
  /// Index after its last line.
  var end: Int
  var signers: [Line] = []
  var date: CivilDate?

  /// Looks for a signature after `from`: a line that is a date, with the body's name above it; else a line that is a
  /// body's name with only ancillary lines below.
  static func find(lines: [Line], blocks: [SourceBlock], from: Int) -> SignatureBlock {
    var best: SignatureBlock?
    var index = from + 1
    while index < lines.count {
      defer { index += 1 }
      guard isPlain(blocks[index]) else { continue }
      let line = lines[index]
      if let both = SignatureLine.bodyAndDate(line) {
        let above = namesAbove(index, lines: lines, blocks: blocks, from: from)
        return SignatureBlock(
          start: above.start, end: index + 1, signers: above.names + [line[0..<both.bodyEnd]], date: both.date)
      }
      let date = SignatureLine.date(line)
      guard date != nil || SignatureLine.isMonth(line) else { continue }
      let above = namesAbove(index, lines: lines, blocks: blocks, from: from)
      let candidate = SignatureBlock(start: above.start, end: index + 1, signers: above.names, date: date)
      if !candidate.signers.isEmpty { return candidate }
      if date != nil { best = candidate }
    }
    return best ?? bodyOnly(lines: lines, blocks: blocks, from: from)
  }

  private static func isPlain(_ block: SourceBlock) -> Bool {
    switch block.role {
    case .text, .heading, .stated(.signature), .stated(.paragraph): true
    default: false
    }
  }

  private static func namesAbove(
    _ date: Int, lines: [Line], blocks: [SourceBlock], from: Int
  ) -> (start: Int, names: [Line]) {
    var names: [Line] = []
    var start = date
    while start - 1 > from, date - start < 5, isPlain(blocks[start - 1]) {
      let line = lines[start - 1]
      if isSeal(line) {
        start -= 1
        continue
      }
      // Joint signers may share a line, spaces between.
      let parts = line.split { Scalars.isSpace($0) }
      if BodyName.matches(line) {
        names.insert(line, at: 0)
      } else if parts.count > 1, parts.allSatisfy({ BodyName.matches($0) }) {
        names.insert(contentsOf: parts, at: 0)
      } else {
        break
      }
      start -= 1
    }
    return (start, names)
  }

  private static func isSeal(_ line: Line) -> Bool {
    let plain = line.squashed
    return plain.count <= 6 && plain.hasSuffix(anyOf: ["章）", "章)", "印）"])
  }

  /// A signature without a date: a body's name after the last paragraph.
  private static func bodyOnly(lines: [Line], blocks: [SourceBlock], from: Int) -> SignatureBlock {
    var index = lines.count - 1
    while index > from {
      let line = lines[index]
      if isPlain(blocks[index]), BodyName.matches(line), line.squashed.count <= 30, Numbering(line) == nil {
        return SignatureBlock(start: index, end: index + 1, signers: [line], date: nil)
      }
      guard
        AncillaryLine.isContact(line) || AncillaryLine.isDistribution(line) || PageWidgets.isWidget(line)
          || !NoteLine.content(of: line).isEmpty
      else { break }
      index -= 1
    }
    return SignatureBlock(start: lines.count, end: lines.count)
  }
}
