import DafuCodelists
import DafuModel

/// The lexicon with which public bodies are found in text.
///
/// Built on three kinds of words, looked for in one pass: names of the list (财政部), what follows the area in the name of
/// a department (财政厅), and areas (湖北省). A department's word counts where an area, or a word for one (省, 我市),
/// stands before it.
struct AgencyScanner: Sendable {
  /// Names of the list that are understood only where a body is expected: 人行.
  let contextual: NameIndex<Code>
  private let matcher: PatternMatcher
  private let words: [Word]
  /// Whether the word with an index is an area.
  private let isArea: [Bool]

  private enum Word: Sendable {
    case listed(AgencyMention.Kind)
    case suffix(Suffix)
    case area(isFull: Bool)
    case selfReference
  }

  private struct Suffix: Sendable {
    let text: String
    let patterns: [AgencyPattern]
    let kind: AgencyMention.Kind
    /// Whether it may stand without an area: 财政厅.
    let standsAlone: Bool
    /// The name of the national body that it means after other national bodies.
    let national: String?
  }

  init(
    agencies: Codelist, departments list: DepartmentList, patterns: NameIndex<[AgencyPattern]>, areas: AreaDirectory
  ) {
    var contextual = NameIndex<Code>()
    for code in agencies.codes {
      for name in agencies.contextualNames(of: code.code) { contextual[name] = code }
    }
    self.contextual = contextual
    var texts: [String] = []
    var words: [Word] = []
    for code in agencies.codes {
      let kind = AgencyScanner.kind(agencies.attribute("kind", of: code.code))
      for name in [code.name] + code.aliases {
        texts.append(name)
        words.append(.listed(kind))
      }
    }
    for (suffix, patterns) in patterns.entries.sorted(by: { $0.name < $1.name }) {
      let departments = patterns.map { list.departments[$0.department] }
      let isBody = departments.allSatisfy { $0.kind == nil }
      let ends = ["局", "厅", "委", "委员会", "办"].contains { suffix.hasSuffix($0) }
      texts.append(suffix)
      words.append(
        .suffix(
          Suffix(
            text: suffix, patterns: patterns, kind: AgencyScanner.kind(departments.compactMap(\.kind).first),
            standsAlone: isBody && ends && suffix.count >= 3
              && patterns.contains { $0.prefix.isEmpty && $0.style == .any },
            national: departments.compactMap(\.national).first.flatMap { agencies[$0]?.name })))
    }
    for name in areas.allNames {
      texts.append(name)
      words.append(.area(isFull: areas.absolute(name, near: nil)?.name == name))
    }
    for name in AgencyName.selfReferences.sorted() {
      texts.append(name)
      words.append(.selfReference)
    }
    matcher = PatternMatcher(patterns: texts)
    self.words = words
    isArea = words.map { if case .area = $0 { true } else { false } }
  }

  private static func kind(_ text: String?) -> AgencyMention.Kind {
    switch text {
    case "government": .government
    case "party": .party
    default: .body
    }
  }

  // MARK: - Scanning

  private struct Found {
    let range: Range<Int>
    let name: String
    let kind: AgencyMention.Kind
    /// The area as written, for what follows in a list; nil for national bodies.
    let area: String?
    let isNational: Bool
  }

  /// The public bodies named in a range of a text, in order, without overlaps; none within 《》.
  func mentions(in utf8: [UInt8], range: Range<Int>) -> [AgencyMention] {
    let range = range.clamped(to: 0..<utf8.count)
    let matches = matcher.matches(in: utf8, range: range)
    guard matches.contains(where: { !isArea[$0.pattern] }) else { return [] }
    let titles = TextGuards.titleSpans(in: utf8, range: range)
    var areas: [Range<Int>] = []
    var found: [Found] = []
    for match in matches where isArea[match.pattern] { areas.append(match.range) }
    for match in matches where !isArea[match.pattern] {
      if titles.contains(where: { $0.overlaps(match.range) }) { continue }
      switch words[match.pattern] {
      case .area: continue
      case .selfReference:
        guard AgencyGuards.allowsSelfReference(utf8, match.range, in: range) else { continue }
        found.append(
          Found(range: match.range, name: string(utf8, match.range), kind: .selfReference, area: nil, isNational: false)
        )
      case .listed(let kind):
        let name = string(utf8, match.range)
        guard AgencyGuards.allowsEnd(of: name, utf8, at: match.range.upperBound, end: range.upperBound) else {
          continue
        }
        found.append(Found(range: match.range, name: name, kind: kind, area: nil, isNational: true))
      case .suffix(let suffix):
        guard AgencyGuards.allowsEnd(of: suffix.text, utf8, at: match.range.upperBound, end: range.upperBound)
        else { continue }
        if let body = body(suffix, match.range, utf8, areas, range) { found.append(body) }
      }
    }
    return joined(found, utf8, range, suffixes: matches)
  }

  /// A department's name around its suffix: the farthest area before it with which some pattern agrees.
  private func body(
    _ suffix: Suffix, _ place: Range<Int>, _ utf8: [UInt8], _ areas: [Range<Int>], _ range: Range<Int>
  ) -> Found? {
    var starts: [(start: Int, isRelative: Bool)] = []
    var reach = [place.lowerBound]
    while let end = reach.popLast() {
      for area in areas where area.upperBound == end && !starts.contains(where: { $0.start == area.lowerBound }) {
        starts.append((area.lowerBound, false))
        reach.append(area.lowerBound)
      }
    }
    if let end = AgencyGuards.zone(utf8, before: place.lowerBound, from: range.lowerBound) {
      for area in areas where area.upperBound == end { starts.append((area.lowerBound, false)) }
    }
    if let start = AgencyGuards.relativeArea(utf8, before: place.lowerBound, from: range.lowerBound) {
      starts.append((start, true))
    }
    if suffix.text == "委",
      starts.contains(where: { AgencyGuards.followsOtherParty(utf8, at: $0.start, from: range.lowerBound) })
    {
      return nil
    }
    var best: Found?
    for (start, isRelative) in starts {
      let area = string(utf8, start..<place.lowerBound)
      for pattern in suffix.patterns {
        guard TextGuards.text(utf8, before: start, is: pattern.prefix) else { continue }
        let begin = start - pattern.prefix.utf8.count
        guard begin >= range.lowerBound else { continue }
        if pattern.style == .short && isRelative { continue }
        if let best, best.range.lowerBound <= begin { continue }
        best = Found(
          range: begin..<place.upperBound, name: string(utf8, begin..<place.upperBound), kind: suffix.kind, area: area,
          isNational: false)
      }
    }
    if best == nil, suffix.standsAlone {
      let before = TextGuards.character(utf8, before: place.lowerBound, from: range.lowerBound)
      guard before.map({ AgencyGuards.mayStandBeforeName($0) }) ?? true else { return nil }
      return Found(range: place, name: suffix.text, kind: suffix.kind, area: "", isNational: false)
    }
    return best
  }

  /// Takes the longest names, carries areas over in lists, and joins second plates in brackets.
  private func joined(
    _ found: [Found], _ utf8: [UInt8], _ range: Range<Int>, suffixes matches: [PatternMatcher.Match]
  ) -> [AgencyMention] {
    let ordered = found.sorted {
      ($0.range.lowerBound, -$0.range.upperBound) < ($1.range.lowerBound, -$1.range.upperBound)
    }
    var mentions: [AgencyMention] = []
    var last: Found?
    for item in ordered {
      if let last, item.range.lowerBound < last.range.upperBound { continue }
      var name = item.name
      var carried = item.area
      let gap = last.map { string(utf8, $0.range.upperBound..<item.range.lowerBound) }
      if item.area == "", let last, let gap, ["、", "和", "与", "及", "以及", "，", "会同", "联合", "/"].contains(gap) {
        if last.isNational, let national = nationalName(item.name) {
          name = national
          carried = nil
        } else if let area = last.area, !area.isEmpty {
          name = area + item.name
          carried = area
        }
      }
      if let previous = mentions.last, let gap, gap == "（" || gap == "(",
        AgencyGuards.closesBracket(utf8, at: item.range.upperBound, end: range.upperBound)
      {
        let close = item.range.upperBound + PatternMatcher.width(utf8[item.range.upperBound])
        mentions[mentions.count - 1] = AgencyMention(
          range: previous.range.lowerBound..<close, name: previous.name, kind: previous.kind)
        last = Found(
          range: previous.range.lowerBound..<close, name: previous.name, kind: previous.kind, area: last?.area,
          isNational: last?.isNational ?? false)
        continue
      }
      mentions.append(AgencyMention(range: item.range, name: name, kind: item.kind))
      last = Found(
        range: item.range, name: name, kind: item.kind, area: carried,
        isNational: item.isNational || carried == nil && item.kind != .selfReference)
    }
    return mentions
  }

  private func nationalName(_ suffix: String) -> String? {
    for word in words {
      if case .suffix(let known) = word, known.text == suffix { return known.national }
    }
    return nil
  }

  private func string(_ utf8: [UInt8], _ range: Range<Int>) -> String {
    String(decoding: utf8[range], as: UTF8.self)
  }
}

extension AgencyDirectory {
  /// The public bodies named in a range of a text: full, short and relative names, the longest at each place; none
  /// within 《》 or inside a longer word.
  public func mentions(in utf8: [UInt8], range: Range<Int>) -> [AgencyMention] {
    scanner.mentions(in: utf8, range: range)
  }
}
