import ArgumentParser
import DafuPipeline
import Foundation

/// How a command ends: what it says on standard error, and its exit code.
enum CommandOutcome {
  /// Some inputs were rejected.
  static let rejected = ExitCode(3)

  /// Something went wrong and was said already.
  struct Told: Error {
    let error: any Error
  }

  /// Says what went wrong and gives the exit code.
  static func report(_ error: any Error) -> Int32 {
    switch error {
    case let told as Told:
      switch told.error {
      case is UsageError: return 2
      case let stop as Interruption.Requested: return stop.exitCode
      default: return 1
      }
    case is LineWriter.Closed: return 0
    case let failure as FailedChecks:
      complain(failure.description)
      return 1
    case let held as HeldBack:
      complain(held.description)
      return 1
    case let stop as Interruption.Requested:
      complain("dafu: " + stop.description)
      return stop.exitCode
    case let failure as OutputFailure:
      complain("dafu: " + failure.description)
      return 1
    case let failure as UsageError:
      complain("dafu: " + failure.description)
      return 2
    default: break
    }
    let code = Dafu.exitCode(for: error)
    let message = Dafu.fullMessage(for: error)
    if code == .success {
      if !message.isEmpty { print(message) }
      return 0
    }
    if !message.isEmpty { complain(message) }
    // ArgumentParser says 64 (EX_USAGE) where this program says 2.
    return code == .validationFailure ? 2 : code.rawValue
  }

  /// Lists rejected inputs on standard error and ends the command with their exit code, if there are any.
  static func reportRejections(of summary: RunSummary) throws {
    guard !summary.rejections.isEmpty else { return }
    let shown = 20
    for rejection in summary.rejections.prefix(shown) {
      complain("rejected \(rejection.path): \(rejection.reason.rawValue): \(rejection.message)")
    }
    if summary.rejections.count > shown {
      complain("… and \(summary.rejections.count - shown) more; rejects.csv of a release lists them all")
    }
    throw rejected
  }

  /// Writes a line on standard error.
  static func complain(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
  }
}
