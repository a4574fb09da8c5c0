import Benchmark
import DafuCodelists
import DafuExtract
import DafuModel
import DafuNormalize
import Foundation

/// The samples of the repository as they lie on disk, and the lists that they are read with.
private enum Given {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("pipelines")

  static func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: root.appendingPathComponent(path)))
  }

  static func samples(_ ending: String) throws -> [[UInt8]] {
    let names = try FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent("sample").path)
    return try names.filter { $0.hasSuffix(ending) }.sorted().map { try bytes("sample/" + $0) }
  }

  static func lists() throws -> CodelistSet {
    try CodelistSet { try bytes("codelists/\($0).csv") }
  }

  static func read(_ samples: [[UInt8]]) -> [ReplyDocument] {
    let reader = DocumentReader()
    return samples.compactMap { bytes in
      if case .document(let document) = reader.read(bytes, path: "sample", sha256: "") { document } else { nil }
    }
  }
}

let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(metrics: [.cpuTotal, .wallClock, .throughput], maxDuration: .seconds(3))

  for ending in [".html", ".xml", ".md", ".txt"] {
    Benchmark("read the samples in \(ending)") { benchmark, samples in
      let reader = DocumentReader()
      for _ in benchmark.scaledIterations {
        for bytes in samples { blackHole(reader.read(bytes, path: "sample", sha256: "")) }
      }
    } setup: {
      try Given.samples(ending)
    }
  }

  Benchmark("normalize the samples") { benchmark, given in
    for _ in benchmark.scaledIterations {
      for document in given.documents { blackHole(given.normalizer.normalize(document)) }
    }
  } setup: {
    (documents: Given.read(try Given.samples("")), normalizer: Normalizer(codelists: try Given.lists()))
  }

  Benchmark("read the codelists") { benchmark in
    for _ in benchmark.scaledIterations { blackHole(try Given.lists()) }
  }

  Benchmark("prepare the normalizer") { benchmark, lists in
    for _ in benchmark.scaledIterations { blackHole(Normalizer(codelists: lists)) }
  } setup: {
    try Given.lists()
  }

  Benchmark("letters of a thousand names") { benchmark in
    for _ in benchmark.scaledIterations {
      for _ in 0..<1000 { blackHole(Pinyin.code(forDiscovered: "科技创新贷")) }
    }
  }

  Benchmark("a thousand decimals and days") { benchmark in
    for _ in benchmark.scaledIterations {
      for _ in 0..<1000 {
        blackHole(ExactDecimal("12345.678"))
        blackHole(CivilDate("2024-06-30"))
      }
    }
  }
}
