import DafuCodelists
import Testing

@Suite struct PinyinTests {
  @Test(arguments: [
    ("沪科专贷", "hukezhuandai"), ("数据e贷", "shujuedai"), ("“专精特新”ＡＢ１", "zhuanjingtexinab1"), ("绿色债券", "lvsezhaiquan"),
    ("鄂金管提复", "ejinguantifu"),
    ("重庆银行", "chongqingyinhang"), ("重点行动", "zhongdianxingdong"), ("——", ""),
  ])
  func lettersOfNames(name: String, letters: String) { #expect(Pinyin.letters(of: name) == letters) }

  @Test func homophonesHaveCodesOfTheirOwn() {
    let first = Pinyin.code(forDiscovered: "惠农贷")
    let second = Pinyin.code(forDiscovered: "汇农贷")
    #expect(first.hasPrefix("x-huinongdai-") && second.hasPrefix("x-huinongdai-"))
    #expect(first != second)
    #expect(first == Pinyin.code(forDiscovered: "惠农贷"))
  }
}
