import DafuModel

/// How often figures read in the same way are wholly right.
///
/// Points are tenths of log-odds, fitted (ridge regression, 2026-11) on the 3,355 figures of the sets with gold tables:
/// seed, dev, four invented sets and 45 openings of real replies. The share beside each step is the one measured there;
/// `dafu evaluate --calibration` prints it for any set. Figures of the steps from 0.9 were right 159 times in 159 on seed
/// and dev and 576 in 603 over all sets, among them the documents that the rules were mended with: expect less on
/// documents never seen.
enum Confidence {
  /// The confidence; characters that were recognized optically take a fifth of it.
  static func of(_ reading: Reading, isRecognizedOptically: Bool = false) -> ExactDecimal {
    let hundredths: Int128 =
      switch points(reading) {
      case 28...: 96
      case 24...27: 93
      case 18...23: 88
      case 12...17: 78
      case 4...11: 69
      case 0...3: 53
      default: 34
      }
    return ExactDecimal(significand: isRecognizedOptically ? hundredths * 4 / 5 : hundredths, exponent: -2)
  }

  private static func points(_ reading: Reading) -> Int {
    var points = 16 + instrument(reading.instrumentLead)
    if !reading.isMetricNamed { points -= 10 }
    if reading.metric == "other" { points -= 5 }
    if plain.contains(reading.metric) { points += 7 }
    switch reading.period.basis {
    case .document: points -= 4
    case .inherited: points += 1
    case .stated: points += 4
    case .relative: break
    }
    if reading.derivation["period"] == "an earlier sentence" { points -= 6 }
    switch reading.measure {
    case .share: points -= 13
    case .multiple, .change: points -= 14
    default: break
    }
    if reading.status == .planned { points -= 10 }
    if reading.figure.unitClass == .count { points -= 1 }
    return points
  }

  /// Metrics that official prose names in one way only.
  private static let plain: [String] = [
    "loan_balance", "loan_amount", "issuance_count", "issuance_amount", "interest_rate", "listed_company_count",
    "risk_coverage", "claims",
  ]

  /// The further the instrument leads before the next candidate, the surer it is.
  private static func instrument(_ lead: Int?) -> Int {
    switch lead {
    case nil: 5
    case .some(300...): 6
    case .some(200..<300): 3
    case .some(100..<200): 0
    case .some(50..<100): -6
    default: -12
    }
  }
}
