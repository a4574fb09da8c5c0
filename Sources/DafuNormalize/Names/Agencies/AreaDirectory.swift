import DafuCodelists
import DafuModel

/// Finds administrative areas by name: full (湖北省), short (湖北), in a chain (江苏省苏州市), or relative to the area
/// of the body that writes (我省, 市).
public struct AreaDirectory: Sendable {
  /// All areas in the codelist's order.
  let areas: [Area]
  private let byCode: NameIndex<Int>
  private let byName: NameIndex<Int>
  /// Names that mean an area only below another: 鼓楼区.
  private let byBareName: NameIndex<[Int]>
  /// Names to look for in text, with the area names that are safe there.
  let scannedNames: [String]
  /// All names by which an area may stand before a department.
  let allNames: [String]
  private let scanner: PatternMatcher
  private let memo = AreaMemo()

  /// Builds the indexes once.
  public init(areas list: Codelist) {
    var areas: [Area] = []
    var byCode = NameIndex<Int>()
    var byName = NameIndex<Int>()
    var byBareName = NameIndex<[Int]>()
    var scannedNames: [String] = []
    var allNames: [String] = []
    for code in list.codes {
      let contextual = list.contextualNames(of: code.code)
      let short =
        AreaDirectory.prefixName(of: code.name, among: code.aliases)
        ?? AreaDirectory.prefixName(of: code.name, among: contextual)
      let parentName = code.parent.flatMap { byCode[$0] }.map { areas[$0].name } ?? ""
      let bare = code.name.hasPrefix(parentName) ? code.name.droppingFirst(parentName) : code.name
      let index = areas.count
      areas.append(
        Area(
          code: code.code, name: code.name, short: short ?? AreaDirectory.withoutKind(bare),
          level: AreaDirectory.level(code.code, list.attribute("level", of: code.code)), parent: code.parent))
      byCode[code.code] = index
      byName[code.name] = index
      byBareName[bare, default: []].append(index)
      for names in [code.aliases, contextual] {
        for name in names {
          byName[name] = index
          if name != bare { byBareName[name, default: []].append(index) }
        }
      }
      guard code.code != Area.country.code else { continue }
      scannedNames.append(code.name)
      scannedNames += code.aliases
      allNames.append(code.name)
      allNames.append(bare)
      allNames += code.aliases
      allNames += contextual.filter { $0.unicodeScalars.count > 1 }
    }
    self.areas = areas
    self.byCode = byCode
    self.byName = byName
    self.byBareName = byBareName
    self.scannedNames = scannedNames
    self.allNames = allNames
    scanner = PatternMatcher(patterns: scannedNames + AreaDirectory.relativeMentions)
  }

  /// The area with a code.
  public subscript(code: String) -> Area? { byCode[code].map { areas[$0] } }

  /// The area that a name means. `within` is the code of the area of the body that writes.
  public func resolve(_ name: String, within: String?) -> Area? {
    let here = within.flatMap { self[$0] }
    return relative(name, to: here) ?? absolute(name, near: here)
  }

  /// The area of a level that holds `area`, or `area` itself.
  func ancestor(of area: Area, where matches: (Area) -> Bool) -> Area? {
    var current: Area? = area
    while let candidate = current {
      if matches(candidate) { return candidate }
      current = candidate.parent.flatMap { self[$0] }
    }
    return nil
  }

  /// The province or municipality that holds an area.
  func province(of area: Area) -> Area? { ancestor(of: area) { $0.level == .province || $0.level == .municipality } }

  /// An area named without regard to the writer, but for names that several areas share: the one nearest to `near`.
  func absolute(_ name: String, near: Area?) -> Area? {
    guard mayBeArea(name) else { return nil }
    return memo.area(name, near: near) { find(name, near: near) }
  }

  /// Whether a name is an area's, or begins with one's as a chain does.
  private func mayBeArea(_ name: String) -> Bool {
    name.withBytes { bytes in
      if byName.holds(bytes) || byBareName.holds(bytes) { return true }
      var end = bytes.count
      while end > 0 {
        end -= 1
        // Before the first byte of a character another one ends.
        if bytes[end] & 0xC0 != 0x80, byName.holds(UnsafeBufferPointer(rebasing: bytes[..<end])) { return true }
      }
      return false
    }
  }

  /// What ``absolute(_:near:)`` gives, without a look into the memory or a trace in it.
  func find(_ name: String, near: Area?) -> Area? {
    if let index = byName[name] { return areas[index] }
    if let shared = byBareName[name] {
      if shared.count == 1, let only = shared.first { return areas[only] }
      if let near {
        let prefecture = ancestor(of: near) { $0.level != .county } ?? near
        if let found = unique(shared, below: prefecture) { return found }
        if let province = province(of: near), let found = unique(shared, below: province) { return found }
      }
    }
    // A chain: 江苏省苏州市, 浙江杭州. The first part is the area that holds the rest.
    for end in name.unicodeScalars.indices.reversed() where end > name.startIndex {
      let length = name.utf8.distance(from: name.startIndex, to: end)
      guard name.withBytes({ byName.holds(UnsafeBufferPointer(rebasing: $0[..<length])) }) else { continue }
      if let head = byName[String(name[..<end])], areas[head].level != .county, areas[head].level != .country {
        let rest = String(name[end...])
        if let found = unique(byBareName[rest] ?? [], below: areas[head]) { return found }
        if let index = byName[rest], isBelow(areas[index], areas[head]) { return areas[index] }
        if let found = absolute(rest, near: areas[head]), isBelow(found, areas[head]) { return found }
      }
    }
    return nil
  }

  /// The area with whose name a text begins, the longest.
  func leadingArea(of name: String) -> Area? {
    for end in name.unicodeScalars.indices.reversed() where end > name.startIndex {
      if let area = absolute(String(name[..<end]), near: nil), area.level != .country { return area }
    }
    return nil
  }

  /// An area named by its place above the writer: 省, 我市, 全州.
  func relative(_ name: String, to here: Area?) -> Area? {
    // The longest is 我自治区.
    guard name.utf8.count <= 12 else { return nil }
    let isOwn = ["我", "本", "全", "该"].contains { name.hasPrefix($0) }
    let word = isOwn ? String(name.dropFirst()) : name
    if word == "国" && name != "国" { return .country }
    if word == "兵团" { return self["660000"] }
    guard let here else { return nil }
    switch word {
    case "省": return ancestor(of: here) { $0.level == .province }
    case "自治区": return ancestor(of: here) { $0.level == .province && $0.name.hasSuffix("自治区") }
    case "市":
      if here.level == .county, here.name.hasSuffix("市") { return here }
      return ancestor(of: here) { ![.county, .province, .country].contains($0.level) && $0.name.hasSuffix("市") }
    case "州", "自治州": return ancestor(of: here) { $0.name.hasSuffix("州") && $0.level == .prefecture }
    case "盟": return ancestor(of: here) { $0.name.hasSuffix("盟") && $0.level == .prefecture }
    case "地区": return ancestor(of: here) { $0.name.hasSuffix("地区") && $0.level == .prefecture }
    case "区":
      if here.level == .county, here.name.hasSuffix("区") { return here }
      return ancestor(of: here) { $0.level == .province && $0.name.hasSuffix("自治区") }
    case "县": return here.level == .county && here.name.hasSuffix("县") ? here : nil
    case "旗": return here.level == .county && here.name.hasSuffix("旗") ? here : nil
    default: return nil
    }
  }

  private static let relativeMentions = [
    "我省", "全省", "本省", "我市", "全市", "本市", "我区", "全区", "本区", "我县", "全县", "本县", "我州", "全州", "本州",
    "我盟", "全盟", "我旗", "全旗", "全国", "我国", "兵团",
  ]

  /// The places named in a range of a text, but for those within 《》 and those that only begin the name of a company
  /// or an institution (江苏银行).
  public func mentions(in utf8: [UInt8], range: Range<Int>) -> [AreaMention] {
    var found: [AreaMention] = []
    forEachMention(in: utf8, range: range) {
      found.append($0)
      return true
    }
    return found
  }

  /// Calls `body` with the places named in a range of a text, in order, until it returns false.
  func forEachMention(in utf8: [UInt8], range: Range<Int>, _ body: (AreaMention) -> Bool) {
    let range = range.clamped(to: 0..<utf8.count)
    var titles = TextGuards.Titles(in: range)
    // The last place is kept until it is known that no other follows without a gap.
    var last: AreaMention?
    var goesOn = true
    scanner.forEachLongest(in: utf8, range: range) { match in
      if titles.isOpen(in: utf8, at: match.range.lowerBound) { return true }
      if TextGuards.beginsOrganization(utf8, after: match.range.upperBound, end: range.upperBound) { return true }
      let name = String(decoding: utf8[match.range], as: UTF8.self)
      // 江苏省苏州市 is one place.
      if let before = last, before.range.upperBound == match.range.lowerBound,
        absolute(before.name + name, near: nil) != nil
      {
        last = AreaMention(range: before.range.lowerBound..<match.range.upperBound, name: before.name + name)
        return true
      }
      if let before = last { goesOn = body(before) }
      last = AreaMention(range: match.range, name: name)
      return goesOn
    }
    if goesOn, let last { _ = body(last) }
  }

  private func unique(_ indexes: [Int], below area: Area) -> Area? {
    let inside = indexes.filter { isBelow(areas[$0], area) }
    guard inside.count == 1, let only = inside.first else { return nil }
    return areas[only]
  }

  private func isBelow(_ area: Area, _ other: Area) -> Bool {
    area.code != other.code && ancestor(of: area) { $0.code == other.code } != nil
  }

  private static func prefixName(of name: String, among names: [String]) -> String? {
    names
      .filter {
        name.hasPrefix($0) && $0.count > 1 && (!$0.hasSuffix("州") || ["市", "省"].contains(name.dropFirst($0.count)))
      }
      .min { ($0.count, $0) < ($1.count, $1) }
  }

  private static func withoutKind(_ name: String) -> String {
    for kind in kinds where name.hasSuffix(kind) && name.unicodeScalars.count > kind.unicodeScalars.count + 1 {
      return name.droppingLast(kind)
    }
    return name
  }

  private static let kinds = ["新区", "林区", "市", "县", "区", "旗", "盟", "地区"]
  private static let planned = ["210200", "330200", "350200", "370200", "440300"]

  private static func level(_ code: String, _ written: String?) -> AreaLevel {
    // Nearly all are counties.
    let level = written.flatMap { $0 == AreaLevel.county.rawValue ? .county : AreaLevel(rawValue: $0) } ?? .county
    guard level == .prefecture else { return level }
    // GB/T 2260 gives the seat of the provincial government 01; the five cities with plans of their own are fixed.
    if code.hasSuffix("0100") { return .capital }
    return planned.contains(code) ? .planned : .prefecture
  }
}
