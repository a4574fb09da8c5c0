/// Names of public bodies by their shape: what signs a letter, heads it, or is consulted.
enum BodyName {
  /// Whether a line is the name of one body and nothing else, letter-spaced (财 政 部) or not.
  static func matches(_ line: Line) -> Bool {
    let name = stripped(line)
    guard name.count >= 3, name.count <= 40, name.scalars.allSatisfy(isNameScalar) else { return false }
    return hasBodySuffix(name) && !name.hasPrefix(anyOf: otherHeads)
  }

  /// Whether a name ends as names of public bodies do.
  static func hasBodySuffix(_ name: Line) -> Bool {
    var core = name
    // One body with two plates: 市场监督管理局（知识产权局）.
    if let last = core.last, last == 0xFF09 || last == 0x29,
      let open = core.scalars.lastIndex(where: { $0 == 0xFF08 || $0 == 0x28 }), open > 2
    {
      core = core[0..<open]
    }
    return core.hasSuffix(anyOf: suffixes)
  }

  /// A signature's name without spaces and without the note of a seal.
  static func stripped(_ line: Line) -> Line {
    var name = line.squashed
    for seal in seals where name.hasSuffix(seal) {
      name = name[0..<(name.count - seal.count)]
    }
    return name
  }

  private static let otherHeads: LineWords = ["感谢", "关于", "附件", "尊敬", "抄送", "联系"]
  private static let seals: LineWords = [
    "（盖章）", "（公章）", "（印章）", "（代章）", "(盖章)", "(公章)", "(章)", "（章）", "（印）", "盖章",
  ]

  private static func isNameScalar(_ scalar: UInt32) -> Bool {
    Scalars.isHan(scalar) || scalar == 0xFF08 || scalar == 0xFF09 || scalar == 0x28 || scalar == 0x29
      || scalar == 0x3001
      || scalar == 0xB7
  }

  static let suffixes: LineWords = [
    "部", "委", "委员会", "局", "厅", "院", "署", "会", "办公室", "办", "行", "中心", "政府", "司", "处", "室", "集团", "公司", "总队",
    "支队", "大队", "党组", "法院", "社", "站", "馆", "海关", "妇联", "科协", "残联", "侨联", "文联", "工商联", "指挥部", "中支", "银行",
    "监管局", "园区", "开发区", "总站", "学校", "大学", "学院", "医院", "组", "工作专班", "交易所", "总公司", "联社", "台",
  ]
}
