/// What a sentence and the document before it say of a name, whatever figure may carry its instrument.
extension CandidateReader {
  /// Finds out what the sentence and the document before it say of a name, unless it is known (`discourse.said`).
  @inline(__always)
  func prepare(_ name: Int) {
    if name < discourse.said.count, discourse.said[name].sentence == discourse.sentence { return }
    while discourse.said.count <= name { discourse.said.append(SaidOfName()) }
    discourse.said[name] = read(name)
  }

  private func read(_ name: Int) -> SaidOfName {
    var said = SaidOfName(sentence: discourse.sentence)
    let pairs = index.names[name].pairs
    let inSentence = words.ofSentence.shared(with: pairs)
    if inSentence > 0 { said.features.add(.sharesSentence) }
    var inHeading = 0
    for heading in discourse.headings { inHeading = max(inHeading, heading.words.shared(with: pairs)) }
    if inHeading > 0 {
      said.features.add(.sharesHeading)
      said.features.add(.headed)
    }
    if inHeading > 2 { said.features.add(.sharesHeadingOften) }
    if inSentence == 0, inHeading == 0 { said.features.add(.sharesNothing) }
    if let title = discourse.title, title.shared(with: pairs) > 0 { said.features.add(.sharesTitle) }
    if let opening = discourse.opening, opening.shared(with: pairs) > 0 { said.features.add(.sharesParagraphOpening) }
    if words.ofOpening.shared(with: pairs) > 0 { said.features.add(.sharesOpening) }
    if let place = discourse.referent(of: name) { read(place, &said) }
    return said
  }

  /// What the document says of a referent.
  private func read(_ place: Int, _ said: inout SaidOfName) {
    let referent = discourse.referents[place]
    if referent.mentions >= 4 {
      said.features.add(.mentionedOften)
    } else if referent.mentions >= 2 {
      said.features.add(.mentionedTwice)
    }
    let isOfParagraph = referent.paragraph == discourse.paragraph
    if isOfParagraph {
      if referent.paragraphMentions >= 3 {
        said.features.add(.inParagraphOften)
      } else if referent.paragraphMentions >= 2 {
        said.features.add(.inParagraphTwice)
      }
    }
    if discourse.isInHeading(place) {
      said.features.add(referent.headingLevel <= 1 ? .inTopHeading : .inHeading)
      if inHeading == 1 { said.recalled.add(.soleInHeading) }
    }
    if referent.sentence >= 0 {
      if isOfParagraph {
        switch discourse.sentence - referent.sentence {
        case ...1: said.place.add(.oneSentenceBefore)
        case 2: said.place.add(.twoSentencesBefore)
        default: said.place.add(.sentencesBefore)
        }
      } else {
        said.place.add(referent.section == discourse.section ? .paragraphBefore : .sectionBefore)
      }
      if referent.sentence < discourse.sentence { recall(referent, &said) }
    }
    if referent.openedParagraph == discourse.paragraph { said.place.add(.openedParagraphBefore) }
    if referent.openedSentence == discourse.sentence - 1 { said.place.add(.openedSentenceBefore) }
    if isOfParagraph, discourse.inParagraph == 1 { said.place.add(.soleInParagraph) }
  }

  /// How the sentence spoke of a referent that named it last, and whether figures there were its own.
  private func recall(_ referent: Discourse.Referent, _ said: inout SaidOfName) {
    said.place.formUnion(referent.role)
    if referent.sentence == discourse.lastNaming { said.place.add(.namedLatest) }
    if referent.chosenSentence == referent.sentence {
      said.place.add(.carriedThere)
    } else if !referent.role.contains(.withoutFigures) {
      said.place.add(.carriedNoneThere)
    }
  }
}
