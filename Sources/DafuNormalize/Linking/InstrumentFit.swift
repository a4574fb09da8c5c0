/// Which instruments a metric can belong to, and how far a reader looks for one.
struct InstrumentFit: Sendable {
  private let kinds: InstrumentKinds
  /// 0 the clause, 1 the sentence, 2 the paragraph, 3 the heading.
  let reach: Int
  /// Whether the instrument may stand behind the figure in its clause: 在20个省份开展巨灾保险试点.
  var looksBehind = false
  /// Whether a fund that was named in an earlier sentence can carry the metric too: funds lend only where they are the
  /// subject.
  var inheritsFunds = true
  /// Whether a bond that was named in an earlier sentence can carry the metric too: nobody lends bonds.
  var inheritsBonds = true
  /// Whether all that a section on an insurance or the provident fund counts is the insured and their money.
  var holdsUnderHeading = false
  /// Whether the heading's instrument holds although the sentences before do not.
  var takesHeading = false

  private init(kinds: InstrumentKinds, reach: Int, looksBehind: Bool = false, takesHeading: Bool = false) {
    self.kinds = kinds
    self.reach = reach
    self.looksBehind = looksBehind
    self.takesHeading = takesHeading
  }

  /// Whether an instrument of a kind can carry the metric.
  func accepts(_ kind: InstrumentKind) -> Bool { kinds.contains(kind) }

  /// Whether instruments of every kind of a set can carry the metric, or of one.
  func acceptsAll(_ others: InstrumentKinds) -> Bool { kinds.containsAll(others) }
  func acceptsAny(_ others: InstrumentKinds) -> Bool { kinds.containsAny(others) }

  /// Whether an instrument of a kind that an earlier sentence or the heading named can carry the metric.
  func inherits(_ kind: InstrumentKind) -> Bool {
    accepts(kind) && (inheritsFunds || kind != .fund) && (inheritsBonds || kind != .bond)
  }

  /// Any instrument of the sentence, to learn what kind of thing it speaks of.
  static let anyInSentence = InstrumentFit(kinds: .all, reach: 1)

  static func of(_ metric: String, unit: UnitClass) -> InstrumentFit {
    func kinds(_ kinds: InstrumentKinds, _ reach: Int) -> InstrumentFit { InstrumentFit(kinds: kinds, reach: reach) }
    let lending: InstrumentKinds = [.loan, .relending, .guarantee, .pool, .other, .subsidy, .providentFund]
    switch metric {
    case "loan_balance", "npl_balance": return kinds([.loan, .relending, .other, .providentFund], 3)
    case "loan_amount", "loan_count", "credit_line", "interest_rate", "npl_ratio", "overdue_rate", "contract_amount":
      var fit = kinds(lending.union([.bond, .account, .insurance, .transaction, .deposit, .fund]), 3)
      fit.inheritsFunds = false
      fit.inheritsBonds = metric == "interest_rate" || metric == "contract_amount"
      return fit
    case "relending_quota": return kinds([.relending, .loan], 3)
    case "issuer_count":
      return InstrumentFit(kinds: [.bond, .fund], reach: 2, looksBehind: true)
    case "issuance_amount", "issuance_count", "bond_balance": return kinds([.bond, .fund, .transaction, .relending], 2)
    case "fund_size", "fund_count", "investment_amount", "investment_count":
      return kinds([.fund, .account, .transaction, .pool], 2)
    case "premium", "claims", "risk_coverage", "policy_count", "premium_subsidy_ratio":
      return kinds([.insurance, .account, .other], 3)
    case "guarantee_amount", "guarantee_balance", "guarantee_count", "subrogation_rate", "fee_rate", "leverage_ratio":
      return kinds([.guarantee, .loan, .pool, .fund, .insurance, .other, .subsidy], 3)
    case "pool_size", "compensation_amount", "compensation_ratio":
      var fit = kinds(lending.union([.insurance, .bond, .fund]), 3)
      fit.looksBehind = true
      fit.inheritsBonds = false
      return fit
    case "subsidy_amount", "budget_amount": return kinds(lending.union([.insurance, .bond, .fund, .transaction]), 3)
    case "listed_company_count", "ipo_proceeds", "market_value", "equity_financing":
      return InstrumentFit(kinds: [.market], reach: 1, takesHeading: true)
    case "transaction_amount", "transaction_count", "cross_border_rmb":
      return kinds([.transaction, .account, .fund, .bond, .loan, .deposit], 2)
    case "tax_relief": return kinds([.tax, .insurance], 1)
    case "term": return InstrumentFit(kinds: .all, reach: 3)
    case "account_count", "deposit_balance":
      return kinds([.account, .deposit, .transaction, .providentFund, .insurance], 2)
    case "coverage_rate", "down_payment_ratio": return kinds([.insurance, .loan, .guarantee, .providentFund], 2)
    case "provident_fund_collection": return kinds([.providentFund, .account, .deposit, .other], 3)
    case "financing_amount", "pledge_amount", "cost_saving", "financing_demand":
      return kinds(lending.union([.bond, .market, .fund, .transaction]), 2)
    case "enterprise_count", "household_count", "person_count":
      var fit = InstrumentFit(kinds: .all.removing(.market), reach: 2, looksBehind: true)
      fit.holdsUnderHeading = true
      return fit
    case "project_count": return InstrumentFit(kinds: .all.removing(.market), reach: 2, looksBehind: true)
    case "product_count": return InstrumentFit(kinds: .all.removing(.market), reach: 1, looksBehind: true)
    case "patent_count": return InstrumentFit(kinds: .all.removing(.market), reach: 2)
    case "region_count": return InstrumentFit(kinds: .all.removing(.market), reach: 2, looksBehind: true)
    case "institution_count", "facility_count":
      return InstrumentFit(kinds: .all.removing(.market), reach: 1, looksBehind: true)
    case "participant_count": return kinds([.insurance], 1)
    case "event_count", "registered_capital", "output_value", "rd_spending",
      "social_financing",
      "total_assets", "net_profit":
      return InstrumentFit(kinds: [], reach: 0)
    default:
      var fit = InstrumentFit(kinds: .all, reach: unit == .count ? 1 : 2)
      fit.holdsUnderHeading = unit != .count
      return fit
    }
  }
}
