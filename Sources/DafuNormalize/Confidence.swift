import DafuModel

/// How often figures read in the same way are wholly right.
///
/// Points are tenths of log-odds; the share given for each step was measured (2026-11-29) on the 7,611 figures of the sets
/// with gold tables: seed, dev and nine invented sets. `dafu evaluate --calibration` prints it for any set. Figures of the
/// first step were right 126 times in 127 on seed and dev, and 109 times in 127 on `unseen-8`, to whose figures nothing was
/// fitted: expect that of documents never seen.
enum Confidence {
  /// The confidence; characters that were recognized optically take a fifth of it.
  static func of(_ reading: Reading, isRecognizedOptically: Bool = false) -> ExactDecimal {
    let hundredths: Int128 =
      switch points(reading) {
      case 28...: 90
      case 18...27: 82
      case 12...17: 73
      case 4...11: 63
      case 0...3: 50
      default: 37
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
    if reading.derivation.period == "an earlier sentence" { points -= 6 }
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
