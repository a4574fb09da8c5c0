import DafuModel

/// How often figures read in the same way are wholly right.
///
/// Points are tenths of log-odds of what was weighed (how far instrument, metric and period type lead before the next candidate)
/// and of what kinds of statement go wrong most. The share given for each step was measured (2026-11-29) on the 1,044 figures of
/// `Tests/Fixtures/unseen-10`, to which no rule and no weight was fitted: so documents that nobody has looked at set the
/// measure, and those that the rules were written with are right more often than it says. `dafu evaluate --calibration`
/// prints it for any set.
enum Confidence {
  /// The confidence; characters that were recognized optically take a fifth of it.
  static func of(_ reading: Reading, isRecognizedOptically: Bool = false) -> ExactDecimal {
    let hundredths: Int128 =
      switch points(reading) {
      case 20...: 90
      case 17...19: 86
      case 14...16: 74
      case 6...13: 63
      case 1...5: 52
      default: 22
      }
    return ExactDecimal(significand: isRecognizedOptically ? hundredths * 4 / 5 : hundredths, exponent: -2)
  }

  private static func points(_ reading: Reading) -> Int {
    var points =
      3 + instrument(reading.leads.instrument) + metric(reading.leads.metric) + periodType(reading.leads.periodType)
    switch reading.period.basis {
    case .document: points -= 3
    case .inherited: points -= 1
    case .stated, .relative: points += 2
    }
    if reading.derivation.period == "an earlier sentence" { points -= 4 }
    switch reading.measure {
    case .share: points -= 6
    case .multiple, .change: points -= 8
    default: break
    }
    if reading.status == .planned { points -= 4 }
    return points
  }

  /// The further what was chosen leads before the next candidate, the surer it is. Leads are hundredths of log-odds.
  private static func instrument(_ lead: Int?) -> Int {
    switch lead {
    case nil: 5
    case .some(500...): 8
    case .some(300..<500): 6
    case .some(200..<300): 1
    case .some(100..<200): -5
    case .some(50..<100): -6
    default: -8
    }
  }

  private static func metric(_ lead: Int?) -> Int {
    switch lead {
    case nil: 0
    case .some(500...): 7
    case .some(300..<500): 4
    case .some(200..<300): -1
    case .some(100..<200): -3
    default: -5
    }
  }

  private static func periodType(_ lead: Int?) -> Int {
    switch lead {
    case nil: 0
    case .some(500...): 6
    case .some(300..<500): 3
    case .some(200..<300): 0
    case .some(100..<200): -2
    default: -6
    }
  }
}
