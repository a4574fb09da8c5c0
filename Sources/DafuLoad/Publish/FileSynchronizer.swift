import Foundation
import Synchronization

/// Makes finished files durable, in their order, on a thread of its own: while it waits for the disk the next files are
/// made. Where there is one thread, each is made durable at once.
final class FileSynchronizer: Sendable {
  private let lane: Lane<OutputFile>?
  private let state = Mutex(State())
  private let ended = DispatchSemaphore(value: 0)

  private struct State {
    var failure: (any Error)?
    var hasEnded = false
  }

  /// Creates one; it has a thread where `jobs` allows that.
  init(jobs: Int) {
    lane = jobs > 1 ? Lane() : nil
  }

  /// Begins; call once, before the first file.
  func begin() {
    guard let lane else { return }
    let thread = Thread { [self] in
      while let file = lane.next() {
        do { try file.synchronize() } catch {
          // The first one is the one to report.
          state.withLock { if $0.failure == nil { $0.failure = error } }
        }
      }
      ended.signal()
    }
    thread.name = "dafu-durable"
    thread.start()
  }

  /// Takes a finished file. Throws `FileError` where it is made durable at once and the system refuses.
  func take(_ file: OutputFile) throws {
    guard let lane, lane.put(file) else { return try file.synchronize() }
  }

  /// Waits until all files are durable; none is taken afterwards. Throws the first error that there was.
  func finish() throws {
    guard let lane else { return }
    lane.close()
    let isFirst = state.withLock { state in
      defer { state.hasEnded = true }
      return !state.hasEnded
    }
    if isFirst { ended.wait() }
    if let failure = state.withLock({ $0.failure }) { throw failure }
  }
}
