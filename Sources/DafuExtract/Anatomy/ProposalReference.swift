import DafuModel

/// What a reply's title and opening say of the proposal that it answers.
enum ProposalReference {
  /// 政协 or 人大; the meeting and the kind named in the title decide, not the form of address.
  static func addressedBody(title: Line, opening: Line) -> ReplyMetadata.AddressedBody? {
    for line in [title, opening] {
      if line.contains("政协") { return .cppcc }
      if line.contains(anyOf: ["人大", "人民代表大会"]) { return .npc }
      // A proposal may be named a suggestion in its own title, so quoted names do not count.
      let plain = withoutQuoted(line)
      if plain.contains("提案") { return .cppcc }
      if plain.contains(anyOf: ["建议", "议案"]) { return .npc }
    }
    return nil
  }

  /// 十四届三次会议, whatever stands between 届 and 次: 政协十三届全国委员会第三次会议 is 十三届三次会议.
  static func session(in line: Line) -> String? {
    let text = line.squashed.halfWidth
    var from = 0
    while let term = text.range(of: "届", from: from) {
      from = term.upperBound
      guard let number = numeral(in: text, endingAt: term.lowerBound) else { continue }
      guard let meeting = text.range(of: "次", from: term.upperBound), meeting.lowerBound - term.upperBound <= 20,
        let count = numeral(in: text, endingAt: meeting.lowerBound)
      else { continue }
      return number + "届" + count + "次会议"
    }
    return nil
  }

  /// The numeral that ends at `end`, in Chinese numerals.
  private static func numeral(in line: Line, endingAt end: Int) -> String? {
    var low = end
    while low > 0, Mark.chineseNumerals[line.scalars[low - 1]] != nil || line.scalars[low - 1] == Mark.ten { low -= 1 }
    if low < end { return line[low..<end].description }
    while low > 0, Scalars.digit(line.scalars[low - 1]) != nil { low -= 1 }
    guard low < end, end - low <= 2, let value = Int(line[low..<end].description) else { return nil }
    return chinese(value)
  }

  /// A number below 100 in Chinese numerals.
  static func chinese(_ value: Int) -> String {
    let digits = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"]
    guard value >= 10 else { return value > 0 ? digits[value] : "" }
    let tens = value / 10
    return (tens > 1 ? digits[tens] : "") + "十" + digits[value % 10]
  }

  /// The numbers of the proposals: 第0334号, 第0123、0124号, 20211093号提案; joined by `;` where there are several.
  static func numbers(in line: Line) -> String? {
    // Quoted names hold numbers of their own.
    let text = withoutDocumentNumber(withoutQuoted(line)).halfWidth
    if let list = numbersAfterOrdinal(text) { return list }
    // Without 第: a number before 号 and 提案 or 建议.
    for word: Line in ["号提案", "号建议", "号议案", "号委员提案", "号代表建议", "号政协提案", "号人大建议", "号重点提案"] {
      guard let found = text.range(of: word) else { continue }
      var low = found.lowerBound
      while low > 0, Scalars.digit(text.scalars[low - 1]) != nil { low -= 1 }
      if low < found.lowerBound { return text[low..<found.lowerBound].description }
    }
    return nil
  }

  private static func numbersAfterOrdinal(_ text: Line) -> String? {
    var from = 0
    while let ordinal = text.range(of: "第", from: from) {
      from = ordinal.upperBound
      var found: [String] = []
      var digits: [UInt32] = []
      var index = ordinal.upperBound
      var closed = false
      while index < text.count, index - ordinal.upperBound < 80 {
        let scalar = text.scalars[index]
        if Scalars.digit(scalar) != nil {
          digits.append(scalar)
        } else if scalar == 0x53F7 {
          if !digits.isEmpty { found.append(Line(digits).description) }
          digits = []
          closed = true
          // 第0123号、第0124号 goes on.
          let rest = text[(index + 1)..<min(index + 4, text.count)].squashed
          guard
            rest.hasPrefix(anyOf: ["、第", "和第", "及第", "，第"])
              || rest.first == 0x3001 && rest.count > 1
                && Scalars.digit(rest.scalars[1]) != nil
          else { break }
        } else if scalar == 0x3001 || scalar == 0xFF0C || scalar == 0x2C || scalar == 0x548C || scalar == 0x53CA {
          if !digits.isEmpty { found.append(Line(digits).description) }
          digits = []
        } else if !Scalars.isSpace(scalar), !Scalars.isLatin(scalar), scalar != 0x7B2C, scalar != 0x2D {
          break
        }
        index += 1
      }
      if closed, !found.isEmpty { return found.joined(separator: ";") }
    }
    return nil
  }

  /// The proposal's title without a closing 的提案 or 的建议.
  static func title(opening: Line, replyTitle: Line) -> String? {
    for line in [opening, replyTitle] {
      if let quoted = quotedTitle(in: line) { return trimmedTitle(quoted).description }
    }
    if let bare = bareTitle(in: opening) { return trimmedTitle(bare).description }
    return nil
  }

  static func trimmedTitle(_ title: Line) -> Line {
    var core = title.trimmed
    if let open = core.first, let close = core.last,
      open == 0x300A && close == 0x300B || open == 0x201C && close == 0x201D
    {
      core = core[1..<(core.count - 1)].trimmed
    }
    for ending: Line in ["的提案", "的建议", "的议案", "的建议案"] where core.hasSuffix(ending) {
      return core[0..<(core.count - ending.count)].trimmed
    }
    return core
  }

  /// The name in 《》 or “” that the words around it call a proposal.
  private static func quotedTitle(in line: Line) -> Line? {
    let end = line.firstRange(ofAny: ["收悉", "已收到", "如下"])?.lowerBound ?? line.count
    var index = 0
    var fallback: Line?
    while index < end {
      let open = line.scalars[index]
      guard let close = [0x300A: 0x300B, 0x201C: 0x201D, 0x22: 0x22, 0x300C: 0x300D][open] as UInt32? else {
        index += 1
        continue
      }
      var depth = 0
      var stop: Int?
      for place in (index + 1)..<max(end, index + 1) {
        let scalar = line.scalars[place]
        if scalar == open, open != close { depth += 1 }
        if scalar == close {
          if depth == 0 {
            stop = place
            break
          }
          depth -= 1
        }
      }
      guard let stop, stop - index > 4 else {
        index += 1
        continue
      }
      let inner = line[(index + 1)..<stop]
      let after = line[(stop + 1)..<min(stop + 8, line.count)].squashed
      if inner.contains(anyOf: ["提案", "建议", "议案"]) || inner.hasPrefix("关于")
        || after.hasPrefix(anyOf: ["的提案", "提案", "的建议", "建议", "（第", "(第", "（提案", "（建议"])
      {
        return inner
      }
      if fallback == nil { fallback = inner }
      index = stop + 1
    }
    return fallback
  }

  /// 您提出的关于…的建议收悉, without quotation marks.
  private static func bareTitle(in line: Line) -> Line? {
    let end = line.firstRange(ofAny: ["收悉", "已收到"])?.lowerBound ?? line.count
    guard let about = line[0..<end].range(of: "关于") else { return nil }
    let rest = line[about.lowerBound..<end]
    for ending: Line in ["的提案", "的建议", "的议案"] {
      var last: Range<Int>?
      var from = 0
      while let found = rest.range(of: ending, from: from) {
        last = found
        from = found.upperBound
      }
      guard let last, last.lowerBound >= 6 else { continue }
      let title = rest[0..<last.lowerBound]
      // 关于政协…第12号 names the proposal by number, not by title.
      if title.contains("次会议") && title.contains("号") { continue }
      return title
    }
    return nil
  }

  private static func withoutQuoted(_ line: Line) -> Line {
    var out: [UInt32] = []
    var depth = 0
    for scalar in line.scalars {
      if scalar == 0x300A || scalar == 0x201C { depth += 1 }
      if depth == 0 { out.append(scalar) }
      if scalar == 0x300B || scalar == 0x201D { depth = max(0, depth - 1) }
    }
    return Line(out)
  }

  private static func withoutDocumentNumber(_ line: Line) -> Line {
    guard let found = DocumentNumber.find(in: line) else { return line }
    return Line(Array(line.scalars[..<found.range.lowerBound]) + line.scalars[found.range.upperBound...])
  }
}
