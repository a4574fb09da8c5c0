/// What tesseract prints of a page as TSV, read back: the characters with their places.
///
/// A row is a page (level 1), block, paragraph, line (4) or word (5); its columns are level, page, block, paragraph,
/// line, word, left, top, width, height, confidence and text, lengths in dots from the upper left corner.
struct RecognizedPage: Sendable {
  private(set) var page: LayoutPage
  /// How many characters there are.
  private(set) var characters = 0
  /// The sum of the characters' confidences, 0 to 100 each.
  private(set) var confidenceSum = 0

  /// Dots that a page is wide.
  private var dots = 1
  private var line = LayoutBox(left: 0, top: 0, right: 0, bottom: 0)
  /// Where the last character of the line ends.
  private var reached = 0
  private var previous: UInt32 = 0

  /// Reads the rows; what is no row is passed over. `width` is that of the page in hundredths of a point.
  init(_ output: [UInt8], width: Int) {
    page = LayoutPage(width: width, height: 0)
    for row in output.split(separator: 0x0A) {
      let columns = row.split(separator: 0x09, maxSplits: 11, omittingEmptySubsequences: false)
      let numbers = columns.prefix(10).map(RecognizedPage.number)
      guard columns.count == 12, numbers.count == 10, let level = numbers[0], let left = numbers[6],
        let top = numbers[7],
        let width = numbers[8], let height = numbers[9]
      else { continue }
      switch level {
      case 1: beginPage(width: width, height: height)
      case 4: beginLine(LayoutBox(left: left, top: top, right: left + width, bottom: top + height))
      case 5: add(columns[11], left: left, right: left + width, confidence: RecognizedPage.number(columns[10]) ?? 0)
      default: break
      }
    }
  }

  private mutating func beginPage(width: Int, height: Int) {
    dots = max(1, width)
    page.height = scaled(height)
  }

  private mutating func beginLine(_ box: LayoutBox) {
    line = box
    reached = box.left
    previous = 0
  }

  /// The boxes of words may overlap; the order in which they are printed is that of reading. Characters share the
  /// width of their word, wide ones take two shares.
  private mutating func add(_ word: ArraySlice<UInt8>, left: Int, right: Int, confidence: Int) {
    let scalars = String(decoding: word, as: UTF8.self).unicodeScalars.map(\.value).filter { !Scalars.isSpace($0) }
    let shares = scalars.map { Scalars.isWide($0) ? 2 : 1 }
    let whole = shares.reduce(0, +)
    guard whole > 0 else { return }
    let from = max(left, reached)
    let width = max(right - from, whole)
    var sum = 0
    for (scalar, share) in zip(scalars, shares) {
      let start = from + width * sum / whole
      sum += share
      let glyph = Glyph(
        left: scaled(start), top: scaled(line.top), right: scaled(from + width * sum / whole),
        bottom: scaled(line.bottom), scalar: RecognizedPage.set(scalar, after: previous))
      page.glyphs.append(glyph)
      previous = scalar
      characters += 1
      confidenceSum += min(max(confidence, 0), 100)
    }
    reached = from + width
  }

  private func scaled(_ length: Int) -> Int { length * page.width / dots }

  /// The model reads stops of Chinese text as those of ASCII where they look the same.
  private static func set(_ scalar: UInt32, after previous: UInt32) -> UInt32 {
    guard Scalars.isHan(previous) || previous == 0x25 else { return scalar }
    return switch scalar {
    case 0x2C: 0xFF0C
    case 0x3A: 0xFF1A
    case 0x3B: 0xFF1B
    default: scalar
    }
  }

  /// The whole part of a number of at most nine digits.
  private static func number(_ column: ArraySlice<UInt8>) -> Int? {
    var value = 0
    let digits = column.prefix { (0x30...0x39).contains($0) }
    guard !digits.isEmpty, digits.count <= 9 else { return nil }
    for digit in digits { value = value * 10 + Int(digit) - 0x30 }
    return value
  }
}
