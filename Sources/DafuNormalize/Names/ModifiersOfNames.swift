/// What seems to begin a name and is none of it: in which currency, whom something is done for, a word that says nothing.
extension InstrumentScanner {
  /// Whether 为, 给 or 向 stands before the number whose classifier ends at a place.
  static func isServed(_ text: TextView, _ end: Int, _ range: Range<Int>) -> Bool {
    var place = end - 1
    while place > range.lowerBound,
      Scalar.isDigit(text.scalars[place - 1]) || Numerals.isExcess(text.scalars[place - 1])
    {
      place -= 1
    }
    return place > range.lowerBound && place < end - 1 && Scalar.isAny(text.scalars[place - 1], "为给向对")
  }

  static let empty = WordList(["金融", "银行业", "金融业"])
  static let currencies = WordList(["本外币", "人民币", "外币"])
  static let served = "户名家".folded
}
