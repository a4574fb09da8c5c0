/// Lines above or below a letter that state its class and whether it is public: （B类）　公开属性：主动公开.
enum NoteLine {
  /// What a line states.
  struct Content: Hashable, Sendable {
    var disposition: String?
    var disclosure: String?

    var isEmpty: Bool { disposition == nil && disclosure == nil }
  }

  /// Reads a short line; empty for lines that state nothing of the kind.
  static func content(of line: Line) -> Content {
    guard line.count <= 80 else { return Content() }
    let plain = line.squashed.halfWidth
    // A title or a heading may hold the words; a note holds little else.
    guard plain.count <= 60, !plain.contains(scalar: 0x3002), !plain.contains("收悉") else { return Content() }
    var content = Content()
    content.disclosure = disclosure(in: plain)
    content.disposition = disposition(in: plain)
    // 类别：B　　公开: beside the class the word needs no label.
    if content.disclosure == nil, content.disposition != nil, plain.count <= 30 {
      if plain.hasSuffix(anyOf: ["不公开", "不宜公开", "不予公开"]) {
        content.disclosure = "不予公开"
      } else if plain.hasSuffix(anyOf: ["公开", "公开)"]) || line.split(Scalars.isSpace).contains("公开") {
        content.disclosure = "公开"
      }
    }
    return content
  }

  /// 主动公开, 依申请公开 …, whatever follows (主动公开·全文).
  static func disclosure(in plain: Line) -> String? {
    if let question = plain.firstRange(ofAny: questions) {
      let answer = plain[question.upperBound..<plain.count].trimming { isLabelEdge($0) }
      if answer.hasPrefix(anyOf: ["是", "同意"]) { return "同意公开" }
      if answer.hasPrefix(anyOf: ["否", "不"]) { return "不予公开" }
    }
    if let found = plain.firstRange(ofAny: terms) {
      // 政府信息主动公开目录 and the like are names of columns.
      let after = plain[found.upperBound..<min(found.upperBound + 2, plain.count)]
      guard !after.hasPrefix(anyOf: ["内容", "目录", "栏", "平台", "指南", "基本"]) else { return nil }
      return plain[found].description
    }
    if let label = plain.firstRange(ofAny: disclosureLabels) {
      let value = plain[label.upperBound..<plain.count].trimming { isLabelEdge($0) }
      if value.hasPrefix("公开") { return "公开" }
      if value.hasPrefix(anyOf: ["不公开", "否"]) { return "不予公开" }
    }
    return nil
  }

  /// What stands between a label and its value: 公开方式：…, 【公开方式】….
  private static func isLabelEdge(_ scalar: UInt32) -> Bool {
    Mark.colon.contains(scalar) || Mark.opening.contains(scalar) || Mark.closing.contains(scalar)
  }

  private static let questions: LineWords = ["是否同意公开", "是否公开", "是否可公开"]
  /// How words on disclosure begin that follow a class with no mark between: B　不公开.
  private static let disclosureWords: LineWords = ["公开", "主动", "不公开", "不予", "不宜", "依申请", "同意", "全文", "部分"]
  private static let disclosureLabels: LineWords = [
    "公开属性", "公开方式", "公开类别", "公开形式", "公开类型", "公开程度", "公开情况", "公开选项", "公开范围",
  ]
  private static let terms: LineWords = [
    "主动公开", "依申请公开", "同意公开", "不予公开", "不同意公开", "全文公开", "可公开", "部分公开", "摘要公开", "可以公开",
  ]

  private static func disposition(in plain: Line) -> String? {
    if let label = plain.firstRange(ofAny: labels) {
      let value = plain[label.upperBound..<plain.count].trimming { isLabelEdge($0) }
      if let letter = letterClass(value) { return letter }
      let end = value.scalars.firstIndex { !Scalars.isHan($0) } ?? value.count
      let words = value[0..<end]
      if let term = dispositions.first(where: { words.hasPrefix($0) }) { return term.description }
      return nil
    }
    let core = plain.trimming { Mark.opening.contains($0) || Mark.closing.contains($0) }
    if let letter = letterClass(core), core.contains("类") || core.count <= 2 { return letter }
    // A letter class after other notes: 主动公开（A类）.
    for open in plain.scalars.indices where Mark.opening.contains(plain.scalars[open]) {
      let rest = plain[(open + 1)..<plain.count]
      if rest.count >= 3, let letter = letterClass(rest), rest.contains("类") { return letter }
    }
    return dispositions.first { core == $0 }?.description
  }

  /// A, B, C, D, with a digit where the class has one; 类 after it or nothing.
  static func letterClass(_ text: Line) -> String? {
    guard let first = text.first, (0x41...0x44).contains(first) || (0x61...0x64).contains(first) else { return nil }
    let letter = first >= 0x61 ? first - 0x20 : first
    var end = 1
    if end < text.count, Scalars.digit(text.scalars[end]) != nil { end += 1 }
    if end < text.count {
      let next = text.scalars[end]
      guard !Scalars.isLatin(next), Scalars.digit(next) == nil else { return nil }
      guard next == 0x7C7B || !Scalars.isHan(next) || text[end..<text.count].hasPrefix(anyOf: disclosureWords) else {
        return nil
      }
    }
    return Line([letter] + text.scalars[1..<end]).description
  }

  private static let labels: LineWords = [
    "办理结果类别", "办理结果类型", "办理结果", "办理类别", "答复类别", "办复类别", "答复类型", "办理情况分类", "结果分类", "办理分类", "答复分类", "办理程度", "类别标记",
    "类别标识",
    "办理类型", "复文类别", "办理等次", "分类标记", "类别", "办理情况",
  ]

  private static let dispositions: LineWords = [
    "解决采纳", "已经解决或基本解决", "已解决或基本解决", "已经解决", "已解决", "基本解决", "正在解决", "部分解决", "列入计划解决", "计划解决", "逐步解决", "列入计划",
    "列入规划", "已列入计划", "拟解决", "采纳", "部分采纳", "采纳落实", "留作参考", "作参考", "暂时难以解决", "难以解决", "解释说明", "沟通说明", "不予采纳", "未采纳",
    "不可行", "吸收采纳", "解决或采纳", "办结",
  ]
}
