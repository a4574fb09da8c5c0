import DafuModel

/// A sentence with everything found in it, in scalars of the document's text.
struct Sentence: Sendable {
  let text: TextView
  let range: Range<Int>
  let figures: [Figure]
  let periods: [PeriodMention]
  let instruments: [InstrumentMention]
  let agencies: [AgencySubject]
  let cues: [CueMention]
  let clauses: [Range<Int>]

  init(
    text: TextView, range: Range<Int>, figures: [Figure], periods: [PeriodMention], instruments: [InstrumentMention],
    agencies: [AgencySubject], cues: [CueMention]
  ) {
    self.text = text
    self.range = range
    self.figures = figures
    self.periods = periods
    self.instruments = instruments
    self.agencies = agencies
    // 不少于, 超过 and the like belong to their figure.
    self.cues = cues.filter { cue in
      !figures.contains { figure in
        if let bound = figure.bound { return bound.overlaps(cue.range) || figure.core.overlaps(cue.range) }
        return figure.range.overlaps(cue.range)
      }
    }
    clauses = Sentence.clauses(text, range, figures: figures)
  }

  /// The clause that holds a position.
  func clause(at position: Int) -> Range<Int> {
    clauses.first { $0.contains(position) } ?? clauses.last ?? range
  }

  /// The index of the clause that holds a position.
  func clauseIndex(at position: Int) -> Int {
    clauses.firstIndex { $0.contains(position) } ?? max(0, clauses.count - 1)
  }

  /// The cues that begin in a range.
  func cues(in window: Range<Int>) -> [CueMention] {
    cues.filter { window.contains($0.range.lowerBound) }
  }

  /// Whether a cue of a sort stands in a range.
  func has(_ window: Range<Int>, _ isWanted: (Cue) -> Bool) -> Bool {
    cues.contains { window.contains($0.range.lowerBound) && isWanted($0.cue) }
  }

  /// Whether an item of a list (二是, 三是) begins between two places: a time in one item does not reach the next.
  func hasItem(between start: Int, and end: Int) -> Bool {
    clauses.contains { $0.lowerBound > start && $0.lowerBound <= end && Sentence.beginsItem(text, $0) }
  }

  /// Whether 一是, 二是, 第三， or （四） opens a range.
  static func beginsItem(_ text: TextView, _ range: Range<Int>) -> Bool {
    var index = range.lowerBound
    while index < range.upperBound, text.scalars[index] == Scalar.space { index += 1 }
    guard index + 1 < range.upperBound else { return false }
    if Numerals.digit(text.scalars[index]) != nil || text.scalars[index] == 0x5341 {
      return text.scalars[index + 1] == 0x662F || text.scalars[index + 1] == 0x8981  // 是 要
    }
    return false
  }

  /// Whether a word stands in a range.
  func contains(_ word: String, in window: Range<Int>) -> Bool {
    text.holds(word, in: window)
  }

  /// Commas, semicolons and colons end a clause, and brackets do where they hold a figure; never inside a figure or
  /// a quotation.
  private static func clauses(_ text: TextView, _ range: Range<Int>, figures: [Figure]) -> [Range<Int>] {
    var clauses: [Range<Int>] = []
    var begin = range.lowerBound
    var quoted = false
    var figure = 0
    var position = range.lowerBound
    func holdsFigure(from open: Int) -> Bool {
      var close = open
      while close < range.upperBound, text.scalars[close] != Scalar.closeParenthesis { close += 1 }
      return figures.contains { $0.core.lowerBound > open && $0.core.upperBound <= close }
    }
    var splitParenthesis = false
    while position < range.upperBound {
      while figure < figures.count, figures[figure].core.upperBound <= position { figure += 1 }
      if figure < figures.count, figures[figure].core.contains(position) {
        position = figures[figure].core.upperBound
        continue
      }
      let scalar = text.scalars[position]
      switch scalar {
      case Scalar.openQuote: quoted = true
      case Scalar.closeQuote: quoted = false
      case Scalar.comma, Scalar.semicolon, Scalar.colon, Scalar.line, 0x3B, 0x2C:
        if !quoted {
          clauses.append(begin..<position + 1)
          begin = position + 1
        }
      case Scalar.openParenthesis where !quoted && holdsFigure(from: position):
        clauses.append(begin..<position + 1)
        begin = position + 1
        splitParenthesis = true
      case Scalar.closeParenthesis where splitParenthesis:
        clauses.append(begin..<position + 1)
        begin = position + 1
        splitParenthesis = false
      default: break
      }
      position += 1
    }
    if begin < range.upperBound { clauses.append(begin..<range.upperBound) }
    return clauses.filter { !$0.isEmpty }
  }
}

/// A public body as the subject of what follows it in the sentence.
struct AgencySubject: Hashable, Sendable {
  /// Where the first of the joint bodies begins and the last ends.
  let range: Range<Int>
  /// Codes joined by `+`.
  let code: String
  /// Full official names joined by `+`.
  let name: String
  /// The bodies one by one.
  let bodies: [ResolvedAgency]
}
