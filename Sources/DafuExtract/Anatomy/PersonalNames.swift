/// Personal names in forms of address: read past, never stored.
enum PersonalNames {
  /// A salutation without names: 委员：, 代表：, or the bodies that it names.
  static func withoutNames(_ salutation: Line) -> Line {
    var core = salutation.trimmed.trimming { Mark.colon.contains($0) }
    var courtesy: Line = ""
    for word: Line in ["尊敬的", "尊敬"] where core.hasPrefix(word) {
      core = core[word.count..<core.count].trimmed
      courtesy = word
      break
    }
    let parts = core.split { $0 == 0x3001 || $0 == 0xFF0C || $0 == 0x2C || $0 == 0x3B || $0 == 0xFF1B }
    var bodies: [Line] = []
    var role: Line?
    for part in parts {
      if isBody(part) {
        bodies.append(withoutTrailingName(part))
      } else if let title = roles.first(where: { part.squashed.contains($0) }) {
        role = title
      }
    }
    let names = bodies.map(\.description).joined(separator: "、")
    let address = role.map { courtesy.description + $0.description } ?? ""
    let joined = names.isEmpty ? address : address.isEmpty ? names : names + "、" + address
    return joined.isEmpty ? "" : Line(joined + "：")
  }

  private static let roles: LineWords = ["委员", "代表", "同志", "先生", "女士"]

  /// 某某委员会张某委员 and 某某办公室并转张某代表 without the name between the body and the role.
  private static func withoutTrailingName(_ part: Line) -> Line {
    guard let role = roles.first(where: { part.hasSuffix($0) }) else { return withoutNameAfterRole(part) }
    let roleStart = part.count - role.count
    var bodyEnd = 0
    for word in bodyWords {
      var from = 0
      while let found = part.range(of: word, from: from), found.upperBound <= roleStart {
        bodyEnd = max(bodyEnd, found.upperBound)
        from = found.upperBound
      }
    }
    for word: Line in ["并转", "转"] {
      if let found = part.range(of: word, from: bodyEnd), found.upperBound <= roleStart {
        bodyEnd = found.upperBound
        break
      }
    }
    guard bodyEnd > 0 else { return role }
    return Line(Array(part.scalars[0..<bodyEnd]) + part.scalars[roleStart...])
  }

  /// 某市政协委员某某某 without the name after the role.
  private static func withoutNameAfterRole(_ part: Line) -> Line {
    for role in roles {
      var from = 0
      while let found = part.range(of: role, from: from) {
        from = found.upperBound
        let rest = part[found.upperBound..<part.count].squashed
        if (2...4).contains(rest.count), rest.scalars.allSatisfy(Scalars.isHan), !isBodyEnding(rest) {
          return part[0..<found.upperBound]
        }
      }
    }
    return part
  }

  private static func isBodyEnding(_ rest: Line) -> Bool {
    rest.hasPrefix(anyOf: ["会", "团", "工"]) || rest.hasSuffix(anyOf: ["会", "委", "室", "组", "办", "团", "站", "处", "部", "局"])
  }

  /// A part of a salutation that names a body, not a person.
  private static func isBody(_ part: Line) -> Bool {
    let plain = part.squashed
    return plain.contains(anyOf: bodyWords) || plain.count >= 4 && plain.hasSuffix("委")
  }

  private static let bodyWords: LineWords = [
    "委员会", "省委", "市委", "区委", "县委", "州委", "中央", "民革", "民盟", "民建", "民进", "农工党", "农工民主党", "致公党", "九三学社", "台盟",
    "工商联", "界别", "小组", "代表团", "常委会", "办公室", "办公厅", "人大", "政协", "人民政府", "工作室", "联络站", "贵会", "贵委", "局", "厅",
    "政府", "支部", "总支", "基层委", "妇联", "青联", "总工会", "侨联", "科协", "团市委", "团省委", "联谊会", "无党派", "专委会", "街道", "党派",
  ]

  /// Where names stand before 委员 or 代表 in a line of prose: 王某某、李某某等委员.
  static func ranges(in line: Line) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var index = 0
    while let role = line.firstRange(ofAny: offices, from: index) {
      index = role.upperBound
      var end = role.lowerBound
      var low = end
      // 等6名 between the names and the role.
      var probe = end
      while probe > 0, isCounting(line.scalars[probe - 1]) { probe -= 1 }
      if probe < end, line.scalars[probe] == 0x7B49 { end = probe }
      low = end
      while let name = nameEnding(at: low, in: line) {
        low = name
        if low > 0, line.scalars[low - 1] == 0x3001 { low -= 1 } else { break }
      }
      if low < end { found.append(low..<end) }
    }
    return found
  }

  private static let offices: LineWords = ["委员", "代表"]

  private static func isCounting(_ scalar: UInt32) -> Bool {
    scalar == 0x7B49 || scalar == 0x540D || scalar == 0x4F4D || Scalars.digit(scalar) != nil
      || Mark.chineseNumerals[scalar] != nil || scalar == Mark.ten
  }

  /// Where a name of two or three characters begins that ends at `end`: a common surname after a boundary.
  private static func nameEnding(at end: Int, in line: Line) -> Int? {
    for length in [3, 2] where end >= length {
      let start = end - length
      guard surnames.contains(line.scalars[start]),
        line.scalars[start..<end].allSatisfy(Scalars.isHan),
        start == 0 || isBoundary(line.scalars[start - 1])
      else { continue }
      return start
    }
    return nil
  }

  private static func isBoundary(_ scalar: UInt32) -> Bool {
    !Scalars.isHan(scalar) || boundaries.contains(scalar)
  }

  /// 对 和 与 由 致 及 向 请 的.
  private static let boundaries: ScalarSet = [0x5BF9, 0x548C, 0x4E0E, 0x7531, 0x81F4, 0x53CA, 0x5411, 0x8BF7, 0x7684]

  private static let surnames = Set(
    """
    王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫\
    段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤欧阮施童洪季翟殷倪庞颜柳管聂岳齐梅安庄辛俞葛鲁温蓝兰樊柯耿裴祝翁舒
    """.unicodeScalars.map(\.value))
}
