import Foundation

/// The `dafu` executable that the build made beside the tests.
enum BuiltProgram {
  struct Result {
    let exitCode: Int32
    let output: Data
    let errors: String
    var text: String { String(decoding: output, as: UTF8.self) }
  }

  static let url: URL = {
    // The tests run from the folder of products, directly or by a helper that is given the tests' path.
    let candidates = CommandLine.arguments.map { URL(fileURLWithPath: $0).deletingLastPathComponent() }
    let folders = candidates + [Repository.root.appendingPathComponent(".build/debug")]
    return folders.map { $0.appendingPathComponent("dafu") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
      ?? Repository.root.appendingPathComponent(".build/debug/dafu")
  }()

  /// Runs the program to its end.
  static func run(
    _ arguments: [String], input: Data = Data(), folder: String? = nil, environment: [String: String] = [:]
  ) throws -> Result {
    let scratch = try TemporaryFolder()
    let inputPath = try scratch.write("input", Array(input))
    let (outputPath, errorsPath) = (try scratch.write("output", ""), try scratch.write("errors", ""))
    let process = Process()
    process.executableURL = url
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder ?? Repository.root.path)
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: inputPath))
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: outputPath))
    process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: errorsPath))
    try process.run()
    process.waitUntilExit()
    return Result(
      exitCode: process.terminationStatus, output: try Data(contentsOf: URL(fileURLWithPath: outputPath)),
      errors: try String(contentsOfFile: errorsPath, encoding: .utf8))
  }
}
