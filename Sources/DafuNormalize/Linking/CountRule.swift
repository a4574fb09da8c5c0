import DafuModel

/// What a count counts: the classifier narrows it, the noun behind or before it decides.
struct CountRule {
  let sentence: Sentence

  func metric(for index: Int, kind: InstrumentKind?) -> MetricRule.Answer {
    let figure = sentence.figures[index]
    let clause = sentence.clause(at: figure.core.lowerBound)
    let isLast = index + 1 >= sentence.figures.count
    let nextFigure = isLast ? clause.upperBound : min(clause.upperBound, sentence.figures[index + 1].core.lowerBound)
    let behind = figure.range.upperBound..<max(figure.range.upperBound, min(nextFigure, figure.range.upperBound + 14))
    let previous = index > 0 ? sentence.figures[index - 1].core.upperBound : clause.lowerBound
    let before = max(clause.lowerBound, previous)..<figure.core.lowerBound
    func answer(_ metric: String, _ reason: String) -> MetricRule.Answer {
      MetricRule.Answer(metric: metric, reason: reason, isNamed: true)
    }
    let word = figure.word
    switch word {
    case "人次": return answer("participant_count", word)
    case "笔", "笔次":
      // “政银保”实现69笔贷款: what stands right behind counts more than the product's name.
      if sentence.text.has("贷款", at: figure.range.upperBound, end: clause.upperBound) {
        return answer("loan_count", "笔贷款")
      }
      if kind == .guarantee || contains("担保", clause) && !contains("贷款", before) {
        return answer("guarantee_count", word)
      }
      for exchange in ["成交", "交易", "外汇", "结汇", "结算", "便利化业务", "收付", "货币桥", "转让", "水权"] where contains(exchange, clause)
      {
        return answer("transaction_count", word)
      }
      if kind == .insurance, !contains("贷款", before) { return answer("policy_count", word) }
      // 发放见习补贴35笔, 提取住房公积金5600笔
      if CountRule.grants.contains(where: { contains($0, before) }), !contains("贷", clause) {
        return answer("other", word)
      }
      return answer("loan_count", word)
    case "场", "场次", "轮": return answer("event_count", word)
    case "次":
      if contains("周转", before) { return answer("other", "周转") }
      // 播放量98万次, 累计查询518万次
      if CountRule.views.contains(where: { contains($0, before) }) { return answer("other", word) }
      if contains("发行", before) || nounBehind(behind, ["股票发行", "定向发行", "增发", "配股"]) || contains("增发", before) {
        return answer("issuance_count", "发行")
      }
      return answer("event_count", word)
    case "期":
      if kind == .bond { return answer("issuance_count", word) }
      return answer("event_count", word)
    case "支", "只":
      if nounBehind(behind, ["基金", "子基金", "母基金"]) || contains("基金", before) || kind == .fund {
        return answer("fund_count", word)
      }
      if kind == .bond || kind == .relending { return answer("issuance_count", word) }
      if nounBehind(behind, ["产品", "理财"]) || contains("产品", before) { return answer("product_count", word) }
      if contains("团队", behind) || contains("团队", before) || contains("队伍", before) || contains("力量", before) {
        return answer("other", "团队")
      }
      if contains("债", before) || contains("债", behind) || contains("发行", before) {
        return answer("issuance_count", word)
      }
      return answer(word == "只" ? "other" : "issuance_count", word)
    case "单":
      if kind == .insurance || contains("保", before) && kind != .bond { return answer("policy_count", word) }
      if kind == .bond { return answer("issuance_count", word) }
      if contains("成交", before) || contains("交易", before) { return answer("transaction_count", word) }
      return answer("issuance_count", word)
    case "件", "件次", "份", "张":
      // 查处假冒专利案件82件
      if contains("案件", before) || contains("案件", behind) { return answer("other", "案件") }
      if nounBehind(behind, ["专利", "商标", "知识产权", "发明"]) || contains("专利", before) || contains("商标", before)
        || contains("知识产权", before) && kind != .insurance
      {
        return answer("patent_count", word)
      }
      if kind == .insurance || contains("保单", clause) || contains("投保", clause) || contains("承保", clause) {
        return answer("policy_count", word)
      }
      return answer(word == "件" ? "other" : "other", word)
    case "款", "种":
      if word == "种", !contains("产品", clause), !contains("险", clause), !contains("品种", clause) {
        return answer("other", word)
      }
      return answer("product_count", word)
    case "人", "名", "位":
      if contains("账户", clause) || contains("开户", before) { return answer("account_count", "开户") }
      return answer("person_count", word)
    case "条" where nounBehind(behind, ["沟渠", "渠道", "排洪渠", "灌渠"]): return answer("facility_count", word)
    case "套", "台", "辆", "头", "羽", "株", "栋", "艘", "架", "床", "条", "批", "批次", "类", "档", "匹", "尾", "箱", "枚", "例", "篇",
      "部",
      "幢", "组", "队", "团", "股":
      return answer("other", word)
    case "宗" where contains("项目", behind): return answer("project_count", "项目")
    case "宗", "起", "手":
      // 成交土地经营权218宗, 并购重组312起
      for trade in ["交易", "成交", "流转", "并购", "出让"] where contains(trade, clause) {
        return answer("transaction_count", word)
      }
      return answer("other", word)
    case "座", "处", "所", "间", "桩", "枪", "口": return answer("facility_count", word)
    case "县市", "市县", "县区", "区县", "市州", "州市", "盟市", "旗县", "旗县区": return answer("region_count", word)
    case "户", "户次", "户（次）":
      return household(behind, before, clause, word, kind)
    case "家", "家次", "家（次）":
      return bodies(behind, before, clause, figure, kind)
    default: break
    }
    // 150个开放型交通节点公共充电桩: the noun that closes a long phrase.
    let phrase = behind.lowerBound..<max(behind.upperBound, min(nextFigure, figure.range.upperBound + 20))
    return things(phrase, before, clause, figure, kind)
  }

  private func household(
    _ behind: Range<Int>, _ before: Range<Int>, _ clause: Range<Int>, _ word: String, _ kind: InstrumentKind?
  ) -> MetricRule.Answer {
    func answer(_ metric: String, _ reason: String) -> MetricRule.Answer {
      MetricRule.Answer(metric: metric, reason: reason, isNamed: true)
    }
    if let noun = nearest(
      behind, before, ["household_count", "account_count", "enterprise_count", "institution_count"])
    {
      // 纳入监管的担保机构268户: the bodies themselves; 银行支持企业、…户: whom they serve.
      let touches = sentence.text.has(
        noun.reason, at: before.upperBound - noun.reason.unicodeScalars.count, end: before.upperBound)
      let isBody = noun.reason.hasSuffix("机构") || noun.reason.hasSuffix("公司")
      return noun.metric == "institution_count" && !(touches && isBody) ? answer("enterprise_count", noun.reason) : noun
    }
    if contains("担保", before), kind == .guarantee, word == "户" { return answer("enterprise_count", word) }
    // 62栋楼、1900余户: dwellings are counted by their households.
    if ["栋", "小区", "住宅", "住房", "搬迁", "危房", "棚户", "改造", "村民", "小组", "自来水", "厕所"].contains(where: {
      contains($0, sentence.range)
    }) {
      return answer("household_count", "dwellings")
    }
    if kind == .account { return answer("account_count", word) }
    if kind == .insurance, word != "户" { return answer("household_count", word) }
    return answer("enterprise_count", word)
  }

  private func bodies(
    _ behind: Range<Int>, _ before: Range<Int>, _ clause: Range<Int>, _ figure: Figure, _ kind: InstrumentKind?
  ) -> MetricRule.Answer {
    func answer(_ metric: String, _ reason: String) -> MetricRule.Answer {
      MetricRule.Answer(metric: metric, reason: reason, isNamed: true)
    }
    if kind == .bond, contains("发行", clause) || contains("发债", clause) { return answer("issuer_count", "发行") }
    if let noun = nearest(
      behind, before,
      [
        "listed_company_count", "institution_count", "enterprise_count", "facility_count", "household_count",
        "investment_count",
      ])
    {
      if noun.metric == "enterprise_count", ["首发上市", "成功上市"].contains(where: { contains($0, before) }) {
        return answer("listed_company_count", "上市")
      }
      if noun.metric == "enterprise_count",
        ["上市", "首发上市", "成功上市", "挂牌", "IPO"].contains(where: { sentence.contains($0, in: behind) })
      {
        return answer("listed_company_count", "上市")
      }
      // 2.3万家养殖场: farms by 家 are firms.
      if noun.metric == "facility_count", CountRule.farms.contains(noun.reason) {
        return answer("enterprise_count", noun.reason)
      }
      // 63家公司上线产品199款: the companies that insure.
      if noun.metric == "enterprise_count", noun.reason == "公司", kind == .insurance {
        return answer("institution_count", "公司")
      }
      return noun
    }
    if contains("首发上市", before) || contains("成功上市", before) { return answer("listed_company_count", "上市") }
    if kind == .market { return answer("listed_company_count", "板块") }
    return answer("enterprise_count", figure.word)
  }

  private static let grants = ["补贴", "补助", "礼包", "提取", "津贴", "奖励"]
  private static let views = ["浏览", "播放", "点击", "访问", "下载", "赞", "查询"]
  private static let farms: Set<String> = ["养殖场", "牧场", "生态牧场", "猪场", "奶牛场"]
  private static let bodies: Set<String> = [
    "enterprise_count", "institution_count", "household_count", "person_count", "account_count", "region_count",
    "facility_count", "listed_company_count", "fund_count",
  ]
  private static let things: Set<String> = [
    "investment_count", "project_count", "region_count", "product_count", "enterprise_count", "institution_count",
    "account_count", "facility_count", "event_count", "household_count", "person_count", "policy_count",
    "patent_count", "fund_count", "listed_company_count", "other",
  ]
  private static let undertakings = things.subtracting(bodies)

  private func things(
    _ behind: Range<Int>, _ before: Range<Int>, _ clause: Range<Int>, _ figure: Figure, _ kind: InstrumentKind?
  ) -> MetricRule.Answer {
    if figure.word.isEmpty, contains("人次", before) {
      return MetricRule.Answer(metric: "participant_count", reason: "人次", isNamed: true)
    }
    if figure.word == "省份" {
      return MetricRule.Answer(metric: "region_count", reason: figure.word, isNamed: true)
    }
    // 项 counts undertakings, never bodies or people.
    let isUndertaking = figure.word == "项" || figure.word == "项次"
    if let noun = nearest(behind, before, isUndertaking ? CountRule.undertakings : CountRule.things) {
      if noun.metric == "project_count", contains("投", before), !contains("总投资", before), !contains("投放", before),
        !contains("投保", before)
      {
        return MetricRule.Answer(metric: "investment_count", reason: "投资项目", isNamed: true)
      }
      return noun
    }
    if kind == .account { return MetricRule.Answer(metric: "account_count", reason: figure.word, isNamed: false) }
    if kind == .insurance { return MetricRule.Answer(metric: "product_count", reason: figure.word, isNamed: false) }
    return MetricRule.Answer(metric: "other", reason: figure.word, isNamed: false)
  }

  /// The counted noun: the last of the noun phrase right behind the classifier, else the nearest before the number.
  private func nearest(_ behind: Range<Int>, _ before: Range<Int>, _ wanted: Set<String>) -> MetricRule.Answer? {
    let behind = headOfRelative(behind)
    var phraseEnd = behind.lowerBound
    while phraseEnd < behind.upperBound {
      let scalar = sentence.text.scalars[phraseEnd]
      if scalar == Scalar.comma || scalar == Scalar.enumeration || scalar == Scalar.stop || scalar == Scalar.semicolon
        || scalar == Scalar.openParenthesis
      {
        break
      }
      phraseEnd += 1
    }
    var last: (end: Int, answer: MetricRule.Answer)?
    for mention in sentence.cues
    where mention.range.lowerBound >= behind.lowerBound && mention.range.lowerBound < phraseEnd {
      guard case .metric(let metric, let units, _) = mention.cue else {
        // A verb of another statement ends the phrase: 为30家企业提供风险保障.
        if case .realized = mention.cue { break }
        continue
      }
      if units.contains(.count), wanted.contains(metric), isWhole(mention, behind) {
        // 138家融资担保机构, 6个中小企业特色产业集群: the head closes the phrase; 56家企业开展活动 has a verb before the next noun.
        if let earlier = last,
          mention.range.lowerBound > earlier.end + 3
            || mention.range.lowerBound > earlier.end
              && CountRule.links(sentence.text, earlier.end..<mention.range.lowerBound)
        {
          break
        }
        last = (
          mention.range.upperBound,
          MetricRule.Answer(metric: metric, reason: sentence.text.string(mention.range), isNamed: true)
        )
      } else if !units.contains(.count), mention.range.lowerBound - behind.lowerBound > 0, last != nil {
        break
      }
    }
    if let last { return last.answer }
    var best: (distance: Int, answer: MetricRule.Answer)?
    for mention in sentence.cues
    where mention.range.lowerBound >= before.lowerBound && mention.range.upperBound <= before.upperBound {
      guard case .metric(let metric, let units, _) = mention.cue, units.contains(.count), wanted.contains(metric),
        mention.range.count > 1 || reaches(mention.range.upperBound, before.upperBound)
      else {
        continue
      }
      let distance = before.upperBound - mention.range.upperBound
      if distance <= (best?.distance ?? Int.max) {
        best = (
          distance,
          MetricRule.Answer(metric: metric, reason: sentence.text.string(mention.range), isNamed: true)
        )
      }
    }
    return best?.answer
  }

  /// 96个有储备项目的开发区: the noun behind 的 is counted, not what it has.
  private func headOfRelative(_ behind: Range<Int>) -> Range<Int> {
    let text = sentence.text
    guard CountRule.having.stands(in: text, at: behind.lowerBound, end: behind.upperBound),
      let place = text.place(of: "的", in: behind), place + 2 < behind.upperBound,
      !(behind.lowerBound..<place).contains(where: { Scalar.isAny(text.scalars[$0], "，、；。（") })
    else { return behind }
    return place + 1..<behind.upperBound
  }

  private static let having = WordList(["有", "具有", "拥有", "设有", "含有", "具备"])

  /// Whether what stands between two nouns keeps them apart: a verb, a mark, 的.
  private static func links(_ text: TextView, _ range: Range<Int>) -> Bool {
    range.contains { !Scalar.isIdeograph(text.scalars[$0]) || SubjectWords.stops.contains(text.scalars[$0]) }
      || SubjectWords.verbs.occurs(in: text, range)
  }

  /// 个县, 个试点县（市）: a noun of one character counts at the phrase's beginning or end, not inside 北城区 or 县城.
  private func isWhole(_ mention: CueMention, _ behind: Range<Int>) -> Bool {
    if mention.range.count > 1 || mention.range.lowerBound == behind.lowerBound { return true }
    let next = mention.range.upperBound
    return next >= behind.upperBound || !Scalar.isIdeograph(sentence.text.scalars[next])
  }

  /// 试点县28个, 覆盖县达到150个: nothing but 达到, 共 and the like between a noun of one character and its number.
  private func reaches(_ start: Int, _ end: Int) -> Bool {
    start == end || sentence.text.isAny(start..<end, ["达到", "达", "共", "有", "共有", "约", "超", "数", "数达", "数量"])
  }

  private func nounBehind(_ behind: Range<Int>, _ words: [String]) -> Bool {
    words.contains { contains($0, behind) }
  }

  private func contains(_ word: String, _ window: Range<Int>) -> Bool { sentence.contains(word, in: window) }
}
