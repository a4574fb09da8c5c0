import DafuPipeline
import Foundation

/// A line on standard error that says how far a stage is; only where standard error is a terminal.
final class ProgressLine {
  private let isShown = isatty(2) == 1
  private var lastShown: ContinuousClock.Instant?

  /// Shows progress, at most ten times a second.
  func show(_ progress: StageProgress) {
    guard isShown else { return }
    let now = ContinuousClock.now
    if let lastShown, now - lastShown < .milliseconds(100), progress.done != progress.total { return }
    lastShown = now
    let total = progress.total.map { "/\($0)" } ?? ""
    FileHandle.standardError.write(Data("\r\u{1B}[K\(progress.stage) \(progress.done)\(total) …".utf8))
  }

  /// Takes the line away.
  func clear() {
    guard isShown, lastShown != nil else { return }
    FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
    lastShown = nil
  }

  deinit { clear() }
}
