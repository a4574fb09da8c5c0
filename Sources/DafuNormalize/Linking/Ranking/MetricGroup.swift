import DafuModel

/// Metrics that draw on the same kinds of instruments.
enum MetricGroup: Int, CaseIterable, Sendable {
  case lending, rate, financing, bond, fund, insurance, guarantee, pool, subsidy, market, transaction, tax, term,
    account
  case coverage, provident, relending, bodies, people, project, product, patent, region, institution, facility, event
  case economy
  case otherMoney, otherCount, otherShare, otherPhysical

  static func of(_ metric: String, unit: UnitClass) -> MetricGroup {
    if let group = groups[metric] { return group }
    switch unit {
    case .money: return .otherMoney
    case .count: return .otherCount
    case .physical, .duration: return .otherPhysical
    default: return .otherShare
    }
  }

  static let groups: [String: MetricGroup] = [
    "loan_balance": .lending, "loan_amount": .lending, "loan_count": .lending, "credit_line": .lending,
    "npl_balance": .lending, "npl_ratio": .lending, "overdue_rate": .lending, "interest_rate": .rate, "fee_rate": .rate,
    "financing_amount": .financing, "pledge_amount": .financing, "cost_saving": .financing,
    "financing_demand": .financing, "contract_amount": .financing, "issuance_amount": .bond, "issuance_count": .bond,
    "issuer_count": .bond, "bond_balance": .bond, "fund_size": .fund, "fund_count": .fund, "investment_amount": .fund,
    "investment_count": .fund, "premium": .insurance, "claims": .insurance, "risk_coverage": .insurance,
    "policy_count": .insurance, "premium_subsidy_ratio": .insurance, "guarantee_amount": .guarantee,
    "guarantee_balance": .guarantee, "guarantee_count": .guarantee, "subrogation_rate": .guarantee,
    "leverage_ratio": .guarantee, "pool_size": .pool, "compensation_amount": .pool, "compensation_ratio": .pool,
    "subsidy_amount": .subsidy, "budget_amount": .subsidy, "listed_company_count": .market, "ipo_proceeds": .market,
    "market_value": .market, "equity_financing": .market, "transaction_amount": .transaction,
    "transaction_count": .transaction, "cross_border_rmb": .transaction, "tax_relief": .tax, "term": .term,
    "account_count": .account, "deposit_balance": .account, "coverage_rate": .coverage,
    "down_payment_ratio": .coverage, "provident_fund_collection": .provident, "relending_quota": .relending,
    "enterprise_count": .bodies, "household_count": .bodies, "person_count": .people, "participant_count": .people,
    "project_count": .project, "product_count": .product, "patent_count": .patent, "region_count": .region,
    "institution_count": .institution, "facility_count": .facility, "event_count": .event,
    "registered_capital": .economy, "output_value": .economy, "rd_spending": .economy, "social_financing": .economy,
    "total_assets": .economy, "net_profit": .economy,
  ]
}
