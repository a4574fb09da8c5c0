/// The productive shapes of instrument names: a core noun that closes the name, and what may stand before it.
enum InstrumentShapes {
  /// Core nouns that make an instrument of a modifier (文旅产业 + 贷款), with the kind they make; longer ones first.
  static let cores: [(word: [UInt32], kind: InstrumentKind)] = [
    ("资产支持专项计划", InstrumentKind.bond), ("资产支持证券", .bond), ("资产支持票据", .bond), ("抵押贷款支持证券", .bond), ("资产证券化", .bond),
    ("证券化产品", .bond), ("债务融资工具", .bond), ("收益凭证", .bond), ("贷款保证保险", .insurance), ("履约保证保险", .insurance),
    ("保证保险", .insurance), ("责任保险", .insurance), ("再贷款", .relending), ("再贴现", .relending), ("支持工具", .relending),
    ("小额信贷", .loan), ("质押融资", .loan), ("抵押融资", .loan), ("融资租赁", .loan), ("供应链融资", .loan), ("合同融资", .loan),
    ("订单融资", .loan), ("提单融资", .loan), ("产业链融资", .loan), ("线上融资", .loan),
    ("保单融资", .loan), ("贷款", .loan),
    ("信贷", .loan), ("信贷通", .loan), ("债券", .bond), ("票据", .bond), ("私募债", .bond), ("私募债券", .bond), ("公司债", .bond),
    ("公司债券", .bond),
    ("企业债", .bond), ("企业债券", .bond), ("金融债", .bond), ("金融债券", .bond),
    ("专项债", .bond), ("专项债券", .bond), ("科创债", .bond), ("科创债券", .bond), ("绿色债", .bond), ("绿色债券", .bond), ("信用债", .bond),
    ("信用债券", .bond), ("可转债", .bond), ("可转债券", .bond), ("美元债", .bond), ("美元债券", .bond),
    ("境外债", .bond), ("境外债券", .bond), ("创新债", .bond), ("创新债券", .bond), ("中和债", .bond), ("中和债券", .bond), ("振兴债", .bond),
    ("振兴债券", .bond), ("双创债", .bond), ("双创债券", .bond), ("保险", .insurance), ("保单", .insurance),
    ("责任险", .insurance), ("价格险", .insurance), ("收入险", .insurance), ("成本险", .insurance), ("指数险", .insurance),
    ("意外险", .insurance), ("健康险", .insurance), ("信用险", .insurance), ("保证险", .insurance), ("财产险", .insurance),
    ("养殖险", .insurance), ("种植险", .insurance), ("引导基金", .fund), ("投资基金", .fund), ("母基金", .fund), ("子基金", .fund),
    ("专项基金", .fund), ("基金", .fund), ("风险补偿资金池", .pool), ("风险基金", .pool), ("风险池", .pool), ("风险补偿池", .pool),
    ("补偿基金", .pool), ("风险资金池", .pool), ("资金池", .pool), ("风险补偿资金", .pool),
    ("风险补偿金", .pool), ("风险补偿基金", .pool), ("周转资金", .pool), ("周转金", .pool), ("过桥资金", .pool), ("融资担保", .guarantee),
    ("信贷担保", .guarantee), ("再担保", .guarantee), ("担保", .guarantee), ("专项资金", .subsidy), ("补助资金", .subsidy),
    ("奖补资金", .subsidy),
    ("奖励资金", .subsidy), ("扶持资金", .subsidy), ("贴息资金", .subsidy), ("引导资金", .subsidy), ("投资引导资金", .fund),
    ("发展资金", .subsidy),
    ("补贴资金", .subsidy), ("救助资金", .subsidy), ("留抵退税", .tax),
    ("保险＋期货", .insurance), ("保险+期货", .insurance),
    ("理财产品", .deposit), ("存款", .deposit), ("储蓄", .deposit), ("存单", .deposit), ("养老金", .account), ("年金", .account),
    ("不动产投资信托基金", .fund), ("REITs", .fund), ("贸易账户", .account), ("碳排放权", .transaction), ("配额", .transaction),
    ("信托", .fund), ("期权", .transaction), ("期货", .transaction), ("资产管理计划", .fund), ("资管计划", .fund),
    ("信托计划", .fund), ("贷款支持计划", .relending), ("融资支持计划", .relending), ("支持资金", .subsidy), ("周转资金池", .pool),
    ("风险补偿金池", .pool),
    ("互助资金", .pool), ("债权投资计划", .fund), ("产业债", .bond), ("补偿资金池", .pool),
    ("补偿资金", .pool), ("风险分担资金池", .pool), ("风险分担资金", .pool), ("风险分担基金", .pool), ("风险分担池", .pool),
    ("风险准备金", .pool), ("互助金", .pool), ("纾困资金", .pool), ("定向债券", .bond), ("共保体", .insurance), ("消费券", .other),
    ("信用证", .loan), ("福费廷", .loan), ("养老储蓄", .deposit),
    ("补助金", .subsidy), ("救助金", .subsidy), ("代偿补偿资金", .pool), ("代偿补偿金", .pool), ("代偿补偿", .pool), ("专项借款", .loan),
    ("创投计划", .fund), ("投资计划", .fund), ("担保计划", .guarantee), ("补贴", .subsidy), ("补助", .subsidy),
    ("贴息", .subsidy), ("奖补", .subsidy), ("津贴", .subsidy),
  ].map { ($0.0.folded, $0.1) }.sorted { $0.0.count > $1.0.count }

  /// The longest core noun that a name ends with.
  static func core(endingIn name: String) -> (word: [UInt32], kind: InstrumentKind)? {
    let scalars = name.unicodeScalars.map(\.value)
    guard let last = scalars.last else { return nil }
    return cores.first { $0.word.last == last && scalars.ends(with: $0.word) }
  }

  /// What a lone 贷 at the end of a word makes when it is no coined name: verbs and set phrases.
  static let notCoined = WordList([
    "敢贷", "愿贷", "能贷", "不会贷", "贷会贷", "惧贷", "惜贷", "拒贷", "抽贷", "断贷", "压贷", "续贷", "转贷", "首贷", "放贷", "借贷", "信贷", "还贷", "骗贷",
    "可贷",
    "申贷", "获贷",
    "使用贷", "利用贷", "助贷", "小贷", "在贷", "未贷", "网贷", "房贷", "车贷", "想贷", "不贷", "难贷", "银团贷", "校园贷", "套路贷", "高利贷", "限贷", "停贷",
    "催贷",
    "追贷", "待贷",
    "扩贷", "增贷", "尽贷", "应贷", "快贷款", "贷后", "必贷", "已贷", "发贷", "新贷", "旧贷", "以贷", "投贷", "股贷", "倒贷",
    "后贷", "认贷", "实贷", "办贷", "承贷", "审贷", "个贷", "团贷", "审批贷", "先贷", "旁贷", "欠贷", "核贷", "批贷", "融贷", "查贷", "见贷", "管贷", "首付贷",
  ])

  /// The endings of coined product names in quotation marks: “沪科专贷”, “苏碳融”, “鲁担文旅贷”, “惠民保”.
  static let coinedEndings: [(word: [UInt32], kind: InstrumentKind)] = [
    ("贷", InstrumentKind.loan), ("贷款", .loan), ("信贷", .loan), ("融", .loan), ("融通", .loan), ("贷通", .loan), ("转贷", .loan),
    ("贴", .relending), ("再贷款", .relending), ("再贴现", .relending), ("保", .insurance), ("险", .insurance),
    ("保险", .insurance),
    ("担", .guarantee), ("担保", .guarantee), ("债", .bond), ("债券", .bond), ("票据", .bond), ("券", .bond),
    ("基金", .fund), ("资金池", .pool), ("补偿金", .pool), ("周转金", .pool), ("资金", .subsidy), ("专项计划", .bond),
    ("账户", .account), ("理财", .deposit), ("理财通", .transaction), ("债券通", .transaction), ("期货", .insurance),
    ("融资", .loan), ("碳汇", .transaction), ("惠融", .loan), ("易融", .loan), ("易达", .loan),
    ("快贷", .loan), ("增信", .guarantee), ("通", .loan),
    ("创投", .fund), ("授信", .loan), ("贷款码", .loan), ("融资码", .loan), ("金融码", .loan), ("宝", .loan), ("租", .loan),
    ("板", .market), ("票", .transaction),
  ].map { ($0.0.folded, $0.1) }

  /// Nouns behind a closing quotation mark that make an instrument of what is quoted.
  static let quotedHeads: [(word: [UInt32], kind: InstrumentKind)] = [
    ("系列贷款", InstrumentKind.loan), ("专项贷款", .loan), ("贷款", .loan), ("信贷产品", .loan), ("信贷", .loan), ("融资产品", .loan),
    ("专项再贷款", .relending), ("再贷款", .relending), ("再贴现", .relending), ("保险", .insurance), ("险种", .insurance),
    ("产品", .other), ("业务", .other),
    ("债券", .bond), ("票据", .bond), ("基金", .fund), ("专板", .market), ("担保", .guarantee), ("资金池", .pool),
    ("专项债券", .bond), ("专项基金", .fund), ("天使基金", .fund), ("产业基金", .fund), ("引导基金", .fund), ("母基金", .fund),
    ("投资基金", .fund), ("创投基金", .fund),
  ].map { ($0.0.folded, $0.1) }.sorted { $0.0.count > $1.0.count }

  /// Nouns behind a closing quotation mark that show a platform, a campaign or a document.
  static let notInstruments = WordList([
    "平台", "系统", "机制", "行动", "工程", "计划", "体系", "政策", "措施", "意见", "文章", "活动", "试点", "专区", "联盟", "中心", "改革",
    "清单", "名单", "联动", "APP", "小程序", "专线", "专班", "窗口", "服务站", "专属名片", "原则", "要求", "功能", "名片", "品牌", "格局", "规划", "战略",
  ])
}
