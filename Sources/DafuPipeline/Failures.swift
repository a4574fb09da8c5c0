/// The run cannot begin as asked: a wrong path, a broken pipeline file, codelist or stream. Exit code 2.
public struct UsageError: Error, Hashable, CustomStringConvertible {
  /// The file that is wrong, as the user named it, if it is about a file.
  public let file: String?
  /// The line in that file, counted from 1.
  public let line: Int?
  /// What is wrong and what to do.
  public let message: String

  /// Creates an error.
  public init(file: String? = nil, line: Int? = nil, _ message: String) {
    self.file = file
    self.line = line
    self.message = message
  }

  /// `pipelines/nightly.yml:7: …`
  public var description: String {
    var place = ""
    if let file { place += file + ":" }
    if let line { place += "\(line):" }
    return place.isEmpty ? message : place + " " + message
  }
}

/// A check did not hold: nothing was published. Exit code 1.
public struct FailedChecks: Error, Hashable, CustomStringConvertible {
  /// What did not hold, a sentence each.
  public let failures: [String]

  /// Creates a failure.
  public init(_ failures: [String]) { self.failures = failures }

  /// The sentences, a line each.
  public var description: String {
    failures.map { "check failed: " + $0 }.joined(separator: "\n") + "\nnothing was published"
  }
}

/// What was made could not be written: a full disk, a folder that may not be written to. Exit code 1.
public struct OutputFailure: Error, Hashable, CustomStringConvertible {
  /// What the system refused and what to do.
  public let message: String

  /// The message.
  public var description: String { message }
}
