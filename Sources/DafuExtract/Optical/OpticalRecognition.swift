import DafuModel
import Glibc

/// The program that reads pictures of pages: tesseract with the model of simplified Chinese, `chi_sim`.
public struct OpticalRecognition: Sendable, Hashable {
  /// The program's path.
  public let tool: String
  /// What it says of itself and of its models: with another identity it may read otherwise.
  public let identity: String

  static let language = "chi_sim"
  /// More pages than this are not recognized: a page takes seconds.
  static let pageLimit = 60
  /// How long one page may take.
  static let seconds = 120
  private static let memoryLimit = 3 << 30
  private static let outputLimit = 32 << 20

  /// Uses the program at `tool`, which says `identity` of itself.
  init(tool: String, identity: String) {
    self.tool = tool
    self.identity = identity
  }

  /// Looks for the program in the folders of a search path (as in `PATH`, separated by colons); nil where it is not
  /// installed or has no model of Chinese.
  public init?(searchPath: String) {
    let paths = searchPath.split(separator: ":").map { "\($0)/tesseract" }
    guard let tool = paths.first(where: { access($0, X_OK) == 0 }) else { return nil }
    guard let version = OpticalRecognition.says(tool, "--version"),
      let languages = OpticalRecognition.says(tool, "--list-langs"),
      languages.split(separator: "\n").contains(where: { $0 == OpticalRecognition.language })
    else { return nil }
    self.init(tool: tool, identity: version + languages)
  }

  private static func says(_ tool: String, _ question: String) -> String? {
    guard
      case .ended(let output, true) = ChildProcess.run(tool, [question], input: [], seconds: 20, outputLimit: 1 << 20)
    else { return nil }
    return String(decoding: output, as: UTF8.self)
  }

  /// The name and version, as in `tesseract 5.3.0`.
  var name: String { identity.split(separator: "\n").first.map(String.init) ?? "tesseract" }

  /// Recognizes the picture of a page that is `width` hundredths of a point wide.
  func page(of picture: [UInt8], width: Int) throws(ReadFailure) -> RecognizedPage {
    guard access(tool, X_OK) == 0 else { throw ReadFailure(.missingTool, "The program \(tool) is not there.") }
    // The shell sets the limits and becomes the program. One thread: documents are read side by side.
    let script =
      "ulimit -c 0; ulimit -v \(OpticalRecognition.memoryLimit >> 10); ulimit -t \(OpticalRecognition.seconds); exec \"$@\""
    let outcome = ChildProcess.run(
      "/bin/sh",
      ["-c", script, "sh", tool, "stdin", "stdout", "-l", OpticalRecognition.language, "--psm", "6", "tsv"],
      input: picture, seconds: OpticalRecognition.seconds, outputLimit: OpticalRecognition.outputLimit,
      environment: ["LC_ALL=C.UTF-8", "PATH=/usr/bin:/bin", "OMP_THREAD_LIMIT=1"])
    switch outcome {
    case .ended(let output, true): return RecognizedPage(output, width: width)
    case .ended, .crashed: throw ReadFailure(.malformed, "\(name) could not read the page.")
    case .timedOut:
      throw ReadFailure(.timedOut, "Recognizing a page took longer than \(OpticalRecognition.seconds) seconds.")
    case .tooMuch: throw ReadFailure(.tooLarge, "The page holds more text than any.")
    case .notStarted: throw ReadFailure(.missingTool, "\(name) could not be started.")
    }
  }

  /// What readers of the data are told of a recognized document.
  func finding(pages: Int, characters: Int, confidenceSum: Int) -> Finding {
    let mean = characters == 0 ? 0 : confidenceSum / characters
    return Finding(
      code: "recognized-optically", severity: .note,
      message: "\(pages) pages were recognized by \(name), with a mean confidence of \(mean) of 100.")
  }
}
