import Synchronization

/// Whether the process was asked to stop.
public enum Interruption {
  /// Work was ended because the process was asked to stop.
  public struct Requested: Error, CustomStringConvertible {
    /// What to say.
    public var description: String { "stopped as asked; nothing was published, an earlier release is untouched" }
  }

  private static let isRequested = Atomic<Bool>(false)

  /// Asks all work to stop.
  static func request() { isRequested.store(true, ordering: .relaxed) }

  /// Throws `Requested` where the process was asked to stop.
  static func check() throws(Requested) {
    if isRequested.load(ordering: .relaxed) { throw Requested() }
  }
}
