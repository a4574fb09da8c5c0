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
  case echoesHead, opensWithFigure, noneOpensWithFigure, bareHead
  case noneEcho, noneAnaphoric, nonePlace, noneBody
  case sharesTitle, sharesOpening, sharesParagraphOpening, afterFor, sameKindAsLast, chosenInDocument
  case isOfPreviousInClause, isOfPreviousInList, isOfWhole, noneInList, nonePart
  // What the sentence began with, what a semicolon leaves behind, and the cells of a table. What 前者 and 后者 point to is settled
  // (`ReferenceWords`): `isFormer` and `isLatter` only hold their places in the table of weights, until it is fitted anew.
  case isOfFirstFigure, acrossSemicolon, firstAcrossSemicolon, isFormer, isLatter, ofTable, noneOfTable
  // 两项保险合计: as many of the kind as are counted; what is not joined where some are.
  case isCounted, noneCounted, singleOfCounted
  // What the rules answer, by what they found it.
  case isAnswer, isOfGuarantor, isOfPassage, isOfSentence, noneAnswer
  // How the sentence that named it last speaks of it, where that is not the figure's own.
  case lastOfItsSentence, behindItsFigures, withoutFigures, inItsLastClause, namedLatest, carriedThere, carriedNoneThere
  case twiceInItsSentence

  /// Features of pairs lie behind the plain ones, 32 groups a row.
  static let pairs = 192
  static let count = pairs + 32 * Pair.rows

  /// What says something only together with the group of the figure's metric, as the row of its features.
  struct Pair {
    let row: Int

    static let none = Pair(row: 0)
    /// Recalled, not of this sentence.
    static let recalled = Pair(row: 17)
    static let behind = Pair(row: 18)
    static let headed = Pair(row: 19)
    static let topical = Pair(row: 20)
    static func kind(_ kind: InstrumentKind) -> Pair { Pair(row: 1 + Int(kind.rawValue)) }
    static let rows = 21

    /// The number of the feature with a group.
    @inline(__always)
    func feature(_ group: MetricGroup) -> Int { CandidateFeature.pairs + row * 32 + group.rawValue }
  }

  static func label(_ id: Int) -> String {
    if let plain = CandidateFeature(rawValue: id) { return "\(plain)" }
    let pair = id - pairs
    let group = MetricGroup(rawValue: pair % 32).map { "\($0)" } ?? "?"
    switch pair / 32 {
    case Pair.none.row: return "none:\(group)"
    case Pair.recalled.row: return "recalled:\(group)"
    case Pair.behind.row: return "behind:\(group)"
    case Pair.headed.row: return "headed:\(group)"
    case Pair.topical.row: return "topical:\(group)"
    default: return "\(InstrumentKind(rawValue: UInt8(pair / 32 - 1)).map { "\($0)" } ?? "?"):\(group)"
    }
  }
}
