import DafuCodelists
import DafuLoad
import DafuModel
import Foundation

/// Writes the observations of lines of `dafu normalize` as CSV, by the writer of a release, the digest that a release
/// has of each file included: prints the processor and the elapsed seconds of writing alone, and how many rows there are.
///
/// usage: WriteObservations NORMALIZED CODELISTS OUT_CSV TIMES
///
/// The rows are those of a release built in memory, held as `dafu load` holds them; what comes before the first byte of
/// the file is not counted. Each time a new file is written.
@main
enum WriteObservations {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 5, let times = Int(arguments[4]) else {
      FileHandle.standardError.write(Data("usage: WriteObservations NORMALIZED CODELISTS OUT_CSV TIMES\n".utf8))
      exit(2)
    }
    let table = try observations(of: arguments[1], codelists: arguments[2])
    try? FileManager.default.removeItem(atPath: arguments[3])
    var (processor, elapsed) = (0.0, 0.0)
    for _ in 0..<times {
      let start = (now(CLOCK_PROCESS_CPUTIME_ID), now(CLOCK_MONOTONIC))
      _ = try table.writeCSV(to: arguments[3])
      processor += now(CLOCK_PROCESS_CPUTIME_ID) - start.0
      elapsed += now(CLOCK_MONOTONIC) - start.1
      try FileManager.default.removeItem(atPath: arguments[3])
    }
    print(processor, elapsed, table.count)
  }

  private static func observations(of file: String, codelists: String) throws -> TableContent {
    let lists = try CodelistSet { [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(codelists)/\($0).csv"))) }
    let builder = ReleaseBuilder(
      options: try ReleaseOptions(dataset: "bench", title: "bench", description: "bench"), codelists: lists)
    let decoder = JSONDecoder()
    let lines = try Data(contentsOf: URL(fileURLWithPath: file)).split(separator: UInt8(ascii: "\n"))
    let release = try builder.build(try lines.map { try decoder.decode(NormalizeOutcome.self, from: $0) })
    guard let table = release.tables.first(where: { $0.table.name == "observations" }) else { exit(1) }
    return table
  }

  private static func now(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
