import DafuModel

/// The times that a document has named so far, the last few of them.
struct TimesNamed {
  /// A time with where it was named.
  struct Time: Hashable {
    let mention: PeriodMention
    /// Whether it dates an act in a clause without figures: 2023年5月印发《…》.
    let isEvent: Bool
    /// Whether its sentence states figures.
    let hasFigures: Bool
    let sentence: Int
    let paragraph: Int
    let section: Int
  }

  /// How many are remembered.
  private static let limit = 4

  /// The last times, each once, in the order in which they were named last.
  private(set) var recent: [Time] = []
  private(set) var sentence = 0
  private(set) var paragraph = 0
  private(set) var section = 0

  mutating func enterSection() { section += 1 }
  mutating func enterParagraph() { paragraph += 1 }

  /// Takes note of a sentence's times, once its figures have been read.
  mutating func leave(_ whole: Sentence, rule: PeriodRule) {
    for mention in whole.periods where !mention.isComparisonBase {
      let time = Time(
        mention: mention, isEvent: rule.isEvent(mention), hasFigures: !whole.figures.isEmpty, sentence: sentence,
        paragraph: paragraph, section: section)
      recent.removeAll {
        $0.mention.end == mention.end && $0.mention.start == mention.start && $0.mention.shape == mention.shape
      }
      recent.append(time)
      if recent.count > TimesNamed.limit { recent.removeFirst() }
    }
    sentence += 1
  }

  /// Where a time stands, as seen from the sentence that comes.
  func source(of time: Time) -> GoverningTimeFeatures.Source {
    if time.section != section { return .document }
    if time.paragraph != paragraph { return .section }
    return time.sentence + 1 == sentence ? .sentenceBefore : .paragraph
  }
}
