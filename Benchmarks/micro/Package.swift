// swift-tools-version: 6.1
import PackageDescription

// A package of its own, so that nobody who uses dafu resolves the benchmark library.
let package = Package(
  name: "micro",
  dependencies: [
    .package(name: "dafu", path: "../.."),
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
  ],
  targets: [
    .executableTarget(
      name: "HotFunctions",
      dependencies: [
        .product(name: "Dafu", package: "dafu"), .product(name: "Benchmark", package: "benchmark"),
      ],
      path: "Benchmarks/HotFunctions",
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")])
  ],
  swiftLanguageModes: [.v6]
)
