/// What can speak for or against an instrument as a figure's own.
enum CandidateFeature: Int, CaseIterable, Sendable {
  // Where it stands.
  case behindAttached, behindInClause, behindInSentence
  case inClause, touchesFigure, oneClauseBefore, clausesBefore, nearestBefore, nearestAccepted
  case oneSentenceBefore, twoSentencesBefore, sentencesBefore, paragraphBefore, sectionBefore
  case inHeading, inTopHeading, isTopic, isHeadingTopic
  // What stands between it and the figure.
  case partBetween, itemBetween, oneFigureBetween, figuresBetween, semicolonBetween, oneNameBetween, namesBetween
  case acceptedBetween
  // What it does in its sentence.
  case opensSentence, opensParagraph, openedParagraphBefore, openedSentenceBefore
  case afterMeans, afterPurpose, afterLaunch, afterBase, afterReckoning, afterExcept, afterDoing, inBrackets, quoted
  case beforeHead, beforeVerb, beforeOf, beforeBusiness, beforeComma, beforeColon, beforeEtc, beforeBody, beforeList
  case afterList, beforeStop, beforeInterest
  // What it is.
  case coined, listed, broad, short, long, endsOther, holdsOther, joint, jointOfThree
  // How salient it is.
  case mentionedTwice, mentionedOften, inParagraphTwice, inParagraphOften, chosenInSentence, chosenInParagraph
  case chosenOften, isLast, isLastInParagraph, isOfEarlier, isOfComment, isOfPreviousFigure, soleInSentence
  case soleInParagraph
  // Whether it fits.
  case accepted, refused, kindOfMetric, inherited, notInherited, reachedTooFar
  // For no instrument at all.
  case none, noneInClause, noneInSentence, noneInParagraph, noneAccepted, noneWithOwnSubject, noneBefore
  case noneBeforeInSentence, noneUnderHeading, noneOfComment, nonePlanned, noneLimit, noneShare, noneRank, noneChange

  // Words that it shares with what is said.
  case sharesClause, sharesSentence, sharesHeading, sharesHeadingOften, sharesNothing
  case echoInClause, echoInSentence, anaphoric, anaphoricLast, anaphoricNamed
  case streak, longStreak, noneAgainstStreak, bodyBetween, placeBetween, behindLaunch, soleRecalled, soleInHeading
  case nextSentence, echoesHead, opensWithFigure, noneOpensWithFigure, bareHead, specificOfBare
  case noneEcho, noneAnaphoric, nonePlace, noneBody
  case sharesTitle, sharesOpening, sharesParagraphOpening, afterFor, sameKindAsLast, chosenInDocument
  case isOfPreviousInClause, isOfPreviousInList, isOfWhole, noneInList, nonePart

  /// Features of pairs lie behind the plain ones.
  static let pairs = 192
  static func noneOf(_ group: MetricGroup) -> Int { pairs + group.rawValue }
  static func kind(_ kind: InstrumentKind, _ group: MetricGroup) -> Int {
    pairs + 32 + Int(kind.rawValue) * 32 + group.rawValue
  }
  /// Recalled (not of this sentence), by group.
  static func recalled(_ group: MetricGroup) -> Int { pairs + 32 * 17 + group.rawValue }
  static func behind(_ group: MetricGroup) -> Int { pairs + 32 * 18 + group.rawValue }
  static func headed(_ group: MetricGroup) -> Int { pairs + 32 * 19 + group.rawValue }
  static func topical(_ group: MetricGroup) -> Int { pairs + 32 * 20 + group.rawValue }
  static let count = pairs + 32 * 21

  static func label(_ id: Int) -> String {
    if let plain = CandidateFeature(rawValue: id) { return "\(plain)" }
    let pair = id - pairs
    let group = MetricGroup(rawValue: pair % 32).map { "\($0)" } ?? "?"
    switch pair / 32 {
    case 0: return "none:\(group)"
    case 17: return "recalled:\(group)"
    case 18: return "behind:\(group)"
    case 19: return "headed:\(group)"
    case 20: return "topical:\(group)"
    default: return "\(InstrumentKind(rawValue: UInt8(pair / 32 - 1)).map { "\($0)" } ?? "?"):\(group)"
    }
  }
}
