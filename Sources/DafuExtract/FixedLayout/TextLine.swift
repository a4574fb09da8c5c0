/// Characters that stand beside one another.
struct TextLine: Sendable {
  /// From left to right.
  var glyphs: [Glyph]
  var box: LayoutBox

  init(_ glyphs: [Glyph]) {
    self.glyphs = glyphs
    box = LayoutBox(
      left: glyphs.map(\.left).min() ?? 0, top: glyphs.map(\.top).min() ?? 0, right: glyphs.map(\.right).max() ?? 0,
      bottom: glyphs.map(\.bottom).max() ?? 0)
  }

  /// The size of its type: the height that most of its characters have.
  var size: Int {
    let heights = glyphs.map(\.height).sorted()
    return heights.isEmpty ? 1 : max(1, heights[heights.count / 2])
  }

  var isBold: Bool { glyphs.count { $0.isBold } * 10 >= glyphs.count * 9 }

  var text: MappedText {
    var bytes: [UInt8] = []
    var previous: Glyph?
    for glyph in glyphs {
      if let previous, TextLine.isSpaced(previous, glyph) { bytes.append(0x20) }
      bytes.append(scalar: VerticalForms.level(glyph.scalar))
      previous = glyph
    }
    var text = MappedText()
    text.append(unmapped: bytes)
    return SpaceNormalizer.oneLine(text)
  }

  var line: Line { Line(text.bytes, limit: 900) }

  /// Whether the gap between two characters is a space. Between ideographs and digits type is set with thin gaps, and
  /// justified lines have wider ones: those are none.
  private static func isSpaced(_ left: Glyph, _ right: Glyph) -> Bool {
    let gap = right.left - left.right
    let size = max(left.height, right.height, 1)
    let isWide = Scalars.isWide(left.scalar) || Scalars.isWide(right.scalar)
    return gap * 100 >= size * (isWide ? 90 : 18)
  }

  /// Cuts the line where a gap is as wide as a column's.
  func segments(gap: Int) -> [TextLine] {
    var parts: [[Glyph]] = []
    for glyph in glyphs {
      if let last = parts.last?.last, glyph.left - last.right < gap {
        parts[parts.count - 1].append(glyph)
      } else {
        parts.append([glyph])
      }
    }
    return parts.map(TextLine.init)
  }
}

/// Puts characters together to lines.
enum TextLines {
  /// The lines from the top down, each from left to right; characters printed twice for weight are one.
  static func lines(of glyphs: [Glyph]) -> [TextLine] {
    let inked = glyphs.filter {
      !Scalars.isSpace($0.scalar) && !Scalars.isInvisible($0.scalar) && $0.right > $0.left && $0.bottom > $0.top
    }
    let sorted = inked.sorted { ($0.middle, $0.left, $0.scalar) < ($1.middle, $1.left, $1.scalar) }
    var rows: [(glyphs: [Glyph], top: Int, bottom: Int)] = []
    for glyph in sorted {
      // Sorted by their middles, a glyph can belong to one of the last rows only.
      var place: Int?
      for index in rows.indices.suffix(3).reversed() {
        let overlap = min(rows[index].bottom, glyph.bottom) - max(rows[index].top, glyph.top)
        let least = min(rows[index].bottom - rows[index].top, glyph.height)
        if overlap * 2 > least {
          place = index
          break
        }
      }
      if let place {
        rows[place].glyphs.append(glyph)
        // A row is as high as its highest character of usual size, or small ones would draw other rows in.
        if glyph.height > rows[place].bottom - rows[place].top,
          glyph.height < 4 * (rows[place].bottom - rows[place].top)
        {
          rows[place].top = glyph.top
          rows[place].bottom = glyph.bottom
        }
      } else {
        rows.append(([glyph], glyph.top, glyph.bottom))
      }
    }
    return rows.map {
      TextLine(withoutDoubles($0.glyphs.sorted { ($0.left, $0.right, $0.scalar) < ($1.left, $1.right, $1.scalar) }))
    }
    .sorted { ($0.box.top, $0.box.left) < ($1.box.top, $1.box.left) }
  }

  private static func withoutDoubles(_ glyphs: [Glyph]) -> [Glyph] {
    var kept: [Glyph] = []
    for glyph in glyphs {
      let isDouble = kept.suffix(3).contains { other in
        other.scalar == glyph.scalar && abs(other.left - glyph.left) * 4 < max(glyph.right - glyph.left, 1)
          && abs(other.top - glyph.top) * 4 < max(glyph.height, 1)
      }
      if !isDouble { kept.append(glyph) }
    }
    return kept
  }
}
