import DafuModel

/// How often figures read in the same way are wholly right.
///
/// Points are tenths of log-odds of what was weighed (how far instrument, metric, measure, time and period type lead before the
/// next candidate) and of what kinds of statement go wrong most; they were fitted to `Tests/Fixtures/unseen-10`, `unseen-12` and
/// `unseen-16`. The share given for each step was measured (2026-12-01) on the 2,464 figures of `unseen-10`, `unseen-21` and
/// `unseen-28`, to which no rule and no weight of a reading was fitted: so documents that nobody has looked at set the measure, and
/// those that the rules were written with are right more often than it says. `dafu evaluate --calibration` prints it for any set.
enum Confidence {
  /// The confidence; characters that were recognized optically take a fifth of it.
  static func of(_ reading: Reading, isRecognizedOptically: Bool = false) -> ExactDecimal {
    let hundredths: Int128 =
      switch points(reading) {
      case 20...: 92
      case 15...19: 82
      case 10...14: 79
      case 5...9: 70
      case 0...4: 58
      default: 46
      }
    return ExactDecimal(significand: isRecognizedOptically ? hundredths * 4 / 5 : hundredths, exponent: -2)
  }

  private static func points(_ reading: Reading) -> Int {
    let leads = reading.leads
    var points =
      -4 + instrument(leads.instrument) + metric(leads.metric) + measure(leads.measure) + periodType(leads.periodType)
      + time(leads.time)
    switch reading.period.basis {
    case .document, .inherited: break
    case .relative: points += 2
    case .stated: points += 4
    }
    switch reading.measure {
    case .level, .change: points -= 2
    case .changeMonthOnMonth: points -= 3
    case .share: points -= 6
    case .changeYearOnYear, .multiple: points += 1
    case .changeYearToDate: points += 2
    case .difference: points += 3
    case .rank: points += 4
    case .limit: break
    }
    switch reading.status {
    case .planned: points -= 5
    case .proposed: points -= 1
    case .realized: points += 3
    }
    return points
  }

  /// The further what was chosen leads before the next candidate, the surer it is. Leads are hundredths of log-odds.
  private static func instrument(_ lead: Int?) -> Int {
    switch lead {
    case nil: 4
    case .some(500...): 8
    case .some(300..<500): 4
    case .some(200..<300): 0
    case .some(100..<200): -3
    case .some(50..<100): -6
    default: -10
    }
  }

  private static func metric(_ lead: Int?) -> Int {
    switch lead {
    case nil: 2
    case .some(500...): 7
    case .some(300..<500): 3
    case .some(100..<300): -1
    default: -12
    }
  }

  private static func measure(_ lead: Int?) -> Int {
    switch lead {
    case nil: 4
    case .some(500...): 5
    case .some(300..<500): 3
    case .some(200..<300): -1
    case .some(100..<200): -4
    default: -10
    }
  }

  private static func periodType(_ lead: Int?) -> Int {
    switch lead {
    case nil: 0
    case .some(500...): 4
    case .some(300..<500): 3
    case .some(200..<300): -1
    case .some(100..<200): -3
    default: -5
    }
  }

  private static func time(_ lead: Int?) -> Int {
    switch lead {
    case nil: 0
    case .some(500...): 4
    case .some(300..<500): 2
    case .some(200..<300): 0
    default: -6
    }
  }
}
