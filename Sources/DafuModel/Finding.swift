/// Something noticed about the input: a value, never a Swift error.
///
/// `code` is stable and documented; people and scripts may rely on it.
public struct Finding: Hashable, Sendable, Codable {
  /// How much it matters to the figures.
  public enum Severity: String, Sendable, Codable, CaseIterable {
    /// Worth knowing; nothing is wrong.
    case note
    /// A figure or a field may be wrong.
    case warning
  }

  /// A stable code, such as `metadata-disagrees`.
  public let code: String
  /// How much it matters.
  public let severity: Severity
  /// What was seen, in a sentence.
  public let message: String
  /// Where: UTF-8 byte offsets in the normalized text, if it has a place there.
  public let range: Range<Int>?

  /// Creates a finding.
  public init(code: String, severity: Severity, message: String, range: Range<Int>? = nil) {
    self.code = code
    self.severity = severity
    self.message = message
    self.range = range
  }
}

/// An input that could not be read, and why: one row of `rejects.csv`.
public struct Rejection: Hashable, Sendable, Codable {
  /// Why an input is rejected. The raw values are stable.
  public enum Reason: String, Sendable, Codable, CaseIterable {
    /// The operating system refused to read it.
    case unreadable
    /// No bytes, or nothing but white space.
    case empty
    /// Not a text format: an image, an archive, an executable.
    case binary
    /// A format that this version does not read.
    case unsupportedFormat = "unsupported-format"
    /// Larger than the reader's limit.
    case tooLarge = "too-large"
    /// Not well-formed, and not to be repaired without guessing.
    case malformed
    /// Read, but it holds no reply's text: a challenge page, a soft 404, a list of links.
    case noBody = "no-body"
    /// Not a regular file: a pipe, a device, a directory where a file is wanted.
    case notAFile = "not-a-file"
    /// A symbolic link that leads out of the input folder.
    case outsideInput = "outside-input"
    /// Reading took longer than the limit.
    case timedOut = "timed-out"
    /// The program that reads documents ended on it; the rest of the inputs were read without it.
    case crashed
    /// It was being written whenever it was read.
    case changing
    /// Two inputs are the same document; the other one was kept.
    case duplicate
    /// The same reply in another form, such as the attachment of a page; the better source was kept.
    case otherForm = "other-form"
    /// Protected with a password.
    case encrypted
    /// An archive made to do harm: it unpacks without measure, or its names lead out of it.
    case unsafeArchive = "unsafe-archive"
    /// A document that runs scripts or starts programs.
    case activeContent = "active-content"
    /// Pictures of pages, without text; optical recognition is not asked for.
    case scanned
    /// Its fonts do not say which characters their glyphs are.
    case unmappedFont = "unmapped-font"
    /// The helper program that reads the format is not installed.
    case missingTool = "missing-tool"
  }

  /// The path relative to the input folder.
  public let path: String
  /// Why.
  public let reason: Reason
  /// What to do about it, in a sentence, naming the line where there is one.
  public let message: String
  /// SHA-256 of the bytes in hexadecimal, where they could be read.
  public let sha256: String?

  /// Creates a rejection.
  public init(path: String, reason: Reason, message: String, sha256: String? = nil) {
    self.path = path
    self.reason = reason
    self.message = message
    self.sha256 = sha256
  }
}
