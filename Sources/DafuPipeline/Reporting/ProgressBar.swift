import Foundation

/// How far a stage is, as a line of a terminal: a bar, the rate and the time left.
struct ProgressBar {
  private static let cells = 24
  private var stage = ""
  private var begin = ContinuousClock.now
  private var lastShown: ContinuousClock.Instant?

  /// The line for a progress at a moment; nil where the last one is too fresh to be replaced.
  mutating func line(_ progress: StageProgress, at now: ContinuousClock.Instant = .now) -> String? {
    if progress.stage != stage {
      stage = progress.stage
      begin = now
      lastShown = nil
    }
    if let lastShown, now - lastShown < .milliseconds(100), progress.done != progress.total { return nil }
    lastShown = now
    let elapsed = ProgressBar.milliseconds(now - begin)
    var parts = [progress.stage]
    if let total = progress.total, total > 0 {
      let filled = min(ProgressBar.cells, progress.done * ProgressBar.cells / total)
      parts.append(
        "[" + String(repeating: "█", count: filled) + String(repeating: "░", count: ProgressBar.cells - filled) + "]")
      parts.append("\(progress.done)/\(total)")
    } else if progress.done > 0 {
      parts.append("\(progress.done)")
    }
    if progress.done > 0, elapsed >= 1000 {
      parts.append("\(ProgressBar.rate(progress.done, elapsed))/s")
      if let total = progress.total, total > progress.done {
        parts.append(ProgressBar.duration((total - progress.done) * elapsed / progress.done / 1000) + " left")
      }
    }
    if let detail = progress.detail { parts.append(detail) }
    return parts.joined(separator: "  ")
  }

  /// A rate with three digits at least: `0.42`, `8.3`, `120`.
  private static func rate(_ done: Int, _ milliseconds: Int) -> String {
    let hundredths = done * 100_000 / milliseconds
    if hundredths >= 10_000 { return "\(hundredths / 100)" }
    if hundredths >= 1000 { return "\(hundredths / 100).\(hundredths % 100 / 10)" }
    return "\(hundredths / 100).\(hundredths % 100 / 10)\(hundredths % 10)"
  }

  /// Seconds as `1:02:03` or `2:03`.
  static func duration(_ seconds: Int) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
    return hours > 0 ? "\(hours):\(two(minutes)):\(two(seconds % 60))" : "\(minutes):\(two(seconds % 60))"
  }

  static func milliseconds(_ duration: Duration) -> Int {
    Int(duration.components.seconds) * 1000 + Int(duration.components.attoseconds / 1_000_000_000_000_000)
  }
}
