import DafuModel

/// Salutations, and openings that hold one in the same paragraph.
enum SalutationSplit {
  /// Whether a line is a form of address and nothing else.
  static func isSalutation(_ line: Line) -> Bool {
    let plain = line.squashed
    guard let last = plain.last, plain.count >= 2, plain.count <= 90 else { return false }
    if Mark.colon.contains(last) {
      guard !plain.contains("如下"), !plain.contains(scalar: 0x3002), Numbering(plain) == nil else { return false }
      if MetadataLabels.field(of: plain) != nil { return false }
      return plain.contains(anyOf: addressees) && !AncillaryLine.isContact(plain)
    }
    let bare = plain.trimming { $0 == 0xFF0C || $0 == 0x2C || $0 == 0xFF01 }
    return bare.hasPrefix("尊敬的") && bare.count <= 20 || bare.count <= 8 && bare.hasSuffix(anyOf: ["委员", "代表"])
  }

  private static let addressees: LineWords = [
    "委员", "代表", "同志", "先生", "女士", "会", "党", "界", "社", "联", "委", "组", "局", "厅", "政府", "办", "院", "台盟", "民盟", "民建", "民革",
    "单位", "部",
  ]

  /// Cuts 某某委员：您提出的…收悉 into the salutation and the opening.
  static func apply(_ blocks: [SourceBlock]) -> [SourceBlock] {
    guard
      let index = blocks.indices.first(where: {
        isTextual(blocks[$0]) && OpeningParagraph.matches(blocks[$0].line(limit: 900))
      })
    else { return blocks }
    let line = blocks[index].line(limit: 900)
    guard let colon = line.scalars.prefix(60).firstIndex(where: { Mark.colon.contains($0) }) else { return blocks }
    let head = line[0..<(colon + 1)]
    guard isSalutation(head), head.contains(anyOf: ["委员", "代表", "尊敬", "会", "界", "党", "社"]), colon + 12 < line.count
    else {
      return blocks
    }
    let cut = line.utf8Offset(of: colon + 1)
    var salutation = blocks[index]
    salutation.text = blocks[index].text.slice(0..<cut)
    var opening = blocks[index]
    opening.text = SpaceNormalizer.oneLine(blocks[index].text.slice(cut..<blocks[index].text.count))
    var out = blocks
    out.replaceSubrange(index...index, with: [salutation, opening])
    return out
  }

  private static func isTextual(_ block: SourceBlock) -> Bool {
    switch block.role {
    case .text, .stated(.paragraph), .heading: true
    default: false
    }
  }
}
