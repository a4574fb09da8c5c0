import DafuCodelists
import DafuModel

/// Makes the row of `documents` from what a reply says of itself: bodies resolved to codes and official names, and an
/// identifier that stays the same from release to release.
struct DocumentRecordBuilder: Sendable {
  /// A document's row and the bodies that it names.
  struct Built: Sendable {
    /// The row.
    let record: DocumentRecord
    /// The body that issued the reply; code `_U` where the reply names none.
    let publisher: ResolvedAgency
    /// All bodies named in the row, the publisher first.
    let agencies: [ResolvedAgency]
  }

  private let directory: AgencyDirectory

  /// Creates a builder over the directory of public bodies.
  init(directory: AgencyDirectory) { self.directory = directory }

  /// Makes the row of a document.
  func build(_ document: ReplyDocument) -> Built {
    let metadata = document.metadata
    let date = metadata.date ?? metadata.published
    let publisher = publisher(of: document, date: date)
    let area = publisher.refArea == DocumentRecordBuilder.unknown ? nil : publisher.refArea
    var agencies = [publisher]
    var coAgencyNames: [String] = []
    for name in metadata.coAgencies {
      let body = directory.resolve(name, publisherArea: area, publisher: publisher, date: date)
      // A bank or a company may be consulted too; it keeps its name as written.
      let official = body?.name ?? AgencyName.cleaned(name)
      guard !official.isEmpty, official != publisher.name, !coAgencyNames.contains(official) else { continue }
      coAgencyNames.append(official)
      if let body { agencies.append(body) }
    }
    let record = DocumentRecord(
      documentID: identifier(of: document, publisher: publisher), path: document.path, format: document.format,
      sha256: document.sha256, metadata: metadata, agency: publisher.code, agencyName: publisher.name,
      refArea: publisher.refArea, refAreaName: publisher.refAreaName, coAgencyNames: coAgencyNames)
    return Built(record: record, publisher: publisher, agencies: agencies)
  }

  /// The SDMX code for "unknown".
  private static let unknown = "_U"

  private func publisher(of document: ReplyDocument, date: CivilDate?) -> ResolvedAgency {
    let isNational = document.metadata.issuingBody.map { isOfMinistry(AgencyName.cleaned($0), date: date) } ?? false
    let near = isNational ? Area.country : publicationArea(of: document)
    guard let name = document.metadata.issuingBody.map(AgencyName.cleaned), !name.isEmpty else {
      return ResolvedAgency(
        code: DocumentRecordBuilder.unknown, name: "", refArea: near?.code ?? DocumentRecordBuilder.unknown,
        refAreaName: near?.name ?? "", isCurated: false)
    }
    if let body = bodyOfOffice(name, near: near, date: date)
      ?? directory.resolve(name, publisherArea: near?.code, publisher: nil, date: date)
    {
      let signed = asSigned(body, name)
      guard signed.name == body.name, let titled = titleBody(of: document, body, date: date) else { return signed }
      return asSigned(body, titled)
    }
    // Whoever signs the reply is its publisher, a company or an association included.
    let area = directory.areas.leadingArea(of: name) ?? near
    return ResolvedAgency(
      code: Pinyin.code(forDiscovered: name), name: name, refArea: area?.code ?? DocumentRecordBuilder.unknown,
      refAreaName: area?.name ?? "", isCurated: false)
  }

  /// 财政部政府和社会资本合作中心: a name that opens with a ministry's is at home in the whole country.
  private func isOfMinistry(_ name: String, date: CivilDate?) -> Bool {
    name.indices.dropFirst().contains { index in
      guard "部委局署行会院".contains(name[index]) else { return false }
      let body = directory.resolve(String(name[...index]), publisherArea: nil, publisher: nil, date: date)
      return body.map { $0.isCurated && $0.refArea == Area.country.code } ?? false
    }
  }

  /// The body whose general office signs for it: 农业农村部办公厅 gives the ministry's reply; nil for other names, and for the
  /// general office of a government, which is a body of its own.
  private func bodyOfOffice(_ name: String, near: Area?, date: CivilDate?) -> ResolvedAgency? {
    for office in ["办公厅", "办公室"] where name.hasSuffix(office) {
      let rest = String(name.dropLast(office.count))
      guard !rest.hasSuffix("政府"), !rest.hasSuffix("国务院"),
        let body = directory.resolve(rest, publisherArea: near?.code, publisher: nil, date: date), body.isCurated
      else { return nil }
      return body
    }
    return nil
  }

  /// The body that the title opens with, where it is the one that signs: 某省人民政府国有资产监督管理委员会关于….
  private func titleBody(of document: ReplyDocument, _ body: ResolvedAgency, date: CivilDate?) -> String? {
    guard let title = document.metadata.title, let end = title.firstRange(of: "关于") ?? title.firstRange(of: "对") else {
      return nil
    }
    let name = AgencyName.cleaned(String(title[..<end.lowerBound]))
    guard name.unicodeScalars.count > 4,
      directory.resolve(name, publisherArea: body.refArea, publisher: nil, date: date)?.code == body.code
    else { return nil }
    return name
  }

  /// A body that signs with the full name of its area signs with its official name, which may differ from what bodies of
  /// its kind are called elsewhere: 北海市海洋局, where others have a 海洋发展局. A usual abbreviation is spelled out.
  private func asSigned(_ body: ResolvedAgency, _ name: String) -> ResolvedAgency {
    // 济南住房公积金中心, where others have a 管理中心: neither has 市.
    let short = String(body.refAreaName.dropLast())
    let area = body.name.hasPrefix(body.refAreaName) ? body.refAreaName : short
    guard name != body.name, !short.isEmpty, body.refArea != Area.country.code, name.hasPrefix(area),
      body.name.hasPrefix(area)
    else { return body }
    let own = name.dropFirst(area.count)
    guard own.count >= 3, let last = own.last, "局厅会心处院".contains(last),
      !DocumentRecordBuilder.abbreviations.contains(where: { own.hasPrefix($0) })
    else { return body }
    return ResolvedAgency(
      code: body.code, name: name, refArea: body.refArea, refAreaName: body.refAreaName, isCurated: body.isCurated)
  }

  /// How the names of departments are shortened.
  private static let abbreviations = [
    "文旅", "文广", "发改", "住建", "人社", "工信", "经信", "卫健", "国资", "市监", "医保", "金融", "退役", "民宗", "自规", "交运", "农委", "建委", "商委",
    "科委",
    "经委", "地方金融监管", "市场监管", "银保监", "外汇",
  ]

  /// The area in which a reply is at home whose signature names none: the first character of its document number
  /// (沪科提复: Shanghai), made more exact by the first place below it that the text names.
  private func publicationArea(of document: ReplyDocument) -> Area? {
    let areas = directory.areas
    let byNumber = document.metadata.documentNumber?.first.flatMap { areas.absolute(String($0), near: nil) }
    let text = document.text.utf8
    var found: Area?
    areas.forEachMention(in: text, range: 0..<text.count) { mention in
      guard let area = areas.absolute(mention.name, near: byNumber), area.level != .country else { return true }
      if byNumber == nil || areas.province(of: area)?.code == byNumber?.code { found = area }
      return found == nil
    }
    return found ?? byNumber
  }

  /// `<agency>.<letters and digits of the document number>`, else `sha256-<first 16 digits>`; ASCII without spaces.
  private func identifier(of document: ReplyDocument, publisher: ResolvedAgency) -> String {
    guard publisher.code != DocumentRecordBuilder.unknown, let number = document.metadata.documentNumber,
      number.contains(where: \.isNumber)
    else { return "sha256-" + document.sha256.prefix(16) }
    var parts: [String] = []
    var run = ""
    for character in number where character != "号" && character != "第" {
      let letters = Pinyin.letters(of: String(character))
      if letters.isEmpty {
        if !run.isEmpty { parts.append(run) }
        run = ""
      } else {
        run += letters
      }
    }
    if !run.isEmpty { parts.append(run) }
    return publisher.code + "." + parts.joined(separator: "-")
  }
}
