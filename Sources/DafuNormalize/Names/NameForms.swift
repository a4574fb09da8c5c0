import DafuCodelists

/// The forms of one name: 罗源县竹海产业基金 is 竹海产业基金 too, 市级渔业风险补偿资金池 渔业风险补偿资金, 水产养殖类保险 水产养殖保险.
///
/// Not so: 上海基金 (without the place nothing is left that names it).
struct NameForms: Sendable {
  /// A name taken apart.
  struct Parts: Hashable, Sendable {
    /// The place that it begins with.
    let place: ArraySlice<UInt32>
    /// The level of administration that it begins with, 省, 市, 县 or 区.
    let level: UInt32?
    /// What is left.
    let bare: [UInt32]

    /// Whether two names may be one thing's: no two places, no two levels.
    func agrees(with other: Parts) -> Bool {
      let nested =
        place.isEmpty || other.place.isEmpty || place.starts(with: other.place) || other.place.starts(with: place)
        || place.reversed().starts(with: other.place.reversed())
        || other.place.reversed().starts(with: place.reversed())
      return nested
        && (level == nil || other.level == nil || level == other.level || !place.isEmpty && !other.place.isEmpty)
    }
  }

  private let places: PatternMatcher
  private static let levels = WordList(["自治区级", "市本级", "省本级", "国家级", "省级", "市级", "县级", "区级", "州级"])
  private static let kinds = Set("省市县区州".folded)

  /// `places` finds the names of places.
  init(places: PatternMatcher) { self.places = places }

  func parts(of name: [UInt32]) -> Parts {
    let text = TextView(TextView.string(name))
    var edge = 0
    var level: UInt32?
    while true {
      let next: Int
      if let place = places.longest(in: text.scalars, at: edge, end: name.count) {
        next = place.range.upperBound
      } else if let length = NameForms.levels.length(in: text, at: edge, end: name.count) {
        next = edge + length
      } else {
        break
      }
      guard name.count - next >= 4 else { break }
      let last = name[next - 1] == 0x7EA7 ? name[next - 2] : name[next - 1]  // 级
      if NameForms.kinds.contains(last) { level = last }
      if name[next - 1] == 0x7EA7 { return Parts(place: name[0..<edge], level: level, bare: Array(name[next...])) }
      edge = next
    }
    return Parts(place: name[0..<edge], level: level, bare: Array(name[edge...]))
  }

  /// What all forms of a name share.
  func key(_ bare: [UInt32]) -> [UInt32] {
    let name = NameForms.withoutClass(bare)
    for (long, short) in NameForms.endings where name.count > long.count + 1 && name.ends(with: long) {
      return name.dropLast(long.count) + short
    }
    return name
  }

  /// The shorter forms by which an analyst may look for a name.
  func shorter(_ name: String) -> [String] {
    let whole = name.folded
    let bare = parts(of: whole).bare
    var found: [[UInt32]] = []
    for form in [bare, NameForms.withoutClass(whole), NameForms.withoutClass(bare)] {
      found.append(form)
      for (long, short) in NameForms.endings {
        if form.count > long.count + 1, form.ends(with: long) { found.append(form.dropLast(long.count) + short) }
        if form.count > short.count + 1, form.ends(with: short), !form.ends(with: long), long != short {
          found.append(form.dropLast(short.count) + long)
        }
      }
    }
    var seen: Set<[UInt32]> = [whole]
    return found.filter { $0.count >= 4 && seen.insert($0).inserted }.map { TextView.string($0) }
  }

  /// Other forms of a whole name that a list may hold instead.
  func variants(of name: String) -> [String] {
    let whole = name.folded
    var found: [[UInt32]] = []
    // 政策性生猪养殖保险 is 生猪养殖保险, which the state subsidizes.
    let policy = whole.starts(with: NameForms.policy) && whole.count > 6 ? [Array(whole.dropFirst(3))] : []
    // 市级知识产权运营基金 is 知识产权运营基金, 政府采购合同线上融资 政府采购合同融资.
    let level = NameForms.levels.length(in: TextView(name), at: 0, end: whole.count) ?? 0
    let plain = level > 0 && whole.count - level >= 4 ? [Array(whole.dropFirst(level))] : []
    let offline = NameForms.without(NameForms.online, in: whole).map { [$0] } ?? []
    let raising = NameForms.withoutRaising(whole).map { [$0] } ?? []
    for form in [whole, NameForms.withoutClass(whole)] + policy + plain + offline + raising {
      if form != whole { found.append(form) }
      for (long, short) in NameForms.written where form.count > long.count {
        if form.ends(with: long) { found.append(form.dropLast(long.count) + short) }
        if form.ends(with: short), !form.ends(with: long) { found.append(form.dropLast(short.count) + long) }
      }
    }
    return found.map { TextView.string($0) }
  }

  /// 藏羊养殖保险 is 藏羊保险, 辣椒种植保险 辣椒保险; nil for other names.
  private static func withoutRaising(_ name: [UInt32]) -> [UInt32]? {
    for (long, short) in raising where name.count > long.count + 1 && name.ends(with: long) {
      return name.dropLast(long.count) + short
    }
    return nil
  }

  private static let raising = [("养殖保险", "保险"), ("种植保险", "保险"), ("养殖险", "险"), ("种植险", "险")].map {
    ($0.0.folded, $0.1.folded)
  }

  private static let policy = "政策性".folded
  private static let online = "线上".folded

  /// A name without a word inside it; nil where it holds none.
  private static func without(_ word: [UInt32], in name: [UInt32]) -> [UInt32]? {
    guard name.count > word.count + 3,
      let place = (1..<name.count - word.count).first(where: { name[$0..<$0 + word.count].elementsEqual(word) })
    else { return nil }
    return Array(name[..<place] + name[(place + word.count)...])
  }

  /// Endings between which prose does not choose: the two mean the same thing of any modifier.
  private static let written: [(long: [UInt32], short: [UInt32])] = [
    ("债券", "债"), ("保险", "险"), ("贷款", "信贷"), ("融资贷款", "融资"), ("质押贷款", "质押融资"), ("抵押贷款", "抵押融资"),
  ].map { ($0.0.folded, $0.1.folded) }

  /// Endings that mean the same thing: the long one and the one that keys are made with.
  private static let endings: [(long: [UInt32], short: [UInt32])] = [
    ("风险补偿资金池", "风险补偿金"), ("风险补偿金池", "风险补偿金"), ("风险补偿资金", "风险补偿金"), ("风险补偿基金", "风险补偿金"), ("风险资金池", "风险池"),
    ("周转资金", "周转金"),
    ("债券", "债"), ("保险", "险"), ("质押贷款", "质押融资"), ("抵押贷款", "抵押融资"), ("补助资金", "补助"), ("贴息资金", "贴息"), ("奖补资金", "奖补"),
    ("补贴资金", "补贴"), ("贷款", "信贷"),
  ].map { ($0.0.folded, $0.1.folded) }

  /// 水产养殖类保险 without 类.
  private static func withoutClass(_ name: [UInt32]) -> [UInt32] {
    guard let place = name.lastIndex(of: 0x7C7B), place > 1, name.count - place >= 3, name.count - place <= 6 else {
      return name
    }
    return Array(name[..<place] + name[(place + 1)...])
  }
}

extension [UInt32] {
  /// Whether the word stands at the end.
  func ends(with word: [UInt32]) -> Bool { count >= word.count && self[(count - word.count)...].elementsEqual(word) }

  /// Whether the word's characters stand in this order, though not side by side (信保基金 in 信用保证基金).
  func contains(inOrder word: [UInt32]) -> Bool {
    var place = 0
    for scalar in self where place < word.count && word[place] == scalar { place += 1 }
    return place == word.count
  }
}
