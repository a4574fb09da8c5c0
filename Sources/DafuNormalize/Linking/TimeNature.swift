import DafuModel

/// What the words beside a figure say about its behaviour in time: verbs of doing make flows, nouns of holding make
/// stocks, and what a rule sets holds at a date.
extension PeriodRule {
  /// Verbs that say that something was done with, for or by what is counted.
  private static let doing = PatternMatcher(patterns: [
    "服务", "惠及", "支持", "帮助", "扶持", "带动", "发放", "办理", "培训", "组织", "走访", "对接", "提供", "受益", "投保", "参加", "参会", "举办", "签订",
    "促成", "新增", "授信", "过桥", "转贷", "取消", "首发上市", "成功上市", "并购", "达成", "参与", "赔付", "累放", "放款", "接受", "支付", "触发", "落地",
    "投放", "登记", "成交", "已投", "开工", "改造", "完成", "获得", "涉及", "推荐", "投资", "发行", "承保", "覆盖", "出质", "签发", "吸引", "引导",
    "享受", "查实", "查处", "提取", "兑付", "签约", "资助", "申请", "受惠", "参保", "返还", "创建", "推送", "修建", "实施", "整改", "约谈", "抵押", "救助",
    "清理", "退出", "奖励", "补助", "办结", "帮扶", "招聘", "招收", "发现", "接待", "化解", "追回", "立案", "检查", "处罚", "建设了", "检测", "退还", "减免",
    "补贴", "受理", "配租", "选派", "推动", "收到", "接到", "解决", "处理", "征集", "制定", "新建", "派出", "组建", "培育", "评选", "认定", "下达", "审核",
    "发布",
    "安装", "产量", "发电量", "出栏", "销量", "客流", "吞吐量", "减排", "铺设", "维修", "硬化", "搬迁", "安置", "引进", "建立", "审批", "修复",
  ])

  /// Acts that make a flow even of what is otherwise counted as a stock (机构, 产品, 地区).
  private static let acts = PatternMatcher(patterns: [
    "惠及", "受益", "受惠", "取消", "约谈", "清理退出", "补助机构", "奖励", "支持", "整改", "查处", "新设", "上市挂牌", "拨付", "建成", "新建", "改建", "改扩建",
    "修缮", "配备", "安装", "发现", "服务", "首发上市",
    "完成",
  ])

  /// Nouns of what is held, owed or in force on a date.
  private static let holding = PatternMatcher(patterns: [
    "余额", "存量", "结余", "结存", "在售", "在建", "实有", "持仓量", "保有量", "面值", "持仓", "存续", "总资产", "净资产", "注册资本", "实收资本", "在保", "滚存",
    "市值", "账面", "资金总量", "库存", "在贷",
    "托管余额", "托管规模", "托管面值", "未偿", "在册", "有效保单", "有效期内", "户数", "家数", "现有", "拥有", "保有", "存栏", "占地", "建筑面积", "校舍面积", "全长",
    "总长",
    "参保人数", "总人数", "人口", "从业人员", "总数达", "库容",
  ])

  /// Nouns of what comes in and goes out.
  private static let flowing = PatternMatcher(patterns: [
    "当期结余", "本期结余", "当年结余", "收入", "支出", "缺口", "投放", "发放", "回收", "盘活", "累放", "决策", "投决", "募资", "募集资金", "典当总额", "带动",
    "撬动",
    "名义本金",
  ])

  /// Rates of a stretch.
  private static let stretchRates = PatternMatcher(patterns: [
    "赔付率", "履约率", "投资收益率", "年化收益率", "换手率", "支出进度", "执行率", "安置比例", "投入强度", "执行进度", "满意率", "办结率", "兑现率",
  ])

  /// What a rule, a tariff or a standard sets.
  private static let tariff = PatternMatcher(patterns: [
    "缴费标准", "补助标准", "补贴标准", "收费标准", "支付标准", "筹资标准", "保障标准", "奖励标准", "标准为", "标准由", "标准从", "单价", "起付线", "免赔额", "封顶线",
    "税率", "门槛", "每人每年", "每人每月", "每人每天", "每单", "每天", "每月", "每平方米", "每吨", "每公里", "每斤",
    "每公斤", "每度", "每立方米", "每人次", "赔付比例", "缴费比例", "报销比例", "支付比例", "自缴", "上限由", "额度由", "额度为", "一次性奖励", "一次性补助", "一次性补贴",
    "一次性给予",
  ])

  /// Words behind a figure that make it a tariff: 500元的标准, 60%的比例返还.
  private static let tariffBehind = WordList([
    "的标准", "标准", "的比例", "的一次性奖励", "的一次性补助", "的一次性补贴", "的一次性奖补", "一次性奖励", "/人", "/吨", "/亩", "/平方米", "/户", "/年", "/月",
    "/头", "/天",
  ])

  private func finds(_ words: PatternMatcher, in window: Range<Int>) -> Bool {
    words.occurs(in: sentence.text.scalars, window)
  }

  /// The words of the clause that are the figure's own: from the figure before it on.
  func ownWords(_ figure: Figure) -> Range<Int> {
    let clause = sentence.clause(at: figure.core.lowerBound)
    let previous = sentence.figures.last { $0.core.upperBound <= figure.core.lowerBound }?.core.upperBound
    return max(clause.lowerBound, previous ?? clause.lowerBound)..<figure.core.lowerBound
  }

  /// A verb of doing before the figure in its clause, or behind it before the next figure.
  func isDone(_ figure: Figure) -> Bool {
    let clause = sentence.clause(at: figure.core.lowerBound)
    let next = sentence.figures.first { $0.core.lowerBound >= figure.core.upperBound }?.core.lowerBound
    let end = min(clause.upperBound, next ?? clause.upperBound, figure.core.upperBound + 10)
    return finds(PeriodRule.doing, in: clause.lowerBound..<end)
  }

  /// A verb in the figure's own words that counts occasions of an act even where the noun is one of a stock.
  func isActedUpon(_ figure: Figure) -> Bool { finds(PeriodRule.acts, in: ownWords(figure)) }

  func isHeld(_ figure: Figure) -> Bool {
    finds(PeriodRule.holding, in: ownWords(figure)) && !finds(PeriodRule.flowing, in: ownWords(figure))
  }

  /// 在册企业412户, 有效保单3万件: what stands in a register is of a date, whatever else is said.
  func isRegistered(_ figure: Figure) -> Bool {
    figure.unitClass == .count && says(["在册", "有效"], in: ownWords(figure)) && isHeld(figure)
  }

  /// 生猪存栏26万头; 全省共有“小巨人”企业74户: how many there are, unless the clause tells what was done with them.
  func isCountOfDate(_ figure: Figure) -> Bool {
    guard figure.unitClass == .count else { return false }
    let own = ownWords(figure)
    if says(["存栏"], in: own) { return true }
    let clause = sentence.clause(at: figure.core.lowerBound)
    return says(["共有", "拥有"], in: own) && !finds(PeriodRule.doing, in: clause) && !finds(PeriodRule.acts, in: clause)
      && !finds(PeriodRule.flowing, in: clause)
  }

  func isFlowing(_ figure: Figure) -> Bool { finds(PeriodRule.flowing, in: ownWords(figure)) }

  func isStretchRate(_ figure: Figure) -> Bool { finds(PeriodRule.stretchRates, in: ownWords(figure)) }

  /// 按每名职工500元的标准, 免赔额由1.5万元降至1.2万元, 按融资额的2%给予奖励: what a rule sets.
  func isTariff(_ figure: Figure) -> Bool {
    switch figure.unitClass {
    case .money, .percent, .percentagePoint, .basisPoint, .times: break
    default: return false
    }
    let clause = sentence.clause(at: figure.core.lowerBound)
    let behind = figure.range.upperBound
    if PeriodRule.tariffBehind.stands(in: sentence.text, at: behind, end: sentence.range.upperBound) { return true }
    if figure.unitClass != .money {
      let before = max(clause.lowerBound, figure.core.lowerBound - 20)..<figure.core.lowerBound
      guard let since = sentence.last("按", in: before) else { return false }
      let verbs = ["给予", "收取", "奖励", "补助", "补贴", "返还", "征收", "计提", "缴纳", "比例", "标准", "税率"]
      return verbs.contains { sentence.contains($0, in: since..<min(clause.upperBound, behind + 10)) }
    }
    return finds(PeriodRule.tariff, in: clause.lowerBound..<figure.core.lowerBound)
      && !says(["累计", "共", "已", "兑付", "拨付"], in: clause.lowerBound..<figure.core.lowerBound)
  }

  /// 到2025年，…达到450家: a target of a date, unless it grows within the year.
  func isTargetOfDate(_ figure: Figure, _ mention: PeriodMention) -> Bool {
    let text = sentence.text
    guard mention.range.lowerBound > sentence.range.lowerBound, text.scalars[mention.range.lowerBound - 1] == 0x5230,
      mention.range.upperBound <= figure.core.lowerBound,
      figure.unitClass == .count || figure.unitClass == .physical || figure.unitClass == .money
    else { return false }
    let between = mention.range.upperBound..<figure.core.lowerBound
    return says(["达到", "超过", "达", "建成", "突破", "提高到", "增加到"], in: between)
      && !says(["新增", "每年", "年均", "累计", "全年", "年度", "发放", "投放"], in: between)
  }

  /// The level whose type a figure shares: what 其中 takes a part of, or the item before it in a list without words
  /// between (63个、1.92亿元).
  func whole(of figure: Figure, earlier: [Reading]) -> Reading? {
    guard let before = earlier.last else { return nil }
    let kinds: UnitClasses = [.money, .count, .physical]
    guard kinds.contains(figure.unitClass) else { return nil }
    let gap = before.figure.range.upperBound..<figure.range.lowerBound
    if gap.count <= 2, before.measure == .level, kinds.contains(before.figure.unitClass),
      Separators.kind(sentence.text, gap) == .list
    {
      return before
    }
    guard
      let part = sentence.cues.last(where: {
        $0.cue == .part && $0.range.upperBound <= figure.core.lowerBound
          && sentence.text.scalars[$0.range.lowerBound] == 0x5176  // 其中
      }),
      let whole = earlier.last(where: {
        $0.figure.core.upperBound <= part.range.lowerBound && $0.isLevel && $0.measure == .level
          && $0.figure.unitClass == figure.unitClass
      })
    else { return nil }
    let between = part.range.upperBound..<figure.core.lowerBound
    let hasOwnTime = sentence.periods.contains { between.contains($0.range.lowerBound) && !$0.isComparisonBase }
    let isFar = sentence.contains("；", in: between)
    return hasOwnTime || isFar || isHeld(figure) || isFlowing(figure) ? nil : whole
  }
}

extension Sentence {
  /// Where the last occurrence of a word in a range begins.
  func last(_ word: String, in window: Range<Int>) -> Int? {
    text.lastPlace(of: word, in: window)
  }
}
