/// Classes of Unicode scalars that matter to Chinese official prose.
enum Scalars {
  /// A Han ideograph (all blocks, with the ideographic zero).
  @inline(__always) static func isHan(_ scalar: UInt32) -> Bool {
    (0x4E00...0x9FFF).contains(scalar) || scalar == 0x3007 || (0x3400...0x4DBF).contains(scalar)
      || (0xF900...0xFAFF).contains(scalar) || (0x20000...0x323AF).contains(scalar)
  }

  /// A character as wide as an ideograph, beside which a line break of the source means nothing.
  @inline(__always) static func isWide(_ scalar: UInt32) -> Bool {
    isHan(scalar) || (0x3000...0x30FF).contains(scalar) || (0xFF00...0xFFEF).contains(scalar)
      || (0x2010...0x2027).contains(scalar) || scalar == 0xB7
  }

  /// White space of any kind, the ideographic space and the no-break spaces among it.
  @inline(__always) static func isSpace(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x20, 0x09...0x0D, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }

  /// A character without width or ink: zero-width spaces, joiners, direction marks, soft hyphens, controls.
  @inline(__always) static func isInvisible(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0...0x08, 0x0E...0x1F, 0x7F, 0x80...0x84, 0x86...0x9F, 0xAD, 0x180E, 0x200B...0x200F, 0x202A...0x202E,
      0x2060...0x206F, 0xFEFF, 0xFE00...0xFE0F, 0xFFF9...0xFFFB:
      true
    default: false
    }
  }

  /// White space or a character without ink.
  @inline(__always) static func isBlank(_ scalar: UInt32) -> Bool {
    // Nearly all that is ever asked about: ideographs and their punctuation.
    if scalar > 0x3000, scalar < 0xFE00 { return false }
    return isSpace(scalar) || isInvisible(scalar)
  }

  /// The value of an ASCII or full-width digit.
  @inline(__always) static func digit(_ scalar: UInt32) -> Int? {
    switch scalar {
    case 0x30...0x39: Int(scalar - 0x30)
    case 0xFF10...0xFF19: Int(scalar - 0xFF10)
    default: nil
    }
  }

  /// A letter of the Latin alphabet, ASCII or full-width.
  @inline(__always) static func isLatin(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x41...0x5A, 0x61...0x7A, 0xFF21...0xFF3A, 0xFF41...0xFF5A: true
    default: false
    }
  }
}

extension Collection where Element == UInt8, Index == Int {
  /// The scalar that begins at `index` of valid UTF-8, and how many bytes it takes.
  @inline(__always) func scalar(at index: Int) -> (scalar: UInt32, count: Int) {
    let first = self[index]
    if first < 0x80 { return (UInt32(first), 1) }
    let left = endIndex - index
    if first < 0xE0, left >= 2 {
      return ((UInt32(first) & 0x1F) << 6 | UInt32(self[index + 1]) & 0x3F, 2)
    }
    if first < 0xF0, left >= 3 {
      return ((UInt32(first) & 0x0F) << 12 | (UInt32(self[index + 1]) & 0x3F) << 6 | UInt32(self[index + 2]) & 0x3F, 3)
    }
    if left >= 4 {
      let high = (UInt32(first) & 0x07) << 18 | (UInt32(self[index + 1]) & 0x3F) << 12
      return (high | (UInt32(self[index + 2]) & 0x3F) << 6 | UInt32(self[index + 3]) & 0x3F, 4)
    }
    return (0xFFFD, 1)
  }

  /// How many Han ideographs stand in valid UTF-8.
  var hanCount: Int {
    // Bytes that lie together are counted there, without asking the collection for each.
    if let counted = withContiguousStorageIfAvailable({ $0.countedHan }) {
      return counted
    }
    return countedHan
  }

  private var countedHan: Int {
    var total = 0
    var index = startIndex
    while index < endIndex {
      let lead = self[index]
      if lead < 0xE3 {
        // Below U+3000 there is none; what continues such a character is stepped over like a character.
        index += 1
      } else if (0xE5...0xE9).contains(lead) {
        // U+5000 to U+9FFF.
        total += 1
        index += 3
      } else {
        let (scalar, width) = scalar(at: index)
        if Scalars.isHan(scalar) { total += 1 }
        index += width
      }
    }
    return total
  }
}

extension Array where Element == UInt8 {
  /// Appends a scalar as UTF-8.
  mutating func append(scalar: UInt32) {
    switch scalar {
    case 0..<0x80: append(UInt8(scalar))
    case 0x80..<0x800:
      append(UInt8(0xC0 | scalar >> 6))
      append(UInt8(0x80 | scalar & 0x3F))
    case 0x800..<0x10000:
      append(UInt8(0xE0 | scalar >> 12))
      append(UInt8(0x80 | scalar >> 6 & 0x3F))
      append(UInt8(0x80 | scalar & 0x3F))
    default:
      append(UInt8(0xF0 | scalar >> 18 & 0x07))
      append(UInt8(0x80 | scalar >> 12 & 0x3F))
      append(UInt8(0x80 | scalar >> 6 & 0x3F))
      append(UInt8(0x80 | scalar & 0x3F))
    }
  }
}
