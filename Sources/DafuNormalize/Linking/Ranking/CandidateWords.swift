/// Words around a name that say what it does there.
enum CandidateWords {
  static let means = WordList(["通过", "利用", "依托", "运用", "以", "凭", "借助", "采用", "采取", "使用", "基于", "根据", "依据", "按照", "按"])
  static let purpose = WordList([
    "用于", "支持", "服务", "对接", "撬动", "带动", "引导", "推动", "促进", "申请", "获得", "开展", "办理", "提供", "给予",
  ])
  static let launch = WordList([
    "推出", "设立", "建立", "开发", "创新", "发行", "开办", "出台", "实施", "落地", "组建", "成立", "推行", "探索", "试点", "打造", "上线", "安排",
  ])
  static let except = WordList(["除", "不含", "扣除", "剔除", "区别于", "替代", "代替"])
  static let relation = WordList(["对", "为", "给", "向", "由", "在", "将", "把", "与", "含", "包括"])
  static let doing = WordList(["发放", "投放", "新增", "累计", "其中", "全省", "全市", "全区", "全国"])
  static let heads = WordList([
    "余额", "规模", "总额", "额度", "金额", "总规模", "资金规模", "利率", "费率", "期限", "保费", "赔付", "笔数", "户数", "数量", "单户", "最高", "覆盖",
  ])
  static let verbs = WordList([
    "发放", "投放", "放款", "累计", "已", "共", "支持", "惠及", "服务", "覆盖", "为", "新增", "增长", "同比", "较", "达", "实现", "完成", "提供", "带动",
    "撬动", "吸引", "投资", "承保", "赔付", "发行", "由", "实行", "执行", "采取", "可", "将", "不", "从", "按", "自", "在", "于", "均", "占",
  ])
  static let business = WordList([
    "业务", "产品", "试点", "工作", "政策", "方面", "领域", "模式", "机制", "制度", "体系", "服务", "工程", "计划", "方案", "办法", "条件",
  ])
  static let bodies = WordList([
    "公司", "机构", "银行", "管理", "中心", "平台", "企业", "单位", "部门", "集团", "市场", "客户", "对象", "主体", "户", "人", "方", "项目",
  ])
  private static let anaphora = ["该", "上述", "此项", "这一", "这项", "其余", "前述", "两项", "此类"]
  /// Words that tell which kind of thing a passage speaks of.
  private static let echoes: [(kind: InstrumentKind, words: [String])] = [
    (.fund, ["基金", "子基金", "母基金", "参股", "直投", "投资项目", "返投", "认缴", "退出"]),
    (.pool, ["资金池", "补偿资金", "补偿金", "代偿", "风险补偿", "资金"]),
    (.loan, ["贷款", "信贷", "放款", "授信", "放贷", "贷", "续贷", "借款", "利率", "不良"]),
    (.relending, ["再贷款", "再贴现", "工具", "优惠利率"]),
    (.insurance, ["保险", "承保", "参保", "投保", "保费", "赔付", "理赔", "赔款", "保额", "险种", "报销", "出险", "风险保障"]),
    (.guarantee, ["担保", "在保", "代偿", "增信", "保费"]),
    (.bond, ["债券", "发行", "债", "募集", "票面"]),
    (.market, ["上市", "挂牌", "首发", "募资", "过会", "辅导"]),
    (.tax, ["税", "退税", "减免", "抵扣", "扣除"]),
    (.subsidy, ["补贴", "补助", "奖补", "贴息", "返还", "兑付"]),
    (.providentFund, ["公积金", "缴存", "提取"]),
    (.transaction, ["交易", "成交", "结算", "流转", "转让"]),
    (.account, ["账户", "钱包", "开户"]),
  ]
  static let interest = WordList(["贴息", "补贴", "奖补", "补偿", "风险补偿", "利息", "补助", "担保", "保证", "资金", "基金", "合同", "申请", "需求"])
  /// Closing nouns that a document uses alone once it has named the thing.
  static let bareHeads = WordList(InstrumentScanner.shortForms + ["专项债券"])

  /// The words that point back and those that tell of kinds, in one matcher.
  static let telling = PatternMatcher(patterns: tellingWords)
  /// What each of them tells.
  static let told: [(kinds: InstrumentKinds, isAnaphoric: Bool)] = tellingWords.map { word in
    var kinds: InstrumentKinds = []
    for echo in echoes where echo.words.contains(word) { kinds = kinds.union([echo.kind]) }
    return (kinds, anaphora.contains(word))
  }
  private static let tellingWords = anaphora + echoes.flatMap(\.words)
}
