/// A character with its place on a page. All lengths of a layout are hundredths of a point; y grows downward.
struct Glyph: Sendable {
  var left: Int
  var top: Int
  var right: Int
  var bottom: Int
  var scalar: UInt32
  var isBold = false

  var height: Int { bottom - top }
  var middle: Int { (top + bottom) / 2 }
}

/// A straight line on a page, level or upright.
struct Rule: Sendable, Hashable {
  var left: Int
  var top: Int
  var right: Int
  var bottom: Int

  var isLevel: Bool { right - left >= bottom - top }
}

/// A page as its format describes it: characters and rules in no order.
struct LayoutPage: Sendable {
  var width: Int
  var height: Int
  var glyphs: [Glyph] = []
  var rules: [Rule] = []
  /// How many pictures it holds.
  var images = 0

  /// Whether it is a picture: a stamp or a page number may be text where the letter is none.
  var isPicture: Bool { images > 0 && inked < 40 }

  /// How many of its characters are seen.
  var inked: Int { glyphs.count { !Scalars.isSpace($0.scalar) } }
}

/// A rectangle.
struct LayoutBox: Sendable, Hashable {
  var left: Int
  var top: Int
  var right: Int
  var bottom: Int

  func contains(x: Int, y: Int) -> Bool { x >= left && x <= right && y >= top && y <= bottom }
}

/// Forms of punctuation that fonts have for vertical lines (U+FE10 to U+FE48), as they are in level ones.
enum VerticalForms {
  static func level(_ scalar: UInt32) -> UInt32 {
    guard (0xFE10...0xFE48).contains(scalar) else { return scalar }
    return forms[scalar] ?? scalar
  }

  private static let forms: [UInt32: UInt32] = [
    0xFE10: 0xFF0C, 0xFE11: 0x3001, 0xFE12: 0x3002, 0xFE13: 0xFF1A, 0xFE14: 0xFF1B, 0xFE15: 0xFF01, 0xFE16: 0xFF1F,
    0xFE17: 0x3016, 0xFE18: 0x3017, 0xFE19: 0x2026, 0xFE30: 0x2025, 0xFE31: 0x2014, 0xFE32: 0x2013, 0xFE33: 0x5F,
    0xFE35: 0xFF08, 0xFE36: 0xFF09, 0xFE37: 0xFF5B, 0xFE38: 0xFF5D, 0xFE39: 0x3014, 0xFE3A: 0x3015, 0xFE3B: 0x3010,
    0xFE3C: 0x3011, 0xFE3D: 0x300A, 0xFE3E: 0x300B, 0xFE3F: 0x3008, 0xFE40: 0x3009, 0xFE41: 0x300C, 0xFE42: 0x300D,
    0xFE43: 0x300E, 0xFE44: 0x300F, 0xFE47: 0xFF3B, 0xFE48: 0xFF3D,
  ]
}
