/// Labels with their values: index tables above the text, definition lists, lines such as 发布时间：… 来源：….
enum LabelledValues {
  static func hints(in blocks: ArraySlice<PageBlock>) -> [MetadataHint] {
    var hints: [MetadataHint] = []
    var index = blocks.startIndex
    while index < blocks.endIndex {
      let line = blocks[index].line
      if line.count <= 24, let field = MetadataLabels.field(of: line) {
        let next = index + 1
        if next < blocks.endIndex, MetadataLabels.field(of: blocks[next].line) == nil || blocks[next].isEmpty {
          let value = blocks[next].line
          if let field, !value.isEmpty, value.count <= 200 {
            hints.append(.init(field: field, value: value.description, origin: .indexTable))
          }
          index += blocks[next].isEmpty && !blocks[next].isCell ? 1 : 2
          continue
        }
      } else if line.count <= 300 {
        hints += inline(line, isIndex: blocks[index].isCell)
      }
      index += 1
    }
    return hints
  }

  /// Labels and values in one line; a label counts where a colon follows.
  static func inline(_ line: Line, isIndex: Bool) -> [MetadataHint] {
    guard
      line.contains(scalar: 0x3A) || line.contains(scalar: 0xFF1A) || line.contains(scalar: 0xFE55)
        || line.contains(where: { brackets[$0] != nil })
    else { return [] }
    let text = joined(line)
    var found: [(label: Range<Int>, value: Int, field: MetadataHint.Field?)] = []
    var index = 0
    while index < text.count {
      if let label = bracketed(text, endingAt: index) {
        found.append((label.range, index + 1, label.field))
        index += 1
        continue
      }
      guard Mark.colon.contains(text.scalars[index]) else {
        index += 1
        continue
      }
      var end = index
      while end > 0, Mark.closing.contains(text.scalars[end - 1]) { end -= 1 }
      for length in stride(from: min(12, end), through: 2, by: -1) {
        if let field = MetadataLabels.table[text[(end - length)..<end]] {
          found.append(((end - length)..<end, index + 1, field))
          break
        }
      }
      index += 1
    }
    var hints: [MetadataHint] = []
    for (place, item) in found.enumerated() {
      guard let field = item.field else { continue }
      var stop = place + 1 < found.count ? found[place + 1].label.lowerBound : text.count
      while stop > item.value, Mark.opening.contains(text.scalars[stop - 1]) || Scalars.isSpace(text.scalars[stop - 1])
      {
        stop -= 1
      }
      guard stop > item.value else { continue }
      let value = text[item.value..<stop].trimmed
      if !value.isEmpty, value.count <= 120 {
        hints.append(.init(field: field, value: value.description, origin: isIndex ? .indexTable : .infoLine))
      }
    }
    return hints
  }

  /// 【办理类别】A: a label in brackets with no colon after it.
  private static func bracketed(_ text: Line, endingAt close: Int) -> (range: Range<Int>, field: MetadataHint.Field?)? {
    guard let opening = brackets[text.scalars[close]],
      close + 1 < text.count, !Mark.colon.contains(text.scalars[close + 1]),
      let open = text.scalars[max(0, close - 14)..<close].lastIndex(of: opening),
      let field = MetadataLabels.table[text[(open + 1)..<close].squashed]
    else { return nil }
    return (open..<close, field)
  }

  /// Closing brackets that labels stand in, with the opening ones: 】 ］ ] 〕.
  private static let brackets = ClosingBrackets()

  private struct ClosingBrackets: Sendable {
    subscript(scalar: UInt32) -> UInt32? {
      switch scalar {
      case 0x3011: 0x3010
      case 0xFF3D: 0xFF3B
      case 0x5D: 0x5B
      case 0x3015: 0x3014
      default: nil
      }
    }
  }

  /// Without the spaces beside ideographs, which pad labels.
  private static func joined(_ line: Line) -> Line {
    var out: [UInt32] = []
    let source = line.scalars
    for (index, scalar) in source.enumerated() {
      if Scalars.isSpace(scalar) {
        let before = out.last.map(Scalars.isWide) ?? true
        let after = index + 1 < source.count ? Scalars.isWide(source[index + 1]) : true
        if before, after { continue }
      }
      out.append(scalar)
    }
    return Line(out)
  }
}
