/// The names of one document that mean one thing: 市级渔业风险补偿资金 and 渔业风险补偿资金, 小微企业信用保证基金 and 信保基金.
///
/// Not so: a short form that two longer names could have, a province's fund and a city's.
struct NameFamilies: Sendable {
  /// The fullest name by every other one.
  private(set) var full: [String: String] = [:]
  private(set) var kinds: [String: InstrumentKind] = [:]

  /// No names.
  init() {}

  /// `names` holds the document's names that no list holds, in the order of the text.
  init(_ names: [(name: String, kind: InstrumentKind)], forms: NameForms) {
    struct Member {
      let name: String
      let scalars: [UInt32]
      let parts: NameForms.Parts
      let kind: InstrumentKind
    }
    var members: [Member] = []
    var groups: [[UInt32]: [Int]] = [:]
    var keys: [[UInt32]] = []
    for (name, kind) in names where kinds.updateValue(kind, forKey: name) == nil {
      let scalars = name.folded
      let parts = forms.parts(of: scalars)
      let key = forms.key(parts.bare)
      if groups[key] == nil { keys.append(key) }
      groups[key, default: []].append(members.count)
      members.append(Member(name: name, scalars: scalars, parts: parts, kind: kind))
    }
    var heads: [Int] = []
    for key in keys {
      let group = groups[key] ?? []
      let isOne = group.allSatisfy { one in group.allSatisfy { members[one].parts.agrees(with: members[$0].parts) } }
      guard isOne, let head = group.max(by: { (members[$0].scalars.count, $1) < (members[$1].scalars.count, $0) })
      else {
        heads += group
        continue
      }
      heads.append(head)
      for other in group where other != head { full[members[other].name] = members[head].name }
    }
    for short in heads {
      let bare = members[short].parts.bare
      guard bare.count >= 3, let ending = NameFamilies.ending(bare, members[short].kind) else { continue }
      let candidates = heads.filter { long in
        let other = members[long]
        guard long != short, other.parts.bare.count > bare.count, other.scalars.ends(with: ending.word),
          other.kind == members[short].kind, other.parts.agrees(with: members[short].parts)
        else { return false }
        return ending.isSuffix ? other.parts.bare.ends(with: bare) : other.parts.bare.contains(inOrder: bare)
      }
      if candidates.count == 1 { full[members[short].name] = members[candidates[0]].name }
    }
    for name in full.keys {
      var last = full[name] ?? name
      for _ in 0..<4 { last = full[last] ?? last }
      full[name] = last == name ? nil : last
    }
  }

  /// How a short form of a kind ends, and whether it must be the end of the long one: of funds any characters in order will do.
  private static func ending(_ name: [UInt32], _ kind: InstrumentKind) -> (word: [UInt32], isSuffix: Bool)? {
    switch kind {
    case .fund, .pool, .subsidy:
      for word in funds where name.ends(with: word) && name.count > word.count { return (word, false) }
      return nil
    case .insurance: return name.count >= 6 ? (Array(name.suffix(2)), true) : nil
    case .loan: return name.last == 0x8D37 ? ([0x8D37], true) : nil
    default: return nil
    }
  }

  private static let funds = ["资金池", "补偿金", "周转金", "基金", "资金"].map(\.folded)
}
