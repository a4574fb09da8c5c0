import ArgumentParser
import DafuPipeline

/// `dafu verify`: a published release as it stands on disk.
struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Checks a release: digests, structure, types, keys, references, codes; names the row that fails.",
    discussion: """
      What fails is listed on standard error, a line each: the file, the row counted from 1 without the header, its \
      key, the rule, and what was found. Exit code 0: the release is sound; 1: something fails.

      Examples:
        dafu verify
        dafu verify output/official-replies/2026.11.23
      """)

  @Argument(
    help: "The folder of a release. (default: the newest release of the pipeline)", completion: .directory)
  var release: String?

  @OptionGroup var pipeline: PipelineOption

  func run() throws {
    let verification = try ReleaseVerification(of: release ?? pipeline.read().latestRelease)
    for failure in verification.failures { CommandOutcome.complain(failure) }
    try LineWriter(descriptor: 1).write(text: verification.text)
    guard verification.failures.isEmpty else { throw ExitCode(1) }
  }
}
