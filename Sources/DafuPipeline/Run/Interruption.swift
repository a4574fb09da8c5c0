import Foundation
import Synchronization

/// Whether the process was asked to stop, by SIGINT (Ctrl-C) or SIGTERM.
///
/// Work is ended at the next document or file, and cleans up behind it. What does not end within a second is ended by
/// the end of the process: at every moment that is harmless, and the next run removes what is left.
public enum Interruption {
  /// Work was ended because the process was asked to stop.
  public struct Requested: Error, CustomStringConvertible {
    /// The number of the signal.
    public let signal: Int32

    /// The exit code that shells and service managers expect: 128 and the signal's number.
    public var exitCode: Int32 { 128 + signal }

    /// What to say.
    public var description: String { "stopped as asked; nothing was published, an earlier release is untouched" }
  }

  /// The signal that asked, 0 for none.
  private static let requested = Atomic<Int32>(0)
  /// How long work may take to end by itself, in seconds.
  private static let patience = 1

  /// Begins to watch for signals; call once, before other threads are started.
  public static func watch() {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    // Blocked in all threads, the signals wait for the one that asks for them: no code runs in a signal handler.
    guard pthread_sigmask(SIG_BLOCK, &signals, nil) == 0 else { return }
    let watched = signals
    let thread = Thread {
      var signals = watched
      var number: Int32 = 0
      guard sigwait(&signals, &number) == 0 else { return }
      requested.store(number, ordering: .relaxed)
      // A second signal shortens the wait.
      var limit = timespec(tv_sec: patience, tv_nsec: 0)
      _ = sigtimedwait(&signals, nil, &limit)
      let words = "dafu: stopped as asked; the newest release stands, the next run removes what is left over\n"
      _ = Array(words.utf8).withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
      _exit(128 + number)
    }
    thread.name = "dafu-signals"
    thread.start()
  }

  /// Throws `Requested` where the process was asked to stop.
  static func check() throws(Requested) {
    let signal = requested.load(ordering: .relaxed)
    if signal != 0 { throw Requested(signal: signal) }
  }
}
