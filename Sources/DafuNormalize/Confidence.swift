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
    var points = 16 + instrument(reading.derivation["instrument"] ?? "")
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

  private static func instrument(_ reason: String) -> Int {
    switch reason {
    case "in the clause", "behind the figure", "behind in the clause", "分别", "a loan of the provident fund": 5
    case "in the sentence", "paid from a fiscal fund", "as the figure it comments on", "another source",
      "what the guarantor does":
      3
    case "none named": 2
    case "from the sentence before": -4
    default: -8
    }
  }
}
