import DafuCodelists

/// One name pattern of a department, cut at its area.
struct AgencyPattern: Sendable {
  /// How the area is written in the name.
  enum AreaStyle: Sendable {
    /// 湖北省, 省.
    case full
    /// 湖北.
    case short
    /// Either, or nothing where the writer's own area is meant.
    case any
  }

  /// The department's index in the list.
  let department: Int
  /// What stands before the area: 中国人民银行.
  let prefix: String
  /// What stands after it: 分行, 财政厅.
  let suffix: String
  /// How the area is written.
  let style: AreaStyle
  /// Whether it is the official name.
  let isOfficial: Bool

  /// Cuts a pattern of the list.
  init(_ pattern: String, department: Int, isOfficial: Bool) {
    self.department = department
    self.isOfficial = isOfficial
    for (placeholder, style) in [("{area}", AreaStyle.full), ("{short}", .short)] {
      guard let place = pattern.firstRange(of: placeholder) else { continue }
      prefix = String(pattern[..<place.lowerBound])
      suffix = String(pattern[place.upperBound...])
      // An official name is understood with the area in any form, its aliases only as the list writes them.
      self.style = isOfficial ? .any : style
      return
    }
    prefix = ""
    suffix = pattern
    style = .any
  }

  /// All patterns of a list by what follows the area.
  static func bySuffix(_ list: DepartmentList) -> NameIndex<[AgencyPattern]> {
    var patterns = NameIndex<[AgencyPattern]>()
    for (index, department) in list.departments.enumerated() {
      let names = [(department.name, true)] + department.aliases.map { ($0, false) }
      for (name, isOfficial) in names {
        let pattern = AgencyPattern(name, department: index, isOfficial: isOfficial)
        patterns[pattern.suffix, default: []].append(pattern)
      }
    }
    return patterns
  }
}

extension String {
  /// The first place of a word of ASCII characters.
  fileprivate func firstRange(of word: String) -> Range<Index>? {
    guard contains(word) else { return nil }
    var start = utf8.startIndex
    while start < utf8.endIndex {
      if utf8[start...].starts(with: word.utf8) { return start..<utf8.index(start, offsetBy: word.utf8.count) }
      start = utf8.index(after: start)
    }
    return nil
  }

  /// The text with an area in the place of its placeholder.
  func filled(with area: Area) -> String {
    for (placeholder, name) in [("{area}", area.name), ("{short}", area.short)] {
      if let place = firstRange(of: placeholder) {
        return String(self[..<place.lowerBound]) + name + String(self[place.upperBound...])
      }
    }
    return self
  }

  /// The text with an area's code in the place of its placeholder.
  func filled(withCodeOf area: Area) -> String {
    guard let place = firstRange(of: "{area}") else { return self }
    return String(self[..<place.lowerBound]) + area.code + String(self[place.upperBound...])
  }
}
