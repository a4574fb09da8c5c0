/// What a mention of an instrument does in its sentence, whatever figure may carry it.
struct MentionRole {
  let sentence: Sentence
  let discourse: Discourse

  func role(_ place: Int) -> FeatureSet {
    var features = FeatureSet()
    let text = sentence.text
    let range = sentence.instruments[place].range
    if place == 0 {
      features.add(.opensSentence)
      // Nothing that the paragraph named before the sentence.
      if discourse.inParagraph == discourse.inSentence { features.add(.opensParagraph) }
    }
    if sentence.instruments.count == 1 { features.add(.soleInSentence) }
    if sentence.wholes[place] { features.add(.afterBase) }
    if sentence.reckoned[place] { features.add(.afterReckoning) }
    if InstrumentRule(sentence: sentence).isQuoted(sentence.instruments[place]) { features.add(.quoted) }
    if range.count <= 3 || CandidateWords.bareHeads.isWhole(text, range) { features.add(.bareHead) }
    before(range, &features)
    behind(range, &features)
    return features
  }

  private func before(_ range: Range<Int>, _ features: inout FeatureSet) {
    let text = sentence.text
    let start = max(sentence.range.lowerBound, range.lowerBound - 6)
    var open = range.lowerBound
    while open > start, !MentionRole.isBreak(text.scalars[open - 1]) { open -= 1 }
    let before = open..<range.lowerBound
    if CandidateWords.means.occurs(in: text, before) { features.add(.afterMeans) }
    if CandidateWords.purpose.occurs(in: text, before) { features.add(.afterPurpose) }
    if CandidateWords.launch.occurs(in: text, before) { features.add(.afterLaunch) }
    if CandidateWords.except.occurs(in: text, before) { features.add(.afterExcept) }
    if CandidateWords.relation.occurs(in: text, before) { features.add(.afterFor) }
    if CandidateWords.doing.occurs(in: text, before) { features.add(.afterDoing) }
    if open > sentence.range.lowerBound, text.scalars[open - 1] == Scalar.openParenthesis { features.add(.inBrackets) }
    if range.lowerBound > sentence.range.lowerBound, text.scalars[range.lowerBound - 1] == Scalar.enumeration {
      features.add(.afterList)
    }
  }

  private func behind(_ range: Range<Int>, _ features: inout FeatureSet) {
    let text = sentence.text
    let last = sentence.range.upperBound
    var end = range.upperBound
    while end < last, text.scalars[end] == Scalar.space { end += 1 }
    guard end < last else { return features.add(.beforeStop) }
    switch text.scalars[end] {
    case Scalar.comma, Scalar.semicolon: features.add(.beforeComma)
    case Scalar.colon: features.add(.beforeColon)
    case Scalar.enumeration: features.add(.beforeList)
    case Scalar.stop: features.add(.beforeStop)
    case 0x7684: features.add(.beforeOf)
    case 0x7B49: features.add(.beforeEtc)
    default: break
    }
    if CandidateWords.heads.stands(in: text, at: end, end: last) { features.add(.beforeHead) }
    if CandidateWords.verbs.stands(in: text, at: end, end: last) { features.add(.beforeVerb) }
    if CandidateWords.business.stands(in: text, at: end, end: last) { features.add(.beforeBusiness) }
    if CandidateWords.bodies.stands(in: text, at: end, end: last) { features.add(.beforeBody) }
    if CandidateWords.interest.stands(in: text, at: end, end: last) { features.add(.beforeInterest) }
  }

  private static func isBreak(_ scalar: UInt32) -> Bool {
    switch scalar {
    case Scalar.comma, Scalar.semicolon, Scalar.stop, Scalar.colon, Scalar.enumeration, Scalar.openParenthesis,
      Scalar.closeParenthesis, Scalar.closeTitle, Scalar.closeQuote:
      true
    default: Scalar.isDigit(scalar)
    }
  }
}
