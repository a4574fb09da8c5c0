import DafuModel

/// Which public bodies are the subject of a sentence or of its parts.
final class AgencyRule: Sendable {
  private let directory: AgencyDirectory
  private let publisher: ResolvedAgency
  private let date: CivilDate

  init(directory: AgencyDirectory, publisher: ResolvedAgency, date: CivilDate) {
    self.directory = directory
    self.publisher = publisher
    self.date = date
  }

  /// Words that may stand before a subject at the beginning of its clause. Not 经: 经省财政厅测算 tells who was asked, not whose it is.
  private static let openers = WordList([
    "由", "其中", "同时", "此外", "另外", "目前", "近年来", "为此", "对此", "另", "今年", "去年", "并", "截至目前", "疫情发生后", "下一步", "一是", "二是",
    "三是",
    "四是", "五是", "六是", "此前", "随后", "第一时间", "而", "且", "期间", "当前", "年初", "去年底", "后", "以来", "起", "末", "，", "、", "”", "）",
    "现", "日",
    "底", "月", "年", "初", "下",
  ])

  private static let sources = WordList(["据", "根据", "按照", "依据", "从", "来自", "按"])
  private static let notSubjects = WordList([
    "认定的", "纳入", "备案的", "批准的", "评定的", "核准的", "确认的", "推荐的", "统计", "监测", "数据", "介绍", "表示", "透露", "通报", "的", "支持下", "牵头的",
    "》", "印发的", "网站", "公布", "发布的", "口径", "备案", "批准", "批复",
    "等部门《", "主管的", "管理的", "所属", "下属", "直属", "提供的", "监测显示", "调查显示", "反馈", "推动下", "指导下", "牵头下", "协调下", "组织下", "督促下",
    "会议纪要", "专题会议", "常务会议", "主导下", "领导下", "坚强领导下", "正确领导下", "的坚强领导下", "的正确领导下", "的领导下", "关心下", "关心支持下", "的关心支持下", "帮助下",
    "续贷", "转贷", "过桥",
    "大力支持下",
  ])

  /// The subjects of a sentence, in order; each holds until the next.
  func subjects(in text: TextView, range: Range<Int>, utf8: [UInt8], periods: [PeriodMention]) -> [AgencySubject] {
    let mentions = directory.mentions(in: utf8, range: text.bytes(of: range)).map { mention in
      (range: text.indices(ofBytes: mention.range), name: mention.name)
    }
    var found: [AgencySubject] = []
    var index = 0
    while index < mentions.count {
      let first = mentions[index]
      guard isSubject(first.range, text, range, periods) else {
        index += 1
        continue
      }
      var bodies = [first]
      var next = index + 1
      while next < mentions.count,
        joins(text, mentions[next - 1].range.upperBound..<mentions[next].range.lowerBound)
          // 县委县政府
          || mentions[next - 1].range.upperBound == mentions[next].range.lowerBound
            && mentions[next - 1].name.hasSuffix("委") && mentions[next].name.hasSuffix("政府")
      {
        bodies.append(mentions[next])
        next += 1
      }
      index = next
      // 市委政府: both, in one word.
      if let party = bodies.last, party.name.hasSuffix("委"),
        text.has("政府", at: party.range.upperBound, end: range.upperBound)
      {
        bodies.append((party.range.upperBound..<party.range.upperBound + 2, party.name.dropLast() + "政府"))
      }
      guard let last = bodies.last, !isSource(first.range, last.range, text, range) else { continue }
      var resolved: [ResolvedAgency] = []
      for body in bodies {
        if let agency = directory.resolve(
          body.name, publisherArea: publisher.refArea, publisher: publisher, date: date),
          !resolved.contains(agency)
        {
          resolved.append(agency)
        }
      }
      guard !resolved.isEmpty else { continue }
      found.append(
        AgencySubject(
          range: first.range.lowerBound..<last.range.upperBound, code: resolved.map(\.code).joined(separator: "+"),
          name: resolved.map(\.name).joined(separator: "+"), bodies: resolved))
    }
    return found.isEmpty ? found : withReturns(found, text, range, periods)
  }

  /// 国家医保局发文明确…，同期我市规定的…; 县委高度重视，县财政安排…: behind another body the publisher's own place, or a purse, as
  /// the subject of a clause is the publisher again, a subject without bodies.
  private func withReturns(
    _ found: [AgencySubject], _ text: TextView, _ range: Range<Int>, _ periods: [PeriodMention]
  ) -> [AgencySubject] {
    var all = found + withMainClauses(found, text, range)
    for comma in range
    where text.scalars[comma] == Scalar.comma || text.scalars[comma] == Scalar.semicolon {
      var place = comma + 1
      if let period = periods.first(where: { $0.range.lowerBound == place }) {
        place = period.range.upperBound
        if place < range.upperBound, text.scalars[place] == Scalar.comma { place += 1 }
      }
      if let opener = AgencyRule.turns.length(in: text, at: place, end: range.upperBound) { place += opener }
      guard let length = AgencyRule.returns.length(in: text, at: place, end: range.upperBound),
        !Scalar.isAny(text.scalars[place + length], "局厅部委办所支"), found[0].range.lowerBound < place,
        !all.contains(where: { $0.range.lowerBound == place })
      else { continue }
      all.append(AgencySubject(range: place..<place + length, code: "", name: "", bodies: []))
    }
    return all.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// 2014年商务部启动试点以来，全省先后有14个县入选: a body that opens a clause of time does not act in the main clause where a place is the
  /// subject.
  private func withMainClauses(_ found: [AgencySubject], _ text: TextView, _ range: Range<Int>) -> [AgencySubject] {
    let home = Array(publisher.name.folded.prefix(2))
    var returns: [AgencySubject] = []
    for (index, subject) in found.enumerated() {
      let end = index + 1 < found.count ? found[index + 1].range.lowerBound : range.upperBound
      guard let comma = text.scalars.first(Scalar.comma, in: subject.range.upperBound..<end),
        AgencyRule.timeEnds.ends(in: text, at: comma, from: subject.range.upperBound),
        !text.has("年来", at: comma - 2, end: comma)
      else { continue }
      var place = comma + 1
      while place < end {
        if let length = AgencyRule.placeSubjects.length(in: text, at: place, end: end)
          ?? (home.count == 2 && text.has(home, at: place, end: end) ? 2 : nil)
        {
          returns.append(AgencySubject(range: place..<place + length, code: "", name: "", bodies: []))
          break
        }
        guard let next = text.scalars.first(Scalar.comma, in: place..<end) else { break }
        place = next + 1
      }
    }
    return returns
  }

  private static let timeEnds = WordList(["以来", "来", "后", "之后"])
  private static let placeSubjects = WordList([
    "我省", "我市", "我县", "我区", "我州", "我旗", "全省", "全市", "全县", "全区", "全州", "全旗", "本市", "本省", "各县", "各市",
  ])

  private static let turns = WordList(["同期", "同时", "目前", "而", "但", "其中", "另外", "此外", "由", "当前"])
  private static let returns = WordList([
    "我市规定", "我市现行", "我市执行", "我市制定", "我市出台", "我县规定", "我县现行", "我县执行", "我县制定", "我县出台", "我区规定", "我区现行", "我区执行", "我省规定",
    "我省现行", "我省执行",
    "我省制定", "中央财政", "省财政", "省级财政", "自治区财政", "市财政", "市级财政", "州财政", "州级财政", "县财政", "县级财政", "区财政", "区级财政", "旗财政", "本级财政",
    "各级财政",
    "地方财政",
  ])

  /// A subject opens its clause, but for a time, a bracket or a connective.
  private func isSubject(_ mention: Range<Int>, _ text: TextView, _ range: Range<Int>, _ periods: [PeriodMention])
    -> Bool
  {
    var position = mention.lowerBound
    while position > range.lowerBound {
      let scalar = text.scalars[position - 1]
      if scalar == Scalar.space {
        position -= 1
        continue
      }
      if scalar == Scalar.comma || scalar == Scalar.semicolon || scalar == Scalar.colon || scalar == Scalar.stop
        || scalar == Scalar.line || scalar == Scalar.closeParenthesis
      {
        break
      }
      if let period = periods.first(where: { $0.range.upperBound == position }) {
        position = period.range.lowerBound
        // 2017年和2020年省发展改革委
        if position > range.lowerBound, Scalar.isAny(text.scalars[position - 1], "和、"),
          periods.contains(where: { $0.range.upperBound == position - 1 })
        {
          position -= 1
        }
        continue
      }
      if let opener = AgencyRule.openers.index(in: text, endingAt: position, from: range.lowerBound) {
        let word = AgencyRule.openers[opener]
        position -= word.count
        if word == [0x7531] { break }  // 由
        continue
      }
      return false
    }
    // 省财政厅、我厅: the first of a list opens it; 的 behind makes it an attribute.
    let behind = mention.upperBound
    return !AgencyRule.notSubjects.stands(in: text, at: behind, end: range.upperBound)
  }

  /// 据人民银行西安分行统计 names a source.
  private func isSource(_ first: Range<Int>, _ last: Range<Int>, _ text: TextView, _ range: Range<Int>) -> Bool {
    // A、B等24个部门为成员: who sits on it, not who acts.
    if text.has("等", at: last.upperBound, end: range.upperBound),
      AgencyRule.memberships.occurs(in: text, last.upperBound..<min(range.upperBound, last.upperBound + 14))
    {
      return true
    }
    return AgencyRule.sources.ends(in: text, at: first.lowerBound, from: range.lowerBound)
      || AgencyRule.notSubjects.stands(in: text, at: last.upperBound, end: range.upperBound)
  }

  private static let memberships = WordList(["为成员", "组成的", "组成工作", "任组长"])

  /// 、 和 与 联合 join bodies; 会同 and 经商 do not.
  private func joins(_ text: TextView, _ gap: Range<Int>) -> Bool {
    guard gap.lowerBound <= gap.upperBound else { return false }
    return AgencyRule.joining.isWhole(text, text.trimmingSpaces(gap))
  }

  private static let joining = WordList(["、", "和", "与", "及", "联合", "、联合", "以及", "，联合", "并联合"])
}
