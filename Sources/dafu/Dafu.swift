import ArgumentParser
import DafuPipeline
import Foundation

/// The command line: `dafu <subcommand>`.
///
/// Every command is told its name: to derive it from the type's takes the library half of the time of a start.
@main
struct Dafu: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dafu",
    abstract: "答复: official replies in, a statistical dataset out.",
    discussion: """
      Reads Chinese official replies to proposals (提案、建议的答复) and publishes what they state in figures: one \
      row a figure, with its year, instrument, agency and evidence.

      Examples:
        dafu run                                   the pipeline of pipelines/nightly.yml
        dafu run --input replies --output out      another folder of replies
        dafu extract replies | dafu normalize | dafu load --output out
                                                   the same, stage by stage
        dafu show replies/42.html                  one reply with its figures marked
        dafu status                                what the last runs did
        dafu verify                                the newest release, checked as it stands on disk

      Exit codes: 0 done; 1 a check failed, nothing was published; 2 usage: a wrong option, a missing path, a \
      broken pipeline or codelist file; 3 done, but some inputs were rejected.
      """,
    version: programVersion,
    subcommands: [
      Run.self, Status.self, Extract.self, Normalize.self, Load.self, Tabulate.self, Resolve.self, Show.self,
      Verify.self, Diff.self,
      Evaluate.self,
    ])

  static func main() {
    // A reader that leaves a pipe early is no fault: writing then fails with EPIPE, which ends the command quietly.
    signal(SIGPIPE, SIG_IGN)
    ProcessMemory.keepForReuse()
    var code: Int32 = 0
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      code = CommandOutcome.report(error)
    }
    #if PROFILING
      // The counts of `make profile` are written as the process ends.
      Foundation.exit(code)
    #else
      // Threads may still be at work on documents: the libraries under them must not be taken down, as `exit` does.
      fflush(nil)
      _exit(code)
    #endif
  }
}
