/// Words of plans that plan nothing where they stand: 投资计划 and 总体规划 are papers, 争取到 tells what was got, 将 may be 把.
extension StatusRule {
  /// 将 as "will", not as the object marker of what has been done: 将试点范围扩大到, 将A县确定为试点, 将新增赤字1万亿元直达基层.
  func isFutureWill(_ range: Range<Int>, _ figure: Figure) -> Bool {
    let text = sentence.text
    let clause = sentence.clause(at: range.lowerBound)
    let behind = range.upperBound
    // 将提高低保标准纳入民生实事: the object is what is raised.
    if Words.raisings.stands(in: text, at: behind, end: clause.upperBound),
      Words.namings.occurs(in: text, behind..<min(clause.upperBound, behind + 40))
    {
      return false
    }
    if Words.futureVerbs.stands(in: text, at: behind, end: clause.upperBound) { return true }
    guard Words.futureHeads.stands(in: text, at: behind, end: clause.upperBound) else { return false }
    if Words.namings.occurs(in: text, behind..<min(clause.upperBound, behind + 40)) { return false }
    // What is done with an amount stands behind it: 将…1.7万亿元直达市县.
    return
      !(clause.contains(figure.core.lowerBound)
      && Words.disposals.stands(in: text, at: figure.range.upperBound, end: clause.upperBound))
  }

  /// 争取专项债券额度12.6亿元: obtained, not striven for.
  func isObtaining(_ range: Range<Int>) -> Bool {
    let text = sentence.text
    guard text.string(range) == "争取" else { return false }
    let behind = range.upperBound
    let end = sentence.range.upperBound
    if text.has("到", at: behind, end: end) {
      // 争取到18.6亿元 and 争取到上级资金, but not 争取到2025年 nor 争取到年底.
      return !text.has("年", at: behind + 5, end: end) && !Words.times.stands(in: text, at: behind + 1, end: end)
    }
    // 2022年争取新增债券12亿元: of a time that is over.
    if sentence.periods.contains(where: {
      $0.range.upperBound <= range.lowerBound && $0.end.year < reference.year && !$0.isComparisonBase
    }) {
      return true
    }
    let clause = sentence.clause(at: range.lowerBound)
    if Words.achieved.occurs(in: text, clause.lowerBound..<range.lowerBound) { return true }
    if Words.together.ends(in: text, at: range.lowerBound, from: clause.lowerBound) { return true }
    return !Words.aims.stands(in: text, at: behind, end: end)
  }

  /// Whether a word of plans names a paper, a programme or what was reached.
  func isNoun(_ range: Range<Int>) -> Bool {
    let text = sentence.text
    let word = text.string(range)
    let before = max(sentence.range.lowerBound, range.lowerBound - 5)..<range.lowerBound
    let behind = range.upperBound..<min(sentence.range.upperBound, range.upperBound + 3)
    func follows(_ words: WordList) -> Bool {
      words.stands(in: text, at: behind.lowerBound, end: sentence.range.upperBound)
    }
    switch word {
    case "任务", "目标":
      let clause = sentence.clause(at: range.lowerBound)
      return sentence.contains("”", in: before) || sentence.contains("年度", in: before)
        || sentence.contains("的", in: behind) || follows(Words.behindAim)
        // 实现全覆盖目标，: an aim that has been reached.
        || range.upperBound == clause.upperBound - 1
          && Words.reaching.occurs(in: text, clause.lowerBound..<range.lowerBound)
        || Words.reached.occurs(in: text, clause.lowerBound..<range.lowerBound)
        || Words.beforeAim.ends(in: text, at: range.lowerBound, from: sentence.range.lowerBound)
    case "拟":
      // 拟推荐名录: the name of a list.
      return Words.intended.stands(in: text, at: behind.lowerBound, end: sentence.range.upperBound)
        || Words.lists.occurs(in: text, behind.lowerBound..<min(sentence.range.upperBound, behind.lowerBound + 8))
    case "预期":
      return ["收益", "寿命", "信用", "，"].contains { sentence.contains($0, in: behind) }
        || ["好于", "高于", "低于", "超", "符合"].contains { sentence.contains($0, in: before) }
    case "计划", "规划":
      // 三年计划投入1800万元, 投资计划投入: what is planned stands right behind.
      if follows(Words.ventures) { return false }
      if follows(Words.behindPlan) || Words.plans.ends(in: text, at: range.lowerBound, from: before.lowerBound) {
        return true
      }
      if word == "计划", isProgramme(range) { return true }
      if isPaper(range) { return true }
      // 将北部山区规划为重点区域: what something has been made.
      if word == "规划", text.has("为", at: behind.lowerBound, end: behind.upperBound) { return true }
      // 规划建设了21个停车场: done as planned.
      if word == "规划",
        (range.upperBound..<min(range.upperBound + 6, sentence.range.upperBound)).contains(where: {
          Words.done.stands(in: text, at: $0, end: sentence.range.upperBound)
        })
      {
        return true
      }
      return !text.has("到", at: behind.lowerBound, end: behind.upperBound)
        && (sentence.contains("专项", in: before) || sentence.contains("行动", in: before)
          || sentence.contains("完成", in: before) || sentence.contains("支持", in: before)
          || text.has("的", at: behind.lowerBound, end: behind.upperBound))
    case "建议": return !text.has("到", at: behind.lowerBound, end: behind.upperBound)
    // 完成全年计划的53.6%
    case "全年计划", "年内计划": return sentence.contains("完成", in: before) || sentence.contains("的", in: behind)
    case "谋划": return text.has("，", at: behind.lowerBound, end: behind.upperBound)
    // 综合考虑减收因素，下达资金: what is weighed is no plan.
    case "考虑": return !follows(Words.considered)
    // 通过努力争取资金, 在各方共同努力下
    case "努力": return Words.beforeEffort.ends(in: text, at: range.lowerBound, from: before.lowerBound)
    case "未来": return follows(Words.behindFuture)
    default: return false
    }
  }

  /// 中央预算内投资计划, 总体规划; 根据规划, 落实…规划: a paper by what it is called or what is done with it.
  private func isPaper(_ range: Range<Int>) -> Bool {
    let text = sentence.text
    if Words.planned.stands(in: text, at: range.upperBound, end: sentence.range.upperBound) { return false }
    if Words.papers.ends(in: text, at: range.lowerBound, from: max(sentence.range.lowerBound, range.lowerBound - 6)) {
      return true
    }
    let clause = sentence.clause(at: range.lowerBound)
    return Words.handling.occurs(in: text, clause.lowerBound..<range.lowerBound)
  }

  /// 实施青年创业促进计划，: the name of a programme under way; 创投计划累计参股: a programme as subject.
  private func isProgramme(_ range: Range<Int>) -> Bool {
    let before = max(sentence.range.lowerBound, range.lowerBound - 16)..<range.lowerBound
    let behind = range.upperBound..<sentence.range.upperBound
    for word in ["累计", "已", "共", "支持的"]
    where sentence.text.has(word, at: behind.lowerBound, end: behind.upperBound) {
      return true
    }
    // “小巨人”计划支持企业13项
    if sentence.text.has("”", at: range.lowerBound - 1, end: range.lowerBound) { return true }
    guard
      behind.isEmpty
        || [Scalar.comma, Scalar.semicolon, Scalar.closeQuote].contains(sentence.text.scalars[behind.lowerBound])
    else { return false }
    return ["实施", "启动", "开展", "推进", "组织", "落实", "执行"].contains {
      guard let verb = sentence.last($0, in: before) else { return false }
      return !sentence.contains("，", in: verb..<range.lowerBound)
    }
  }

  /// The words around a word of plans that tell what it is.
  private enum Words {
    static let intended = WordList(["上市", "挂牌", "任", "IPO"])
    static let lists = WordList(["名录", "名单", "目录", "清单"])
    /// What 将 announces: verbs, and words that stand before one.
    static let futureVerbs = WordList([
      "继续", "进一步", "积极", "努力", "提高", "提升", "扩大", "增加", "降低", "下调", "上调", "延长", "全面", "逐步", "陆续", "适时", "尽快", "根据", "通过",
      "充分", "着力", "大力",
      "惠及", "于", "从20", "由", "每年", "持续", "力争", "争取", "不断", "再", "分批", "陆续", "加快", "加大", "深入", "会同", "严格", "认真", "切实",
    ])
    /// The beginnings of verbs that 将 announces, with which a noun may begin as well.
    static let futureHeads = WordList([
      "达", "在", "为", "新", "进", "继", "安", "发", "投", "设", "实", "推", "组", "筹", "出", "争", "按", "持", "突", "超", "对", "加", "力",
      "深", "开",
      "研", "会", "积", "努", "以", "启", "完",
    ])
    static let raisings = WordList(["提高", "提升", "扩大", "增加", "降低", "延长", "发展", "建设"])
    /// What makes the object of 将 into something.
    static let namings = WordList([
      "确定为", "规划为", "列为", "列入", "纳入", "作为", "认定为", "明确为", "选为", "设为", "定为", "评为", "确立为", "划为", "转为", "改为", "扩大到", "扩大至",
      "提高到",
      "提高至", "调整为",
    ])
    /// What is done with an amount that 将 puts first.
    static let disposals = WordList([
      "直达", "用于", "拨付", "下达", "分配", "转", "投入", "注入", "统筹", "全部", "直接", "划转", "整合", "安排", "补助", "发放", "拨至", "拨到", "返还",
      "注资",
    ])
    /// Times that 争取到 strives for.
    static let times = WordList(["年", "明年", "今年", "本", "期末", "十", "20", "月"])
    /// Words by which 争取 has come to something.
    static let achieved = WordList([
      "已", "累计", "先后", "成功", "通过努力", "以来", "获得", "经多方", "通过多方", "通过各方", "多方努力", "各方努力", "共同努力",
    ])
    static let together = WordList(["共", "共计", "总共", "向上"])
    /// What 争取 strives for.
    static let aims = WordList([
      "实现", "达", "在", "年", "全", "新", "将", "使", "成", "完", "突", "今", "20", "用", "更", "让", "把", "尽", "早",
    ])
    /// What shows that 目标 is something that has been reached or is measured by.
    static let behindAim = WordList([
      "后", "价格", "考核", "客户", "要求", "完成", "群体", "收入", "不动产", "产量", "市场", "人群", "地区", "企业", "区域", "超", "责任",
    ])
    /// Tasks and aims that are spoken of, and verbs that have reached one.
    static let beforeAim = WordList(["重大", "首要", "中心", "政治", "艰巨", "硬", "考核", "为", "对", "一项"])
    static let reaching = WordList(["实现", "达到", "达成"])
    static let reached = WordList([
      "完成", "落实", "作为", "超额", "争取", "承担", "明确了", "提前实现", "如期", "圆满", "围绕", "聚焦", "紧扣", "对照",
    ])
    /// What shows that 计划 is a thing.
    static let behindPlan = WordList([
      "单列", "有", "产品", "”", "规模", "管理人", "共", "渠道", "任务", "指标", "等", "》", "纲要", "编制", "下达", "企业",
    ])
    static let plans = WordList(["信贷", "集合", "年金", "资产管理", "资管", "信托", "保险", "债权", "股权投资"])
    /// Kinds of papers.
    static let papers = WordList([
      "投资", "资金", "年度", "研发", "资助", "行动", "总体", "概念性", "专项", "发展", "扶持", "培育", "补助", "支出", "预算", "用款", "详细", "控制性",
      "空间", "产业", "五”", "倍增",
      "攻坚", "引导", "火炬", "星火", "采购", "三年", "实施", "供地", "出让", "贷款",
    ])
    /// What is done with a paper.
    static let handling = WordList([
      "根据", "按照", "依据", "落实", "完成", "编制", "制定", "印发", "列入", "纳入", "下达", "遵循", "结合", "执行", "超额",
    ])
    /// What 计划 plans, although the name of a paper may stand before it.
    static let planned = WordList([
      "投资", "总投资", "新建", "新增", "建设", "安排", "发放", "实施", "完成", "筹集", "募集", "到", "于", "在", "用", "引进", "改造", "组织", "开展",
      "投放", "投入", "建成", "总",
      "再", "今", "明", "20", "年",
    ])
    static let ventures = WordList(["投入", "总投资", "安排资金", "筹集"])
    /// What shows that it has been done.
    static let done = WordList(["了", "建成"])
    /// What is considered doing.
    static let considered = WordList([
      "设立", "安排", "建立", "出台", "增加", "给予", "将", "在", "推出", "启动", "新增", "扩大", "提高", "从", "研究", "适时", "降低", "延长", "下调",
      "上调", "逐步",
      "再", "由",
    ])
    static let beforeEffort = WordList(["通过", "多年", "几年", "数年", "年的", "经过", "共同", "多方", "不懈", "积极", "不断", "的"])
    /// What 未来 belongs to.
    static let behindFuture = WordList(["经营", "收益", "产业", "现金", "收入", "科学城", "网络", "应收", "发展"])
  }
}
