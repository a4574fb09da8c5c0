import DafuModel

/// Reads what a reply says of itself. The signed text is believed before the page around it; a finding tells where
/// the two disagree.
struct ReplyMetadataReader {
  private let letter: Letter
  private var metadata = ReplyMetadata()
  private var findings: [Finding] = []

  static func metadata(of letter: Letter) -> (metadata: ReplyMetadata, findings: [Finding]) {
    var reader = ReplyMetadataReader(letter: letter)
    reader.read()
    return (reader.metadata, reader.findings)
  }

  /// All hints, the most believed first.
  private let sorted: [MetadataHint]

  private init(letter: Letter) {
    self.letter = letter
    sorted = letter.hints.enumerated().sorted { ($0.element.origin, $0.offset) < ($1.element.origin, $1.offset) }
      .map(\.element)
  }

  private mutating func read() {
    metadata.title = title()
    let titleLine = Line(metadata.title ?? "")
    let opening = letter.opening.first ?? ""
    metadata.documentNumber = documentNumber()
    metadata.date = date()
    metadata.published = hints(.published).lazy.compactMap { DateText.value($0.value) }.first
    metadata.issuingBody = issuingBody(title: titleLine)
    readProposal(title: titleLine, opening: opening)
    metadata.coAgencies = coAgencies()
    metadata.disposition =
      letter.note.disposition ?? hints(.disposition).lazy.compactMap { ReplyMetadataReader.disposition($0.value) }.first
    metadata.disclosure =
      letter.note.disclosure
      ?? hints(.disclosure).lazy.compactMap { NoteLine.disclosure(in: Line($0.value).squashed.halfWidth) }
      .first
    metadata.url = hints(.url).first { $0.value.hasPrefix("http") }?.value
  }

  /// What the page says of a field, the most believed first.
  private func hints(_ field: MetadataHint.Field) -> [MetadataHint] {
    sorted.filter { $0.field == field }
  }

  private mutating func disagree(_ field: String, text: String, page: String) {
    findings.append(
      Finding(
        code: "metadata-disagrees", severity: .warning,
        message: "The text gives \(text) as the \(field), the page around it \(page); the text is believed."))
  }

  // MARK: Title

  private func title() -> String? {
    let own = letter.title.map { TitleText.cleaned($0) }
    let stated = hints(.title).map { hint in
      hint.origin == .titleElement ? TitleText.withoutSiteName(Line(hint.value)) : TitleText.cleaned(Line(hint.value))
    }.map { Redaction.line($0) }
    if let own {
      // The same title with the body's name before it is the fuller one.
      let fuller = stated.first { candidate in
        candidate.count > own.count && candidate.hasSuffix(own)
          && BodyName.matches(candidate[0..<(candidate.count - own.count)])
      }
      return (fuller ?? own).description
    }
    if let fitting = stated.first(where: { TitleLine.matches($0) }) { return fitting.description }
    return stated.first { $0.count >= 6 }?.description
  }

  // MARK: Number, date, body

  private mutating func documentNumber() -> String? {
    let stated = hints(.documentNumber).lazy.compactMap { DocumentNumber.find(in: Line($0.value))?.normalized }.first
    if let own = letter.documentNumber {
      if let stated, stated != own { disagree("document number", text: own, page: stated) }
      return own
    }
    return stated
  }

  private mutating func date() -> CivilDate? {
    let stated = hints(.date).lazy.compactMap { DateText.value($0.value) }.first
    if let own = letter.signed {
      if let stated, stated != own { disagree("date of signature", text: "\(own)", page: "\(stated)") }
      return own
    }
    return stated
  }

  private func issuingBody(title: Line) -> String? {
    if let signer = letter.signers.first(where: { BodyName.matches($0) }) ?? letter.signers.first {
      return BodyName.stripped(signer).description
    }
    if let letterhead = letter.letterhead { return letterhead.description }
    let stated = hints(.issuingBody).map { Line($0.value).squashed }
    if let body = stated.first(where: { BodyName.matches($0) && $0.count >= 4 || $0.hasSuffix("部") && $0.count == 3 }) {
      return body.description
    }
    if let about = title.firstRange(ofAny: ["关于", "对"]), about.lowerBound >= 3 {
      let prefix = title[0..<about.lowerBound]
      if BodyName.matches(prefix) { return prefix.description }
    }
    return nil
  }

  // MARK: Proposal

  private mutating func readProposal(title: Line, opening: Line) {
    metadata.addressedBody =
      ProposalReference.addressedBody(title: title, opening: opening) ?? statedAddressedBody() ?? bodyBySalutation()
    metadata.session =
      ProposalReference.session(in: title) ?? ProposalReference.session(in: opening)
      ?? hints(.session).lazy.compactMap { ProposalReference.session(in: Line($0.value)) }.first
      ?? statedLines().lazy.compactMap { ProposalReference.session(in: $0) }.first
    let stated = hints(.proposalNumber).lazy.map {
      Line($0.value).halfWidth.scalars.filter { Scalars.digit($0) != nil }
    }
    // Longer ones number the page, not the proposal.
    .first { (1...8).contains($0.count) }.map { Line($0).description }
    metadata.proposalNumber =
      ProposalReference.numbers(in: title) ?? ProposalReference.numbers(in: opening) ?? stated
      ?? statedLines().lazy.compactMap { ProposalReference.numbers(in: $0) }.first
    metadata.proposalTitle =
      ProposalReference.title(opening: opening, replyTitle: title)
      ?? hints(.proposalTitle).first.map { ProposalReference.trimmedTitle(Line($0.value)).description }
  }

  private func statedAddressedBody() -> ReplyMetadata.AddressedBody? {
    hints(.addressedBody).lazy.compactMap { ProposalReference.addressedBody(title: Line($0.value), opening: "") }.first
  }

  private func bodyBySalutation() -> ReplyMetadata.AddressedBody? {
    guard let salutation = letter.salutation else { return nil }
    if salutation.contains("委员") { return .cppcc }
    return salutation.contains("代表") ? .npc : nil
  }

  /// Titles that the page states, for what the letter's own title leaves out.
  private func statedLines() -> [Line] { hints(.title).map { Line($0.value) } }

  private func coAgencies() -> [String] {
    let stated = hints(.coAgencies).flatMap { ConsultedBodies.list(Line($0.value)) }
    let own = ConsultedBodies.find(in: letter.opening)
    return own.isEmpty ? stated : own
  }

  private static func disposition(_ value: String) -> String? {
    let line = Line(value).squashed.halfWidth
    return NoteLine.letterClass(line) ?? NoteLine.content(of: Line("办理结果：" + line.description)).disposition
  }
}

/// Titles as they are stored.
enum TitleText {
  /// Without spaces, but for one inside 《》 or “” and between Latin words.
  static func cleaned(_ title: Line) -> Line {
    var out: [UInt32] = []
    var depth = 0
    let source = title.trimmed.scalars
    for (index, scalar) in source.enumerated() {
      if Scalars.isInvisible(scalar) { continue }
      if Scalars.isSpace(scalar) {
        let before = out.last.map { Scalars.isLatin($0) } ?? false
        let after = index + 1 < source.count && Scalars.isLatin(source[index + 1])
        if depth > 0 || before && after, out.last != 0x20 { out.append(0x20) }
        continue
      }
      if scalar == 0x300A || scalar == 0x201C { depth += 1 }
      if scalar == 0x300B || scalar == 0x201D { depth = max(0, depth - 1) }
      out.append(scalar)
    }
    return withoutColumnName(Line(out))
  }

  /// [建议提案] 某某答复: without the name of the column.
  private static func withoutColumnName(_ title: Line) -> Line {
    guard let open = title.first, [0x5B, 0x3010, 0xFF3B].contains(open),
      let close = title.scalars.prefix(14).firstIndex(where: { [0x5D, 0x3011, 0xFF3D].contains($0) }),
      close + 6 < title.count
    else { return title }
    return title[(close + 1)..<title.count]
  }

  /// The public body that a TITLE element names beside the article's title.
  static func siteBody(_ title: Line) -> Line? {
    title.split { separators.contains($0) || Scalars.isSpace($0) }
      .first { $0.count >= 5 && BodyName.matches($0) && !TitleLine.matches($0) }
  }

  private static let separators: ScalarSet = [
    0x5F, 0x7C, 0xFF5C, 0x2D, 0x2013, 0x2014, 0x3E, 0xBB, 0xFF0D, 0xFF3F,
  ]

  /// The part of a TITLE element that is the article's.
  static func withoutSiteName(_ title: Line) -> Line {
    let whole = cleaned(title)
    let parts = title.split { separators.contains($0) || Scalars.isSpace($0) }
    guard parts.count > 1 else { return whole }
    // A hyphen or space inside the title itself cuts it: the longest stretch of parts that is a title wins.
    let pieces = title.split { separators.contains($0) }
    if let complete = pieces.map({ cleaned($0) }).first(where: { TitleLine.isComplete($0) }) {
      let inner = parts.map { cleaned($0) }.first { TitleLine.isComplete($0) && $0.contains("第") }
      return inner ?? complete
    }
    return parts.map { cleaned($0) }.first { TitleLine.matches($0) } ?? cleaned(pieces.first ?? title)
  }
}
