import Testing

@testable import DafuExtract

/// A word written as a string is found where the same word as a line is found.
@Suite struct LineTests {
  private static let words = ["收悉", "悉", "收", "如下：", "a", "收悉收", "下:"]
  private static let lines = ["", "收悉", "来函收悉。现答复如下：", "收收悉收悉收", "A a", "如下"]

  @Test func agreesWithLines() {
    for line in Self.lines.map({ Line($0) }) {
      for word in Self.words {
        #expect(line.hasPrefix(word) == line.hasPrefix(Line(word)))
        #expect(line.hasSuffix(word) == line.hasSuffix(Line(word)))
        #expect(line.contains(word) == line.contains(Line(word)))
        for start in 0...line.count {
          #expect(line.range(of: word, from: start) == line.range(of: Line(word), from: start))
        }
      }
      #expect(line.firstRange(ofAny: Self.words) == line.firstRange(ofAny: Self.words.map { Line($0) }))
      #expect(line.hasSuffix(anyOf: Self.words) == line.hasSuffix(anyOf: Self.words.map { Line($0) }))
    }
  }

  @Test func aSetHoldsItsMembersOnly() {
    let set: ScalarSet = [0x3A, 0xFF1A, 0x7A]
    for scalar: UInt32 in [0x3A, 0xFF1A, 0x7A] { #expect(set.contains(scalar)) }
    for scalar: UInt32 in [0, 0xFA, 0x3B, 0x4E00, 0xFFFF_FFFF] { #expect(!set.contains(scalar)) }
  }

  @Test func aLineWithoutSpacesStaysAsItIs() {
    #expect(Line("财政 部\u{3000}\u{200B}局").squashed == "财政部局")
    #expect(Line("财政部").squashed == "财政部")
    #expect(Line("１２：a").halfWidth == "12:a")
  }
}
