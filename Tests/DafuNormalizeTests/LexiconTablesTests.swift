import DafuCodelists
import Testing

@testable import DafuNormalize

/// The tables under the lexicons: what they say without a look at the words must never be wrong.
@Suite struct LexiconTablesTests {
  private static let text = TextView("到2024年末，“科创贷”余额１２亿元；𠮷祥、𠮷庆两家")

  @Test func placesOutsideOfATextHoldNoScalar() {
    #expect(Self.text.scalars[-1] == 0)
    #expect(Self.text.scalars[Self.text.count] == 0)
    #expect(Self.text.bytes(of: Self.text.count..<Self.text.count + 9).isEmpty)
    #expect(TextView("").count == 0)
  }

  @Test func wordsBeyondTheBasicPlaneAreFoundLikeOthers() {
    let words = ["𠮷祥", "𠮷庆", "年末", "年", "亿元"]
    let matcher = PatternMatcher(patterns: words)
    var found: [String] = []
    matcher.forEachMatch(in: Self.text.scalars, range: 0..<Self.text.count) { found.append(words[$0.pattern]) }
    #expect(found == ["年", "年末", "亿元", "𠮷祥", "𠮷庆"])
    #expect(matcher.occurs(in: Self.text.scalars, 0..<Self.text.count))
    #expect(!matcher.occurs(in: Self.text.scalars, 0..<5))
  }

  @Test func aCharacterThatStandsSomewhereIsNeverSaidToBeAbsent() {
    let all = 0..<Self.text.count
    let present = ScalarPresence(Self.text.scalars, all)
    for begin in all {
      for end in begin + 1..<min(begin + 5, Self.text.count + 1) {
        #expect(present.mayHold(Self.text.string(begin..<end)))
      }
    }
    // Full-width digits are folded in the text.
    #expect(present.mayHold("１２"))
    #expect(present.mayHold(""))
    #expect(!present.mayHold("保险"))
  }

  @Test func endingsGiveTheirLength() {
    let endings = EndingMatcher(["末", "年末", "4年末"])
    #expect(endings.longestLength(in: Self.text, endingAt: 7, from: 0) == 3)
    #expect(endings.longestLength(in: Self.text, endingAt: 7, from: 5) == 2)
    #expect(endings.longestLength(in: Self.text, endingAt: 6, from: 0) == 0)
    #expect(endings.longestLength(in: Self.text, endingAt: 0, from: 0) == 0)
  }

  @Test func titlesAreOpenBetweenTheirMarks() {
    let text = "见《办法》和《规划，余"
    let utf8 = Array(text.utf8)
    var titles = TextGuards.Titles(in: 0..<utf8.count)
    let isOpen = text.unicodeScalars.indices.map { index in
      titles.isOpen(in: utf8, at: text.utf8.distance(from: text.startIndex, to: index))
    }
    #expect(isOpen == [false, false, true, true, true, false, false, true, true, true, true])
  }

  @Test func namesAreFoundAgainByTheirBytes() {
    var places = NamePlaces()
    let names = (0..<500).map { "名称\($0)号" } + ["", "a", "é", "e\u{301}"]
    for (place, name) in names.enumerated() { #expect(places.add(name) == (place, true)) }
    for (place, name) in names.enumerated() {
      #expect(places.add(name) == (place, false))
      #expect(places[name] == place)
    }
    #expect(places["名称500号"] == nil)
    #expect(places.names == names)
  }
}
