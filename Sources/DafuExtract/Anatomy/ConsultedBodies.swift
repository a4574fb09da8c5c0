/// 会办单位: the bodies that a reply says it consulted, as written.
enum ConsultedBodies {
  /// The bodies named after 会同, 商, 经商, 征求…意见 and the like in the paragraphs that open a reply.
  static func find(in paragraphs: [Line]) -> [String] {
    var found: [String] = []
    for paragraph in paragraphs {
      for body in find(in: paragraph) where !found.contains(body) { found.append(body) }
    }
    return found
  }

  /// A list in a field of its own: 省财政厅、省科技厅.
  static func list(_ line: Line) -> [String] {
    line.split {
      separators.contains($0) || Scalars.isSpace($0) || $0 == 0x3B || $0 == 0xFF1B || $0 == 0x2C || $0 == 0xFF0C
    }
    .flatMap { splitAtAnd($0) }
    .map { cleaned($0) }.filter { $0.count >= 2 && BodyName.hasBodySuffix($0) }.map(\.description)
  }

  private static let separators: ScalarSet = [0x3001]

  /// Words after which bodies are named.
  private static let verbs: LineWords = [
    "会同", "商请", "经商", "征求了", "征求", "听取了", "梳理了", "综合了", "汇总了", "综合", "汇总", "吸收了", "结合", "联合", "协同", "根据", "会商", "并商",
    "并商请",
    "协商", "经与", "分别与", "与", "函询了", "函询", "收到",
  ]

  /// Words that show that a list after a verb like 与 or 结合 is one of consultation.
  private static let proofs: LineWords = [
    "会办意见", "协办意见", "意见", "研究", "会商", "协商", "沟通", "办理", "会办", "协办", "讨论", "商议",
  ]
  private static let strong: Set<Line> = ["会同", "商请", "经商", "并商", "并商请"]

  private static func find(in line: Line) -> [String] {
    var found: [String] = []
    let end = line.firstRange(ofAny: OpeningParagraph.closings)?.upperBound ?? line.count
    let text = line[0..<end]
    var index = 0
    while index < text.count {
      guard let verb = nextVerb(in: text, from: index) else { break }
      let stop = listEnd(in: text, from: verb.range.upperBound)
      let bodies = bodies(in: text[verb.range.upperBound..<stop])
      let after = text[stop..<min(stop + 30, text.count)]
      if !bodies.isEmpty, verb.isStrong || after.contains(anyOf: proofs) {
        for body in bodies where !found.contains(body) { found.append(body) }
        index = stop
      } else {
        index = verb.range.upperBound
      }
    }
    return found
  }

  private static func nextVerb(in text: Line, from start: Int) -> (range: Range<Int>, isStrong: Bool)? {
    var best: (range: Range<Int>, isStrong: Bool)?
    for verb in verbs {
      guard let found = text.range(of: verb, from: start) else { continue }
      if let held = best, (held.range.lowerBound, -held.range.count) <= (found.lowerBound, -found.count) { continue }
      best = (found, strong.contains(verb))
    }
    // 商 by itself, after a subject or a clause's beginning: 我局商市金融办.
    var from = start
    while let found = text.range(of: "商", from: from) {
      from = found.upperBound
      if let held = best, held.range.lowerBound <= found.lowerBound { break }
      guard found.lowerBound == 0 || subjects.contains(text.scalars[found.lowerBound - 1]),
        found.upperBound < text.count, !nouns.contains(text.scalars[found.upperBound])
      else { continue }
      best = (found, true)
      break
    }
    return best
  }

  /// What may stand before a bare 商: 局 厅 委 部 办 行 院 会 署 经 并 已 ， 们 位 心.
  private static let subjects = ScalarSet("局厅委部办行院会署经并已，、们位心后".unicodeScalars.map(\.value))
  /// What makes 商 part of a noun: 商务 商业 商会 商品 商标 商事 商户 商家 商量 商议.
  private static let nouns = ScalarSet("务业会品标事户家量议贸圈住贷".unicodeScalars.map(\.value))

  /// Where a list of bodies ends: at a mark that ends a clause, or a word that says what was done.
  private static func listEnd(in text: Line, from start: Int) -> Int {
    var end = text.count
    for index in start..<text.count {
      let scalar = text.scalars[index]
      if scalar == 0xFF0C || scalar == 0x2C || scalar == 0x3002 || scalar == 0xFF1B || Mark.colon.contains(scalar) {
        end = index
        break
      }
    }
    if let word = text.firstRange(ofAny: doings, from: start), word.lowerBound < end { end = word.lowerBound }
    return end
  }

  private static let doings: LineWords = [
    "的会办意见", "的协办意见", "会办意见", "协办意见", "的意见", "意见", "认真", "研究", "共同", "进行", "办理", "协商", "会商", "沟通", "对", "就", "等部门",
    "等单位", "等有关", "等相关", "等", "有关部门", "相关部门", "充分", "联合", "协同", "深入", "积极", "多次", "逐条", "开展", "后", "专题", "一道", "一起",
    "反馈",
  ]

  private static func bodies(in list: Line) -> [String] {
    var found: [String] = []
    for part in list.split({ separators.contains($0) }) {
      let whole = cleaned(part)
      let parts = BodyName.hasBodySuffix(whole) && whole.count <= 6 ? [whole] : splitAtAnd(whole)
      for item in parts.map({ cleaned($0) }) where item.count >= 3 && item.count <= 36 {
        guard BodyName.hasBodySuffix(item),
          item.scalars.allSatisfy({ Scalars.isHan($0) || $0 == 0xFF08 || $0 == 0xFF09 }),
          !item.hasPrefix(anyOf: indefinite)
        else { continue }
        found.append(item.description)
      }
    }
    return found
  }

  /// What names no body: 我局, 贵会, 各部门. Places such as 贵州 and 本溪 begin alike.
  private static let indefinite = LineWords(
    ["我", "各", "有关", "相关", "多部门", "多个", "多家", "多方"]
      + ["局", "委", "厅", "会", "部", "办", "院", "处", "司", "方", "党", "单位", "市", "省", "区", "县", "级", "系统"].flatMap {
        (tail: Line) -> [Line] in [Line([0x672C] + tail.scalars), Line([0x8D35] + tail.scalars)]
      })

  /// 省财政厅和省科技厅: cut at 和, 及, 以及, 与 where both sides are bodies.
  private static func splitAtAnd(_ part: Line) -> [Line] {
    for word: Line in ["以及", "和", "及", "与"] {
      var from = 0
      while let found = part.range(of: word, from: from) {
        from = found.upperBound
        let left = part[0..<found.lowerBound].trimmed
        let right = part[found.upperBound..<part.count].trimmed
        if left.count >= 3, right.count >= 3, BodyName.hasBodySuffix(left), left.last != 0x90E8 || right.count >= 4 {
          // 人力资源和社会保障部 is one body: what stands left of 和 is none.
          return splitAtAnd(left) + splitAtAnd(right)
        }
      }
    }
    return [part]
  }

  private static func cleaned(_ part: Line) -> Line {
    var core = part.trimmed
    for word: Line in ["市级部门", "以及", "和", "及", "与", "了"] where core.hasPrefix(word) && core.count > word.count + 2 {
      core = core[word.count..<core.count].trimmed
    }
    return core
  }
}
