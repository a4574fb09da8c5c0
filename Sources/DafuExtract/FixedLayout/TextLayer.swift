import DafuModel

/// Whether the characters of a document's pages are text.
enum TextLayer {
  /// Why pages cannot be read: pictures only, or characters that no font maps; nil if they can.
  static func failure(of pages: [LayoutPage], images: Int) -> ReadFailure? {
    var inked = 0
    var strange = 0
    for page in pages {
      for glyph in page.glyphs where !Scalars.isSpace(glyph.scalar) {
        inked += 1
        if isStrange(glyph.scalar) { strange += 1 }
      }
    }
    // A stamp or a page number may be text where the letter is a picture.
    if images > 0, inked < 40 * min(pages.count, images) {
      return ReadFailure(
        .scanned,
        "Its pages are pictures without text; a PDF is recognized where the pipeline file says `optical_recognition: true`."
      )
    }
    if inked >= 40, strange * 100 >= inked * 15 {
      return ReadFailure(
        .unmappedFont,
        "Its fonts do not say which characters they show, so the text cannot be told; ask for the document in another form."
      )
    }
    return nil
  }

  /// Characters that no Chinese letter is written with: what is read where a font has no map to Unicode.
  private static func isStrange(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x20...0x7E, 0xA0...0xFF, 0x370...0x3FF, 0x2000...0x206F, 0x2100...0x27BF, 0x2E80...0x31FF, 0x3200...0x33FF,
      0xFE10...0xFE4F, 0xFF00...0xFFEF:
      false
    default: !Scalars.isHan(scalar)
    }
  }
}

/// What fonts are called.
enum FontName {
  /// Whether a font's name says that it is bold, or a face that letters have for headings.
  static func isBold(_ name: String) -> Bool {
    let plain = name.lowercased()
    return ["bold", "heavy", "black", "simhei", "黑体", "heiti", "小标宋"].contains { plain.contains($0) }
  }
}
