import DafuCodelists
import DafuModel

/// Finds public bodies by name: national ones and peculiar local ones from the list of agencies, all others from the
/// patterns of departments and of the branches of central bodies.
///
/// A body keeps the name under which it is written, expanded to the full official form; names are not modernized. Where
/// a short name means different bodies in different years (市金融局), the date decides.
public struct AgencyDirectory: Sendable {
  /// The areas that names of bodies begin with.
  public let areas: AreaDirectory
  let codelist: Codelist
  let departments: [Department]
  let patterns: NameIndex<[AgencyPattern]>
  let scanner: AgencyScanner
  private let memo: AgencyMemo

  /// Builds the indexes once.
  public init(codelists: CodelistSet) {
    areas = AreaDirectory(areas: codelists.areas)
    codelist = codelists.agencies
    departments = codelists.departments.departments
    patterns = AgencyPattern.bySuffix(codelists.departments)
    let agencies = codelists.agencies
    memo = AgencyMemo(
      changes: departments.flatMap { [$0.validFrom, $0.validTo] }.compactMap(\.self)
        + agencies.codes.flatMap { code in
          ["valid_from", "valid_to"].compactMap { agencies.attribute($0, of: code.code).flatMap { CivilDate($0) } }
        })
    scanner = AgencyScanner(
      agencies: codelists.agencies, departments: codelists.departments, patterns: patterns, areas: areas)
  }

  /// The body that a name means; nil for banks, companies, exchanges, associations and what is no body at all.
  ///
  /// `publisherArea` is the GB/T 2260 code of the area of the body that writes, which 省, 市 and 我省 refer to;
  /// `publisher` the body itself, which 我局 refers to; `date` the day of writing.
  public func resolve(
    _ name: String, publisherArea: String?, publisher: ResolvedAgency?, date: CivilDate?
  ) -> ResolvedAgency? {
    let name = AgencyName.cleaned(name)
    guard !name.isEmpty else { return nil }
    if AgencyName.selfReferences.contains(name) { return publisher }
    let body = memo.body(name, area: publisherArea, date: date) {
      find(name, publisherArea: publisherArea, date: date)
    }
    // The body that writes is called as it signs.
    return body?.code == publisher?.code ? publisher : body
  }

  private func find(_ name: String, publisherArea: String?, date: CivilDate?) -> ResolvedAgency? {
    let here = publisherArea.flatMap { areas[$0] }
    if let found = listed(name, date: date) ?? listedBelow(name, here: here, date: date)
      ?? composed(name, here: here, date: date)
    {
      return found
    }
    guard AgencyName.isPublicBody(name), !isWithoutPlace(name, here: here) else { return nil }
    return unlisted(name, here: here)
  }

  // MARK: - By list

  private func listed(_ name: String, date: CivilDate?) -> ResolvedAgency? {
    if let code = entry(name) { return resolved(code) }
    let republic = "中华人民共和国"
    if name.hasPrefix(republic), let code = entry(String(name.dropFirst(republic.count))), code.refArea == "000000" {
      return resolved(code)
    }
    return nil
  }

  /// A body whose listed name begins with an area that the text writes otherwise: 市金融办 in Shanghai is 上海市金融办.
  private func listedBelow(_ name: String, here: Area?, date: CivilDate?) -> ResolvedAgency? {
    for end in name.unicodeScalars.indices.dropFirst() {
      let head = String(name[..<end])
      guard let area = areas.relative(head, to: here) ?? areas.absolute(head, near: here), area.level != .country
      else { continue }
      for absolute in [area.name + name[end...], area.short + name[end...]] {
        guard let code = entry(absolute), code.refArea == area.code else { continue }
        // Another body may have the short name in other years.
        if code.name != absolute, !isValid(code, on: date), composed(name, here: here, date: date) != nil { continue }
        return resolved(code)
      }
    }
    return nil
  }

  private func entry(_ name: String) -> Code? { codelist.code(named: name) ?? scanner.contextual[name] }

  private func isValid(_ code: Code, on date: CivilDate?) -> Bool {
    AgencyName.isValid(
      from: codelist.attribute("valid_from", of: code.code).flatMap { CivilDate($0) },
      to: codelist.attribute("valid_to", of: code.code).flatMap { CivilDate($0) }, on: date)
  }

  private func resolved(_ code: Code) -> ResolvedAgency {
    let area = areas[code.refArea ?? Area.country.code] ?? .country
    return ResolvedAgency(
      code: code.code, name: code.name, refArea: area.code, refAreaName: area.name, isCurated: true)
  }

  // MARK: - By pattern

  private struct Candidate {
    let department: Department
    let area: Area
    let rank: [Int]
  }

  private func composed(_ name: String, here: Area?, date: CivilDate?) -> ResolvedAgency? {
    var best: Candidate?
    for start in name.unicodeScalars.indices {
      let length = name.utf8.distance(from: name.startIndex, to: start)
      guard name.withBytes({ patterns.holds(UnsafeBufferPointer(rebasing: $0[length...])) }),
        let forms = patterns[String(name[start...])]
      else { continue }
      let head = String(name[..<start])
      for form in forms where head.hasPrefix(form.prefix) {
        let place = head.droppingFirst(form.prefix)
        let department = departments[form.department]
        if place.isEmpty, form.prefix.isEmpty, here?.level == .country {
          if let national = department.national.flatMap({ codelist[$0] }) { return resolved(national) }
          continue
        }
        guard let (area, style) = area(place, for: department, here: here) else { continue }
        guard AgencyDirectory.allows(form.style, style) else { continue }
        let rank = [
          form.isOfficial ? (department.name.filled(with: area) == name ? 2 : 1) : 0,
          department.levels.contains(area.level) ? 1 : 0,
          AgencyName.isValid(from: department.validFrom, to: department.validTo, on: date) ? 1 : 0,
          form.style == .any ? 0 : 1, form.prefix.count + form.suffix.count,
        ]
        if let best, !best.rank.lexicographicallyPrecedes(rank) { continue }
        best = Candidate(department: department, area: area, rank: rank)
      }
    }
    guard let best else { return unknownPlace(name, here: here) }
    let acting = best.department.actsForProvince ? areas.province(of: best.area) ?? best.area : best.area
    return ResolvedAgency(
      code: best.department.code.filled(withCodeOf: best.area), name: best.department.name.filled(with: best.area),
      refArea: acting.code, refAreaName: acting.name, isCurated: true)
  }

  private enum WrittenStyle { case full, short, relative, nothing }

  private static func allows(_ wanted: AgencyPattern.AreaStyle, _ written: WrittenStyle) -> Bool {
    switch wanted {
    case .any: true
    case .full: written == .full || written == .relative
    case .short: written == .short
    }
  }

  /// The area that stands in a name, and how it is written.
  private func area(_ place: String, for department: Department, here: Area?) -> (Area, WrittenStyle)? {
    if place.isEmpty {
      // 财政厅 alone is the province's, in whatever place the text is written.
      guard let here else { return nil }
      let fitting = areas.ancestor(of: here) { department.levels.contains($0.level) } ?? here
      guard fitting.level != .country else { return nil }
      return (fitting, .nothing)
    }
    if let area = areas.relative(place, to: here) { return (area, .relative) }
    guard let area = areas.absolute(place, near: here), area.level != .country else { return nil }
    return (area, place.hasSuffix(area.short) && !area.name.hasSuffix(area.short) ? .short : .full)
  }

  /// A department of a place that no list holds, a development zone for the most part: the name with the department's
  /// part written out.
  private func unknownPlace(_ name: String, here: Area?) -> ResolvedAgency? {
    guard AgencyName.isPublicBody(name) else { return nil }
    for start in name.unicodeScalars.indices.dropFirst() {
      guard let form = patterns[String(name[start...])]?.first(where: { $0.prefix.isEmpty && $0.style == .any })
      else { continue }
      let place = String(name[..<start])
      guard place.count > 1, AgencyName.isPlace(place) else { continue }
      let department = departments[form.department]
      let official = department.name.filled(
        with: Area(code: "", name: place, short: place, level: .county, parent: nil))
      return minted(official, area: holder(of: name, here: here))
    }
    return nil
  }

  /// Whether a name is that of a common department whose place cannot be known: 市财政局 or 科技局 in a ministry's reply.
  private func isWithoutPlace(_ name: String, here: Area?) -> Bool {
    if patterns[name] != nil { return true }
    for end in name.unicodeScalars.indices.dropFirst().prefix(3) where patterns[String(name[end...])] != nil {
      let place = String(name[..<end])
      if AgencyName.relativePlaces.contains(place), areas.relative(place, to: here) == nil { return true }
    }
    return false
  }

  // MARK: - By form alone

  private func unlisted(_ name: String, here: Area?) -> ResolvedAgency? {
    for end in name.unicodeScalars.indices.reversed() where end > name.startIndex {
      let head = String(name[..<end])
      if let area = areas.relative(head, to: here) {
        return minted(area.name + name[end...], area: area)
      }
      if let area = areas.absolute(head, near: here), area.level != .country {
        return minted(name, area: area)
      }
    }
    return minted(name, area: here ?? .country)
  }

  private func holder(of name: String, here: Area?) -> Area {
    for end in name.unicodeScalars.indices.reversed() where end > name.startIndex {
      if let area = areas.absolute(String(name[..<end]), near: here), area.level != .country { return area }
    }
    return here ?? .country
  }

  private func minted(_ name: String, area: Area) -> ResolvedAgency {
    ResolvedAgency(
      code: Pinyin.code(forDiscovered: name), name: name, refArea: area.code, refAreaName: area.name, isCurated: false)
  }
}
