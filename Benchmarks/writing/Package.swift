// swift-tools-version: 6.1
import PackageDescription

// A package of its own, so that nobody who builds dafu builds it.
let package = Package(
  name: "writing",
  dependencies: [.package(name: "dafu", path: "../..")],
  targets: [.executableTarget(name: "WriteObservations", dependencies: [.product(name: "Dafu", package: "dafu")])],
  swiftLanguageModes: [.v6]
)
