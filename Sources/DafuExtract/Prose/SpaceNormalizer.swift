/// The one normalizer for white space at the edges and inside of a block.
///
/// Edges lose every kind of space and characters without ink. Inside, a run of spaces becomes one plain space, and a
/// line break of the source beside an ideograph becomes nothing. Digits and letters stay as written.
enum SpaceNormalizer {
  /// A piece of text with what its indent was.
  struct Piece: Sendable {
    var text: MappedText
    /// Width of the indent in full-width characters.
    var indent: Int
  }

  /// Normalizes a text as one block.
  static func oneLine(_ raw: MappedText) -> MappedText {
    normalize(raw, splits: false).first?.text ?? MappedText()
  }

  /// Normalizes a text as one block and measures its indent.
  static func block(_ raw: MappedText) -> Piece {
    normalize(raw, splits: false).first ?? Piece(text: MappedText(), indent: 0)
  }

  /// Normalizes a text, and splits it where the end of a sentence is followed by the indent of a paragraph.
  static func paragraphs(_ raw: MappedText) -> [Piece] { normalize(raw, splits: true) }

  private struct Gap {
    var start = 0
    var width = 0.0
    var hasLineBreak = false
    var isPlain = true
    var isEmpty = true

    mutating func add(_ scalar: UInt32, at index: Int) {
      if isEmpty { start = index }
      isEmpty = false
      switch scalar {
      case 0x0A, 0x0D, 0x0C, 0x2028, 0x2029, 0x85: hasLineBreak = true
      case 0x20: width += 0.25
      case 0x09: break
      case 0x3000, 0x2003:
        width += 1
        isPlain = false
      default:
        width += 0.5
        isPlain = false
      }
    }
  }

  /// Where a piece stands in the text that it was appended to.
  struct Place: Sendable {
    var place: Range<Int>
    /// Width of the indent in full-width characters.
    var indent: Int
  }

  /// Pieces in their order; nearly always there is one.
  struct Places: Sendable {
    var first: Place?
    var more: [Place] = []

    fileprivate mutating func append(_ place: Place) {
      if first == nil { first = place } else { more.append(place) }
    }
  }

  /// Normalizes a part of a text, split like `paragraphs`, and appends it to another.
  static func paragraphs(_ raw: MappedText, _ range: Range<Int>, into text: inout MappedText) -> Places {
    normalize(raw, range, splits: true, into: &text)
  }

  private static func normalize(_ raw: MappedText, splits: Bool) -> [Piece] {
    var text = MappedText()
    text.reserve(raw.count)
    let places = normalize(raw, 0..<raw.count, splits: splits, into: &text)
    guard let first = places.first else { return [] }
    if places.more.isEmpty { return [Piece(text: text, indent: first.indent)] }
    return ([first] + places.more).map { Piece(text: text.slice($0.place), indent: $0.indent) }
  }

  private static func normalize(
    _ raw: MappedText, _ range: Range<Int>, splits: Bool, into text: inout MappedText
  ) -> Places {
    raw.bytes.withUnsafeBufferPointer { bytes in
      var places = Places()
      var start = text.count
      var indent = 0
      var gap = Gap()
      // The end of the last span with ink; nil where a dash stands for a sign.
      var spanEnd: Int?
      var hint = 0
      var index = range.lowerBound
      while index < range.upperBound {
        let begin = index
        index = min(endOfInk(bytes, from: index, to: range.upperBound), range.upperBound)
        if index > begin {
          if !gap.isEmpty {
            if text.count == start {
              indent = Int(gap.width + 0.5)
            } else {
              let previous = spanEnd.map { scalarEnding(bytes, at: $0) } ?? 0x2014
              if splits, gap.width >= 1.75, !gap.isPlain || gap.hasLineBreak, endsParagraph(previous) {
                places.append(Place(place: start..<text.count, indent: indent))
                start = text.count
                indent = Int(gap.width + 0.5)
              } else if !(gap.hasLineBreak && gap.isPlain
                && meansNothing(between: previous, bytes.scalar(at: begin).scalar))
              {
                text.append(CollectionOfOne(0x20), replacing: raw.source(of: gap.start))
              }
            }
            gap = Gap()
          }
          text.append(raw, begin..<index, hint: &hint)
          spanEnd = index
          continue
        }
        let (scalar, width) = bytes.scalar(at: index)
        if Scalars.isSpace(scalar) {
          gap.add(scalar, at: index)
        } else if let sign = windowsSign(scalar) {
          text.append(sign, replacing: raw.source(of: index))
          spanEnd = nil
        }
        index += width
      }
      if text.count > start { places.append(Place(place: start..<text.count, indent: indent)) }
      return places
    }
  }

  /// Passes over characters with ink; by their first byte most are told from white space.
  @inline(__always) private static func endOfInk(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int
  ) -> Int {
    var index = start
    while index < end {
      let lead = bytes[index]
      if lead < 0x80 {
        guard lead > 0x20, lead != 0x7F else { return index }
        index += 1
      } else if lead >= 0xE4, lead < 0xEF {
        index += 3
      } else {
        let (scalar, width) = bytes.scalar(at: index)
        if Scalars.isSpace(scalar) || Scalars.isInvisible(scalar) { return index }
        index += width
      }
    }
    return index
  }

  /// The scalar that ends before `end`.
  private static func scalarEnding(_ bytes: UnsafeBufferPointer<UInt8>, at end: Int) -> UInt32 {
    var start = end - 1
    while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    return bytes.scalar(at: start).scalar
  }

  /// Whether a line break of the source between two characters means nothing: beside an ideograph, and inside a number,
  /// where word processors wrap their markup.
  private static func meansNothing(between previous: UInt32, _ next: UInt32) -> Bool {
    if Scalars.isWide(previous) || Scalars.isWide(next) { return true }
    let isNumber = Scalars.digit(previous) != nil || previous == 0x2E || previous == 0x2C
    return isNumber && (Scalars.digit(next) != nil || next == 0x2E || next == 0x2C || next == 0x25)
  }

  private static func endsParagraph(_ scalar: UInt32) -> Bool {
    Mark.sentenceEnd.contains(scalar) || Mark.colon.contains(scalar) || scalar == 0xFF1B || scalar == 0x201D
      || scalar == 0xFF09
  }

  /// Dashes and quotation marks of Windows code page 1252 where a page has them as control characters.
  private static func windowsSign(_ scalar: UInt32) -> [UInt8]? {
    let sign: UInt32
    switch scalar {
    case 0x91: sign = 0x2018
    case 0x92: sign = 0x2019
    case 0x93: sign = 0x201C
    case 0x94: sign = 0x201D
    case 0x96: sign = 0x2013
    case 0x97: sign = 0x2014
    case 0x85: sign = 0x2026
    default: return nil
    }
    var out: [UInt8] = []
    out.append(scalar: sign)
    return out
  }
}
