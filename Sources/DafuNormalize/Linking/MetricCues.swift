/// The words that name metrics. `|` stands between words of one meaning.
enum MetricCues {
  private static let money: UnitClasses = [.money]
  private static let rate: UnitClasses = [.percent]
  private static let term: UnitClasses = [.duration]

  static let all: [(words: String, cue: Cue)] = moneyNouns + moneyVerbs + rates + counts

  private static func noun(_ words: String, _ metric: String, _ units: UnitClasses = money) -> (String, Cue) {
    (words, .metric(metric, units, strength: 3))
  }

  private static func verb(_ words: String, _ metric: String, _ units: UnitClasses = money) -> (String, Cue) {
    (words, .metric(metric, units, strength: 2))
  }

  private static func weak(_ words: String, _ metric: String, _ units: UnitClasses = money) -> (String, Cue) {
    (words, .metric(metric, units, strength: 1))
  }

  private static let moneyNouns: [(String, Cue)] = [
    noun("贷款余额|信贷余额|融资余额|在贷余额|贷款本息余额|贷款存量|典当余额", "loan_balance"),
    noun("存款余额|储蓄余额|存款本金|存款规模", "deposit_balance"),
    noun("在保余额|担保余额|在保责任余额|担保责任余额|融资担保余额|在保金额|在保规模", "guarantee_balance"),
    noun("债券余额|存续规模|托管余额|债券存量|债务余额|托管面值|债券托管量", "bond_balance"),
    noun("授信额度|授信总额|授信金额|授信规模|意向授信|授信|用信额度|预授信", "credit_line"),
    noun("贷款额度|贷款金额|放贷金额|放款金额|贷款总额|贷款规模|投放金额|贷款本金|单户额度|单笔额度|贷款本息|放贷规模|贷款投放额|贷款发放额|典当总额", "loan_amount"),
    noun("发行规模|发行金额|发行额|发行总额|发债规模|发债金额|发行量|募集资金|票面金额|扩募规模|扩募", "issuance_amount"),
    noun("首发募资|首发募集资金|首发融资|首次公开发行募资|IPO融资|IPO募资|IPO募集资金|首发募资额|上市募资|首发", "ipo_proceeds"),
    noun("股权融资|再融资|定向增发|增发融资|股权融资额|定增|披露金额", "equity_financing"),
    noun("融资需求", "financing_demand"),
    noun("融资额|融资金额|融资总额|促成融资|获得融资|直接融资|融资规模|融资授信|跨境融资|融资对接|债权融资|对接金额|融资对接金额|绿色融资|意向融资", "financing_amount"),
    noun("质押登记金额|质押金额|质押登记额|质押融资登记金额|登记金额", "pledge_amount"),
    noun("总市值|市值", "market_value"),
    noun("基金规模|认缴规模|管理规模|认缴出资|认缴金额|基金总规模|子基金规模|在管规模|管理基金规模|目标规模|募集规模|备案规模|实缴规模|认缴总额|首期出资|实缴出资", "fund_size"),
    noun(
      "投资金额|投资额|完成投资|直投金额|股权投资|投资规模|直接投资|总投资|计划总投资|完成出资|投资总额|决策金额|投决金额|认购金额|社会资本|社会资本投入|社会投资|民间投资|民间资本|社会资本投资",
      "investment_amount"),
    noun(
      "成交额|成交金额|交易额|交易金额|交易规模|签约金额|成交总额|交易签约|收支规模|划转资金|收付金额|收付额|交易量|结算额|结算金额|销售额|流转金额|销售收入额|交易总额|签发金额|汇划金额|名义本金",
      "transaction_amount"),
    noun("合同金额|合同总额|合同额|技术合同成交额|签约总额|签约额|协议金额|贷款合同|借款合同|合同总金额", "contract_amount"),
    noun("风险保障|风险保障金额|保险金额|保额|保障金额|保险保障|保障额度|总保额|承保金额|保险责任金额|风险保额|保障额", "risk_coverage"),
    noun("保费|保费收入|保险费|保费规模|原保险保费收入|签单保费|缴费标准|筹资标准", "premium"),
    noun("赔款|赔付|理赔|赔款支出|赔付金额|赔付支出|理赔金额|支付赔款|赔款金额|预付赔款|支付标准|待遇标准", "claims"),
    noun(
      "担保额|担保金额|担保规模|担保总额|担保业务规模|再担保业务|再担保合作业务规模|再担保规模|担保业务|担保贷款金额|担保授信|再担保业务规模|再担保金额|担保发生额|担保额度|合作业务规模|再担保合作业务",
      "guarantee_amount"),
    noun(
      "补贴|补助|奖励|奖补|贴息|资助|奖补资金|补贴资金|贴息资金|补助资金|奖励资金|激励资金|消费券|扶持资金|补助金|奖金|以奖代补|贴费|保费补贴|扶持补助|支持资金|资助资金|补贴金额|贴息金额|奖励金额|补助标准|补贴标准|奖励标准",
      "subsidy_amount"),
    noun("代偿|代偿金额|风险补偿金额|补偿金额|代偿补偿|补偿款|代偿补偿资金|代偿资金|风险代偿", "compensation_amount"),
    noun(
      "资金池|风险补偿金|补偿资金池|周转金|风险基金|补偿基金|风险补偿资金|资金池规模|风险池|风险补偿基金|风险补偿资金池|应急资金|转贷资金|池规模|风险准备金|风险补偿金池|铺底资金|担保基金余额|补偿金余额",
      "pool_size"),
    noun(
      "专项资金|财政资金|财政投入|投入资金|安排资金|扶持资金总额|中央资金|省级资金|预算资金|预算内投资|财政性资金|中央财政资金|省级财政资金|市级财政资金|配套资金|衔接资金|经费|工作经费|财政预算|预算安排|预算|项目资金|库款|国库资金|投入标准|财政支出|上级资金|扶贫资金",
      "budget_amount"),
    noun(
      "减征|少缴|社会保险费|社保费|减税|退税|减免|免税|减税降费|税费|缓税|降费|退税减税|减免税|减免税额|留抵退税|缓缴|税收优惠|减税额|减免费用|减负|缓缴税费|减免税费|税收减免|减免税额|减免企业所得税|加计扣除额|扣除额|办理退税",
      "tax_relief"),
    noun("注册资本|注册资金|资本金|实收资本|注册资本金|注册资本总额|实缴资本", "registered_capital"),
    noun("再贷款额度|再贴现额度|专项额度|再贷款再贴现额度|再贷款再贴现专项额度|再贷款限额", "relending_quota"),
    noun(
      "节约成本|节约融资成本|节省|融资成本减少|减少利息|节约利息|节约|降低融资成本|降低成本|节约利息支出|减少利息支出|节省利息支出|降低利息支出|减轻|减免担保费|减免利息|减免手续费|减免租金|减免房租|减免相关费用|节约费用|节约财务费用|减少财务费用|节省利息|节省融资成本|让利|减少融资成本|减费让利",
      "cost_saving"),
    noun("不良贷款余额|不良余额", "npl_balance"),
    noun("社会融资规模|社融|社会融资规模增量|社会融资规模存量", "social_financing"),
    noun("资产总额|总资产|资产规模|资产总计", "total_assets"), noun("净利润|利润总额|利润", "net_profit"),
    noun("缴存额|归集|缴存|归集总额|归集额|新增缴存|缴存总额", "provident_fund_collection"),
    noun("跨境人民币实际收付|跨境人民币收付金额|人民币跨境收付|跨境人民币收付|跨境人民币结算|跨境人民币|跨境人民币收支|跨境人民币业务", "cross_border_rmb"),
    noun(
      "产值|营业收入|增加值|销售收入|生产总值|总产值|主营业务收入|营收|销售额收入|年收入|收入总额|进出口总额|GDP|工业总产值|地区生产总值|通行费收入|旅游收入|旅游综合收入|旅游总收入|经营收入|综合收入|业务收入|纯收入|均收入|可支配收入",
      "output_value"),
    noun("研发投入|研发经费|研发费用|R&D经费|研发支出|研究与试验发展经费|研发经费投入|研发费用投入|研发资金", "rd_spending"),
    noun("保险资金运用余额|归集余额|租赁资产|存量规模|运用余额|提取|预付资金|缴费|购买金额|回收本息|账面余额|清偿|清欠|偿还", "other"),
    noun("本外币贷款|各项贷款", "loan_balance"), noun("存款", "deposit_balance"),
    noun("净资产|退还|暂退|暂退质量保证金", "other"),
    noun(
      "总收入|基金收入|基金总收入|总支出|基金支出|基金总支出|基金累计支出|结余|当期结余|累计结余|缺口|收支缺口|资金缺口|亏损|免赔额|起付线|起付标准|回收资金|资金总量|评估净值",
      "other"),
  ]

  private static let moneyVerbs: [(String, Cue)] = [
    verb("发放|投放|放款|放贷|周转|转贷|办理|发放贷款|投放贷款|累放|支用|提款|用信|续贷|新发放", "loan_amount"),
    weak("贷款|信贷|信贷资金|银行贷款|借款|涉及贷款", "loan_amount"), verb("发行|募资|发债|募集", "issuance_amount"),
    verb("融资", "financing_amount"), verb("执行", "interest_rate", rate), verb("投资|出资|直投|注资|入股|股权直投", "investment_amount"),
    verb("成交|交易|交易签约|划转|结算|签发|流转|收付|贴现", "transaction_amount"),
    verb("签约|签订|签署|意向签约", "contract_amount"), weak("保障|保险|承保|投保", "risk_coverage"),
    verb("担保|再担保|增信", "guarantee_amount"), verb("安排|下达|拨付|筹集|投入|统筹|落实|争取|配套|注入|划拨|预拨|支出", "budget_amount"),
    verb("兑付|兑现|给予|返还|支付补贴", "subsidy_amount"), weak("补偿", "compensation_amount"),
    verb("质押|质押登记", "pledge_amount"), verb("典当", "loan_amount"), weak("损失", "other"), verb("处置|核销|清收|盘活", "other"),
  ]

  private static let rates: [(String, Cue)] = [
    noun(
      "利率|年化|年利率|月利率|贷款利率|票面利率|加权平均利率|平均利率|发行利率|贷款年利率|LPR|融资成本|综合融资成本|综合成本|票面|结算利率|收益率|年化利率|年化成本|综合利率|融资平均成本|实际融资成本|资金成本",
      "interest_rate", [.percent, .percentagePoint, .basisPoint]),
    noun(
      "费率|担保费率|保险费率|保费费率|年费率|日费率|再担保费率|担保费|手续费|保费平均费率|收费标准|资金占用费|服务费率", "fee_rate",
      [.percent, .percentagePoint, .basisPoint]),
    noun("不良率|不良贷款率|不良贷款比例|不良比例|不良率容忍度|不良容忍度|不良贷款占比", "npl_ratio", [.percent, .percentagePoint, .basisPoint]),
    noun("代偿率|担保代偿率", "subrogation_rate", [.percent, .percentagePoint, .basisPoint]),
    noun(
      "报销比例|支付比例|补偿比例|分担比例|补贴比例|补助比例|贴息比例|奖补比例|风险补偿比例|风险分担|分担|承担|补偿|贴息|补助|分险比例|风险责任|按比例|分担风险|担责|风险分担比例|奖励比例|承担比例|代偿比例|自担|返还|返还比例|赔付比例|奖励|奖补|自缴比例|自缴保费比例",
      "compensation_ratio", [.percent, .percentagePoint]),
    noun("补贴", "compensation_ratio", [.percent, .percentagePoint]),
    noun("保费补贴比例|保费补贴|财政补贴比例", "premium_subsidy_ratio", [.percent, .percentagePoint]),
    noun("覆盖率|投保率|参保率|覆盖面|覆盖|投保覆盖率|参保覆盖率|平均覆盖率", "coverage_rate", [.percent, .percentagePoint]),
    noun("首付比例|首付款比例|首付|首付款", "down_payment_ratio", [.percent, .percentagePoint]),
    noun("拨备覆盖率|拨备率", "provision_coverage", [.percent, .percentagePoint]),
    noun("资本充足率|核心一级资本充足率", "capital_adequacy", [.percent, .percentagePoint]),
    noun("逾期率|贷款逾期率", "overdue_rate", [.percent, .percentagePoint]),
    noun(
      "个贷率|使用率|存贷比|赔付率|支出进度|清偿进度|结案率|获贷率|申贷获得率|满意率|办结率|存活率|完成率|首贷率|续贷率|安置比例|货币化安置比例|通过率|还款率|延期率|延期还本付息率|应延尽延率|续保率|转化率|深度|杠杆率|放款率|兑付率|贡献率|城镇化率|率|扣除比例|加计扣除比例|收取比例|上缴比例|满意度|集中度|税率",
      "other", [.percent, .percentagePoint]),
    noun("放大|放大倍数|杠杆|撬动|放大效应|财政资金放大|放大投放|放大贷款", "leverage_ratio", [.times]),
    noun(
      "期限|授信期|贷款期限|贷款期|存续期|宽限期|贴息时间|贴息期限|使用期限|还款期限|还款期|授信期限|担保期限|保险期限|展期|债券期限|平均期限|存续期限|用款期限|借款期限|产品期限|贷款年限|补贴期限|使用时间|投资期|回收期|封闭期|投资期限|退出期|保障期限",
      "term", term),
    noun("注册资本占比|出资比例|持股比例", "registered_capital", [.percent]),
    noun("研发投入强度|研发经费投入强度|研发强度", "rd_spending", [.percent]),
  ]

  private static let count: UnitClasses = [.count]

  private static let counts: [(String, Cue)] = [
    noun(
      "上市公司|上市企业|挂牌企业|境内外上市公司|境内上市公司|上市挂牌企业|挂牌公司|新三板挂牌企业|A股上市公司|挂牌上市企业|上市挂牌|上市及挂牌企业|过会企业|上市（挂牌）企业",
      "listed_company_count", count),
    noun("保单|投保|承保|签单|参保", "policy_count", count),
    noun("承保量|承保数量|承保户次|承保件数|投保户次|参保户次|投保件数", "policy_count", [.count, .percent, .percentagePoint]),
    noun("专利|商标|知识产权|发明专利|版权|软件著作权|地理标志|植物新品种", "patent_count", count),
    noun("账户|开户|钱包|个人钱包|开立账户|开户数|开户人数|结算账户", "account_count", count),
    noun(
      "农户|贫困户|居民|家庭|脱贫户|养殖户|种植户|建档立卡|林农|牧民|牧户|渔民|渔户|职工家庭|贫困人口|参保农户|投保农户|受益农户|低收入农户|农牧民|群众|住户|果农|茶农|菜农|粮农|种粮大户|大户|村民|困难户|移民户|帮扶户",
      "household_count", count),
    noun(
      "银行|金融机构|机构|支行|分行|网点行|保险公司|担保公司|小贷公司|小额贷款公司|租赁公司|证券公司|基金管理人|管理人|管理机构|法人银行|村镇银行|分支机构|担保机构|融资担保机构|合作机构|合作银行|平台公司|孵化器|科技园|众创空间|平台|专营机构|科技支行|特色支行|保险机构|理财公司|地方金融组织|会员单位|成员单位|高校|院所|医院|学校|合作社|律所|服务机构|中介机构|绿色支行|事业部|法人机构|经办机构|合作金融机构|经营机构|持牌机构|公司总部|养老机构|创投机构|私募机构|投资机构|科研机构|投行|券商|投资公司|期货公司|信托公司|财务公司|理财子公司|消费金融公司|征信公司|融资租赁公司|再担保公司|典当企业|做市商|农信社|农商行|信用社|实验室|技术中心|研究院|工程中心|创新中心|保险分公司|小额贷款机构|典当行|商业保理公司|交易所|资产管理公司|基金公司|上市后备企业库",
      "institution_count", count),
    noun(
      "企业|市场主体|主体|经营主体|商户|个体工商户|客户|公司|小微企业|民营企业|中小企业|科创企业|科技企业|核心企业|供应商|单位|旅行社|项目单位|经营户|创业者|工业企业|外贸企业|链上企业|首贷户|新型农业经营主体|会员|店铺|门店|用户|发电企业|重点企业|服务企业|惠及企业|支持企业|小巨人|专精特新|雏鹰企业|瞪羚企业|高新技术企业|独角兽企业|家庭农场|农民合作社|纳税人|签约企业",
      "enterprise_count", count),
    noun(
      "小区|装备|仪器|设备|隐患|岗位|工位|车位|泊位|学位|名额|通道|路口|集群|产业集群|品牌|标准|专业|工种", "other", count),
    noun("项目|建设项目|重点项目|重大项目|储备项目|入库项目|攻关|课题", "project_count", count),
    noun("投资项目|已投项目|直投项目|参股项目|投资企业|直投企业|被投企业|投资了|参股企业|投资项目数|投资案例|子基金投资项目", "investment_count", count),
    noun("产品|险种|品种|金融产品|信贷产品|保险产品|特色产品|创新产品|专属产品|服务产品|贷款产品|融资产品|特色险种|补贴险种|产品和服务", "product_count", count),
    noun("基金|子基金|母基金|参股子基金|专项基金|引导基金|直投基金", "fund_count", count),
    noun(
      "活动|培训|对接会|对接活动|讲座|宣讲|论坛|沙龙|会议|路演|走访|座谈会|调研|银企对接|政银企对接|专场|推介会|宣讲会|培训班|辅导|巡讲|撮合会|发布会|洽谈会", "event_count", count),
    noun(
      "省份|省区|地市|县区|市县|乡镇|村庄|行政村|街道|城市|设区市|试点地区|试点城市|试点县|产粮大县|县市|市州|地区|国家和地区|直辖市|省|区县|县（市、区）|县|主产省|大县|先行城市|试点省份|试点地市|州市|盟市|示范区|试验区|自贸试验区|自贸区|高新区|经开区|园区|开发区|镇|村|社区|地级市|片区|农业大县|粮食主产省|市（州）|市",
      "region_count", count),
    noun(
      "网点|渠道|合作渠道|分中心|服务站|服务点|基地|工作站|服务网点|站点|服务窗口|金融服务站|服务中心|服务站点|助农取款点|协办点|产业园|农家书屋|卫生室|金融综合服务站|工作室|仓库|充电桩|工厂|场所|门诊|驿站|普惠金融服务站|便民服务点|服务平台|设施|布局网点|窗口|金融服务点|金融服务中心",
      "facility_count", count),
    noun(
      "人员|人数|协办员|投资者|职工|劳动者|学员|专家|特派员|创业|就业|从业人员|员工|大学生|毕业生|参保人数|客户经理|联络员|退役军人|农民工|学生|儿童|老年人|专员|参保人|妇女|居民人数|人才|顾问",
      "person_count", count),
  ]
}
