/// The length to which a document's lines are wrapped. Some programs count characters, others columns, of which an
/// ideograph takes two; the text tells which by the longest lines it has many of.
struct WrapWidth {
  /// In full-width characters; nil if the lines have no common width.
  private let width: Int?
  /// In characters of any width; nil if the lines have no common length.
  private let count: Int?

  /// Measures the lines; nil if each is a paragraph of its own.
  init?(of lines: [ProseLine]) {
    let texts = lines.filter { $0.role == .text }.map(\.line)
    guard texts.count >= 6 else { return nil }
    width = WrapWidth.common(texts.map(WrapWidth.width))
    count = WrapWidth.common(texts.map(\.count))
    if width == nil, count == nil { return nil }
  }

  /// How much of the wrapped length a line takes, in percent.
  func fullness(of line: ProseLine) -> Int {
    let text = line.line
    let byWidth = width.map { WrapWidth.width(text) * 100 / $0 } ?? 0
    let byCount = count.map { text.count * 100 / $0 } ?? 0
    return max(byWidth, byCount)
  }

  private static func common(_ lengths: [Int]) -> Int? {
    guard let longest = lengths.max(), longest >= 15, longest <= 70 else { return nil }
    let full = lengths.count { $0 * 20 >= longest * 17 }
    return full * 10 >= lengths.count * 3 ? longest : nil
  }

  private static func width(_ line: Line) -> Int {
    line.scalars.reduce(0) { $0 + (Scalars.isWide($1) ? 2 : 1) } / 2
  }
}
