/// How a run goes about its work; none of it changes what a release holds.
public struct RunOptions: Hashable, Sendable {
  /// Whether what the state holds of earlier runs is ignored and made anew.
  public var isFresh = false
  /// Whether every input is read, also those that the file system says are unchanged.
  public var readsAllBytes = false
  /// Whether a release is published however many figures of the one before it has lost.
  public var acceptsLosses = false
  /// For how many seconds another run on the same output is waited for.
  public var patience = 0

  /// The usual way.
  public init() {}
}

/// Why an input is worked on.
public enum WorkReason: String, Hashable, Sendable, Codable, CaseIterable {
  /// No earlier run knows it.
  case new
  /// It holds other bytes than when it was last read.
  case bytesChanged = "bytes-changed"
  /// The program, or a library that it works with, is another one.
  case programChanged = "program-changed"
  /// The pipeline file tells the reader to read otherwise.
  case readerChanged = "reader-changed"
  /// A codelist is another one; the document itself need not be read again.
  case codelistsChanged = "codelists-changed"
  /// It could not be read before, or cannot be read now.
  case accessChanged = "access-changed"
  /// The state lacks what an earlier run made of it.
  case stateIncomplete = "state-incomplete"
}

/// What a run tells while it works.
public enum RunEvent: Sendable {
  /// It has the lock and begins.
  case began
  /// Something that the person who runs it should know; nothing has failed.
  case note(String)
  /// Which inputs are to be worked on.
  case planned(inputs: Int, toWork: Int, missing: Int)
  /// How far a stage is.
  case progress(StageProgress)
}
