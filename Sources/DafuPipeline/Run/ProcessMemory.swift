import CLibMalloc

/// How the process asks the system for memory.
public enum ProcessMemory {
  /// Keeps what a document took for the next one, instead of giving it back to the system, which clears every page before
  /// it hands it out again: a twentieth of a run's time. Call it before anything else; what is in use at once, and so the
  /// most that the process takes, stays as it is.
  public static func keepForReuse() {
    // Larger pieces, of which there are few, stay with the system: it makes them grow without copying.
    _ = mallopt(M_MMAP_THRESHOLD, 2 << 20)
    _ = mallopt(M_TRIM_THRESHOLD, 64 << 20)
    _ = mallopt(M_TOP_PAD, 1 << 20)
  }

  /// Keeps a value until the process ends, which takes its memory back at once: taking lexicons apart takes time.
  public static func keep(_ value: some Any) { _ = Unmanaged.passRetained(Kept(value)) }

  private final class Kept {
    let value: Any
    init(_ value: Any) { self.value = value }
  }

  /// Gives back what is kept and not in use when work on many inputs is done and the next is of another kind. It takes
  /// some milliseconds, and of a few inputs little is kept.
  static func giveBack(after inputs: Int) { if inputs >= 5000 { _ = malloc_trim(0) } }
}
