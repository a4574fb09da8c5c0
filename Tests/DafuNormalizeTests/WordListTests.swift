import Testing

@testable import DafuNormalize

/// Looking words up at a place gives what comparing them one by one would give.
@Suite struct WordListTests {
  private static let words = ["年初", "年底", "年", "上半年末", "上半年", "月末", "１２月", "REITs", "半年"]
  private static let texts = ["上半年末，１２月末，年底年初半年", "REITs的年", "", "年", "12月末上半", "，。、"]

  @Test func findsTheFirstOfTheListThatBeginsAtAPlace() {
    let list = WordList(Self.words)
    for text in Self.texts.map({ TextView($0) }) {
      for place in 0..<text.count {
        for end in place...text.count {
          let expected = Self.words.firstIndex { text.has($0.folded, at: place, end: end) }
          #expect(list.index(in: text, at: place, end: end) == expected)
        }
      }
    }
  }

  @Test func findsTheFirstOfTheListThatEndsAtAPlace() {
    let list = WordList(Self.words)
    for text in Self.texts.map({ TextView($0) }) {
      for edge in 0...text.count {
        for start in 0...edge {
          let expected = Self.words.firstIndex {
            edge - $0.folded.count >= start && text.has($0.folded, at: edge - $0.folded.count, end: edge)
          }
          #expect(list.index(in: text, endingAt: edge, from: start) == expected)
        }
      }
    }
  }

  @Test func findsTheLongestWordThatEndsAtAPlace() {
    let table = WordTable(Self.words.map { ($0, $0.folded.count) })
    let endings = EndingMatcher(Self.words)
    for text in Self.texts.map({ TextView($0) }) {
      for edge in 0...text.count {
        let expected = Self.words.map(\.folded)
          .filter { edge >= $0.count && text.has($0, at: edge - $0.count, end: edge) }.map(\.count).max()
        #expect(table.longest(in: text, endingAt: edge, from: 0)?.value == expected)
        #expect(endings.longest(in: text, endingAt: edge, from: 0)?.count == expected)
      }
    }
  }

  @Test func placesOutsideTheTextHoldNothing() {
    let list = WordList(Self.words)
    let text = TextView("年")
    #expect(!list.stands(in: text, at: -1, end: 1))
    #expect(!list.stands(in: text, at: 1, end: 1))
    #expect(!list.ends(in: text, at: 0, from: 0))
    #expect(!list.occurs(in: text, 1..<1))
    #expect(!text.has("年", at: -1, end: 1))
    #expect(!text.has("年底", at: 0, end: 1))
  }

  @Test(
    arguments: [("余额", "贷款余额为", 2), ("％", "5%以上", 1), ("年", "贷款", nil), ("为", "贷款余额为", 4)] as [(String, String, Int?)])
  func aWordIsFoundWhereItStands(word: String, text: String, place: Int?) {
    let view = TextView(text)
    #expect(view.place(of: word, in: 0..<view.count) == place)
    #expect(view.holds(word, in: 0..<view.count) == (place != nil))
  }
}

/// Strings compared byte by byte, and names found by their bytes.
@Suite struct StringBytesTests {
  @Test(arguments: [
    ("", "", true), ("", "额", false), ("额", "余额", false), ("余额", "余额", true), ("贷款余额合计数", "贷款余额合计数", true),
    ("贷款余额合计数", "贷款余额合计量", false), ("loan_balance", "loan_balance", true), ("loan_balance", "loan_amounts", false),
  ])
  func comparesBytes(left: String, right: String, same: Bool) {
    #expect((NameKeyProbe.isSame(left, right)) == same)
  }

  @Test func findsNamesByTheirBytes() {
    var index = NameIndex<Int>()
    for (number, name) in ["财政局", "财政厅", "科技厅", ""].enumerated() { index[name] = number }
    #expect(index["财政厅"] == 1)
    #expect(index[""] == 3)
    #expect(index["财政"] == nil)
    index["财政厅", default: 0] += 10
    #expect(index["财政厅"] == 11)
    #expect(index.entries.count == 4)
  }
}

/// Asks the module's own comparison, which stands before the standard library's inside the module only.
private enum NameKeyProbe {
  static func isSame(_ left: String, _ right: String) -> Bool {
    var index = NameIndex<Bool>()
    index[left] = true
    return index[right] ?? false
  }
}
