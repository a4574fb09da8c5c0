/// The words around what a figure counts or describes.
enum SubjectWords {
  /// Characters that end a short noun phrase: verbs and function words.
  static let stops: Set<UInt32> = Set(
    "的了和及与为对向将在由从是已共其该此有至到达等提获发开完实，、。；（“”合累占分均各把按凭仅".unicodeScalars.map(\.value))

  /// Words that are parts of nouns although one of their characters ends a phrase elsewhere.
  static let compounds = WordList([
    "合作", "合伙", "合资", "合格", "合同", "分支", "分行", "分公司", "分中心", "分局", "发电", "发展", "发明", "发行", "发债", "实体", "实验", "实训", "实习",
    "实施", "实名",
    "意向", "定向", "对口", "对象", "对接", "对外", "在校", "在职", "在建", "在孵", "在保", "在册", "在库", "在营", "在岗", "提名", "等级", "达标", "获批",
    "获奖", "获贷", "完全",
    "开发", "共享", "共同", "公共", "自主", "自治", "自然", "自营", "自贸", "国有", "所有", "专有", "行为", "从业", "均衡", "占地", "累计", "其他", "有限",
    "有机", "有色", "有效",
    "有条件", "有意", "有需求", "提升", "提质", "研发", "开户", "仅有", "按揭", "融合", "该院", "各类", "各级", "各地", "到期", "至少", "已婚", "已建", "已上市",
    "已投",
  ])

  /// What is averaged without being described by it.
  static let series = WordList(["水平", "工资", "增幅", "增速", "值", "涨幅", "线"])

  /// Whether a character that is no ideograph may stand in a phrase: letters, quotation marks, marks of a list.
  static func isOfPhrase(_ scalar: UInt32) -> Bool {
    Scalar.isLetter(scalar) || scalar == Scalar.enumeration || scalar == Scalar.openQuote || scalar == Scalar.closeQuote
      || scalar == Scalar.comma || scalar == 0xB7 || scalar == 0x2B || (0x2160...0x217F).contains(scalar)
  }

  /// Verbs that follow what is counted, of which the second character is a function word elsewhere.
  static let halvedVerbs = WordList([
    "参与", "累计", "分别", "新发", "合计", "据此", "由此", "参加", "均已", "利用", "用于", "印发", "下发", "签发",
    "下达", "列为", "作为", "评为", "召开", "展开", "涉及", "首发",
    "共同", "促进", "达到", "得到", "收到", "受到", "给予", "提到",
  ])

  /// Verbs that follow what is counted.
  static let verbs = WordList([
    "支持", "服务", "启动", "承担", "参与", "开展", "提供", "推出", "组成", "办理", "上线", "落地", "进入", "入驻", "建立", "设立", "使用", "享受", "纳入",
    "取消",
    "推迟", "实现", "作出", "推广", "通过", "成功", "申请", "联合", "正在", "正常", "成立", "投入", "运行", "受理", "被评", "入选", "入围", "牵头", "增加",
    "减少",
    "达成", "解决", "缓解", "落实", "出资", "渡过", "覆盖", "接入", "建成", "签订", "签署", "处于", "拥有", "登陆", "经营", "修订", "领到", "缴纳", "购买",
    "补充", "进行", "属于", "召开", "作为", "列为", "评为", "评选", "入库", "挂牌", "获评",
  ])

  /// What is left of the figure before.
  static let units: Set<[UInt32]> = Set(["万元", "亿元", "元", "户", "栋", "个", "家", "公里", "万亩", "亩", "人"].map(\.folded))

  /// Words of an increment of a flow.
  static let increments = WordList(["多增", "少增"])

  /// Words that count or date what is counted.
  static let counters: [[UInt32]] = [
    "累计", "其中", "共有", "现有", "已经有", "已有", "先后", "新增", "全省", "全市", "全区", "我省", "我市", "目前", "截至", "已",
  ].map(\.folded)

  /// What is left of words without those at their ends that lead to something or from it to its figure; without a verb that
  /// says how the figure came about (提高到), or with it.
  static func bare(_ all: ArraySlice<UInt32>, keepsVerb: Bool = false) -> ArraySlice<UInt32> {
    var words = all
    while let length = openers.length(atBeginningOf: words) { words.removeFirst(length) }
    while let length = closers.length(atEndOf: words) ?? (keepsVerb ? nil : arrivals.length(atEndOf: words)) {
      words.removeLast(length)
    }
    while let length = openers.length(atBeginningOf: words) { words.removeFirst(length) }
    return words
  }

  /// Words that stand at the ends of a phrase and do not belong to it, but for words that only begin or end as they do.
  private struct Ends: Sendable {
    let words: [[UInt32]]
    let exceptions: [[UInt32]]
    let scalars: ScalarFilter

    init(_ words: [String], unless exceptions: [String], tails: Bool) {
      // 与此同时, not 与: the longest counts.
      self.words = words.map(\.folded).sorted { $0.count > $1.count }
      self.exceptions = exceptions.map(\.folded)
      scalars = ScalarFilter(self.words.compactMap { tails ? $0.last : $0.first })
    }

    func length(atBeginningOf phrase: ArraySlice<UInt32>) -> Int? {
      guard let first = phrase.first, scalars.mayHold(first) else { return nil }
      if exceptions.contains(where: { phrase.starts(with: $0) }) { return nil }
      return words.first { phrase.starts(with: $0) }?.count
    }

    func length(atEndOf phrase: ArraySlice<UInt32>) -> Int? {
      guard let last = phrase.last, scalars.mayHold(last) else { return nil }
      if exceptions.contains(where: { phrase.suffix($0.count).elementsEqual($0) }) { return nil }
      return words.first { phrase.suffix($0.count).elementsEqual($0) }?.count
    }
  }

  /// Words that lead to what is described.
  private static let openers = Ends(
    [
      "其中", "由", "对于", "在于", "和", "及", "以及", "另", "、", "，", "给予", "的", "按", "共", "累计", "合计", "仅", "均", "则", "将", "而",
      "即", "与",
      "主要是", "可解决", "实现", "一是", "二是", "三是", "加上", "正在推进", "还剩", "拟给予", "已建成", "已将", "我厅", "我局", "我委", "我部", "我市", "我县",
      "我省", "我区", "我州", "至少", "而不是", "近期", "近年来",
      "目前", "同比", "同期", "并", "同时", "与此同时", "另有", "另外", "其余", "包括", "为", "是", "筹措",
      "下达", "度", "共计", "含", "涉及", "建成", "设立", "惠及", "承办", "获得", "撬动", "拉动", "认定", "收到", "达成", "拥有", "成立", "新建", "举办",
      "引进", "设有", "建有", "共有", "现有", "已有", "配备", "核准", "批准", "创建", "增设", "吸引", "选派", "派出", "组建", "打造", "完成", "计划投入",
      "先后",
      "推出", "亿元", "万元", "已经有", "已经", "对首批", "首批",
    ],
    unless: [
      "按揭", "按期", "并购", "并网", "并表", "共享", "共同", "共建", "共有产权", "和谐", "和美", "由于", "均衡", "为农", "为民", "另类", "将军", "度假",
      "与会", "即期", "即征即退", "建成区", "完成率", "共有产权", "创建率", "涉及面", "惠及面",
    ], tails: false)

  /// Words that lead from what is described to its figure.
  private static let closers = Ends(
    [
      "给予", "补贴", "补助", "不超过", "最高", "最长", "分别", "达到", "金额", "余额", "共", "计", "约", "为", "达", "超", "逾", "的", "，", "、",
      "：", "有", "占",
      "可达", "高达", "仅", "是", "则", "更", "可", "将", "已", "均", "各", "累", "累计", "合计", "总计", "共计", "同比", "环比", "就", "至少", "也",
      "还", "第",
      "按", "由", "从", "至", "到",
    ],
    unless: [
      "国有", "自有", "私有", "公有", "共有", "持有", "所有", "设计", "审计", "统计", "会计", "行为", "节约", "签约", "履约", "违约", "预约", "合约", "许可",
      "认可", "公共", "发达",
      "自由", "理由", "保费补贴", "财政补贴", "贷款补贴", "降至", "降到", "升至", "增至", "增加到", "增加至", "提高至", "提高到", "提升至", "提升到", "下调至",
      "下调到", "上调至",
      "调至", "放宽至", "放宽到", "扩大到", "扩大至", "延长至", "延长到", "缩短至", "缩短到", "压缩至", "压缩到", "达到", "减少到", "减少至", "上升到", "下降到",
    ], tails: true)

  /// Verbs that say to what a figure rose or fell.
  private static let arrivals = Ends(
    [
      "降至", "降到", "升至", "增至", "增加到", "增加至", "提高至", "提高到", "提升至", "提升到", "下调至", "下调到", "上调至", "调至", "放宽至", "放宽到", "扩大到",
      "扩大至",
      "延长至", "延长到", "缩短至", "缩短到", "压缩至", "压缩到", "控制在", "达到", "减少到", "减少至", "上升到", "下降到",
    ], unless: [], tails: true)
}
